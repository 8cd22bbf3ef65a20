export class Channel {
    /**
     * A new channel.
     *
     * @param {Arena} arena  over a shared memory
     * @param {object} options
     * @param {number} options.capacity  elements, a power of two from 2 on
     * @param {number} [options.elementWords]  words of 32 bits of an element
     */
    static create(arena: Arena, { capacity, elementWords }: {
        capacity: number;
        elementWords?: number | undefined;
    }): Channel;
    /**
     * The channel at an offset that its maker told.
     *
     * @param {Source} source  a shared memory, or an arena over one
     * @param {number} offset  8-aligned
     */
    constructor(source: Source, offset: number);
    /** @private */
    private words;
    /** Where it lies; others attach with it. @readonly */
    readonly offset: number;
    /** Elements that it holds at most. @readonly */
    readonly capacity: number;
    /** Words of 32 bits of an element. @readonly */
    readonly elementWords: number;
    /** @private */
    private tail;
    /** @private */
    private head;
    /** @private The turn of the first cell. */
    private cells;
    /** @private Receivers wait. */
    private filled;
    /** @private Senders wait. */
    private emptied;
    /** Whether nothing more can be sent. */
    get isClosed(): boolean;
    /** Send an element if there is room. @param {Element} element @returns {boolean} false: full or closed */
    trySend(element: Element): boolean;
    /**
     * Send an element; sleep until there is room.
     *
     * @param {Element} element  u32, or as many as the channel's elementWords
     * @param {number} [timeout]  milliseconds
     * @returns {boolean} false: closed, or the time passed
     * @throws {ZerobufError} ZB_E_UNSUPPORTED where a thread may not sleep
     */
    send(element: Element, timeout?: number): boolean;
    /**
     * As send(), while the event loop goes on. The element must not change meanwhile.
     *
     * @param {Element} element
     * @param {number} [timeout]  milliseconds
     * @returns {Promise<boolean>}
     */
    sendAsync(element: Element, timeout?: number): Promise<boolean>;
    /**
     * Receive an element if there is one.
     *
     * @param {Uint32Array} [into]  receives the words
     * @returns {any} u32, or its words; undefined: empty, or over
     */
    tryReceive(into?: Uint32Array): any;
    /**
     * Receive an element; sleep until there is one.
     *
     * @param {number} [timeout]  milliseconds
     * @param {Uint32Array} [into]  receives the words
     * @returns {any} u32, or its words; undefined: closed and empty, or the time passed
     * @throws {ZerobufError} ZB_E_UNSUPPORTED where a thread may not sleep
     */
    receive(timeout?: number, into?: Uint32Array): any;
    /**
     * As receive(), while the event loop goes on.
     *
     * @param {number} [timeout]  milliseconds
     * @param {Uint32Array} [into]
     * @returns {Promise<any>}
     */
    receiveAsync(timeout?: number, into?: Uint32Array): Promise<any>;
    /** Nothing more can be sent; what was sent can still be received. Wakes all that wait. */
    close(): void;
    /** @private @template {Element} T @param {T} element @returns {T} */
    private require;
    /** @private @param {Uint32Array} [into] @returns {Uint32Array | null} null: one word, which take() returns */
    private target;
    /** @private @param {Element} element @returns {number} outcome */
    private put;
    /** @private @param {Uint32Array | null} target @returns {number} the word received, DONE, LATER, or OVER */
    private take;
    /** @private Whether a sender would find room now. */
    private hasRoom;
    /** @private Whether a receiver would find an element now. */
    private hasElement;
    /** @private @param {number} position @returns {number} index of its cell */
    private cellOf;
    /** @private @param {Element} element @returns {Wait<number>} outcome */
    private sending;
    /**
     * Who has slept and found something looks whether there is more, and passes the wake-up on.
     * For cells become ready in another order than that of their positions: whoever is woken for
     * the second finds that it is not its turn, and sleeps again; only one is woken for the first.
     *
     * @private
     * @param {Uint32Array | null} target
     * @returns {Wait<number>} as take()
     */
    private receiving;
    /** All that comes, until the channel is closed and empty. */
    [Symbol.asyncIterator](): AsyncGenerator<any, void, unknown>;
}
/**
 * An element: a number where it has one word, otherwise all its words.
 */
export type Element = number | ArrayLike<number>;
import type { Arena } from './arena.js';
import type { Source } from './waiting.js';
