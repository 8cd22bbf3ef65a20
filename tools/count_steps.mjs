// SPDX-License-Identifier: MIT
// Makes a module count its steps (js/cli/count-steps.js says how):
//   node tools/count_steps.mjs FROM.wasm TO.wasm
import { readFileSync, writeFileSync } from 'node:fs';
import { countSteps } from '../js/cli/count-steps.js';

const [, , from = '', to = ''] = process.argv;
writeFileSync(to, countSteps(new Uint8Array(readFileSync(from))).bytes);
