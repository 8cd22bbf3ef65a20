/** One call fails; the instance is as good as before. @param {string} sentence */
export function replayFailed(sentence: string): GuestError;
export class Journal {
    /** @type {Entry[]} */
    entries: Entry[];
    run: number;
    /** The handler is entered anew. */
    rewind(): void;
    /**
     * The operation that was started here in an earlier run.
     * @param {number} kind
     * @param {number} print
     * @returns {Entry | undefined} undefined: it is new
     */
    again(kind: number, print: number): Entry | undefined;
    /**
     * @param {number} kind
     * @param {number} print
     */
    add(kind: number, print: number): Entry;
    /** @param {Uint8Array} bytes that are kept for later runs */
    keeps(bytes: Uint8Array): Uint8Array<ArrayBufferLike>;
    /**
     * Bytes that the host makes anew each time, but the same ones in each run.
     * @param {number} operation
     * @param {Uint8Array} output where they go
     * @param {() => number} make fills the output
     * @returns {number} status
     */
    chance(operation: number, output: Uint8Array, make: () => number): number;
    #private;
}
export type Outcome = {
    value: unknown;
} | {
    error: unknown;
} | {
    status: number;
};
/**
 * an operation that was started
 */
export type Entry = {
    kind: number;
    /**
     * a hash of what was asked for
     */
    print: number;
    /**
     * it was not over at once
     */
    pending: boolean;
    settles: Promise<void> | null;
    /**
     * what the promise came to
     */
    settled: Outcome | null;
    /**
     * what the handler was told
     */
    outcome: Outcome | null;
    /**
     * of a result that the host cannot give twice
     */
    kept: unknown;
    /**
     * the run in which it was waited for last
     */
    waited: number;
};
import { GuestError } from './errors.js';
