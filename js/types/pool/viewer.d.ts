/** @import { Codec } from './codec.js' */
/** Shows the argument of one call at a time where it lies. */
export class Viewer {
    /**
     * @param {readonly ArrayBuffer[] | undefined} image  that it shows; undefined: it shows what lies in the region
     * @param {(bytes: Uint8Array<ArrayBuffer>) => unknown} revive  see Codec
     * @param {(revive: (bytes: Uint8Array<ArrayBuffer>) => unknown) => Codec} codecWith
     */
    constructor(image: readonly ArrayBuffer[] | undefined, revive: (bytes: Uint8Array<ArrayBuffer>) => unknown, codecWith: (revive: (bytes: Uint8Array<ArrayBuffer>) => unknown) => Codec);
    /** @readonly */
    readonly image: readonly ArrayBuffer[] | undefined;
    /** Made by revive() for that argument, which reads when it is asked. @type {unknown[] | undefined} */
    revived: unknown[] | undefined;
    /** @readonly */
    readonly codec: Codec;
}
import type { Codec } from './codec.js';
