// SPDX-License-Identifier: MIT
// Functions for the option bootstrap, which run in each worker first.
let data;
export const prepare = async (given) => {
  await null;
  data = given;
};
export const prepared = () => data;
export const die = (counter) => {
  Atomics.add(counter, 0, 1);
  process.exit(9);
};
export const dieSoon = (counter) => {
  Atomics.add(counter, 0, 1);
  setTimeout(() => process.exit(9), 20);
};
