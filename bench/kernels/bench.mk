# SPDX-License-Identifier: MIT
# Kernels of columns, as they are shipped, on Node and on workerd, beside the same C compiled natively and
# beside plain JavaScript.  What is measured is written once in C (cases_*.c) and linked twice.
BENCH_CASES := $(filter-out %/main_native.c %/main_wasm.c,$(wildcard bench/kernels/*.c))
C_SOURCES += $(wildcard bench/kernels/*.[ch])

$(B)/bench/kernels-native: bench/kernels/main_native.c $(BENCH_CASES) bench/kernels/cases.h $(SIMD) $(HEADERS) $(wildcard src/simd/*.h)
	mkdir -p $(@D)
	$(CC) $(CFLAGS) -D_GNU_SOURCE $(filter %.c,$^) -o $@

# All kernels, compiled and linked as js/core/kernels.wasm is, which has those that columns call.
$(B)/wasm/kernels-all.wasm: $(SIMD:%.c=$(B)/kernels/%.o) | $(B)/wasm
	exports=$$($(LLVM_NM) --defined-only $^ | sed -n 's/.* T \(zb_kernel_.*\)/--export=\1/p') && \
	wasm-ld-19 --no-entry --experimental-pic -shared --gc-sections --lto-O2 $$exports $^ -o $@
	$(WASM_OPT) -Oz --strip-debug --strip-producers --strip-target-features $@ -o $@

# The kernels are imported: from kernels-all.wasm, whose stack lies between this one and the data.
$(B)/wasm/kernel-cases.wasm: $(patsubst %.c,$(B)/o2/%.o,bench/kernels/main_wasm.c $(BENCH_CASES)) | $(B)/wasm
	$(WASM_LINK) --import-memory --max-memory=4294901760 -z stack-size=65536 --global-base=131072 --allow-undefined \
		--export=__heap_base $^ -o $@
$(patsubst %.c,$(B)/o2/%.o,bench/kernels/main_wasm.c $(BENCH_CASES)): bench/kernels/cases.h
$(patsubst %.c,$(B)/o2/%.o,$(BENCH_CASES)): WASM_FLAGS := -msimd128

.PHONY: bench-kernels
bench-kernels: $(B)/bench/kernels-native $(B)/wasm/kernel-cases.wasm $(B)/wasm/kernels-all.wasm ## kernels on Node and workerd beside native C and plain JavaScript
	$(NODE) bench/kernels/run.mjs
