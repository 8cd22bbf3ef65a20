# SPDX-License-Identifier: MIT
# The JavaScript core beside plain objects and the formats of npm, one question per file.
BENCH_JS_O := $(CORE:.c=.o) bench/js/records.o bench/js/through_json.o
C_SOURCES += $(wildcard bench/js/*.[ch])

$(B)/wasm/records.wasm: $(BENCH_JS_O:%=$(B)/o2/%) | $(B)/wasm
	$(WASM_LINK) --import-memory --export=__heap_base -z stack-size=131072 --max-memory=4294901760 $^ -o $@
$(B)/o2/bench/js/%.o: bench/js/records.h

.PHONY: bench-js
bench-js: $(B)/wasm/records.wasm ## the JavaScript core against plain objects, JSON, MessagePack and others
	$(NODE) bench/js/run.mjs
