// SPDX-License-Identifier: MIT
// Numbers as JavaScript reads and prints them.  COUNT=n changes how many; SEED=n repeats a run.
import assert from 'node:assert/strict';
import test from 'node:test';
import { random, seedOfRun } from '../js/support.mjs';
import { numberRead, numberWrite } from './module.mjs';

const COUNT = Number(process.env.COUNT ?? 100_000);

const bits = new DataView(new ArrayBuffer(8));
const fromBits = (high, low) => {
  bits.setUint32(0, high >>> 0);
  bits.setUint32(4, low >>> 0);
  return bits.getFloat64(0);
};

/** A finite double: any bits, or few digits, or an integer, or near a power of ten or two. */
function makeNumber(r) {
  let value;
  do {
    switch (r.below(6)) {
      case 0: value = fromBits(r.next(), r.next()); break;
      case 1: value = (r.next() - 2 ** 31) / 10 ** r.below(12); break;
      case 2: value = (r.next() - 2 ** 31) * 2 ** r.below(64); break;
      case 3: value = Number(`${r.below(10)}e${r.below(640) - 330}`); break;
      case 4: value = 2 ** (r.below(2098) - 1074) * (1 + (r.below(5) - 2) * 2 ** -52); break;
      default: value = fromBits((1023 + r.below(80) - 40) << 20 | r.next() >>> 12, r.next());
    }
  } while (!Number.isFinite(value));
  return value;
}

/** Digits that few programs write: many, with and without point and exponent. */
function makeText(r) {
  let text = r.below(2) === 0 ? '' : '-';
  const digits = (count) => Array.from({ length: count }, () => r.below(10)).join('');
  text += r.below(3) === 0 ? '0' : `${1 + r.below(9)}${digits(r.below(r.pick([3, 20, 40])))}`;
  if (r.below(2) === 0) text += `.${digits(1 + r.below(r.pick([3, 20, 400])))}`;
  if (r.below(2) === 0) text += `${r.pick(['e', 'E'])}${r.pick(['', '-', '+'])}${r.below(r.pick([10, 330, 2000]))}`;
  return text;
}

test('numbers print and read as in JavaScript', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`numbers: seed ${seed}, ${COUNT} of each`);
  const r = random(seed);
  for (let n = 0; n < COUNT; n++) {
    const value = makeNumber(r);
    const expected = String(value);
    const written = numberWrite(value);
    if (written !== expected) assert.equal(written, expected, `seed ${seed}, number ${n}`);
    if (!Object.is(numberRead(expected), value === 0 ? 0 : value)) assert.fail(`${expected} is read as ${numberRead(expected)}`);
    const text = makeText(r);
    if (!Object.is(numberRead(text), Number(text))) assert.fail(`${text} is read as ${numberRead(text)}, not ${Number(text)}`);
  }
});

test('numbers that lie exactly between two doubles, and a hair beside', () => {
  const r = random(seedOfRun());
  for (let n = 0; n < COUNT / 200; n++) {
    // The exact decimal expansion of a midpoint, by integers: (2m + 1) * 2^(e - 1).
    const subnormal = r.below(4) === 0;
    const m = BigInt(r.next()) << 20n | BigInt(r.below(2 ** 20)) | (subnormal ? 0n : 1n << 52n);
    const e = subnormal ? -1074 : r.below(2046) - 1074;
    const odd = 2n * (m & (1n << 53n) - 1n) + 1n;
    const shift = e - 1;
    const digits = shift >= 0 ? (odd << BigInt(shift)).toString() : (odd * 5n ** BigInt(-shift)).toString();
    const exponent = shift >= 0 ? 0 : shift;
    for (const text of [`${digits}e${exponent}`, `${digits}0000000001e${exponent - 10}`, `${BigInt(digits) * 10n - 1n}e${exponent - 1}`]) {
      if (!Object.is(numberRead(text), Number(text))) assert.fail(`${text} is read as ${numberRead(text)}, not ${Number(text)}`);
    }
  }
});

test('what is no number of JSON is none', () => {
  for (const text of ['', '-', '+1', '01', '.5', '1.', '1.e1', '1e', '1e+', 'Infinity', 'NaN', '0x10', '1 ', ' 1', '1_0', '--1', '1e1.5', '-a']) {
    assert.ok(Number.isNaN(numberRead(text)), text);
  }
});
