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
export const BALANCERS: Record<string, () => Balancer>;
export type LaneLoad = {
    /**
     * calls that were posted to it and are not over
     */
    open: number;
    /**
     * has a worker, or will have
     */
    isUsable: boolean;
};
/**
 * gives the number of a usable lane with less than `most` open calls; -1 when there is none
 */
export type Balancer = (lanes: readonly LaneLoad[], most: number) => number;
