# SPDX-License-Identifier: MIT
# JSON as JavaScript sees it: the core as a wasm module, for the tests of test/json.
JSON_O := $(CORE:.c=.o) test/json/json.o
$(B)/wasm/json.wasm: $(JSON_O:%=$(B)/o2/%) | $(B)/wasm
	$(WASM_LINK) -z stack-size=131072 --export=__heap_base $^ -o $@

C_SOURCES += test/json/json.c
build: $(B)/wasm/json.wasm
