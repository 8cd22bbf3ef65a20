/** Type tags of a value slot. */
export const Tag: Readonly<{
    Null: 0;
    Bool: 1;
    I32: 2;
    F64: 3;
    String: 4;
    Array: 5;
    Object: 6;
    BigInt: 7;
    Bytes: 8;
}>;
/** Type tags of the extension types. */
export const ExtensionTag: Readonly<{
    Undefined: 128;
    Hole: 129;
    Date: 130;
    Column: 131;
    Buffer: 132;
    DataView: 133;
    Shared: 134;
    Map: 135;
    Set: 136;
    Error: 137;
    RegExp: 138;
    Symbol: 139;
    Boxed: 140;
    Integer: 141;
}>;
/**
 * Element types of columns: name, number and bytes of an element.
 * @type {ReadonlyArray<readonly [name: string, number: number, bytes: number]>}
 */
export const COLUMN_TYPES: ReadonlyArray<readonly [name: string, number: number, bytes: number]>;
/**
 * Statuses: name, number and text, in the order of the C table.
 * @type {ReadonlyArray<readonly [name: string, number: number, text: string]>}
 */
export const STATUSES: ReadonlyArray<readonly [name: string, number: number, text: string]>;
/**
 * Digests by number: name on the platforms, and bytes.
 * @type {ReadonlyMap<number, {readonly name: string, readonly bytes: number}>}
 */
export const DIGESTS: ReadonlyMap<number, {
    readonly name: string;
    readonly bytes: number;
}>;
/**
 * Authenticated ciphers by number: name on the platforms, and bytes of a key.
 * @type {ReadonlyMap<number, {readonly name: string, readonly keyBytes: number}>}
 */
export const AEADS: ReadonlyMap<number, {
    readonly name: string;
    readonly keyBytes: number;
}>;
export const SLOT_BYTES: 16;
export const SLOT_A_AT: 4;
export const SLOT_B_AT: 8;
export const STRING_HEADER_BYTES: 4;
export const HANDLE_BYTES: 4;
export const ARRAY_HEADER_BYTES: 8;
export const OBJECT_HEADER_BYTES: 8;
export const OBJECT_ENTRY_BYTES: 24;
export const ENTRY_SLOT_AT: 8;
export const BLOCK_CAPACITY_AT: 0;
export const BLOCK_LENGTH_AT: 4;
export const MIN_GROWN_CAPACITY: 4;
export const COLUMN_HEADER_BYTES: 16;
export const COLUMN_DATA_AT: 0;
export const COLUMN_LENGTH_AT: 4;
export const COLUMN_CAPACITY_AT: 8;
export const COLUMN_TYPE_AT: 12;
export const COLUMN_ALIGN: 16;
export const MAP_ENTRY_BYTES: 32;
export const MAP_VALUE_AT: 16;
export const ERROR_SLOTS: 5;
export const ERROR_NAME: 0;
export const ERROR_MESSAGE: 1;
export const ERROR_STACK: 2;
export const ERROR_CAUSE: 3;
export const ERROR_PROPS: 4;
export const REGEXP_SLOTS: 2;
export const REGEXP_SOURCE: 0;
export const REGEXP_FLAGS: 1;
export const BOXED_SLOTS: 1;
export const READ_ALIGN: 4;
export const WRITE_ALIGN: 8;
export const STRING_ALIGN: 4;
export const PAGE_BYTES: 65536;
export const MAX_PAGES: 65535;
export const MAX_REGION_BYTES: 4294901760;
export const CONTROL_BYTES: 64;
export const CONTROL_MAGIC: 1179992666;
export const CONTROL_VERSION: 1;
export const CONTROL_MAGIC_AT: 0;
export const CONTROL_VERSION_AT: 4;
export const CONTROL_START_AT: 8;
export const CONTROL_BUMP_AT: 12;
export const CONTROL_LIMIT_AT: 16;
export const CONTROL_MAX_AT: 20;
export const CONTROL_GENERATION_AT: 24;
export const CONTROL_FLAGS_AT: 28;
export const CONTROL_SEGMENT_AT: 32;
export const CONTROL_KEYS_AT: 36;
export const CONTROL_KEYS_END_AT: 40;
export const CONTROL_KEYS_LOCK_AT: 44;
export const CONTROL_INDEXES_AT: 48;
export const CONTROL_INDEXES_END_AT: 52;
export const CONTROL_SEED_AT: 56;
export const ARENA_SHARED: 1;
export const ARENA_EXTENDED: 2;
export const SEGMENT_HEADER_BYTES: 16;
export const SEGMENT_PREVIOUS_AT: 0;
export const SEGMENT_BUMP_AT: 4;
export const SEGMENT_LIMIT_AT: 8;
export const SEGMENT_LENGTH_AT: 12;
export const KEYS_HEADER_BYTES: 8;
export const KEYS_ENTRY_BYTES: 12;
export const KEYS_MIN_CAPACITY: 16;
export const KEYS_MAX_PROBES: 64;
export const DIRECTORY_HEADER_BYTES: 16;
export const DIRECTORY_ENTRY_BYTES: 8;
export const DIRECTORY_COUNT_AT: 4;
export const DIRECTORY_PREVIOUS_AT: 8;
export const DIRECTORY_MIN_CAPACITY: 16;
export const IMAGE_CONTROL: 8;
export const ABI_VERSION: 1;
export const ABI_MINIMAL: 65536;
export const ABI_EAGER_HEADERS: 131072;
export const ABI_CONCURRENT: 262144;
export const PLAN_WAITS: 1;
export const PLAN_STREAM: 2;
export const OPERATION_BYTES: 32;
export const OPERATION_KIND_AT: 0;
export const OPERATION_TICKET_AT: 4;
export const OPERATION_A_AT: 8;
export const OPERATION_B_AT: 12;
export const OPERATION_RESULT_AT: 16;
export const OPERATION_GIVE_UP: 0;
export const OPERATION_SLEEP: 1;
export const OPERATION_READ: 2;
export const OPERATION_CALL: 3;
export const OPERATION_DEADLINE: 4;
export const OPERATION_WRITE: 5;
export const OPERATION_SAVE: 6;
export const PENDING: 1;
export const PART_BYTES: 16;
export const MAX_PARTS: 1024;
export const PART_LENGTH_AT: 4;
export const PART_PAYLOAD_AT: 8;
export const PART_ENV: 1;
export const PART_PLATFORM: 2;
export const PART_OBJECT: 3;
export const PART_PROPERTY: 4;
export const PART_METHOD: 5;
export const PART_CONTEXT: 6;
export const PART_EVENT: 7;
export const PART_PICK: 8;
export const PART_ARGUMENT: 16;
export const PART_NULL: 16;
export const PART_BOOL: 17;
export const PART_I32: 18;
export const PART_F64: 19;
export const PART_STRING: 20;
export const PART_BYTE_STRING: 21;
export const PART_VALUE: 22;
export const PART_HANDLE: 23;
export const PART_ARRAY: 24;
export const TAG_HOST_OBJECT: 240;
export const CALL_CONTROL_BEFORE: 128;
export const CALL_RESPONSE_BEFORE: 64;
export const REQUEST_METHOD: 0;
export const REQUEST_PATH: 1;
export const REQUEST_BODY: 2;
export const REQUEST_HEADERS: 3;
export const REQUEST_FANOUT_COUNT: 5;
export const REQUEST_FANOUT: 6;
export const REQUEST_FANOUT_MINIMAL: 3;
export const REQUEST_SLOTS: 6;
export const RESPONSE_STATUS: 0;
export const RESPONSE_TYPE: 1;
export const RESPONSE_BODY: 2;
export const RESPONSE_HEADERS: 3;
export const RESPONSE_SLOTS: 4;
export const CRYPTO_BLOCK_BYTES: 64;
export const CRYPTO_OPERATION_AT: 0;
export const CRYPTO_ALGORITHM_AT: 4;
export const CRYPTO_ITERATIONS_AT: 8;
export const CRYPTO_HANDLE_AT: 12;
export const CRYPTO_INPUTS_AT: 16;
export const CRYPTO_INPUTS: 5;
export const CRYPTO_OUTPUT_AT: 56;
export const CRYPTO_HASH: 1;
export const CRYPTO_HMAC: 2;
export const CRYPTO_HASH_BEGIN: 3;
export const CRYPTO_HMAC_BEGIN: 4;
export const CRYPTO_HASH_UPDATE: 5;
export const CRYPTO_HASH_END: 6;
export const CRYPTO_HASH_ABORT: 7;
export const CRYPTO_HKDF: 8;
export const CRYPTO_PBKDF2: 9;
export const CRYPTO_SEAL: 10;
export const CRYPTO_OPEN: 11;
export const CRYPTO_ED25519_PUBLIC: 12;
export const CRYPTO_ED25519_SIGN: 13;
export const CRYPTO_ED25519_VERIFY: 14;
export const CRYPTO_P256_PUBLIC: 15;
export const CRYPTO_P256_SIGN: 16;
export const CRYPTO_P256_VERIFY: 17;
export const CRYPTO_X25519_PUBLIC: 18;
export const CRYPTO_X25519_SHARED: 19;
export const CRYPTO_RANDOM: 20;
export const AEAD_NONCE_BYTES: 12;
export const AEAD_TAG_BYTES: 16;
export const ED25519_KEY_BYTES: 32;
export const ED25519_SIGNATURE_BYTES: 64;
export const P256_PRIVATE_BYTES: 32;
export const P256_PUBLIC_BYTES: 65;
export const P256_SIGNATURE_BYTES: 64;
export const X25519_KEY_BYTES: 32;
export const HKDF_MAX_BLOCKS: 255;
export const HKDF_MAX_INFO_BYTES: 1024;
