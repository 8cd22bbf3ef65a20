/**
 * @param {readonly unknown[]} values
 * @returns {PackedValues}
 * @throws {TypeError} for what is no array, and for what no slot holds
 */
export function packValues(values: readonly unknown[]): PackedValues;
export class PackedValues {
    /**
     * @param {ArrayBuffer} buffer
     * @param {number} count slots from START on
     * @param {number} end one past the last byte of what they hold
     */
    constructor(buffer: ArrayBuffer, count: number, end: number);
    count: number;
    slots: Uint8Array<ArrayBuffer>;
    /** What the slots refer to. */
    content: Uint8Array<ArrayBuffer>;
    /** @private */
    private view;
    /**
     * Copy the values into a memory, once.
     * @param {Uint8Array} memory
     * @param {number} slotsAt
     * @param {number} contentAt a multiple of 8
     */
    place(memory: Uint8Array, slotsAt: number, contentAt: number): void;
}
