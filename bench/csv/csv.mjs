// SPDX-License-Identifier: MIT
// How fast is a text of CSV read: fields, numbers and whole columns in WebAssembly, beside plain JavaScript?
//
//   node bench/csv/csv.mjs [--json] [--runs 10] [--megabytes 16]

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readPlaces } from '../../examples/cities/pack.mjs';
import { median, printEnvironment, printRuns } from '../report.mjs';

const PIECE_BYTES = 65536; // what a socket delivers

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '10' }, megabytes: { type: 'string', default: '16' } },
});
const { json } = values;
const runs = Number(values.runs);
const size = Number(values.megabytes) * 1e6;

/** A number as a measurement has it: `decimals` of them, below `most`, of a fixed sequence. */
let state = 1;
/** @param {number} most @param {number} decimals */
function measured(most, decimals) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return ((state / 2 ** 32 - 0.5) * 2 * most).toFixed(decimals);
}

/** @param {string} header @param {(row: number) => string} line */
function table(header, line) {
  const lines = [header];
  let length = header.length;
  for (let row = 0; length < size; row++) {
    const next = line(row);
    lines.push(next);
    length += next.length + 1;
  }
  return `${lines.join('\n')}\n`;
}

const places = readPlaces();
/** @param {string} text */
const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const texts = {
  'numbers, 8 columns': table('id,a,b,c,d,e,f,g', (row) => `${row},${measured(180, 5)},${measured(90, 5)},${measured(1000, 2)},${measured(1e6, 0)},${measured(1, 6)},${measured(50, 1)},${measured(1e4, 3)}`),
  'numbers, 17 digits': table('a,b,c', () => `${Math.sin(Number(measured(9, 6)))},${Math.cos(Number(measured(9, 6)))},${Math.exp(Number(measured(9, 6)))}`),
  'places: texts and numbers': table('name,country,lat,lng', (row) => {
    const { name, country, lat, lng } = places[row % places.length];
    return `${quoted(name)},${country},${lat},${lng}`;
  }),
};

const module = await WebAssembly.compile(await readFile(new URL('../../build/wasm/csv-bench.wasm', import.meta.url)));

/** The straightforward way: lines, then fields, then numbers. Right for texts without quotation marks only. @param {Uint8Array} bytes */
function bySplit(bytes) {
  const lines = new TextDecoder().decode(bytes).split('\n');
  lines.pop();
  const width = lines[0].split(',').length;
  const columns = Array.from({ length: width }, () => new Float64Array(lines.length - 1));
  for (let row = 1; row < lines.length; row++) {
    const fields = lines[row].split(',');
    for (let i = 0; i < width; i++) columns[i][row - 1] = Number(fields[i]);
  }
  return columns;
}

/** A loop over the characters that knows quotation marks. @param {Uint8Array} bytes */
function byLoop(bytes) {
  const text = new TextDecoder().decode(bytes);
  /** @type {string[][]} */
  const records = [];
  let record = [];
  for (let at = 0; at < text.length; ) {
    let field;
    if (text.charCodeAt(at) === 34) {
      let end = text.indexOf('"', at + 1);
      while (text.charCodeAt(end + 1) === 34) end = text.indexOf('"', end + 2);
      field = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    } else {
      let end = at;
      for (let code = text.charCodeAt(end); code !== 44 && code !== 10 && end < text.length; code = text.charCodeAt(end)) end++;
      field = text.slice(at, end);
      at = end;
    }
    record.push(field);
    if (text.charCodeAt(at) !== 44) {
      records.push(record);
      record = [];
    }
    at++;
  }
  const [header = [], ...rows] = records;
  return header.map((_, i) => {
    const numbers = new Float64Array(rows.length);
    for (let row = 0; row < rows.length; row++) numbers[row] = Number(rows[row][i]);
    return numbers.some(Number.isNaN) ? rows.map((fields) => fields[i]) : numbers;
  });
}

/** The sum of all numbers. @param {(Float64Array | string[])[]} columns */
function total(columns) {
  let sum = 0;
  for (const column of columns) if (column instanceof Float64Array) for (const number of column) sum += number;
  return sum;
}

printEnvironment(json);
for (const [name, text] of Object.entries(texts)) {
  const bytes = new TextEncoder().encode(text);
  const guest = /** @type {any} */ (new WebAssembly.Instance(module, {}).exports);
  const at = guest.room(bytes.length);
  new Uint8Array(guest.memory.buffer, at, bytes.length).set(bytes);
  const reference = byLoop(bytes);
  const sum = total(reference);
  const hasTexts = reference.some((column) => !(column instanceof Float64Array));
  const separators = text.split('\n').length - 1; // for the check of the fields' lengths
  /** @type {[string, () => number, number][]} */
  const ways = [
    ['wasm: fields, pieces of 64 KiB', () => guest.fields(at, bytes.length, PIECE_BYTES), NaN],
    ['wasm: numbers, pieces of 64 KiB', () => guest.numbers(at, bytes.length, PIECE_BYTES), sum],
    ['wasm: whole text to columns', () => guest.table(at, bytes.length), sum],
    ...(hasTexts ? [] : /** @type {[string, () => number, number][]} */ ([['JavaScript: split and Number', () => total(bySplit(bytes)), sum]])),
    ['JavaScript: a loop and Number', () => total(byLoop(bytes)), sum],
  ];
  /** Bytes between the fields: separators and line ends; marks do not count. */
  const between = separators * reference.length;
  const marks = text.split('"').length - 1;
  const doubled = text.split('""').length - 1;
  if (!json) console.log(`\n${name}: ${(bytes.length / 1e6).toFixed(1)} MB; MB/s`);
  /** @type {Map<string, number[]>} */
  const speeds = new Map(ways.map(([way]) => [way, []]));
  for (let run = -2; run < runs; run++) {
    for (const [way, call, answer] of ways) {
      const start = performance.now();
      const said = call();
      const ms = performance.now() - start;
      const expected = Number.isNaN(answer) ? bytes.length - between - marks + doubled : answer;
      if (!(Math.abs(said - expected) <= Math.abs(expected) * 1e-9)) throw new Error(`${way}: ${said}, not ${expected}`);
      if (run >= 0) speeds.get(way)?.push(bytes.length / 1e3 / ms);
    }
  }
  for (const [way, speed] of speeds) printRuns(json, `csv: ${name}`, way, 'MB/s', speed);
  const ratio = median(speeds.get('wasm: whole text to columns') ?? []) / Math.max(...[...speeds].filter(([way]) => way.startsWith('JavaScript')).map(([, speed]) => median(speed)));
  if (!json) console.log(`  columns: ${ratio.toFixed(1)} times the faster JavaScript`);
}
