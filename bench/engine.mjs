// SPDX-License-Identifier: MIT
// What does JSON cost through the C engine, beside JSON.parse and JSON.stringify, which make and read JavaScript objects?
//
//   node bench/engine.mjs [--json] [--runs 15]
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { attachEngine } from '../js/core/engine.js';
import { zerobuf } from '../js/core/index.js';
import { parsePlain, stringifyPlain } from '../js/core/json.js';
import { median, printEnvironment, spread } from './report.mjs';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '15' } } });
const runs = Number(values.runs);

const records = () => Array.from({ length: 10_000 }, (_, i) => ({
  id: i, name: `record number ${String(i).padStart(6, '0')}`, x: i * 1.1, y: i / 3, z: -i * 0.7, active: i % 2 === 0, tags: ['a', 'b', `tag ${i % 7}`],
}));
const TITLE = 'Gänsefüßchen «日本語のテキスト» 🙂 ';
const tree = (depth, i) => (depth === 0
  ? { text: TITLE.repeat(1 + i % 3), number: i * 1.5, plain: 'a text of plain characters' }
  : { title: TITLE + i, children: Array.from({ length: 6 }, (_, k) => tree(depth - 1, i + k)) });

const buf = zerobuf(new WebAssembly.Memory({ initial: 2048 }));
const engine = await attachEngine(buf.arena);
const encoder = new TextEncoder();
const decoder = new TextDecoder();
printEnvironment(values.json);

/** @param {string} question @param {[string, () => unknown, (result: any) => void][]} ways  the first is what the others are compared with */
function measure(question, ways) {
  const times = ways.map(() => /** @type {number[]} */ ([]));
  for (let run = -3; run < runs; run++) {
    for (const [i, [, operation, check]] of ways.entries()) {
      const mark = buf.save();
      const start = performance.now();
      const result = operation();
      const time = performance.now() - start;
      check(result);
      buf.restore(mark);
      if (run >= 0) times[i].push(time);
    }
  }
  const first = median(times[0]);
  if (!values.json) console.log(`\n${question}`);
  for (const [i, [name]] of ways.entries()) {
    const result = { question, name, medianMs: median(times[i]), minMs: Math.min(...times[i]), spread: spread(times[i]), ratio: median(times[i]) / first };
    if (values.json) console.log(JSON.stringify(result));
    else console.log(`  ${name.padEnd(44)} ${result.medianMs.toFixed(2).padStart(8)} ms  min ${result.minMs.toFixed(2).padStart(7)}  ${result.ratio.toFixed(2).padStart(6)}×`);
  }
}

for (const [name, plain] of [['10,000 records', records()], ['nested unicode document', Array.from({ length: 18 }, (_, i) => tree(3, i))]]) {
  const text = JSON.stringify(plain);
  const bytes = encoder.encode(text);
  const isText = (result) => assert.ok(result === text);
  const isBytes = (result) => assert.ok(Buffer.compare(result, bytes) === 0);
  const isPlain = (result) => assert.equal(result.length, plain.length);
  measure(`${name}, ${bytes.length} bytes: read a string`, [
    ['JSON.parse, then create()', () => buf.create(JSON.parse(text)), isPlain],
    ['parse() with the engine', () => engine.parse(text), isPlain],
    ['parse() without', () => parsePlain(buf.arena, text), isPlain],
    ['JSON.parse alone, into JavaScript objects', () => JSON.parse(text), isPlain],
  ]);
  measure(`${name}: read UTF-8`, [
    ['decode, JSON.parse, create()', () => buf.create(JSON.parse(decoder.decode(bytes))), isPlain],
    ['parse() with the engine', () => engine.parse(bytes), isPlain],
    ['decode, JSON.parse', () => JSON.parse(decoder.decode(bytes)), isPlain],
  ]);
  const value = engine.parse(text);
  const mark = buf.save();
  assert.equal(engine.stringify(value), text);
  measure(`${name}: write a string`, [
    ['toJS(), then JSON.stringify', () => JSON.stringify(value.toJS()), isText],
    ['stringify() with the engine', () => engine.stringify(value), isText],
    ['stringify() without', () => stringifyPlain(value), isText],
    ['JSON.stringify alone, of JavaScript objects', () => JSON.stringify(plain), isText],
  ]);
  measure(`${name}: write UTF-8`, [
    ['toJS(), JSON.stringify, encode', () => encoder.encode(JSON.stringify(value.toJS())), isBytes],
    ['stringify() with the engine', () => engine.stringify(value, { bytes: true }), isBytes],
    ['JSON.stringify, encode', () => encoder.encode(JSON.stringify(plain)), isBytes],
  ]);
  measure(`${name}: verify and copy`, [
    ['compact()', () => engine.compact(value), isPlain],
    ['create(toJS())', () => buf.create(value.toJS()), isPlain],
    ['verify()', () => engine.verify(value), (report) => assert.ok(report.nodes > plain.length)],
  ]);
  assert.equal(buf.save(), mark);
  buf.reset();
}
