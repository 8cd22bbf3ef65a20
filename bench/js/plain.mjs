// SPDX-License-Identifier: MIT
// What does it cost to make plain objects of all that is there: toJS() beside the decoders?
//
//   node bench/js/plain.mjs [--json]

import { zerobuf } from '../../js/core/index.js';
import { isValue } from './check.mjs';
import { RecordSchema, makeRecords } from './data.mjs';
import { MSGPACKR, forRecord, forRecords } from './formats.mjs';
import { loop } from './loop.mjs';
import { answer } from './report.mjs';

const OBJECTS = 64;

const buf = zerobuf(new WebAssembly.Memory({ initial: 1024 }), 8);
const records = makeRecords();
const few = records.slice(0, OBJECTS);
const accessor = buf.create(records);
const schemaList = RecordSchema.createList(buf.arena, records);
/** @type {any[]} */
const kept = new Array(OBJECTS);

/** @param {string} name @param {string} make @param {object} scope @param {(decoded: any) => any} [plain] */
const one = (name, make, scope, plain = (value) => value) => ({
  name, operations: OBJECTS, check: isValue(few, () => kept.map(plain)), run: loop(`kept[i] = ${make};`, { kept, ...scope }, OBJECTS),
});

answer([
  {
    question: 'one record as plain values', than: 'JSON',
    ways: [
      ...forRecord().map(({ name, encode, decode, keep = (bytes) => bytes, plain }) => one(name, 'decode(encoded[i])', { decode, encoded: few.map((record) => keep(encode(record))) }, plain)),
      one('structuredClone, both ways', 'structuredClone(records[i])', { records: few }),
      one('zerobuf toJS', 'accessors[i].toJS()', { accessors: few.map((record) => buf.create(record)) }),
    ],
  },
  {
    question: '10,000 records as plain values', than: 'JSON', collect: true,
    aims: [{ way: 'zerobuf toJS', than: 'JSON', most: 0.18 }, { way: 'zerobuf toJS', than: MSGPACKR, most: 1 }],
    ways: [
      ...forRecords().map(({ name, encode, decode, keep = (bytes) => bytes, plain }) => {
        const encoded = keep(encode(records));
        return { name, run: () => decode(encoded), check: isValue(records, plain) };
      }),
      { name: 'structuredClone, both ways', run: () => structuredClone(records), check: isValue(records) },
      { name: 'zerobuf toJS', run: () => accessor.toJS(), check: isValue(records) },
      { name: 'zerobuf schema toJS', run: () => schemaList.toJS(), check: isValue(records) },
    ],
  },
]);
