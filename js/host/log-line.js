// SPDX-License-Identifier: MIT
// Lines that a guest writes to the host's log: what they hold may come from a client.

/** A line is cut after this. */
export const MAX_LINE_BYTES = 8192;

const decoder = new TextDecoder();

/** What ends a line somewhere, moves a terminal's cursor, or turns its writing around. */
const CONTROL = /[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * One line, whatever the bytes are.
 * @param {Uint8Array} bytes UTF-8; what is none becomes U+FFFD
 */
export function logLine(bytes) {
  const text = decoder.decode(bytes.subarray(0, MAX_LINE_BYTES));
  const line = text.replace(CONTROL, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return bytes.byteLength > MAX_LINE_BYTES ? `${line} … (${bytes.byteLength} bytes)` : line;
}
