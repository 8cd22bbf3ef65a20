# SPDX-License-Identifier: MIT
# Cryptography that C in a module asks the host for, beside node:crypto called directly.
C_SOURCES += $(wildcard bench/crypto/*.c)

$(B)/wasm/bench-crypto.wasm: $(B)/guest/bench/crypto/guest.o $(B)/guest/libzerobuf.a | $(B)/wasm
	$(WASM_LINK) -z stack-size=65536 --export=handle_zerobuf --export=__heap_base --lto-O2 $^ -o $@

.PHONY: bench-crypto
bench-crypto: $(B)/wasm/bench-crypto.wasm ## hashes and encryption from C in wasm beside node:crypto
	$(NODE) bench/crypto/run.mjs
