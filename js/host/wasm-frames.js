// SPDX-License-Identifier: MIT

/** Of V8: "at name (wasm://wasm/name-hash:wasm-function[12]:0x1a2b)"; of JavaScriptCore: "name@wasm-function[12]". */
const FRAME = /wasm-function\[\d+\]/;

/**
 * The guest's own functions in the stack of an error, the innermost first.
 * @param {unknown} error
 * @returns {string} lines, each with a line's end before it; empty where there is none
 */
export function wasmFrames(error) {
  const stack = error instanceof Error ? String(error.stack) : '';
  return stack.split('\n').filter((line) => FRAME.test(line)).map((line) => `\n    ${line.trim()}`).join('');
}
