// SPDX-License-Identifier: MIT
// A document of 600 KB, nested, in many scripts: what does it cost to write and to read as a whole?
// protobufjs and flatbuffers are not asked: they need a schema.
//
//   node bench/js/document.mjs [--json]

import { allocObject, toJSObject, zerobuf } from '../../js/core/index.js';
import { isValue } from './check.mjs';
import { makeDocument } from './data.mjs';
import { general } from './formats.mjs';
import { answer } from './report.mjs';

const document = makeDocument();
const bytes = Buffer.byteLength(JSON.stringify(document));
if (Math.abs(bytes - 600_000) > 20_000) throw new Error(`the document has ${bytes} bytes as JSON`);

const buf = zerobuf(new WebAssembly.Memory({ initial: 1024 }), 8);
const { arena } = buf;
const accessor = buf.create(document);
const checkpoint = buf.save();

answer([
  {
    question: 'build the document', than: 'JSON', collect: true,
    aims: [{ way: 'zerobuf', than: 'JSON', most: 0.65 }],
    ways: [
      ...general().map(({ name, encode, decode }) => ({ name, run: () => encode(document), check: isValue(document, decode) })),
      { name: 'zerobuf', run: () => { buf.restore(checkpoint); return allocObject(arena, document); }, check: isValue(document, (handle) => toJSObject(arena, handle)) },
    ],
  },
  {
    question: 'the document as plain values', than: 'JSON', collect: true,
    aims: [{ way: 'zerobuf toJS', than: 'JSON', most: 0.24 }],
    ways: [
      ...general().map(({ name, encode, decode }) => {
        const encoded = encode(document);
        return { name, run: () => decode(encoded), check: isValue(document) };
      }),
      { name: 'structuredClone, both ways', run: () => structuredClone(document), check: isValue(document) },
      { name: 'zerobuf toJS', run: () => accessor.toJS(), check: isValue(document) },
    ],
  },
]);
