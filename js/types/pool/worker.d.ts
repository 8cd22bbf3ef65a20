export type WorkerData = {
    memory: WebAssembly.Memory;
    /**
     * of the pool in it
     */
    at: number;
    lane: number;
    /**
     * for attachments
     */
    port: any;
    tasks: readonly TaskReference[];
    /**
     * for tasks in C
     */
    wasm: WasmPlace | undefined;
    /**
     * run before the tasks are loaded
     */
    bootstrap: {
        href: string;
        name: string;
        data: unknown;
    } | undefined;
    options: {
        worker: number;
        spinMicroseconds: number;
        isStealing: boolean;
        maxPayloadBytes: number;
    };
};
import type { TaskReference } from './find-task.js';
import type { WasmPlace } from './wasm-module.js';
