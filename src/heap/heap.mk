# SPDX-License-Identifier: MIT
# malloc for handler modules: two archives, of which a module links one, or none.
HEAP_GENERAL := $(addprefix src/heap/,general.c bins.c)
HEAP_BUMP := src/heap/bump.c
HEAP_GUEST := $(addprefix src/heap/,malloc.c place.c fail.c) src/libc/last_words.c
C_SOURCES += $(wildcard src/heap/*.c)
# Both are tested in every build of the core's tests.
C_TESTS += $(HEAP_GENERAL) $(HEAP_BUMP) src/heap/general_check.c

# For speed: the rest of a module is made small, but programs wait for malloc.
HEAP_FLAGS := -O2 -flto -DZB_LINEAR_MEMORY
define heap_archive
$(B)/heap-$(1)/%.o: %.c $(HEADERS) $(wildcard src/heap/*.h src/guest/*.h)
	mkdir -p $$(@D)
	$(WASM) $(HEAP_FLAGS) $(3) -c $$< -o $$@
$(B)/guest/libzerobuf-heap$(2).a: $$(patsubst %.c,$(B)/heap-$(1)/%.o,$(4) $(HEAP_GUEST))
	mkdir -p $$(@D)
	rm -f $$@ && $(LLVM_AR) rcs $$@ $$^
endef
$(eval $(call heap_archive,general,,,$(HEAP_GENERAL)))
$(eval $(call heap_archive,bump,-bump,-DZBI_HEAP_BUMP,$(HEAP_BUMP)))

.PHONY: guest
guest: $(B)/guest/libzerobuf.a $(B)/guest/libzerobuf-heap.a $(B)/guest/libzerobuf-heap-bump.a $(B)/guest/libzerobuf-libc.a ## the archives that handler modules link (docs/c-libraries.md)
build: $(B)/guest/libzerobuf-heap.a $(B)/guest/libzerobuf-heap-bump.a
