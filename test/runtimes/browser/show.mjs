// SPDX-License-Identifier: MIT
// `inspect` of node:util where there is no Node: one line that shows a value's own properties, for messages,
// and for tests that require an accessor to look as the plain value does.

const CUSTOM = Symbol.for('nodejs.util.inspect.custom');
const SHOWN_ENTRIES = 100;

/** @param {unknown} value */
export function inspect(value) {
  return show(value, []);
}

inspect.custom = CUSTOM;

/** @param {any} value @param {object[]} around the objects that it lies in */
function show(value, around) {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return `[Function: ${value.name}]`;
  if (Object.is(value, -0)) return '-0';
  if (typeof value !== 'object' || value === null) return String(value);
  if (around.includes(value)) return `[Circular *${around.indexOf(value) + 1}]`;
  if (typeof value[CUSTOM] === 'function') {
    const custom = value[CUSTOM](2, {}, inspect);
    if (custom !== value) return typeof custom === 'string' ? custom : show(custom, [...around, value]);
  }
  const inside = [...around, value];
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Error) return `[${value.stack ?? value}]`;
  if (value instanceof Map) return listed(`Map(${value.size}) {`, [...value].map(([k, v]) => `${show(k, inside)} => ${show(v, inside)}`), '}');
  if (value instanceof Set) return listed(`Set(${value.size}) {`, [...value].map((item) => show(item, inside)), '}');
  const fields = Object.keys(value).slice(0, SHOWN_ENTRIES + 1).map((key) => {
    const shown = show(value[key], inside);
    return (Array.isArray(value) || ArrayBuffer.isView(value)) && /^\d+$/.test(key) ? shown : `${/^\w+$/.test(key) ? key : `'${key}'`}: ${shown}`;
  });
  if (Array.isArray(value)) return listed('[', fields, ']');
  if (ArrayBuffer.isView(value) && 'length' in value) return listed(`${value.constructor.name}(${value.length}) [`, fields, ']');
  const type = Object.getPrototypeOf(value)?.constructor?.name ?? 'null prototype';
  return listed(type === 'Object' ? '{' : `${type} {`, fields, '}');
}

/** @param {string} open @param {string[]} entries @param {string} close */
function listed(open, entries, close) {
  const more = entries.length > SHOWN_ENTRIES ? [...entries.slice(0, SHOWN_ENTRIES), '…'] : entries;
  return more.length === 0 ? `${open}${close}` : `${open} ${more.join(', ')} ${close}`;
}
