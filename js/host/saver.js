// SPDX-License-Identifier: MIT
// When the image of an instance's memory is taken: while none of its calls is open (SPEC.md, 8.19).

import { GuestError, Refusal } from './errors.js';
import { SNAPSHOT_MAX_BYTES } from './snapshot.js';

/** @import { Instance } from './instance.js' */
/** @import { Snapshots } from './snapshot.js' */

const NO_OBJECT = 'Images of the memory are kept for Durable Objects alone, and this is none.';

export class Saver {
  /** Where the map of free pages is, once an image was asked for. @type {{at: number, length: number} | null} */
  #asked = null;
  #retired = false;

  /**
   * @param {Instance} instance
   * @param {Snapshots | undefined} snapshots
   * @param {(line: string) => void} log
   */
  constructor(instance, snapshots, log) {
    this.instance = instance;
    this.snapshots = snapshots;
    this.log = log;
  }

  /**
   * Put the last image in place of a memory that is not in use yet.
   * @returns {boolean} whether there was one that fits
   */
  restore() {
    try {
      return this.snapshots?.restore(this.instance.exports.memory) ?? false;
    } catch (error) {
      this.log(`zerobuf: the image of the memory was not taken up, the object starts afresh: ${messageOf(error)}`);
      return false;
    }
  }

  /**
   * A handler wants an image.
   * @param {number} at of the map of free pages
   * @param {number} length
   * @throws {Refusal}
   */
  ask(at, length) {
    const { u8 } = this.instance;
    if (length > u8.byteLength || at > u8.byteLength - length)
      throw new GuestError('ZB_GUEST_CALL', `a map of free pages of ${length} bytes at ${at} is outside the memory`);
    const refusal = this.snapshots === undefined ? NO_OBJECT : this.snapshots.refusal;
    if (refusal !== '') throw new Refusal('ZB_E_UNSUPPORTED', refusal);
    if (this.#retired) throw new Refusal('ZB_E_UNSUPPORTED', 'Another instance has taken this one\'s place (maxMemoryBytes).');
    if (u8.byteLength > SNAPSHOT_MAX_BYTES) throw new Refusal('ZB_E_BUDGET', tooLarge(u8.byteLength));
    this.#asked = { at, length };
  }

  /** No call is open: take the image, if one is wanted. */
  save() {
    if (this.#asked === null) return;
    const { at, length } = this.#asked;
    this.#asked = null;
    this.instance.refresh();
    const { u8 } = this.instance;
    try {
      if (u8.byteLength > SNAPSHOT_MAX_BYTES) throw new Error(tooLarge(u8.byteLength));
      /** @type {Snapshots} */ (this.snapshots).save(u8, u8.subarray(at, at + length));
    } catch (error) {
      this.log(`zerobuf: the image of the memory was not stored, the one before stays: ${messageOf(error)}`);
    }
  }

  /** An instance that another has replaced must not overwrite what that one keeps. */
  retire() {
    this.#retired = true;
    this.#asked = null;
  }
}

/** @param {number} bytes */
const tooLarge = (bytes) => `The memory has ${bytes} bytes, and images are kept of ${SNAPSHOT_MAX_BYTES} at most.`;

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));
