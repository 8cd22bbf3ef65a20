// SPDX-License-Identifier: MIT
// What does a small object cost through zerobuf, beside a plain JavaScript object and JSON: create, read, write, toJS?
//
//   node bench/object.mjs [--json] [--runs 15]

import { parseArgs } from 'node:util';
import { defineSchema, zerobuf } from '../js/core/index.js';
import { median, printEnvironment, spread } from './report.mjs';

const OBJECTS = 64; // more than one, so that no read can be hoisted out of its loop
const ITERATIONS = 64_000;
const FIELDS = ['id', 'name', 'x', 'y', 'active', 'tags'];

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '15' } } });
const runs = Number(values.runs);

/** @param {number} i */
function record(i) {
  return { id: i, name: `record number ${i}`, x: i + 0.5, y: -i - 0.25, active: i % 2 === 0, tags: ['a', 'b', 'c'] };
}

/** @param {number} i */
function point(i) {
  return { x: i + 0.5, y: 2.5, z: 3.5 };
}

const buf = zerobuf(new WebAssembly.Memory({ initial: 1024 }));
const Schema = defineSchema(FIELDS);
const plain = Array.from({ length: OBJECTS }, (_, i) => record(i));
const texts = plain.map((object) => JSON.stringify(object));
const accessors = plain.map((object) => buf.create(object));
const instances = plain.map((object) => Schema.create(buf.arena, object));
const checkpoint = buf.save();
const sumOf = (/** @type {(i: number) => number} */ value) => Array.from({ length: OBJECTS }, (_, i) => value(i)).reduce((a, b) => a + b) * (ITERATIONS / OBJECTS);

/**
 * Each way runs all iterations and returns a sum that must be the expected one.
 *
 * @typedef {{ name: string, run: () => number, check?: () => void }} Way  `check` looks at what the run wrote, apart from its time
 * @typedef {{ question: string, expected: number, ways: Way[] }} Question  the first way is what the others are compared with
 */

let loops = 0;

/**
 * Each loop is a function of its own text, so that the engine optimises it for its body alone.
 *
 * @param {(i: number) => number} body  of one iteration; i is the object's index
 * @returns {() => number}
 */
const loop = (body) => /** @type {() => number} */ (new Function('body', `
  return function loop${loops++}() { let sum = 0; for (let i = 0; i < ${ITERATIONS}; i++) sum += body(i % ${OBJECTS}); return sum; };`)(body));

/** Allocations are taken back in every run. @param {(i: number) => number} body */
const allocating = (body) => {
  const run = loop(body);
  return () => {
    buf.restore(checkpoint);
    return run();
  };
};

/** @type {any[]} */
const kept = new Array(OBJECTS);
const keep = (/** @type {number} */ i, /** @type {any} */ value) => { kept[i] = value; return 1; };
const at = (/** @type {any[]} */ list, /** @type {number} */ i) => list[i];

/** Require every object of a list to be as expected. @param {any[]} list @param {(i: number) => unknown} expected @param {(value: any) => unknown} [show] */
const holds = (list, expected, show = (value) => value) => () => list.forEach((value, i) => {
  const [actual, wanted] = [JSON.stringify(show(value)), JSON.stringify(expected(i))];
  if (actual !== wanted) throw new Error(`object ${i} is ${actual}, not ${wanted}`);
});

/** @type {Question[]} */
const questions = [
  { question: 'read an f64', expected: sumOf((i) => i + 0.5), ways: [
    { name: 'plain object', run: loop((i) => at(plain, i).x) },
    { name: 'zerobuf', run: loop((i) => at(accessors, i).x) },
    { name: 'zerobuf schema', run: loop((i) => at(instances, i).x) },
  ] },
  { question: 'read an i32', expected: sumOf((i) => i), ways: [
    { name: 'plain object', run: loop((i) => at(plain, i).id) },
    { name: 'zerobuf', run: loop((i) => at(accessors, i).id) },
  ] },
  { question: 'read a string of 15', expected: sumOf((i) => record(i).name.length), ways: [
    { name: 'plain object', run: loop((i) => at(plain, i).name.length) },
    { name: 'zerobuf', run: loop((i) => at(accessors, i).name.length) },
  ] },
  { question: 'read tags[1].length', expected: ITERATIONS, ways: [
    { name: 'plain object', run: loop((i) => at(plain, i).tags[1].length) },
    { name: 'zerobuf', run: loop((i) => at(accessors, i).tags[1].length) },
  ] },
  { question: 'write an f64', expected: ITERATIONS, ways: [
    { name: 'plain object', run: loop((i) => { at(plain, i).y = -i - 0.75; return 1; }), check: holds(plain, (i) => ({ ...record(i), y: -i - 0.75 })) },
    { name: 'zerobuf', run: loop((i) => { at(accessors, i).y = -i - 0.75; return 1; }), check: holds(accessors, (i) => ({ ...record(i), y: -i - 0.75 })) },
  ] },
  { question: 'create {x, y, z}', expected: ITERATIONS, ways: [
    { name: 'JSON.stringify', run: loop((i) => keep(i, JSON.stringify(point(i)))), check: holds(kept, point, JSON.parse) },
    { name: 'plain object', run: loop((i) => keep(i, point(i))), check: holds(kept, point) },
    { name: 'zerobuf', run: allocating((i) => keep(i, buf.create(point(i)))), check: holds(kept, point) },
  ] },
  { question: 'create a record', expected: ITERATIONS, ways: [
    { name: 'JSON.stringify', run: loop((i) => keep(i, JSON.stringify(plain[i]))), check: holds(kept, (i) => plain[i], JSON.parse) },
    { name: 'plain object', run: loop((i) => keep(i, { ...plain[i] })), check: holds(kept, (i) => plain[i]) },
    { name: 'zerobuf', run: allocating((i) => keep(i, buf.create(plain[i]))), check: holds(kept, (i) => plain[i]) },
    { name: 'zerobuf schema', run: allocating((i) => keep(i, Schema.create(buf.arena, at(plain, i)))), check: holds(kept, (i) => plain[i], (instance) => instance.toJS()) },
  ] },
  { question: 'a record as plain values', expected: sumOf((i) => i + 0.5), ways: [
    { name: 'JSON.parse', run: loop((i) => JSON.parse(at(texts, i)).x) },
    { name: 'zerobuf toJS', run: loop((i) => at(accessors, i).toJS().x) },
  ] },
  { question: 'there and back, one field read', expected: sumOf((i) => i + 0.5), ways: [
    { name: 'JSON', run: loop((i) => JSON.parse(JSON.stringify(plain[i])).x) },
    { name: 'zerobuf', run: allocating((i) => buf.wrapObject(buf.create(plain[i]).__zerobuf_ptr).x) },
  ] },
];

/** @param {Way} way @param {Question} question @returns {number} nanoseconds per iteration */
function measure({ name, run, check }, { question, expected }) {
  const start = process.hrtime.bigint();
  const sum = run();
  const elapsed = Number(process.hrtime.bigint() - start);
  if (sum !== expected) throw new Error(`${question}, ${name}: the answer is ${sum}, not ${expected}`);
  check?.();
  return elapsed / ITERATIONS;
}

printEnvironment(values.json);
if (!values.json) console.log(`ns per operation, ${runs} alternated runs of ${ITERATIONS} iterations over ${OBJECTS} objects, every answer checked`);
for (const question of questions) {
  for (let warmUp = 0; warmUp < 4; warmUp++) question.ways.forEach((way) => measure(way, question));
  /** @type {number[][]} */
  const times = question.ways.map(() => []);
  for (let run = 0; run < runs; run++) question.ways.forEach((way, index) => times[index]?.push(measure(way, question)));
  report(question, times);
}

/** @param {Question} question @param {number[][]} times */
function report({ question, ways }, times) {
  if (!values.json) console.log(question);
  const reference = median(times[0] ?? []);
  ways.forEach(({ name }, index) => {
    const taken = times[index] ?? [];
    const result = { bench: 'object', question, name, unit: 'ns', median: round(median(taken)), min: round(Math.min(...taken)), spread: spread(taken), ratio: round(median(taken) / reference) };
    if (values.json) console.log(JSON.stringify(result));
    else console.log(`  ${name.padEnd(16)} median ${String(result.median).padStart(9)}   min ${String(result.min).padStart(9)}   spread ${String(result.spread).padStart(6)} %   ${result.ratio} × ${ways[0]?.name}`);
  });
}

/** @param {number} value */
function round(value) {
  return Number(value.toPrecision(4));
}
