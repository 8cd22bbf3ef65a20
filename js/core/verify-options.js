// SPDX-License-Identifier: MIT
// How far Engine.verify() goes, and what it saw.
import { fault, typeFault } from './errors.js';

/** @import { RootKind } from './located.js' */

/**
 * @typedef {object} VerifyOptions
 * @property {RootKind} [kind]       what an offset is of: 'object' (the default) and 'array' are
 *   handles, 'slot' is a value slot, 'schema' the first of `slots` slots
 * @property {number} [slots]        of a schema
 * @property {boolean} [strict]      take only the types of version 1; by default as the arena does
 * @property {boolean} [anyText]     do not look whether texts are well-formed UTF-8
 * @property {number} [maxDepth]     containers inside each other, 1 to 128; 128 by default
 * @property {number} [maxNodes]     values to visit; by default as many as the memory has room for
 * @property {number} [maxBytes]     of strings and keys that are looked into; by default sixteen
 *   times the memory
 * @property {boolean} [graph]       visit what is referred to more than once only once, so that
 *   cycles pass: takes an eighth of the memory's size from the arena meanwhile (a shared arena
 *   gives it back with its next restore). The default in an arena of types 'full'; else values are
 *   walked as trees
 */

/**
 * @typedef {object} VerifyReport
 * @property {number} nodes  values visited
 * @property {number} bytes  of strings and keys that were looked into
 * @property {number} depth  the deepest that was met
 */

const STRICT = 1;
const ANY_TEXT = 2;
/** What the engine's stack has room for (engine-block.js). */
export const MAX_DEPTH = 128;

/** @param {unknown} value @param {string} name @param {number} max @returns {number} 0 when it is not given */
function requireLimit(value, name, max) {
  if (value === undefined) return 0;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > max) {
    throw fault('ZB_E_INVALID', `${name} is ${String(value)}; pass a whole number from 1 to ${max}`);
  }
  return value;
}

/**
 * @param {VerifyOptions | undefined} options
 * @param {boolean} isExtended  the arena takes the extension types
 */
export function requireVerifyOptions(options, isExtended) {
  const { kind, slots, strict = !isExtended, anyText = false, maxDepth, maxNodes, maxBytes, graph = isExtended } = options ?? {};
  if (kind === 'schema' && slots === undefined) throw typeFault("kind 'schema' wants the number of slots; pass { slots }");
  return {
    flags: (strict ? STRICT : 0) | (anyText ? ANY_TEXT : 0),
    slots: requireLimit(slots, 'slots', 0x1000_0000),
    maxDepth: requireLimit(maxDepth, 'maxDepth', MAX_DEPTH),
    maxNodes: requireLimit(maxNodes, 'maxNodes', Number.MAX_SAFE_INTEGER),
    maxBytes: requireLimit(maxBytes, 'maxBytes', Number.MAX_SAFE_INTEGER),
    isGraph: graph,
  };
}
