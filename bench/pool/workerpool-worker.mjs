// SPDX-License-Identifier: MIT
import workerpool from 'workerpool';
import { echo } from './tasks.mjs';

workerpool.worker({ echo });
