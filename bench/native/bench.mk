# SPDX-License-Identifier: MIT
# Native benchmarks: one question per file, peers from Debian's packages, in one process run.
# `make bench-native` runs them all; `build/bench/json --json` prints JSON lines.
BENCH_C := $(CC) $(WARNINGS) -Iinclude -O3 -DNDEBUG
BENCH_CXX := c++ -std=c++17 -Wall -Wextra -Wshadow -Iinclude -Ibench/native -O3 -DNDEBUG \
	-DZB_COMMIT='"$(shell git rev-parse --short HEAD 2>/dev/null)"'
BENCH_LIBS_json := -lsimdjson
BENCH_NATIVE := $(patsubst bench/native/%.cpp,$(B)/bench/%,$(wildcard bench/native/*.cpp))

.PHONY: bench-native
bench-native: $(BENCH_NATIVE) ## the C core against simdjson, RapidJSON and others
	for file in $(BENCH_NATIVE); do $$file || exit 1; echo; done

# The core as a C program compiles it; the benchmark itself is C++ because its peers are.
$(B)/bench/core/%.o: src/core/%.c $(HEADERS) $(wildcard src/core/*.h)
	mkdir -p $(@D)
	$(BENCH_C) -c $< -o $@
$(B)/bench/%: bench/native/%.cpp bench/native/report.h $(CORE:src/core/%.c=$(B)/bench/core/%.o)
	$(BENCH_CXX) $(filter %.cpp %.o,$^) $(BENCH_LIBS_$*) -o $@

# Kept between runs, so that one benchmark's change does not compile the core again.
.SECONDARY: $(CORE:src/core/%.c=$(B)/bench/core/%.o)
