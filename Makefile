# SPDX-License-Identifier: MIT
# `make help` lists the targets.  Everything built goes to build/.

MAKEFLAGS += --no-builtin-rules --no-print-directory
SHELL := /bin/bash
.DEFAULT_GOAL := help
ifndef V
.SILENT: # V=1 shows the commands
endif
.DELETE_ON_ERROR:

ARCH := $(shell uname -m | sed -e s/x86_64/x64/ -e s/aarch64/arm64/)
NODE := $(CURDIR)/node_modules/node24-linux-$(ARCH)/bin/node
CC := gcc
CLANG := clang-19
LLVM_AR := llvm-ar-19
LLVM_NM := llvm-nm-19
WASM_OPT := wasm-opt
CLANG_FORMAT := clang-format-19
HOST := workerd
PORT ?= 8787
T := region
SECS := 60
# As many compilers as cores, each one's output in one piece; unless the caller decided already.
PARALLEL := $(if $(findstring j,$(MAKEFLAGS)),,-j$(shell nproc) -Otarget)
B := build

WARNINGS := -std=c11 -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wsign-conversion -Wcast-qual \
	-Wcast-align -Wstrict-prototypes -Wmissing-prototypes -Wundef -Wvla -Wswitch-enum -Wformat=2 \
	-Wnull-dereference -Wdouble-promotion
CFLAGS := $(WARNINGS) -Iinclude -O2 -g
# Address 0 is memory in WebAssembly: null checks must not be reasoned away.
WASM := $(CLANG) --target=wasm32 -ffreestanding -nostdlibinc -mbulk-memory -fno-delete-null-pointer-checks \
	$(WARNINGS) -Iinclude
# Not through clang, which runs wasm-opt when it finds it: that is a step of its own, for what is shipped.
WASM_LINK := wasm-ld-19 --no-entry --stack-first
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

HEADERS := $(wildcard include/zerobuf/*.h)
CORE := $(wildcard src/core/*.c src/simd/*.c src/sync/*.c)
GUEST := $(wildcard src/guest/*.c src/bindings/*.c)
C_TESTS := $(wildcard test/c/test_*.c) test/c/harness.c test/c/json_support.c
# An example with a module.mk says itself how it is linked.
EXAMPLES := $(filter-out $(patsubst examples/%/module.mk,%,$(wildcard examples/*/module.mk)),$(notdir $(patsubst %/,%,$(wildcard examples/*/))))
EXAMPLE_WASM := $(EXAMPLES:%=$(B)/wasm/%.wasm)
FIXTURE_WASM := $(patsubst test/http/fixtures/%.c,$(B)/wasm/fixtures/%.wasm,$(wildcard test/http/fixtures/*.c))
C_SOURCES := $(HEADERS) $(CORE) $(GUEST) $(wildcard src/*/*.h test/c/*.[ch] tools/*.c examples/*/*.[ch] js/cli/templates/*/*/*.c test/http/fixtures/*.[ch] test/fuzz/*.c test/guest/*.[ch])

# Objects for this machine, a folder for each way to compile them.
define native_objects
$(B)/$(1)/%.o: %.c $(HEADERS) $(wildcard src/*/*.h test/*/*.h)
	mkdir -p $$(@D)
	$(2) $$(NATIVE_FLAGS) -c $$< -o $$@
endef
$(eval $(call native_objects,gcc,$(CC) $(CFLAGS)))
$(eval $(call native_objects,clang,$(CLANG) $(CFLAGS)))
$(eval $(call native_objects,asan,$(CLANG) $(CFLAGS) -O1 $(SANITIZE)))
$(eval $(call native_objects,tsan,$(CLANG) $(CFLAGS) -O1 -fsanitize=thread -pthread))

# Rooms that bring rules of their own.
include $(wildcard src/*/*.mk examples/*/*.mk bench/*/*.mk packaging/*.mk test/*/*.mk)

##@ Everyday
.PHONY: run
run: setup ## build and serve the main example (HOST=workerd|node|deno|bun|cluster, PORT=8787)
	$(MAKE) $(PARALLEL) build
	exec $(NODE) tools/run.mjs cities --host $(HOST) --port $(PORT)

.PHONY: test
test: SETUP_FOR := test
test: setup ## everything that must hold
	$(MAKE) $(PARALLEL) build
	$(NODE) tools/test.mjs

.PHONY: check
check: setup ## the quick gate before a commit: format, generated files, types, C and JavaScript unit tests
	$(MAKE) $(PARALLEL) $(B)/native/core-test $(B)/asan/core-test $(MODULES) $(B)/wasm/mutator.wasm
	$(NODE) tools/test.mjs --quick

.PHONY: bench
bench: setup ## side-by-side measurements with checked answers
	$(MAKE) build
	for file in engine request await http routes cold-start; do $(NODE) bench/$$file.mjs || exit 1; echo; done
	$(MAKE) bench-js
	$(MAKE) bench-native

.PHONY: fmt
fmt: setup ## format the C sources
	$(CLANG_FORMAT) -i $(C_SOURCES)

.PHONY: gen
gen: ## regenerate what is generated: layout tables, status table, type declarations
	$(MAKE) $(B)/native/gen_layout
	$(B)/native/gen_layout > js/core/layout.gen.js
	$(NODE) tools/gen_spec.mjs
	$(NODE) tools/gen_pow10.mjs
	$(MAKE) types

.PHONY: clean
clean: ## remove what was built
	rm -rf $(B)

.PHONY: help
help: ## this list
	awk -F ':.*## ' '/^##@/ { printf "\n%s\n", substr($$0, 5) } /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

##@ Parts
.PHONY: setup
setup: ## install what is missing: clang, lld, the pinned runtimes (idempotent, no prompts)
	tools/setup.sh $(SETUP_FOR)

.PHONY: build
build: ## compile everything
build: $(B)/native/core-test $(B)/native/core-test-clang $(B)/asan/core-test $(B)/tsan/threads-test $(B)/wasm/core-test.wasm \
	$(B)/wasm-ubsan/core-test.wasm $(B)/native/dump $(B)/native/write_extended $(FUZZERS:%=$(B)/fuzz/%) $(B)/wasm/bridge.wasm $(B)/wasm/bridge-shared.wasm \
	$(EXAMPLE_WASM) $(FIXTURE_WASM) $(B)/wasm/keeper.wasm $(B)/wasm/waiter.wasm $(B)/wasm/caller.wasm $(B)/wasm/panic.wasm $(B)/wasm/router.wasm $(B)/wasm/naive.wasm $(B)/wasm/pages.wasm

.PHONY: fuzz
fuzz: setup ## fuzz one target for SECS=60 seconds: T=one of test/fuzz, or cross; findings go to test/fuzz/regressions
	mkdir -p $(B)/corpus/$(T) test/fuzz/regressions/$(T)
	if [ $(T) = cross ]; then \
		$(MAKE) $(B)/wasm/bridge.wasm && $(NODE) test/fuzz/cross.mjs $(SECS); \
	else \
		$(MAKE) $(B)/fuzz/$(T) && $(B)/fuzz/$(T) -max_total_time=$(SECS) -max_len=16384 -print_final_stats=1 \
			-artifact_prefix=test/fuzz/regressions/$(T)/ $(B)/corpus/$(T) test/fuzz/regressions/$(T) \
			$(wildcard test/fuzz/seeds/$(T)); \
	fi

.PHONY: sizes
sizes: $(EXAMPLE_WASM) ## bytes of each example module
	for file in $(EXAMPLE_WASM); do printf '%7d bytes  %s\n' $$(stat -c %s $$file) $$file; done

.PHONY: format-check
format-check: ## C sources are formatted
	$(CLANG_FORMAT) --dry-run -Werror $(C_SOURCES)

.PHONY: headers-check
headers-check: ## each public header compiles alone as C11 and C++17; the core asks for no libc
	for header in $(HEADERS:include/%=%); do \
		for compile in "$(CC) -x c $(WARNINGS)" "$(CLANG) -x c $(WARNINGS) -Wdocumentation" \
			"c++ -x c++ -std=c++17 -Wall -Wextra -Wpedantic -Werror"; do \
			echo "#include <$$header>" | $$compile -Iinclude -fsyntax-only - || exit 1; done; done
	$(MAKE) $(B)/wasm/core.o
	symbols=$$($(LLVM_NM) -u $(B)/wasm/core.o) || exit 1; \
		undefined=$$(grep -vE '__stack_pointer|__indirect_function_table|__linear_memory' <<<"$$symbols"); \
		if [ -n "$$undefined" ]; then echo "the wasm32 core has undefined symbols:"; echo "$$undefined"; exit 1; fi
	echo "headers: $(words $(HEADERS)) compile alone as C11 and C++17; wasm32 core: no undefined symbol"

.PHONY: gen-check
gen-check: $(B)/native/gen_layout ## generated files are fresh
	$(B)/native/gen_layout | diff -u js/core/layout.gen.js - || { echo "js/core/layout.gen.js is stale: run make gen"; exit 1; }
	$(NODE) tools/gen_spec.mjs --check
	$(NODE) tools/gen_pow10.mjs --check

.PHONY: types
types: setup ## write js/types from the JSDoc comments
	rm -rf js/types && $(NODE) node_modules/typescript/bin/tsc -p js/tsconfig.types.json
	$(NODE) tools/gen_cjs_types.mjs js/types

.PHONY: types-check
types-check: ## JSDoc types hold under tsc --strict, and js/types is fresh
	$(NODE) node_modules/typescript/bin/tsc -p .
	rm -rf $(B)/types && $(NODE) node_modules/typescript/bin/tsc -p js/tsconfig.types.json --outDir $(B)/types
	$(NODE) tools/gen_cjs_types.mjs $(B)/types
	diff -r js/types $(B)/types || { echo "js/types is stale: run make gen"; exit 1; }

# C core and its tests, five ways: two compilers, sanitizers, wasm32, wasm32 with trapping UBSan.
CORE_TEST_NATIVE_O := $(CORE:.c=.o) $(C_TESTS:.c=.o) test/c/host_native.o
$(B)/native/core-test: $(CORE_TEST_NATIVE_O:%=$(B)/gcc/%) | $(B)/native
	$(CC) $^ -o $@
$(B)/native/core-test-clang: $(CORE_TEST_NATIVE_O:%=$(B)/clang/%) | $(B)/native
	$(CLANG) $^ -o $@
$(B)/asan/core-test: $(CORE_TEST_NATIVE_O:%=$(B)/asan/%) | $(B)/asan
	$(CLANG) $(SANITIZE) $^ -o $@
$(B)/tsan/threads-test: $(CORE:%.c=$(B)/tsan/%.o) $(B)/tsan/test/c/threads.o $(B)/tsan/test/c/threads_sync.o | $(B)/tsan
	$(CLANG) -fsanitize=thread -pthread $^ -o $@
$(B)/tsan/test/c/threads.o $(B)/tsan/test/c/threads_sync.o: NATIVE_FLAGS := -D_POSIX_C_SOURCE=200809L
CORE_TEST_O := $(CORE:.c=.o) $(C_TESTS:.c=.o) test/c/host_wasm.o
$(B)/wasm/core-test.wasm: $(CORE_TEST_O:%=$(B)/o2/%) | $(B)/wasm
	$(WASM_LINK) -z stack-size=262144 $^ -o $@
$(B)/wasm-ubsan/core-test.wasm: $(CORE_TEST_O:%=$(B)/ubsan/%) | $(B)/wasm-ubsan
	$(WASM_LINK) -z stack-size=262144 $^ -o $@
$(B)/wasm/core.o: $(CORE:%.c=$(B)/o2/%.o) | $(B)/wasm
	$(WASM_LINK) -r $^ -o $@

# Objects for wasm32, a folder for each way to compile them.
define wasm_objects
$(B)/$(1)/%.o: %.c $(HEADERS) $(wildcard src/*/*.h test/c/*.h test/http/fixtures/*.h test/guest/*.h examples/*/*.h)
	mkdir -p $$(@D)
	$(WASM) $(2) $$(WASM_FLAGS) -c $$< -o $$@
endef
$(eval $(call wasm_objects,o2,-O2))
$(eval $(call wasm_objects,atomics,-O2 -matomics))
$(eval $(call wasm_objects,ubsan,-O1 -fsanitize=undefined -fsanitize-trap=undefined))
$(eval $(call wasm_objects,guest,-Oz -flto -DZB_LINEAR_MEMORY -DZBI_POW10_LAZY))

# The typed dump of an image, native and as a module over JavaScript's own memory.
$(B)/native/dump: $(CORE:%.c=$(B)/gcc/%.o) $(B)/gcc/test/c/dump.o $(B)/gcc/test/c/dump_main.o | $(B)/native
	$(CC) $^ -o $@
$(B)/native/write_extended: $(CORE:%.c=$(B)/gcc/%.o) $(B)/gcc/test/c/write_extended.o | $(B)/native
	$(CC) $^ -o $@
BRIDGE_O := $(CORE:.c=.o) test/c/dump.o test/c/bridge.o
BRIDGE_LINK := $(WASM_LINK) --import-memory --export=__stack_pointer --export=__heap_base -z stack-size=65536
$(B)/wasm/bridge.wasm: $(BRIDGE_O:%=$(B)/o2/%) | $(B)/wasm
	$(BRIDGE_LINK) --max-memory=4294901760 $^ -o $@
$(B)/wasm/bridge-shared.wasm: $(BRIDGE_O:%=$(B)/atomics/%) | $(B)/wasm
	$(BRIDGE_LINK) --shared-memory --max-memory=1073741824 $^ -o $@

# What a handler module links.  An archive, so that a module carries only what it uses.
$(B)/guest/libzerobuf.a: $(patsubst %.c,$(B)/guest/%.o,$(CORE) $(GUEST))
	rm -f $@ && $(LLVM_AR) rcs $@ $^
define example
$(B)/wasm/$(1).wasm: $(patsubst %.c,$(B)/guest/%.o,$(wildcard examples/$(1)/*.c)) $(B)/guest/libzerobuf.a | $(B)/wasm
	$(WASM_LINK) -z stack-size=16384 --export=handle_zerobuf --export=__heap_base --lto-O2 $$^ -o $$@
	$(NODE) tools/check_stack.mjs $$@
	$(WASM_OPT) -Oz --strip-debug --strip-producers --strip-target-features $$@ -o $$@
endef
$(foreach name,$(EXAMPLES),$(eval $(call example,$(name))))

# Guests of the tests: linked like an example, not shrunk.
$(B)/wasm/keeper.wasm $(B)/wasm/waiter.wasm $(B)/wasm/caller.wasm $(B)/wasm/panic.wasm $(B)/wasm/router.wasm: $(B)/wasm/%.wasm: $(B)/guest/test/guest/%.o $(B)/guest/libzerobuf.a | $(B)/wasm
	$(WASM_LINK) -z stack-size=16384 --export=handle_zerobuf --export=__heap_base --lto-O2 $^ -o $@
	$(NODE) tools/check_stack.mjs $@

# The page allocator of calls alone.
$(B)/wasm/pages.wasm: $(B)/guest/libzerobuf.a | $(B)/wasm
	$(WASM_LINK) -z stack-size=16384 --export=zbi_pages_take --export=zbi_pages_give --export=__heap_base --max-memory=67108864 --lto-O2 $^ -o $@

# How waiting goes wrong without a stack for each call.
$(B)/wasm/naive.wasm: $(B)/o2/test/guest/naive.o | $(B)/wasm
	$(WASM_LINK) -z stack-size=1048576 $< -o $@

$(B)/wasm/fixtures/%.wasm: $(B)/o2/test/http/fixtures/%.o | $(B)/wasm/fixtures
	$(WASM_LINK) --export=__heap_base $< -o $@

$(B)/native/gen_layout: tools/gen_layout.c $(HEADERS) | $(B)/native
	$(CC) $(CFLAGS) $< -o $@

$(B)/native $(B)/asan $(B)/tsan $(B)/wasm $(B)/wasm-ubsan $(B)/wasm/fixtures $(B)/fuzz:
	mkdir -p $@
