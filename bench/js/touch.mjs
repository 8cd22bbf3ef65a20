// SPDX-License-Identifier: MIT
// Three fields, one of them a short string, of one record in the middle of 10,000: what does it cost to get at them?
//
//   node bench/js/touch.mjs [--json]

import { zerobuf } from '../../js/core/index.js';
import { equals } from './check.mjs';
import { COUNT, RecordSchema, makeRecords } from './data.mjs';
import { encode as encodeFlat, open } from './flat.mjs';
import { forRecords } from './formats.mjs';
import { loop } from './loop.mjs';
import { answer } from './report.mjs';

const TOUCHED = 64; // records that one run touches, in the middle and far apart
const PLACES = Int32Array.from({ length: TOUCHED }, (_, i) => COUNT / 4 + ((i * 4217) % (COUNT / 2)));

const buf = zerobuf(new WebAssembly.Memory({ initial: 512 }), 8);
const records = makeRecords();
const accessor = buf.create(records);
const list = buf.list(accessor);
const schemaList = RecordSchema.createList(buf.arena, records);
const checkpoint = buf.save();

/** @param {ArrayLike<number>} places */
const expected = (places) => Array.from(places).reduce((sum, at) => {
  const { id, x, name } = /** @type {import('./data.mjs').PlainRecord} */ (records[at]);
  return sum + id + x + name.charCodeAt(19);
}, 0);
const all = equals(expected(PLACES), 1e-12);
const one = equals(expected(PLACES.subarray(0, 1)));

const FIELDS = 'sum += record.id + record.x + record.name.charCodeAt(19);';
/** @param {string} name @param {string} record  expression for the record at place p @param {object} scope @param {string} [first] */
const touch = (name, record, scope, first = '') => ({
  name, operations: TOUCHED, check: all, run: loop(`${first} const p = places[i], record = ${record}; ${FIELDS}`, { places: PLACES, ...scope }, TOUCHED),
});
/** A restore that frees nothing makes the library forget the strings that it has read. */
const cold = 'if (i === 0) buf.restore(checkpoint);';

const decoders = forRecords().filter(({ name }) => name !== 'flatbuffers').map(({ name, encode, decode }) => {
  const encoded = encode(records);
  const at = PLACES[0] ?? NaN;
  return { name: `${name}: decode all`, check: one, run: () => { const { id, x, name: label } = decode(encoded)[at]; return id + x + label.charCodeAt(19); } };
});
const flat = encodeFlat(records).slice();

answer([{
  question: 'touch three fields of one record', than: 'plain objects',
  aims: [
    { way: 'zerobuf list, cold', than: 'plain objects', most: 7 },
    { way: 'zerobuf list, strings cached', than: 'plain objects', most: 1.5 },
  ],
  ways: [
    touch('plain objects', 'records[p]', { records }),
    touch('zerobuf list, cold', 'list.at(p)', { list, buf, checkpoint }, cold),
    touch('zerobuf list, strings cached', 'list.at(p)', { list }),
    touch('zerobuf schema list, cold', 'list.at(p)', { list: schemaList, buf, checkpoint }, cold),
    touch('zerobuf schema list, strings cached', 'list.at(p)', { list: schemaList }),
    touch('zerobuf accessor, cold', 'accessor[p]', { accessor, buf, checkpoint }, cold),
    touch('zerobuf accessor, strings cached', 'accessor[p]', { accessor }),
    { name: 'flatbuffers', operations: TOUCHED, check: all, run: loop('const record = open(flat).records(places[i]); sum += record.id() + record.x() + record.name().charCodeAt(19);', { open, flat, places: PLACES }, TOUCHED) },
    ...decoders,
  ],
}]);
