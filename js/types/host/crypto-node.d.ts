/**
 * What the platform has.  Not imported: a browser would stop at the import.
 * @returns {NodeCrypto | null}
 */
export function findNodeCrypto(): NodeCrypto | null;
/** @typedef {typeof import('node:crypto')} NodeCrypto */
/** A refusal that a caller can do something about; everything else that is thrown is the platform's failure. */
export class Refusal extends Error {
    /** @param {'ZB_E_AUTHENTIC' | 'ZB_E_INVALID'} status */
    constructor(status: "ZB_E_AUTHENTIC" | "ZB_E_INVALID");
    status: "ZB_E_INVALID" | "ZB_E_AUTHENTIC";
}
export class NodePlatform {
    /** @param {NodeCrypto} node */
    constructor(node: NodeCrypto);
    node: typeof import("node:crypto");
    /**
     * @param {string} name
     * @param {Uint8Array} message
     * @returns {Uint8Array}
     */
    hash(name: string, message: Uint8Array): Uint8Array;
    /**
     * @param {string} name
     * @param {Uint8Array} key
     * @param {Uint8Array} message
     * @returns {Uint8Array}
     */
    hmac(name: string, key: Uint8Array, message: Uint8Array): Uint8Array;
    /** @param {string} name */
    beginHash(name: string): import("crypto").Hash;
    /**
     * @param {string} name
     * @param {Uint8Array} key
     */
    beginHmac(name: string, key: Uint8Array): import("crypto").Hmac;
    /**
     * @param {string} name
     * @param {Uint8Array} secret
     * @param {Uint8Array} salt
     * @param {Uint8Array} info
     * @param {Uint8Array} out
     */
    hkdf(name: string, secret: Uint8Array, salt: Uint8Array, info: Uint8Array, out: Uint8Array): void;
    /**
     * @param {string} name
     * @param {Uint8Array} password
     * @param {Uint8Array} salt
     * @param {number} iterations
     * @param {Uint8Array} out
     */
    pbkdf2(name: string, password: Uint8Array, salt: Uint8Array, iterations: number, out: Uint8Array): void;
    /**
     * @param {string} name
     * @param {Uint8Array} key
     * @param {Uint8Array} nonce
     * @param {Uint8Array} aad
     * @param {Uint8Array} plaintext
     * @param {number} tagBytes
     * @param {Uint8Array} out may be where the plaintext is
     */
    seal(name: string, key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array, tagBytes: number, out: Uint8Array): void;
    /**
     * Nothing is written unless the tag fits.
     * @param {string} name
     * @param {Uint8Array} key
     * @param {Uint8Array} nonce
     * @param {Uint8Array} aad
     * @param {Uint8Array} sealed ciphertext and tag
     * @param {number} tagBytes
     * @param {Uint8Array} out may be where the ciphertext is
     */
    open(name: string, key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array, tagBytes: number, out: Uint8Array): void;
    /**
     * The public key of a private one of Ed25519 or X25519.
     * @param {'ed25519' | 'x25519'} curve
     * @param {Uint8Array} privateKey
     * @returns {Uint8Array}
     */
    publicOf(curve: "ed25519" | "x25519", privateKey: Uint8Array): Uint8Array;
    /**
     * @param {Uint8Array} privateKey
     * @returns {Uint8Array} uncompressed
     */
    p256PublicOf(privateKey: Uint8Array): Uint8Array;
    /**
     * @param {Uint8Array} seed
     * @param {Uint8Array} message
     * @returns {Uint8Array}
     */
    ed25519Sign(seed: Uint8Array, message: Uint8Array): Uint8Array;
    /**
     * Platforms differ in when they look at the key: one that is no point fits no signature.
     * @param {Uint8Array} publicKey
     * @param {Uint8Array} message
     * @param {Uint8Array} signature
     */
    ed25519Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): void;
    /**
     * @param {Uint8Array} privateKey
     * @param {Uint8Array} message
     * @returns {Uint8Array} r and s
     */
    p256Sign(privateKey: Uint8Array, message: Uint8Array): Uint8Array;
    /**
     * @param {Uint8Array} publicKey
     * @param {Uint8Array} message
     * @param {Uint8Array} signature r and s
     */
    p256Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): void;
    /**
     * @param {Uint8Array} privateKey
     * @param {Uint8Array} publicKey
     * @param {Uint8Array} out
     */
    x25519Shared(privateKey: Uint8Array, publicKey: Uint8Array, out: Uint8Array): void;
    /** @param {Uint8Array} out */
    random(out: Uint8Array): void;
    #private;
}
export type NodeCrypto = typeof import("node:crypto");
