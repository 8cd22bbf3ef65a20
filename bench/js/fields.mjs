// SPDX-License-Identifier: MIT
// What does a field of a small object cost to read and to write, beside a plain object's?
//
//   node bench/js/fields.mjs [--json]

import { zerobuf } from '../../js/core/index.js';
import { equals } from './check.mjs';
import { RecordSchema, makeRecords } from './data.mjs';
import { loop } from './loop.mjs';
import { answer } from './report.mjs';

const OBJECTS = 64; // more than one, so that no read can be hoisted out of its loop
const COUNT = 256;

const buf = zerobuf(new WebAssembly.Memory({ initial: 256 }), 8);
const records = makeRecords(OBJECTS);

/** The same records in every form; made anew, since writes leave bytes behind. @type {Record<string, any[]>} */
const forms = { plain: [], accessors: [], views: [], instances: [] };

function renew() {
  buf.reset();
  for (const [i, record] of records.entries()) {
    forms.plain[i] = { ...record };
    forms.accessors[i] = buf.create(record);
    forms.views[i] = buf.view(buf.create(record));
    forms.instances[i] = RecordSchema.view(buf.arena, RecordSchema.create(buf.arena, record).__zerobuf_ptr);
  }
}
renew();

/** @type {[name: string, form: string][]} */
const NAMES = [['plain object', 'plain'], ['zerobuf', 'accessors'], ['zerobuf view', 'views'], ['zerobuf schema view', 'instances']];

/**
 * @param {string} question
 * @param {string} body  reads `o`, the object of iteration i
 * @param {(record: import('./data.mjs').PlainRecord) => number} value  what it adds to the sum
 * @param {number} [most]  the aim
 */
const reads = (question, body, value, most) => ({
  question, than: 'plain object',
  check: equals(records.reduce((sum, record) => sum + value(record), 0) * (COUNT / OBJECTS), 1e-12),
  aims: most === undefined ? [] : [{ way: 'zerobuf', than: 'plain object', most }],
  ways: NAMES.map(([name, form]) => ({ name, operations: COUNT, run: loop(`const o = objects[i & ${OBJECTS - 1}]; ${body}`, { objects: forms[form] }, COUNT) })),
});

/**
 * @param {string} question
 * @param {string} body  writes `o`
 * @param {(i: number) => object} expected  the fields that object i then has
 * @param {number} [most]
 */
const writes = (question, body, expected, most) => ({
  question, than: 'plain object',
  aims: most === undefined ? [] : [{ way: 'zerobuf', than: 'plain object', most }],
  ways: NAMES.map(([name, form]) => ({
    name, operations: COUNT, before: renew,
    run: loop(`const n = i & ${OBJECTS - 1}, o = objects[n]; ${body}`, { objects: forms[form], texts: records.map(({ name }) => name.toUpperCase()) }, COUNT),
    check: () => forms[form]?.forEach((object, i) => {
      for (const [field, value] of Object.entries(expected(i))) if (object[field] !== value) throw new Error(`${field} of object ${i} is ${object[field]} instead of ${value}`);
    }),
  })),
});

answer([
  reads('read an f64', 'sum += o.x;', ({ x }) => x, 2.2),
  reads('read an i32', 'sum += o.id;', ({ id }) => id, 2.2),
  reads('read a bool', 'if (o.active) sum++;', ({ active }) => Number(active), 2.2),
  reads('read a string of 20 characters', 'sum += o.name.charCodeAt(19);', ({ name }) => name.charCodeAt(19)),
  reads('read tags[1], a short string', 'sum += o.tags[1].charCodeAt(0);', ({ tags }) => tags[1]?.charCodeAt(0) ?? NaN),
  writes('write an f64', 'o.x = n + 0.5;', (i) => ({ x: i + 0.5 }), 2),
  writes('write an i32', 'o.id = n + 7;', (i) => ({ id: i + 7 }), 2),
  writes('write a bool', 'o.active = n > 31;', (i) => ({ active: i > 31 }), 2),
  writes('write a string of 20 characters', 'o.name = texts[n];', (i) => ({ name: records[i]?.name.toUpperCase() })),
]);
