// SPDX-License-Identifier: MIT
// A module with a default export, for importTask().
export default (text) => `${text} of the default export`;
export const named = () => 'named';
export const constant = 1;
