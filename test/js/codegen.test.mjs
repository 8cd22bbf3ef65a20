// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import test, { afterEach } from 'node:test';
import { compile, setCodegen } from '../../js/core/codegen.js';
import { NO_CODE_GENERATION } from './support.mjs';

const NativeFunction = globalThis.Function;
afterEach(() => {
  globalThis.Function = NativeFunction;
  setCodegen(true);
});

/** Puts a Function in place that counts its calls and refuses those from number `from` on. */
function refuseFrom(from, error = EvalError) {
  let calls = 0;
  globalThis.Function = function Function(...rest) {
    if (calls++ >= from) throw new error('Code generation from strings disallowed for this context');
    return NativeFunction(...rest);
  };
  return () => calls;
}

test('compiles parameters and a body', { skip: NO_CODE_GENERATION }, () => {
  assert.equal(compile(['a', 'b'], 'return a * b;')(6, 7), 42);
  assert.equal(compile([], 'return typeof this;').length, 0);
});

test('a text that does not parse gives undefined, and only that one', { skip: NO_CODE_GENERATION }, () => {
  assert.equal(compile([], 'return ('), undefined);
  assert.equal(compile([], 'return 1')(), 1);
});

test('is asked for once where it is not allowed', () => {
  for (const error of [EvalError, TypeError]) {
    setCodegen(true);
    const calls = refuseFrom(0, error);
    assert.equal(compile([], 'return 1'), undefined);
    assert.equal(compile([], 'return 1'), undefined);
    assert.equal(calls(), 1);
  }
});

test('may stop to be allowed', { skip: NO_CODE_GENERATION }, () => {
  setCodegen(true);
  const calls = refuseFrom(2);
  assert.equal(compile([], 'return 1')(), 1);
  assert.equal(compile([], 'return 1'), undefined);
  assert.equal(compile([], 'return 1'), undefined);
  assert.equal(calls(), 3);
});

test('can be forbidden', { skip: NO_CODE_GENERATION }, () => {
  setCodegen(false);
  assert.equal(compile([], 'return 1'), undefined);
  setCodegen(true);
  assert.equal(compile([], 'return 1')(), 1);
});
