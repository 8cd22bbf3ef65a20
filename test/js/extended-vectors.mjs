// SPDX-License-Identifier: MIT
// The images of vectors/extended: the same value as C and as JavaScript wrote it.
import { existsSync, readFileSync, readdirSync } from 'node:fs';

const FOLDER = new URL('../../vectors/extended/', import.meta.url);

/**
 * All images with their expectations, in the order of their names.
 *
 * @returns {Array<{ name: string, writer: 'c' | 'js', file: URL, root: number, value: any, image: Uint8Array }>}
 */
export function loadExtendedVectors() {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json')).sort();
  return names.flatMap((json) => ['c', 'js'].flatMap((writer) => {
    const file = new URL(json.replace('.json', `.${writer}.bin`), FOLDER);
    if (!existsSync(file)) return [];
    return [{ ...JSON.parse(readFileSync(new URL(json, FOLDER), 'utf8')), writer, file, image: new Uint8Array(readFileSync(file)) }];
  }));
}
