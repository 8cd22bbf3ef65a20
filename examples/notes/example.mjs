// SPDX-License-Identifier: MIT

export const samples = ['/notes', '/heap'];
