// SPDX-License-Identifier: MIT
// The threads behind a pool's lanes: started, replaced when they end, terminated.
import { PoolError } from './errors.js';
import { attachmentPort, startThread } from './threads.js';

/** @import { Caller } from './caller.js' */
/** @import { Thread } from './threads.js' */

/**
 * @typedef {object} WorkersOptions
 * @property {number} mostFailedStarts  one after the other, before a lane is given up; 0: none is replaced
 * @property {object} worker
 * @property {(lane: number) => void} runAway  the lane's worker was given up, and keeps what it was given
 * @property {(event: string, details: Record<string, unknown>) => void} tell
 */

/** @typedef {{ thread: Thread, isReady: boolean, error: PoolError | undefined }} Running  error: why it is being terminated */

export class Workers {
  /**
   * @param {Caller} caller
   * @param {number} count
   * @param {(lane: number, port: any) => Record<string, unknown>} dataFor  what a worker gets
   * @param {WorkersOptions} options
   */
  constructor(caller, count, dataFor, options) {
    /** @private */
    this.caller = caller;
    /** @private */
    this.dataFor = dataFor;
    /** @private */
    this.options = options;
    /** @private @type {(Running | undefined)[]} */
    this.running = new Array(count).fill(undefined);
    /** @private Of each lane: workers in a row that ended without a call. @type {number[]} */
    this.failedStarts = new Array(count).fill(0);
    /** @private */
    this.isKept = false;
    /** @private */
    this.hasEnded = false;
    /** Workers that ended before the pool did: they crashed, or took too long. */
    this.lost = 0;
    /** @private @type {{ resolve: () => void, reject: (error: unknown) => void }[]} */
    this.waiting = [];
    /** @private What the workers said of their tasks. @type {PoolError | undefined} */
    this.problem = undefined;
  }

  start() {
    this.running.forEach((_, lane) => this.startLane(lane));
  }

  /** @private @param {number} lane */
  startLane(lane) {
    const { port1, port2 } = new MessageChannel();
    const thread = startThread(this.dataFor(lane, port2), [port2], this.options.worker, {
      onMessage: (message) => {
        if (message?.isReady !== true) return;
        running.isReady = true;
        if (message.errors.length > 0) this.problem ??= new PoolError('ZB_POOL_TASK', message.errors.join('\n'));
        this.options.tell('ready', { lane });
        this.check();
      },
      onEnd: (reason, isRunaway) => this.end(lane, running, reason, isRunaway),
    });
    /** @type {Running} */
    const running = { thread, isReady: false, error: undefined };
    this.running[lane] = running;
    thread.keepAlive(this.isKept);
    this.caller.attach(lane, attachmentPort(port1));
    this.options.tell('start', { lane });
  }

  /** @private A worker has ended, or was given up. @param {number} lane @param {Running} running @param {unknown} reason @param {boolean} isRunaway */
  end(lane, running, reason, isRunaway) {
    this.running[lane] = undefined;
    const error = running.error ?? lostOf(reason);
    this.options.tell('end', { lane, reason });
    const hasServed = this.caller.lose(lane, error, isRunaway);
    if (this.hasEnded) return;
    this.lost++;
    this.failedStarts[lane] = hasServed ? 0 : /** @type {number} */ (this.failedStarts[lane]) + 1; // whatever it did besides, it was of no use
    if (/** @type {number} */ (this.failedStarts[lane]) < this.options.mostFailedStarts) this.startNext(lane, isRunaway);
    else this.giveUp(lane, error);
    this.check();
  }

  /** @private @param {number} lane @param {boolean} isRunaway */
  startNext(lane, isRunaway) {
    try {
      if (isRunaway) this.options.runAway(lane);
      this.startLane(lane);
    } catch (error) {
      this.giveUp(lane, /** @type {PoolError} */ (error));
    }
  }

  /** @private A lane gets no worker any more. @param {number} lane @param {PoolError} error */
  giveUp(lane, error) {
    this.problem ??= error;
    this.caller.retire(lane, error);
  }

  /** Terminate a worker; another is started for its lane. @param {number} lane @param {PoolError} error  for its calls */
  terminate(lane, error) {
    const running = this.running[lane];
    if (running === undefined || running.error !== undefined) return;
    running.error = error;
    this.caller.dismiss(lane);
    void running.thread.terminate();
  }

  /** Whether the process has to wait for the workers. @param {boolean} isNeeded */
  keepAlive(isNeeded) {
    if (this.hasEnded || (!isNeeded && this.waiting.length > 0)) return; // the process waits for their end, or for their start
    this.isKept = isNeeded;
    for (const running of this.running) running?.thread.keepAlive(isNeeded);
  }

  /** When all have loaded their tasks. @returns {Promise<void>} rejects when one cannot, or does not start */
  whenReady() {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.keepAlive(true);
      this.check();
    });
  }

  /** @private */
  check() {
    const { problem } = this;
    const isReady = this.running.every((running) => running === undefined || running.isReady);
    if (problem === undefined && !isReady) return;
    for (const { resolve, reject } of this.waiting.splice(0)) {
      if (problem === undefined) resolve();
      else reject(problem);
      this.caller.settleDown();
    }
  }

  /** Terminate all, and start no more. @param {PoolError} error */
  async endAll(error) {
    this.keepAlive(true);
    this.hasEnded = true;
    this.problem = error;
    this.check();
    await Promise.all(this.running.map((running) => running?.thread.terminate()));
  }
}

/** @param {unknown} reason  an exit code, or an error */
function lostOf(reason) {
  const how = typeof reason === 'number' ? `it ended with exit code ${reason}` : `${/** @type {any} */ (reason)?.message ?? reason}`;
  return new PoolError('ZB_POOL_WORKER_LOST', `the worker was lost during the call: ${how}`, typeof reason === 'number' ? undefined : { cause: reason });
}
