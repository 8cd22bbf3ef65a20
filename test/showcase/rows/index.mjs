// SPDX-License-Identifier: MIT
// All rows of the table.

import { column } from './columns.mjs';
import { crypto } from './crypto.mjs';
import { files, temporary } from './files.mjs';
import { kv } from './kv.mjs';
import { outside } from './outside.mjs';
import { requests } from './requests.mjs';
import { responses } from './responses.mjs';

/** Those that every place answers. */
export const everywhere = [...crypto, ...column, ...requests, ...responses, ...outside, ...kv, ...temporary];
/** Those about files, for each folder that a place has. */
export const inFolders = files;
