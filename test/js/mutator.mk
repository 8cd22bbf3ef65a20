# SPDX-License-Identifier: MIT
# C that changes what JavaScript holds, for test/js/property.test.mjs.
MUTATOR_O := $(CORE:.c=.o) test/c/dump.o test/c/bridge.o test/js/mutator.o
$(B)/wasm/mutator.wasm: $(MUTATOR_O:%=$(B)/o2/%) | $(B)/wasm
	$(BRIDGE_LINK) --max-memory=4294901760 $^ -o $@

C_SOURCES += test/js/mutator.c
build: $(B)/wasm/mutator.wasm
