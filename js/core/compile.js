// SPDX-License-Identifier: MIT
// Code made at run time, where the engine allows it. Workers and pages with a strict content
// security policy do not: there everything runs by loops, with the same results.

let isAllowed = true;

/**
 * Make a function from a text of our own; what comes from data enters it as JSON only.
 *
 * @param {Readonly<Record<string, unknown>>} values  what the text may refer to, by name
 * @param {string} text  of a function expression
 * @returns {any} undefined where that is forbidden
 */
export function compile(values, text) {
  if (!isAllowed) return undefined;
  try {
    return new Function(...Object.keys(values), `"use strict"; return ${text};`)(...Object.values(values));
  } catch (error) {
    if (error instanceof SyntaxError) throw error; // a defect of the text, not of the engine
    isAllowed = false;
    return undefined;
  }
}

/** For tests: whether code may be made. @param {boolean} allowed */
export function allowCode(allowed) {
  isAllowed = allowed;
}
