/**
 * Serve a guest from several processes.
 * @param {App & ClusterOptions} options as for serveWorkerd(); limits hold in each process
 * @returns {Promise<ClusterServer>} when all of them serve
 * @throws {GuestError} the module is no guest, does not start, or the port is taken: said once, by the first process that
 *   found it out
 */
export function serveCluster({ workers, port, hostname, log, ...app }: App & ClusterOptions): Promise<ClusterServer>;
export type ClusterOptions = {
    /**
     * processes; as many as there are processors by default
     */
    workers?: number | undefined;
    /**
     * 0 takes a free one
     */
    port?: number | undefined;
    hostname?: string | undefined;
    log?: ((line: string) => void) | undefined;
};
export type ClusterServer = {
    /**
     * without a slash at the end
     */
    url: string;
    /**
     * of the processes that serve now
     */
    pids: () => number[];
    /**
     * of the guest in each of them
     */
    memoryBytes: () => Promise<number[]>;
    /**
     * stops all; what is being sent is sent first
     */
    close: () => Promise<void>;
};
import type { App } from './worker-source.js';
