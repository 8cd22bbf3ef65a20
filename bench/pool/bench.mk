# SPDX-License-Identifier: MIT
# The pool's threads beside what else there is, in one run per runtime.
BUN = $$($(NODE) -p 'require("./tools/binaries.mjs").BUN')
DENO = $$($(NODE) -p 'require("./tools/binaries.mjs").DENO')

.PHONY: bench-pool
bench-pool: setup ## calls of the worker pool against messages and other pools, on Node 24, Bun and Deno
	@echo "Node 24"; $(NODE) bench/pool/codec.mjs
	$(NODE) bench/pool/calls.mjs
	$(NODE) bench/pool/waits.mjs
	$(NODE) --expose-gc bench/pool/burst.mjs messages; $(NODE) --expose-gc bench/pool/burst.mjs pool
	@echo; echo "both threads on one processor"; taskset -c 0 $(NODE) bench/pool/calls.mjs "a number"
	@echo; echo "Bun"; $(BUN) bench/pool/calls.mjs && $(BUN) bench/pool/waits.mjs
	@echo; echo "Deno"; $(DENO) run -A bench/pool/calls.mjs && $(DENO) run -A bench/pool/waits.mjs
	@echo; $(NODE) bench/pool/column.mjs
