export class Bell {
    /**
     * @param {Int32Array} words  of the region
     * @param {number} at  offset of the bell, 8-aligned
     */
    constructor(words: Int32Array, at: number);
    /** @private */
    private words;
    /** @private */
    private rings;
    /** @private */
    private asleep;
    /** @private A wait that has not ended. */
    private isArmed;
    /** Wake the sleeper if there is one. Call it after what it shall see is published. Of many
     *  that ring at once, one goes to the kernel. @returns {boolean} whether this one did */
    ring(): boolean;
    /** Wake the sleeper, whether or not it is said to sleep: who ended between taking that back and
     *  waking it has left it asleep. */
    toll(): void;
    /** Say that this thread is about to sleep. @returns {number} rings so far, for sleep() */
    doze(): number;
    /** Say that it is awake. */
    rouse(): void;
    /**
     * Have `wake` called at the next ring; the event loop goes on meanwhile. Only after doze()
     * and another look for work.
     *
     * @param {number} seen  from doze()
     * @param {() => void} wake
     */
    sleep(seen: number, wake: () => void): void;
}
