export class Deadlines {
    /** @private @type {Deadline[]} */
    private heap;
    /** @private @type {any} */
    private timer;
    /** @private For when the timer is set. */
    private timerAt;
    /** @private */
    private fire;
    /** @param {number} ms  from now @param {() => void} act @returns {Deadline} */
    add(ms: number, act: () => void): Deadline;
    /** @param {Deadline} deadline  one that has passed is none */
    remove(deadline: Deadline): void;
    /** @private Have the timer fire for the first; one that is set too early is left. */
    private arm;
    /** @private @param {Deadline} deadline */
    private rise;
    /** @private @param {Deadline} deadline */
    private sink;
    /** @private @param {Deadline} upper @param {Deadline} lower */
    private swap;
}
/**
 * index: place in the heap, -1: not in it
 */
export type Deadline = {
    at: number;
    act: () => void;
    index: number;
};
