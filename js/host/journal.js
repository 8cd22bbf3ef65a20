// SPDX-License-Identifier: MIT
// What a handler did in its earlier runs, where it is entered anew after each wait (replay.js): no operation is done twice.

import { GuestError } from './errors.js';

/** @typedef {{value: unknown} | {error: unknown} | {status: number}} Outcome */

/**
 * @typedef {object} Entry an operation that was started
 * @property {number} kind
 * @property {number} print a hash of what was asked for
 * @property {boolean} pending it was not over at once
 * @property {Promise<void> | null} settles
 * @property {Outcome | null} settled what the promise came to
 * @property {Outcome | null} outcome what the handler was told
 * @property {unknown} kept of a result that the host cannot give twice
 * @property {number} waited the run in which it was waited for last
 */

/** A handler that waits more often than this is another one's task: its cost grows by the square of its waits. */
const MOST_RUNS = 1_000;

/** Bytes of bodies and of chance that are kept for later runs. */
const MOST_BYTES = 64 * 1024 * 1024;

export class Journal {
  /** @type {Entry[]} */
  entries = [];
  /** Bytes that were not the same a second time, in order. @type {{operation: number, bytes: Uint8Array}[]} */
  #chance = [];
  #next = 0;
  #nextChance = 0;
  #bytes = 0;
  run = 1;

  /** The handler is entered anew. */
  rewind() {
    this.#next = 0;
    this.#nextChance = 0;
    this.run++;
    if (this.run > MOST_RUNS) throw replayFailed(`the handler waits more than ${MOST_RUNS} times, which needs an engine with WebAssembly.promising`);
  }

  /**
   * The operation that was started here in an earlier run.
   * @param {number} kind
   * @param {number} print
   * @returns {Entry | undefined} undefined: it is new
   */
  again(kind, print) {
    const entry = this.entries[this.#next];
    if (entry === undefined) return undefined;
    if (entry.kind !== kind || entry.print !== print) {
      const place = this.#next + 1;
      throw replayFailed(`the handler took another way: its host call ${place} is not the one that it made before it waited. On engines without WebAssembly.promising what comes before a wait must not depend on globals that it changes`);
    }
    this.#next++;
    return entry;
  }

  /**
   * @param {number} kind
   * @param {number} print
   */
  add(kind, print) {
    /** @type {Entry} */
    const entry = { kind, print, pending: false, settles: null, settled: null, outcome: null, kept: undefined, waited: 0 };
    this.entries.push(entry);
    this.#next++;
    return entry;
  }

  /** @param {Uint8Array} bytes that are kept for later runs */
  keeps(bytes) {
    this.#bytes += bytes.byteLength;
    if (this.#bytes > MOST_BYTES) throw replayFailed(`more than ${MOST_BYTES} bytes are kept for the next run of the handler: bodies of that size need an engine with WebAssembly.promising`);
    return bytes;
  }

  /**
   * Bytes that the host makes anew each time, but the same ones in each run.
   * @param {number} operation
   * @param {Uint8Array} output where they go
   * @param {() => number} make fills the output
   * @returns {number} status
   */
  chance(operation, output, make) {
    const known = this.#chance[this.#nextChance];
    if (known === undefined) {
      const status = make();
      if (status === 0) {
        this.#chance.push({ operation, bytes: this.keeps(output.slice()) });
        this.#nextChance++;
      }
      return status;
    }
    if (known.operation !== operation || known.bytes.byteLength !== output.byteLength) throw replayFailed('the handler took another way: it asks for other random bytes than before it waited');
    output.set(known.bytes);
    this.#nextChance++;
    return 0;
  }
}

/** One call fails; the instance is as good as before. @param {string} sentence */
export function replayFailed(sentence) {
  return new GuestError('ZB_GUEST_REPLAY', sentence);
}
