// SPDX-License-Identifier: MIT
// One f64 field summed over 10,000 records: what does each record cost?
//
//   node bench/js/scan.mjs [--json]

import { zerobuf } from '../../js/core/index.js';
import { equals } from './check.mjs';
import { COUNT, RecordSchema, makeRecords } from './data.mjs';
import { encode, open } from './flat.mjs';
import { forRecords } from './formats.mjs';
import { loop, over } from './loop.mjs';
import { answer } from './report.mjs';

const buf = zerobuf(new WebAssembly.Memory({ initial: 512 }), 8);
const records = makeRecords();
const accessor = buf.create(records);
const list = buf.list(accessor);
const schemaList = RecordSchema.createList(buf.arena, records);
const cursor = schemaList.cursor();
const numbers = Float64Array.from(records, ({ x }) => x);
const column = buf.column(Float64Array, numbers);
const values = column.view;
const flat = open(encode(records).slice());

const check = equals(records.reduce((sum, { x }) => sum + x, 0));
/** @param {string} name @param {string} body @param {Record<string, unknown>} scope */
const byIndex = (name, body, scope) => ({ name, operations: COUNT, run: loop(body, scope, COUNT) });
/** @param {string} name @param {Record<string, unknown>} scope */
const forOf = (name, scope) => ({ name, operations: COUNT, run: over('for (const record of records) sum += record.x;', scope) });

answer([
  {
    question: 'scan by index', than: 'plain objects', check,
    aims: [{ way: 'zerobuf list.at(i)', than: 'plain objects', most: 1.7 }],
    ways: [
      byIndex('plain objects', 'sum += records[i].x;', { records }),
      byIndex('zerobuf list.at(i)', 'sum += list.at(i).x;', { list }),
      byIndex('zerobuf schema list.at(i)', 'sum += list.at(i).x;', { list: schemaList }),
      byIndex('zerobuf schema cursor.at(i)', 'sum += cursor.at(i).x;', { cursor }),
      byIndex('zerobuf accessor[i]', 'sum += accessor[i].x;', { accessor }),
      byIndex('flatbuffers', 'sum += flat.records(i).x();', { flat }),
      ...forRecords().filter(({ name }) => name !== 'flatbuffers').map(({ name, encode: write, decode }) => {
        const encoded = write(records);
        return {
          name: `${name}: decode all`, operations: COUNT,
          run: () => { let sum = 0; for (const { x } of decode(encoded)) sum += x; return sum; },
        };
      }),
    ],
  },
  {
    question: 'scan with for…of', than: 'plain objects', check,
    aims: [{ way: 'zerobuf list', than: 'plain objects', most: 3 }],
    ways: [
      forOf('plain objects', { records }),
      forOf('zerobuf list', { records: list }),
      forOf('zerobuf schema list', { records: schemaList }),
      forOf('zerobuf accessor', { records: accessor }),
    ],
  },
  {
    question: 'scan a column', than: 'Float64Array', check,
    aims: [{ way: 'zerobuf column', than: 'Float64Array', most: 1.1 }],
    ways: [
      byIndex('Float64Array', 'sum += numbers[i];', { numbers }),
      byIndex('zerobuf column', 'sum += values[i];', { values }),
    ],
  },
]);
