// SPDX-License-Identifier: MIT
// Which worker a call is posted to.

/**
 * @typedef {object} LaneLoad
 * @property {number} open  calls that were posted to it and are not over
 * @property {boolean} isUsable  has a worker, or will have
 */

/**
 * @typedef {(lanes: readonly LaneLoad[], most: number) => number} Balancer
 *   gives the number of a usable lane with less than `most` open calls; -1 when there is none
 */

/** @type {Record<string, () => Balancer>} */
export const BALANCERS = {
  /** One after the other. */
  roundRobin() {
    let next = 0;
    return (lanes, most) => {
      for (let tries = lanes.length; tries > 0; tries--) {
        const lane = next;
        next = next + 1 < lanes.length ? next + 1 : 0;
        if (hasRoom(lanes[lane], most)) return lane;
      }
      return -1;
    };
  },

  /** The one with the fewest open calls; of several, the first. */
  leastLoaded: () => leastLoaded,

  /** The first without an open call; if all have some, one after the other. */
  firstIdle() {
    const otherwise = /** @type {() => Balancer} */ (BALANCERS['roundRobin'])();
    return (lanes, most) => {
      for (let lane = 0; lane < lanes.length; lane++) if (hasRoom(lanes[lane], 1)) return lane;
      return otherwise(lanes, most);
    };
  },

  /** By chance. */
  random: () => (lanes, most) => {
    const lane = Math.floor(Math.random() * lanes.length);
    return hasRoom(lanes[lane], most) ? lane : leastLoaded(lanes, most);
  },
};

/** @type {Balancer} */
function leastLoaded(lanes, most) {
  let best = -1;
  let open = most;
  for (let lane = 0; lane < lanes.length; lane++) {
    const load = /** @type {LaneLoad} */ (lanes[lane]);
    if (!load.isUsable || load.open >= open) continue;
    best = lane;
    open = load.open;
    if (open === 0) break;
  }
  return best;
}

/** @param {LaneLoad | undefined} lane @param {number} most */
function hasRoom(lane, most) {
  return lane !== undefined && lane.isUsable && lane.open < most;
}
