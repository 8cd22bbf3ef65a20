// SPDX-License-Identifier: MIT
// The import zb.crypto (SPEC.md, 8.12): what a guest asks of the platform's cryptography, with bytes of its own memory
// in place.  The block and all that it says is checked: a guest can get an error and spend its own time, nothing else.

import {
  AEAD_NONCE_BYTES,
  AEAD_TAG_BYTES,
  AEADS,
  CRYPTO_ALGORITHM_AT,
  CRYPTO_BLOCK_BYTES,
  CRYPTO_ED25519_PUBLIC,
  CRYPTO_ED25519_SIGN,
  CRYPTO_ED25519_VERIFY,
  CRYPTO_HANDLE_AT,
  CRYPTO_HASH,
  CRYPTO_HASH_ABORT,
  CRYPTO_HASH_BEGIN,
  CRYPTO_HASH_END,
  CRYPTO_HASH_UPDATE,
  CRYPTO_HKDF,
  CRYPTO_HMAC,
  CRYPTO_HMAC_BEGIN,
  CRYPTO_INPUTS_AT,
  CRYPTO_ITERATIONS_AT,
  CRYPTO_OPEN,
  CRYPTO_OPERATION_AT,
  CRYPTO_OUTPUT_AT,
  CRYPTO_P256_PUBLIC,
  CRYPTO_P256_SIGN,
  CRYPTO_P256_VERIFY,
  CRYPTO_PBKDF2,
  CRYPTO_RANDOM,
  CRYPTO_SEAL,
  CRYPTO_X25519_PUBLIC,
  CRYPTO_X25519_SHARED,
  DIGESTS,
  ED25519_KEY_BYTES,
  ED25519_SIGNATURE_BYTES,
  HKDF_MAX_BLOCKS,
  HKDF_MAX_INFO_BYTES,
  P256_PRIVATE_BYTES,
  P256_PUBLIC_BYTES,
  P256_SIGNATURE_BYTES,
  STATUSES,
  X25519_KEY_BYTES,
} from '../core/layout.gen.js';
import { findNodeCrypto, NodePlatform, Refusal } from './crypto-node.js';
import { GuestError } from './errors.js';

/** Hashes that may be under way in one guest at once. */
const MAX_HASHERS = 1024;

const MAX_ITERATIONS = 0x7fffffff;
const PBKDF2_MAX_BYTES = 1 << 20;

const NONE = new Uint8Array(0);

const NUMBERS = new Map(STATUSES.map(([name, number]) => [name, number]));
/** @param {string} name */
const status = (name) => /** @type {number} */ (NUMBERS.get(name));
const OK = status('ZB_OK');
const UNSUPPORTED = status('ZB_E_UNSUPPORTED');
const MEMORY = status('ZB_E_MEMORY');

const MISSING = 'zb.crypto was called, and this platform has no node:crypto, so the call fails with ZB_E_UNSUPPORTED. ' +
  'Node, Deno and Bun have it; a Cloudflare Worker needs the compatibility flag nodejs_compat.';

/**
 * @typedef {object} Hasher
 * @property {{update: (piece: Uint8Array) => unknown, digest: () => Uint8Array}} hash
 * @property {number} bytes of the result
 * @property {number} owner the request that it ends with
 */

/** Refuse what a guest of ours checks before it asks. @param {boolean} holds */
function require(holds) {
  if (!holds) throw new Refusal('ZB_E_INVALID');
}

export class CryptoImport {
  /** @type {Map<number, Hasher>} */
  #hashers = new Map();
  #lastHandle = 0;

  /**
   * @param {WebAssembly.Memory} memory the guest's
   * @param {(line: string) => void} log told once when there is nothing to call
   */
  constructor(memory, log) {
    this.memory = memory;
    const node = findNodeCrypto();
    this.platform = node === null ? null : new NodePlatform(node);
    if (node === null) log(`zerobuf: ${MISSING}`);
    this.u8 = new Uint8Array(memory.buffer);
    this.u32 = new Uint32Array(memory.buffer);
  }

  /**
   * @param {number} block offset, as WebAssembly passes it
   * @param {number} owner the request that calls
   * @returns {number} a status
   * @throws {GuestError} the block, or a span in it, is not inside the memory
   */
  call(block, owner) {
    if (this.platform === null) return UNSUPPORTED;
    if (this.u8.byteLength === 0) { // growth has detached it
      this.u8 = new Uint8Array(this.memory.buffer);
      this.u32 = new Uint32Array(this.memory.buffer);
    }
    const at = block >>> 0;
    if (at % 4 !== 0 || at > this.u8.byteLength - CRYPTO_BLOCK_BYTES)
      throw new GuestError('ZB_GUEST_CALL', `zb.crypto got a block that is misaligned or outside the memory, at ${at}`);
    try {
      return this.#run(this.platform, at, owner) ?? OK;
    } catch (error) {
      if (error instanceof GuestError) throw error;
      // What else a platform throws: it lacks the algorithm, or allows it not here or not now.
      return error instanceof Refusal ? status(error.status) : UNSUPPORTED;
    }
  }

  /**
   * A request is over: so are its hashes.
   * @param {number} owner
   */
  end(owner) {
    if (this.#hashers.size === 0) return;
    for (const [handle, hasher] of this.#hashers) if (hasher.owner === owner) this.#hashers.delete(handle);
  }

  /** Hashes under way. */
  get hasherCount() {
    return this.#hashers.size;
  }

  /**
   * @param {NodePlatform} platform
   * @param {number} at
   * @param {number} owner
   * @returns {number | void} a status, OK when there is none
   */
  #run(platform, at, owner) {
    switch (this.#word(at, CRYPTO_OPERATION_AT)) {
      case CRYPTO_HASH: return this.#put(at, platform.hash(this.#digest(at).name, this.#input(at, 0)));
      case CRYPTO_HMAC: return this.#put(at, platform.hmac(this.#digest(at).name, this.#input(at, 0), this.#input(at, 1)));
      case CRYPTO_HASH_BEGIN: return this.#begin(at, owner, (name) => platform.beginHash(name));
      case CRYPTO_HMAC_BEGIN: return this.#begin(at, owner, (name) => platform.beginHmac(name, this.#input(at, 0)));
      case CRYPTO_HASH_UPDATE: return void this.#hasher(at).hash.update(this.#input(at, 0));
      case CRYPTO_HASH_END: return this.#end(at);
      case CRYPTO_HASH_ABORT: return void this.#hashers.delete(this.#word(at, CRYPTO_HANDLE_AT));
      case CRYPTO_HKDF: return this.#hkdf(platform, at);
      case CRYPTO_PBKDF2: return this.#pbkdf2(platform, at);
      case CRYPTO_SEAL: return this.#aead(platform, at, true);
      case CRYPTO_OPEN: return this.#aead(platform, at, false);
      case CRYPTO_ED25519_PUBLIC: return this.#put(at, platform.publicOf('ed25519', this.#key(at, 0, ED25519_KEY_BYTES)));
      case CRYPTO_ED25519_SIGN: return this.#put(at, platform.ed25519Sign(this.#key(at, 0, ED25519_KEY_BYTES), this.#input(at, 1)));
      case CRYPTO_ED25519_VERIFY:
        return platform.ed25519Verify(this.#key(at, 0, ED25519_KEY_BYTES), this.#input(at, 1), this.#key(at, 2, ED25519_SIGNATURE_BYTES));
      case CRYPTO_P256_PUBLIC: return this.#put(at, platform.p256PublicOf(this.#key(at, 0, P256_PRIVATE_BYTES)));
      case CRYPTO_P256_SIGN: return this.#put(at, platform.p256Sign(this.#key(at, 0, P256_PRIVATE_BYTES), this.#input(at, 1)));
      case CRYPTO_P256_VERIFY:
        return platform.p256Verify(this.#key(at, 0, P256_PUBLIC_BYTES), this.#input(at, 1), this.#key(at, 2, P256_SIGNATURE_BYTES));
      case CRYPTO_X25519_PUBLIC: return this.#put(at, platform.publicOf('x25519', this.#key(at, 0, X25519_KEY_BYTES)));
      case CRYPTO_X25519_SHARED:
        return platform.x25519Shared(this.#key(at, 0, X25519_KEY_BYTES), this.#key(at, 1, X25519_KEY_BYTES), this.#output(at, X25519_KEY_BYTES));
      case CRYPTO_RANDOM: return platform.random(this.#output(at));
      default: return UNSUPPORTED; // a module of a later version
    }
  }

  /**
   * @param {number} at
   * @param {number} owner
   * @param {(name: string) => Hasher['hash']} make
   */
  #begin(at, owner, make) {
    const { name, bytes } = this.#digest(at);
    if (this.#hashers.size >= MAX_HASHERS) return MEMORY;
    const hash = make(name);
    do this.#lastHandle = (this.#lastHandle + 1) >>> 0;
    while (this.#lastHandle === 0 || this.#hashers.has(this.#lastHandle));
    this.#hashers.set(this.#lastHandle, { hash, bytes, owner });
    this.u32[(at + CRYPTO_HANDLE_AT) >>> 2] = this.#lastHandle;
    return OK;
  }

  /** @param {number} at */
  #end(at) {
    const { hash } = this.#hasher(at);
    this.#hashers.delete(this.#word(at, CRYPTO_HANDLE_AT));
    this.#put(at, hash.digest());
  }

  /**
   * @param {NodePlatform} platform
   * @param {number} at
   */
  #hkdf(platform, at) {
    const { name, bytes } = this.#digest(at);
    const info = this.#input(at, 2), out = this.#output(at);
    require(info.length <= HKDF_MAX_INFO_BYTES && out.length > 0 && out.length <= HKDF_MAX_BLOCKS * bytes);
    platform.hkdf(name, this.#input(at, 0), this.#input(at, 1), info, out);
  }

  /**
   * @param {NodePlatform} platform
   * @param {number} at
   */
  #pbkdf2(platform, at) {
    const { name } = this.#digest(at);
    const iterations = this.#word(at, CRYPTO_ITERATIONS_AT), out = this.#output(at);
    require(iterations > 0 && iterations <= MAX_ITERATIONS && out.length > 0 && out.length <= PBKDF2_MAX_BYTES);
    platform.pbkdf2(name, this.#input(at, 0), this.#input(at, 1), iterations, out);
  }

  /**
   * @param {NodePlatform} platform
   * @param {number} at
   * @param {boolean} seals
   */
  #aead(platform, at, seals) {
    const cipher = AEADS.get(this.#word(at, CRYPTO_ALGORITHM_AT));
    if (cipher === undefined) return UNSUPPORTED;
    const key = this.#key(at, 0, cipher.keyBytes), nonce = this.#key(at, 1, AEAD_NONCE_BYTES);
    const aad = this.#input(at, 2), text = this.#input(at, 3), out = this.#output(at);
    const [longer, shorter] = seals ? [out, text] : [text, out];
    require(longer.length === shorter.length + AEAD_TAG_BYTES);
    if (seals) platform.seal(cipher.name, key, nonce, aad, text, AEAD_TAG_BYTES, out);
    else platform.open(cipher.name, key, nonce, aad, text, AEAD_TAG_BYTES, out);
    return OK;
  }

  /**
   * @param {number} at
   * @param {number} field
   */
  #word(at, field) {
    return /** @type {number} */ (this.u32[(at + field) >>> 2]);
  }

  /** @param {number} at */
  #digest(at) {
    const digest = DIGESTS.get(this.#word(at, CRYPTO_ALGORITHM_AT));
    if (digest === undefined) throw new Refusal('ZB_E_INVALID');
    return digest;
  }

  /** @param {number} at */
  #hasher(at) {
    const hasher = this.#hashers.get(this.#word(at, CRYPTO_HANDLE_AT));
    if (hasher === undefined) throw new Refusal('ZB_E_INVALID');
    return hasher;
  }

  /**
   * The bytes of a pair (offset, length), in place.
   * @param {number} pair offset of the pair
   */
  #span(pair) {
    const from = this.#word(pair, 0), length = this.#word(pair, 4);
    if (length === 0) return NONE;
    const { byteLength } = this.u8;
    if (length > byteLength || from > byteLength - length)
      throw new GuestError('ZB_GUEST_CALL', `zb.crypto got ${length} bytes at ${from}, which are not inside the memory`);
    return this.u8.subarray(from, from + length);
  }

  /**
   * @param {number} at
   * @param {number} index
   */
  #input(at, index) {
    return this.#span(at + CRYPTO_INPUTS_AT + index * 8);
  }

  /**
   * @param {number} at
   * @param {number} index
   * @param {number} length the only one that it may have
   */
  #key(at, index, length) {
    const key = this.#input(at, index);
    require(key.length === length);
    return key;
  }

  /**
   * @param {number} at
   * @param {number} [length] the only one that it may have
   */
  #output(at, length) {
    const out = this.#span(at + CRYPTO_OUTPUT_AT);
    require(length === undefined || out.length === length);
    return out;
  }

  /**
   * Write a result, for which the guest must have the room that it takes.
   * @param {number} at
   * @param {Uint8Array} result
   */
  #put(at, result) {
    this.#output(at, result.length).set(result);
  }
}
