// SPDX-License-Identifier: MIT
// The values that the questions of this folder are asked about: the same in every run and every process.

import { defineSchema } from '../../js/core/index.js';

/** Records of the larger questions. */
export const COUNT = 10_000;

const FIRST = ['Amina', 'Bogdan', 'Chiara', 'Duc', 'Elif', 'Farid', 'Greta', 'Hiro', 'Ines', 'Jonas', 'Kofi', 'Leila', 'Mateo', 'Noor', 'Oskar', 'Priya'];
const LAST = ['Andersson', 'Baptiste', 'Castillo', 'Dimitrov', 'Eriksen', 'Fontaine', 'Goldberg', 'Haddad', 'Ivanova', 'Jankowski', 'Kowalczyk', 'Lindqvist'];
const TAGS = ['red', 'green', 'blue', 'new', 'sale', 'large', 'small', 'north', 'south', 'east', 'west', 'express'];

/**
 * Random numbers in [0, 1) with all 53 bits (two words of splitmix32), repeated by their seed.
 *
 * @param {number} seed
 */
export function generator(seed) {
  let state = seed >>> 0;
  const word = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const next = () => ((word() >>> 5) * 0x400_0000 + (word() >>> 6)) / 2 ** 53;
  const below = (/** @type {number} */ limit) => Math.floor(next() * limit);
  return { next, below, pick: /** @template T @param {readonly T[]} list */ (list) => /** @type {T} */ (list[below(list.length)]) };
}

/**
 * A string as an engine holds it that read it from somewhere: flat, one byte or two per unit.
 * What concatenation leaves is a tree, whose flattening the first reader would pay for.
 *
 * @param {string} text
 */
const flat = (text) => JSON.parse(JSON.stringify(text));

/**
 * @typedef {{ id: number, name: string, x: number, y: number, z: number, active: boolean, tags: string[] }} PlainRecord
 */

/**
 * Records with a name of 20 characters and three tags: about 160 bytes each as JSON.
 *
 * @param {number} [count]
 * @returns {PlainRecord[]}
 */
export function makeRecords(count = COUNT) {
  const { next, below, pick } = generator(20261124);
  return Array.from({ length: count }, (_, i) => ({
    id: i * 7,
    name: flat(`${pick(FIRST)} ${pick(LAST)} ${below(1e9)}0000000000`.slice(0, 20)),
    x: next() * 360 - 180,
    y: next() * 180 - 90,
    z: next() + 0.001,
    active: next() < 0.5,
    tags: [pick(TAGS), pick(TAGS), pick(TAGS)],
  }));
}

/** The same records where both sides know their fields. */
export const RecordSchema = defineSchema({ id: 'i32', name: 'string', x: 'f64', y: 'f64', z: 'f64', active: 'bool', tags: 'array' }, 'Record');

/** What the records compute to, wherever it is computed: C sums the same terms in the same order. @param {readonly PlainRecord[]} records */
export function reduce(records) {
  let sum = 0;
  for (const { id, x, y, z, active } of records) sum += active ? x * z + y : z - id;
  return sum;
}

/** What C makes of every record. @param {PlainRecord} record @returns {PlainRecord} */
export const transformed = (record) => ({ ...record, x: record.x * 0.5 + 1.25, y: record.y * 0.5 - 2.5, z: record.z * 3 });

const WORDS = {
  en: 'the morning train was late again but nobody seemed to mind because coffee here is honest and strong'.split(' '),
  de: 'der Zug fährt über die Brücke während größere Vögel schläfrig auf dem Dach süßes Brötchen zählen'.split(' '),
  fr: 'l’été dernier nous avons trouvé où naît la rivière près du château déjà fermé à Noël'.split(' '),
  ru: 'утром поезд опять опоздал но никто не возражал потому что кофе здесь хороший и крепкий'.split(' '),
  el: 'το τρένο άργησε πάλι αλλά κανείς δεν ενοχλήθηκε γιατί ο καφές εδώ είναι δυνατός'.split(' '),
  zh: '早上 火车 又 晚点 了 但是 没有人 介意 因为 这里 的 咖啡 很 好 而且 很浓'.split(' '),
  ja: '朝の 電車は また 遅れた けれど 誰も 気にしない なぜなら ここの コーヒーは おいしい'.split(' '),
  ar: 'تأخر القطار مرة أخرى هذا الصباح لكن لم يهتم أحد لأن القهوة هنا قوية'.split(' '),
  hi: 'सुबह की ट्रेन फिर देर से आई लेकिन किसी को परवाह नहीं थी'.split(' '),
  ko: '아침 기차가 또 늦었지만 아무도 신경 쓰지 않았다 커피가 진하기 때문이다'.split(' '),
};
const POSTS = 288;
const EMOJI = ['🙂', '☕️', '🚆', '🎉', '👩‍💻', '🏳️‍🌈'];

/**
 * A document as web services send them: posts in ten languages with users, places, tags and
 * replies inside each other, absent values, long and short texts. About 600 KB as JSON in UTF-8.
 */
export function makeDocument() {
  const { next, below, pick } = generator(4);
  const languages = /** @type {(keyof typeof WORDS)[]} */ (Object.keys(WORDS));
  const text = (/** @type {keyof typeof WORDS} */ language, /** @type {number} */ words) => {
    const chosen = Array.from({ length: words }, () => pick(WORDS[language]));
    if (below(3) === 0) chosen.push(pick(EMOJI));
    return flat(chosen.join(language === 'zh' || language === 'ja' ? '' : ' '));
  };
  const user = () => {
    const language = pick(languages);
    return {
      id: below(2 ** 31), screen_name: flat(`${pick(FIRST)}_${below(10_000)}`), name: flat(`${pick(FIRST)} ${pick(LAST)}`), lang: language,
      description: below(4) === 0 ? null : text(language, 4 + below(10)), verified: below(20) === 0,
      followers_count: below(100_000), friends_count: below(3000), created_at: flat(new Date(1.2e12 + next() * 5e11).toISOString()),
      place: below(2) === 0 ? null : { name: text(language, 1), coordinates: [next() * 360 - 180, next() * 180 - 90] },
    };
  };
  const post = (/** @type {number} */ depth) => {
    const language = pick(languages);
    /** @type {object} */
    const made = {
      id: 1e15 + below(1e9), lang: language, text: text(language, 6 + below(20)), user: user(), retweet_count: below(5000), favorited: below(2) === 0,
      entities: {
        hashtags: Array.from({ length: below(4) }, () => ({ text: text(pick(languages), 1), indices: [below(100), below(100)] })),
        urls: Array.from({ length: below(2) }, () => ({ url: flat(`https://example.org/${below(2 ** 31).toString(36)}`), indices: [below(100), below(100)] })),
      },
      score: next() * 100,
      replies: Array.from({ length: depth > 0 ? below(3) : 0 }, () => post(depth - 1)),
    };
    return made;
  };
  return { meta: { title: text('ja', 6), count: POSTS, next: null }, posts: Array.from({ length: POSTS }, () => post(2)) };
}

/**
 * Columns of random f64.
 *
 * @param {number} columns
 * @param {number} length  elements of each
 * @returns {Float64Array[]}
 */
export function makeColumns(columns, length) {
  const { next } = generator(7);
  return Array.from({ length: columns }, () => Float64Array.from({ length }, () => next() * 200 - 100));
}
