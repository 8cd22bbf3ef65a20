/** @import { Arena } from './arena.js' */
/** @import { Key } from './keys.js' */
/** @import { ObjectTarget } from './target.js' */
/** @import { Cell } from './cell.js' */
/** Deep copy as plain values. @this {unknown} */
export function toJS(this: unknown): any;
/** @type {ProxyHandler<ObjectTarget>} */
export const objectHandler: ProxyHandler<ObjectTarget>;
import type { ObjectTarget } from './target.js';
