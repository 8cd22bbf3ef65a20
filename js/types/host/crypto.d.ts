export class CryptoImport {
    /**
     * @param {WebAssembly.Memory} memory the guest's
     * @param {(line: string) => void} log told once when there is nothing to call
     */
    constructor(memory: WebAssembly.Memory, log: (line: string) => void);
    memory: WebAssembly.Memory;
    platform: NodePlatform | null;
    u8: Uint8Array<ArrayBuffer>;
    u32: Uint32Array<ArrayBuffer>;
    /**
     * @param {number} block offset, as WebAssembly passes it
     * @param {number} owner the request that calls
     * @returns {number} a status
     * @throws {GuestError} the block, or a span in it, is not inside the memory
     */
    call(block: number, owner: number): number;
    /**
     * A request is over: so are its hashes.
     * @param {number} owner
     */
    end(owner: number): void;
    /** Hashes under way. */
    get hasherCount(): number;
    #private;
}
export type Hasher = {
    hash: {
        update: (piece: Uint8Array) => unknown;
        digest: () => Uint8Array;
    };
    /**
     * of the result
     */
    bytes: number;
    /**
     * the request that it ends with
     */
    owner: number;
};
import { NodePlatform } from './crypto-node.js';
