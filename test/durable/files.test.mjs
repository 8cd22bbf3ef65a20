// SPDX-License-Identifier: MIT
// Files in memory, in a Durable Object's database and in R2: the same steps, against a plain model, and across restarts.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { STATUSES } from '../../js/core/layout.gen.js';
import { createGuest } from '../../js/host/guest.js';
import { seeded } from '../http/random.mjs';
import { guestBytes, serveRoom, temporaryFolder } from './support.mjs';

const code = Object.fromEntries(STATUSES.map(([name, number]) => [name.replace('ZB_E_', ''), number]));
const wasm = await guestBytes('files');
const bindings = { r2Buckets: ['BUCKET'] };

/** @typedef {[operation: string, path: string, content?: string, number?: number]} Step */

/** @param {Step[]} list */
const asBody = (list) => JSON.stringify(list.map(([operation, path, content = '', number = 0]) => [operation, path, content, number]));

/**
 * What the same steps come to: a map of paths, with the text of each file, null for a directory.
 */
class Model {
  /** @type {Map<string, string | null>} */
  at = new Map([['', null]]);

  /** @param {string} path */
  #parentFault(path) {
    const names = path.split('/').slice(1, -1);
    for (let i = 1; i <= names.length; i++) {
      const above = this.at.get(`/${names.slice(0, i).join('/')}`);
      if (above === undefined) return code.NOT_FOUND;
      if (above !== null) return code.NOT_DIRECTORY;
    }
    return 0;
  }

  /** @param {string} path */
  #children(path) {
    return [...this.at.keys()].filter((other) => other.startsWith(`${path}/`));
  }

  /** @param {Step} step with paths below the mount */
  run([operation, path, content = '', number = 0]) {
    const there = this.at.get(path);
    const fault = this.#parentFault(path);
    const put = (/** @type {string} */ text) => (this.at.set(path, text), true);
    if (fault !== 0 && operation !== 'mkdirAll') return fault;
    switch (operation) {
      case 'write':
      case 'append':
      case 'writeAt':
        if (there === null) return code.DIRECTORY;
        if (operation === 'write') return put(content);
        if (operation === 'append') return put((there ?? '') + content);
        return put(content === '' ? (there ?? '') : (there ?? '').padEnd(number, '\0').slice(0, number) + content + (there ?? '').slice(number + content.length));
      case 'truncate':
        if (there === undefined) return code.NOT_FOUND;
        return there === null ? code.DIRECTORY : put(there.slice(0, number).padEnd(number, '\0'));
      case 'exclusive':
        return there !== undefined ? code.EXISTS : put(content);
      case 'mkdir':
        return there !== undefined ? code.EXISTS : (this.at.set(path, null), true);
      case 'mkdirAll': {
        const names = path.split('/').slice(1);
        for (let i = 1; i <= names.length; i++) {
          const above = `/${names.slice(0, i).join('/')}`;
          if (typeof this.at.get(above) === 'string') return i === names.length ? code.EXISTS : code.NOT_DIRECTORY;
          this.at.set(above, null);
        }
        return true;
      }
      case 'remove':
      case 'unlink':
      case 'rmdir':
        if (there === undefined) return code.NOT_FOUND;
        if (there === null && operation === 'unlink') return code.DIRECTORY;
        if (there !== null && operation === 'rmdir') return code.NOT_DIRECTORY;
        if (there === null && this.#children(path).length > 0) return code.NOT_EMPTY;
        return this.at.delete(path);
      case 'rename': {
        if (there === undefined) return code.NOT_FOUND;
        const inTheWay = this.#parentFault(content);
        if (inTheWay !== 0) return inTheWay;
        if (content === path) return true;
        if (content.startsWith(`${path}/`)) return code.INVALID;
        const replaced = this.at.get(content);
        if (replaced === null && there !== null) return code.DIRECTORY;
        if (typeof replaced === 'string' && there === null) return code.NOT_DIRECTORY;
        if (replaced === null && this.#children(content).length > 0) return code.NOT_EMPTY;
        for (const child of [path, ...this.#children(path)]) {
          this.at.set(content + child.slice(path.length), /** @type {string | null} */ (this.at.get(child)));
          this.at.delete(child);
        }
        return true;
      }
      case 'read':
        return there === undefined ? code.NOT_FOUND : (there ?? code.DIRECTORY);
      case 'stat':
        return there === undefined ? code.NOT_FOUND : [there?.length ?? 0, there === null];
      default:
        if (there === undefined) return code.NOT_FOUND;
        if (there !== null) return code.NOT_DIRECTORY;
        return this.#children(path)
          .filter((child) => !child.slice(path.length + 1).includes('/'))
          .map((child) => [child.slice(path.length + 1), this.at.get(child)])
          .sort(([a], [b]) => Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b))))
          .map(([name, text]) => (text === null ? `${name}/` : `${name}:${text?.length}`));
    }
  }
}

/** Names whose order as keys is another than theirs. */
const NAMES = ['a', 'a.txt', 'ab', '~'];
const OPERATIONS = ['write', 'write', 'append', 'append', 'writeAt', 'truncate', 'exclusive', 'mkdir', 'mkdir', 'mkdirAll', 'remove', 'unlink', 'rmdir', 'rename', 'rename', 'read', 'read', 'stat', 'list', 'list'];

/** @param {(bound: number) => number} random */
function randomStep(random) {
  const path = () => Array.from({ length: 1 + random(3) }, () => `/${NAMES[random(NAMES.length)]}`).join('');
  const operation = /** @type {string} */ (OPERATIONS[random(OPERATIONS.length)]);
  const content = operation === 'rename' ? path() : 'xyz'.repeat(random(2) * random(9000));
  return /** @type {Step} */ ([operation, operation === 'list' && random(3) === 0 ? '' : path(), content, random(40_000)]);
}

/** What an earlier system got wrong. @type {(root: string) => [Step, unknown][]} */
const defects = (root) => [
  [['write', `${root}/empty`], true],
  [['stat', `${root}/empty`], [0, false]],
  [['append', `${root}/log`, 'one'], true],
  [['append', `${root}/log`, 'two'], true],
  [['read', `${root}/log`], 'onetwo'],
  [['exclusive', `${root}/log`, 'x'], code.EXISTS],
  [['unlink', `${root}/log`], true],
  [['read', `${root}/log`], code.NOT_FOUND],
  [['exclusive', `${root}/log`, 'again'], true],
  [['stale', `${root}/log`], true],
  [['read', `${root}/log`], 'new'],
  [['mkdirAll', `${root}/p/q/r`], true],
  [['write', `${root}/p/q/r/../f`, 'up'], true],
  [['rename', `${root}/log`, `${root}/p/q/f`], true],
  [['read', `${root}//p/./q/f`], 'new'],
  [['truncate', `${root}/p/q/f`, '', 2], true],
  [['list', `${root}/p/q`], ['f:2', 'r/']],
  [['read', `${root}/../../etc/passwd`], code.NOT_FOUND],
  [['write', `${root}/${'n'.repeat(256)}`, 'x'], code.INVALID],
  [['write', `${root}/${'n'.repeat(255)}`, 'x'], true],
  [['unlink', `${root}/${'n'.repeat(255)}`], true],
  [['write', `${root}/déjà vu 🙂`, 'x'], true],
  [['list', root], ['déjà vu 🙂:1', 'empty:0', 'p/']],
  [['remove', root], code.INVALID],
];

/** What must be there after a restart. @type {(root: string) => [Step, unknown][]} */
const kept = (root) => [
  [['stat', `${root}/empty`], [0, false]],
  [['read', `${root}/p/q/f`], 'ne'],
  [['stat', `${root}/p/q/r`], [0, true]],
  [['list', root], ['déjà vu 🙂:1', 'empty:0', 'p/']],
];

describe('files', { timeout: 90_000 }, () => {
  /** @type {Awaited<ReturnType<typeof temporaryFolder>>} */
  let folder;
  /** @type {Awaited<ReturnType<typeof serveRoom>>} */
  let server;
  before(async () => {
    folder = await temporaryFolder();
    server = await serveRoom({ wasm, bindings, persist: folder.path });
  });
  after(async () => {
    await server.close();
    await folder.remove();
  });

  /** @param {Step[]} steps */
  const inObject = async (steps) => {
    const { status, text } = await server.ask('/do', { method: 'POST', body: asBody(steps) });
    assert.equal(status, 200, text);
    return JSON.parse(text);
  };
  const guest = createGuest(new WebAssembly.Module(wasm));
  /** @param {Step[]} steps */
  const here = async (steps) => {
    const { status, body } = await guest.handle({ method: 'POST', path: '/steps', body: asBody(steps) });
    const text = typeof body === 'string' ? body : new TextDecoder().decode(/** @type {Uint8Array} */ (body));
    assert.equal(status, 200, text);
    return JSON.parse(text);
  };

  for (const [name, root, ask] of /** @type {const} */ ([['memory', '/tmp', here], ['SQL', '/data', inObject], ['R2', '/r2', inObject]])) {
    it(`do what an earlier system got wrong (${name})`, async () => {
      const all = defects(root);
      assert.deepEqual(await ask(all.map(([step]) => step)), all.map(([, expected]) => expected));
    });
  }

  it('are there after a restart', async () => {
    await server.close();
    server = await serveRoom({ wasm, bindings, persist: folder.path });
    for (const root of ['/data', '/r2']) {
      const all = kept(root);
      assert.deepEqual(await inObject(all.map(([step]) => step)), all.map(([, expected]) => expected));
    }
  });

  for (const [name, root, ask, rounds] of /** @type {const} */ ([['memory', '/tmp/m', here, 2000], ['SQL', '/data/m', inObject, 2000], ['R2', '/r2/m', inObject, 300]])) {
    it(`do as a plain model does, at random (${name})`, async () => {
      const { below: random } = seeded(`files in ${name}`);
      const model = new Model();
      assert.deepEqual(await ask([['mkdir', root]]), [true]);
      for (let done = 0; done < rounds; done += 100) {
        const steps = Array.from({ length: 100 }, () => randomStep(random));
        const expected = steps.map((step) => model.run(step));
        const results = await ask(steps.map(([operation, path, content, number]) => [operation, root + path, operation === 'rename' ? root + content : content, number]));
        for (let i = 0; i < steps.length; i++)
          assert.deepEqual(results[i], expected[i], `step ${done + i}: ${JSON.stringify(steps[i]).slice(0, 100)}`);
      }
    });
  }

  it('lose nothing that others append at the same time', async () => {
    for (const root of ['/data', '/r2']) {
      await Promise.all(Array.from({ length: 6 }, (_, i) => inObject([['append', `${root}/together`, String(i)], ['append', `${root}/together`, String(i)]])));
      const [text] = await inObject([['read', `${root}/together`]]);
      assert.deepEqual([...text].sort().join(''), '001122334455');
    }
  });

  it('come to as many names as there are', async () => {
    const names = Array.from({ length: 250 }, (_, i) => `f${String(i).padStart(4, '0')}`);
    await inObject([['mkdir', '/data/many'], ...names.map((name) => /** @type {Step} */ (['write', `/data/many/${name}`, 'x']))]);
    assert.deepEqual(await inObject([['list', '/data/many']]), [names.map((name) => `${name}:1`)]);
  });

  it('have no more room in memory than was said, and no database outside of an object', async () => {
    const results = await here([...Array.from({ length: 30 }, (_, i) => /** @type {Step} */ (['write', `/tmp/big${i}`, 'x'.repeat(200_000)])), ['write', '/data/x', '']]);
    assert.ok(results.includes(code.SPACE));
    assert.equal(results[30], code.HOST);
  });
});
