// SPDX-License-Identifier: MIT
// The suite also runs where no code may be made from strings (Workers, a strict Content-Security-Policy): it must
// be known that it did.
import assert from 'node:assert/strict';
import test from 'node:test';
import { parameter } from './support.mjs';

test('code is made from strings where this run says so, and nowhere else', () => {
  const evaluate = () => new Function('return 1')();
  if (parameter('CODE_GENERATION') === 'refused') assert.throws(evaluate, EvalError);
  else assert.equal(evaluate(), 1);
});
