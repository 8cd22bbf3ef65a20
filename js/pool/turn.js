// SPDX-License-Identifier: MIT
// A turn of the event loop: later than all that waits now, as soon as can be otherwise.

/** @type {(job: () => void) => void} */
export const nextTurn = typeof setImmediate === 'function' ? (job) => void setImmediate(job) : byMessage();

/** Browsers have no setImmediate, and delay timers. */
function byMessage() {
  /** @type {(() => void)[]} */
  const jobs = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => jobs.shift()?.();
  return (/** @type {() => void} */ job) => {
    jobs.push(job);
    port2.postMessage(0);
  };
}
