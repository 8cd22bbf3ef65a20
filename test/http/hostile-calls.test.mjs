// SPDX-License-Identifier: MIT
// Guests that break the rules of host calls: each ends its instance with a sentence, or is told a status; nothing else happens.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createGuest } from '../../js/host/guest.js';
import { fixture } from './servers.mjs';

/** What ends the instance, and what the log says of it. */
const ENDS = {
  '/other-request': /a request that is not open/,
  '/operation-outside': /operation at 4294967280 is misaligned or outside/,
  '/operation-unaligned': /operation at \d+ is misaligned or outside/,
  '/operation-unknown': /there is no operation 99/,
  '/operation-constructor': /there is no operation 4294967295/,
  '/read-no-stream': /none of a stream/,
  '/read-outside': /read into 65536 bytes at 4294901760, outside the memory/,
  '/wait-unstarted': /no operation with ticket 0 is pending/,
  '/wait-twice': /no operation with ticket 1 is pending/,
  '/wait-forged': /no operation with ticket 77 is pending/,
  '/moved': /there is no operation 99/,
  '/parts-none': /a host call of 0 parts/,
  '/parts-many': /a host call of 4294967295 parts/,
  '/parts-outside': /parts of a host call at 4294967040 are misaligned or outside/,
  '/part-begins-wrong': /begins with a part of kind 18/,
  '/part-argument-first': /part 1 of a host call does not belong there \(kind 18\)/,
  '/part-array-lacks': /an array among the arguments of a host call lacks 1 elements/,
  '/part-pick-number': /part 2 of a host call does not belong there \(kind 18\)/,
  '/part-unknown': /there is no argument of kind 200/,
  '/arena-damaged': /the arena of a request is damaged/,
  '/part-text-outside': /refers to 4294967295 bytes at \d+, outside the memory/,
};

/** What is an error for the handler alone. */
const TOLD = ['/told/object', '/told/value-outside', '/told/value-forged'];

describe('a guest that breaks the rules of host calls', { timeout: 60_000 }, async () => {
  const module = await WebAssembly.compile(await fixture('waits'));
  /** @type {string[]} */
  const log = [];
  const guest = createGuest(module, { log: (line) => log.push(line) });
  const get = async (/** @type {string} */ path) => (await guest.handle({ method: 'GET', path })).status;

  for (const [path, sentence] of Object.entries(ENDS)) {
    it(`gets 500 for ${path}, and the next request is answered`, async () => {
      log.length = 0;
      assert.equal(await get(path), 500);
      assert.match(log.join('\n'), sentence);
      assert.equal(await get('/'), 200);
    });
  }

  for (const path of TOLD) {
    it(`is told of ${path}`, async () => {
      log.length = 0;
      assert.equal(await get(path), 202, log.join());
    });
  }
});
