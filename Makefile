# SPDX-License-Identifier: MIT
# `make help` lists the targets.  Everything built goes to build/.

MAKEFLAGS += --no-builtin-rules --no-print-directory
SHELL := /bin/bash
.DEFAULT_GOAL := help

ARCH := $(shell uname -m | sed -e s/x86_64/x64/ -e s/aarch64/arm64/)
NODE := $(CURDIR)/node_modules/node24-linux-$(ARCH)/bin/node
CC := gcc
CLANG := clang-19
LLVM_AR := llvm-ar-19
LLVM_NM := llvm-nm-19
LLVM_STRIP := llvm-strip-19
CLANG_FORMAT := clang-format-19
HOST := workerd
PORT := 8787
T := region
SECS := 60
B := build

WARNINGS := -std=c11 -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wsign-conversion -Wcast-qual \
	-Wcast-align -Wstrict-prototypes -Wmissing-prototypes -Wundef -Wvla -Wswitch-enum -Wformat=2 \
	-Wnull-dereference -Wdouble-promotion
CFLAGS := $(WARNINGS) -Iinclude -O2 -g
# Address 0 is memory in WebAssembly: null checks must not be reasoned away.
WASM := $(CLANG) --target=wasm32 -ffreestanding -nostdlibinc -mbulk-memory -fno-delete-null-pointer-checks \
	$(WARNINGS) -Iinclude
WASM_LINK := $(CLANG) --target=wasm32 -nostdlib -Wl,--no-entry -Wl,--stack-first
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

HEADERS := $(wildcard include/zerobuf/*.h)
CORE := $(wildcard src/core/*.c)
GUEST := $(wildcard src/guest/*.c)
C_TESTS := $(wildcard test/c/test_*.c) test/c/harness.c
EXAMPLES := $(notdir $(patsubst %/,%,$(wildcard examples/*/)))
EXAMPLE_WASM := $(EXAMPLES:%=$(B)/wasm/%.wasm)
FIXTURE_WASM := $(patsubst test/http/fixtures/%.c,$(B)/wasm/fixtures/%.wasm,$(wildcard test/http/fixtures/*.c))
C_SOURCES := $(HEADERS) $(CORE) $(GUEST) $(wildcard src/*/*.h test/c/*.[ch] tools/*.c examples/*/*.[ch] test/http/fixtures/*.[ch] test/fuzz/*.c)

include $(wildcard $(B)/*/*.d)

##@ Everyday
.PHONY: run
run: setup build ## build and serve the main example (HOST=workerd|node, PORT=8787)
	@exec $(NODE) tools/run.mjs cities --host $(HOST) --port $(PORT)

.PHONY: test
test: setup build ## everything that must hold
	@$(NODE) tools/test.mjs

.PHONY: check
check: setup ## the quick gate before a commit: format, generated files, types, C and JavaScript unit tests
	@$(MAKE) $(B)/native/core-test $(B)/asan/core-test
	@$(NODE) tools/test.mjs --quick

.PHONY: bench
bench: setup build ## side-by-side measurements with checked answers
	@for file in object request http; do $(NODE) bench/$$file.mjs || exit 1; echo; done

.PHONY: fmt
fmt: setup ## format the C sources
	$(CLANG_FORMAT) -i $(C_SOURCES)

.PHONY: gen
gen: ## regenerate what is generated: layout tables, status table, type declarations
	@$(MAKE) $(B)/native/gen_layout
	@$(B)/native/gen_layout > js/core/layout.gen.js
	@$(NODE) tools/gen_spec.mjs
	@$(MAKE) types

.PHONY: clean
clean: ## remove what was built
	rm -rf $(B)

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^##@/ { printf "\n%s\n", substr($$0, 5) } /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

##@ Parts
.PHONY: setup
setup: ## install what is missing: clang, lld, the pinned runtimes (idempotent, no prompts)
	@tools/setup.sh

.PHONY: build
build: $(B)/native/core-test $(B)/native/core-test-clang $(B)/asan/core-test $(B)/tsan/threads-test $(B)/wasm/core-test.wasm \
	$(B)/wasm-ubsan/core-test.wasm $(B)/native/dump $(B)/fuzz/region $(B)/wasm/bridge.wasm $(B)/wasm/bridge-shared.wasm \
	$(EXAMPLE_WASM) $(FIXTURE_WASM) ## compile everything

.PHONY: fuzz
fuzz: setup ## fuzz one target, T=region, for SECS=60 seconds; new findings go to test/fuzz/regressions
	@$(MAKE) $(B)/fuzz/$(T)
	@mkdir -p $(B)/corpus/$(T) test/fuzz/regressions/$(T)
	$(B)/fuzz/$(T) -max_total_time=$(SECS) -max_len=16384 -print_final_stats=1 \
		-artifact_prefix=test/fuzz/regressions/$(T)/ $(B)/corpus/$(T) test/fuzz/regressions/$(T) test/fuzz/seeds/$(T)

.PHONY: sizes
sizes: $(EXAMPLE_WASM) ## bytes of each example module
	@for file in $(EXAMPLE_WASM); do printf '%7d bytes  %s\n' $$(stat -c %s $$file) $$file; done

.PHONY: format-check
format-check: ## C sources are formatted
	@$(CLANG_FORMAT) --dry-run -Werror $(C_SOURCES)

.PHONY: headers-check
headers-check: ## each public header compiles alone as C11 and C++17; the core asks for no libc
	@for header in $(HEADERS); do \
		$(CC) $(WARNINGS) -Iinclude -fsyntax-only -x c $$header && \
		$(CLANG) $(WARNINGS) -Wdocumentation -Iinclude -fsyntax-only -x c $$header && \
		c++ -std=c++17 -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only -x c++ $$header || exit 1; done
	@$(MAKE) $(B)/wasm/core.o
	@undefined=$$($(LLVM_NM) -u $(B)/wasm/core.o | grep -vE '__stack_pointer|__indirect_function_table|memory_base' || true); \
		if [ -n "$$undefined" ]; then echo "the wasm32 core has undefined symbols:"; echo "$$undefined"; exit 1; fi
	@echo "headers: $(words $(HEADERS)) compile alone as C11 and C++17; wasm32 core: no undefined symbol"

.PHONY: gen-check
gen-check: $(B)/native/gen_layout ## generated files are fresh
	@$(B)/native/gen_layout | diff -u js/core/layout.gen.js - || { echo "js/core/layout.gen.js is stale: run make gen"; exit 1; }
	@$(NODE) tools/gen_spec.mjs --check

.PHONY: types
types: setup ## write js/types from the JSDoc comments
	@rm -rf js/types && $(NODE) node_modules/typescript/bin/tsc -p js/tsconfig.types.json

.PHONY: types-check
types-check: ## JSDoc types hold under tsc --strict, and js/types is fresh
	@$(NODE) node_modules/typescript/bin/tsc -p .
	@rm -rf $(B)/types && $(NODE) node_modules/typescript/bin/tsc -p js/tsconfig.types.json --outDir $(B)/types
	@diff -r js/types $(B)/types || { echo "js/types is stale: run make gen"; exit 1; }

# C core and its tests, five ways: two compilers, sanitizers, wasm32, wasm32 with trapping UBSan.
$(B)/native/core-test: $(CORE) $(C_TESTS) test/c/host_native.c $(HEADERS) test/c/test.h src/core/internal.h | $(B)/native
	$(CC) $(CFLAGS) $(filter %.c,$^) -o $@
$(B)/native/core-test-clang: $(CORE) $(C_TESTS) test/c/host_native.c $(HEADERS) test/c/test.h src/core/internal.h | $(B)/native
	$(CLANG) $(CFLAGS) $(filter %.c,$^) -o $@
$(B)/asan/core-test: $(CORE) $(C_TESTS) test/c/host_native.c $(HEADERS) test/c/test.h src/core/internal.h | $(B)/asan
	$(CLANG) $(CFLAGS) -O1 $(SANITIZE) $(filter %.c,$^) -o $@
$(B)/tsan/threads-test: $(CORE) test/c/threads.c $(HEADERS) src/core/internal.h | $(B)/tsan
	$(CLANG) $(CFLAGS) -D_POSIX_C_SOURCE=200809L -O1 -fsanitize=thread -pthread $(filter %.c,$^) -o $@
$(B)/wasm/core-test.wasm: $(CORE) $(C_TESTS) test/c/host_wasm.c $(HEADERS) test/c/test.h src/core/internal.h | $(B)/wasm
	$(WASM) -O2 -nostdlib -Wl,--no-entry -Wl,--stack-first -Wl,-z,stack-size=262144 $(filter %.c,$^) -o $@
$(B)/wasm-ubsan/core-test.wasm: $(CORE) $(C_TESTS) test/c/host_wasm.c $(HEADERS) test/c/test.h src/core/internal.h | $(B)/wasm-ubsan
	$(WASM) -O1 -fsanitize=undefined -fsanitize-trap=undefined -nostdlib -Wl,--no-entry -Wl,--stack-first \
		-Wl,-z,stack-size=262144 $(filter %.c,$^) -o $@
$(B)/wasm/core.o: $(CORE) $(HEADERS) src/core/internal.h | $(B)/wasm
	$(WASM) -O2 -nostdlib -r $(CORE) -o $@

# The typed dump of an image, native and as a module over JavaScript's own memory.
$(B)/native/dump: $(CORE) test/c/dump.c test/c/dump_main.c test/c/dump.h $(HEADERS) | $(B)/native
	$(CC) $(CFLAGS) $(filter %.c,$^) -o $@
BRIDGE := $(CORE) test/c/dump.c test/c/bridge.c
BRIDGE_LINK := -nostdlib -Wl,--no-entry -Wl,--import-memory -Wl,--export=__stack_pointer -Wl,--export=__heap_base \
	-Wl,-z,stack-size=65536 -Wl,--stack-first -mmutable-globals
$(B)/wasm/bridge.wasm: $(BRIDGE) test/c/dump.h $(HEADERS) src/core/internal.h | $(B)/wasm
	$(WASM) -O2 $(BRIDGE_LINK) -Wl,--max-memory=4294901760 $(BRIDGE) -o $@
$(B)/wasm/bridge-shared.wasm: $(BRIDGE) test/c/dump.h $(HEADERS) src/core/internal.h | $(B)/wasm
	$(WASM) -O2 -matomics $(BRIDGE_LINK) -Wl,--shared-memory -Wl,--max-memory=1073741824 $(BRIDGE) -o $@

# What a handler module links.  An archive, so that a module carries only what it uses.
GUEST_FLAGS := -Oz -flto -DZB_LINEAR_MEMORY
$(B)/guest/%.o: src/%.c $(HEADERS) $(wildcard src/*/*.h) | $(B)/guest
	@mkdir -p $(@D)
	$(WASM) $(GUEST_FLAGS) -c $< -o $@
$(B)/guest/libzerobuf.a: $(CORE:src/%.c=$(B)/guest/%.o) $(GUEST:src/%.c=$(B)/guest/%.o)
	rm -f $@ && $(LLVM_AR) rcs $@ $^

$(B)/wasm/%.wasm: examples/%/*.c $(B)/guest/libzerobuf.a $(HEADERS) | $(B)/wasm
	$(WASM) $(GUEST_FLAGS) -nostdlib -Wl,--no-entry -Wl,--stack-first -Wl,-z,stack-size=16384 \
		-Wl,--export=handle_zerobuf,--export=__heap_base -Wl,--lto-O2 \
		$(filter %.c,$^) $(B)/guest/libzerobuf.a -o $@
	$(LLVM_STRIP) --strip-all --remove-section=target_features $@

$(B)/wasm/fixtures/%.wasm: test/http/fixtures/%.c $(HEADERS) | $(B)/wasm/fixtures
	$(WASM) -O2 -nostdlib -Wl,--no-entry -Wl,--export=__heap_base $< -o $@

$(B)/native/gen_layout: tools/gen_layout.c $(HEADERS) | $(B)/native
	$(CC) $(CFLAGS) $< -o $@

$(B)/native $(B)/asan $(B)/tsan $(B)/wasm $(B)/wasm-ubsan $(B)/guest $(B)/wasm/fixtures:
	@mkdir -p $@

# Fuzzers: libFuzzer with the oracles in test/fuzz; what they found is replayed by make test.
FUZZ_FLAGS := $(CFLAGS) -O1 $(SANITIZE) -fsanitize=fuzzer
$(B)/fuzz/%: test/fuzz/%.c $(CORE) $(HEADERS) src/core/internal.h | $(B)/fuzz
	$(CLANG) $(FUZZ_FLAGS) $(filter %.c,$^) -o $@
$(B)/fuzz:
	@mkdir -p $@
