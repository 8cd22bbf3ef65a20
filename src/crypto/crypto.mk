# SPDX-License-Identifier: MIT
# Cryptography: in handler modules a part of libzerobuf.a, whose import is linked by who calls it; natively an
# archive of its own, since it needs OpenSSL's libcrypto.
CRYPTO_HOST := src/crypto/host.c
CRYPTO_NATIVE := $(wildcard src/crypto/native*.c)
CRYPTO := $(filter-out $(CRYPTO_HOST) $(CRYPTO_NATIVE),$(wildcard src/crypto/*.c))
CRYPTO_LIBS := -lcrypto
C_SOURCES += $(CRYPTO) $(CRYPTO_HOST) $(CRYPTO_NATIVE) $(wildcard test/crypto/*.[ch])

$(B)/guest/libzerobuf.a: $(patsubst %.c,$(B)/guest/%.o,$(CRYPTO) $(CRYPTO_HOST))

# One object, as packaging.mk makes of the library: what only our own files call is local to it.
$(B)/lib/crypto.o: $(patsubst %.c,$(B)/lib/%.o,$(CRYPTO) $(CRYPTO_NATIVE))
	$(CC) -r -nostdlib $^ -o $@
	$(OBJCOPY) --wildcard --keep-global-symbol='zb_*' $@
$(B)/lib/libzerobuf-crypto.a: $(B)/lib/crypto.o
	rm -f $@ && $(AR) rcs $@ $<
build: $(B)/lib/libzerobuf-crypto.a
