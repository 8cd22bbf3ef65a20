// SPDX-License-Identifier: MIT
// A TypeScript program under --strict sees the declarations of js/types as they are meant.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

test('tsc --strict accepts the options as declared, and refuses the others', () => {
  const { status, stdout } = spawnSync(process.execPath, [path('../../node_modules/typescript/bin/tsc'), '-p', path('types')], { encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});
