/**
 * Path and query of an absolute URL, without the cost of parsing it: the platform has normalised it.
 * @param {string} url
 */
export function pathOf(url: string): string;
/**
 * Path and query of the target in a request line.  Clients of a proxy send the absolute form, as they wrote it.
 * @param {string} target
 */
export function pathOfTarget(target: string): string;
