/**
 * @template Item
 * @typedef {{ priority: number, items: (Item | undefined)[], first: number }} Level
 */
/** @template Item */
export class CallQueue<Item> {
    /** @private Highest priority first. @type {Level<Item>[]} */
    private levels;
    /** Items in it. */
    length: number;
    /** @param {Item} item @param {number} priority */
    push(item: Item, priority: number): void;
    /** Put back what shift() gave. @param {Item} item @param {number} priority */
    unshift(item: Item, priority: number): void;
    /** @private @param {number} priority @returns {Level<Item>} */
    private level;
    /** @returns {Item | undefined} */
    shift(): Item | undefined;
    /** @param {Item} item @returns {boolean} false: it is not there */
    delete(item: Item): boolean;
}
export type Level<Item> = {
    priority: number;
    items: (Item | undefined)[];
    first: number;
};
