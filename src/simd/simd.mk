# SPDX-License-Identifier: MIT
# Kernels of columns (zerobuf/simd.h).  They are part of the core (CORE); in WebAssembly they are
# compiled with SIMD128, whoever links them, and for speed also where all else is for size: a
# program that uses few of them carries few, since each function may be left out by itself.
SIMD := $(wildcard src/simd/*.c)
$(foreach way,o2 atomics ubsan,$(SIMD:%.c=$(B)/$(way)/%.o)): WASM_FLAGS := -msimd128
$(SIMD:%.c=$(B)/guest/%.o): WASM_FLAGS := -msimd128 -O2 -ffunction-sections

# For the tests of js/core (what is shipped, engine.mk makes): all kernels over JavaScript's own memory.
define kernel_module
$(B)/wasm/$(1).wasm: $(SIMD:%.c=$(B)/$(2)/%.o) | $(B)/wasm
	exports=$$$$($(LLVM_NM) --defined-only $$^ | sed -n 's/.* T \(zb_kernel_.*\)/--export=\1/p') && \
	$(WASM_LINK) --import-memory $(3) -z stack-size=65536 --export=__stack_pointer --export=__heap_base $$$$exports $$^ -o $$@
build: $(B)/wasm/$(1).wasm
endef
$(eval $(call kernel_module,simd,o2,--max-memory=4294901760))
# With relaxed SIMD, of which fused multiplication alone gains (docs/kernels.md).
$(B)/relaxed/%.o: %.c $(HEADERS) $(wildcard src/*/*.h)
	mkdir -p $(@D)
	$(WASM) -O2 -msimd128 -mrelaxed-simd -c $< -o $@
$(eval $(call kernel_module,simd-relaxed,relaxed,--max-memory=4294901760))
$(eval $(call kernel_module,simd-shared,atomics,--shared-memory --max-memory=1073741824))

# Vectors become NEON's there.  Not among what setup installs: it is asked for seldom.
AARCH64_TOOLS := aarch64-linux-gnu-gcc qemu-aarch64-static
$(B)/aarch64/core-test: $(CORE) $(C_TESTS) test/c/host_native.c $(HEADERS) $(wildcard test/c/*.h src/*/*.h)
	mkdir -p $(@D)
	aarch64-linux-gnu-gcc $(CFLAGS) -static $(filter %.c,$^) -o $@
.PHONY: test-aarch64
test-aarch64: ## the C core's unit tests as an aarch64 program, in an emulator
	for tool in $(AARCH64_TOOLS); do command -v $$tool >/dev/null || { \
		echo "test-aarch64: $$tool is missing; install Debian's gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user-static" >&2; exit 1; }; done
	$(MAKE) $(B)/aarch64/core-test
	qemu-aarch64-static $(B)/aarch64/core-test
