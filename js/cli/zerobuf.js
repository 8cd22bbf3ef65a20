#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// The command line: `zerobuf <command> [options]`.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { GuestError } from '../host/errors.js';
import { Failure } from './failure.js';
import { COMMANDS } from './table.js';

/** @import { Command } from './table.js' */

const USAGE = `Request handlers in C, on Cloudflare Workers' runtime and on Node.

${Object.entries(COMMANDS).map(([name, { summary }]) => `  zerobuf ${name.padEnd(10)} ${summary}`).join('\n')}

  zerobuf <command> --help says more; zerobuf --version.  Exit code 0: done, 1: it failed, 2: called wrongly.`;

/** @param {string[]} args */
async function main([name, ...args]) {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? console.error : console.log)(USAGE);
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    console.log(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new Failure(`There is no command "${name}"; there are ${Object.keys(COMMANDS).join(', ')}.`, 2);
  const { values, positionals } = parse(name, command, args);
  if (values.help) console.log(command.usage);
  else await command.main(values, positionals, COMMANDS);
  return 0;
}

/**
 * @param {string} name
 * @param {Command} command
 * @param {string[]} args
 */
function parse(name, { options }, args) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...options, help: { type: 'boolean', short: 'h', default: false } } });
  } catch (error) {
    throw new Failure(`${/** @type {Error} */ (error).message}\nzerobuf ${name} --help lists the options.`, 2);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Failure || error instanceof GuestError)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof Failure ? error.exitCode : 1;
}
