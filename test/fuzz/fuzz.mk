# SPDX-License-Identifier: MIT
# Fuzzers: libFuzzer with the oracles in test/fuzz; what they found is replayed by make test.
FUZZERS := $(patsubst test/fuzz/%.c,%,$(wildcard test/fuzz/*.c))
C_SOURCES += $(wildcard test/fuzz/*.h)
FUZZ_FLAGS := $(CFLAGS) -O1 $(SANITIZE)
$(B)/fuzz/core/%.o: src/core/%.c $(HEADERS) $(wildcard src/core/*.h) | $(B)/fuzz
	mkdir -p $(@D)
	$(CLANG) $(FUZZ_FLAGS) -fsanitize=fuzzer-no-link -c $< -o $@
$(B)/fuzz/%: test/fuzz/%.c $(CORE:src/core/%.c=$(B)/fuzz/core/%.o) $(wildcard test/c/*.h test/fuzz/*.h)
	$(CLANG) $(FUZZ_FLAGS) -fsanitize=fuzzer $(filter %.c %.o,$^) $(FUZZ_LIBS_$*) -o $@
# The heap is no part of the core.
$(B)/fuzz/heap-objects/%.o: src/heap/%.c $(HEADERS) $(wildcard src/heap/*.h)
	mkdir -p $(@D)
	$(CLANG) $(FUZZ_FLAGS) -fsanitize=fuzzer-no-link -c $< -o $@
$(B)/fuzz/heap: $(patsubst src/heap/%.c,$(B)/fuzz/heap-objects/%.o,$(HEAP_GENERAL) $(HEAP_BUMP) src/heap/general_check.c)
# Nor is cryptography, which needs OpenSSL.
$(B)/fuzz/crypto-objects/%.o: src/crypto/%.c $(HEADERS) $(wildcard src/crypto/*.h)
	mkdir -p $(@D)
	$(CLANG) $(FUZZ_FLAGS) -fsanitize=fuzzer-no-link -c $< -o $@
$(B)/fuzz/encoding $(B)/fuzz/jwt: $(patsubst src/crypto/%.c,$(B)/fuzz/crypto-objects/%.o,$(CRYPTO) $(CRYPTO_NATIVE))
FUZZ_LIBS_encoding := $(CRYPTO_LIBS)
FUZZ_LIBS_jwt := $(CRYPTO_LIBS)
