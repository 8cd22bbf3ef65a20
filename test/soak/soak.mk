# SPDX-License-Identifier: MIT

.PHONY: soak-pool
soak-pool: setup ## millions of calls of pools while workers die: each answered once, memory flat (CALLS=10000000)
	$(NODE) --expose-gc test/soak/pool.mjs --calls $(or $(CALLS),10000000)
