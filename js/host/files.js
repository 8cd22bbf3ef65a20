// SPDX-License-Identifier: MIT
// Files that the host keeps for a guest (zerobuf/file.h): in the database of a Durable Object, or in an R2 bucket.

import { R2Files } from './r2-files.js';
import { SqlFiles } from './sql-files.js';

/** @type {WeakMap<object, SqlFiles>} */
const databases = new WeakMap();

/** By bucket and prefix. @type {WeakMap<object, Map<string, R2Files>>} */
const buckets = new WeakMap();

/**
 * @param {any} keeper the storage of a Durable Object, or an R2 bucket
 * @param {string} prefix of keys in the bucket
 * @returns {SqlFiles | R2Files}
 */
export function files(keeper, prefix) {
  if (keeper.sql !== undefined) return found(databases, keeper, () => new SqlFiles(keeper));
  return found(found(buckets, keeper, () => new Map()), prefix, () => new R2Files(keeper, prefix));
}

/**
 * @template K, V
 * @param {{get: (key: K) => V | undefined, set: (key: K, value: V) => unknown}} map
 * @param {K} key
 * @param {() => V} make
 * @returns {V}
 */
function found(map, key, make) {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
