export class Saver {
    /**
     * @param {Instance} instance
     * @param {Snapshots | undefined} snapshots
     * @param {(line: string) => void} log
     */
    constructor(instance: Instance, snapshots: Snapshots | undefined, log: (line: string) => void);
    instance: Instance;
    snapshots: Snapshots | undefined;
    log: (line: string) => void;
    /**
     * Put the last image in place of a memory that is not in use yet.
     * @returns {boolean} whether there was one that fits
     */
    restore(): boolean;
    /**
     * A handler wants an image.
     * @param {number} at of the map of free pages
     * @param {number} length
     * @throws {Refusal}
     */
    ask(at: number, length: number): void;
    /** No call is open: take the image, if one is wanted. */
    save(): void;
    /** An instance that another has replaced must not overwrite what that one keeps. */
    retire(): void;
    #private;
}
import type { Instance } from './instance.js';
import type { Snapshots } from './snapshot.js';
