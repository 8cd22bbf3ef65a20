// SPDX-License-Identifier: MIT
// Compiled by types.test.mjs against js/types, never run: what is inferred from schemas.
import { Arena, defineSchema } from 'zerobuf';
import type { ColumnReader, Instance, Live, Schema, StructColumn, StructCursor, StructList, ValuesOf } from 'zerobuf/core/schema-types.js';

/** Compiles only when both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : never;
const same = <A, B>(_proof: Same<A, B>): void => undefined;

const arena = new Arena(new WebAssembly.Memory({ initial: 1 }), 8, { types: 'full' });

// Basic types, in their order and by name.
const Point = defineSchema({ x: 'f64', y: 'f64', label: 'string' });
const typed: Readonly<Schema<{ x: number, y: number, label: string }>> = Point;
const point = Point.create(arena, { x: 1, y: 2, label: 'a' });
const x: number = point.x;
point.label = 'b';
const at: number = point.__zerobuf_ptr;
same<ReturnType<typeof Point.toJS>, { x: number, y: number, label: string }>(true);
same<ReturnType<typeof point.toJS>, { x: number, y: number, label: string }>(true);
const { y, ...rest } = point;
const names: readonly ('x' | 'y' | 'label')[] = Point.fields;

// @ts-expect-error: misspelt
point.lable;
// @ts-expect-error: of another type
point.x = '1';
// @ts-expect-error: never null
point.x = null;
// @ts-expect-error: missing
Point.create(arena, { x: 1, y: 2 });
// @ts-expect-error: misspelt
Point.create(arena, { x: 1, y: 2, lable: 'a' });
// @ts-expect-error: of another type
Point.create(arena, { x: '1', y: 2, label: 'a' });
// @ts-expect-error: stays where it is
point.__zerobuf_ptr = 8;
// @ts-expect-error: no such type
defineSchema({ x: 'f65' });
// @ts-expect-error: no such column
defineSchema({ x: 'column<f65>' });
// @ts-expect-error: nested schemas are defined themselves
defineSchema({ x: { y: 'f64' } });
// @ts-expect-error: the arena comes first
Point.create({ x: 1, y: 2, label: 'a' });

// All types, and null.
const All = defineSchema({
  any: 'any', bool: 'bool', i32: 'i32', f64: 'f64', bigint: 'bigint', string: 'string?', bytes: 'bytes', array: 'array', object: 'object',
  date: 'date', samples: 'column<f32>', ids: 'column<i64>?', bits: 'column<u8_clamped>',
}, 'All');
type All = ReturnType<typeof All.toJS>;
same<All, {
  any: any, bool: boolean, i32: number, f64: number, bigint: bigint, string: string | null, bytes: Uint8Array, array: any[], object: Record<string, any>,
  date: Date, samples: Float32Array, ids: BigInt64Array | null, bits: Uint8ClampedArray,
}>(true);
const all = All.create(arena, {
  bool: true, i32: 1, f64: 1, bigint: 1n, bytes: new Uint8Array(1), array: [1], object: {}, date: 1.7e12, samples: new Float32Array(4), bits: new Uint8ClampedArray(1),
});
const text: string | null = all.string;
const year: number = all.date.getFullYear();
const sample: number | undefined = all.samples[0];
all.string = null;
// @ts-expect-error: may be null
all.string.length;
// @ts-expect-error: a bigint
All.create(arena, { bool: true, i32: 1, f64: 1, bigint: 1, bytes: new Uint8Array(1), array: [], object: {}, date: 1, samples: new Float32Array(4), bits: new Uint8ClampedArray(1) });

// Schemas in schemas.
const Track = defineSchema({ from: Point, to: defineSchema({ note: 'string?' }), width: 'f64' }, 'Track');
const track = Track.create(arena, { from: { x: 1, y: 2, label: 'a' }, to: {}, width: 3 });
const deep: string = track.from.label;
const place: number = track.from.__zerobuf_ptr;
track.to.note = null;
same<ReturnType<typeof Track.toJS>, { from: { x: number, y: number, label: string }, to: { note: string | null }, width: number }>(true);
Track.create(arena, { from: point, to: { note: 'n' }, width: 1 });
// @ts-expect-error: misspelt inside
track.from.lable;
// @ts-expect-error: not all of it
Track.create(arena, { from: { x: 1 }, to: {}, width: 3 });
// @ts-expect-error: it has a field that is never null
Track.create(arena, { to: {}, width: 3 });

// Lists.
const list = Point.createList(arena, [{ x: 1, y: 2, label: 'a' }]);
const room: StructList<{ x: number, y: number, label: string }> = Point.createList(arena, 10);
const first: number = list.at(0).x;
let sum = 0;
for (const { x: value } of list) sum += value;
list.forEach((each, index) => { sum += each.y * index; });
list.set(0, { x: 1, y: 2, label: 'b' });
const cursor: StructCursor<{ x: number, y: number, label: string }> = list.cursor();
sum += cursor.at(0).x;
const column: StructColumn<number> = list.column('x');
sum += column.at(0) + column.toTypedArray().length;
for (const value of column) sum += value;
const labels: string[] = list.column('label').toJS();
const inner: number = Track.list(arena, 8, 2).column('from').at(0).x;
const reader = Point.column('x');
sum += reader(list).at(0) + reader(arena, 8, 3).at(2) + Point.column(list, 'y').at(0);
const copies: { x: number, y: number, label: string }[] = list.toJS();
// @ts-expect-error: misspelt
list.at(0).lable;
// @ts-expect-error: no such field
list.column('z');
// @ts-expect-error: no such field
Point.column('z');
// @ts-expect-error: of another type
list.set(0, { x: 1, y: 2, label: 3 });
// @ts-expect-error: a number
column.set(0, '1');
// @ts-expect-error: a string has no typed array
list.column('label').toTypedArray().length;
// @ts-expect-error: a list of another schema
reader(Track.list(arena, 8, 2));

// Names alone.
const loose = defineSchema(['a', 'b']);
const made = loose.create(arena, { a: [1, { c: 2 }] });
const anything: string = made.a;
const fields: readonly ('a' | 'b')[] = loose.fields;
// @ts-expect-error: misspelt
made.c;
// @ts-expect-error: misspelt
loose.create(arena, { c: 1 });

// The types by name.
function move(it: Instance<{ x: number, y: number }>, values: ValuesOf<{ x: number, y: number | null }>): number {
  it.x += values.x;
  return it.x + (values.y ?? 0);
}
const moved = move(point, { x: 1 });
const readerOf: ColumnReader<{ x: number, y: number, label: string }, 'x'> = reader;

// What is created is in place at every depth.
declare function create<T extends object>(value: T): Live<T>;
const created = create({ a: { b: [{ c: 1 }] }, when: new Date(), some: new Set<number>(), none: null as null | { d: string } });
const nestedAt: number = created.a.b.__zerobuf_ptr + (created.a.b[0]?.__zerobuf_ptr ?? 0);
const c: number | undefined = created.a.b[0]?.c;
same<ReturnType<typeof created.a.toJS>, { b: { c: number }[] }>(true);
const some: Set<number> = created.some;
const d: string | undefined = created.none?.d;
created.none = null;
created.a.b.push(create({ c: 2 }));
const array: number[] = create([1, 2]);
// @ts-expect-error: dates are values
created.when.__zerobuf_ptr;

export { array, c, d, nestedAt, some };
export { anything, at, copies, deep, fields, first, inner, labels, moved, names, place, readerOf, rest, room, sample, sum, text, typed, x, y, year };
