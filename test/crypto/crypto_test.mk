# SPDX-License-Identifier: MIT
# The checks of cryptography, natively, sanitized, and as a guest of every host.
CRYPTO_CASES := $(wildcard test/crypto/cases*.c) test/crypto/vectors.c
CRYPTO_TEST_C := $(CORE) $(CRYPTO) $(CRYPTO_NATIVE) $(CRYPTO_CASES) test/crypto/native.c
CRYPTO_TEST_H := $(HEADERS) $(wildcard src/*/*.h test/crypto/*.h)

$(B)/native/crypto-test: $(CRYPTO_TEST_C) $(CRYPTO_TEST_H) | $(B)/native
	$(CC) $(CFLAGS) $(filter %.c,$^) $(CRYPTO_LIBS) -o $@
$(B)/asan/crypto-test: $(CRYPTO_TEST_C) $(CRYPTO_TEST_H) | $(B)/asan
	$(CLANG) $(CFLAGS) -O1 $(SANITIZE) $(filter %.c,$^) $(CRYPTO_LIBS) -o $@
$(B)/wasm/crypto-test.wasm: $(patsubst %.c,$(B)/guest/%.o,$(CRYPTO_CASES) test/crypto/guest.c) $(B)/guest/libzerobuf.a | $(B)/wasm
	$(WASM_LINK) -z stack-size=65536 --export=handle_zerobuf --export=__heap_base --lto-O2 $^ -o $@

build: $(B)/native/crypto-test $(B)/asan/crypto-test $(B)/wasm/crypto-test.wasm
$(B)/wasm/crypto-waiting.wasm: $(B)/guest/test/crypto/waiting.o $(B)/guest/libzerobuf.a | $(B)/wasm
	$(WASM_LINK) -z stack-size=65536 --export=handle_zerobuf --export=__heap_base --lto-O2 $^ -o $@
build: $(B)/wasm/crypto-waiting.wasm
