# SPDX-License-Identifier: MIT
# Kernels of columns, as they are shipped, on Node and on workerd, beside the same C compiled natively and
# beside plain JavaScript.  What is measured is written once in C (cases_*.c) and linked twice.
BENCH_CASES := $(filter-out %/main_native.c %/main_wasm.c,$(wildcard bench/kernels/*.c))
C_SOURCES += $(wildcard bench/kernels/*.[ch])

$(B)/bench/kernels-native: bench/kernels/main_native.c $(BENCH_CASES) bench/kernels/cases.h $(SIMD) $(HEADERS) $(wildcard src/simd/*.h)
	mkdir -p $(@D)
	$(CC) $(CFLAGS) -D_GNU_SOURCE $(filter %.c,$^) -o $@

# The kernels are imported: from js/core/kernels.wasm, whose stack lies between this one and the data.
$(B)/wasm/kernel-cases.wasm: $(patsubst %.c,$(B)/o2/%.o,bench/kernels/main_wasm.c $(BENCH_CASES)) | $(B)/wasm
	$(WASM_LINK) --import-memory --max-memory=4294901760 -z stack-size=65536 --global-base=131072 --allow-undefined \
		--export=__heap_base $^ -o $@
$(patsubst %.c,$(B)/o2/%.o,bench/kernels/main_wasm.c $(BENCH_CASES)): bench/kernels/cases.h
$(patsubst %.c,$(B)/o2/%.o,$(BENCH_CASES)): WASM_FLAGS := -msimd128

.PHONY: bench-kernels
bench-kernels: $(B)/bench/kernels-native $(B)/wasm/kernel-cases.wasm js/core/kernels.wasm ## kernels on Node and workerd beside native C and plain JavaScript
	$(NODE) bench/kernels/run.mjs
