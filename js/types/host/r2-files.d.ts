export class R2Files {
    /**
     * @param {Bucket} bucket
     * @param {string} prefix of all keys
     */
    constructor(bucket: Bucket, prefix: string);
    bucket: Bucket;
    prefix: string;
    /** @type {Map<number, string>} */
    paths: Map<number, string>;
    /** @type {Map<string, number>} */
    nodes: Map<string, number>;
    /** @param {string} path */
    find(path: string): Promise<number | (number | boolean)[]>;
    /**
     * @param {string} path
     * @param {boolean} directory
     */
    make(path: string, directory: boolean): Promise<number | (number | boolean)[]>;
    /** @param {number} node */
    size(node: number): Promise<number>;
    /**
     * @param {number} node
     * @param {number} at
     * @param {number} room
     */
    read(node: number, at: number, room: number): Promise<number | Uint8Array<ArrayBuffer>>;
    /**
     * @param {number} node
     * @param {number} at -1 for the end
     * @param {Uint8Array} bytes
     * @returns {Promise<number>} where they end, or a status
     */
    write(node: number, at: number, bytes: Uint8Array): Promise<number>;
    /**
     * @param {number} node
     * @param {number} size
     */
    resize(node: number, size: number): Promise<number>;
    /**
     * @param {string} path
     * @param {Uint8Array} bytes
     */
    replace(path: string, bytes: Uint8Array): Promise<number>;
    /**
     * @param {string} path
     * @param {boolean} file whether a file is to be removed
     * @param {boolean} directory whether a directory is
     */
    remove(path: string, file: boolean, directory: boolean): Promise<number>;
    /**
     * @param {string} from
     * @param {string} to
     */
    rename(from: string, to: string): Promise<number>;
    /**
     * All entries after a name, ordered by the names' bytes, and null.  Keys come in another order: "a.txt" before "a/".
     * @param {number} node of the directory
     * @param {string} after
     */
    list(node: number, after: string): Promise<number | ([string, number, boolean] | null)[]>;
    #private;
}
/**
 * An R2 bucket, as far as it is used here.
 */
export type Bucket = {
    head: (key: string) => Promise<{
        size: number;
        etag: string;
    } | null>;
    get: (key: string, options?: object) => Promise<{
        size: number;
        etag: string;
        arrayBuffer: () => Promise<ArrayBuffer>;
    } | null>;
    /**
     * null when a condition fails
     */
    put: (key: string, value: Uint8Array, options?: object) => Promise<object | null>;
    delete: (keys: string | string[]) => Promise<void>;
    list: (options: object) => Promise<{
        objects: {
            key: string;
            size: number;
        }[];
        delimitedPrefixes: string[];
        truncated: boolean;
        cursor?: string;
    }>;
};
