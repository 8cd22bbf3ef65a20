// SPDX-License-Identifier: MIT
// The pages of calls (src/guest/pages.c) against a model: no page has two owners, and what is given back is found again.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { random, seedOfRun } from '../js/support.mjs';

const PAGE = 65_536;
const MOST_PAGES = 1024; // as it is linked

const module = await WebAssembly.compile(await readFile(new URL('../../build/wasm/pages.wasm', import.meta.url)));

function instantiate() {
  const { exports } = /** @type {any} */ (new WebAssembly.Instance(module, {}));
  const first = Math.ceil(exports.__heap_base.value / PAGE);
  return {
    first,
    pages: () => exports.memory.buffer.byteLength / PAGE,
    grow: (/** @type {number} */ pages) => exports.memory.grow(pages),
    take: (/** @type {number} */ count) => (exports.zbi_pages_take(count) >>> 0) / PAGE,
    give: (/** @type {number} */ page, /** @type {number} */ count) => exports.zbi_pages_give(page * PAGE, count),
  };
}

test('runs of pages have one owner each, and join when they are given back', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`seed ${seed}`);
  const dice = random(seed);
  let taken = 0;
  for (let round = 0; round < 20; round++) {
    const { first, pages, take, give, grow } = instantiate();
    /** @type {Set<number>} */
    const used = new Set();
    /** @type {{page: number, count: number}[]} */
    const runs = [];
    const longest = dice.pick([1, 3, 40]);
    give(take(1), 1); // what memory there is at the first use is the allocator's
    for (let step = 0; step < 600; step++) {
      if (dice.below(40) === 0) {
        // Somebody else's: pages that are not handed out.
        const before = pages();
        if (before < MOST_PAGES / 2) {
          grow(1);
          used.add(before);
        }
      } else if (runs.length === 0 || dice.below(100) < 55) {
        const count = 1 + dice.below(longest);
        const before = pages();
        const page = take(count);
        if (page === 0) {
          // Then there is none: neither between others nor behind them.
          let run = 0;
          for (let at = first; at < MOST_PAGES; at++) {
            run = used.has(at) ? 0 : run + 1;
            assert.ok(run < count, `a run of ${count} pages ends at ${at}`);
          }
          assert.equal(pages(), before);
          continue;
        }
        assert.ok(page >= first && page + count <= pages());
        for (let at = page; at < page + count; at++) {
          assert.ok(!used.has(at), `page ${at} has an owner`);
          used.add(at);
        }
        runs.push({ page, count });
        taken += count;
      } else {
        const [{ page, count }] = /** @type {[{page: number, count: number}]} */ (runs.splice(dice.below(runs.length), 1));
        give(page, count);
        for (let at = page; at < page + count; at++) used.delete(at);
      }
    }
    for (const { page, count } of runs) {
      give(page, count);
      for (let at = page; at < page + count; at++) used.delete(at);
    }
    // The longest run of free pages is one again, however it was cut up.
    const before = pages();
    let [longestFree, run] = [0, 0];
    for (let at = first; at < before; at++) {
      run = used.has(at) ? 0 : run + 1;
      longestFree = Math.max(longestFree, run);
    }
    if (longestFree > 0) {
      assert.notEqual(take(longestFree), 0);
      assert.equal(pages(), before, 'it needed no growth');
    }
  }
  t.diagnostic(`${taken} pages taken`);
  assert.ok(taken > 1000);
});

test('what cannot be is refused', () => {
  const { take, give, pages } = instantiate();
  for (const count of [0, 65_536, -1]) assert.equal(take(count), 0);
  assert.equal(take(MOST_PAGES), 0);
  const page = take(2);
  assert.throws(() => give(page, 100_000), WebAssembly.RuntimeError);
  assert.throws(() => give(page + 0.5, 1), WebAssembly.RuntimeError);
  assert.ok(pages() < MOST_PAGES);
});
