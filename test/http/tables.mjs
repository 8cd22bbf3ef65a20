// SPDX-License-Identifier: MIT
// Tables for the tests of examples/analytics: CSV as it can be written, and what is known of its columns.

/**
 * @typedef {object} Table
 * @property {string[]} names
 * @property {(number | null | string)[][]} columns as long as each other; null is a missing number
 */

/**
 * A field as RFC 4180 has it; with `always` between quotation marks whether it needs them or not.
 * @param {string} text
 * @param {string} separator
 * @param {boolean} always
 */
function field(text, separator, always) {
  const needs = text.includes(separator) || /["\r\n]/.test(text);
  return needs || always ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * @param {Table} table
 * @param {{separator?: string, lineEnd?: string, header?: boolean, last?: boolean, bom?: boolean, quoted?: () => boolean}} [how]
 */
export function csvOf({ names, columns }, { separator = ',', lineEnd = '\n', header = true, last = true, bom = false, quoted = () => false } = {}) {
  const write = (/** @type {unknown[]} */ values) => values.map((value) => field(value === null ? '' : String(value), separator, quoted())).join(separator);
  const rows = (columns[0] ?? []).map((_, row) => write(columns.map((column) => column[row])));
  return `${bom ? '\uFEFF' : ''}${[...(header ? [write(names)] : []), ...rows].join(lineEnd)}${last ? lineEnd : ''}`;
}

/** Whether a column counts as one of numbers. @param {(number | null | string)[]} column */
export const isNumeric = (column) => column.every((value) => typeof value !== 'string') && column.some((value) => value !== null);

/** @param {(number | null | string)[]} column */
const numbersOf = (column) => column.filter((value) => typeof value === 'number');

/** Type 7 of Hyndman and Fan (1996). @param {number[]} sorted @param {number} fraction */
function quantile(sorted, fraction) {
  const place = (sorted.length - 1) * fraction;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

/** What /stats says of a column of numbers, found the plain way. @param {string} name @param {(number | null | string)[]} column */
export function statsOf(name, column) {
  const numbers = numbersOf(column);
  const count = numbers.length;
  const sum = numbers.reduce((total, number) => total + number, 0);
  const mean = sum / count;
  const variance = numbers.reduce((total, number) => total + (number - mean) ** 2, 0) / count;
  const sorted = Float64Array.from(numbers).sort();
  return {
    name, count, missing: column.length - count, sum, mean, min: sorted[0], max: sorted[count - 1], variance, stddev: Math.sqrt(variance),
    q1: quantile([...sorted], 0.25), median: quantile([...sorted], 0.5), q3: quantile([...sorted], 0.75),
  };
}

/** Pearson's correlation of the rows that have both. @param {(number | null | string)[]} left @param {(number | null | string)[]} right */
export function correlationOf(left, right) {
  const rows = left.flatMap((value, row) => (typeof value === 'number' && typeof right[row] === 'number' ? [[value, /** @type {number} */ (right[row])]] : []));
  const mean = (/** @type {0 | 1} */ i) => rows.reduce((total, row) => total + row[i], 0) / rows.length;
  const [mx, my] = [mean(0), mean(1)];
  let [xx, xy, yy] = [0, 0, 0];
  for (const [x, y] of rows) {
    xx += (x - mx) ** 2;
    xy += (x - mx) * (y - my);
    yy += (y - my) ** 2;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}

/** Compare answers: numbers within a share of their size and of `scale`, all else exactly. @param {any} found @param {any} expected */
export function isClose(found, expected, scale = 0, tolerance = 1e-9) {
  if (typeof found === 'number' && typeof expected === 'number') {
    return found === expected || Math.abs(found - expected) <= tolerance * Math.max(Math.abs(expected), scale);
  }
  return found === expected;
}
