export class Patience {
    /** @private Misses that are still put up with; below 0, texts since then. */
    private left;
    get isLeft(): boolean;
    /** So many texts were not looked for. @param {number} texts */
    pause(texts: number): void;
    /** A text was looked for. @param {boolean} isHit */
    learn(isHit: boolean): void;
}
