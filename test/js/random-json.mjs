// SPDX-License-Identifier: MIT
// JSON texts at random: values of all kinds, whitespace and escapes everywhere.

// Keys that are no array indices: JavaScript would move those to the front.
export const KEYS = ['a', 'b', 'id', 'name', 'text', '', ' ', 'äöü', '日本', '🙂', '__proto__', 'a"b', 'back\\slash', 'tab\t', 'a key of more than sixteen bytes', 'x'.repeat(70)];
const STRINGS = ['', 'x', 'short', 'twelve bytes', 'sixteen bytes ok', 'seventeen bytes..', 'häßlich', '日本語のテキスト', '🙂🙃', '\ufeff', '"quoted"', 'C:\\dir', 'line\nline\r\n\t\b\f', '\u0000\u001f\u007f\u2028', 'long '.repeat(200)];

/**
 * @param {{ next(): number, below(limit: number): number, pick(list: any): any }} r  of support.mjs
 * @param {number} depth  of containers
 */
export function makeText(r, depth) {
  const space = () => r.pick(['', '', '', ' ', '\n', '\t', '\r\n  ', '          ']);
  const string = (value) => `"${[...value].map((c) => {
    const units = c.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    return r.below(12) === 0 || c < ' ' ? units : c === '"' || c === '\\' ? `\\${c}` : c;
  }).join('')}"`;
  const make = (left) => {
    switch (r.below(left > 0 ? 9 : 6)) {
      case 0: return r.pick(['null', 'true', 'false']);
      case 1: return String(r.next() | 0);
      case 2: return String((r.next() - 2 ** 31) / 10 ** r.below(9));
      case 3: return r.pick(['-0', '0.0', '1e3', '1E-7', '123456789012345678901234567890', '1e400', '-1e400', '9007199254740993', '2147483648', '-2147483648', '1.0', '5e-324', '0.1e1']);
      case 4: case 5: return string(r.pick(STRINGS));
      case 6: {
        // Records alike, some with a key less or more.
        const keys = KEYS.filter(() => r.below(3) === 0);
        const rows = Array.from({ length: r.below(6) }, () => `{${keys.filter(() => r.below(8) > 0).map((key) => `${space()}${string(key)}${space()}:${make(left - 1)}`).join(',')}}`);
        return `[${rows.join(`,${space()}`)}]`;
      }
      case 7: return `[${Array.from({ length: r.below(5) }, () => space() + make(left - 1) + space()).join(',')}${space()}]`;
      default: return `{${Array.from({ length: r.below(r.below(8) === 0 ? 40 : 5) }, () => `${space()}${string(r.below(4) === 0 ? `key ${r.next()}` : r.pick(KEYS))}${space()}:${space()}${make(left - 1)}${space()}`).join(',')}${space()}}`;
    }
  };
  return space() + make(depth) + space();
}
