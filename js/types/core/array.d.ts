/** @type {ProxyHandler<ArrayTarget>} */
export const arrayHandler: ProxyHandler<ArrayTarget>;
import type { ArrayTarget } from './target.js';
