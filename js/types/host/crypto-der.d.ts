/**
 * @param {keyof typeof PREFIXES} kind
 * @param {Uint8Array} key of the length that the kind has
 * @returns {Uint8Array<ArrayBuffer>} DER, the caller's to clear when the key is private
 */
export function wrapKey(kind: keyof typeof PREFIXES, key: Uint8Array): Uint8Array<ArrayBuffer>;
export function unwrapKey(kind: keyof typeof PREFIXES, der: Uint8Array): Uint8Array;
declare namespace PREFIXES {
    let ed25519Public: Uint8Array<ArrayBuffer>;
    let ed25519Private: Uint8Array<ArrayBuffer>;
    let x25519Public: Uint8Array<ArrayBuffer>;
    let x25519Private: Uint8Array<ArrayBuffer>;
    let p256Public: Uint8Array<ArrayBuffer>;
    let p256Private: Uint8Array<ArrayBuffer>;
}
export {};
