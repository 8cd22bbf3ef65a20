// SPDX-License-Identifier: MIT
// The commands, in the order in which a project meets them.

import * as build from './commands/build.js';
import * as completion from './commands/completion.js';
import * as deploy from './commands/deploy.js';
import * as dev from './commands/dev.js';
import * as init from './commands/init.js';
import * as inspect from './commands/inspect.js';
import * as serve from './commands/serve.js';
import * as test from './commands/test.js';

/**
 * @typedef {object} Command
 * @property {string} summary
 * @property {string} usage
 * @property {NonNullable<import('node:util').ParseArgsConfig['options']>} options
 * @property {(values: any, named: string[], commands: Readonly<Record<string, Command>>) => Promise<void>} main
 */

/** @type {Readonly<Record<string, Command>>} */
export const COMMANDS = { init, build, dev, serve, test, deploy, inspect, completion };
