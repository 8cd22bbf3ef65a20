// SPDX-License-Identifier: MIT
// Where and why a text is no JSON, as the engine says it: JSON.parse says it in other words in
// every engine, and often not where.
import { textByteLength } from './text.js';

/**
 * @typedef {object} TextFault
 * @property {string} code
 * @property {string} sentence
 * @property {{ offset: number, line: number, column: number }} place
 */

const VALUE = 0;
const FIRST_VALUE = 1; // or the end of the array
const FIRST_KEY = 2; // or the end of the object
const KEY = 3;
const COLON = 4;
const AFTER = 5;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NUMBER_START = /-?(?:0|[1-9]\d*)?(?:(?<=\d)\.\d*)?(?:(?<=\d)[eE][+-]?\d*)?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const SPACE = /[ \t\n\r]*/y;
const HEX = /[0-9a-fA-F]{0,4}/y;

/** @param {RegExp} pattern @param {string} text @param {number} at @returns {number} end of the match */
function pass(pattern, text, at) {
  pattern.lastIndex = at;
  pattern.test(text);
  return Math.max(pattern.lastIndex, at);
}

class Checker {
  /** @param {string} text @param {number} maxDepth */
  constructor(text, maxDepth) {
    this.text = text;
    this.maxDepth = maxDepth;
    this.at = 0;
    /** Closing brackets of the open containers. @type {string[]} */
    this.open = [];
  }

  /** @param {number} at @param {string} sentence @param {string} [code] @returns {TextFault} */
  fault(at, sentence, code = 'ZB_E_SYNTAX') {
    const before = this.text.slice(0, at);
    const line = before.lastIndexOf('\n') + 1;
    return {
      code,
      sentence,
      place: {
        offset: textByteLength(before),
        line: before.split('\n').length,
        column: textByteLength(before.slice(line)) + 1,
      },
    };
  }

  /** @returns {TextFault | undefined} */
  run() {
    let state = VALUE;
    for (;;) {
      this.at = pass(SPACE, this.text, this.at);
      const c = this.text[this.at];
      if (state === AFTER && this.open.length === 0) {
        return c === undefined ? undefined : this.fault(this.at, 'nothing but whitespace may follow the value');
      }
      if (c === undefined) return this.fault(this.at, 'the text ends before its value does');
      const next = this.step(state, c);
      if (typeof next !== 'number') return next;
      state = next;
    }
  }

  /** @param {number} state @param {string} c @returns {number | TextFault} */
  step(state, c) {
    const { open, at } = this;
    switch (state) {
      case COLON:
        if (c !== ':') return this.fault(at, 'a colon must stand here');
        this.at++;
        return VALUE;
      case AFTER: {
        const end = open.at(-1);
        if (c === end) return this.close();
        if (c !== ',') return this.fault(at, `a comma or ${end} must stand here`);
        this.at++;
        return end === '}' ? KEY : VALUE;
      }
      case FIRST_KEY:
      case KEY:
        if (state === FIRST_KEY && c === '}') return this.close();
        if (c !== '"') return this.fault(at, 'a key in quotes must stand here');
        return this.string() ?? COLON;
      default:
        if (state === FIRST_VALUE && c === ']') return this.close();
        return this.value(c);
    }
  }

  close() {
    this.open.pop();
    this.at++;
    return AFTER;
  }

  /** @param {string} c @returns {number | TextFault} */
  value(c) {
    const { open, text, at } = this;
    if (c === '"') return this.string() ?? AFTER;
    if (c === '[' || c === '{') {
      if (open.length === this.maxDepth) return this.fault(at, 'containers are nested deeper than allowed', 'ZB_E_DEPTH');
      open.push(c === '[' ? ']' : '}');
      this.at++;
      return c === '[' ? FIRST_VALUE : FIRST_KEY;
    }
    if (c === 't' || c === 'f' || c === 'n') return this.word(c === 't' ? 'true' : c === 'f' ? 'false' : 'null');
    if (c !== '-' && !(c >= '0' && c <= '9')) return this.fault(at, 'a value must stand here');
    const end = pass(NUMBER_START, text, at);
    this.at = pass(NUMBER, text, at);
    return this.at === end ? AFTER : this.fault(end, 'a digit must stand here');
  }

  /** @param {string} word @returns {number | TextFault} */
  word(word) {
    for (const letter of word) {
      if (this.text[this.at] !== letter) return this.fault(this.at, 'only true, false and null may stand here without quotes');
      this.at++;
    }
    return AFTER;
  }

  /** Pass a string. @returns {TextFault | undefined} */
  string() {
    const { text } = this;
    this.at++;
    for (;;) {
      this.at = pass(PLAIN, text, this.at);
      const c = text[this.at];
      if (c === undefined) return this.fault(this.at, 'the text ends inside a string');
      if (c === '"') {
        this.at++;
        return undefined;
      }
      if (c !== '\\') return this.fault(this.at, 'control characters in strings must be escaped');
      const escape = text[this.at + 1];
      let end = this.at + 1;
      if (escape === 'u') {
        end = pass(HEX, text, this.at + 2);
        if (end === this.at + 6) {
          this.at = end;
          continue;
        }
      } else if (escape !== undefined && '"\\/bfnrt'.includes(escape)) {
        this.at += 2;
        continue;
      }
      return end === text.length ? this.fault(end, 'the text ends inside a string') : this.fault(end, 'there is no such escape');
    }
  }
}

/**
 * @param {string} text
 * @param {number} maxDepth
 * @returns {TextFault | undefined} undefined when the text is JSON and no deeper than that
 */
export function findFault(text, maxDepth) {
  return new Checker(text, maxDepth).run();
}

/** Whether brackets of a JSON text nest deeper than `maxDepth`. @param {string} text @param {number} maxDepth */
export function isDeeper(text, maxDepth) {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // a string: to its closing quote
        for (at++; text.charCodeAt(at) !== 0x22; at++) {
          if (text.charCodeAt(at) === 0x5c) at++;
        }
        break;
      case 0x5b: case 0x7b:
        if (++depth > maxDepth) return true;
        break;
      case 0x5d: case 0x7d:
        depth--;
        break;
      default:
    }
  }
  return false;
}
