# SPDX-License-Identifier: MIT
# Fuzzers: libFuzzer with the oracles in test/fuzz; what they found is replayed by make test.
FUZZ_FLAGS := $(CFLAGS) -O1 $(SANITIZE) -fsanitize=fuzzer
$(B)/fuzz/%: test/fuzz/%.c $(CORE) $(HEADERS) src/core/internal.h | $(B)/fuzz
	$(CLANG) $(FUZZ_FLAGS) $(filter %.c,$^) -o $@
