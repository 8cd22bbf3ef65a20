/** @import { Arena } from '../core/arena.js' */
/** What an arena allocates in: pointed to another span for each call. */
export class Span extends PrivateBump {
    /** @param {Arena} arena */
    constructor(arena: Arena);
    /** One past its last byte. */
    end: number;
    /** From now on allocate in [start, end). @param {number} start @param {number} end */
    point(start: number, end: number): void;
    /** @override @returns {boolean} */
    override grow(): boolean;
}
/** Claims all that is left of a span. */
export class SpanPen extends Pen {
    /** @param {Arena} arena @param {Span} span  of the arena */
    constructor(arena: Arena, span: Span);
    /** @private */
    private span;
}
import { PrivateBump } from '../core/bump.js';
import type { Arena } from '../core/arena.js';
import { Pen } from '../core/pen.js';
