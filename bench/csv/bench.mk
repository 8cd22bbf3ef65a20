# SPDX-License-Identifier: MIT
# Reading CSV beside plain JavaScript.
BENCH_CSV_O := $(CORE:.c=.o) bench/csv/reading.o
C_SOURCES += $(wildcard bench/csv/*.[ch])

$(B)/wasm/csv-bench.wasm: $(BENCH_CSV_O:%=$(B)/o2/%) | $(B)/wasm
	$(WASM_LINK) -z stack-size=65536 --export=__heap_base $^ -o $@

.PHONY: bench-csv
bench-csv: $(B)/wasm/csv-bench.wasm $(B)/wasm/cities.wasm $(B)/wasm/analytics.wasm ## CSV, and the requests of the examples that scan columns, against plain JavaScript
	$(NODE) bench/csv/csv.mjs
	$(NODE) bench/csv/requests.mjs
