// SPDX-License-Identifier: MIT
// Buffers that move beside the region, through a port between the caller and one worker.
// Messages are numbered, and the call's record has the number. Calls may be met in another
// order than their messages: when a record is used again while the ring still has its old
// entry, the new call is met at the old one's place.

/**
 * @typedef {object} PortLike  of node:worker_threads, or of the web
 * @property {(message: any, transfer: any[]) => void} postMessage
 * @property {() => void} close
 * @property {() => void} [unref]
 */

/** @typedef {[number, ArrayBuffer[] | undefined]} Message  undefined: nobody will take what the message of that number brought */

/** @type {readonly ArrayBuffer[]} */
const NONE = Object.freeze([]);

export class AttachmentPort {
  /**
   * @param {PortLike} port
   * @param {(() => Message | undefined) | undefined} pull  takes the next message that has come; where there is
   *   no such function, messages are put in by arrive()
   */
  constructor(port, pull) {
    /** @private */
    this.port = port;
    /** @private @type {Message[]} */
    this.arrived = [];
    /** @private */
    this.pull = pull ?? (() => this.arrived.shift());
    /** @private Came from the port, not yet asked for. @type {Map<number, ArrayBuffer[]>} */
    this.kept = new Map();
    /** @private */
    this.posted = 0;
    /** Called when a message has arrived, where arrive() is. */
    this.onArrival = () => {};
  }

  /** @param {Message} message */
  arrive(message) {
    this.arrived.push(message);
    this.onArrival();
  }

  /**
   * Move buffers to the other side; from now on this side's are detached.
   *
   * @param {ArrayBuffer[]} buffers
   * @returns {number} of the message
   * @throws {DataCloneError} one of them cannot be moved; none is
   */
  post(buffers) {
    const number = (this.posted + 1) | 0;
    this.port.postMessage([number, buffers], buffers);
    this.posted = number;
    return number;
  }

  /** Nobody will take a message that was posted. @param {number} number */
  drop(number) {
    this.port.postMessage([number, undefined], []);
  }

  /**
   * Take what came with a call.
   *
   * @param {number} number  of the message
   * @param {number} count  0: none came, and there is no message
   * @returns {readonly ArrayBuffer[] | undefined} undefined: the message has not arrived yet
   */
  take(number, count) {
    if (count === 0) return NONE;
    const { kept } = this;
    const before = kept.size === 0 ? undefined : kept.get(number);
    if (before !== undefined) {
      kept.delete(number);
      return before;
    }
    for (let message = this.pull(); message !== undefined; message = this.pull()) {
      const [of, buffers] = message;
      if (buffers === undefined) kept.delete(of);
      else if (of === number) return buffers;
      else kept.set(of, buffers);
    }
    return undefined;
  }

  close() {
    this.port.close();
  }
}
