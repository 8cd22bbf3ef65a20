/** @import { TreeCopy } from '../tree-copy.js' */
/** @param {TreeCopy} copy @param {number} slot @param {number} tag @returns {any} */
export function copyTreeExtension(copy: TreeCopy, slot: number, tag: number): any;
import type { TreeCopy } from '../tree-copy.js';
