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

# Records: what FlatBuffers' and Cap'n Proto's compilers make of their schemas.
BENCH_RECORDS := -isystem $(B)/bench/peers
BENCH_LIBS_records := $(BENCH_RECORDS) -lcapnp -lkj -lsimdjson
BENCH_LIBS_verify := $(BENCH_RECORDS) -lcapnp -lkj
BENCH_LIBS_lookup := $(BENCH_LIBS_verify)
$(B)/bench/peers/records_generated.h: bench/native/records.fbs
	mkdir -p $(@D) && flatc --cpp -o $(@D) $<
$(B)/bench/peers/records.capnp.h: bench/native/records.capnp
	mkdir -p $(@D) && capnp compile -oc++:$(@D) --src-prefix=$(<D) $<
	mv $(@D)/records.capnp.c++ $(@D)/records.capnp.cc
$(B)/bench/peers/records.capnp.o: $(B)/bench/peers/records.capnp.h
	c++ -std=c++17 -O3 -DNDEBUG -c $(<:.h=.cc) -o $@
$(B)/bench/records $(B)/bench/verify $(B)/bench/lookup: bench/native/records.h $(B)/bench/peers/records_generated.h $(B)/bench/peers/records.capnp.o

# Kept between runs, so that one benchmark's change does not compile the core again.
.SECONDARY: $(CORE:src/core/%.c=$(B)/bench/core/%.o)

# The peers are installed when a benchmark is built, not for tests.
.PHONY: bench-peers
bench-peers:
	tools/setup.sh bench
$(BENCH_NATIVE) $(B)/bench/peers/records_generated.h $(B)/bench/peers/records.capnp.h: | bench-peers

.PHONY: bench-size
bench-size: $(CORE:%.c=$(B)/lib/%.o) ## bytes of code and tables of the core, as it is shipped
	bench/native/size.sh $^
bench-native: bench-size
