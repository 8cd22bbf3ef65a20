# SPDX-License-Identifier: MIT
# HTTP's own formats.  Most of it knows no host and is tested with the core; handler_*.c are the calls that
# take a request or a response, which only handler modules have.
HTTP_HANDLER := $(wildcard src/http/handler_*.c)
HTTP := $(filter-out $(HTTP_HANDLER),$(wildcard src/http/*.c))
C_SOURCES += $(HTTP) $(HTTP_HANDLER)
# Credentials are base64, and compared in constant time.
C_TESTS += $(HTTP) src/crypto/base64.c src/crypto/secret.c
$(B)/guest/libzerobuf.a: $(patsubst %.c,$(B)/guest/%.o,$(HTTP) $(HTTP_HANDLER))

# The guest that the tests drive over real HTTP.
$(B)/wasm/forms.wasm: $(B)/guest/test/guest/forms.o $(B)/guest/libzerobuf.a | $(B)/wasm
	$(WASM_LINK) -z stack-size=16384 --export=handle_zerobuf --export=__heap_base --lto-O2 $^ -o $@
	$(NODE) tools/check_stack.mjs $@
build: $(B)/wasm/forms.wasm
