// SPDX-License-Identifier: MIT
// Images of a module's memory in the database of a Durable Object (SPEC.md, 8.19): one row that says what the image is of,
// and one for each page that is not all zero.  Nothing here waits.

import { hashWords } from './page-hash.js';

/** @import { Storage } from './sql-files.js' */

/** @typedef {{format: string, module: string, pages: number, checksum: string}} Header */

const PAGE_BYTES = 65_536;
const PAGE_WORDS = PAGE_BYTES / 4;

/** As ZB_SNAPSHOT_MAX_BYTES. */
export const SNAPSHOT_MAX_BYTES = 32 * 2 ** 20;
const MOST_PAGES = SNAPSHOT_MAX_BYTES / PAGE_BYTES;

/** Changes with the layout of what is stored. */
const FORMAT = 'zerobuf snapshot 1';

/** The linker's hash of the module; less would not tell two builds apart. */
const BUILD_ID = 'build_id';
const LEAST_ID_BYTES = 8;

const TABLES = `
  CREATE TABLE IF NOT EXISTS zb_snapshot (id INTEGER PRIMARY KEY CHECK (id = 0), format TEXT NOT NULL, module TEXT NOT NULL,
    pages INTEGER NOT NULL, checksum TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS zb_snapshot_page (number INTEGER PRIMARY KEY, checksum TEXT NOT NULL, bytes BLOB NOT NULL)`;

const hex = (/** @type {number} */ word) => word.toString(16).padStart(8, '0');

/** The images of one object: there is one at a time. */
export class Snapshots {
  /** What is stored, as far as this has written or read it. @type {{checksum: string, sums: Uint32Array} | null} */
  #known = null;

  /**
   * @param {WebAssembly.Module} module
   * @param {Storage} storage
   * @param {{wanted: boolean, loads: boolean}} options  `loads`: the instance begins with data from outside
   */
  constructor(module, storage, { wanted, loads }) {
    this.storage = storage;
    this.key = buildId(module);
    /** Why no image is kept; '' when one can be. */
    this.refusal = refusalOf(this.key, storage, wanted, loads);
  }

  /**
   * @param {WebAssembly.Memory} memory whose bytes are the module's first ones; not touched unless all is well
   * @returns {boolean} false: there is no image
   * @throws {Error} that says what is wrong with the image
   */
  restore(memory) {
    if (this.refusal !== '') return false;
    const header = this.#header();
    if (header === undefined) return false;
    const have = memory.buffer.byteLength / PAGE_BYTES;
    checkHeader(header, this.key, have);
    const { sums, contents } = this.#pages(header);
    if (header.pages > have) memory.grow(header.pages - have);
    const u8 = new Uint8Array(memory.buffer);
    u8.fill(0);
    for (const [number, bytes] of contents) u8.set(bytes, number * PAGE_BYTES);
    this.#known = { checksum: header.checksum, sums };
    return true;
  }

  /**
   * Put an image in place of the last one, or leave that as it is.
   * @param {Uint8Array} u8 all of the memory
   * @param {Uint8Array} free one bit for each page: what is free is kept as zeros
   * @returns {number} pages written
   */
  save(u8, free) {
    const words = new Uint32Array(u8.buffer, u8.byteOffset, u8.byteLength / 4);
    const pages = u8.byteLength / PAGE_BYTES;
    const sums = sumsOf(words, pages, free);
    const checksum = sumOfSums(sums);
    const written = this.storage.transactionSync(() => {
      const before = this.#base();
      let count = 0;
      for (let page = 0; page < pages; page++) {
        if (sums[2 * page] === (before[2 * page] ?? 0) && sums[2 * page + 1] === (before[2 * page + 1] ?? 0)) continue;
        if (isZero(sums, page)) {
          this.#run('DELETE FROM zb_snapshot_page WHERE number = ?', page);
          continue;
        }
        const bytes = u8.slice(page * PAGE_BYTES, (page + 1) * PAGE_BYTES).buffer;
        this.#run('INSERT OR REPLACE INTO zb_snapshot_page (number, checksum, bytes) VALUES (?, ?, ?)', page, textOf(sums, page), bytes);
        count++;
      }
      this.#run('DELETE FROM zb_snapshot_page WHERE number >= ?', pages);
      this.#run('INSERT OR REPLACE INTO zb_snapshot (id, format, module, pages, checksum) VALUES (0, ?, ?, ?, ?)', FORMAT, this.key, pages, checksum);
      return count;
    });
    this.#known = { checksum, sums };
    return written;
  }

  /**
   * @param {string} query
   * @param {unknown[]} args
   * @returns {any[]} rows
   */
  #run(query, ...args) {
    return this.storage.sql.exec(query, ...args).toArray();
  }

  /** @returns {Header | undefined} */
  #header() {
    try {
      return this.#run('SELECT format, module, pages, checksum FROM zb_snapshot')[0];
    } catch (error) {
      if (/no such table/.test(String(error))) return undefined;
      throw error;
    }
  }

  /**
   * The checksums of the pages that are stored; when it is not known what is, nothing is stored afterwards.
   * @returns {Uint32Array}
   */
  #base() {
    const header = this.#header();
    const known = this.#known;
    if (known !== null && header?.format === FORMAT && header.module === this.key && header.checksum === known.checksum) return known.sums;
    this.storage.sql.exec(TABLES);
    this.#run('DELETE FROM zb_snapshot_page');
    return new Uint32Array(0);
  }

  /**
   * @param {Header} header that was checked
   * @returns {{sums: Uint32Array, contents: Map<number, Uint8Array>}}
   */
  #pages({ pages, checksum }) {
    const sums = new Uint32Array(2 * pages);
    /** @type {Map<number, Uint8Array>} */
    const contents = new Map();
    for (const { number, checksum: expected, bytes } of this.#run('SELECT number, checksum, bytes FROM zb_snapshot_page')) {
      if (!(number >= 0 && number < pages)) throw new Error(`page ${number} is behind its ${pages} pages`);
      if (!(bytes instanceof ArrayBuffer) || bytes.byteLength !== PAGE_BYTES) throw new Error(`page ${number} does not have ${PAGE_BYTES} bytes`);
      hashWords(new Uint32Array(bytes), 0, PAGE_WORDS, sums, 2 * number);
      if (textOf(sums, number) !== expected) throw new Error(`page ${number} does not have its checksum`);
      contents.set(number, new Uint8Array(bytes));
    }
    if (sumOfSums(sums) !== checksum) throw new Error('a page is missing, or is of another image');
    return { sums, contents };
  }
}

/**
 * @param {Header} header
 * @param {string} key
 * @param {number} have pages of the module's memory
 */
function checkHeader({ format, module, pages }, key, have) {
  if (format !== FORMAT) throw new Error(`it has the format "${format}", and not "${FORMAT}"`);
  if (module !== key) throw new Error('it is of another build of the module');
  if (!Number.isInteger(pages) || pages < have || pages > MOST_PAGES) throw new Error(`it has ${pages} pages, and not ${have} to ${MOST_PAGES}`);
}

/**
 * @param {string} key
 * @param {Storage} storage
 * @param {boolean} wanted
 * @param {boolean} loads
 */
function refusalOf(key, storage, wanted, loads) {
  if (!wanted) return 'The class of the object was made with snapshot: false.';
  if (loads) return 'The object begins with data of a load function, which an image would keep when the data is replaced.';
  if (key === '') return 'The module has no build id, without which an image cannot be told from that of another build: link it with --build-id=sha1.';
  try {
    storage.sql.exec('SELECT 1');
  } catch (error) {
    return `The object has no SQLite storage: ${error instanceof Error ? error.message : String(error)}`;
  }
  return '';
}

/**
 * @param {WebAssembly.Module} module
 * @returns {string} hexadecimal; '' when it has none
 */
function buildId(module) {
  const section = WebAssembly.Module.customSections(module, BUILD_ID)[0];
  if (section === undefined || section.byteLength <= LEAST_ID_BYTES) return '';
  return Array.from(new Uint8Array(section), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param {Uint32Array} words
 * @param {number} pages
 * @param {Uint8Array} free
 * @returns {Uint32Array} two words for each page, both 0 for one that is all zero or free
 */
function sumsOf(words, pages, free) {
  const sums = new Uint32Array(2 * pages);
  for (let page = 0; page < pages; page++) {
    if (((free[page >> 3] ?? 0) >> (page & 7)) & 1 || isEmpty(words, page * PAGE_WORDS)) continue;
    hashWords(words, page * PAGE_WORDS, PAGE_WORDS, sums, 2 * page);
  }
  return sums;
}

/**
 * @param {Uint32Array} words
 * @param {number} from
 */
function isEmpty(words, from) {
  for (let i = from; i < from + PAGE_WORDS; i++) if (words[i] !== 0) return false;
  return true;
}

/** @param {Uint32Array} sums @param {number} page */
const isZero = (sums, page) => sums[2 * page] === 0 && sums[2 * page + 1] === 0;

/** @param {Uint32Array} sums @param {number} page */
const textOf = (sums, page) => hex(/** @type {number} */ (sums[2 * page])) + hex(/** @type {number} */ (sums[2 * page + 1]));

/** @param {Uint32Array} sums */
function sumOfSums(sums) {
  const padded = new Uint32Array(Math.ceil(sums.length / 4) * 4 + 4); // its length goes along
  padded.set(sums);
  padded[padded.length - 1] = sums.length;
  const out = new Uint32Array(2);
  hashWords(padded, 0, padded.length, out, 0);
  return textOf(out, 0);
}
