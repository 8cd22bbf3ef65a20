export class SqlFiles {
    /** @param {Storage} storage */
    constructor(storage: Storage);
    storage: Storage;
    /**
     * @param {number} id
     * @returns {number} size, or a status
     */
    size(id: number): number;
    /** @param {string} path */
    find(path: string): number | (number | boolean)[];
    /**
     * @param {string} path
     * @param {boolean} directory
     */
    make(path: string, directory: boolean): number | (number | boolean)[];
    /**
     * @param {number} id
     * @param {number} at
     * @param {number} room
     */
    read(id: number, at: number, room: number): number | Uint8Array<ArrayBuffer>;
    /**
     * @param {number} id
     * @param {number} at -1 for the end
     * @param {Uint8Array} bytes
     * @returns {number} where they end, or a status
     */
    write(id: number, at: number, bytes: Uint8Array): number;
    /**
     * @param {number} id
     * @param {number} size
     */
    resize(id: number, size: number): number;
    /**
     * @param {string} path
     * @param {Uint8Array} bytes
     */
    replace(path: string, bytes: Uint8Array): number;
    /**
     * @param {string} path
     * @param {boolean} file whether a file is to be removed
     * @param {boolean} directory whether a directory is
     */
    remove(path: string, file: boolean, directory: boolean): number;
    /**
     * @param {string} from
     * @param {string} to
     */
    rename(from: string, to: string): number;
    /**
     * Entries after a name, ordered by the names' bytes; null behind the last one of all.
     * @param {number} id of the directory
     * @param {string} after
     * @param {number} limit
     */
    list(id: number, after: string, limit: number): (any[] | null)[];
    #private;
}
/**
 * The storage of a Durable Object, as far as it is used here.
 */
export type Storage = {
    sql: {
        exec: (query: string, ...args: unknown[]) => {
            toArray: () => any[];
        };
    };
    transactionSync: <T>(work: () => T) => T;
};
export type Node = {
    id: number;
    size: number;
    directory: number;
};
