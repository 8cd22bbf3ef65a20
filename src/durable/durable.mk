# SPDX-License-Identifier: MIT
# What handler modules link for Durable Objects, WebSockets and files.
DURABLE := $(wildcard src/durable/*.c)
C_SOURCES += $(DURABLE)
$(B)/guest/libzerobuf.a: $(DURABLE:%.c=$(B)/guest/%.o)
