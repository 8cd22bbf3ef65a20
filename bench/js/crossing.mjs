// SPDX-License-Identifier: MIT
// Records cross between JavaScript and C in wasm: through the region, and through JSON text. What does each trip cost?
//
//   node bench/js/crossing.mjs [--json]   after `make build/wasm/records.wasm`

import { readFileSync } from 'node:fs';
import { allocArray, allocObject, toJSArray, toJSObject, zerobuf } from '../../js/core/index.js';
import { equals, isValue } from './check.mjs';
import { COUNT, makeRecords, reduce, transformed } from './data.mjs';
import { over } from './loop.mjs';
import { answer } from './report.mjs';

/** @import { PlainRecord } from './data.mjs' */

const module = new WebAssembly.Module(readFileSync(new URL('../../build/wasm/records.wasm', import.meta.url)));
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A memory, and C over it. */
function instance() {
  const memory = new WebAssembly.Memory({ initial: 512, maximum: 65535 });
  return { memory, c: /** @type {any} */ (new WebAssembly.Instance(module, { env: { memory } }).exports) };
}

const records = makeRecords();

/* Through the region: JavaScript's arena lies in C's memory, behind C's own data. */
const shared = instance();
const buf = zerobuf(shared.memory, shared.c.__heap_base.value);
const { arena } = buf;
const resident = buf.create(records);
const residentHandle = resident.__zerobuf_ptr;
const residentList = buf.list(resident);
const checkpoint = buf.save();

/* Through text: C has a memory of its own, into which the text is encoded and from which it is decoded. */
const text = instance();
let textBytes = new Uint8Array(text.memory.buffer);

/** Put a text where C reads it; its length in bytes. @param {string} json */
function send(json) {
  const room = text.c.textRoom(json.length * 3) >>> 0; // as many bytes as UTF-8 may take
  if (textBytes.buffer !== text.memory.buffer) textBytes = new Uint8Array(text.memory.buffer);
  return encoder.encodeInto(json, textBytes.subarray(room)).written;
}

/** The text that C wrote. @param {number} bytes */
function receive(bytes) {
  if (textBytes.buffer !== text.memory.buffer) textBytes = new Uint8Array(text.memory.buffer);
  const at = text.c.result() >>> 0;
  return decoder.decode(textBytes.subarray(at, at + bytes));
}

const throughText = (/** @type {any} */ value) => JSON.parse(receive(text.c.transformText(send(JSON.stringify(value)))));

const sum = reduce(records);
const answers = {
  question: 'JS builds 10,000 records, C computes over all, JS reads the answer', than: 'JSON text', collect: true, check: equals(sum),
  aims: [{ way: 'zerobuf', than: 'JSON text', least: 5 }],
  ways: [
    { name: 'JSON text', run: () => text.c.sumText(send(JSON.stringify(records))) },
    { name: 'JSON text, C only scans it', run: () => text.c.scanText(send(JSON.stringify(records))), check: equals(sum, 1e-9) },
    { name: 'zerobuf', run: () => { buf.restore(checkpoint); return shared.c.sum(allocArray(arena, records)); } },
    { name: 'JavaScript alone, no crossing', run: () => reduce(records) },
  ],
};

const there = records.map(transformed);
const thereAndBack = {
  question: 'JS objects in, C changes all 10,000, JS objects out', than: 'JSON text', collect: true,
  aims: [{ way: 'zerobuf', than: 'JSON text', least: 5.5 }],
  ways: [
    { name: 'JSON text', run: () => throughText(records), check: isValue(there) },
    {
      name: 'zerobuf', check: isValue(there),
      run: () => {
        buf.restore(checkpoint);
        const handle = allocArray(arena, records);
        shared.c.transform(handle);
        return toJSArray(arena, handle);
      },
    },
  ],
};

/* A hundred records change by turns to one state and to another, so that no run finds what it is to write. */
const EDITED = Int32Array.from({ length: 100 }, (_, i) => (i * 6007) % COUNT);
const copies = records.map((record) => ({ ...record }));
const statesOf = (/** @type {number} */ turn) => Array.from(EDITED, (_, i) => i * 0.5 + turn * 0.25);
const STATES = [statesOf(0), statesOf(1)];
const sums = STATES.map((state) => {
  const changed = records.map((record) => ({ ...record }));
  EDITED.forEach((at, i) => { /** @type {PlainRecord} */ (changed[at]).x = state[i] ?? NaN; });
  return reduce(changed);
});

/** @param {string} name @param {object} list @param {string} record  expression for the one at place p @param {() => number} compute */
function editing(name, list, record, compute) {
  let turn = 0;
  const edit = over(`const values = state(); for (let i = 0; i < 100; i++) { const p = edited[i]; ${record}.x = values[i]; }`, {
    list, edited: EDITED, state: () => STATES[turn & 1],
  });
  return {
    name,
    run: () => { turn++; edit(); return compute(); },
    check: (/** @type {number} */ got) => equals(sums[turn & 1] ?? NaN)(got),
  };
}

const resides = {
  question: 'records stay in the region: JS edits 100, C computes over all, JS reads', than: 'JSON text', collect: true,
  aims: [{ way: 'zerobuf', than: 'JSON text', least: 140 }],
  ways: [
    editing('JSON text', copies, 'list[p]', () => text.c.sumText(send(JSON.stringify(copies)))),
    editing('zerobuf', residentList, 'list.at(p)', () => shared.c.sum(residentHandle)),
    editing('JavaScript alone, no crossing', copies, 'list[p]', () => reduce(copies)),
  ],
};

/* What C made: in the region of a third memory, and as the text that C would send. */
const maker = instance();
const made = zerobuf(maker.memory, maker.c.__heap_base.value, { shared: true });
const madeHandle = maker.c.make(made.arena.control, COUNT) >>> 0;
const madeArray = made.wrapArray(madeHandle);
const madePlain = madeArray.toJS();
const madeText = send(JSON.stringify(madePlain));
const madeTextAt = text.c.textRoom(madeText * 3) >>> 0;
const madeBytes = Uint8Array.from(new Uint8Array(text.memory.buffer, madeTextAt, madeText));
const TOUCHED = Int32Array.from({ length: 10 }, (_, i) => 1000 + i * 877);
const FIELDS = 'sum += record.id + record.x + record.name.charCodeAt(19);';
const touchedSum = Array.from(TOUCHED).reduce((total, at) => total + at + at / 7 + 48 + (at % 10), 0);

const touches = {
  question: 'C has made 10,000 records, JS touches three fields of ten', than: 'JSON text', check: equals(touchedSum, 1e-12),
  aims: [{ way: 'zerobuf', than: 'JSON text', least: 5000 }],
  ways: [
    { name: 'JSON text', run: over(`const all = JSON.parse(decoder.decode(bytes)); for (const at of places) { const record = all[at]; ${FIELDS} }`, { decoder, bytes: madeBytes, places: TOUCHED }) },
    { name: 'zerobuf', run: over(`for (let i = 0; i < 10; i++) { const record = list.at(places[i]); ${FIELDS} }`, { list: made.list(madeArray), places: TOUCHED }) },
    { name: 'zerobuf, accessors', run: over(`for (let i = 0; i < 10; i++) { const record = all[places[i]]; ${FIELDS} }`, { all: madeArray, places: TOUCHED }) },
  ],
};

/* One record of 64 in turn. */
const few = records.slice(0, 64);
/** @type {any[]} */
const back = new Array(few.length);
const fewThere = few.map(transformed);
/** @param {string} name @param {(record: PlainRecord) => PlainRecord} trip @param {PlainRecord[]} expected */
const trips = (name, trip, expected) => ({
  name, operations: few.length, check: isValue(expected, () => back),
  run: over('for (let i = 0; i < 64; i++) back[i] = trip(few[i]);', { few, back, trip }),
});
const single = {
  question: 'one record of 160 bytes there and back', than: 'JSON text, C changes it',
  aims: [{ way: 'zerobuf, C changes it', than: 'JSON text, C changes it', most: 0.7 }, { way: 'zerobuf, JS only', than: 'JSON text, JS only', most: 0.7 }],
  ways: [
    trips('JSON text, C changes it', throughText, fewThere),
    trips('zerobuf, C changes it', (record) => {
      buf.restore(checkpoint);
      const handle = allocObject(arena, record);
      shared.c.transformOne(handle);
      return toJSObject(arena, handle);
    }, fewThere),
    trips('JSON text, JS only', (record) => JSON.parse(JSON.stringify(record)), few),
    trips('structuredClone, JS only', (record) => structuredClone(record), few),
    trips('zerobuf, JS only', (record) => {
      buf.restore(checkpoint);
      return toJSObject(arena, allocObject(arena, record));
    }, few),
  ],
};

answer([answers, thereAndBack, resides, touches, single]);
