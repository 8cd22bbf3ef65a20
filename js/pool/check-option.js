// SPDX-License-Identifier: MIT
// Checks of what users give: each error says what was given, where, and what can be given.

/** @param {object} given @param {readonly string[]} known @param {string} where */
export function requireNames(given, known, where) {
  for (const name of Object.keys(given)) if (!known.includes(name)) throw new TypeError(`${where} knows no option "${name}"; it knows ${known.join(', ')}`);
}

/** @param {unknown} value @param {string} name @param {string} what  it is for @returns {any} */
export function requireObject(value, name, what) {
  if (typeof value !== 'object' || value === null) throw new TypeError(`${name} is ${describe(value)}; give ${what}`);
  return value;
}

/** @param {unknown} value @param {string} name @returns {boolean} */
export function requireFlag(value, name) {
  if (typeof value !== 'boolean') throw new TypeError(`${name} is ${describe(value)}; give true or false`);
  return value;
}

/** @param {unknown} value @param {string} name @param {readonly string[]} choices */
export function requireOneOf(value, name, choices) {
  if (!choices.includes(/** @type {string} */ (value))) throw new TypeError(`${name} is ${describe(value)}; choose ${choices.join(' or ')}`);
}

/** @param {unknown} value @param {string} name @param {number} least @param {number} most @returns {number} */
export function requireWhole(value, name, least, most) {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${name} is ${describe(value)}; give a whole number from ${least} to ${most}`);
  }
  return value;
}

/** @param {unknown} value @param {string} name @param {string} [otherwise]  what else can be given @returns {number} */
export function requireMilliseconds(value, name, otherwise = '') {
  if (typeof value !== 'number' || !(value >= 0) || value === Infinity) throw new RangeError(`${name} is ${describe(value)}; give milliseconds from 0${otherwise}`);
  return value;
}

/** @param {unknown} href @param {string} where @param {string} [example] @returns {string} */
export function requireAddress(href, where, example = './tasks.js') {
  const address = href instanceof URL ? href.href : href;
  if (typeof address !== 'string' || !URL.canParse(address)) {
    throw new TypeError(`${where} expects the address of a module, as new URL('${example}', import.meta.url), not ${describe(href)}`);
  }
  return address;
}

/** @param {unknown} value */
export function describe(value) {
  if (typeof value === 'string') return JSON.stringify(value);
  return value === null || ['undefined', 'number', 'boolean', 'bigint'].includes(typeof value) ? String(value) : `a value of type ${typeof value}`;
}
