// SPDX-License-Identifier: MIT
// What does C in a module pay for the platform's cryptography, beside JavaScript that calls node:crypto itself?
//
//   node bench/crypto/run.mjs [--json]
import assert from 'node:assert/strict';
import * as crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Instance } from '../../js/host/instance.js';
import { answer } from '../js/report.mjs';

const MIB = 1 << 20, TAG = 16;
const wasm = readFileSync(new URL('../../build/wasm/bench-crypto.wasm', import.meta.url));
/** @type {any} */
const guest = new Instance(new WebAssembly.Module(wasm), {}).exports;
const memory = new Uint8Array(guest.memory.buffer);
const area = memory.subarray(guest.area_at() >>> 0, (guest.area_at() >>> 0) + MIB + TAG);
const result = memory.subarray(guest.result_at() >>> 0, (guest.result_at() >>> 0) + MIB + TAG);
const key = new Uint8Array(32), nonce = new Uint8Array(12);
// JavaScript's bytes are its own: the same ones, in another place.
const bytes = Uint8Array.from({ length: MIB }, (_, i) => (i * 2654435761) >>> 24);

/** @param {number} status */
const ok = (status) => assert.equal(status, 0);

/** Runs of small messages do so many. @param {number} length */
const countFor = (length) => (length === MIB ? 1 : 100);
/** @param {number} count @param {() => any} once */
const times = (count, once) => () => {
  let last;
  for (let i = 0; i < count; i++) last = once();
  return last;
};
const shown = (length) => (length === MIB ? '1 MiB' : `${length} B`);

/**
 * @param {string} what
 * @param {number} length
 * @param {Uint8Array} expected
 * @param {() => number} inWasm leaves its answer in `result`
 * @param {Record<string, () => Uint8Array>} direct
 * @param {Uint8Array} [input] what lies in the module's memory
 */
function question(what, length, expected, inWasm, direct, input = bytes) {
  const operations = countFor(length), names = Object.keys(direct);
  const isRight = (found) => assert.ok(Buffer.compare(found, expected) === 0);
  return {
    question: `${what}, ${shown(length)}`, than: names[0],
    aims: length === MIB ? [{ way: 'C in wasm', than: names, most: 1.3 }] : [],
    ways: [
      ...names.map((name) => ({ name, operations, run: times(operations, direct[name]), check: isRight })),
      {
        name: 'C in wasm', operations, run: inWasm,
        before: () => { area.set(input); result.fill(0, 0, expected.length); },
        check: (status) => { ok(status); isRight(result.subarray(0, expected.length)); },
      },
    ],
  };
}

/** @param {string} name @param {number} number @param {number} length */
function hashQuestion(name, number, length) {
  const message = bytes.subarray(0, length);
  return question(name, length, crypto.createHash(name).update(message).digest(), () => guest.hash(number, length, countFor(length)), {
    'crypto.hash()': () => crypto.hash(name, message, 'buffer'),
    'createHash()': () => crypto.createHash(name).update(message).digest(),
  });
}

/** @param {number} length */
function hmacQuestion(length) {
  const message = bytes.subarray(0, length);
  const once = () => crypto.createHmac('sha256', key).update(message).digest();
  return question('HMAC-SHA256', length, once(), () => guest.hmac(2, length, countFor(length)), { 'createHmac()': once });
}

/** @param {string} name @param {number} number @param {number} keyBytes @param {number} length */
function aeadQuestions(name, number, keyBytes, length) {
  const message = bytes.subarray(0, length), short = key.subarray(0, keyBytes);
  const seal = () => {
    const cipher = crypto.createCipheriv(/** @type {any} */ (name), short, nonce, { authTagLength: TAG });
    const text = cipher.update(message);
    cipher.final();
    return { text, tag: cipher.getAuthTag() };
  };
  const sealed = Buffer.concat(Object.values(seal()));
  const open = () => {
    const decipher = crypto.createDecipheriv(/** @type {any} */ (name), short, nonce, { authTagLength: TAG });
    decipher.setAuthTag(sealed.subarray(length));
    const text = decipher.update(sealed.subarray(0, length));
    decipher.final();
    return text;
  };
  const sealing = question(`${name} seal`, length, sealed, () => guest.seal(number, length, countFor(length)), { 'createCipheriv()': /** @type {any} */ (seal) });
  // JavaScript has ciphertext and tag as two pieces, and need not join them.
  sealing.ways[0].check = (/** @type {any} */ { text, tag }) => assert.ok(Buffer.compare(Buffer.concat([text, tag]), sealed) === 0);
  return [sealing, question(`${name} open`, length, Buffer.from(message), () => guest.open(number, length, countFor(length)), { 'createDecipheriv()': open }, sealed)];
}

/** A stream that comes in pieces of 64 KiB. */
function piecesQuestion() {
  const once = () => {
    const hash = crypto.createHash('sha256');
    for (let at = 0; at < MIB; at += 65536) hash.update(bytes.subarray(at, at + 65536));
    return hash.digest();
  };
  return question('sha256 in pieces of 64 KiB', MIB, once(), () => guest.pieces(2, MIB, 65536, 1), { 'createHash()': once });
}

answer([
  ...[MIB, 32].flatMap((length) => [
    hashQuestion('sha256', 2, length), hashQuestion('sha512', 4, length), hmacQuestion(length),
    ...aeadQuestions('aes-256-gcm', 2, 32, length), ...aeadQuestions('chacha20-poly1305', 3, 32, length),
  ]),
  piecesQuestion(),
]);
