// SPDX-License-Identifier: MIT

/** How long answers that are on their way may take when a server closes. */
const GRACE_MS = 2_000;

/**
 * End a server: answers on their way end first, clients that stall do not hold it up.
 * @param {() => Promise<unknown>} gently resolves when all has ended
 * @param {() => unknown} atOnce ends what is left
 */
export async function closeWithin(gently, atOnce) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const ended = gently().then(() => 'ended');
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, GRACE_MS, 'late');
  });
  const first = await Promise.race([ended, late]);
  clearTimeout(timer);
  if (first === 'late') await atOnce();
}
