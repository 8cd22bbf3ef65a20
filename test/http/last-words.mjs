// SPDX-License-Identifier: MIT
// What a guest said before it stopped, for tests: hosts need not look.
import { createGuest } from '../../js/host/guest.js';

/**
 * A guest whose newest instance can be asked, also after it trapped.
 * @param {WebAssembly.Module} module
 */
export function watchedGuest(module) {
  /** @type {WebAssembly.Instance | undefined} */
  let newest;
  const Instance = WebAssembly.Instance;
  const guest = createGuest(module, { log: () => {} });
  /** @param {() => any} work */
  const watching = (work) => {
    WebAssembly.Instance = class extends Instance {
      /** @param {[WebAssembly.Module, WebAssembly.Imports?]} args */
      constructor(...args) {
        super(...args);
        newest = this;
      }
    };
    try {
      return work();
    } finally {
      WebAssembly.Instance = Instance;
    }
  };
  return {
    guest: { call: (request) => watching(() => guest.call(request)) },
    lastWords() {
      const { memory, zb_last_words } = /** @type {any} */ (newest?.exports);
      const at = zb_last_words() >>> 0;
      if (at === 0) return '';
      const length = new DataView(memory.buffer).getUint32(at, true);
      return new TextDecoder().decode(new Uint8Array(memory.buffer, at + 4, length));
    },
  };
}
