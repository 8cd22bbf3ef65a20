// SPDX-License-Identifier: MIT
// Debug mode: what an arena remembers about its checkpoints. Where each was saved, and which
// of the bytes below it have changed since, whoever changed them: JavaScript, C, a thread.
// From that a restore knows which older values would come to refer to bytes that it frees.
import { StaleReferenceError } from './errors.js';
import { refersAbove } from './reference-scan.js';

/** @import { Region } from './region.js' */

/** Freed bytes are filled with this, so that a raw read of them shows. */
const FREED_BYTE = 0xdd;

/** @typedef {{ readonly offset: number, readonly site: string, readonly turn: number }} Mark  a checkpoint */

/** Frames of a stack that belong to this library. */
const OWN_FRAME = /[\\/]core[\\/](arena|checkpoint|checkpoint-log|scope|zerobuf)\.js/;

/** The place in the caller's program that led here: " at name (file:line:column)", or nothing. */
function callSite() {
  const lines = (new Error('site').stack ?? '').split('\n');
  const frame = lines.find((line) => /:\d+:\d+/.test(line) && !OWN_FRAME.test(line));
  return frame === undefined ? '' : ` at ${frame.trim().replace(/^at /, '')}`;
}

export class CheckpointLog {
  /** @param {Region} region @param {number} start  first byte of the arena */
  constructor(region, start) {
    /** @private */
    this.region = region;
    /** @private */
    this.start = start;
    /** @private Oldest first; offsets rise. @type {Mark[]} */
    this.marks = [];
    /** @private The bytes from start on, as they were when looked at last. */
    this.seen = new Uint8Array(0);
    /** @private Turns count the checkpoints. */
    this.turn = 0;
    /** @private The turn in which a word below a checkpoint changed last. @type {Map<number, number>} */
    this.changed = new Map();
  }

  /** A checkpoint was saved. @param {number} offset */
  saved(offset) {
    this.look();
    this.dropFrom(offset);
    this.turn++;
    this.marks.push({ offset, site: callSite(), turn: this.turn });
    this.seen = this.region.u8.slice(this.start, offset);
  }

  /**
   * What is known about a checkpoint and its restore, as a part of a sentence.
   *
   * @param {number} checkpoint
   */
  story(checkpoint) {
    const mark = this.find(checkpoint);
    const saved = mark === undefined || mark.site === '' ? '' : ` (saved${mark.site})`;
    const site = callSite();
    return `${saved}${site === '' ? '' : `, restored${site}`}`;
  }

  /**
   * Refuse a restore after which a value that was changed since save() would refer to freed
   * bytes.
   *
   * @param {number} checkpoint
   * @param {number} bump
   */
  requireNothingAbove(checkpoint, bump) {
    const mark = this.find(checkpoint);
    if (mark === undefined) return;
    this.look();
    for (const [at, turn] of this.changed) {
      if (turn < mark.turn || at >= checkpoint) continue;
      const reference = refersAbove(this.region, at, checkpoint, bump);
      if (reference === undefined) continue;
      throw new StaleReferenceError(
        `${reference.what} was written after checkpoint ${checkpoint} was saved${mark.site}, and refers to bytes that its restore would free; `
          + 'write it before save(), or store a plain copy (toJS) after restore()',
        reference.offset,
        checkpoint,
      );
    }
  }

  /** The bytes from `checkpoint` up to `bump` were freed. @param {number} checkpoint @param {number} bump */
  restored(checkpoint, bump) {
    this.dropFrom(checkpoint + 1);
    for (const at of this.changed.keys()) {
      if (at >= checkpoint) this.changed.delete(at);
    }
    if (this.seen.length > checkpoint - this.start) this.seen = this.seen.slice(0, Math.max(0, checkpoint - this.start));
    this.region.u8.fill(FREED_BYTE, checkpoint, bump);
  }

  /** @private @param {number} checkpoint */
  find(checkpoint) {
    return this.marks.findLast(({ offset }) => offset === checkpoint);
  }

  /** @private @param {number} offset */
  dropFrom(offset) {
    while ((this.marks.at(-1)?.offset ?? -1) >= offset) this.marks.pop();
  }

  /** @private Note which words have changed since the last look. */
  look() {
    const { seen, start } = this;
    const { u8 } = this.region;
    for (let i = 0; i < seen.length; i++) {
      if (seen[i] === u8[start + i]) continue;
      this.changed.set((start + i) - (start + i) % 4, this.turn);
      seen[i] = /** @type {number} */ (u8[start + i]);
    }
  }
}
