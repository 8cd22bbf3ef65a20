/**
 * Path and query of an absolute URL, without the cost of parsing it: the server has checked it.
 * @param {string} url
 */
export function pathOf(url: string): string;
