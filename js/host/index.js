// SPDX-License-Identifier: MIT
// What programs use of the host: `import { createHandler, serve } from 'zerobuf/host'`.

export { GuestError } from './errors.js';
export { createHandler } from './fetch.js';
export { createGuest } from './guest.js';
export { serve } from './serve.js';
