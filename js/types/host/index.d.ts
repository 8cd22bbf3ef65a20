export { GuestError } from "./errors.js";
export { createHandler } from "./fetch.js";
export { createGuest } from "./guest.js";
export { serve } from "./serve.js";
