# SPDX-License-Identifier: MIT
COMPAT := $(wildcard src/compat/*.c)
C_SOURCES += $(COMPAT) $(wildcard test/packaging/*.c)
build: $(B)/native/compat-calls $(B)/asan/compat-calls $(B)/wasm/compat.wasm

# The published C interface as foreign callers see it: symbols, no header of ours.
$(B)/native/compat-calls: test/packaging/compat_calls.c $(COMPAT) $(CORE) $(HEADERS) $(wildcard src/core/*.h) | $(B)/native
	$(CC) $(filter-out -Wmissing-prototypes,$(CFLAGS)) $(filter %.c,$^) -o $@
$(B)/asan/compat-calls: test/packaging/compat_calls.c $(COMPAT) $(CORE) $(HEADERS) $(wildcard src/core/*.h) | $(B)/asan
	$(CLANG) $(filter-out -Wmissing-prototypes,$(CFLAGS)) -O1 $(SANITIZE) $(filter %.c,$^) -o $@
$(B)/wasm/compat.wasm: $(patsubst %.c,$(B)/o2/%.o,$(COMPAT) $(CORE)) | $(B)/wasm
	$(WASM_LINK) --export-all $^ -o $@
