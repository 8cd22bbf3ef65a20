# SPDX-License-Identifier: MIT
# The scan over all places is vectors.
$(B)/guest/examples/cities/nearest.o: WASM_FLAGS := -msimd128
