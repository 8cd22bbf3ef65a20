// SPDX-License-Identifier: MIT
// Compiled by types.test.mjs against js/types, never run: what the declarations promise and refuse.
import { Arena, reference, zerobuf } from 'zerobuf';
import type { ArenaOptions } from 'zerobuf/core/arena.js';

const memory = new WebAssembly.Memory({ initial: 1 });
const options: ArenaOptions = { types: 'full', shared: true };
const buf = zerobuf(memory, 64, options);
const types: 'v1' | 'full' = buf.arena.types;
const arena = new Arena(memory, 64, { types: 'v1', maxPages: 4 });
const extended: 'v1' | 'full' = arena.types;

const point = buf.create({ x: 1, seen: new Map([[{ id: 1 }, new Set(['a'])]]), samples: new Float64Array(4) });
const x: number = point.x;
const seen: Map<{ id: number }, Set<string>> = point.seen;
const handle: number = point.__zerobuf_ptr;
buf.create({ weights: reference(new Float32Array(memory.buffer, 0, 4)) });
export { extended, handle, seen, types, x };

// @ts-expect-error: no such set of types
zerobuf(memory, 64, { types: 'all' });
// @ts-expect-error: a name, not a flag
new Arena(memory, 64, { types: true });
// @ts-expect-error: read-only
buf.arena.types = 'v1';
// @ts-expect-error: a typed array, not bytes of any kind
reference(new ArrayBuffer(4));
// @ts-expect-error: the internals stay the package's own
const unknown: string = buf.arena.control;
