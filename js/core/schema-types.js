// SPDX-License-Identifier: MIT
// The types of schemas, for TypeScript: what a field's type says about the values that it takes
// and gives. Nothing here exists when the program runs.

/**
 * @typedef {object} BasicTypes
 * @property {any} any          whatever the arena takes
 * @property {boolean} bool
 * @property {number} i32       a whole number from -2^31 to 2^31 - 1
 * @property {number} f64
 * @property {bigint} bigint    from -2^63 to 2^63 - 1
 * @property {string} string
 * @property {Uint8Array} bytes
 * @property {any[]} array
 * @property {Record<string, any>} object
 * @property {Date} date
 */

/**
 * @typedef {object} ColumnTypes
 * @property {Int8Array} i8
 * @property {Uint8Array} u8
 * @property {Uint8ClampedArray} u8_clamped
 * @property {Int16Array} i16
 * @property {Uint16Array} u16
 * @property {Int32Array} i32
 * @property {Uint32Array} u32
 * @property {BigInt64Array} i64
 * @property {BigUint64Array} u64
 * @property {ArrayLike<number>} f16  a Float16Array, where the engine has it
 * @property {Float32Array} f32
 * @property {Float64Array} f64
 */

/** @typedef {keyof BasicTypes | `column<${keyof ColumnTypes}>`} PresentTypeName  of a field that always has a value */

/** @typedef {PresentTypeName | `${PresentTypeName}?`} TypeName  with a question mark: the field may be null */

/**
 * A schema as the type of a field: what is inferred of it is what toJS() gives.
 *
 * @template T
 * @typedef {{ readonly size: number, readonly fields: readonly string[], readonly toJS: (arena: Arena, ptr: number) => T }} NestedSchema
 */

/** @typedef {TypeName | NestedSchema<any>} FieldType  a name, or a schema whose slots take the place of the field */

/** @typedef {{ readonly [field: string]: FieldType }} FieldTypes */

/**
 * The values of a field of a type.
 *
 * @template N
 * @typedef {N extends NestedSchema<infer T> ? T
 *   : N extends `${infer P}?` ? PresentValue<P> | null
 *   : PresentValue<N>} FieldValue
 */

/**
 * @template N
 * @typedef {N extends keyof BasicTypes ? BasicTypes[N]
 *   : N extends `column<${infer C extends keyof ColumnTypes}>` ? ColumnTypes[C]
 *   : never} PresentValue
 */

/**
 * One object of a schema, as a plain value: what toJS() gives.
 *
 * @template {FieldTypes} F
 * @typedef {{ -readonly [K in keyof F]: FieldValue<F[K]> }} PlainOf
 */

/** @typedef {null | undefined | boolean | number | bigint | string | symbol | Function | Date | RegExp | Error | ArrayBufferLike | ArrayBufferView | ReadonlyMap<any, any> | ReadonlySet<any>} Leaf  what accessors give as a value of its own */

/**
 * What an accessor of a value has besides its data.
 *
 * @template T
 * @typedef {object} InPlace
 * @property {number} __zerobuf_ptr  byte offset in the region
 * @property {() => T} toJS          a deep copy
 */

/**
 * A value as it is read in place: objects and arrays in it are accessors, too.
 *
 * @template T
 * @typedef {0 extends 1 & T ? any
 *   : T extends Leaf ? T
 *   : T extends object ? { [K in keyof T]: Live<T[K]> } & Readonly<InPlace<T>>
 *   : T} Live
 */

/**
 * What a field takes: a date also as its milliseconds, a nested object as its values.
 *
 * @template T
 * @typedef {0 extends 1 & T ? any
 *   : T extends Date ? Date | number
 *   : T extends Leaf | readonly any[] ? T
 *   : string extends keyof T ? T
 *   : T extends object ? ValuesOf<T>
 *   : T} InputOf
 */

/**
 * Whether a field may be left out: when it may be null. (A nested object all of whose fields may be
 * left out may be left out, too, but finding that out has no end for a T that is not yet known.)
 *
 * @template T
 * @typedef {null extends T ? true : false} MayBeLeftOut
 */

/**
 * The values that create() takes.
 *
 * @template T
 * @typedef {{ readonly [K in keyof T as MayBeLeftOut<T[K]> extends true ? never : K]: InputOf<T[K]> }
 *   & { readonly [K in keyof T as MayBeLeftOut<T[K]> extends true ? K : never]?: InputOf<T[K]> | undefined }} ValuesOf
 */

/**
 * An object of a schema in place. Its fields are own properties, in the order of their slots, so
 * it enumerates, spreads and prints as a plain object does. Reads and writes go to the region.
 *
 * @template T
 * @typedef {Live<T>} Instance
 */

/**
 * What a list of objects of a schema has.
 *
 * @template T
 * @typedef {object} ListMembers
 * @property {number} length         objects; fixed
 * @property {number} __zerobuf_ptr  byte offset of the first
 * @property {(index: number) => Live<T>} at
 *   a view of one object: a small allocation, none where the engine sees that it stays local.
 *   Negative indexes count from the end; past the ends is a RangeError
 * @property {(index: number, values: ValuesOf<T>) => void} set
 *   all fields of one object anew. Nothing changes when it throws
 * @property {() => StructCursor<T>} cursor   one view that moves along: for the hottest loops
 * @property {<K extends keyof T & string>(name: K) => ColumnOf<T[K]>} column
 *   one field of all objects; of a field that is a schema, the list of those objects
 * @property {(visit: (object: Live<T>, index: number, list: StructList<T>) => void) => void} forEach
 * @property {() => T[]} toJS    a deep copy
 * @property {() => T[]} toJSON
 */

/**
 * Objects of one schema side by side, in place. Iteration gives views.
 *
 * @template T
 * @typedef {Readonly<ListMembers<T>> & Iterable<Live<T>>} StructList
 */

/**
 * One view that moves along a list.
 *
 * @template T
 * @typedef {object} StructCursor
 * @property {number} length
 * @property {(index: number) => Live<T>} at  the same view each time, moved to an object
 */

/**
 * What a column has.
 *
 * @template T
 * @typedef {object} ColumnMembers
 * @property {string} name    of the field
 * @property {number} length  objects
 * @property {(index: number) => Live<T>} at  as StructList.at() counts
 * @property {(index: number, value: T) => void} set
 * @property {() => T[]} toJS    a deep copy
 * @property {() => T[]} toJSON
 * @property {() => T extends bigint ? BigInt64Array : T extends number ? Float64Array | Int32Array : never} toTypedArray
 *   a copy, of a field of numbers or bigints: Float64Array, Int32Array or BigInt64Array as its
 *   type is f64, i32 or bigint; a null in it is a TypeError
 */

/**
 * One field of all objects of a list, in place.
 *
 * @template T
 * @typedef {Readonly<ColumnMembers<T>> & Iterable<Live<T>>} StructColumn
 */

/**
 * @template T
 * @typedef {0 extends 1 & T ? StructColumn<any>
 *   : [T] extends [Leaf | readonly any[]] ? StructColumn<T>
 *   : string extends keyof T ? StructColumn<T>
 *   : [null] extends [T] ? StructColumn<T>
 *   : StructList<T>} ColumnOf
 */

/**
 * Reads one field of many objects: those of a list, or `count` side by side at an offset.
 *
 * @template T
 * @template {keyof T} K
 * @typedef {{ (list: StructList<T>): ColumnOf<T[K]>, (arena: Arena, ptr: number, count: number): ColumnOf<T[K]> }} ColumnReader
 */

/**
 * A schema. All of its functions check what they are given; wrap, view and list also that the
 * objects lie in the region. What the slots hold is checked when it is read.
 *
 * @template T  one object as a plain value
 * @typedef {object} Schema
 * @property {string | undefined} name  for messages
 * @property {number} size    bytes of one object: 16 for each slot
 * @property {readonly (keyof T & string)[]} fields  names, in the order of their slots
 * @property {(arena: Arena, values: ValuesOf<T>) => Instance<T>} create
 *   write an object. Nothing changes when it throws: a TypeError for a field that is missing,
 *   unknown or of another type, a RangeError for "out of memory"
 * @property {(arena: Arena, ptr: number) => Instance<T>} wrap  an object that is there
 * @property {(arena: Arena, ptr: number) => Live<T>} view
 *   the same without own properties: its fields are inherited, so Object.keys() does not list
 *   them (for-in, toJS and JSON do), and making one costs next to nothing
 * @property {(arena: Arena, ptr: number) => T} toJS  a deep copy
 * @property {(arena: Arena, ptr: number, count: number) => StructList<T>} list  objects that are there
 * @property {(arena: Arena, values: readonly ValuesOf<T>[] | number) => StructList<T>} createList
 *   write objects side by side, or make room for a number of them, every field null
 * @property {{ <K extends keyof T & string>(name: K): ColumnReader<T, K>,
 *   <K extends keyof T & string>(list: StructList<T>, name: K): ColumnOf<T[K]> }} column
 */

/** @import { Arena } from './arena.js' */

export {};
