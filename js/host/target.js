// SPDX-License-Identifier: MIT

/**
 * Path and query of an absolute URL, without the cost of parsing it: the platform has normalised it.
 * @param {string} url
 */
export function pathOf(url) {
  const start = url.indexOf('/', 'https://'.length);
  if (start < 0) return '/';
  const hash = url.indexOf('#', start);
  return hash < 0 ? url.slice(start) : url.slice(start, hash);
}

/**
 * Path and query of the target in a request line.  Clients of a proxy send the absolute form, as they wrote it.
 * @param {string} target
 */
export function pathOfTarget(target) {
  const hash = target.indexOf('#');
  const whole = hash < 0 ? target : target.slice(0, hash);
  if (whole.startsWith('/')) return whole;
  const path = /^https?:\/\/[^/?]*(.*)$/i.exec(whole)?.[1];
  if (path === undefined) return whole;
  return path.startsWith('/') ? path : `/${path}`;
}
