/**
 * A header with a body of bytes, as an argument or a result of a task. Both travel as any
 * value does; a body that is a BufferReference is moved.
 *
 * @template Header, Body
 */
export class Envelope<Header, Body> {
    /** @param {Header} header @param {Body} body */
    constructor(header: Header, body: Body);
    /** @readonly */
    readonly header: Header;
    /** @readonly */
    readonly body: Body;
}
