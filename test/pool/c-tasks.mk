# SPDX-License-Identifier: MIT
# Modules of tasks in C for worker pools (zerobuf/task.h), over a memory that threads share.
C_SOURCES += $(wildcard test/pool/c/*.c)
$(B)/atomics/libzerobuf.a: $(CORE:%.c=$(B)/atomics/%.o)
	rm -f $@ && $(LLVM_AR) rcs $@ $^
TASK_LINK := $(WASM_LINK) --import-memory --shared-memory --max-memory=4294901760 \
	$(addprefix --export=,__heap_base __stack_pointer __tls_size __tls_align __wasm_init_tls)

# The same tasks twice: stopped before their stack overflows, and found out afterwards.
$(B)/atomics-checked/%.o: %.c $(HEADERS)
	mkdir -p $(@D)
	$(WASM) -O2 -matomics -DCHECK_STACK -c $< -o $@
$(B)/wasm/tasks.wasm: $(B)/atomics-checked/test/pool/c/tasks.o $(B)/atomics/libzerobuf.a | $(B)/wasm
	$(TASK_LINK) $^ -o $@
	$(NODE) tools/check_stack.mjs $@
$(B)/wasm/tasks-unchecked.wasm: $(B)/atomics/test/pool/c/tasks.o $(B)/atomics/libzerobuf.a | $(B)/wasm
	$(TASK_LINK) $^ -o $@
# Not what a pool takes: linked for a memory that is shorter than a pool's, and without what threads need.
$(B)/wasm/tasks-short.wasm: $(B)/atomics/test/pool/c/tasks.o $(B)/atomics/libzerobuf.a | $(B)/wasm
	$(TASK_LINK) --max-memory=1048576 $^ -o $@
$(B)/wasm/tasks-bare.wasm: $(B)/atomics/test/pool/c/tasks.o $(B)/atomics/libzerobuf.a | $(B)/wasm
	$(WASM_LINK) --import-memory --shared-memory --max-memory=4294901760 $^ -o $@
build: $(addprefix $(B)/wasm/,tasks.wasm tasks-unchecked.wasm tasks-short.wasm tasks-bare.wasm)
