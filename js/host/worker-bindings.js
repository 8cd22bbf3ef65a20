// SPDX-License-Identifier: MIT
// What a worker reaches beyond itself, in the words that zerobuf.json and the hosts share.

/**
 * @typedef {object} Consumer how messages of a queue come together to one call
 * @property {number} [max_batch_size]
 * @property {number} [max_batch_timeout] seconds
 * @property {number} [max_retries]
 * @property {number} [retry_delay] seconds
 * @property {string} [dead_letter_queue]
 */

/**
 * @typedef {object} Bindings names of bindings are properties of `env`; zb_env() finds them
 * @property {string[]} [kv]
 * @property {string[]} [r2]
 * @property {string[]} [d1]
 * @property {{producers?: Record<string, string>, consumers?: Record<string, Consumer>}} [queues] producers: binding ->
 *   name of the queue; consumers: name of the queue -> how
 * @property {Record<string, {class: string, sqlite?: boolean}>} [durableObjects] binding -> class
 * @property {Record<string, unknown>} [services] binding -> another worker
 * @property {Record<string, unknown>} [vars] binding -> any value of JSON
 * @property {string[]} [crons] expressions of five fields
 */

/**
 * @param {Bindings} bindings
 * @returns {boolean} whether bare workerd does not do: something here is kept, queued or another worker
 */
export function needsMiniflare({ kv = [], r2 = [], d1 = [], queues = {}, durableObjects = {}, services = {}, crons = [] }) {
  const named = [queues.producers ?? {}, queues.consumers ?? {}, durableObjects, services].some((each) => Object.keys(each).length > 0);
  return named || [kv, r2, d1, crons].some((each) => each.length > 0);
}
