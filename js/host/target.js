// SPDX-License-Identifier: MIT

/**
 * Path and query of an absolute URL, without the cost of parsing it: the server has checked it.
 * @param {string} url
 */
export function pathOf(url) {
  const start = url.indexOf('/', 'https://'.length);
  if (start < 0) return '/';
  const hash = url.indexOf('#', start);
  return hash < 0 ? url.slice(start) : url.slice(start, hash);
}
