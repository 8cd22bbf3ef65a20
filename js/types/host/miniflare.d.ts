/**
 * Serve a guest from workerd with bindings.
 * @param {App & MiniflareOptions} options
 * @returns {Promise<RunningMiniflare>}
 * @throws {GuestError} the module is no guest, the port is taken, miniflare is missing, or the worker does not start
 */
export function serveMiniflare({ port, hostname, log, persist, outbound, name, workers, ...app }: App & MiniflareOptions): Promise<RunningMiniflare>;
export type MiniflareOptions = {
    /**
     * 0 takes a free one
     */
    port?: number | undefined;
    /**
     * the loopback interface by default
     */
    hostname?: string | undefined;
    /**
     * what the worker prints, and what is wrong with it
     */
    log?: ((line: string) => void) | undefined;
    /**
     * folder that keeps what is stored; without it, all is gone at the end
     */
    persist?: string | undefined;
    /**
     * host:port that gets every request of the worker, and of `workers`, as plain HTTP, its Host
     * header and path kept; but those to the worker's own address get to the worker
     */
    outbound?: string | undefined;
    /**
     * of the worker, for services of other workers
     */
    name?: string | undefined;
    /**
     * more workers for `bindings.services`, in miniflare's own words
     */
    workers?: object[] | undefined;
};
export type RunningMiniflare = {
    /**
     * without a slash at the end; leads to the worker itself
     */
    url: string;
    /**
     * the Miniflare, for its getKVNamespace(), getWorker() and so on
     */
    mf: any;
    /**
     * put another worker in this one's place; port and what is stored stay
     */
    reload: (next: App) => Promise<void>;
    close: () => Promise<void>;
};
import type { App } from './worker-source.js';
