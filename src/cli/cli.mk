# SPDX-License-Identifier: MIT
# The zb tool: once as people run it, once with the sanitizers for hostile input.
CLI := $(wildcard src/cli/*.c)
C_SOURCES += $(CLI) $(wildcard src/cli/*.h test/cli/*.c)
CLI_FLAGS := -D_GNU_SOURCE

$(foreach way,gcc asan,$(CLI:%.c=$(B)/$(way)/%.o)): NATIVE_FLAGS := $(CLI_FLAGS)
CLI_O := $(CLI:.c=.o) $(CORE:.c=.o)
$(B)/native/zb: $(CLI_O:%=$(B)/gcc/%) | $(B)/native
	$(CC) $^ -o $@
$(B)/asan/zb: $(CLI_O:%=$(B)/asan/%) | $(B)/asan
	$(CLANG) $(SANITIZE) $^ -o $@

# An image with a value of every type, for the tests.
$(B)/native/sample_image: $(B)/gcc/test/cli/sample_image.o $(CORE:%.c=$(B)/gcc/%.o) | $(B)/native
	$(CC) $^ -o $@

build: $(B)/native/zb $(B)/asan/zb $(B)/native/sample_image

.PHONY: completions
completions: $(B)/native/zb ## regenerate the shell completions of zb from its help
	$(NODE) src/cli/completions/generate.mjs
