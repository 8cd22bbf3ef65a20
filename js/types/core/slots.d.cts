type Module = typeof import('./slots.js', { with: { 'resolution-mode': 'import' } });
export declare const isNullSlot: Module['isNullSlot'];
export declare const readBoolSlot: Module['readBoolSlot'];
export declare const readBytesSlot: Module['readBytesSlot'];
export declare const readF64Slot: Module['readF64Slot'];
export declare const readI32Slot: Module['readI32Slot'];
export declare const readStringSlot: Module['readStringSlot'];
export declare const readTag: Module['readTag'];
export declare const writeBoolSlot: Module['writeBoolSlot'];
export declare const writeBytesSlot: Module['writeBytesSlot'];
export declare const writeF64Slot: Module['writeF64Slot'];
export declare const writeI32Slot: Module['writeI32Slot'];
export declare const writeNullSlot: Module['writeNullSlot'];
export declare const writeStringSlot: Module['writeStringSlot'];
export {}; // what is not exported above stays in here
