/**
 * @param {Uint32Array} words
 * @param {number} from
 * @param {number} count a multiple of four
 * @param {Uint32Array} out receives two words, not both 0
 * @param {number} at
 */
export function hashWords(words: Uint32Array, from: number, count: number, out: Uint32Array, at: number): void;
