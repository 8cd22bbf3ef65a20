// SPDX-License-Identifier: MIT

export const samples = ['/'];
