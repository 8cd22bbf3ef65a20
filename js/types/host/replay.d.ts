export class ReplayedCalls extends Calls {
    /** @override @param {(request: number, operation: number) => number | Promise<number>} wait */
    override suspending(wait: (request: number, operation: number) => number | Promise<number>): (request: number, operation: number) => number | Promise<number>;
    /**
     * The import zb.wait: returns what is known, and unwinds the handler where it is not.
     * @override
     * @param {number} request
     * @param {number} at
     * @returns {number}
     */
    override wait(request: number, at: number): number;
    #private;
}
import { Calls } from './calls.js';
