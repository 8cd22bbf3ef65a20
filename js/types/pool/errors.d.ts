/**
 * `code` says what happened:
 *
 * | code | |
 * |---|---|
 * | ZB_POOL_CLOSED | the pool was shut down before the call was over, or before it was made |
 * | ZB_POOL_FULL | `queue.limit` calls wait and `queue.whenFull` is "reject" |
 * | ZB_POOL_TIMEOUT | the task took longer than its `timeout` |
 * | ZB_POOL_WORKER_LOST | the worker ended during the call: it crashed, ran out of memory, or was terminated |
 * | ZB_POOL_TASK | the worker does not find the task, or its module fails |
 * | ZB_POOL_PAYLOAD | the value is larger than `maxPayloadBytes` |
 */
export class PoolError extends Error {
    /**
     * @param {string} code
     * @param {string} message
     * @param {ErrorOptions} [options]
     */
    constructor(code: string, message: string, options?: ErrorOptions);
    /** @readonly */
    readonly code: string;
    /** @override */
    override get name(): string;
}
