// SPDX-License-Identifier: MIT
// The caller's side of a pool: writes arguments, posts calls, settles promises. It alone
// allocates. It knows lanes, not what runs behind them.
import {
  CALL_ENVELOPE, CALL_IMAGE, CALL_RETURNED, CALL_TAKEN, CALL_THREW,
} from '../core/layout.gen.js';
import { ArgumentWriter, MAX_BLOCK_BYTES } from './argument-writer.js';
import { Blocks } from './blocks.js';
import { CallQueue } from './call-queue.js';
import { Codec } from './codec.js';
import { Deadlines } from './deadlines.js';
import { Envelope } from './envelope.js';
import { PoolError, arrived } from './errors.js';
import { freeImage, readImage } from './image.js';
import { OpenCall } from './open-call.js';
import { nextTurn } from './turn.js';
import { Watch } from './watch.js';

/** @import { TypedArray } from '../core/extended/column.js' */
/** @import { AttachmentPort } from './attachment-port.js' */
/** @import { Balancer } from './balancer.js' */
/** @import { Lane } from './lane.js' */
/** @import { PoolRegion } from './region.js' */
/** @import { RegionHeap } from './region-heap.js' */
/** @import { Stats } from './stats.js' */

/**
 * @typedef {object} CallerTask
 * @property {number} number  as the workers number it
 * @property {string} name
 * @property {number} argumentBytes  that its last long argument needed; 0: none was long
 * @property {number} resultBytes    that its last long result needed, or what a task in C asks for
 * @property {boolean} isInPlace     it is in C: argument and result lie in the region, side by side
 */

/**
 * @typedef {object} CallLimits
 * @property {number} [priority]  higher goes first among the calls that wait
 * @property {AbortSignal} [signal]
 * @property {number} [timeoutMs]
 * @property {((open: OpenCall) => void) | undefined} [onTimeout]  settles the call; by default it is rejected
 * @property {number} [hardTimeoutMs]
 * @property {boolean} [isRejectable]  the promise gets a function that gives the call up
 * @property {(error: unknown, isError: boolean) => void} [observe]
 */

/**
 * @typedef {object} CallerOptions
 * @property {Balancer} balancer
 * @property {number} depth  most calls that are posted to a lane at once
 * @property {number} queueLimit  most calls that wait
 * @property {boolean} isFullRefused  whether more are refused; otherwise they wait, too
 * @property {number} maxPayloadBytes
 * @property {number} pollMicroseconds
 * @property {boolean} isStealing  whether a worker takes what was posted to another
 * @property {(bytes: Uint8Array<ArrayBuffer>) => unknown} revive
 * @property {(view: TypedArray) => TypedArray} adopt  what is given for an array of the region that comes back
 * @property {(isNeeded: boolean) => void} keepAlive  whether the process has to wait for workers
 * @property {(lane: number, error: PoolError) => void} terminate  a lane's worker
 * @property {Stats} stats
 */

/**
 * A lane as the caller sees it.
 *
 * @typedef {object} LaneSide
 * @property {Lane} lane
 * @property {number} open
 * @property {boolean} isUsable
 * @property {Codec} codec  reads what this lane's worker wrote
 * @property {AttachmentPort | undefined} port
 * @property {number} collectedBefore  calls of the lane that were collected before this worker began
 * @property {number[]} late  calls that are over and whose attachments have not arrived
 */

/** @type {readonly ArrayBuffer[]} */
const NONE = Object.freeze([]);

/** How long to wait when a lane's ring is full of calls that were taken back. */
const RING_FULL_MS = 1;

export class Caller {
  /**
   * @param {PoolRegion} region
   * @param {RegionHeap} heap
   * @param {CallerOptions} options
   */
  constructor(region, heap, options) {
    const { calls } = region;
    /** @private */
    this.region = region;
    /** @private */
    this.calls = calls;
    /** @private */
    this.blocks = new Blocks(calls, heap);
    /** @private */
    this.options = options;
    /** @readonly */
    this.stats = options.stats;
    /** @private */
    this.codec = new Codec(region.memory, ...region.keys(-1), options.revive, { adopt: options.adopt, maxBytes: options.maxPayloadBytes });
    /** @private */
    this.writer = new ArgumentWriter(calls, this.blocks, this.codec, options.maxPayloadBytes, options.stats);
    /** @private @type {LaneSide[]} */
    this.lanes = region.lanes().map((lane) => ({ lane, open: 0, isUsable: true, codec: this.readerOf(), port: undefined, collectedBefore: 0, late: [] }));
    /** @private What each record is used for. @type {(OpenCall | undefined)[]} */
    this.open = new Array(calls.count).fill(undefined);
    /** @private Records that are free. */
    this.free = Array.from({ length: calls.count }, (_, i) => calls.count - 1 - i);
    /** @private Records that a worker may still touch that could not be ended. */
    this.abandoned = 0;
    /** @private */
    this.waiting = /** @type {CallQueue<OpenCall>} */ (new CallQueue());
    /** @private */
    this.deadlines = new Deadlines();
    /** @private An argument is being written. */
    this.isWriting = false;
    /** @private A timer, while a ring is full. @type {any} */
    this.retry = undefined;
    /** @private Why no call is taken any more. @type {PoolError | undefined} */
    this.closed = undefined;
    /** @private */
    this.isKept = false;
    /** @private */
    this.isRelaxing = false;
    /** @private Those who wait until nothing is open. @type {(() => void)[]} */
    this.idle = [];
    /** @private Those who wait until the queue has room. @type {(() => void)[]} */
    this.room = [];
    /** @private */
    this.relax = this.relax.bind(this);
    /** @private */
    this.post = this.post.bind(this);
    /** @private @readonly */
    this.watch = new Watch(region.bell, (isLast) => this.collect(isLast), () => this.openCount > 0, options.pollMicroseconds);
  }

  /** @private */
  readerOf() {
    return new Codec(this.region.memory, 0, 0, this.options.revive, { adopt: this.options.adopt });
  }

  /** Calls that have a record. */
  get openCount() {
    return this.calls.count - this.free.length - this.abandoned;
  }

  /** @private Whether a call that comes now need not wait longer than the queue is meant for. */
  get hasRoom() {
    const { length } = this.waiting;
    return length < this.options.queueLimit || (length === 0 && this.free.length > 0);
  }

  /** Calls that wait for one. */
  get waitingCount() {
    return this.waiting.length;
  }

  /** Whether a buffer is the region. @param {ArrayBufferLike | undefined} buffer */
  hasBuffer(buffer) {
    return buffer !== undefined && this.codec.hasBuffer(buffer);
  }

  /** Open calls of each lane. */
  get loads() {
    return this.lanes.map(({ open }) => open);
  }

  /**
   * @param {CallerTask} task
   * @param {unknown} argument
   * @param {CallLimits | undefined} limits
   * @returns {Promise<any>}
   */
  start(task, argument, limits) {
    const open = new OpenCall(task, argument);
    const promise = new Promise((resolve, reject) => {
      open.resolve = resolve;
      open.reject = reject;
    });
    this.stats.begin(open);
    if (limits?.isRejectable === true) {
      /** @type {any} */ (promise).reject = (/** @type {unknown} */ reason = new DOMException('the call was given up', 'AbortError')) => this.cancel(open, reason);
    }
    if (this.closed !== undefined) this.settle(open, this.closed, true);
    else if (limits === undefined || this.limit(open, limits)) this.submit(open);
    return promise;
  }

  /** @private @param {OpenCall} open @param {CallLimits} limits @returns {boolean} false: it is over already */
  limit(open, limits) {
    const { signal, timeoutMs, onTimeout, hardTimeoutMs } = limits;
    open.priority = limits.priority ?? 0;
    open.observe = limits.observe;
    if (signal !== undefined) {
      if (signal.aborted) {
        this.settle(open, signal.reason, true);
        return false;
      }
      open.signal = signal;
      open.onAbort = () => this.cancel(open, signal.reason);
      signal.addEventListener('abort', open.onAbort, { once: true });
    }
    if (timeoutMs !== undefined) {
      open.deadline = this.deadlines.add(timeoutMs, () => {
        this.stats.timedOut++;
        if (onTimeout !== undefined) onTimeout(open);
        else this.cancel(open, timeoutOf(open.task, timeoutMs));
      });
    }
    if (hardTimeoutMs !== undefined) open.hardDeadline = this.deadlines.add(hardTimeoutMs, () => this.endHard(open, hardTimeoutMs));
    return true;
  }

  /** @private A call has taken too long: its worker is terminated, if it has one. @param {OpenCall} open @param {number} ms */
  endHard(open, ms) {
    const { name } = open.task;
    const lane = this.runner(open);
    const what = lane < 0 ? `the call of the task "${name}" waited for more than its hard timeout of ${ms} ms`
      : `the task "${name}" ran for more than its hard timeout of ${ms} ms, and its worker was terminated`;
    if (!open.isSettled) this.stats.timedOut++;
    this.cancel(open, new PoolError('ZB_POOL_TIMEOUT', what));
    if (lane >= 0) this.options.terminate(lane, new PoolError('ZB_POOL_WORKER_LOST', `the worker was terminated, since another call of it, of the task "${name}", ran for more than ${ms} ms`));
  }

  /** @private Number of the lane whose worker has the call; -1: none has. @param {OpenCall} open */
  runner(open) {
    return open.call >= 0 && this.calls.phase(open.call) === CALL_TAKEN ? this.takerOf(open) : -1;
  }

  /** @private Number of the lane whose worker has, or had, a call that was not taken back. @param {OpenCall} open */
  takerOf(open) {
    const number = this.calls.lane(open.call);
    return this.lanes[number] === undefined ? open.lane : number; // who damaged the record is not told
  }

  /** @private @param {OpenCall} open */
  submit(open) {
    const { waiting, options } = this;
    if (waiting.length === 0 && this.dispatch(open)) {
      if (waiting.length > 0) this.post(); // getters of the argument made calls
      return;
    }
    if (waiting.length >= options.queueLimit && options.isFullRefused) {
      this.settle(open, new PoolError('ZB_POOL_FULL', `${waiting.length} calls wait, which is the pool's queue.limit; wait for pool.room(), or raise it`), true);
      return;
    }
    waiting.push(open, open.priority);
  }

  /**
   * Post a call.
   *
   * @private
   * @param {OpenCall} open
   * @returns {boolean} false: there is no room; otherwise it is posted, or over for its argument's fault
   */
  dispatch(open) {
    if (this.isWriting) return false; // a getter of another argument makes this call
    const { calls, options, free, lanes } = this; // records are the caller's own while they are free
    const call = free.pop();
    if (call === undefined) return false;
    const number = this.choose();
    const side = lanes[number];
    if (side === undefined) {
      free.push(call);
      return false;
    }
    this.isWriting = true;
    try {
      this.writer.write(open, call, side.port);
    } catch (error) {
      this.release(call);
      this.settle(open, error, true);
      return true;
    } finally {
      this.isWriting = false;
    }
    open.call = call;
    open.lane = number;
    this.open[call] = open;
    side.open++;
    calls.setPosted(call, open.isPinned ? number : -1);
    side.lane.post(call);
    if (options.isStealing && side.open > 1) this.rouseIdle();
    if (!this.isKept) {
      this.isKept = true;
      options.keepAlive(true);
    }
    this.watch.start();
    return true;
  }

  /** @private The lane to post to; -1: none has room. @returns {number} */
  choose() {
    const { lanes, options: { balancer, depth } } = this;
    const chosen = balancer(lanes, depth);
    const side = lanes[chosen];
    if (side === undefined || side.lane.hasRoom) return chosen;
    side.lane.bell.ring(); // its ring is full of calls that were taken back: its worker passes them when it looks
    this.retry ??= setTimeout(this.post, RING_FULL_MS);
    return lanes.findIndex(({ isUsable, open, lane }) => isUsable && open < depth && lane.hasRoom);
  }

  /** @private Somebody who sleeps may take the call from a busy worker. */
  rouseIdle() {
    for (const { lane } of this.lanes) if (lane.bell.ring()) return;
  }

  /** @private A record is not used any more. @param {number} call */
  release(call) {
    this.blocks.free(call);
    this.open[call] = undefined;
    this.free.push(call);
  }

  /** @private Post what waits, as far as there is room. */
  post() {
    const { waiting } = this;
    if (this.retry !== undefined) clearTimeout(this.retry);
    this.retry = undefined;
    while (waiting.length > 0 && this.free.length > 0) {
      const open = /** @type {OpenCall} */ (waiting.shift());
      if (this.dispatch(open)) continue;
      waiting.unshift(open, open.priority);
      break;
    }
    if (this.openCount === 0) this.rest(); // an argument of the last could not be written
    if (this.room.length > 0 && this.hasRoom) for (const tell of this.room.splice(0)) tell();
  }

  /** @private Settle all calls that are over. @param {boolean} [isLast]  before a sleep: those that damaged rings hide, too @returns {boolean} whether there was one */
  collect(isLast = false) {
    let hasFound = false;
    for (const side of this.lanes) {
      if (side.late.length > 0 && this.finishLate(side)) hasFound = true;
      for (let call = side.lane.collect(); call >= 0; call = side.lane.collect()) {
        hasFound = true;
        const open = this.open[call];
        if (open === undefined || !this.isOver(call)) this.findAll(side); // what it says was damaged
        else if (!this.finish(open, call, side)) side.late.push(call);
      }
      if (isLast && side.lane.isAstray) {
        hasFound = true;
        side.lane.skip();
        this.findAll(side);
      }
    }
    if (!hasFound) return false;
    if (this.waiting.length > 0 || this.room.length > 0) this.post();
    if (this.openCount === 0) this.rest();
    return true;
  }

  /** @private @param {number} call */
  isOver(call) {
    const phase = this.calls.phase(call);
    return phase === CALL_RETURNED || phase === CALL_THREW;
  }

  /** @private Calls of a lane that are over, whatever its ring says. @param {LaneSide} side */
  findAll(side) {
    for (const open of this.open) {
      if (open === undefined || side.late.includes(open.call) || !this.isOver(open.call) || this.takerOf(open) !== side.lane.number) continue;
      const { call } = open;
      if (!this.finish(open, call, side)) side.late.push(call);
    }
  }

  /** @private @param {LaneSide} side @returns {boolean} whether one was settled */
  finishLate(side) {
    const { late } = side;
    side.late = late.filter((call) => {
      const open = this.open[call];
      return open !== undefined && !this.finish(open, call, side);
    });
    return side.late.length < late.length;
  }

  /** @private Take the result of a call. @param {OpenCall} open @param {number} call @param {LaneSide} side  whose worker wrote it @returns {boolean} false: what belongs to it has not arrived yet */
  finish(open, call, side) {
    const { calls, stats } = this;
    const phase = calls.phase(call);
    const count = calls.attachments(call);
    const attachments = count === 0 ? NONE : side.port?.take(calls.number(call), count);
    if (attachments === undefined) return false;
    const flags = calls.flags(call);
    let isError = phase === CALL_THREW;
    let value;
    if (!open.isSettled) {
      try {
        if ((flags & CALL_IMAGE) === 0) {
          value = side.codec.read(calls.result(call), attachments);
        } else {
          const { byteLength } = /** @type {ArrayBuffer} */ (attachments[attachments.length - 1]);
          open.task.resultBytes = byteLength <= MAX_BLOCK_BYTES ? byteLength : 0;
          stats.resultBytes += byteLength;
          value = readImage(this.codec, attachments, this.options.revive);
        }
        if ((flags & CALL_ENVELOPE) !== 0) value = new Envelope(value.header, value.body);
        if (isError) value = arrived(value);
      } catch (error) {
        isError = true;
        value = error;
      }
    } else if ((flags & CALL_IMAGE) !== 0) {
      freeImage(attachments);
    }
    this.over(open, call);
    if (!open.isSettled) this.settle(open, value, isError);
    return true;
  }

  /** @private The record of a call is free again. @param {OpenCall} open @param {number} call */
  over(open, call) {
    this.leave(open);
    this.release(call);
    open.call = -1;
  }

  /** @private @param {OpenCall} open */
  leave(open) {
    /** @type {LaneSide} */ (this.lanes[open.lane]).open--;
    if (open.hardDeadline !== undefined) this.deadlines.remove(open.hardDeadline);
    open.argument = undefined;
  }

  /** @private A call is over, and its record and block are lost. @param {OpenCall} open */
  abandon(open) {
    this.leave(open);
    this.open[open.call] = undefined;
    this.abandoned++;
    open.call = -1;
  }

  /** @private Settle the promise. @param {OpenCall} open @param {unknown} value @param {boolean} isError */
  settle(open, value, isError) {
    open.isSettled = true;
    if (open.call < 0) {
      open.argument = undefined;
      if (open.hardDeadline !== undefined) this.deadlines.remove(open.hardDeadline);
    }
    if (open.deadline !== undefined) this.deadlines.remove(open.deadline);
    if (open.onAbort !== undefined) open.signal?.removeEventListener('abort', open.onAbort);
    this.stats.end(open, isError);
    if (isError) open.reject(value);
    else open.resolve(value);
    if (open.observe !== undefined) this.report(open.observe, value, isError);
  }

  /** @private Whatever an observer throws, other calls go on. @param {(value: unknown, isError: boolean) => void} observe @param {unknown} value @param {boolean} isError */
  report(observe, value, isError) {
    try {
      observe(value, isError);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  /** Reject a call now; a worker that has it is asked to stop. @param {OpenCall} open @param {unknown} reason */
  cancel(open, reason) {
    this.end(open, reason, true);
  }

  /** Settle a call before its worker does. @param {OpenCall} open @param {unknown} value @param {boolean} isError */
  end(open, value, isError) {
    if (open.isSettled) return;
    const { call } = open;
    if (call < 0) {
      this.waiting.delete(open);
    } else if (this.calls.withdraw(call)) {
      if (open.isPinned) this.lanes[open.lane]?.port?.drop(open.message);
      this.over(open, call);
    } else {
      this.calls.abort(call);
      this.lanes[this.takerOf(open)]?.lane.bell.ring();
    }
    this.settle(open, value, isError);
    if (this.waiting.length > 0 || this.room.length > 0 || this.openCount === 0) this.post();
  }

  /** A lane has a worker, which may not have started yet. @param {number} number @param {AttachmentPort | undefined} port */
  attach(number, port) {
    const side = /** @type {LaneSide} */ (this.lanes[number]);
    side.port = port;
    side.codec = this.readerOf(); // the new worker's keys lie where those of the last did
    side.collectedBefore = side.lane.collectedCount;
    side.isUsable = true;
    if (port !== undefined) port.onArrival = () => void (side.late.length > 0 && this.collect()); // nobody rings for it
    this.post();
  }

  /** A lane's worker is about to be terminated. @param {number} number */
  dismiss(number) {
    this.lanes[number]?.lane.dismiss();
  }

  /** A lane gets no worker any more; what waits for it goes to others, or is rejected. @param {number} number @param {PoolError} error */
  retire(number, error) {
    const side = /** @type {LaneSide} */ (this.lanes[number]);
    side.isUsable = false;
    for (const open of this.open) if (open !== undefined && open.lane === number && this.calls.withdraw(open.call)) this.again(open, error);
    if (this.lanes.every(({ isUsable }) => !isUsable)) this.close(error);
    else this.post();
  }

  /** @private Post a call that was withdrawn to another lane. @param {OpenCall} open @param {PoolError} error */
  again(open, error) {
    const { isPinned, call, argument } = open;
    this.over(open, call);
    if (open.isSettled) return;
    if (isPinned) {
      this.settle(open, error, true); // its buffers are gone
    } else {
      open.argument = argument;
      this.waiting.push(open, open.priority);
    }
  }

  /**
   * A lane's worker has ended. What it returned is settled; what it had taken is rejected;
   * what it had not taken waits for the next.
   *
   * @param {number} number
   * @param {PoolError} error
   * @param {boolean} [isRunaway]  it goes on, and may touch what it had taken: that is never used again
   * @returns {boolean} whether it had taken a call at all
   */
  lose(number, error, isRunaway = false) {
    const { calls } = this;
    const side = /** @type {LaneSide} */ (this.lanes[number]);
    side.isUsable = false; // until there is a worker again, and a port to it
    this.collect();
    side.late.length = 0;
    let hasServed = side.lane.collectedCount !== side.collectedBefore;
    for (const open of this.open) {
      if (open === undefined || (calls.isPosted(open.call) ? calls.lane(open.call) : this.takerOf(open)) !== number) continue;
      const { call } = open;
      if (calls.phase(call) === CALL_TAKEN) hasServed = true;
      if (this.isOver(call) && this.finish(open, call, side)) continue;
      if (calls.isPosted(call) && !calls.withdraw(call)) continue;
      if (isRunaway && calls.phase(call) === CALL_TAKEN) this.abandon(open);
      else this.over(open, call);
      if (!open.isSettled) this.settle(open, error, true);
    }
    side.lane.recover();
    this.region.bell.toll(); // the worker may have ended while it rang
    side.port?.close();
    side.port = undefined;
    if (this.openCount === 0) this.rest();
    return hasServed;
  }

  /** Take no more calls, and reject all that are open. @param {PoolError} error */
  close(error) {
    this.closed ??= error;
    for (let open = this.waiting.shift(); open !== undefined; open = this.waiting.shift()) this.settle(open, error, true);
    for (const open of this.open) if (open !== undefined) this.end(open, error, true);
    for (const tell of this.room.splice(0)) tell();
    this.rest();
  }

  /** Take no more calls. @param {PoolError} error */
  refuse(error) {
    this.closed ??= error;
  }

  /** Until no call is open or waits. @returns {Promise<void>} */
  whenIdle() {
    if (this.openCount === 0 && this.waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => void this.idle.push(resolve));
  }

  /** Until fewer calls wait than the queue takes. @returns {Promise<void>} */
  whenRoom() {
    if (this.closed !== undefined || this.hasRoom) return Promise.resolve();
    return new Promise((resolve) => void this.room.push(resolve));
  }

  /** @private Nothing is open. */
  rest() {
    if (this.waiting.length === 0) for (const tell of this.idle.splice(0)) tell();
    this.settleDown();
  }

  /** The process may end unless a call is open, or comes within this turn. */
  settleDown() {
    if (this.isRelaxing) return;
    this.isRelaxing = true;
    nextTurn(this.relax);
  }

  /** @private */
  relax() {
    this.isRelaxing = false;
    if (this.openCount > 0) return;
    this.isKept = false;
    this.options.keepAlive(false);
  }
}

/** @param {CallerTask} task @param {number} ms */
export function timeoutOf(task, ms) {
  return new PoolError('ZB_POOL_TIMEOUT', `Task timeout: "${task.name}" took more than ${ms} ms`);
}
