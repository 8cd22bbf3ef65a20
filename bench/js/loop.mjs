// SPDX-License-Identifier: MIT
// Loops of their own source text. V8 keeps compiled code by text, and with it what it learned about
// types: two equal loops over different objects would spoil each other.

let made = 0;

/**
 * A function that runs `body` `count` times and returns the `sum` that the body adds to.
 *
 * @param {string} body               one iteration; `i` is its number
 * @param {Record<string, unknown>} scope  what the body names
 * @param {number} count
 * @returns {() => any}
 */
export const loop = (body, scope, count) => over(`for (let i = 0; i < ${count}; i++) { ${body} }`, scope);

/**
 * A function of the given statements that returns the `sum` which they add to.
 *
 * @param {string} statements
 * @param {Record<string, unknown>} scope  what they name
 * @returns {() => any}
 */
export const over = (statements, scope) => new Function(
  ...Object.keys(scope),
  `return function loop${made++}() { let sum = 0; ${statements} return sum; };`,
)(...Object.values(scope));
