// SPDX-License-Identifier: MIT
// Which public headers are the library's: all others are for handler modules, or for cryptography, which needs OpenSSL.

import { readFileSync } from 'node:fs';

const FOLDER = new URL('../include/zerobuf/', import.meta.url);

/** Names of headers, sorted: what zerobuf.h includes, and what is the library's without being there. */
export const LIBRARY_HEADERS = (() => {
  /** @type {Set<string>} */
  const names = new Set();
  /** @param {string} name */
  const add = (name) => {
    if (names.has(name)) return;
    names.add(name);
    for (const [, included = ''] of readFileSync(new URL(name, FOLDER), 'utf8').matchAll(/^#include <zerobuf\/([\w.]+)>/gm)) add(included);
  };
  for (const name of ['zerobuf.h', 'compat.h', 'schema.h', 'seqlock.h', 'channel.h']) add(name);
  return [...names].sort();
})();
