# SPDX-License-Identifier: MIT
# The reader of CSV finds separators by vectors: in WebAssembly it is compiled with SIMD128, whoever links
# it, and in guests, which are compiled for size, for speed.
CSV_FAST := src/core/csv.c src/core/csv_number.c src/core/csv_table.c
$(foreach way,o2 atomics ubsan,$(CSV_FAST:%.c=$(B)/$(way)/%.o)): WASM_FLAGS := -msimd128
$(CSV_FAST:%.c=$(B)/guest/%.o): WASM_FLAGS := -msimd128 -O2
