// SPDX-License-Identifier: MIT
// Writes src/core/pow10.gen.h: powers of ten as 128 bits, rounded down, for reading and writing
// doubles.  --check fails when the file is stale.
import { readFileSync, writeFileSync } from 'node:fs';

// Reading: 10^308 is the largest power of ten that is a finite double, and 19 digits times 10^-343 are
// below half of the smallest one.  Writing needs 10^-292 to 10^324 (Schubfach).
const MIN = -342;
const MAX = 324;
const BITS = 128n;
const FILE = new URL('../src/core/pow10.gen.h', import.meta.url);

/** floor(log2(10^q)) as the C side computes it. */
const log2 = (q) => (q * 217706) >> 16;

const bitLength = (n) => BigInt(n.toString(2).length);

/** The upper 128 bits of 10^q. */
function significand(q) {
  const power = 10n ** BigInt(Math.abs(q));
  const length = bitLength(power);
  const exponent = q >= 0 ? length - 1n : -length; // no negative power of ten is a power of two
  if (exponent !== BigInt(log2(q))) throw new Error(`log2(10^${q}) is computed wrongly`);
  const shift = BITS - 1n - exponent;
  const bits = q < 0 ? (1n << shift) / power : shift < 0n ? power >> -shift : power << shift;
  if (bitLength(bits) !== BITS) throw new Error(`10^${q} is not normalised`);
  return bits;
}

const hex = (n) => `0x${n.toString(16).padStart(16, '0')}u`;
const rows = [];
let exact = -1;
for (let q = MIN; q <= MAX; q++) {
  const bits = significand(q);
  rows.push(`    {${hex(bits >> 64n)}, ${hex(bits & ((1n << 64n) - 1n))}},`);
  if (q >= 0 && 5n ** BigInt(q) < 1n << BITS) exact = q;
}

const text = `/* SPDX-License-Identifier: MIT */
/* Made by tools/gen_pow10.mjs: do not edit. */
/* clang-format off */

#define POW10_FIRST (${MIN}) /* exponent of the first row */
#define POW10_LAST ${MAX}
#define POW10_LAST_EXACT ${exact} /* rows from 0 to this one were not rounded: 5^q fits 128 bits */

/* {high, low}: the first 128 bits of 10^q, rounded down. */
const uint64_t zbi_pow10_rows[][2] = {
${rows.join('\n')}
};
`;

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, 'utf8') !== text) {
  console.error('src/core/pow10.gen.h is stale: run make gen');
  process.exitCode = 1;
}
