# SPDX-License-Identifier: MIT
# The zb tool: once as people run it, once with the sanitizers for hostile input.
CLI := $(wildcard src/cli/*.c)
C_SOURCES += $(CLI) $(wildcard src/cli/*.h test/cli/*.c)
CLI_FLAGS := -D_GNU_SOURCE

define cli_objects
$(B)/$(1)/cli/%.o: %.c $(HEADERS) $(wildcard src/cli/*.h src/core/*.h)
	mkdir -p $$(@D)
	$(2) -c $$< -o $$@
endef
$(eval $(call cli_objects,native,$(CC) $(CFLAGS) $(CLI_FLAGS)))
$(eval $(call cli_objects,asan,$(CLANG) $(CFLAGS) $(CLI_FLAGS) -O1 $(SANITIZE)))

CLI_O := $(CLI:.c=.o) $(CORE:.c=.o)
$(B)/native/zb: $(CLI_O:%=$(B)/native/cli/%) | $(B)/native
	$(CC) $(CFLAGS) $^ -o $@
$(B)/asan/zb: $(CLI_O:%=$(B)/asan/cli/%) | $(B)/asan
	$(CLANG) $(SANITIZE) $^ -o $@

# An image with a value of every type, for the tests.
$(B)/native/sample_image: test/cli/sample_image.c $(CORE:%.c=$(B)/native/cli/%.o) | $(B)/native
	$(CC) $(CFLAGS) $^ -o $@

build: $(B)/native/zb $(B)/asan/zb $(B)/native/sample_image

.PHONY: completions
completions: $(B)/native/zb ## regenerate the shell completions of zb from its help
	$(NODE) src/cli/completions/generate.mjs
