// SPDX-License-Identifier: MIT
// What does it cost to bring plain records into a form that another program can read?
//
//   node bench/js/build.mjs [--json]

import { allocArray, allocObject, toJSArray, toJSObject, zerobuf } from '../../js/core/index.js';
import { isValue } from './check.mjs';
import { RecordSchema, makeRecords } from './data.mjs';
import { CBOR, MSGPACKR, forRecord, forRecords } from './formats.mjs';
import { loop } from './loop.mjs';
import { answer } from './report.mjs';

const OBJECTS = 64;

const buf = zerobuf(new WebAssembly.Memory({ initial: 1024 }), 8);
const { arena } = buf;
const checkpoint = buf.save();
const records = makeRecords();
const few = records.slice(0, OBJECTS);
/** @type {any[]} */
const kept = new Array(OBJECTS);

/** Each record of 64 in turn; what was made last is looked at. @param {string} name @param {string} make  expression @param {object} scope @param {(made: any, i: number) => any} plain @param {string} [first] */
const one = (name, make, scope, plain, first = '') => ({
  name, operations: OBJECTS, check: isValue(few, () => kept.map(plain)),
  run: loop(`${first} kept[i] = ${make};`, { records: few, kept, ...scope }, OBJECTS),
});
const RESTORE = 'if (i === 0) buf.restore(checkpoint);';

/** Formats that lend their bytes are looked at by encoding again: a later record has written over them. */
const formatsForOne = forRecord().map(({ name, encode, decode, keep, plain = (value) => value }) => one(
  name, 'encode(records[i])', { encode }, (made, i) => plain(decode(keep ? encode(few[i]) : made)),
));

answer([
  {
    question: 'build one record', than: 'JSON',
    aims: [{ way: 'zerobuf', than: 'JSON', most: 0.3 }],
    ways: [
      ...formatsForOne,
      one('zerobuf', 'allocObject(arena, records[i])', { buf, arena, checkpoint, allocObject }, (handle) => toJSObject(arena, handle), RESTORE),
      one('zerobuf schema', 'Schema.create(arena, records[i])', { buf, arena, checkpoint, Schema: RecordSchema }, (instance) => instance.toJS(), RESTORE),
      one('zerobuf, with its accessor', 'buf.create(records[i])', { buf, checkpoint }, (accessor) => accessor.toJS(), RESTORE),
    ],
  },
  {
    question: 'build 10,000 records', than: 'JSON', collect: true,
    aims: [{ way: 'zerobuf', than: 'JSON', most: 0.3 }, { way: 'zerobuf', than: [...MSGPACKR, ...CBOR], most: 0.55 }],
    ways: [
      ...forRecords().map(({ name, encode, decode, plain = (value) => value }) => ({ name, run: () => encode(records), check: isValue(records, (encoded) => plain(decode(encoded))) })),
      { name: 'zerobuf', run: () => { buf.restore(checkpoint); return allocArray(arena, records); }, check: isValue(records, (handle) => toJSArray(arena, handle)) },
      { name: 'zerobuf schema', run: () => { buf.restore(checkpoint); return RecordSchema.createList(arena, records); }, check: isValue(records, (list) => list.toJS()) },
    ],
  },
]);
