# SPDX-License-Identifier: MIT
# Fuzzers: libFuzzer with the oracles in test/fuzz; what they found is replayed by make test.
FUZZERS := $(patsubst test/fuzz/%.c,%,$(wildcard test/fuzz/*.c))
C_SOURCES += $(wildcard test/fuzz/*.h)
$(eval $(call native_objects,fuzzed,$(CLANG) $(CFLAGS) -O1 $(SANITIZE) -fsanitize=fuzzer-no-link))
$(FUZZERS:%=$(B)/fuzz/%): $(B)/fuzz/%: $(B)/fuzzed/test/fuzz/%.o $(CORE:%.c=$(B)/fuzzed/%.o) | $(B)/fuzz
	$(CLANG) $(SANITIZE) -fsanitize=fuzzer $^ $(FUZZ_LIBS_$*) -o $@
# The heap is no part of the core.
$(B)/fuzz/heap: $(patsubst %.c,$(B)/fuzzed/%.o,$(HEAP_GENERAL) $(HEAP_BUMP) src/heap/general_check.c)
# Nor is cryptography, which needs OpenSSL.
$(B)/fuzz/encoding $(B)/fuzz/jwt: $(patsubst %.c,$(B)/fuzzed/%.o,$(CRYPTO) $(CRYPTO_NATIVE))
FUZZ_LIBS_encoding := $(CRYPTO_LIBS)
FUZZ_LIBS_jwt := $(CRYPTO_LIBS)
# Nor are formats of HTTP, whose credentials are base64.
$(B)/fuzz/http: $(patsubst %.c,$(B)/fuzzed/%.o,$(HTTP) src/crypto/base64.c src/crypto/secret.c)
