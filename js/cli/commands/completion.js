// SPDX-License-Identifier: MIT

import { Failure } from '../failure.js';
import { completionFor, SHELLS } from '../completion.js';

/** @import { Command } from '../table.js' */

export const summary = 'print the completion script of a shell';

export const usage = `zerobuf completion bash|zsh|fish

Prints a script that completes commands and options:

  bash   eval "$(zerobuf completion bash)"          in ~/.bashrc
  zsh    eval "$(zerobuf completion zsh)"           in ~/.zshrc, after compinit
  fish   zerobuf completion fish | source           in ~/.config/fish/config.fish`;

/** @type {Command['options']} */
export const options = {};

/**
 * @param {object} _values
 * @param {readonly string[]} named
 * @param {Readonly<Record<string, Command>>} commands
 */
export async function main(_values, named, commands) {
  const [shell] = named;
  if (shell === undefined || named.length > 1 || !SHELLS.includes(shell)) throw new Failure(`Name a shell: ${SHELLS.join(', ')}.`, 2);
  process.stdout.write(completionFor(shell, commands));
}
