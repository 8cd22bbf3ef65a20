// SPDX-License-Identifier: MIT
import { ThreadWorker } from 'poolifier';
import { echo } from './tasks.mjs';

export default new ThreadWorker(echo);
