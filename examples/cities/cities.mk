# SPDX-License-Identifier: MIT
# The scan over all places is vectors; it is compiled for speed, the rest of the module for size.
$(B)/guest/examples/cities/nearest.o: WASM_FLAGS := -msimd128 -Os
