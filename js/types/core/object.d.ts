/** @import { ObjectTarget } from './target.js' */
/** @type {ProxyHandler<ObjectTarget>} */
export const objectHandler: ProxyHandler<ObjectTarget>;
import type { ObjectTarget } from './target.js';
