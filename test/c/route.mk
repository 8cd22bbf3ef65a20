# SPDX-License-Identifier: MIT
# What finds the route of a request knows no arena and no host.
ROUTE_SOURCES := src/guest/route.c src/guest/pattern.c
C_TESTS += $(ROUTE_SOURCES)
$(B)/fuzz/route-objects/%.o: src/guest/%.c $(HEADERS) $(wildcard src/guest/*.h)
	mkdir -p $(@D)
	$(CLANG) $(FUZZ_FLAGS) -fsanitize=fuzzer-no-link -c $< -o $@
$(B)/fuzz/route: $(ROUTE_SOURCES:src/guest/%.c=$(B)/fuzz/route-objects/%.o)
