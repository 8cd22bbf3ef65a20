# SPDX-License-Identifier: MIT
# Guests of the tests of Durable Objects.
DURABLE_GUESTS := $(patsubst test/durable/%.c,$(B)/wasm/durable-%.wasm,$(wildcard test/durable/*.c))
C_SOURCES += $(wildcard test/durable/*.[ch])
$(DURABLE_GUESTS): $(B)/wasm/durable-%.wasm: $(B)/guest/test/durable/%.o $(B)/guest/libzerobuf-heap.a $(B)/guest/libzerobuf.a | $(B)/wasm
	$(WASM_LINK) -z stack-size=16384 --export=handle_zerobuf --export=__heap_base --build-id=sha1 --lto-O2 $^ -o $@
	$(NODE) tools/check_stack.mjs $@
build: $(DURABLE_GUESTS)
