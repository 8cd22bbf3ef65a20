/** Begin a copy: nothing was met yet. Copies do not overlap in time. */
export function beginVisit(): void;
/**
 * Meet an offset.
 *
 * @param {number} offset  u32
 * @returns {boolean} whether it was met before in this copy, or one in the same 4 bytes
 */
export function meet(offset: number): boolean;
