# SPDX-License-Identifier: MIT
# C that was written for a system: wasi-libc (Debian's package), its system calls answered inside the
# module, malloc ours.  `$(eval $(call libc_module,name,sources,flags,allocator))` links build/wasm/name.wasm.
LIBC_OWN := src/libc/wasi.c src/libc/random.c src/libc/last_words.c
C_SOURCES += $(wildcard src/libc/*.[ch])
WASI_INCLUDE := /usr/include/wasm32-wasi
WASI_LIB := /usr/lib/wasm32-wasi
WASI_BUILTINS := /usr/lib/llvm-19/lib/clang/19/lib/wasi/libclang_rt.builtins-wasm32.a

$(B)/guest/libzerobuf-libc.a: $(LIBC_OWN:%.c=$(B)/guest/%.o)
	rm -f $@ && $(LLVM_AR) rcs $@ $^
build: $(B)/guest/libzerobuf-libc.a

# Our sources are held to our warnings, those of others to none.
LIBC_CC := $(CLANG) --target=wasm32-wasi -isystem $(WASI_INCLUDE) -mbulk-memory -Iinclude
ALLOCATOR_general := heap
ALLOCATOR_bump := heap-bump
LIBC_LINK = $(WASM_LINK) --strip-all -z stack-size=131072 --export=handle_zerobuf --export=__heap_base --lto-O2
LIBC_LIBRARIES = $(B)/guest/libzerobuf.a $(B)/guest/libzerobuf-libc.a
LIBC_SYSTEM := $(WASI_LIB)/libc.a $(WASI_LIB)/libm.a $(WASI_BUILTINS)

# $(1): name, $(2): our sources, $(3): objects of others, $(4): flags for ours, $(5): allocator
define libc_module
$(B)/libc/$(1)/%.o: %.c $(HEADERS)
	mkdir -p $$(@D)
	$(LIBC_CC) $(filter-out -std=c11 -Wundef,$(WARNINGS)) -std=gnu11 -O2 $(4) -c $$< -o $$@
$(B)/wasm/$(1).wasm: $(2:%.c=$(B)/libc/$(1)/%.o) $(3) $(B)/guest/libzerobuf-$(ALLOCATOR_$(5)).a $$(LIBC_LIBRARIES) | $(B)/wasm
	$$(LIBC_LINK) $$^ $$(LIBC_SYSTEM) -o $$@
	$(NODE) tools/check_stack.mjs $$@
endef
