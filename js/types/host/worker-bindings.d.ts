/**
 * @typedef {object} Consumer how messages of a queue come together to one call
 * @property {number} [max_batch_size]
 * @property {number} [max_batch_timeout] seconds
 * @property {number} [max_retries]
 * @property {number} [retry_delay] seconds
 * @property {string} [dead_letter_queue]
 */
/**
 * @typedef {object} Bindings names of bindings are properties of `env`; zb_env() finds them
 * @property {string[]} [kv]
 * @property {string[]} [r2]
 * @property {string[]} [d1]
 * @property {{producers?: Record<string, string>, consumers?: Record<string, Consumer>}} [queues] producers: binding ->
 *   name of the queue; consumers: name of the queue -> how
 * @property {Record<string, {class: string, sqlite?: boolean}>} [durableObjects] binding -> class
 * @property {Record<string, unknown>} [services] binding -> another worker: its name, or name and entrypoint; programs
 *   may also give what miniflare takes
 * @property {Record<string, unknown>} [vars] binding -> any value of JSON
 * @property {string[]} [crons] expressions of five fields
 */
/**
 * @param {Bindings} bindings
 * @returns {boolean} whether bare workerd does not do: something here is kept, queued, timed or another worker
 */
export function needsMiniflare({ kv, r2, d1, queues, durableObjects, services, crons }: Bindings): boolean;
/**
 * @param {unknown} bindings
 * @returns {string | null} a sentence that says what is wrong where, and what belongs there
 */
export function problemOfBindings(bindings: unknown): string | null;
/**
 * how messages of a queue come together to one call
 */
export type Consumer = {
    max_batch_size?: number | undefined;
    /**
     * seconds
     */
    max_batch_timeout?: number | undefined;
    max_retries?: number | undefined;
    /**
     * seconds
     */
    retry_delay?: number | undefined;
    dead_letter_queue?: string | undefined;
};
/**
 * names of bindings are properties of `env`; zb_env() finds them
 */
export type Bindings = {
    kv?: string[] | undefined;
    r2?: string[] | undefined;
    d1?: string[] | undefined;
    /**
     * producers: binding ->
     * name of the queue; consumers: name of the queue -> how
     */
    queues?: {
        producers?: Record<string, string>;
        consumers?: Record<string, Consumer>;
    } | undefined;
    /**
     * binding -> class
     */
    durableObjects?: Record<string, {
        class: string;
        sqlite?: boolean;
    }> | undefined;
    /**
     * binding -> another worker: its name, or name and entrypoint; programs
     * may also give what miniflare takes
     */
    services?: Record<string, unknown> | undefined;
    /**
     * binding -> any value of JSON
     */
    vars?: Record<string, unknown> | undefined;
    /**
     * expressions of five fields
     */
    crons?: string[] | undefined;
};
/**
 * what is wrong, as the end of a sentence, or the names of bindings
 */
export type Found = {
    problem: string | null;
    names: string[];
};
