// SPDX-License-Identifier: MIT
// Reads the JUnit files that Bun and Deno write: each test with its file and what came of it.

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** @param {string} text */
const decode = (text) => text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
  if (name !== undefined) return ENTITIES[name] ?? whole;
  return String.fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16));
});

/** @param {string} attributes @param {string} name */
const attribute = (attributes, name) => {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes);
  return found === null ? undefined : decode(found[1]);
};

/**
 * @param {string} xml
 * @returns {import('./runtimes.mjs').FileResult[]}
 */
export function readJUnit(xml) {
  return Array.from(xml.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g), ([, attributes, inside = '']) => {
    const file = attribute(attributes, 'file') ?? attribute(attributes, 'classname') ?? '';
    const name = attribute(attributes, 'name') ?? '';
    const failure = /<(?:failure|error)\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:failure|error)>)/.exec(inside);
    if (failure !== null) {
      const text = decode(failure[2] ?? '').replace(/^\s*<!\[CDATA\[|\]\]>\s*$/g, '').trim();
      return { file, name, status: 'failed', reason: text || attribute(failure[1], 'message') || '' };
    }
    const skipped = /<skipped\b([^>]*)>/.exec(inside);
    return skipped === null ? { file, name, status: 'passed' } : { file, name, status: 'skipped', reason: attribute(skipped[1], 'message') ?? 'by the test itself' };
  });
}
