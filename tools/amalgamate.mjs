// SPDX-License-Identifier: MIT
// Writes the library as two files, zerobuf.h and zerobuf.c, for projects that vendor it:
// `node tools/amalgamate.mjs FOLDER`.  The same sources give the same bytes.
//
// Headers come in the order in which they include each other, once each.  A name that is private
// to a source (a static function `find`) and is used in others gets its source's name in front.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LIBRARY_HEADERS } from './library-headers.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const INCLUDE = /^#include [<"]([^>"]+)[>"].*$/;

const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const listed = (folder, ending) => readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(ending)).sort().map((name) => `${folder}/${name}`);

/** The text without the licence line (both files begin with it) and the include guard; generated tables have none. */
function stripped(text, path) {
  const body = text.replace(/^\/\* SPDX-License-Identifier: MIT \*\/\n/, '');
  if (!path.endsWith('.h') || path.endsWith('.gen.h')) return body;
  const guard = body.match(/^#ifndef (\w+)\n#define \1\n([\s\S]*)#endif \/\* \1 \*\/\n$/);
  if (guard === null) throw new Error(`${path}: not inside an include guard of the usual form`);
  return guard[2];
}

/** In a header nobody minds a function that is not used; once pasted into a source, clang does. */
const mayBeUnused = (text) => text.replace(/^static inline\b/gm, 'static inline __attribute__((unused))');

/** Lines of a file with what it includes in place, each file once. */
class Expansion {
  seen = new Set();
  system = new Set(); // <stdint.h> and its like: hoisted, unless a condition decides

  /** @param {(include: string, from: string) => string | undefined} resolve  path of an include, undefined for a system header */
  constructor(resolve) {
    this.resolve = resolve;
  }

  expand(path, transform = (text) => text) {
    if (this.seen.has(path)) return '';
    this.seen.add(path);
    const lines = [];
    let before = '', depth = 0;
    for (const line of transform(stripped(read(path), path)).split('\n')) {
      if (/^#if/.test(line)) depth++;
      if (/^#endif/.test(line)) depth--;
      const include = line.match(INCLUDE)?.[1];
      const inner = include === undefined ? undefined : this.resolve(include, path);
      if (include === undefined || (inner === undefined && depth > 0)) lines.push(line);
      else if (inner === undefined) this.system.add(include);
      else before += this.expand(inner, INTERNAL.has(inner) ? mayBeUnused : undefined);
    }
    const text = lines.join('\n').replace(/\n{3,}/g, '\n\n').trim();
    return `${before}\n/* ---- ${path} ---- */\n\n${text}\n`;
  }

  systemIncludes() {
    return [...this.system].sort().map((name) => `#include <${name}>\n`).join('');
  }
}

/** Comments, includes, strings, characters, identifiers, numbers, and every other character by itself. */
const TOKEN = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|#include[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[A-Za-z_]\w*|\.?\d[\w.]*|->|[\s\S]/g;

/** Names that a source keeps to itself: static functions and tables, types, enumerators and macros at file level. */
function privateNames(text) {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/__attribute__\(\((?:[^()]|\([^()]*\))*\)\)\s*/g, '');
  const names = new Set();
  const find = (pattern) => { for (const [, name] of code.matchAll(pattern)) names.add(name); };
  find(/^#define (\w+)/gm);
  find(/^static (?:inline )?(?:ZB_NODISCARD )?[^=;(){}]*\n(\w+)\(/gm); // the return type stands on its own line
  find(/^static [^=;()]*?(\w+)\(/gm); // or not
  find(/^static [^=;()]*?(\w+)(?:\[[^\]]*\])*\s*(?:=|;)/gm);
  find(/^typedef [^;{]*?(\w+);/gm);
  find(/^typedef (?:struct|union|enum)(?: \w+)? \{[^}]*\} (\w+);/gm);
  find(/^(?:typedef )?(?:struct|union|enum) (\w+) \{/gm);
  for (const [, list] of code.matchAll(/^(?:typedef )?enum(?: \w+)? \{([^}]*)\}/gm)) {
    for (const item of list.split(',')) {
      const name = item.trim().match(/^\w+/)?.[0];
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}

/** C++ writes a compound literal without the parentheses around its type, and zeros all of a struct by {}. */
const inBothLanguages = (text) => text.replace(/\((\w+)\)\{/g, 'ZBI_LITERAL($1){').replace(/\{0\}/g, 'ZBI_ZERO');

/** Put `prefix` before each of `names`, except where it names a member. */
function renamed(text, names, prefix) {
  let previous = '';
  return text.replace(TOKEN, (token) => {
    const member = previous === '.' || previous === '->';
    if (!/^\s/.test(token)) previous = token;
    return names.has(token) && !member ? prefix(token) : token;
  });
}

function header() {
  const publicHeaders = LIBRARY_HEADERS.map((name) => `include/zerobuf/${name}`);
  const expansion = new Expansion((include) => (include.startsWith('zerobuf/') ? `include/${include}` : undefined));
  const text = publicHeaders.map((path) => expansion.expand(path)).join('');
  return { text, system: expansion.systemIncludes(), paths: new Set(expansion.seen) };
}

function source(known) {
  const sources = [...listed('src/core', '.c'), ...listed('src/simd', '.c'), ...listed('src/sync', '.c'), ...listed('src/compat', '.c')];
  const users = new Map(); // of each identifier, comments and strings aside
  for (const path of [...known, ...INTERNAL, ...sources]) {
    for (const name of new Set(read(path).match(TOKEN).filter((token) => /^[A-Za-z_]/.test(token)))) {
      users.set(name, (users.get(name) ?? 0) + 1);
    }
  }
  /** The source's name, with its room's where two rooms have sources of one name. */
  const stemOf = (path) => {
    const stem = basename(path, '.c');
    const namesakes = sources.filter((other) => basename(other, '.c') === stem);
    return namesakes[0] === path ? stem : `${basename(dirname(path))}_${stem}`;
  };
  const expansion = new Expansion((include, from) => {
    if (include.startsWith('zerobuf/')) return `include/${include}`;
    return include.includes('.') && from.startsWith('src/') && INTERNAL.has(join(dirname(from), include)) ? join(dirname(from), include) : undefined;
  });
  for (const path of known) expansion.seen.add(path); // they are in zerobuf.h
  const parts = sources.map((path) => {
    const shared = new Set([...privateNames(read(path))].filter((name) => users.get(name) > 1));
    const stem = stemOf(path);
    const prefix = (name) => (/^[A-Z0-9_]+$/.test(name) ? `${stem.toUpperCase()}_${name}` : `${stem}_${name}`);
    const macros = [...read(path).matchAll(/^#define (\w+)/gm)].map(([, name]) => (shared.has(name) ? prefix(name) : name));
    const kept = new Set(read(path).match(/^#undef \w+/gm)?.map((line) => line.slice(7)) ?? []);
    const undefs = macros.filter((name) => !kept.has(name)).map((name) => `#undef ${name}\n`).join('');
    return expansion.expand(path, (text) => inBothLanguages(renamed(text, shared, prefix))) + (undefs === '' ? '' : `\n${undefs}`);
  });
  return { text: parts.join(''), system: expansion.systemIncludes() };
}

const INTERNAL = new Set([...listed('src/core', '.h'), ...listed('src/simd', '.h'), ...listed('src/sync', '.h')]);
const version = read('include/zerobuf/zerobuf.h').match(/^#define ZB_VERSION "(.*)"$/m)[1];
const licence = read('LICENSE').trim().split('\n').map((line) => ` * ${line}`.trimEnd()).join('\n');
const banner = (what) => `/* SPDX-License-Identifier: MIT */
/*
 * zerobuf ${version}, ${what}.
 * Made by tools/amalgamate.mjs from the sources named below: change those.
 *
${licence}
 */
`;

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: node tools/amalgamate.mjs FOLDER');
  process.exit(2);
}
const h = header();
const c = source(h.paths);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'zerobuf.h'), `${banner('the public interface in one header')}
#ifndef ZEROBUF_H
#define ZEROBUF_H

${h.system}${h.text}
#endif /* ZEROBUF_H */
`);
writeFileSync(join(folder, 'zerobuf.c'), `${banner('the library in one source; compile it as C11 or C++17')}
/* Emit the published C interface as symbols, too. */
#define ZB_COMPAT_API extern
#include "zerobuf.h"
${c.system}
#ifdef __cplusplus
#define ZBI_LITERAL(type) type
#define ZBI_ZERO {}
#else
#define ZBI_LITERAL(type) (type)
#define ZBI_ZERO {0}
#endif
${c.text}`);
