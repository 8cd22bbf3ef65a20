// SPDX-License-Identifier: MIT

export const samples = ['/header?name=host', '/header?name=x-none', '/echo'];
