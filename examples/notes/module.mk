# SPDX-License-Identifier: MIT
# SQLite and zlib, as tools/fetch_sources.sh brought them; without them the example is left out.
SOURCES := $(B)/sources
SQLITE_C := $(wildcard $(SOURCES)/sqlite/sqlite3.c)
ZLIB_C := $(addprefix $(SOURCES)/zlib/,adler32.c crc32.c deflate.c trees.c zutil.c)

# https://sqlite.org/compile.html: what is recommended there, and what has no use without files and threads.
SQLITE_FLAGS := -DSQLITE_OS_OTHER=1 -DSQLITE_THREADSAFE=0 -DSQLITE_DQS=0 -DSQLITE_TEMP_STORE=3 \
	-DSQLITE_DEFAULT_MEMSTATUS=0 -DSQLITE_LIKE_DOESNT_MATCH_BLOBS -DSQLITE_MAX_EXPR_DEPTH=0 \
	-DSQLITE_OMIT_DECLTYPE -DSQLITE_OMIT_DEPRECATED -DSQLITE_OMIT_PROGRESS_CALLBACK \
	-DSQLITE_OMIT_SHARED_CACHE -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_OMIT_WAL

NOTES_O := $(B)/libc/others/sqlite3.o $(ZLIB_C:$(SOURCES)/zlib/%.c=$(B)/libc/others/%.o)
$(B)/libc/others/sqlite3.o: $(SOURCES)/sqlite/sqlite3.c
	mkdir -p $(@D)
	$(LIBC_CC) -w -Os $(SQLITE_FLAGS) -c $< -o $@
$(B)/libc/others/%.o: $(SOURCES)/zlib/%.c
	mkdir -p $(@D)
	$(LIBC_CC) -w -O2 -c $< -o $@

ifneq ($(SQLITE_C),)
$(eval $(call libc_module,notes,$(wildcard examples/notes/*.c),$(NOTES_O),-isystem $(SOURCES)/sqlite -isystem $(SOURCES)/zlib,general))
build: $(B)/wasm/notes.wasm
endif
