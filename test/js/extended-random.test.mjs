// SPDX-License-Identifier: MIT
// Random graphs come out of a region as structuredClone() copies them.
// SEED=n repeats a run; GRAPHS=n changes its length.
import assert from 'node:assert/strict';
import test from 'node:test';
import { zerobuf } from '../../js/core/index.js';
import { assertSameGraph } from './graph.mjs';
import { randomGraph } from './random-value.mjs';
import { newMemory, random, rounds, seedOfRun } from './support.mjs';

const GRAPHS = rounds('GRAPHS', 1500);

for (const [kind, make] of Object.entries({
  private: () => zerobuf(newMemory({ initial: 1, maximum: 2000 }), 5, { types: 'full' }),
  shared: () => zerobuf(newMemory({ initial: 1, maximum: 2000, shared: true }), 5, { shared: true, types: 'full' }),
})) {
  test(`random graphs come back as structuredClone copies them: ${kind} memory`, (t) => {
    const seed = seedOfRun();
    t.diagnostic(`SEED=${seed} GRAPHS=${GRAPHS}`);
    const r = random(seed);
    const buf = make();
    const start = buf.save();
    for (let n = 0; n < GRAPHS; n++) {
      const where = `SEED=${seed} graph ${n}`;
      const value = randomGraph(r, 1 + r.below(60));
      const oracle = structuredClone(value);
      assertSameGraph(value, oracle, `${where}, the generator and the oracle`);
      const accessor = buf.create(value);
      assertSameGraph(accessor.toJS(), oracle, where);
      // Written again from the copy, by a property that is added, and from another memory.
      const holder = buf.create({});
      holder.again = accessor.toJS();
      holder.same = accessor;
      assertSameGraph(holder.toJS(), { again: oracle, same: structuredClone(value) }, `${where}, again`);
      if (n % 10 === 0) {
        const other = zerobuf(newMemory({ initial: 1, maximum: 2000 }), 0, { types: 'full' });
        assertSameGraph(other.create(accessor).toJS(), oracle, `${where}, in another memory`);
        buf.restore(start);
        assert.equal(buf.save(), start);
      }
    }
  });
}
