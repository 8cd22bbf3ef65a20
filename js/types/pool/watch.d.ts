export class Watch {
    /**
     * @param {Bell} bell
     * @param {() => boolean} look  take all that has come; true: there was something
     * @param {() => boolean} isNeeded  whether more is expected
     * @param {number} pollMicroseconds  0: never look for longer than the hops take
     */
    constructor(bell: Bell, look: () => boolean, isNeeded: () => boolean, pollMicroseconds: number);
    /** @private */
    private bell;
    /** @private */
    private look;
    /** @private */
    private isNeeded;
    /** @private */
    private pollMs;
    /** @private */
    private polling;
    /** @private */
    private hopping;
    /** @private */
    private isRunning;
    /** @private */
    private hops;
    /** @private */
    private streak;
    /** @private When polling began. */
    private since;
    /** @private */
    private hop;
    /** @private */
    private poll;
    /** @private */
    private wake;
    /** Something is expected from now on. */
    start(): void;
    /** @private */
    private turn;
    /** @private */
    private sleep;
}
import type { Bell } from './bell.js';
