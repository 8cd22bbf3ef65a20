# SPDX-License-Identifier: MIT
# Tasks in C of bench/pool/column.mjs.
C_SOURCES += bench/pool/columns.c
$(B)/wasm/columns.wasm: $(B)/atomics/bench/pool/columns.o $(B)/atomics/libzerobuf.a | $(B)/wasm
	$(TASK_LINK) $^ -o $@
	$(NODE) tools/check_stack.mjs $@
$(B)/atomics/bench/pool/columns.o: WASM_FLAGS := -msimd128
build: $(B)/wasm/columns.wasm
