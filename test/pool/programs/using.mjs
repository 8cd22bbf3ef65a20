// SPDX-License-Identifier: MIT
// A pool that is declared with `await using`, and one with `using`.
import { createPool, isMain } from '../../../js/pool/index.js';

export const add = ([a, b]) => a + b;

if (isMain) {
  let answer;
  let outer;
  {
    await using pool = createPool()({ add });
    answer = pool.call.add([1, 2]);
  }
  {
    using pool = createPool()({ add });
    outer = pool;
  }
  const closed = await outer.call.add([1, 2]).catch((error) => error.code);
  console.log(await answer, closed === 'ZB_POOL_CLOSED' ? 'closed' : closed);
}
