// SPDX-License-Identifier: MIT
// Time that a processor gave, which other programs on the machine do not add to; on an idle machine it
// is the time that passes. Where a system does not tell (only Linux tells of other processes), that is
// what is taken.
import { readFileSync, readdirSync } from 'node:fs';

/** Of this process, its helping threads included, in nanoseconds. Linux tells it of one thread in ticks of milliseconds only. */
export function ownTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

/** Of all threads of another process, exact while it waits. @param {number} pid */
export function timeOf(pid) {
  try {
    let total = 0;
    for (const thread of readdirSync(`/proc/${pid}/task`)) total += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ')[0]);
    return total;
  } catch {
    return Number(process.hrtime.bigint());
  }
}
