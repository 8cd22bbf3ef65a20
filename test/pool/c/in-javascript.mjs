// SPDX-License-Identifier: MIT
// Tasks in JavaScript beside those in C.
export const sum = (part) => part.reduce((total, item) => total + item, 0);
export const label = ({ part, from, index }) => `${index}: ${part.length} from ${from}`;
export const refuseOdd = ({ index }) => {
  if (index % 2 === 1) throw new RangeError(`part ${index} is odd`);
  return index;
};
