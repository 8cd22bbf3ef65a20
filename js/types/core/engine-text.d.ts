/**
 * Feed a text as UTF-8; lone surrogates become U+FFFD. Ends early when the engine refuses it.
 *
 * @param {EngineSession} session
 * @param {string} text
 */
export function feedText(session: EngineSession, text: string): void;
/**
 * Feed bytes. Ends early when the engine refuses them.
 *
 * @param {EngineSession} session
 * @param {unknown} source
 */
export function feedBytes(session: EngineSession, source: unknown): void;
/**
 * Take the text that the engine emits from now on.
 *
 * @param {EngineSession} session
 * @param {boolean} asBytes
 * @param {number} maxBytes
 * @returns {{ end(): string | Uint8Array<ArrayBuffer> }}
 */
export function decodeWindow(session: EngineSession, asBytes: boolean, maxBytes: number): {
    end(): string | Uint8Array<ArrayBuffer>;
};
import type { EngineSession } from './engine-session.js';
