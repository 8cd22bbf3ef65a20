export { Barrier } from "./barrier.js";
export { Channel } from "./channel.js";
export { Condition } from "./condition.js";
export { Mutex } from "./mutex.js";
export { Once } from "./once.js";
export { Semaphore } from "./semaphore.js";
