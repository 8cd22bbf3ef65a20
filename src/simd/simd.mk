# SPDX-License-Identifier: MIT
# Kernels of columns (zerobuf/simd.h).  They are part of the core (CORE); in WebAssembly they are
# compiled with SIMD128, whoever links them.
SIMD := $(wildcard src/simd/*.c)
$(foreach way,o2 atomics ubsan guest,$(SIMD:%.c=$(B)/$(way)/%.o)): WASM_FLAGS := -msimd128

# For the tests of js/core (what is shipped, engine.mk makes): all kernels over JavaScript's own memory.
KERNEL_EXPORTS := $(shell grep -oE 'zb_kernel_[a-z0-9_]+' include/zerobuf/simd.h | sort -u)
$(B)/wasm/simd.wasm: $(SIMD:%.c=$(B)/o2/%.o) | $(B)/wasm
	$(WASM_LINK) --import-memory --max-memory=4294901760 -z stack-size=65536 --export=__stack_pointer --export=__heap_base \
		$(KERNEL_EXPORTS:%=--export=%) $^ -o $@
$(B)/wasm/simd-shared.wasm: $(SIMD:%.c=$(B)/atomics/%.o) | $(B)/wasm
	$(WASM_LINK) --import-memory --shared-memory --max-memory=1073741824 -z stack-size=65536 --export=__stack_pointer --export=__heap_base \
		$(KERNEL_EXPORTS:%=--export=%) $^ -o $@

build: $(B)/wasm/simd.wasm $(B)/wasm/simd-shared.wasm
