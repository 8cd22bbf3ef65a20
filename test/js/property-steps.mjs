// SPDX-License-Identifier: MIT
// The steps of the property test: each does the same to an accessor and to its plain model,
// and compares what both answer. A step is [name, does]; `does` gets
//
//   r      random numbers            full   whether the arena takes the types of 'full'
//   m, x   a container and its accessor
//   buf    the zerobuf of x          say    records what is done, for the report of a failure
import assert from 'node:assert/strict';
import { NAMES, getOwn, isContainer, makeLeaf, makeScalar, makeValue, setOwn } from './property-values.mjs';

/** @typedef {{ r: any, m: any, x: any, buf: any, full: boolean, say: (...what: any[]) => void }} Step */

export const plain = (value) => value?.toJS?.() ?? value;

/** What JSON makes of both, in whatever order; bigints have no JSON of their own. */
const throughJSON = (value) => JSON.parse(JSON.stringify(value, (key, item) => (typeof item === 'bigint' ? `${item}n` : item)));

const hasToJSON = (value) => isContainer(value) && Object.keys(value).some((key) => key === 'toJSON' || hasToJSON(getOwn(value, key)));

/**
 * Keys in the order of a plain object, which lists those that look like array indices first. The accessor
 * of an object without a class of its own (very many keys, or keys that are data) lists them where they were added.
 */
const asListed = (keys) => [...keys.filter((key) => /^\d+$/.test(key)).sort((a, b) => a - b), ...keys.filter((key) => !/^\d+$/.test(key))];

/** A container and its accessor answer alike, apart from what lies inside containers in them. */
export function assertAlike(x, m) {
  assert.deepEqual(asListed(Object.keys(x)), Object.keys(m));
  assert.equal(Array.isArray(x), Array.isArray(m));
  for (const key of Object.keys(m)) {
    const expected = getOwn(m, key);
    const actual = x[key];
    if (!isContainer(expected)) assert.deepEqual(actual, expected, `field ${JSON.stringify(key)}`);
    else assert.equal(x[key], actual, `field ${JSON.stringify(key)} is one accessor`);
  }
}

const OBJECT_STEPS = [
  ['write', ({ r, m, x, full, say }) => {
    const name = r.pick(NAMES);
    const value = makeValue(r, full, 2);
    say(name, value);
    setOwn(m, name, structuredClone(value));
    x[name] = value;
  }],
  ['write a leaf', ({ r, m, x, full, say }) => {
    const name = r.pick(Object.keys(m)) ?? 'a';
    const value = makeLeaf(r, full);
    say(name, value);
    setOwn(m, name, structuredClone(value));
    x[name] = value;
  }],
  ['read', ({ r, m, x, say }) => {
    const name = r.pick(NAMES);
    say(name);
    assert.equal(Object.hasOwn(x, name), Object.hasOwn(m, name));
    assert.equal(name in x, name in m);
    if (Object.hasOwn(m, name)) assert.deepEqual(plain(x[name]), getOwn(m, name));
  }],
  ['enumerate', ({ m, x, say }) => {
    say();
    assertAlike(x, m);
    assert.deepEqual(Object.entries({ ...x }).map(([key, value]) => [key, plain(value)]), Object.entries(m));
    assert.deepEqual(Object.entries(x).map(([key]) => key), Object.keys(x));
    const seen = [];
    for (const key in x) seen.push(key);
    assert.deepEqual(asListed(seen), Object.keys(m));
  }],
  ['assign', ({ r, m, x, full, say }) => {
    const source = { a: makeScalar(r), name: makeLeaf(r, full), b: makeValue(r, full, 1) };
    say(source);
    Object.assign(m, structuredClone(source));
    Object.assign(x, source);
  }],
  ['many keys', ({ r, m, x, say }) => {
    const from = r.below(100), count = r.below(30);
    say(from, count);
    for (let n = from; n < from + count; n++) {
      setOwn(m, `key ${n}`, n);
      x[`key ${n}`] = n;
    }
  }],
  ['delete', ({ r, m, x, say }) => {
    const name = r.pick(Object.keys(m)) ?? 'a';
    say(name);
    if (Object.hasOwn(m, name)) assert.throws(() => { delete x[name]; }, TypeError);
  }],
  ['view', ({ r, m, x, buf, say }) => {
    const view = buf.view(x);
    const name = r.pick(Object.keys(m)) ?? 'a';
    const value = makeScalar(r);
    say(name, value);
    for (const key of Object.keys(m)) assert.deepEqual(plain(view[key]), getOwn(m, key), `field ${JSON.stringify(key)} of a view`);
    setOwn(m, name, value);
    view[name] = value;
    assert.equal(buf.view(view.__zerobuf_ptr)[name], value);
  }],
];

const scalarsOnly = (m) => m.every((item) => typeof item === 'number' || typeof item === 'string');

const ARRAY_STEPS = [
  ['push', ({ r, m, x, full, say }) => {
    const value = makeValue(r, full, 2);
    say(value);
    assert.equal(x.push(value), m.push(structuredClone(value)));
  }],
  ['pop', ({ m, x, say }) => { say(); assert.deepEqual(plain(x.pop()), m.pop()); }],
  ['shift', ({ m, x, say }) => { say(); assert.deepEqual(plain(x.shift()), m.shift()); }],
  ['unshift', ({ r, m, x, full, say }) => {
    const value = makeValue(r, full, 1);
    say(value);
    assert.equal(x.unshift(value), m.unshift(structuredClone(value)));
  }],
  ['splice', ({ r, m, x, full, say }) => {
    const at = r.below(m.length + 1), count = r.below(3), values = Array.from({ length: r.below(3) }, () => makeValue(r, full, 1));
    say(at, count, values);
    assert.deepEqual(x.splice(at, count, ...values).map(plain), m.splice(at, count, ...structuredClone(values)));
  }],
  ['write an element', ({ r, m, x, full, say }) => {
    const at = r.below(m.length + 1), value = makeValue(r, full, 2);
    say(at, value);
    m[at] = structuredClone(value);
    x[at] = value;
  }],
  ['shorten', ({ r, m, x, say }) => {
    const length = r.below(m.length + 1);
    say(length);
    m.length = length;
    x.length = length;
  }],
  ['reverse', ({ m, x, say }) => { say(); m.reverse(); assert.equal(x.reverse(), x); }],
  ['sort', ({ m, x, say }) => {
    say();
    if (!scalarsOnly(m)) return;
    m.sort();
    assert.equal(x.sort(), x);
  }],
  ['fill', ({ r, m, x, say }) => {
    const at = r.below(m.length + 1), value = makeScalar(r);
    say(at, value);
    m.fill(value, at);
    x.fill(value, at);
  }],
  ['copyWithin', ({ r, m, x, say }) => {
    const at = r.below(m.length + 1);
    say(at);
    if (m.some(isContainer)) return; // it would make one of two
    m.copyWithin(at, 0, 2);
    x.copyWithin(at, 0, 2);
  }],
  ['read elements', ({ r, m, x, say }) => {
    const at = r.below(m.length + 2);
    say(at);
    assert.equal(x.length, m.length);
    assert.deepEqual(plain(x[at]), m[at]);
    assert.equal(at in x, at in m);
    assert.deepEqual(plain(x.at(-1)), m.at(-1));
    if (!isContainer(m[at])) assert.equal(x.includes(x[at]) || typeof m[at] === 'object', m.includes(m[at]));
  }],
  ['iterate', ({ m, x, say }) => {
    say();
    assertAlike(x, m);
    assert.deepEqual([...x].map(plain), m);
    assert.deepEqual(x.map((item) => plain(item)), m);
    assert.deepEqual(x.filter((item) => typeof item === 'number'), m.filter((item) => typeof item === 'number'));
    assert.deepEqual([...x.entries()].map(([index, item]) => [index, plain(item)]), [...m.entries()]);
    assert.deepEqual(x.slice(1, 3).map(plain), m.slice(1, 3));
  }],
  ['list', ({ m, x, buf, say }) => {
    say();
    const list = buf.list(x);
    assert.equal(list.length, m.length);
    for (let i = 0; i < m.length; i++) assert.deepEqual(plain(list.at(i)), m[i], `element ${i} of a list`);
    assert.deepEqual([...list].map(plain), m);
  }],
];

/** Steps that objects and arrays take alike. */
const EITHER_STEPS = [
  ['wrap by pointer', ({ m, x, buf, say }) => {
    say();
    const again = Array.isArray(m) ? buf.wrapArray(x.__zerobuf_ptr) : buf.wrapObject(x.__zerobuf_ptr);
    assertAlike(again, m);
  }],
  ['toJS', ({ m, x, say }) => { say(); assert.deepEqual(x.toJS(), m); }],
  ['JSON', ({ m, x, say }) => { say(); if (!hasToJSON(m)) assert.deepEqual(throughJSON(x), throughJSON(m)); }],
  ['refuse', ({ r, m, x, full, say }) => {
    const bad = { deep: [makeValue(r, full, 1), { bad: [Symbol('not registered')] }] };
    say();
    assert.throws(() => { x[Array.isArray(m) ? m.length : 'a'] = bad; }, TypeError);
    assertAlike(x, m);
  }],
];

/** A random step for a container. @returns {[name: string, does: (step: any) => void]} */
export const pickStep = (r, m) => r.pick(r.below(4) === 0 ? EITHER_STEPS : Array.isArray(m) ? ARRAY_STEPS : OBJECT_STEPS);

const C_NAMES = [...NAMES, 'from C', 'von C: ß'];

/**
 * One change by C to the container, in an arena with a control block.
 *
 * @param {Step & { c: any }} step
 */
export function changeInC({ r, m, x, buf, c, say }) {
  const { control } = buf.arena, handle = x.__zerobuf_ptr;
  const isArray = Array.isArray(m);
  const value = makeScalar(r);
  const kind = r.below(4);
  if (isArray) {
    const inner = r.below(2) === 0 ? [] : {};
    say(kind, value, inner);
    if (kind === 0 && m.length > 0) c.pop(control, handle), m.pop();
    else if (kind === 1) c.pushNew(control, handle, Array.isArray(inner)), m.push(inner);
    else for (let n = 0; n < kind; n++) c.push(control, handle, value), m.push(value);
    assert.equal(x.length, m.length);
    assert.deepEqual(plain(x.at(-1)), m.at(-1));
    return;
  }
  const name = r.pick(C_NAMES);
  const written = kind === 0 ? `text of C, ${value}` : kind === 1 ? [] : kind === 2 ? {} : value;
  say(name, written);
  if (isContainer(written)) c.setNew(control, handle, name, Array.isArray(written));
  else c.set(control, handle, name, written);
  setOwn(m, name, written);
  assert.deepEqual(plain(x[name]), written); // read by name at once, even when the key is new
}

/** One change by C that keeps all in its place, in any arena. @param {Step & { c: any }} step */
export function changeInPlace({ r, m, x, c, say }) {
  // Entries lie in the order in which they were added; fields whose names look like numbers are listed first.
  const keys = Object.keys(m);
  if (keys.length === 0 || (!Array.isArray(m) && keys.some((key) => /^\d+$/.test(key)))) return;
  const at = r.below(keys.length), value = makeScalar(r);
  say(keys[at], value);
  c.setInPlace(x.__zerobuf_ptr, Array.isArray(m), at, value);
  setOwn(m, keys[at], value);
  assert.equal(x[keys[at]], value);
}
