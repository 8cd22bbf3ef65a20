export class TreeCopy {
    /** @param {Arena} arena */
    constructor(arena: Arena);
    /** @readonly */
    readonly arena: Arena;
    /** Counts copies. */
    turn: number;
    /** @private */
    private dv;
    /** @private */
    private size;
    /** @private Items that the region has room for. */
    private budget;
    /** @private Bytes of text and bytes that the region has room for. */
    private textBudget;
    /** @package */
    maxDepth: number;
    /** @package */
    depth: number;
    /** @package Items of the block that was opened last. */
    length: number;
    /** @private @type {Map<number, ReadLayout>} */
    private layouts;
    /** @package */
    rootSite: ReadSite;
    /** @private @type {NativeBytes | undefined} */
    private native;
    /** @private With looking for texts that are longer than CACHED_BYTES. */
    private patience;
    /** @private */
    private ahead;
    /** @private A batch is being copied. */
    private isBatch;
    /** @private Of the objects of a batch, the offset of the first entry. */
    private firsts;
    /** @private Copies still to be made with care. */
    private skip;
    /** @private */
    private penalty;
    /**
     * Copy an array or object.
     *
     * @param {number} tag  Tag.Array or Tag.Object
     * @param {number} handle  u32
     * @returns {any} undefined when it takes more care
     */
    run(tag: number, handle: number): any;
    /**
     * Make copies that belong together, with read() and leaf().
     *
     * @template T
     * @param {(copy: TreeCopy, handle: number) => T} make  runs no user code
     * @param {number} [handle]  passed on
     * @returns {T | undefined} undefined when they take more care
     */
    attempt<T>(make: (copy: TreeCopy, handle: number) => T, handle?: number): T | undefined;
    /** @private @returns {boolean} false when it is not worth a try */
    private begin;
    /**
     * Any value, as the only one of a container.
     *
     * @param {number} slot  checked
     * @returns {any}
     */
    read(slot: number): any;
    /**
     * A value that is no array, no object and of no extension type.
     *
     * @param {number} slot  checked
     * @returns {any}
     */
    leaf(slot: number): any;
    /**
     * Check a handle and its block.
     *
     * @package
     * @param {number} handle
     * @param {number} itemBytes
     * @returns {number} offset of its first item
     */
    open(handle: number, itemBytes: number): number;
    /** @package @param {number} handle @param {ReadSite} site */
    object(handle: number, site: ReadSite): object;
    /** @private @param {number} first @param {number} length @param {ReadSite} site @returns {ReadLayout | undefined} */
    private find;
    /** @private @param {number} first @param {number} length @returns {string[] | undefined} undefined when they make no layout */
    private names;
    /** @private @param {number} entry */
    private name;
    /** @package Text or bytes are about to be copied. @param {number} at @param {number} byteLength */
    spend(at: number, byteLength: number): void;
    /** @private An object that is like no other. @param {number} first @param {number} length */
    private entries;
    /** @package @param {number} handle @param {ReadSite} site  of its elements */
    array(handle: number, site: ReadSite): any[];
    /** @private Literals: an array that grows by push() takes room for 17 elements. @param {number} first @param {number} length @param {ReadSite} site */
    private few;
    /** @private @param {number} first @param {number} length @param {ReadSite} site */
    private many;
    /**
     * Copy objects that have the layout of the one before them, their texts together.
     *
     * @private
     * @param {unknown[]} result  takes them
     * @param {number} from  slot of the first
     * @param {number} most
     * @param {ReadSite} site
     * @returns {number} how many
     */
    private batch;
    /** @package @param {number} slot @param {ReadSite} site */
    element(slot: number, site: ReadSite): any;
    /** The value in a slot. @package @param {number} slot @param {number} tag @param {ReadSite} site @returns {any} */
    value(slot: number, tag: number, site: ReadSite): any;
    /** A value that is neither number nor string. @package @param {number} slot @param {number} tag @param {ReadSite} site @returns {any} */
    other(slot: number, tag: number, site: ReadSite): any;
    /** @private @param {number} header */
    private bytes;
    /** @package @param {number} header @returns {string} */
    string(header: number): string;
    /** @private @param {number} at @param {number} byteLength */
    private tryShort;
}
import type { Arena } from './arena.js';
import { ReadSite } from './read-layout.js';
