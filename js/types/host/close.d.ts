/**
 * End a server: answers on their way end first, clients that stall do not hold it up.
 * @param {() => Promise<unknown>} gently resolves when all has ended
 * @param {() => unknown} atOnce ends what is left
 */
export function closeWithin(gently: () => Promise<unknown>, atOnce: () => unknown): Promise<void>;
