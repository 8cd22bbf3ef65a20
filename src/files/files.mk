# SPDX-License-Identifier: MIT
# Files of handler modules.  All but what needs a host is portable, and tested in every build of the core's tests.
FILES_PORTABLE := $(addprefix src/files/,path.c blocks.c memory.c file.c)
FILES := $(wildcard src/files/*.c)
C_SOURCES += $(FILES)
C_TESTS += $(FILES_PORTABLE)
$(B)/guest/libzerobuf.a: $(FILES:%.c=$(B)/guest/%.o)
