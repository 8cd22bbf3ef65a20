/**
 * One line, whatever the bytes are.
 * @param {Uint8Array} bytes UTF-8; what is none becomes U+FFFD
 */
export function logLine(bytes: Uint8Array): string;
/** A line is cut after this. */
export const MAX_LINE_BYTES: 8192;
