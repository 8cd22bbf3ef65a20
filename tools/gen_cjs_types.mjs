// SPDX-License-Identifier: MIT
// Writes the declarations that CommonJS programs in TypeScript get (js/package.json, condition "require"):
//   node tools/gen_cjs_types.mjs js/types
// The library is ES modules, which `require` loads; but a .d.ts of a package of type "module" is refused in a
// CommonJS file under moduleResolution node16.  So a .d.cts names each export anew, by its type in the .d.ts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ENTRIES = ['index', 'slots'];

const [folder = ''] = process.argv.slice(2);
const files = ENTRIES.map((entry) => join(folder, 'core', `${entry}.d.ts`));
const program = ts.createProgram(files, { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2024, types: [] });
const checker = program.getTypeChecker();

/**
 * A type parameter with what it must extend, in words that no other declaration is needed for.
 *
 * @param {ts.TypeParameterDeclaration} parameter
 */
function declared({ name, constraint }) {
  if (constraint === undefined) return name.text;
  const type = checker.typeToString(checker.getTypeFromTypeNode(constraint), undefined, ts.TypeFormatFlags.InTypeAlias | ts.TypeFormatFlags.NoTruncation);
  return `${name.text} extends ${type}`;
}

for (const [i, entry] of ENTRIES.entries()) {
  const source = program.getSourceFile(files[i]);
  if (source === undefined) throw new Error(`${files[i]} is missing: run make types`);
  const module = /** @type {ts.Symbol} */ (checker.getSymbolAtLocation(source));
  const from = `'./${entry}.js'`;
  const mode = `{ with: { 'resolution-mode': 'import' } }`;
  const lines = [`type Module = typeof import(${from}, ${mode});`];
  /** @type {string[]} */
  const types = [];
  for (const symbol of checker.getExportsOfModule(module).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { flags, declarations = [] } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const isType = (flags & ts.SymbolFlags.Type) !== 0;
    if ((flags & ts.SymbolFlags.Value) === 0) {
      types.push(symbol.name);
      continue;
    }
    lines.push(`export declare const ${symbol.name}: Module['${symbol.name}'];`);
    if (!isType) continue;
    const parameters = declarations.find((declaration) => ts.isClassDeclaration(declaration))?.typeParameters ?? [];
    const listed = (/** @type {string[]} */ items) => (items.length === 0 ? '' : `<${items.join(', ')}>`);
    lines.push(`export type ${symbol.name}${listed(parameters.map(declared))} = import(${from}, ${mode}).${symbol.name}${listed(parameters.map(({ name }) => name.text))};`);
  }
  lines.push('export {}; // what is not exported above stays in here');
  if (types.length > 0) lines.push(`export type { ${types.join(', ')} } from ${from} with { 'resolution-mode': 'import' };`);
  writeFileSync(join(folder, 'core', `${entry}.d.cts`), `${lines.join('\n')}\n`);
}
