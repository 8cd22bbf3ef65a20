/** @import { ControlBlock } from './control.js' */
/** @import { Region } from './region.js' */
export class IndexDirectory {
    /** @param {Region} region @param {ControlBlock} control */
    constructor(region: Region, control: ControlBlock);
    /** @private */
    private region;
    /** @private */
    private control;
    /**
     * The bytes from `from` up to `to` are free again.
     *
     * @param {number} from
     * @param {number} to
     */
    forget(from: number, to: number): void;
    /**
     * The newest directory that does not lie in the freed bytes, 0 when there is none. What an
     * older one names is older than itself. A directory was copied from a lower one: an order
     * that damage breaks ends the search.
     *
     * @private
     * @param {number} newest
     * @param {number} from
     * @param {number} to
     */
    private newestOutside;
    /** @private Entries of the directory at an offset; 0 when there is none. @param {number} at */
    private capacityOf;
    /**
     * Name no index for objects or by indexes in the freed bytes. Entries keep their place, so
     * that no probe sequence gets a gap; the directory drops them when it grows.
     *
     * @private
     * @param {number} at
     * @param {number} capacity
     * @param {number} from
     * @param {number} to
     */
    private clear;
}
import type { Region } from './region.js';
import type { ControlBlock } from './control.js';
