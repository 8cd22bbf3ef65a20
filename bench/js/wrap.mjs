// SPDX-License-Identifier: MIT
// What does it cost to make an object of bytes that are there already, and to read one field of it?
//
//   node bench/js/wrap.mjs [--json]

import { allocObject, zerobuf } from '../../js/core/index.js';
import { equals } from './check.mjs';
import { RecordSchema, makeRecords } from './data.mjs';
import { loop } from './loop.mjs';
import { answer } from './report.mjs';

const OBJECTS = 64;
const COUNT = 256;

const buf = zerobuf(new WebAssembly.Memory({ initial: 256 }), 8);
const records = makeRecords(OBJECTS);
const handles = Int32Array.from(records, (record) => allocObject(buf.arena, record));
const list = buf.list(buf.create(records));
const schemaList = RecordSchema.createList(buf.arena, records);
/** @type {any[]} */
const kept = new Array(OBJECTS);
const N = `i & ${OBJECTS - 1}`;
const scope = { buf, handles, list, schemaList, records, kept };

const check = equals(records.reduce((sum, { x }) => sum + x, 0) * (COUNT / OBJECTS), 1e-12);
/** @param {string} name @param {string} body */
const way = (name, body) => ({ name, operations: COUNT, run: loop(body, scope, COUNT) });

answer([
  {
    question: 'wrap and read one record that does not escape', than: 'plain object', check,
    aims: [{ way: 'zerobuf list.at(i)', than: 'plain object', most: 1.5 }],
    ways: [
      way('plain object', `sum += records[${N}].x;`),
      way('zerobuf wrapObject(handle)', `sum += buf.wrapObject(handles[${N}]).x;`),
      way('zerobuf view(handle)', `sum += buf.view(handles[${N}]).x;`),
      way('zerobuf list.at(i)', `sum += list.at(${N}).x;`),
      way('zerobuf schema list.at(i)', `sum += schemaList.at(${N}).x;`),
    ],
  },
  {
    question: 'wrap one record that is kept, and read it', than: 'plain object, copied', check,
    ways: [
      way('plain object, copied', `const { id, name, x, y, z, active, tags } = records[${N}]; sum += (kept[${N}] = { id, name, x, y, z, active, tags }).x;`),
      way('zerobuf wrapObject(handle)', `sum += (kept[${N}] = buf.wrapObject(handles[${N}])).x;`),
      way('zerobuf view(handle)', `sum += (kept[${N}] = buf.view(handles[${N}])).x;`),
      way('zerobuf list.at(i)', `sum += (kept[${N}] = list.at(${N})).x;`),
    ],
  },
]);
