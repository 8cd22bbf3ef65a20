/** @template {ObjectTarget | ArrayTarget} T */
export class AccessorCache<T extends ObjectTarget | ArrayTarget> {
    /** @private @type {Map<number, WeakRef<T>>} */
    private references;
    /** @private Entries at which those that nobody holds are dropped. */
    private sweepAt;
    /**
     * The accessor of a handle, unless nobody holds it or its value was freed.
     *
     * @param {number} handle
     */
    get(handle: number): any;
    /** @param {T} target */
    add(target: T): void;
    /** @private Costs one step per entry, once per doubling. */
    private sweep;
    clear(): void;
}
import type { ObjectTarget } from './target.js';
import type { ArrayTarget } from './target.js';
