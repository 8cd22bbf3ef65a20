# SPDX-License-Identifier: MIT
# The reader of CSV finds separators by vectors: in WebAssembly it is compiled with SIMD128, whoever links it.
CSV_SIMD := src/core/csv.c src/core/csv_table.c
$(foreach way,o2 atomics ubsan guest,$(CSV_SIMD:%.c=$(B)/$(way)/%.o)): WASM_FLAGS := -msimd128
