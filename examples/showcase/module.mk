# SPDX-License-Identifier: MIT
SHOWCASE_ON_workerd := $(NODE)
SHOWCASE_ON_node := $(NODE)
SHOWCASE_ON_deno := $(abspath $(wildcard node_modules/@deno/linux-*-glibc/deno)) run --allow-all
SHOWCASE_ON_bun := $(abspath $(wildcard node_modules/@oven/bun-linux-*/bin/bun))

$(B)/wasm/showcase.wasm: $(patsubst %.c,$(B)/guest/%.o,$(wildcard examples/showcase/*.c)) $(B)/guest/libzerobuf.a | $(B)/wasm
	$(WASM_LINK) -z stack-size=16384 --export=handle_zerobuf --export=__heap_base --lto-O2 $^ -o $@
	$(NODE) tools/check_stack.mjs $@
	$(WASM_OPT) -Oz --strip-debug --strip-producers --strip-target-features $@ -o $@

build: $(B)/wasm/showcase.wasm

##@ Everyday
.PHONY: showcase
showcase: setup ## build and serve examples/showcase (PORT=8787, HOST=workerd|node|deno|bun, OUTBOUND=host:port)
	$(MAKE) $(PARALLEL) $(B)/wasm/showcase.wasm
	exec $(or $(SHOWCASE_ON_$(HOST)),$(NODE)) examples/showcase/serve.mjs --host $(HOST) --port $(PORT) $(if $(OUTBOUND),--outbound $(OUTBOUND))
