// SPDX-License-Identifier: MIT
// Workers compile no WebAssembly at run time; what is deployed with them comes compiled.  The tests compile files:
// here that finds the deployed module of the same bytes.  Anything else is refused, as ever, with the code by which
// the collector knows a test that a runtime cannot run.

/** @param {Uint8Array} a @param {Uint8Array} b */
const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** @param {BufferSource} source */
const bytesOf = (source) => (ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source));

/** @param {{module: WebAssembly.Module, bytes: ArrayBuffer}[]} deployed */
export function compileFromDeployed(deployed) {
  const { Module, compile } = WebAssembly;
  const find = (/** @type {BufferSource} */ source) => deployed.find(({ bytes }) => same(new Uint8Array(bytes), bytesOf(source)))?.module;
  const refuse = (/** @type {Error} */ error) => {
    throw Object.assign(error, { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
  };
  const construct = (/** @type {typeof Module} */ target, /** @type {[BufferSource]} */ [source]) => {
    try {
      return find(source) ?? new target(source);
    } catch (error) {
      return refuse(error);
    }
  };
  WebAssembly.Module = new Proxy(Module, { construct });
  WebAssembly.compile = async (source) => find(source) ?? compile(source).catch(refuse);
}
