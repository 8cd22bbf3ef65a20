// SPDX-License-Identifier: MIT
// Every wrapper of a binding, called from C on workerd, against miniflare's implementation of what it wraps.

import { after } from 'node:test';
import { server } from './support.mjs';
import './d1.mjs';
import './events.mjs';
import './rpc.mjs';
import './store.mjs';

after(() => server.close());
