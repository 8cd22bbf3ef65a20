# SPDX-License-Identifier: MIT
# What tests of handlers link, with libzerobuf.a: what a module links and is portable, and main().
GUEST_PORTABLE := $(filter-out $(addprefix src/guest/,await.c call.c concurrent.c instance.c memory.c pages.c pow10.c read.c snapshot.c write.c),$(GUEST))
# With the rooms that are portable as they are, and what needs no platform of cryptography.
GUEST_PORTABLE += $(wildcard src/http/*.c src/bindings/*.c src/durable/*.c) src/crypto/base64.c src/crypto/secret.c
TESTING := $(wildcard src/testing/*.c)
C_SOURCES += $(TESTING) $(wildcard test/testing/*.[ch])
$(B)/lib/testing/%.o: %.c $(HEADERS) $(wildcard src/guest/*.h src/testing/*.h)
	mkdir -p $(@D)
	$(CC) $(filter-out -Werror,$(WARNINGS)) -Iinclude $(LIB_OPT) -g -c $< -o $@
$(B)/lib/libzerobuf-testing.a: $(patsubst %.c,$(B)/lib/testing/%.o,$(GUEST_PORTABLE) $(TESTING))
	rm -f $@ && $(AR) rcs $@ $^
build: $(B)/lib/libzerobuf-testing.a

# Its own tests: a program as users link it, and under sanitizers one more, and one that fails.
TESTED := test/testing/waiter.c test/guest/router.c
$(B)/native/handler-test: test/testing/router_test.c $(TESTED) $(B)/lib/libzerobuf-testing.a $(B)/lib/libzerobuf.a | $(B)/native
	$(CC) $(CFLAGS) $^ -o $@
$(B)/asan/handler/%.o: %.c $(HEADERS) $(wildcard src/*/*.h test/testing/*.h)
	mkdir -p $(@D)
	$(CLANG) $(CFLAGS) -O1 $(SANITIZE) -c $< -o $@
$(B)/asan/handler-test $(B)/asan/handler-failing: $(patsubst %.c,$(B)/asan/handler/%.o,$(TESTED) $(GUEST_PORTABLE) $(TESTING)) $(B)/lib/libzerobuf.a | $(B)/asan
	$(CLANG) $(SANITIZE) $^ -o $@
$(B)/asan/handler-test: $(B)/asan/handler/test/testing/router_test.o
$(B)/asan/handler-failing: $(B)/asan/handler/test/testing/failing_test.o
build: $(B)/native/handler-test $(B)/asan/handler-test $(B)/asan/handler-failing
