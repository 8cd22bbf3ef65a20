// SPDX-License-Identifier: MIT

export { pack as data } from './pack.mjs';

export const load = new URL('load.js', import.meta.url);

export const samples = [
  '/nearest?lat=48.8566&lng=2.3522&k=3',
  '/search?q=s%C3%A3o%20pau&limit=3',
  '/bbox?south=-20&west=175&north=-15&east=-175&limit=3',
];
