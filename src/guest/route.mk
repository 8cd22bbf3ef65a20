# SPDX-License-Identifier: MIT
# What finds the route of a request knows no arena and no host.
ROUTE_SOURCES := src/guest/route.c src/guest/pattern.c
C_TESTS += $(ROUTE_SOURCES)
$(B)/fuzz/route: $(ROUTE_SOURCES:%.c=$(B)/fuzzed/%.o)
