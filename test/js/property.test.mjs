// SPDX-License-Identifier: MIT
// Random operations on accessors, in JavaScript and in C over the same memory, compared with
// the same on plain values: 100,000 steps over the kinds of arenas.
// SEED=n repeats a run; STEPS=n changes its length.
import assert from 'node:assert/strict';
import test from 'node:test';
import { inspect } from 'node:util';
import { Arena, zerobuf } from '../../js/core/index.js';
import { ARENA_START, mutator } from './mutator.mjs';
import { assertAlike, changeInC, changeInPlace, pickStep } from './property-steps.mjs';
import { NAMES, getOwn, isContainer, makeValue, setOwn } from './property-values.mjs';
import { newMemory, random, rounds, seedOfRun } from './support.mjs';

const STEPS = rounds('STEPS', 100_000);
const REPORTED = 25; // last operations in the report of a failure
const KEPT = 8; // accessors that live on beside those that are fetched
const ARENA_BYTES = 8 << 20; // then the arena is reset
const MODEL_PARTS = 250; // then the model is

/** An arena whose state only JavaScript knows. */
const privateArena = (memory, types) => zerobuf(memory, ARENA_START, { types });

/** An arena with a control block, from which C allocates, too. */
function controlled(memory, types) {
  const { control } = new Arena(memory, ARENA_START, { shared: true, types });
  // One thread uses it: without the flag it can be restored, too.
  const dv = new DataView(memory.buffer);
  dv.setUint32(control + 28, dv.getUint32(control + 28, true) & ~1, true);
  return zerobuf(memory, 0, { control, types });
}

const KINDS = { 'strict types, private arena': [privateArena, 'v1'], 'full types, private arena': [privateArena, 'full'],
  'strict types, control block': [controlled, 'v1'], 'full types, control block': [controlled, 'full'] };

function parts(model) {
  return isContainer(model) ? Object.keys(model).reduce((sum, key) => sum + parts(getOwn(model, key)), 1) : 1;
}

/** A run over one arena: the values and their model. */
class Run {
  constructor(r, make, types) {
    this.r = r;
    this.full = types === 'full';
    this.memory = newMemory({ initial: 16, maximum: 2000 });
    this.c = mutator(this.memory);
    this.buf = make(this.memory, types);
    this.log = [];
    this.renew();
  }

  /** Begin again with an empty arena. */
  renew() {
    this.say('reset')();
    this.buf.reset();
    this.model = { list: [], object: makeValue(this.r, this.full, 2), inner: {} };
    this.root = this.buf.create(this.model);
    this.model = this.root.toJS();
    this.kept = [];
  }

  /** What is done at a place, for the report. @param {string} where @param {string} [name] */
  say(where, name = '') {
    return (...what) => {
      this.log.push([where, name, what]);
      if (this.log.length > REPORTED) this.log.shift();
    };
  }

  /** Walk to a random container, in the model and through accessors alike. */
  descend() {
    const { r } = this;
    let [m, x, where] = [this.model, this.root, 'root'];
    for (;;) {
      const inner = Object.keys(m).filter((key) => isContainer(getOwn(m, key)));
      if (inner.length === 0 || r.below(3) === 0) return this.at(m, x, where);
      const key = r.pick(inner);
      [m, x, where] = [getOwn(m, key), x[key], `${where}[${JSON.stringify(key)}]`];
    }
  }

  /** The last operations, a line each. */
  report() {
    const show = (value) => inspect(value, { depth: 6, breakLength: Infinity, maxStringLength: 40 });
    return this.log.map(([where, name, what]) => `${where} ${name} ${what.map(show).join(', ')}`.trimEnd()).join('\n  ');
  }

  at(m, x, where) {
    return { r: this.r, full: this.full, buf: this.buf, c: this.c, m, x, where };
  }

  /** One step in JavaScript at a place. */
  stepAt(place) {
    const [name, does] = pickStep(this.r, place.m);
    does({ ...place, say: this.say(place.where, name) });
  }

  /** The accessor of what an accessor stands for: what C has added since is listed from then on. */
  fetch({ m, x }) {
    return Array.isArray(m) ? this.buf.wrapArray(x.__zerobuf_ptr) : this.buf.wrapObject(x.__zerobuf_ptr);
  }

  /** Step on an accessor that was kept from an earlier one, whatever happened since. */
  stepKept() {
    const place = this.r.pick(this.kept);
    if (place === undefined) return;
    assert.ok(this.fetch(place) === place.x, `one accessor per handle, ${place.where}`);
    this.stepAt(place);
  }

  /** Values that are freed again; and numbers of older values, which keep what they were given. */
  saveAndRestore() {
    const { r, buf, c } = this;
    this.say('save')();
    const checkpoint = buf.save();
    const m = { scratch: makeValue(r, this.full, 2), [`key ${r.below(100)}`]: [] };
    const x = buf.create(m);
    const model = x.toJS();
    for (let n = r.below(6); n > 0; n--) this.stepAt(this.at(model, x, 'scratch'));
    assert.deepEqual(x.toJS(), model);
    const place = this.descend();
    const key = r.pick(Object.keys(place.m).filter((name) => typeof getOwn(place.m, name) === 'number'));
    if (key !== undefined) {
      const value = r.next() | 0;
      this.say(place.where, 'write a number')(key, value);
      setOwn(place.m, key, value);
      place.x[key] = value;
    }
    const byC = c !== undefined && buf.arena.control !== 0 && r.below(2) === 0;
    this.say('restore', byC ? 'by C' : '')(checkpoint);
    if (byC) {
      c.restore(buf.arena.control, checkpoint);
      this.renewAccessors();
    } else {
      buf.restore(checkpoint);
    }
    assert.equal(buf.save(), checkpoint);
    assert.throws(() => x.scratch, RangeError);
    this.compare();
  }

  /** How far C restored JavaScript cannot know: accessors go on, but others may be made beside them. */
  renewAccessors() {
    assert.deepEqual(this.root.toJS(), this.model);
    this.root = this.buf.wrapObject(this.root.__zerobuf_ptr);
    for (const place of this.kept) {
      assertAlike(place.x, place.m);
      place.x = this.fetch(place);
    }
  }

  /** From JavaScript or from C. */
  growMemory() {
    const pages = this.buf.arena.pages < 1500 ? this.r.below(3) : 0;
    const byC = this.c !== undefined && this.r.below(2) === 0;
    this.say('grow', byC ? 'by C' : '')(pages);
    if (byC) assert.equal(this.c.grow(pages), 0);
    else this.memory.grow(pages);
  }

  /** Make one container a value of a second place. Only one without others inside: no cycles. */
  share() {
    const from = this.descend(), to = this.descend();
    if (from.m === to.m || Array.isArray(to.m) || from.m === this.model || Object.values(from.m).some(isContainer)) return;
    const name = this.r.pick(NAMES);
    this.say(to.where, `shares ${from.where}`)(name);
    setOwn(to.m, name, from.m);
    to.x[name] = from.x;
    assert.equal(to.x[name], from.x);
  }

  compare() {
    this.say('compare')();
    assert.deepEqual(this.root.toJS(), this.model);
  }

  step() {
    const { r, c } = this;
    const what = r.below(1000);
    if (what < 690) {
      const place = this.descend();
      if (r.below(20) === 0) this.kept[this.kept.length < KEPT ? this.kept.length : r.below(KEPT)] = place;
      this.stepAt(place);
    } else if (what < 740) {
      this.stepKept();
    } else if (what < 880 && c !== undefined) {
      const place = this.descend();
      if (this.buf.arena.control !== 0 && r.below(3) > 0) {
        changeInC({ ...place, say: this.say(place.where, 'C') });
        this.fetch(place);
      } else {
        changeInPlace({ ...place, say: this.say(place.where, 'C, in place') });
      }
    } else if (what < 910) {
      this.growMemory();
    } else if (what < 950) {
      this.saveAndRestore();
    } else if (what < 970) {
      this.share();
    } else {
      this.compare();
      if (this.buf.arena.offset > ARENA_START + ARENA_BYTES || parts(this.model) > MODEL_PARTS) this.renew();
    }
  }
}

for (const [kind, [make, types]] of Object.entries(KINDS)) {
  test(`random operations agree with plain values: ${kind}`, (t) => {
    const seed = seedOfRun();
    const run = new Run(random(seed), make, types);
    const steps = STEPS / Object.keys(KINDS).length;
    t.diagnostic(`SEED=${seed} STEPS=${STEPS}${run.c === undefined ? ', without C' : ''}`);
    for (let n = 0; n < steps; n++) {
      try {
        run.step();
      } catch (error) {
        throw new Error(`SEED=${seed}, step ${n}; the last operations:\n  ${run.report()}`, { cause: error });
      }
    }
    run.compare();
  });
}
