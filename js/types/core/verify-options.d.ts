/**
 * @param {VerifyOptions | undefined} options
 * @param {boolean} isExtended  the arena takes the extension types
 */
export function requireVerifyOptions(options: VerifyOptions | undefined, isExtended: boolean): {
    flags: number;
    slots: number;
    maxDepth: number;
    maxNodes: number;
    maxBytes: number;
    isGraph: boolean;
};
/** What the engine's stack has room for (engine-block.js). */
export const MAX_DEPTH: 128;
export type VerifyOptions = {
    /**
     * what an offset is of: 'object' (the default) and 'array' are
     * handles, 'slot' is a value slot, 'schema' the first of `slots` slots
     */
    kind?: RootKind | undefined;
    /**
     * of a schema
     */
    slots?: number | undefined;
    /**
     * take only the types of version 1; by default as the arena does
     */
    strict?: boolean | undefined;
    /**
     * do not look whether texts are well-formed UTF-8
     */
    anyText?: boolean | undefined;
    /**
     * containers inside each other, 1 to 128; 128 by default
     */
    maxDepth?: number | undefined;
    /**
     * values to visit; by default as many as the memory has room for
     */
    maxNodes?: number | undefined;
    /**
     * of strings and keys that are looked into; by default sixteen
     * times the memory
     */
    maxBytes?: number | undefined;
    /**
     * visit what is referred to more than once only once, so that
     * cycles pass: takes an eighth of the memory's size from the arena meanwhile (a shared arena
     * gives it back with its next restore). The default in an arena of types 'full'; else values are
     * walked as trees
     */
    graph?: boolean | undefined;
};
export type VerifyReport = {
    /**
     * values visited
     */
    nodes: number;
    /**
     * of strings and keys that were looked into
     */
    bytes: number;
    /**
     * the deepest that was met
     */
    depth: number;
};
import type { RootKind } from './located.js';
