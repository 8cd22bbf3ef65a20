// SPDX-License-Identifier: MIT
// The cases inside workerd. Its clock stands still during a request: the time is taken from outside.
import cases from './kernel-cases.wasm';
import kernels from './kernels.wasm';
import { instantiate } from './module.mjs';

/** @type {import('./module.mjs').CaseModule | undefined} */
let module;

export default {
  /** @param {Request} request */
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    const name = searchParams.get('name') ?? '';
    if (pathname === '/empty') return new Response('0');
    module ??= instantiate(cases, kernels);
    if (pathname === '/reset') module.reset();
    else if (pathname === '/prepare') module.prepare(name);
    else if (pathname === '/run') return new Response(String(module.run(name, Number(searchParams.get('times')))));
    else return new Response(null, { status: 404 });
    return new Response('0');
  },
};
