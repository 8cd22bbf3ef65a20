// SPDX-License-Identifier: MIT
// Makes pools of functions that are defined here.
import { createPool, isMain, task } from '../../../js/pool/index.js';

export const shout = (text) => text.toUpperCase();
export const whisper = task({ f: (text) => text.toLowerCase() });

export const pools = isMain ? { bare: createPool()({ shout }), defined: createPool()({ whisper }) } : {};
