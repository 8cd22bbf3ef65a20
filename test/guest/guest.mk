# SPDX-License-Identifier: MIT
# Guests that use malloc, with either allocator and without a libc; and one that uses wasi-libc.
define heap_guest
$(B)/wasm/heap-$(1).wasm: $(B)/guest/test/guest/heap.o $(B)/guest/libzerobuf-$(ALLOCATOR_$(1)).a $(B)/guest/libzerobuf.a | $(B)/wasm
	$(WASM_LINK) -z stack-size=16384 --export=handle_zerobuf --export=__heap_base --lto-O2 $$^ -o $$@
build: $(B)/wasm/heap-$(1).wasm
endef
$(eval $(call heap_guest,general))
$(eval $(call heap_guest,bump))
$(eval $(call libc_module,libc,test/guest/libc.c,,,general))
build: $(B)/wasm/libc.wasm
$(B)/wasm/turns.wasm: $(B)/guest/test/guest/turns.o $(B)/guest/libzerobuf-heap.a $(B)/guest/libzerobuf.a | $(B)/wasm
	$(WASM_LINK) -z stack-size=16384 --export=handle_zerobuf --export=__heap_base --lto-O2 $^ -o $@
	$(NODE) tools/check_stack.mjs $@
build: $(B)/wasm/turns.wasm
$(B)/wasm/replayer.wasm $(B)/wasm/looper.wasm: $(B)/wasm/%.wasm: $(B)/guest/test/guest/%.o $(B)/guest/libzerobuf.a | $(B)/wasm
	$(WASM_LINK) -z stack-size=16384 --export=handle_zerobuf --export=__heap_base --lto-O2 $^ -o $@
	$(NODE) tools/check_stack.mjs $@
build: $(B)/wasm/replayer.wasm $(B)/wasm/looper.wasm

.PHONY: soak
soak: setup ## 100,000 requests at 256 connections on each host, some aborted, some trapping: nothing wrong, memory flat
	$(MAKE) $(B)/wasm/waiter.wasm
	$(NODE) test/soak/soak.mjs
