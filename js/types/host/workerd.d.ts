/**
 * Serve a guest from workerd, on the loopback interface.
 * @param {App & {port?: number, log?: (line: string) => void}} options port 0 takes a free one
 * @returns {Promise<Running>}
 * @throws {GuestError} the module is no guest, the port is taken, or workerd is missing or does not start
 */
export function serveWorkerd({ port, log, ...app }: App & {
    port?: number;
    log?: (line: string) => void;
}): Promise<Running>;
/**
 * Write a worker that serves a guest, with everything it needs, into a folder.
 * @param {string} folder must exist
 * @param {App} app
 */
export function writeWorker(folder: string, { wasm, load, data, ...options }: App): Promise<void>;
/**
 * A configuration with one worker on one loopback socket, whose port is given when workerd starts.
 * @param {readonly (readonly [name: string, kind: "esModule" | "wasm" | "data"])[]} modules the first one is the worker
 */
export function workerConfig(modules: readonly (readonly [name: string, kind: "esModule" | "wasm" | "data"])[]): string;
/**
 * Start workerd with a configuration of workerConfig() and wait until it listens.
 * @param {string} config file
 * @param {{port: number, log?: ((line: string) => void) | undefined}} options
 * @returns {Promise<Running>}
 */
export function runWorkerd(config: string, { port, log }: {
    port: number;
    log?: ((line: string) => void) | undefined;
}): Promise<Running>;
export type App = {
    /**
     * the guest
     */
    wasm: Uint8Array;
    /**
     * file of an ES module without imports that exports `load(buf, data)`
     */
    load?: string | URL | undefined;
    /**
     * given to `load` as an ArrayBuffer
     */
    data?: Uint8Array<ArrayBufferLike> | undefined;
    /**
     * as in GuestOptions
     */
    development?: boolean | undefined;
    /**
     * as in GuestOptions
     */
    maxBodyBytes?: number | undefined;
    /**
     * as in GuestOptions
     */
    maxCalls?: number | undefined;
    /**
     * as in GuestOptions
     */
    maxMemoryBytes?: number | undefined;
};
export type Running = {
    /**
     * without a slash at the end
     */
    url: string;
    /**
     * of workerd
     */
    pid: number;
    /**
     * resolves when workerd, and what was written for it, is gone, for whatever reason
     */
    exited: Promise<void>;
    /**
     * stops workerd
     */
    close: () => Promise<void>;
};
