/**
 * @param {GuestExports} exports
 * @param {number} most
 * @returns {Steps | null} null for a module that does not count
 * @throws {GuestError} there is a limit, and nothing that keeps it
 */
export function stepsOf({ zb_steps, zb_steps_out }: GuestExports, most: number): Steps | null;
/**
 * @param {unknown} value
 * @throws {RangeError}
 */
export function checkMaxLoopSteps(value: unknown): void;
export class Steps {
    /**
     * @param {WebAssembly.Global} left the module's counter
     * @param {WebAssembly.Global} out not 0 once it has stopped by it
     * @param {number} most of a call; Infinity for no limit
     */
    constructor(left: WebAssembly.Global, out: WebAssembly.Global, most: number);
    most: number;
    /** A call begins. */
    begin(): void;
    /** It has ended. */
    end(): void;
    get usedUp(): boolean;
    #private;
}
import type { GuestExports } from './abi.js';
