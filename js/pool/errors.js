// SPDX-License-Identifier: MIT
// Errors of a pool. What a task throws arrives as it was thrown; these are the pool's own.

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
 * | ZB_POOL_PAYLOAD | the value is larger than `maxPayloadBytes`, or than the room that is there for it |
 * | ZB_POOL_TRAP | a task in C trapped, or needs more stack than it has |
 * | ZB_POOL_STATUS | a task in C returned a number of its own, which is `status` |
 */
export class PoolError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(code, message, options) {
    super(message, options);
    /** @readonly */
    this.code = code;
  }

  /** @override */
  get name() {
    return 'PoolError';
  }
}

/** What was thrown in a worker: an error of the pool is one here, too. @param {any} error */
export function arrived(error) {
  if (!(error instanceof Error) || error.name !== 'PoolError') return error;
  delete (/** @type {any} */ (error).name);
  return Object.setPrototypeOf(error, PoolError.prototype);
}

/** A value is too long. @param {number} maxBytes */
export function tooLong(maxBytes) {
  return new PoolError('ZB_POOL_PAYLOAD', `the value needs more than maxPayloadBytes, ${maxBytes} bytes; pass less, or raise it, or pass a BufferReference or an array of pool.alloc()`);
}
