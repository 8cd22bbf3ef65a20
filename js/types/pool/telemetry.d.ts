export class Telemetry {
    /** @param {ReadonlySet<string>} debug @param {Tracer | undefined} tracer */
    constructor(debug: ReadonlySet<string>, tracer: Tracer | undefined);
    /** @private */
    private debug;
    /** @private */
    private tracer;
    /** @private */
    private starts;
    /** @private */
    private ends;
    /** @private */
    private workers;
    /** @private */
    private memory;
    /** @private */
    private isDebuggingCalls;
    /** Whether anybody wants to know of calls. */
    get isOn(): boolean;
    /** A call is made. @param {string} task @returns {(value: unknown, isError: boolean) => void} to be called when it is over */
    call(task: string): (value: unknown, isError: boolean) => void;
    /** @param {string} event @param {Record<string, unknown>} details */
    worker(event: string, details: Record<string, unknown>): void;
    /** The region has grown. @param {number} bytes  to so many */
    grown(bytes: number): void;
}
import type { Tracer } from './options.js';
