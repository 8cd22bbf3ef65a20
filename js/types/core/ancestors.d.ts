/** Finds out when an object holds itself. */
export class Ancestors {
    /** @private @type {Set<object> | undefined} */
    private all;
    /** @param {Source} source */
    enter(source: Source): void;
    /** @private @param {Source} source */
    private isBelow;
    /** @param {Source} source */
    leave(source: Source): void;
}
import type { Source } from './source.js';
