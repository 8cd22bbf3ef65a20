// SPDX-License-Identifier: MIT
// Files in the database of a Durable Object: a table of names and one of blocks.  Nothing here waits, and each operation
// is a transaction.

import { DIRECTORY, EXISTS, INVALID, kindFault, namesOf, NOT_DIRECTORY, NOT_EMPTY, NOT_FOUND, SPACE, splitPath } from './file-status.js';

/**
 * The storage of a Durable Object, as far as it is used here.
 * @typedef {object} Storage
 * @property {{exec: (query: string, ...args: unknown[]) => {toArray: () => any[]}}} sql
 * @property {<T>(work: () => T) => T} transactionSync
 */

/** @typedef {{id: number, size: number, directory: number}} Node */

/** A small append writes a block anew; a large file is so many rows. */
const BLOCK_BYTES = 16_384;

/** As ZB_FILE_MAX_BYTES. */
const MOST_BYTES = 2 ** 32;

/** What no row is for. @type {Node} */
const ROOT = { id: 0, size: 0, directory: 1 };

const TABLES = `
  CREATE TABLE IF NOT EXISTS zb_file (id INTEGER PRIMARY KEY AUTOINCREMENT, parent INTEGER NOT NULL, name TEXT NOT NULL,
    directory INTEGER NOT NULL, size INTEGER NOT NULL, UNIQUE (parent, name));
  CREATE TABLE IF NOT EXISTS zb_file_block (file INTEGER NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (file, number)) WITHOUT ROWID`;

export class SqlFiles {
  /** @param {Storage} storage */
  constructor(storage) {
    this.storage = storage;
    storage.sql.exec(TABLES);
  }

  /**
   * @param {string} query
   * @param {unknown[]} args
   * @returns {any[]} rows
   */
  #run(query, ...args) {
    try {
      return this.storage.sql.exec(query, ...args).toArray();
    } catch (error) {
      if (!/no such table: zb_file/.test(String(error))) throw error;
      this.storage.sql.exec(TABLES); // everything was deleted meanwhile
      return this.storage.sql.exec(query, ...args).toArray();
    }
  }

  /**
   * @param {number} parent
   * @param {string} name
   * @returns {Node | undefined}
   */
  #child(parent, name) {
    return this.#run('SELECT id, size, directory FROM zb_file WHERE parent = ? AND name = ?', parent, name)[0];
  }

  /**
   * @param {string} path
   * @returns {Node | number} or a status
   */
  #walk(path) {
    let at = ROOT;
    for (const name of namesOf(path)) {
      if (!at.directory) return NOT_DIRECTORY;
      const next = this.#child(at.id, name);
      if (next === undefined) return NOT_FOUND;
      at = next;
    }
    return at;
  }

  /**
   * @param {string} path
   * @returns {{id: number, name: string} | number} the directory that it is in, or a status
   */
  #walkToParent(path) {
    if (path === '') return INVALID;
    const { parent, name } = splitPath(path);
    const at = this.#walk(parent);
    if (typeof at === 'number') return at;
    return at.directory ? { id: at.id, name } : NOT_DIRECTORY;
  }

  /**
   * @param {number} id
   * @returns {number} size, or a status
   */
  size(id) {
    return this.#run('SELECT size FROM zb_file WHERE id = ? AND directory = 0', id)[0]?.size ?? NOT_FOUND;
  }

  /** @param {string} path */
  find(path) {
    const at = this.#walk(path);
    return typeof at === 'number' ? at : [at.id, at.size, at.directory !== 0];
  }

  /**
   * @param {string} path
   * @param {boolean} directory
   */
  make(path, directory) {
    const place = path === '' ? EXISTS : this.#walkToParent(path);
    if (typeof place === 'number') return place;
    if (this.#child(place.id, place.name) !== undefined) return EXISTS;
    return [this.#add(place, directory), 0, directory];
  }

  /**
   * @param {{id: number, name: string}} place
   * @param {boolean} directory
   * @returns {number} id
   */
  #add(place, directory) {
    const query = 'INSERT INTO zb_file (parent, name, directory, size) VALUES (?, ?, ?, 0) RETURNING id';
    return this.#run(query, place.id, place.name, Number(directory))[0].id;
  }

  /**
   * @param {number} id
   * @param {number} at
   * @param {number} room
   */
  read(id, at, room) {
    const size = this.size(id);
    if (size < 0) return size;
    const into = new Uint8Array(Math.max(0, Math.min(room, size - at)));
    if (into.length === 0) return into;
    const first = Math.floor(at / BLOCK_BYTES);
    const last = Math.floor((at + into.length - 1) / BLOCK_BYTES);
    for (const { number, bytes } of this.#run('SELECT number, bytes FROM zb_file_block WHERE file = ? AND number BETWEEN ? AND ?', id, first, last)) {
      const start = number * BLOCK_BYTES - at;
      const from = Math.max(0, -start);
      const piece = new Uint8Array(bytes).subarray(from, into.length - start);
      into.set(piece, start + from);
    }
    return into;
  }

  /**
   * @param {number} id
   * @param {number} at -1 for the end
   * @param {Uint8Array} bytes
   * @returns {number} where they end, or a status
   */
  write(id, at, bytes) {
    const size = this.size(id);
    if (size < 0) return size;
    const from = at < 0 ? size : at;
    const end = from + bytes.length;
    if (end > MOST_BYTES) return SPACE;
    if (bytes.length > 0) this.storage.transactionSync(() => this.#put(id, size, from, bytes));
    return end;
  }

  /**
   * @param {number} id
   * @param {number} size
   * @param {number} from
   * @param {Uint8Array} bytes
   */
  #put(id, size, from, bytes) {
    const end = from + bytes.length;
    for (let number = Math.floor(from / BLOCK_BYTES); number * BLOCK_BYTES < end; number++) {
      const start = number * BLOCK_BYTES;
      const low = Math.max(0, from - start);
      const high = Math.min(BLOCK_BYTES, end - start);
      let block = bytes.subarray(start + low - from, start + high - from);
      const old = low === 0 && start + high >= size ? undefined : this.#block(id, number);
      if (low > 0 || (old !== undefined && old.length > high)) {
        const whole = new Uint8Array(Math.max(high, old?.length ?? 0)); // what no block holds is zeros
        if (old !== undefined) whole.set(old);
        whole.set(block, low);
        block = whole;
      }
      // A view would be stored with all of its buffer.
      this.#run('INSERT OR REPLACE INTO zb_file_block (file, number, bytes) VALUES (?, ?, ?)', id, number, block.slice().buffer);
    }
    if (end > size) this.#run('UPDATE zb_file SET size = ? WHERE id = ?', end, id);
  }

  /**
   * @param {number} id
   * @param {number} number
   * @returns {Uint8Array | undefined}
   */
  #block(id, number) {
    const row = this.#run('SELECT bytes FROM zb_file_block WHERE file = ? AND number = ?', id, number)[0];
    return row && new Uint8Array(row.bytes);
  }

  /**
   * @param {number} id
   * @param {number} size
   */
  resize(id, size) {
    const before = this.size(id);
    if (before < 0) return before;
    if (size > MOST_BYTES) return SPACE;
    this.storage.transactionSync(() => {
      if (size < before) this.#cut(id, size);
      this.#run('UPDATE zb_file SET size = ? WHERE id = ?', size, id);
    });
    return 0;
  }

  /**
   * @param {number} id
   * @param {number} size
   */
  #cut(id, size) {
    const last = Math.floor(size / BLOCK_BYTES);
    const kept = this.#block(id, last)?.slice(0, size % BLOCK_BYTES);
    this.#run('DELETE FROM zb_file_block WHERE file = ? AND number >= ?', id, last);
    if (kept !== undefined && kept.length > 0)
      this.#run('INSERT INTO zb_file_block (file, number, bytes) VALUES (?, ?, ?)', id, last, kept.buffer);
  }

  /**
   * @param {string} path
   * @param {Uint8Array} bytes
   */
  replace(path, bytes) {
    const place = this.#walkToParent(path);
    if (typeof place === 'number') return place;
    const there = this.#child(place.id, place.name);
    if (there?.directory) return DIRECTORY;
    this.storage.transactionSync(() => {
      const id = there?.id ?? this.#add(place, false);
      this.#run('DELETE FROM zb_file_block WHERE file = ?', id);
      this.#run('UPDATE zb_file SET size = 0 WHERE id = ?', id);
      if (bytes.length > 0) this.#put(id, 0, 0, bytes);
    });
    return 0;
  }

  /**
   * What stands in the way of a node's removal.
   * @param {Node} node
   * @param {boolean} file
   * @param {boolean} directory
   */
  #removalFault({ id, directory: isDirectory }, file, directory) {
    const fault = kindFault(isDirectory !== 0, file, directory);
    if (fault !== 0 || !isDirectory) return fault;
    return this.#run('SELECT 1 FROM zb_file WHERE parent = ? LIMIT 1', id).length > 0 ? NOT_EMPTY : 0;
  }

  /** @param {number} id */
  #drop(id) {
    this.#run('DELETE FROM zb_file_block WHERE file = ?', id);
    this.#run('DELETE FROM zb_file WHERE id = ?', id);
  }

  /**
   * @param {string} path
   * @param {boolean} file whether a file is to be removed
   * @param {boolean} directory whether a directory is
   */
  remove(path, file, directory) {
    const node = path === '' ? INVALID : this.#walk(path);
    if (typeof node === 'number') return node;
    const fault = this.#removalFault(node, file, directory);
    if (fault === 0) this.storage.transactionSync(() => this.#drop(node.id));
    return fault;
  }

  /**
   * @param {string} from
   * @param {string} to
   */
  rename(from, to) {
    const node = from === '' ? INVALID : this.#walk(from);
    if (typeof node === 'number') return node;
    const place = this.#walkToParent(to);
    if (typeof place === 'number') return place;
    if (from === to) return 0;
    if (to.startsWith(`${from}/`)) return INVALID;
    const there = this.#child(place.id, place.name);
    const fault = there === undefined ? 0 : this.#removalFault(there, !node.directory, node.directory !== 0);
    if (fault !== 0) return fault;
    this.storage.transactionSync(() => {
      if (there !== undefined) this.#drop(there.id);
      this.#run('UPDATE zb_file SET parent = ?, name = ? WHERE id = ?', place.id, place.name, node.id);
    });
    return 0;
  }

  /**
   * Entries after a name, ordered by the names' bytes; null behind the last one of all.
   * @param {number} id of the directory
   * @param {string} after
   * @param {number} limit
   */
  list(id, after, limit) {
    const query = 'SELECT name, size, directory FROM zb_file WHERE parent = ? AND name > ? ORDER BY name LIMIT ?';
    const entries = this.#run(query, id, after, limit).map(({ name, size, directory }) => [name, size, directory !== 0]);
    return entries.length < limit ? [...entries, null] : entries;
  }
}
