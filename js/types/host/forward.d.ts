/**
 * @param {{fetch: (request: Request) => Promise<Response>}} target
 * @param {unknown} request what the platform gave
 * @param {string} path with query, in place of the request's own
 * @param {Uint8Array | null} body when the guest has it; null when there is none, or nobody has read it yet
 * @returns {Promise<Response>}
 */
export function forward(target: {
    fetch: (request: Request) => Promise<Response>;
}, request: unknown, path: string, body: Uint8Array | null): Promise<Response>;
