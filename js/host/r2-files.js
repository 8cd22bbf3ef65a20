// SPDX-License-Identifier: MIT
// Files in an R2 bucket: an object for each file, under its path.  A directory is an empty object whose key ends with
// "/", or is there because keys begin with it.  Objects are written whole, and only over what was read, so that of two
// writers at a time none undoes what the other wrote.

import { DIRECTORY, EXISTS, INVALID, kindFault, namesOf, NOT_DIRECTORY, NOT_EMPTY, NOT_FOUND, SPACE, splitPath } from './file-status.js';

/**
 * An R2 bucket, as far as it is used here.
 * @typedef {object} Bucket
 * @property {(key: string) => Promise<{size: number, etag: string} | null>} head
 * @property {(key: string, options?: object) => Promise<{size: number, etag: string, arrayBuffer: () => Promise<ArrayBuffer>} | null>} get
 * @property {(key: string, value: Uint8Array, options?: object) => Promise<object | null>} put null when a condition fails
 * @property {(keys: string | string[]) => Promise<void>} delete
 * @property {(options: object) => Promise<{objects: {key: string, size: number}[], delimitedPrefixes: string[], truncated: boolean, cursor?: string}>} list
 */

/** As ZB_FILE_MAX_R2_BYTES. */
const MOST_BYTES = 2 ** 26;

/** Handles of more files than this are forgotten, the oldest first. */
const MOST_NODES = 10_000;

/** How often a write is tried again that another one came before. */
const MOST_TRIES = 20;

const NOTHING = new Uint8Array(0);
/** Made when asked for: Headers of Node's own change its globals. */
const onlyNew = () => ({ onlyIf: new Headers({ 'if-none-match': '*' }) });

const encoder = new TextEncoder();

/** Numbers of nodes are never used twice in an isolate, whichever bucket they are of. */
let lastNode = 0;

export class R2Files {
  /**
   * @param {Bucket} bucket
   * @param {string} prefix of all keys
   */
  constructor(bucket, prefix) {
    this.bucket = bucket;
    this.prefix = prefix;
    /** @type {Map<number, string>} */
    this.paths = new Map();
    /** @type {Map<string, number>} */
    this.nodes = new Map();
  }

  /** @param {string} path */
  #nodeOf(path) {
    const known = this.nodes.get(path);
    if (known !== undefined) return known;
    const node = ++lastNode;
    this.nodes.set(path, node);
    this.paths.set(node, path);
    if (this.paths.size > MOST_NODES) for (const old of this.paths.values()) return this.#forget(old), node;
    return node;
  }

  /** @param {string} path */
  #forget(path) {
    this.paths.delete(this.nodes.get(path) ?? 0);
    this.nodes.delete(path);
  }

  /**
   * @param {string} path
   * @returns {Promise<{size: number, directory: boolean} | null>}
   */
  async #look(path) {
    if (path === '') return { size: 0, directory: true };
    const file = await this.bucket.head(this.prefix + path);
    if (file !== null) return { size: file.size, directory: false };
    const { objects } = await this.bucket.list({ prefix: `${this.prefix}${path}/`, limit: 1 });
    return objects.length > 0 ? { size: 0, directory: true } : null;
  }

  /**
   * What is missing: the path itself, or a directory on the way.
   * @param {string} path
   */
  async #why(path) {
    const names = namesOf(path);
    for (let count = 1; count < names.length; count++) {
      const file = await this.bucket.head(this.prefix + names.slice(0, count).join('/'));
      if (file !== null) return NOT_DIRECTORY;
    }
    return NOT_FOUND;
  }

  /**
   * @param {string} path
   * @returns {Promise<number>} a status, 0 when something may be made there
   */
  async #parentFault(path) {
    const { parent } = splitPath(path);
    const above = await this.#look(parent);
    if (above === null) return this.#why(parent);
    return above.directory ? 0 : NOT_DIRECTORY;
  }

  /** @param {string} path */
  async find(path) {
    const at = await this.#look(path);
    return at === null ? this.#why(path) : [this.#nodeOf(path), at.size, at.directory];
  }

  /**
   * @param {string} path
   * @param {boolean} directory
   */
  async make(path, directory) {
    const fault = path === '' ? EXISTS : await this.#parentFault(path);
    if (fault !== 0) return fault;
    if ((await this.#look(path)) !== null) return EXISTS;
    const made = await this.bucket.put(this.prefix + path + (directory ? '/' : ''), NOTHING, onlyNew());
    return made === null ? EXISTS : [this.#nodeOf(path), 0, directory];
  }

  /** @param {number} node */
  #key(node) {
    const path = this.paths.get(node);
    return path === undefined ? null : this.prefix + path;
  }

  /** @param {number} node */
  async size(node) {
    const key = this.#key(node);
    return (key === null ? null : await this.bucket.head(key))?.size ?? NOT_FOUND;
  }

  /**
   * @param {number} node
   * @param {number} at
   * @param {number} room
   */
  async read(node, at, room) {
    const size = await this.size(node);
    if (size < 0) return size;
    const length = Math.min(room, size - at);
    if (length <= 0) return NOTHING;
    const object = await this.bucket.get(/** @type {string} */ (this.#key(node)), { range: { offset: at, length } });
    return object === null ? NOT_FOUND : new Uint8Array(await object.arrayBuffer());
  }

  /**
   * Change a whole file.
   * @param {number} node
   * @param {(bytes: Uint8Array) => Uint8Array | number} change gives all of its bytes, or a status
   * @returns {Promise<number>} a status, 0 when it was changed
   */
  async #change(node, change) {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const key = this.#key(node);
      const object = key === null ? null : await this.bucket.get(key);
      if (key === null || object === null) return NOT_FOUND;
      const changed = change(new Uint8Array(await object.arrayBuffer()));
      if (typeof changed === 'number') return changed;
      if ((await this.bucket.put(key, changed, { onlyIf: { etagMatches: object.etag } })) !== null) return 0;
    }
    throw new Error(`A file in R2 was changed by others ${MOST_TRIES} times while it was being written.`);
  }

  /**
   * @param {number} node
   * @param {number} at -1 for the end
   * @param {Uint8Array} bytes
   * @returns {Promise<number>} where they end, or a status
   */
  async write(node, at, bytes) {
    let end = 0;
    const status = await this.#change(node, (old) => {
      const from = at < 0 ? old.length : at;
      end = from + bytes.length;
      if (end > MOST_BYTES) return SPACE;
      if (bytes.length === 0) return old;
      const whole = new Uint8Array(Math.max(old.length, end));
      whole.set(old);
      whole.set(bytes, from);
      return whole;
    });
    return status < 0 ? status : end;
  }

  /**
   * @param {number} node
   * @param {number} size
   */
  resize(node, size) {
    return this.#change(node, (old) => {
      if (size > MOST_BYTES) return SPACE;
      const whole = new Uint8Array(size);
      whole.set(old.subarray(0, size));
      return whole;
    });
  }

  /**
   * @param {string} path
   * @param {Uint8Array} bytes
   */
  async replace(path, bytes) {
    if (bytes.length > MOST_BYTES) return SPACE;
    const fault = await this.#parentFault(path);
    if (fault !== 0) return fault;
    if ((await this.#look(path))?.directory) return DIRECTORY;
    await this.bucket.put(this.prefix + path, bytes);
    return 0;
  }

  /**
   * What stands in the way of a removal.
   * @param {string} path
   * @param {{directory: boolean}} there
   * @param {boolean} file
   * @param {boolean} directory
   */
  async #removalFault(path, there, file, directory) {
    const fault = kindFault(there.directory, file, directory);
    if (fault !== 0 || !there.directory) return fault;
    const marker = `${this.prefix}${path}/`;
    const { objects } = await this.bucket.list({ prefix: marker, limit: 2 });
    return objects.some(({ key }) => key !== marker) ? NOT_EMPTY : 0;
  }

  /**
   * @param {string} path
   * @param {boolean} file whether a file is to be removed
   * @param {boolean} directory whether a directory is
   */
  async remove(path, file, directory) {
    if (path === '') return INVALID;
    const there = await this.#look(path);
    if (there === null) return this.#why(path);
    const fault = await this.#removalFault(path, there, file, directory);
    if (fault !== 0) return fault;
    await this.bucket.delete(this.prefix + path + (there.directory ? '/' : ''));
    this.#forget(path);
    return 0;
  }

  /**
   * @param {string} from
   * @param {string} to
   */
  async rename(from, to) {
    if (from === '' || to === '') return INVALID;
    const node = await this.#look(from);
    if (node === null) return this.#why(from);
    const fault = await this.#parentFault(to);
    if (fault !== 0) return fault;
    if (from === to) return 0;
    if (to.startsWith(`${from}/`)) return INVALID;
    const there = await this.#look(to);
    const inTheWay = there === null ? 0 : await this.#removalFault(to, there, !node.directory, node.directory);
    if (inTheWay !== 0) return inTheWay;
    const end = node.directory ? '/' : '';
    const keys = node.directory ? (await this.#list(`${this.prefix}${from}/`)).objects.map(({ key }) => key) : [this.prefix + from];
    const [oldKey, newKey] = [this.prefix + from + end, this.prefix + to + end];
    for (const key of keys) if (!(await this.#move(key, newKey + key.slice(oldKey.length)))) return NOT_FOUND;
    this.#renameNodes(from, to);
    return 0;
  }

  /**
   * @param {string} from
   * @param {string} to
   * @returns {Promise<boolean>} false when it is gone
   */
  async #move(from, to) {
    const object = await this.bucket.get(from);
    if (object === null) return false;
    await this.bucket.put(to, new Uint8Array(await object.arrayBuffer()));
    await this.bucket.delete(from);
    return true;
  }

  /**
   * @param {string} from
   * @param {string} to
   */
  #renameNodes(from, to) {
    this.#forget(to);
    for (const [path, node] of [...this.nodes]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      const moved = to + path.slice(from.length);
      this.nodes.delete(path);
      this.nodes.set(moved, node);
      this.paths.set(node, moved);
    }
  }

  /**
   * All objects, or with a delimiter all names.
   * @param {string} prefix
   * @param {string} [delimiter]
   */
  async #list(prefix, delimiter) {
    /** @type {{key: string, size: number}[]} */
    const objects = [];
    /** @type {string[]} */
    const prefixes = [];
    /** @type {string | undefined} */
    let cursor;
    do {
      const page = await this.bucket.list({ prefix, ...(delimiter && { delimiter }), ...(cursor && { cursor }) });
      objects.push(...page.objects);
      prefixes.push(...(page.delimitedPrefixes ?? []));
      cursor = page.truncated ? page.cursor : undefined;
    } while (cursor !== undefined);
    return { objects, prefixes };
  }

  /**
   * All entries after a name, ordered by the names' bytes, and null.  Keys come in another order: "a.txt" before "a/".
   * @param {number} node of the directory
   * @param {string} after
   */
  async list(node, after) {
    const path = this.paths.get(node);
    if (path === undefined) return NOT_FOUND;
    const base = this.prefix + (path === '' ? '' : `${path}/`);
    const { objects, prefixes } = await this.#list(base, '/');
    /** @type {Map<string, [string, number, boolean]>} */
    const entries = new Map();
    for (const { key, size } of objects) if (key !== base) entries.set(key.slice(base.length), [key.slice(base.length), size, false]);
    for (const prefix of prefixes) entries.set(prefix.slice(base.length, -1), [prefix.slice(base.length, -1), 0, true]);
    const later = [...entries.values()].filter(([name]) => compareBytes(name, after) > 0);
    return [...later.sort(([a], [b]) => compareBytes(a, b)), null];
  }
}

/**
 * Below 0, 0 or above, as the UTF-8 bytes of one come before, are, or come after those of the other.
 * @param {string} a
 * @param {string} b
 */
function compareBytes(a, b) {
  const [left, right] = [encoder.encode(a), encoder.encode(b)];
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) if (left[i] !== right[i]) return Number(left[i]) - Number(right[i]);
  return left.length - right.length;
}
