/**
 * Make a function from source text: `new Function(...names, body)`.
 *
 * What is forbidden once stays forbidden: each further attempt would cost an exception, and in
 * a browser a report of the violated policy. What was allowed may stop to be (some edge runtimes
 * allow it only while a module loads), so every call is prepared to fail.
 *
 * The text must hold nothing but what the caller wrote itself: names that users chose go in as
 * JSON.stringify() makes them, and only where the language takes a string.
 *
 * @param {readonly string[]} names  of the parameters
 * @param {string} body              statements; a text that does not parse gives undefined
 * @returns {Function | undefined}   undefined where code generation is not allowed. Never throws
 */
export function compile(names: readonly string[], body: string): Function | undefined;
/**
 * For tests: forbid code generation, or leave it to the engine again. What was compiled before
 * stays as it is.
 *
 * @package
 * @param {boolean} allowed  false: compile() gives undefined; true: it asks the engine anew
 */
export function setCodegen(allowed: boolean): void;
