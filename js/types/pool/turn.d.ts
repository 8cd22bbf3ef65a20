/** @type {(job: () => void) => void} */
export const nextTurn: (job: () => void) => void;
