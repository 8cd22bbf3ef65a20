// SPDX-License-Identifier: MIT
// What every benchmark prints: where it ran, and how its runs spread.

import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';

/** @param {boolean} json */
export function printEnvironment(json) {
  const environment = {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    node: process.version,
    v8: process.versions.v8,
    workerd: createRequire(import.meta.url)('workerd').version,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: import.meta.dirname }).toString().trim(),
  };
  if (json) console.log(JSON.stringify({ environment }));
  else console.log(Object.entries(environment).map(([name, value]) => `${name} ${value}`).join(', '));
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
}

/**
 * Largest minus smallest, in percent of the median.
 * @param {readonly number[]} values
 */
export function spread(values) {
  return Number((((Math.max(...values) - Math.min(...values)) / median(values)) * 100).toFixed(1));
}

/**
 * One line for one case.
 * @param {boolean} json
 * @param {string} bench
 * @param {string} name may be indented, to stand under another
 * @param {string} unit
 * @param {readonly number[]} runs
 */
export function printRuns(json, bench, name, unit, runs) {
  const result = {
    bench,
    name: name.trim(),
    unit,
    median: Math.round(median(runs)),
    min: Math.round(Math.min(...runs)),
    spread: spread(runs),
  };
  const numbers = `median ${String(result.median).padStart(6)}   min ${String(result.min).padStart(6)}   spread ${result.spread} %`;
  console.log(json ? JSON.stringify(result) : `  ${name.padEnd(30)} ${numbers}`);
}
