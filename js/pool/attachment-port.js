// SPDX-License-Identifier: MIT
// Buffers that move beside the region, through a port between the caller and one worker.
// Messages are numbered, and the call's record has the number. A port keeps order, and calls
// are taken and collected in the order of their messages; so a message that is met before the
// one looked for belongs to a call that was taken back, and its buffers can go.

/**
 * @typedef {object} PortLike  of node:worker_threads, or of the web
 * @property {(message: any, transfer: any[]) => void} postMessage
 * @property {() => void} close
 * @property {() => void} [unref]
 */

/** @typedef {[number, ArrayBuffer[]]} Message */

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
    /** @private Taken from the port, not yet asked for. @type {Message | undefined} */
    this.next = undefined;
    /** @private */
    this.posted = 0;
  }

  /** @param {Message} message */
  arrive(message) {
    this.arrived.push(message);
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

  /**
   * Take what came with a call.
   *
   * @param {number} number  of a later message than those taken before
   * @param {number} count  0: none came, and there is no message
   * @returns {readonly ArrayBuffer[] | undefined} undefined: the message has not arrived yet
   */
  take(number, count) {
    if (count === 0) return NONE;
    for (;;) {
      const message = this.next ?? this.pull();
      if (message === undefined) return undefined;
      const ahead = (message[0] - number) | 0;
      this.next = ahead > 0 ? message : undefined;
      if (ahead > 0) return undefined;
      if (ahead === 0) return message[1];
    }
  }

  close() {
    this.port.close();
  }
}
