/** @param {object} value */
export function tagOf(value: object): string;
/**
 * What an object is, by the name of its built-in class: "Array", "Object", "Map", "Error",
 * "Float64Array", …; "Other" for what only calls itself something (tagOf() says what). May run
 * user code.
 *
 * @param {object} value
 * @returns {string}
 */
export function kindOf(value: object): string;
