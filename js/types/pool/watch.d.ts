export class Watch {
    /**
     * @param {Bell} bell
     * @param {(isLast?: boolean) => boolean} look  take all that has come; true: there was something. isLast: a sleep follows otherwise
     * @param {() => boolean} isNeeded  whether more is expected
     * @param {number} pollMicroseconds  0: never look for longer than the hops take
     */
    constructor(bell: Bell, look: (isLast?: boolean) => boolean, isNeeded: () => boolean, pollMicroseconds: number);
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
    /** @private How long it goes on. */
    private untilMs;
    /** @private When sleeping began. */
    private sleptAt;
    /** @private In a row. */
    private shortSleeps;
    /** @private That a long look waits for. */
    private shortSleepLimit;
    /** @private Answers found by looks since the last long one. */
    private found;
    /** @private What that took; 0: there was none. */
    private longPollMs;
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
    /** @private @param {boolean} didPay */
    private endPoll;
    /** @private There were enough short sleeps; the limit follows what the last long look brought. */
    private isLongPollWorthATry;
    /** @private */
    private sleep;
}
import type { Bell } from './bell.js';
