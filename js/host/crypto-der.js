// SPDX-License-Identifier: MIT
// Raw keys as the containers in which platforms take them.  All lengths are fixed, so a container is a prefix and the key.

/** @param {string} hex */
const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** SubjectPublicKeyInfo and PKCS #8 of RFC 8410, 4 and 7; of RFC 5480, 2 and RFC 5915, 3 for P-256. */
const PREFIXES = {
  ed25519Public: bytes('302a300506032b6570032100'),
  ed25519Private: bytes('302e020100300506032b657004220420'),
  x25519Public: bytes('302a300506032b656e032100'),
  x25519Private: bytes('302e020100300506032b656e04220420'),
  p256Public: bytes('3059301306072a8648ce3d020106082a8648ce3d030107034200'),
  p256Private: bytes('3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420'),
};

/**
 * @param {keyof typeof PREFIXES} kind
 * @param {Uint8Array} key of the length that the kind has
 * @returns {Uint8Array<ArrayBuffer>} DER, the caller's to clear when the key is private
 */
export function wrapKey(kind, key) {
  const prefix = PREFIXES[kind];
  const der = new Uint8Array(prefix.length + key.length);
  der.set(prefix);
  der.set(key, prefix.length);
  return der;
}

/**
 * @param {keyof typeof PREFIXES} kind
 * @param {Uint8Array} der as wrapKey() makes it
 * @returns {Uint8Array} the key, in the same memory
 */
export const unwrapKey = (kind, der) => der.subarray(PREFIXES[kind].length);
