// SPDX-License-Identifier: MIT
// On a terminal: colours and when there are none, no binary, progress, and nothing of it in pipes.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { NATIVE, imageOf, inTerminal, ok, scratch, shellWord } from './zb.mjs';

const folder = scratch();
const file = join(folder, 'image.zb');
const image = imageOf({ a: 1 });
writeFileSync(file, image);
const inspect = `${shellWord(NATIVE)} inspect ${shellWord(file)}`;
const COLOR = /\u001b\[3\dm/;

describe('colours', () => {
  it('are on a terminal', () => assert.match(inTerminal(inspect).text, COLOR));
  it('are not in a pipe', () => assert.doesNotMatch(inTerminal(`${inspect} | cat`).text, /\u001b/));
  it('respect NO_COLOR', () => {
    assert.doesNotMatch(inTerminal(inspect, { NO_COLOR: '1' }).text, /\u001b/);
    assert.match(inTerminal(inspect, { NO_COLOR: '' }).text, COLOR);
  });
  it('respect TERM=dumb', () => assert.doesNotMatch(inTerminal(inspect, { TERM: 'dumb' }).text, /\u001b/));
  it('obey --color', () => {
    assert.match(ok(['inspect', '--color=always'], { input: image, env: { NO_COLOR: '1' } }).text, COLOR);
    assert.doesNotMatch(inTerminal(`${inspect} --color=never`).text, /\u001b/);
    assert.match(inTerminal(`${inspect} --color=auto`).text, COLOR);
  });
});

describe('a terminal', () => {
  it('gets no image', () => {
    const { code, text } = inTerminal(`echo '[1]' | ${shellWord(NATIVE)} from-json`);
    assert.equal(code, 2);
    assert.equal(text.trim(), 'zb from-json: an image is no text for a terminal; use -o FILE, a pipe, or --force');
    assert.match(inTerminal(`echo '[1]' | ${shellWord(NATIVE)} from-json --force`).text, /ZBUF/);
    assert.equal(inTerminal(`${shellWord(NATIVE)} compact ${shellWord(file)}`).code, 2);
  });
  it('is not read from unless asked', () => {
    const { code, text } = inTerminal(`${shellWord(NATIVE)} inspect`);
    assert.equal(code, 2);
    assert.match(text, /no FILE, and standard input is a terminal/);
  });
  it('sees progress of what takes long, and only then', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const command = `${shellWord(NATIVE)} from-json -o ${shellWord(join(folder, 'slow.zb'))} <${shellWord(pipe)}`;
    const child = spawn('script', ['-qec', command, '/dev/null'], { env: { PATH: process.env.PATH, TERM: 'xterm' }, stdio: ['ignore', 'pipe', 'ignore'] });
    const writer = await open(pipe, 'w');
    await writer.write('[1');
    let text = '';
    for await (const chunk of child.stdout) {
      const isFirst = !text.includes('reading');
      text += chunk;
      if (isFirst && text.includes('reading')) { // only now the end: what takes long is our waiting
        await writer.write(']');
        await writer.close();
      }
    }
    assert.match(text, /^\r\u001b\[Kreading 0\.5 s/);
    assert.ok(text.endsWith('\r\u001b[K'), 'the line is cleared');
    assert.equal(inTerminal(`echo '[1]' | ${shellWord(NATIVE)} from-json -o ${shellWord(join(folder, 'quick.zb'))}`).text, '');
  });
});
