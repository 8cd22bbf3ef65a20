# SPDX-License-Identifier: MIT
# malloc of ours, general and bump, beside the dlmalloc of wasi-libc, in the same run.
C_SOURCES += bench/heap/work.c
BENCH_HEAP := $(addprefix $(B)/bench/heap-,general.wasm bump.wasm dlmalloc.wasm)

$(B)/bench/heap/%.o: bench/heap/work.c $(HEADERS)
	mkdir -p $(@D)
	$(WASM) -O2 -fno-builtin $(if $(filter dlmalloc,$*),-DTHEIRS) -c $< -o $@
$(B)/bench/heap-general.wasm $(B)/bench/heap-bump.wasm: $(B)/bench/heap-%.wasm: $(B)/bench/heap/%.o
	$(WASM_LINK) -z stack-size=16384 --export=__heap_base --lto-O2 $^ -o $@
$(B)/bench/heap-general.wasm: $(B)/guest/libzerobuf-heap.a $(B)/guest/libzerobuf.a
$(B)/bench/heap-bump.wasm: $(B)/guest/libzerobuf-heap-bump.a $(B)/guest/libzerobuf.a
$(B)/bench/heap-dlmalloc.wasm: $(B)/bench/heap/dlmalloc.o
	$(WASM_LINK) -z stack-size=16384 $^ $(WASI_LIB)/libc.a $(WASI_BUILTINS) -o $@

.PHONY: bench-heap
bench-heap: $(BENCH_HEAP) ## malloc and free, beside wasi-libc's
	$(NODE) bench/heap/run.mjs
