/**
 * The value that a path leads to.
 *
 * @param {any} root   an accessor, or any other value
 * @param {string} path  "user.name", "places[3].name", "places.3.name"; a backslash makes the next
 *   character ordinary. A path that begins with "/" is a JSON pointer. Empty: the root itself
 * @returns {any} undefined when it leads nowhere
 * @throws {Error} with the code ZB_E_SYNTAX when the path is none
 */
export function find(root: any, path: string): any;
