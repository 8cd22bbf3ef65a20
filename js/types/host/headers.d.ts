/** @param {string} name */
export function isToken(name: string): boolean;
/** @param {string} value */
export function isHeaderValue(value: string): boolean;
/**
 * All headers of a request as text.
 * @param {HeaderSource} source
 */
export function headerLines(source: HeaderSource): string;
/**
 * The headers that a guest wrote.
 * @param {Uint8Array} bytes the lines, in ASCII: servers disagree on the bytes of anything else
 * @returns {[name: string, value: string][]} names in lower case, repeated names in order
 */
export function parseHeaderLines(bytes: Uint8Array): [name: string, value: string][];
/**
 * Where a guest's questions about headers are answered: the web's `Headers` fit as they are.
 * @typedef {object} HeaderSource
 * @property {(name: string) => string | null} get the joined value; any case
 * @property {(visit: (value: string, name: string) => void) => void} forEach names in lower case
 */
/** @type {HeaderSource} */
export const NO_HEADERS: HeaderSource;
/** A guest that answers with more header text than this is out of control. */
export const MAX_HEADER_BYTES: number;
/**
 * Names that say how the message is framed and how the connection lives on.  Only the server that sends
 * the bytes knows these, so that a guest's word on them is dropped.
 */
export const FRAMING: Set<string>;
/**
 * Where a guest's questions about headers are answered: the web's `Headers` fit as they are.
 */
export type HeaderSource = {
    /**
     * the joined value; any case
     */
    get: (name: string) => string | null;
    /**
     * names in lower case
     */
    forEach: (visit: (value: string, name: string) => void) => void;
};
