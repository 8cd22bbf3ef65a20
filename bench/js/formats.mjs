// SPDX-License-Identifier: MIT
// The formats that ours is measured against, each at its best honest setting.

import { deserialize, serialize } from 'node:v8';
import { Encoder } from 'cbor-x';
import { Packr } from 'msgpackr';
import protobuf from 'protobufjs';
import * as flat from './flat.mjs';

/**
 * @typedef {object} Format
 * @property {string} name
 * @property {(value: any) => any} encode
 * @property {(encoded: any) => any} decode  a deep plain value
 * @property {(encoded: any) => any} [keep]  a copy of what encode() only lends
 * @property {(decoded: any) => any} [plain]  plain objects of what decode() makes, for comparison
 */

/** @type {Format} */
export const JSON_TEXT = { name: 'JSON', encode: (value) => JSON.stringify(value), decode: (text) => JSON.parse(text) };

/** @param {string} name @param {{ pack(value: any): Uint8Array, unpack(bytes: Uint8Array): any }} packr @returns {Format} */
const msgpackr = (name, packr) => ({ name, encode: (value) => packr.pack(value), decode: (bytes) => packr.unpack(bytes) });

/** @param {string} name @param {Encoder} encoder @returns {Format} */
const cbor = (name, encoder) => ({ name, encode: (value) => encoder.encode(value), decode: (bytes) => encoder.decode(bytes) });

/** Formats that take any value; the instances are kept, as a program would. @returns {Format[]} */
export const general = () => [
  JSON_TEXT,
  { name: 'v8.serialize', encode: serialize, decode: deserialize },
  msgpackr('msgpackr, maps', new Packr({ useRecords: false })),
  msgpackr('msgpackr, records', new Packr({ structures: [] })),
  msgpackr('msgpackr, bundled strings', new Packr({ structures: [], bundleStrings: true })),
  cbor('cbor-x, maps', new Encoder({ useRecords: false })),
  cbor('cbor-x, records', new Encoder({ structures: [] })),
];

export const MSGPACKR = ['msgpackr, maps', 'msgpackr, records', 'msgpackr, bundled strings'];
export const CBOR = ['cbor-x, maps', 'cbor-x, records'];

const { root } = protobuf.parse(`
  syntax = "proto3";
  message Record { int32 id = 1; string name = 2; double x = 3; double y = 4; double z = 5; bool active = 6; repeated string tags = 7; }
  message Records { repeated Record records = 1; }
  message Columns { repeated Column columns = 1; }
  message Column { repeated double values = 1; }`);
const [OneRecord, ManyRecords, Columns] = [root.lookupType('Record'), root.lookupType('Records'), root.lookupType('Columns')];

/** An instance of a message has its defaults on its prototype. @param {any} message */
const plainRecord = (message) => OneRecord.toObject(message, { defaults: true });

/** @type {Format} protobufjs compiles encoder and decoder of a message when they are first used */
export const protobufRecord = {
  name: 'protobufjs', encode: (record) => OneRecord.encode(record).finish(), decode: (bytes) => OneRecord.decode(bytes), plain: plainRecord,
};

/** @type {Format} */
export const protobufRecords = {
  name: 'protobufjs', encode: (records) => ManyRecords.encode({ records }).finish(), decode: (bytes) => /** @type {any} */ (ManyRecords.decode(bytes)).records,
  plain: (records) => records.map(plainRecord),
};

/** @type {Format} */
export const flatRecords = { name: 'flatbuffers', encode: flat.encode, decode: flat.decode, keep: (bytes) => bytes.slice() };

/** @type {Format} */
export const flatRecord = { name: 'flatbuffers', encode: (record) => flat.encode([record]), decode: (bytes) => flat.decode(bytes)[0], keep: (bytes) => bytes.slice() };

/** Formats for one record. */
export const forRecord = () => [...general(), protobufRecord, flatRecord];

/** Formats for many records. */
export const forRecords = () => [...general(), protobufRecords, flatRecords];

/** @type {Format} */
const protobufColumns = {
  name: 'protobufjs',
  encode: (columns) => Columns.encode({ columns: columns.map((/** @type {Float64Array} */ values) => ({ values })) }).finish(),
  decode: (bytes) => /** @type {any} */ (Columns.decode(bytes)).columns.map((/** @type {{ values: number[] }} */ { values }) => values),
};

/** Formats for columns of Float64Array, where they carry typed arrays as their bytes. @returns {Format[]} */
export const forColumns = () => [
  { ...JSON_TEXT, encode: (columns) => JSON.stringify(columns.map((/** @type {Float64Array} */ values) => Array.from(values))) },
  { name: 'v8.serialize', encode: serialize, decode: deserialize },
  msgpackr('msgpackr', new Packr({ moreTypes: true })),
  cbor('cbor-x', new Encoder({})),
  protobufColumns,
];
