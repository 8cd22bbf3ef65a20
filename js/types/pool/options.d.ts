/** @param {PoolOptions} options */
export function resolveOptions(options: PoolOptions): {
    threads: number;
    balancer: () => import("./balancer.js").Balancer;
    isStealing: boolean;
    depth: number;
    queueLimit: number;
    isFullRefused: boolean;
    inline: {
        threshold: number;
    } | undefined;
    mostFailedStarts: number;
    module: string | undefined;
    maxPayloadBytes: number;
    valueBytes: number;
    maxBytes: number;
    pollMicroseconds: number;
    spinMicroseconds: number;
    hardTimeout: number | undefined;
    bootstrap: {
        href: string;
        name: string;
        data: any;
    } | undefined;
    worker: any;
    debug: ReadonlySet<string>;
    tracer: Tracer | undefined;
};
export type PoolOptions = {
    /**
     * workers; 1 unless given
     */
    threads?: number | undefined;
    /**
     * which worker a call
     * is posted to; the least loaded unless given
     */
    balancer?: "roundRobin" | "leastLoaded" | "firstIdle" | "random" | undefined;
    /**
     * whether an idle worker takes calls that were posted to a busy one; true
     * unless given. Calls with buffers that move stay where they were posted
     */
    stealing?: boolean | undefined;
    /**
     * most calls that are posted to a worker at once, from 1; others wait in order
     * of priority. 128 unless given; it is rounded so that the pool's records are a power of two
     */
    depth?: number | undefined;
    /**
     * limit: calls that may wait; more are rejected with
     * "reject", and wait as well with "wait", which is the default: await pool.room() then
     */
    queue?: {
        limit?: number;
        whenFull?: "wait" | "reject";
    } | undefined;
    /**
     * have the caller's own thread run calls, too, between turns of its event loop, when each worker has
     * so many open calls; 8 unless given. No thread helps unless this is given
     */
    inline?: {
        threshold?: number;
    } | undefined;
    /**
     * whether a worker that ended is replaced: true, false, or how many
     * may fail to start one after the other; 3 unless given
     */
    restart?: number | boolean | undefined;
    /**
     * that workers import to find the tasks; found out unless given
     */
    module?: string | URL | undefined;
    /**
     * of a value; 1 GiB unless given
     */
    maxPayloadBytes?: number | undefined;
    /**
     * valueBytes: values have the
     * region grow to so many bytes, longer bursts travel beside it; 16 MiB unless given. maxBytes: of all of it, alloc() included;
     * 1 GiB unless given, most 4 GiB - 64 KiB
     */
    region?: {
        valueBytes?: number;
        maxBytes?: number;
    } | undefined;
    /**
     * how long the caller looks for results once per turn of its event loop
     * before it has itself be woken; 100 unless given, 0: never
     */
    pollMicroseconds?: number | undefined;
    /**
     * how long a worker looks for the next call before it sleeps; 50
     * unless given, 0 where there is one core
     */
    spinMicroseconds?: number | undefined;
    /**
     * milliseconds after which a call's worker is terminated and replaced
     */
    hardTimeout?: number | undefined;
    /**
     * a function that each worker calls with
     * the data before it loads the tasks
     */
    bootstrap?: {
        href: string | URL;
        name?: string;
        data?: unknown;
    } | undefined;
    /**
     * options of the runtime's Worker: resourceLimits, execArgv, env, stdout, …
     */
    worker?: object | undefined;
    /**
     * accepted for those who know them; both are safe
     * here: a returned reference is moved, and belongs to who gets it
     */
    unsafe?: {
        BufferReferenceReturn?: "copy" | "borrow";
    } | undefined;
    /**
     * what is told on the console
     */
    debug?: boolean | readonly ("memory" | "calls" | "workers")[] | undefined;
    /**
     * gets a span for each call, as OpenTelemetry's tracers do
     */
    tracer?: Tracer | undefined;
};
export type Span = {
    setAttribute: (name: string, value: any) => any;
    recordException: (error: any) => void;
    /**
     * code: 1 for success, 2 for an error
     */
    setStatus: (status: {
        code: number;
        message?: string;
    }) => any;
    end: () => void;
};
export type Tracer = {
    startSpan: (name: string, options?: any) => Span;
};
