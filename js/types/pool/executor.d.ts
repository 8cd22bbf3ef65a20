export class Executor {
    /**
     * @param {PoolRegion} region
     * @param {number} number  of this worker's lane
     * @param {readonly WorkerTask[]} tasks
     * @param {AttachmentPort | undefined} port
     * @param {ExecutorOptions} options
     */
    constructor(region: PoolRegion, number: number, tasks: readonly WorkerTask[], port: AttachmentPort | undefined, options: ExecutorOptions);
    /** @private */
    private region;
    /** @private */
    private calls;
    /** @private */
    private number;
    /** @private */
    private tasks;
    /** @private */
    private port;
    /** @private */
    private options;
    /** @private @type {Lane} */
    private lane;
    /** @private Lanes to steal from. @type {Lane[]} */
    private others;
    /** @private */
    private codec;
    /** @private Those that show an argument in place, when they do not. @type {Viewer[]} */
    private viewers;
    /** @private Made by revive() for the argument that is read. @type {unknown[] | undefined} */
    private revived;
    /** @private Takes the attachments of the result that is written. @type {ArrayBuffer[]} */
    private outgoing;
    /** @private Calls whose tasks have not settled. */
    private openCount;
    /** @private Calls that were taken and have to wait for their attachments, or for a turn, first first. @type {number[]} */
    private early;
    /** @private Signals of open calls. @type {Set<CallSignal>} */
    private signals;
    /** @private */
    private hops;
    /** @private Microtasks since the event loop had its turn. */
    private inARow;
    /** @private */
    private spinning;
    /** @private A turn is to come. */
    private isScheduled;
    /** @private */
    private isStopped;
    /** @private Take calls until there is none, or until it is time for others. */
    private turn;
    /** @private */
    private wake;
    /** Begin to take calls. */
    start(): void;
    /** Take no more calls, and wait for none: what waits keeps the region. Tasks that have not settled go on. */
    stop(): void;
    /** @private */
    private schedule;
    /** @private Let promises of tasks settle, and look again; timers and I/O of the worker have their turn, too. */
    private hop;
    /** @private @returns {number} a call that is taken, -1 if there is none */
    private take;
    /**
     * @private
     * @returns {boolean} this thread is to end, or was given up: another serves its lane, or will, and it must not touch the
     *   region any more
     */
    private isDismissed;
    /** @private Look for the next call without a pause. @returns {boolean} whether there may be one */
    private spin;
    /** @private */
    private sleep;
    /** @private Take all calls that a damaged ring may not name any more. @returns {boolean} whether it was damaged */
    private mend;
    /** @private Tell tasks of calls that were given up. @returns {boolean} whether one was told, and may have done something */
    private passAborts;
    /** @private A call of another lane that this one may take. */
    private canSteal;
    /** @private Calls that were taken before. @returns {boolean} false: attachments of the first are not there yet */
    private runEarly;
    /** @private @param {number} call @returns {boolean} false: its attachments have not arrived yet */
    private run;
    /** @private @param {number} call @param {(call: number) => boolean} inPlace */
    private runInPlace;
    /** @private @param {readonly ArrayBuffer[] | undefined} image  undefined: for what lies in the region */
    private viewerOf;
    /** @private @param {number} call @param {PromiseLike<unknown>} result @param {Viewer | undefined} viewer @param {CallSignal | undefined} signal */
    private await;
    /** @private @param {Uint8Array<ArrayBuffer>} bytes */
    private revive;
    /** @private @param {number} call @param {boolean} threw @param {unknown} value @param {Viewer | undefined} viewer @param {unknown[] | undefined} revived */
    private finish;
    /** @private What came with an argument is not the task's any more. @param {unknown[] | undefined} revived */
    private release;
    /** @private A result, or what was thrown, cannot travel: say so. @param {number} call @param {boolean} threw @param {unknown} value @param {unknown} fault @param {boolean} isViewed */
    private writeFault;
    /**
     * The result.
     *
     * @private
     * @param {number} call
     * @param {boolean} threw
     * @param {unknown} value
     * @param {boolean} isViewed  the argument lies in the record or the block still, and the result may be part of it
     */
    private write;
}
export type WorkerTask = {
    f: (argument: any, signal?: CallSignal) => unknown;
    /**
     * the argument is read in place
     */
    isView: boolean;
    /**
     * f gets a signal
     */
    isAbortable: boolean;
    /**
     * instead of f: reads the argument and
     * writes the result where they lie; true: it is what was thrown
     */
    inPlace: ((call: number) => boolean) | undefined;
};
export type ExecutorOptions = {
    /**
     * what the lane's workerNumber was when this was started
     */
    worker: number;
    /**
     * looks for the next call so long without a pause
     */
    spinMicroseconds: number;
    /**
     * takes calls that were posted to other lanes when its own is empty
     */
    isStealing: boolean;
    maxPayloadBytes: number;
    revive: (bytes: Uint8Array<ArrayBuffer>) => any;
    /**
     * what revive() made is not the task's any more
     */
    expire: (revived: any) => void;
};
import type { PoolRegion } from './region.js';
import type { AttachmentPort } from './attachment-port.js';
import { CallSignal } from './call-signal.js';
