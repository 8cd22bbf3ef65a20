// SPDX-License-Identifier: MIT
// Texts that were read before. What the cache gives must be right whoever writes the bytes.
import assert from 'node:assert/strict';
import test from 'node:test';
import { readShort } from '../../js/core/string-cache.js';
import { Region } from '../../js/core/region.js';

/** Reads shared bytes that another thread overwrites, and then puts back, when they have been looked at some times. */
function readRacing(byteLength, write, overwritten, restored) {
  const region = new Region({ buffer: new SharedArrayBuffer(byteLength) });
  write(region.u8, 'A');
  let looks = 0;
  const look = () => {
    if (looks === overwritten) write(region.u8, 'B');
    if (looks === restored) write(region.u8, 'A');
    looks++;
  };
  const dv = { getUint8: (at) => (look(), region.dv.getUint8(at)), getUint32: (at) => (look(), region.dv.getUint32(at, true)) };
  readShort({ isSharedMemory: true, canDecodeInPlace: false, get u8() { look(); return region.u8; } }, dv, 0, byteLength);
}

test('bytes that another thread writes meanwhile leave no wrong text behind', () => {
  for (const byteLength of [1, 2, 3, 4, 7, 13, 32]) {
    const still = new Region({ buffer: new ArrayBuffer(byteLength) });
    for (let round = 0; round < 600; round++) {
      const write = (u8, letter) => { // a text that no round before had, where it is long enough for that
        u8.fill(letter.charCodeAt(0));
        if (byteLength > 3) u8.set([0x30 + (round >> 6), 0x30 + (round & 63)]);
      };
      const [overwritten, restored] = [Math.floor(round / 30), round % 30];
      readRacing(byteLength, write, overwritten, restored); // what it gives may be torn: that is the reader's affair
      for (const letter of ['A', 'B']) {
        write(still.u8, letter);
        const text = readShort(still, still.dv, 0, byteLength);
        assert.equal(text, String.fromCharCode(...still.u8), `${byteLength} bytes, overwritten after ${overwritten} looks, put back after ${restored}`);
      }
    }
  }
});
