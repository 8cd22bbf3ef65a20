// SPDX-License-Identifier: MIT
// Makes modules check their stacks (js/cli/check-stack.js says how):
//   node tools/check_stack.mjs FILE.wasm...      changes the files
import { readFileSync, writeFileSync } from 'node:fs';
import { checkStack } from '../js/cli/check-stack.js';

for (const file of process.argv.slice(2)) {
  const checked = checkStack(new Uint8Array(readFileSync(file)));
  if (checked !== null) writeFileSync(file, checked.bytes);
}
