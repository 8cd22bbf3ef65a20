// SPDX-License-Identifier: MIT
// The operations of zb.crypto by node:crypto, which Node, Deno, Bun and workerd have.  Lengths are checked before.

import { unwrapKey, wrapKey } from './crypto-der.js';

/** @typedef {typeof import('node:crypto')} NodeCrypto */

/** A refusal that a caller can do something about; everything else that is thrown is the platform's failure. */
export class Refusal extends Error {
  /** @param {'ZB_E_AUTHENTIC' | 'ZB_E_INVALID'} status */
  constructor(status) {
    super(status);
    this.status = status;
  }
}

/**
 * What the platform has.  Not imported: a browser would stop at the import.
 * @returns {NodeCrypto | null}
 */
export function findNodeCrypto() {
  const found = globalThis.process?.getBuiltinModule?.('node:crypto');
  return typeof found?.createHash === 'function' ? found : null;
}

export class NodePlatform {
  /** @param {NodeCrypto} node */
  constructor(node) {
    this.node = node;
  }

  /**
   * @param {string} name
   * @param {Uint8Array} message
   * @returns {Uint8Array}
   */
  hash(name, message) {
    return this.node.hash(name, message, 'buffer');
  }

  /**
   * @param {string} name
   * @param {Uint8Array} key
   * @param {Uint8Array} message
   * @returns {Uint8Array}
   */
  hmac(name, key, message) {
    return this.node.createHmac(name, key).update(message).digest();
  }

  /** @param {string} name */
  beginHash(name) {
    return this.node.createHash(name);
  }

  /**
   * @param {string} name
   * @param {Uint8Array} key
   */
  beginHmac(name, key) {
    return this.node.createHmac(name, key);
  }

  /**
   * @param {string} name
   * @param {Uint8Array} secret
   * @param {Uint8Array} salt
   * @param {Uint8Array} info
   * @param {Uint8Array} out
   */
  hkdf(name, secret, salt, info, out) {
    moveSecret(new Uint8Array(this.node.hkdfSync(name, secret, salt, info, out.length)), out);
  }

  /**
   * @param {string} name
   * @param {Uint8Array} password
   * @param {Uint8Array} salt
   * @param {number} iterations
   * @param {Uint8Array} out
   */
  pbkdf2(name, password, salt, iterations, out) {
    moveSecret(this.node.pbkdf2Sync(password, salt, iterations, out.length, name), out);
  }

  /**
   * @param {string} name
   * @param {Uint8Array} key
   * @param {Uint8Array} nonce
   * @param {Uint8Array} aad
   * @param {Uint8Array} plaintext
   * @param {number} tagBytes
   * @param {Uint8Array} out may be where the plaintext is
   */
  seal(name, key, nonce, aad, plaintext, tagBytes, out) {
    const cipher = this.node.createCipheriv(/** @type {import('node:crypto').CipherGCMTypes} */ (name), key, nonce, { authTagLength: tagBytes });
    if (aad.length > 0) cipher.setAAD(aad);
    const ciphertext = cipher.update(plaintext);
    cipher.final();
    out.set(ciphertext);
    out.set(cipher.getAuthTag(), ciphertext.length);
  }

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
  open(name, key, nonce, aad, sealed, tagBytes, out) {
    const end = sealed.length - tagBytes;
    const decipher = this.node.createDecipheriv(/** @type {import('node:crypto').CipherGCMTypes} */ (name), key, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(sealed.subarray(end));
    if (aad.length > 0) decipher.setAAD(aad);
    let plaintext;
    try {
      plaintext = decipher.update(sealed.subarray(0, end));
      decipher.final(); // of stream ciphers: nothing is held back
    } catch { // workerd looks at ChaCha20-Poly1305's tag in update() already
      plaintext?.fill(0);
      throw new Refusal('ZB_E_AUTHENTIC');
    }
    out.set(plaintext);
  }

  /**
   * The public key of a private one of Ed25519 or X25519.
   * @param {'ed25519' | 'x25519'} curve
   * @param {Uint8Array} privateKey
   * @returns {Uint8Array}
   */
  publicOf(curve, privateKey) {
    return this.#withPrivate(`${curve}Private`, privateKey, (key) => {
      const spki = this.node.createPublicKey(this.node.createPrivateKey(key)).export({ format: 'der', type: 'spki' });
      return unwrapKey(`${curve}Public`, spki);
    });
  }

  /**
   * @param {Uint8Array} privateKey
   * @returns {Uint8Array} uncompressed
   */
  p256PublicOf(privateKey) {
    const pair = this.node.createECDH('prime256v1');
    pair.setPrivateKey(privateKey);
    return pair.getPublicKey();
  }

  /**
   * @param {Uint8Array} seed
   * @param {Uint8Array} message
   * @returns {Uint8Array}
   */
  ed25519Sign(seed, message) {
    return this.#withPrivate('ed25519Private', seed, (key) => this.node.sign(null, message, key));
  }

  /**
   * Platforms differ in when they look at the key: one that is no point fits no signature.
   * @param {Uint8Array} publicKey
   * @param {Uint8Array} message
   * @param {Uint8Array} signature
   */
  ed25519Verify(publicKey, message, signature) {
    let valid = false;
    try {
      valid = this.node.verify(null, message, publicInput('ed25519Public', publicKey), signature);
    } catch {}
    if (!valid) throw new Refusal('ZB_E_AUTHENTIC');
  }

  /**
   * @param {Uint8Array} privateKey
   * @param {Uint8Array} message
   * @returns {Uint8Array} r and s
   */
  p256Sign(privateKey, message) {
    return this.#withPrivate('p256Private', privateKey, (key) =>
      this.node.sign('sha256', message, { ...key, dsaEncoding: 'ieee-p1363' }));
  }

  /**
   * @param {Uint8Array} publicKey
   * @param {Uint8Array} message
   * @param {Uint8Array} signature r and s
   */
  p256Verify(publicKey, message, signature) {
    let valid;
    try {
      valid = this.node.verify('sha256', message, { ...publicInput('p256Public', publicKey), dsaEncoding: 'ieee-p1363' }, signature);
    } catch {
      throw new Refusal('ZB_E_INVALID');
    }
    if (!valid) throw new Refusal('ZB_E_AUTHENTIC');
  }

  /**
   * @param {Uint8Array} privateKey
   * @param {Uint8Array} publicKey
   * @param {Uint8Array} out
   */
  x25519Shared(privateKey, publicKey, out) {
    this.#withPrivate('x25519Private', privateKey, (key) => {
      const own = this.node.createPrivateKey(key);
      const peer = this.node.createPublicKey(publicInput('x25519Public', publicKey));
      let shared;
      try {
        shared = this.node.diffieHellman({ privateKey: own, publicKey: peer });
      } catch {
        throw new Refusal('ZB_E_INVALID'); // all zeros
      }
      moveSecret(shared, out);
    });
  }

  /** @param {Uint8Array} out */
  random(out) {
    this.node.randomFillSync(out);
  }

  /**
   * Lend a private key in the container that the platform takes, and clear it afterwards.
   * @template T
   * @param {'ed25519Private' | 'x25519Private' | 'p256Private'} kind
   * @param {Uint8Array} key
   * @param {(input: {key: Buffer, format: 'der', type: 'pkcs8'}) => T} use
   * @returns {T}
   */
  #withPrivate(kind, key, use) {
    const der = wrapKey(kind, key);
    try {
      return use({ key: /** @type {Buffer} */ (der), format: 'der', type: 'pkcs8' });
    } finally {
      der.fill(0);
    }
  }
}

/**
 * @param {'ed25519Public' | 'x25519Public' | 'p256Public'} kind
 * @param {Uint8Array} key
 * @returns {{key: Buffer, format: 'der', type: 'spki'}}
 */
function publicInput(kind, key) {
  return { key: /** @type {Buffer} */ (/** @type {Uint8Array} */ (wrapKey(kind, key))), format: 'der', type: 'spki' };
}

/**
 * @param {Uint8Array} secret the platform's copy, cleared
 * @param {Uint8Array} out
 */
function moveSecret(secret, out) {
  out.set(secret);
  secret.fill(0);
}
