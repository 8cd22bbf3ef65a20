/** The piece that was read last is kept until the guest has taken all of it: no more is read ahead. */
export class StreamedBody {
    /** @param {BodySource} source */
    constructor(source: BodySource);
    source: BodySource;
    rest: Uint8Array<ArrayBufferLike>;
    ended: boolean;
    /** What broke the body off: said again at each further read. @type {unknown} */
    failure: unknown;
    failed: boolean;
    /** A piece that is on its way: a read that met a deadline may be taken up again. @type {Promise<void> | undefined} */
    coming: Promise<void> | undefined;
    /**
     * See to it that there are bytes, or the end is known.
     * @returns {Promise<void> | undefined} undefined when that is so now
     */
    fill(): Promise<void> | undefined;
    /**
     * Move bytes that are there.
     * @param {Uint8Array} memory
     * @param {number} at
     * @param {number} room
     * @returns {number} how many, 0 at the end
     */
    take(memory: Uint8Array, at: number, room: number): number;
    cancel(): void;
    #private;
}
/**
 * Where the bytes come from.
 */
export type BodySource = {
    /**
     * the next piece that has come, null at the end;
     * throws or rejects when the body breaks off.  Not called again before it has settled.
     */
    read: () => Uint8Array | null | Promise<Uint8Array | null>;
    /**
     * nobody reads on; called once, also after the end
     */
    cancel: () => void;
};
