// SPDX-License-Identifier: MIT
// Which offsets one copy has met. One byte per 4 bytes of region says in which copy the offset
// was met last, so that nothing has to be cleared in between; a table of pieces, so that only
// the surroundings of what is copied take memory.

/** Bytes of region that a piece covers. */
const PIECE_BITS = 16;
const GRAIN_BITS = 2;
/** Pieces that stay for the next copy: 4 MiB of them, for 16 MiB of region. */
const KEPT_PIECES = 256;
const LAST_MARK = 255;

/** @type {(Uint8Array | undefined)[]} */
let pieces = [];
let made = 0;
let mark = 0;

/** Begin a copy: nothing was met yet. Copies do not overlap in time. */
export function beginVisit() {
  if (made > KEPT_PIECES || mark === LAST_MARK) {
    pieces = [];
    made = 0;
    mark = 0;
  }
  mark++;
}

/**
 * Meet an offset.
 *
 * @param {number} offset  u32
 * @returns {boolean} whether it was met before in this copy, or one in the same 4 bytes
 */
export function meet(offset) {
  const piece = pieces[offset >>> PIECE_BITS] ?? addPiece(offset >>> PIECE_BITS);
  const grain = (offset & ((1 << PIECE_BITS) - 1)) >>> GRAIN_BITS;
  if (piece[grain] === mark) return true;
  piece[grain] = mark;
  return false;
}

/** @param {number} index */
function addPiece(index) {
  const piece = new Uint8Array(1 << (PIECE_BITS - GRAIN_BITS));
  while (pieces.length <= index) pieces.push(undefined); // without holes, lest it become a dictionary
  pieces[index] = piece;
  made++;
  return piece;
}
