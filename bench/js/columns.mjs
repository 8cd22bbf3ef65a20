// SPDX-License-Identifier: MIT
// Four columns of 1,000,000 f64: what does it cost to hand them over, to sum them where they lie, and both?
//
//   node bench/js/columns.mjs [--json]

import { zerobuf } from '../../js/core/index.js';
import { equals } from './check.mjs';
import { makeColumns } from './data.mjs';
import { forColumns } from './formats.mjs';
import { over } from './loop.mjs';
import { answer } from './report.mjs';

const LENGTH = 1_000_000, COLUMNS = 4;

const columns = makeColumns(COLUMNS, LENGTH);
const loopOver = (/** @type {readonly any[]} */ values) => over('for (const column of columns) for (let i = 0; i < column.length; i++) sum += column[i];', { columns: values });
const total = loopOver(columns)();
const near = equals(total, 1e-9); // lanes and pairs round otherwise than a loop does

const buf = zerobuf(new WebAssembly.Memory({ initial: 1200 }), 8);
const checkpoint = buf.save();

/** Sum of what was handed over; all of it is read. @param {readonly ArrayLike<number>[]} received */
function sumAll(received) {
  let sum = 0;
  for (const column of received) for (let i = 0; i < column.length; i++) sum += /** @type {number} */ (column[i]);
  return sum;
}

const [json, ...formats] = forColumns();
/** Text of all the numbers would take seconds. */
const tenths = columns.map((values) => values.subarray(0, LENGTH / 10));

const written = () => {
  buf.restore(checkpoint);
  return columns.map((values) => buf.column(Float64Array, values));
};

/** @type {import('./measure.mjs').Question[]} */
const questions = [{
  question: 'hand four columns of 1,000,000 f64 over and sum them', than: 'JSON, of a tenth, times ten', check: near, collect: true,
  ways: [
    { name: 'JSON, of a tenth, times ten', operations: 0.1, run: () => sumAll(json.decode(json.encode(tenths))), check: equals(sumAll(tenths)) },
    ...formats.map(({ name, encode, decode }) => ({ name, run: () => sumAll(decode(encode(columns))) })),
    { name: 'structuredClone', run: () => sumAll(structuredClone(columns)) },
    { name: 'zerobuf', run: () => written().reduce((sum, column) => sum + column.sum(), 0) },
  ],
}];
const resident = written();
questions.unshift({
  question: 'sum four columns of 1,000,000 f64 where they lie', than: 'Float64Array, a loop', check: near,
  aims: [{ way: 'zerobuf column.view, a loop', than: 'Float64Array, a loop', most: 1.1 }],
  ways: [
    { name: 'Float64Array, a loop', run: loopOver(columns) },
    { name: 'zerobuf column.view, a loop', run: loopOver(resident.map((column) => column.view)) },
    { name: 'zerobuf column.sum()', run: () => resident.reduce((sum, column) => sum + column.sum(), 0) },
  ],
});
answer(questions);
