export class Habit {
    /** @private Failures in a row. */
    private failures;
    /** @private Chances passed up since the last try. */
    private passed;
    /** @returns {boolean} true: try, and learn() how it went */
    isWorthATry(): boolean;
    /** @param {boolean} didPay */
    learn(didPay: boolean): void;
}
