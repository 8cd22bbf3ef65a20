export { BufferReference } from "./buffer-reference.js";
/** Values of the option unsafe.BufferReferenceReturn. Both are safe here. */
export const BufferReferenceReturn: Readonly<{
    Copy: "copy";
    Borrow: "borrow";
}>;
