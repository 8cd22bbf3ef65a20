# SPDX-License-Identifier: MIT
# Guests of the tests of bindings.
$(B)/wasm/values.wasm: $(B)/guest/test/guest/values.o $(B)/guest/libzerobuf.a | $(B)/wasm
	$(WASM_LINK) -z stack-size=16384 --export=handle_zerobuf --export=__heap_base --lto-O2 $^ -o $@
build: $(B)/wasm/values.wasm

BINDINGS_O := $(patsubst %.c,$(B)/guest/%.o,$(wildcard test/guest/bindings*.c))
$(B)/wasm/bindings.wasm: $(BINDINGS_O) $(B)/guest/libzerobuf.a | $(B)/wasm
	$(WASM_LINK) -z stack-size=16384 --export=handle_zerobuf --export=__heap_base --lto-O2 $^ -o $@
	$(NODE) tools/check_stack.mjs $@
build: $(B)/wasm/bindings.wasm
