/**
 * Body of a function that returns the class of accessors. Its fields become own properties of
 * each accessor.
 *
 * @param {readonly (string | undefined)[]} names  undefined for a name that the accessor keeps for itself
 * @param {boolean} isControlled  the arena has a control block
 */
export function accessorText(names: readonly (string | undefined)[], isControlled: boolean): string;
/**
 * Body of a function that returns `{ View, List }`: the class of views and of lists that give them.
 *
 * @param {readonly (string | undefined)[]} names
 * @param {readonly number[]} byteLengths  of the names
 * @param {boolean} isControlled
 */
export function viewText(names: readonly (string | undefined)[], byteLengths: readonly number[], isControlled: boolean): string;
/** What the texts refer to: the parameters of the function that they are compiled to. */
export const ENVIRONMENT: readonly string[];
