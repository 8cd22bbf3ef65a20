export type BasicTypes = {
    /**
     * whatever the arena takes
     */
    any: any;
    bool: boolean;
    /**
     * a whole number from -2^31 to 2^31 - 1
     */
    i32: number;
    f64: number;
    /**
     * from -2^63 to 2^63 - 1
     */
    bigint: bigint;
    string: string;
    bytes: Uint8Array;
    array: any[];
    object: Record<string, any>;
    date: Date;
};
export type ColumnTypes = {
    i8: Int8Array;
    u8: Uint8Array;
    u8_clamped: Uint8ClampedArray;
    i16: Int16Array;
    u16: Uint16Array;
    i32: Int32Array;
    u32: Uint32Array;
    i64: BigInt64Array;
    u64: BigUint64Array;
    /**
     * a Float16Array, where the engine has it
     */
    f16: ArrayLike<number>;
    f32: Float32Array;
    f64: Float64Array;
};
/**
 * of a field that always has a value
 */
export type PresentTypeName = keyof BasicTypes | `column<${keyof ColumnTypes}>`;
/**
 * with a question mark: the field may be null
 */
export type TypeName = PresentTypeName | `${PresentTypeName}?`;
/**
 * A schema as the type of a field: what is inferred of it is what toJS() gives.
 */
export type NestedSchema<T> = {
    readonly size: number;
    readonly fields: readonly string[];
    readonly toJS: (arena: Arena, ptr: number) => T;
};
/**
 * a name, or a schema whose slots take the place of the field
 */
export type FieldType = TypeName | NestedSchema<any>;
export type FieldTypes = {
    readonly [field: string]: FieldType;
};
/**
 * The values of a field of a type.
 */
export type FieldValue<N> = N extends NestedSchema<infer T> ? T : N extends `${infer P}?` ? PresentValue<P> | null : PresentValue<N>;
export type PresentValue<N> = N extends keyof BasicTypes ? BasicTypes[N] : N extends `column<${infer C extends keyof ColumnTypes}>` ? ColumnTypes[C] : never;
/**
 * One object of a schema, as a plain value: what toJS() gives.
 */
export type PlainOf<F extends FieldTypes> = { -readonly [K in keyof F]: FieldValue<F[K]>; };
/**
 * what accessors give as a value of its own
 */
export type Leaf = null | undefined | boolean | number | bigint | string | symbol | Function | Date | RegExp | Error | ArrayBufferLike | ArrayBufferView | ReadonlyMap<any, any> | ReadonlySet<any>;
/**
 * What an accessor of a value has besides its data.
 */
export type InPlace<T> = {
    /**
     * byte offset in the region
     */
    __zerobuf_ptr: number;
    /**
     * a deep copy
     */
    toJS: () => T;
};
/**
 * A value as it is read in place: objects and arrays in it are accessors, too.
 */
export type Live<T> = 0 extends 1 & T ? any : T extends Leaf ? T : T extends object ? { [K in keyof T]: Live<T[K]>; } & Readonly<InPlace<T>> : T;
/**
 * What a field takes: a date also as its milliseconds, a nested object as its values.
 */
export type InputOf<T> = 0 extends 1 & T ? any : T extends Date ? Date | number : T extends Leaf | readonly any[] ? T : string extends keyof T ? T : T extends object ? ValuesOf<T> : T;
/**
 * Whether a field may be left out: when it may be null. (A nested object all of whose fields may be
 * left out may be left out, too, but finding that out has no end for a T that is not yet known.)
 */
export type MayBeLeftOut<T> = null extends T ? true : false;
/**
 * The values that create() takes.
 */
export type ValuesOf<T> = { readonly [K in keyof T as MayBeLeftOut<T[K]> extends true ? never : K]: InputOf<T[K]>; } & { readonly [K in keyof T as MayBeLeftOut<T[K]> extends true ? K : never]?: InputOf<T[K]> | undefined; };
/**
 * An object of a schema in place. Its fields are own properties, in the order of their slots, so
 * it enumerates, spreads and prints as a plain object does. Reads and writes go to the region.
 */
export type Instance<T> = Live<T>;
/**
 * What a list of objects of a schema has.
 */
export type ListMembers<T> = {
    /**
     * objects; fixed
     */
    length: number;
    /**
     * byte offset of the first
     */
    __zerobuf_ptr: number;
    /**
     *   a view of one object: a small allocation, none where the engine sees that it stays local.
     *   Negative indexes count from the end; past the ends is a RangeError
     */
    at: (index: number) => Live<T>;
    /**
     *   all fields of one object anew. Nothing changes when it throws
     */
    set: (index: number, values: ValuesOf<T>) => void;
    /**
     * one view that moves along: for the hottest loops
     */
    cursor: () => StructCursor<T>;
    /**
     *   one field of all objects; of a field that is a schema, the list of those objects
     */
    column: <K extends keyof T & string>(name: K) => ColumnOf<T[K]>;
    forEach: (visit: (object: Live<T>, index: number, list: StructList<T>) => void) => void;
    /**
     * a deep copy
     */
    toJS: () => T[];
    toJSON: () => T[];
};
/**
 * Objects of one schema side by side, in place. Iteration gives views.
 */
export type StructList<T> = Readonly<ListMembers<T>> & Iterable<Live<T>>;
/**
 * One view that moves along a list.
 */
export type StructCursor<T> = {
    length: number;
    /**
     * the same view each time, moved to an object
     */
    at: (index: number) => Live<T>;
};
/**
 * What a column has.
 */
export type ColumnMembers<T> = {
    /**
     * of the field
     */
    name: string;
    /**
     * objects
     */
    length: number;
    /**
     * as StructList.at() counts
     */
    at: (index: number) => Live<T>;
    set: (index: number, value: T) => void;
    /**
     * a deep copy
     */
    toJS: () => T[];
    toJSON: () => T[];
    /**
     *   a copy, of a field of numbers or bigints: Float64Array, Int32Array or BigInt64Array as its
     *   type is f64, i32 or bigint; a null in it is a TypeError
     */
    toTypedArray: () => T extends bigint ? BigInt64Array : T extends number ? Float64Array | Int32Array : never;
};
/**
 * One field of all objects of a list, in place.
 */
export type StructColumn<T> = Readonly<ColumnMembers<T>> & Iterable<Live<T>>;
export type ColumnOf<T> = 0 extends 1 & T ? StructColumn<any> : [T] extends [Leaf | readonly any[]] ? StructColumn<T> : string extends keyof T ? StructColumn<T> : [null] extends [T] ? StructColumn<T> : StructList<T>;
/**
 * Reads one field of many objects: those of a list, or `count` side by side at an offset.
 */
export type ColumnReader<T, K extends keyof T> = {
    (list: StructList<T>): ColumnOf<T[K]>;
    (arena: Arena, ptr: number, count: number): ColumnOf<T[K]>;
};
/**
 * A schema. All of its functions check what they are given; wrap, view and list also that the
 * objects lie in the region. What the slots hold is checked when it is read.
 */
export type Schema<T> = {
    /**
     * for messages
     */
    name: string | undefined;
    /**
     * bytes of one object: 16 for each slot
     */
    size: number;
    /**
     * names, in the order of their slots
     */
    fields: readonly (keyof T & string)[];
    /**
     *   write an object. Nothing changes when it throws: a TypeError for a field that is missing,
     *   unknown or of another type, a RangeError for "out of memory"
     */
    create: (arena: Arena, values: ValuesOf<T>) => Instance<T>;
    /**
     * an object that is there
     */
    wrap: (arena: Arena, ptr: number) => Instance<T>;
    /**
     *   the same without own properties: its fields are inherited, so Object.keys() does not list
     *   them (for-in, toJS and JSON do), and making one costs next to nothing
     */
    view: (arena: Arena, ptr: number) => Live<T>;
    /**
     * a deep copy
     */
    toJS: (arena: Arena, ptr: number) => T;
    /**
     * objects that are there
     */
    list: (arena: Arena, ptr: number, count: number) => StructList<T>;
    /**
     *   write objects side by side, or make room for a number of them, every field null
     */
    createList: (arena: Arena, values: readonly ValuesOf<T>[] | number) => StructList<T>;
    column: {
        <K extends keyof T & string>(name: K): ColumnReader<T, K>;
        <K extends keyof T & string>(list: StructList<T>, name: K): ColumnOf<T[K]>;
    };
};
import type { Arena } from './arena.js';
