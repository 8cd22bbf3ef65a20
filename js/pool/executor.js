// SPDX-License-Identifier: MIT
// The worker's side of a pool: takes calls, runs tasks, writes results. It sleeps when there
// is nothing to do, and its own timers and I/O go on between calls.
import { CALL_ENVELOPE, CALL_IMAGE } from '../core/layout.gen.js';
import { CallSignal } from './call-signal.js';
import { Codec } from './codec.js';
import { Envelope } from './envelope.js';
import { Habit } from './habit.js';
import { IMAGE_SLOT, freeImage, imageCodec, readImage, writeImage } from './image.js';
import { nextTurn } from './turn.js';
import { Viewer } from './viewer.js';

/** @import { AttachmentPort } from './attachment-port.js' */
/** @import { Lane } from './lane.js' */
/** @import { PoolRegion } from './region.js' */

/**
 * @typedef {object} WorkerTask
 * @property {(argument: any, signal?: CallSignal) => unknown} f
 * @property {boolean} isView        the argument is read in place
 * @property {boolean} isAbortable   f gets a signal
 * @property {((call: number) => boolean) | undefined} inPlace  instead of f: reads the argument and
 *   writes the result where they lie; true: it is what was thrown
 */

/**
 * @typedef {object} ExecutorOptions
 * @property {number} worker               what the lane's workerNumber was when this was started
 * @property {number} spinMicroseconds  looks for the next call so long without a pause
 * @property {boolean} isStealing       takes calls that were posted to other lanes when its own is empty
 * @property {number} maxPayloadBytes
 * @property {(bytes: Uint8Array<ArrayBuffer>) => any} revive
 * @property {(revived: any) => void} expire  what revive() made is not the task's any more
 */

/** @type {readonly ArrayBuffer[]} */
const NONE = Object.freeze([]);

/** Calls in a row, in milliseconds, before the event loop gets its turn. */
const SLICE_MS = 2;
/** Looks at the clock once in so many calls, or looks for a call. */
const CLOCK_MASK = 15;
/** Microtasks that a task's promise may need before the executor goes to sleep. */
const HOPS = 16;
/** Microtasks after which the event loop gets its turn while calls keep coming. */
const HOPS_IN_A_ROW = 256;

/** Tells the processor that this is a loop that waits. @type {() => void} */
const pause = /** @type {any} */ (Atomics).pause ?? (() => {});

export class Executor {
  /**
   * @param {PoolRegion} region
   * @param {number} number  of this worker's lane
   * @param {readonly WorkerTask[]} tasks
   * @param {AttachmentPort | undefined} port
   * @param {ExecutorOptions} options
   */
  constructor(region, number, tasks, port, options) {
    /** @private */
    this.region = region;
    /** @private */
    this.calls = region.calls;
    /** @private */
    this.number = number;
    /** @private */
    this.tasks = tasks;
    /** @private */
    this.port = port;
    /** @private */
    this.options = options;
    /** @private @type {Lane} */
    this.lane = region.lane(number);
    /** @private Lanes to steal from. @type {Lane[]} */
    this.others = options.isStealing ? region.lanes().filter((lane) => lane.number !== number) : [];
    /** @private */
    this.codec = new Codec(region.memory, ...region.keys(number), (bytes) => this.revive(bytes), { maxBytes: options.maxPayloadBytes });
    /** @private Those that show an argument in place, when they do not. @type {Viewer[]} */
    this.viewers = [];
    /** @private Made by revive() for the argument that is read. @type {unknown[] | undefined} */
    this.revived = undefined;
    /** @private Takes the attachments of the result that is written. @type {ArrayBuffer[]} */
    this.outgoing = [];
    /** @private Calls whose tasks have not settled. */
    this.openCount = 0;
    /** @private Calls that were taken and have to wait for their attachments, or for a turn, first first. @type {number[]} */
    this.early = [];
    /** @private Signals of open calls. @type {Set<CallSignal>} */
    this.signals = new Set();
    /** @private */
    this.hops = 0;
    /** @private Microtasks since the event loop had its turn. */
    this.inARow = 0;
    /** @private */
    this.spinning = new Habit();
    /** @private A turn is to come. */
    this.isScheduled = false;
    /** @private */
    this.isStopped = false;
    /** @private */
    this.turn = this.turn.bind(this);
    /** @private */
    this.wake = this.wake.bind(this);
  }

  /** Begin to take calls. */
  start() {
    this.schedule();
  }

  /** Take no more calls, and wait for none: what waits keeps the region. Tasks that have not settled go on. */
  stop() {
    this.isStopped = true;
    this.lane.bell.toll();
    if (this.openCount === 0) this.port?.close();
  }

  /** @private */
  schedule() {
    if (this.isScheduled) return;
    this.isScheduled = true;
    nextTurn(this.turn);
  }

  /** @private */
  wake() {
    this.lane.bell.rouse();
    if (!this.isScheduled) this.turn();
  }

  /** @private Take calls until there is none, or until it is time for others. */
  turn() {
    this.isScheduled = false;
    this.passAborts();
    if (this.isStopped) return;
    if (!this.runEarly()) return;
    const began = performance.now();
    for (let count = 1; ; count++) {
      const call = this.take();
      if (call < 0) {
        if (this.isStopped) return;
        if (this.openCount === 0 && this.spin()) continue;
        break;
      }
      this.hops = 0;
      if (!this.run(call)) {
        this.early.push(call);
        this.schedule();
        return;
      }
      if (this.openCount > 0) {
        this.hop();
        return;
      }
      if ((count & CLOCK_MASK) === 0 && performance.now() - began > SLICE_MS) {
        this.schedule();
        return;
      }
    }
    if (this.openCount > 0 && this.hops < HOPS) this.hop();
    else this.sleep();
  }

  /** @private Let promises of tasks settle, and look again; timers and I/O of the worker have their turn, too. */
  hop() {
    if (this.isScheduled) return;
    this.hops++;
    this.inARow++;
    this.isScheduled = true;
    if (this.hops < HOPS && this.inARow < HOPS_IN_A_ROW) {
      queueMicrotask(this.turn);
    } else {
      this.inARow = 0;
      nextTurn(this.turn);
    }
  }

  /** @private @returns {number} a call that is taken, -1 if there is none */
  take() {
    const { lane, others, number } = this;
    if (this.isDismissed()) return -1;
    const call = lane.take(number);
    if (call >= 0 || others.length === 0) return call;
    for (const other of others) {
      const stolen = other.take(number);
      if (stolen >= 0) return stolen;
    }
    return -1;
  }

  /**
   * @private
   * @returns {boolean} this thread is to end, or was given up: another serves its lane, or will, and it must not touch the
   *   region any more
   */
  isDismissed() {
    if (this.lane.workerNumber === this.options.worker) return false;
    this.isStopped = true;
    return true;
  }

  /** @private Look for the next call without a pause. @returns {boolean} whether there may be one */
  spin() {
    const ms = this.options.spinMicroseconds / 1000;
    if (ms <= 0 || !this.spinning.isWorthATry()) return false;
    const { lane } = this;
    const until = performance.now() + ms;
    for (let looks = 1; ; looks++) {
      if (lane.hasPosted) {
        this.spinning.learn(true);
        return true;
      }
      pause();
      if ((looks & CLOCK_MASK) === 0 && performance.now() > until) {
        this.spinning.learn(false);
        return false;
      }
    }
  }

  /** @private */
  sleep() {
    const { bell } = this.lane;
    const seen = bell.doze();
    if (this.lane.hasPosted || this.mend() || this.canSteal() || this.passAborts()) {
      bell.rouse();
      this.schedule();
    } else {
      bell.sleep(seen, this.wake);
    }
  }

  /** @private Take all calls that a damaged ring may not name any more. @returns {boolean} whether it was damaged */
  mend() {
    if (!this.lane.mendPosted()) return false;
    const { calls, number, early } = this;
    for (let call = 0; call < calls.count; call++) if (calls.take(call, number)) early.push(call);
    return true;
  }

  /** @private Tell tasks of calls that were given up. @returns {boolean} whether one was told, and may have done something */
  passAborts() {
    let hasFound = false;
    for (const signal of this.signals) if (signal.look()) hasFound = true;
    return hasFound;
  }

  /** @private A call of another lane that this one may take. */
  canSteal() {
    for (const other of this.others) if (other.hasForOthers) return true;
    return false;
  }

  /** @private Calls that were taken before. @returns {boolean} false: attachments of the first are not there yet */
  runEarly() {
    const { early } = this;
    while (early.length > 0) {
      if (!this.run(/** @type {number} */ (early[0]))) {
        this.schedule();
        return false;
      }
      early.shift();
    }
    return true;
  }

  /** @private @param {number} call @returns {boolean} false: its attachments have not arrived yet */
  run(call) {
    const { calls } = this;
    const count = calls.attachments(call);
    const attachments = count === 0 ? NONE : this.port?.take(calls.number(call), count);
    if (attachments === undefined) return false;
    const task = this.tasks[calls.task(call)];
    if (task?.inPlace !== undefined) {
      this.runInPlace(call, task.inPlace);
      return true;
    }
    let viewer;
    let signal;
    let result;
    let threw = false;
    this.revived = undefined;
    try {
      if (task === undefined) throw new Error(`the pool has no task number ${calls.task(call)}`);
      const flags = calls.flags(call);
      let argument;
      const isImage = (flags & CALL_IMAGE) !== 0;
      if (task.isView) {
        viewer = isImage ? this.viewerOf(attachments) : this.viewers.pop() ?? this.viewerOf(undefined);
        argument = viewer.codec.view(isImage ? IMAGE_SLOT : calls.argument(call), attachments);
      } else {
        argument = isImage ? readImage(this.codec, attachments, (bytes) => this.revive(bytes)) : this.codec.read(calls.argument(call), attachments);
      }
      if ((flags & CALL_ENVELOPE) !== 0) argument = new Envelope(argument.header, argument.body);
      if (task.isAbortable) {
        signal = new CallSignal(calls, call);
        result = task.f(argument, signal);
      } else {
        result = task.f(argument);
      }
      if (isThenable(result)) {
        this.await(call, result, viewer, signal);
        return true;
      }
    } catch (error) {
      threw = true;
      result = error;
    }
    this.finish(call, threw, result, viewer, this.revived);
    return true;
  }

  /** @private @param {number} call @param {(call: number) => boolean} inPlace */
  runInPlace(call, inPlace) {
    let threw;
    try {
      threw = inPlace(call);
    } catch (error) {
      this.finish(call, true, error, undefined, undefined);
      return;
    }
    if (this.isDismissed()) return;
    this.calls.setOver(call, this.number, threw, 0, 0, 0);
    this.lane.finish(call);
    this.region.bell.ring();
  }

  /** @private @param {readonly ArrayBuffer[] | undefined} image  undefined: for what lies in the region */
  viewerOf(image) {
    return new Viewer(image, this.options.revive, (revive) => (image === undefined ? new Codec(this.region.memory, 0, 0, revive) : imageCodec(this.codec, image, revive)));
  }

  /** @private @param {number} call @param {PromiseLike<unknown>} result @param {Viewer | undefined} viewer @param {CallSignal | undefined} signal */
  await(call, result, viewer, signal) {
    const { revived } = this;
    this.openCount++;
    if (signal !== undefined) this.signals.add(signal);
    /** @param {boolean} threw @returns {(value: unknown) => void} */
    const settle = (threw) => (value) => {
      this.openCount--;
      if (signal !== undefined) this.signals.delete(signal);
      this.finish(call, threw, value, viewer, revived);
      if (this.isStopped && this.openCount === 0) this.port?.close();
    };
    Promise.resolve(result).then(settle(false), settle(true));
  }

  /** @private @param {Uint8Array<ArrayBuffer>} bytes */
  revive(bytes) {
    const revived = this.options.revive(bytes);
    (this.revived ??= []).push(revived);
    return revived;
  }

  /** @private @param {number} call @param {boolean} threw @param {unknown} value @param {Viewer | undefined} viewer @param {unknown[] | undefined} revived */
  finish(call, threw, value, viewer, revived) {
    if (this.isDismissed()) return;
    try {
      this.write(call, threw, value, viewer !== undefined);
    } catch (error) {
      this.writeFault(call, threw, value, error, viewer !== undefined);
    }
    this.release(revived);
    if (viewer !== undefined) {
      viewer.codec.endView();
      this.release(viewer.revived);
      viewer.revived = undefined;
      if (viewer.image === undefined) this.viewers.push(viewer);
      else freeImage(viewer.image);
    }
    this.lane.finish(call);
    this.region.bell.ring();
  }

  /** @private What came with an argument is not the task's any more. @param {unknown[] | undefined} revived */
  release(revived) {
    if (revived !== undefined) for (const one of revived) this.options.expire(one);
  }

  /** @private A result, or what was thrown, cannot travel: say so. @param {number} call @param {boolean} threw @param {unknown} value @param {unknown} fault @param {boolean} isViewed */
  writeFault(call, threw, value, fault, isViewed) {
    const faults = threw ? [() => describe(value, fault), () => describe(value, undefined)] : [() => fault, () => describe(fault, undefined)];
    for (const say of faults) {
      try {
        return this.write(call, true, say(), isViewed);
      } catch {
        continue; // what describes itself by a getter that throws may throw anything again
      }
    }
    this.write(call, true, new Error('the task threw something that cannot be passed on'), isViewed);
  }

  /**
   * The result.
   *
   * @private
   * @param {number} call
   * @param {boolean} threw
   * @param {unknown} value
   * @param {boolean} isViewed  the argument lies in the record or the block still, and the result may be part of it
   */
  write(call, threw, value, isViewed) {
    const { calls, codec, outgoing } = this;
    let flags = 0;
    let result = value;
    if (result instanceof Envelope) {
      flags = CALL_ENVELOPE;
      result = { header: result.header, body: result.body };
    }
    if (outgoing.length > 0) outgoing.length = 0;
    const slot = calls.result(call);
    const argumentEnd = isViewed ? calls.used(call) : 0;
    let used = codec.write(slot, result, within(calls.start(call), argumentEnd, calls.end(call)), calls.end(call), outgoing);
    if (used === 0) {
      const block = calls.block(call);
      const end = block + calls.blockBytes(call);
      if (block !== 0) used = codec.write(slot, result, within(block, argumentEnd, end), end, outgoing);
    }
    if (used === 0) {
      flags |= CALL_IMAGE;
      writeImage(codec, result, outgoing, this.options.maxPayloadBytes);
    }
    const count = outgoing.length;
    const number = count === 0 ? 0 : /** @type {AttachmentPort} */ (this.port).post(outgoing);
    calls.setOver(call, this.number, threw, flags, count, number);
  }
}

/** The later of two offsets, if the second lies in the span that ends at `end`. @param {number} start @param {number} used @param {number} end */
function within(start, used, end) {
  return used > start && used <= end ? Math.min(Math.ceil(used / 16) * 16, end) : start;
}

/** @param {any} value @returns {value is PromiseLike<unknown>} */
function isThenable(value) {
  return value !== null && typeof value === 'object' && typeof value.then === 'function';
}

/** What was thrown cannot travel as it is: what can be said of it. @param {any} thrown @param {any} reason */
function describe(thrown, reason) {
  const options = reason === undefined ? undefined : { cause: reason };
  if (!(thrown instanceof Error)) return new Error(`the task threw a value of type ${typeof thrown} that cannot be passed on`, options);
  const error = new Error(String(thrown.message), options);
  error.name = String(thrown.name);
  error.stack = String(thrown.stack);
  return error;
}
