# SPDX-License-Identifier: MIT
.PHONY: soak-pool
soak-pool: setup ## 10,000,000 calls of worker pools, some aborted, some whose workers are killed: each answered once, memory flat
	$(NODE) --expose-gc test/soak/pool.mjs
