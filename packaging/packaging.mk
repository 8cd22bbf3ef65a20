# SPDX-License-Identifier: MIT
# The library as others use it: static, shared, amalgamated, installed.  packaging/README.md is the manual.

PREFIX := /usr/local
LIBDIR := $(PREFIX)/lib
INCLUDEDIR := $(PREFIX)/include
BINDIR := $(PREFIX)/bin
DATADIR := $(PREFIX)/share
DESTDIR :=
ifneq ($(words x$(PREFIX) x$(LIBDIR) x$(INCLUDEDIR) x$(BINDIR) x$(DATADIR) x$(DESTDIR)),6)
$(error PREFIX, DESTDIR and their like must not hold spaces)
endif
AR := ar
OBJCOPY := objcopy
# For the library alone; a packager sets his own.
LIB_OPT := -O2

VERSION := $(shell sed -n 's/^.define ZB_VERSION "\(.*\)"/\1/p' include/zerobuf/zerobuf.h)
MAJOR := $(word 1,$(subst ., ,$(VERSION)))
MINOR := $(word 2,$(subst ., ,$(VERSION)))
SONAME := libzerobuf.so.$(MAJOR)
SHARED := libzerobuf.so.$(VERSION)

COMPAT := $(wildcard src/compat/*.c)
C_SOURCES += $(COMPAT) $(wildcard test/packaging/*.c packaging/example/*.c)
build: $(B)/lib/libzerobuf.a $(B)/lib/$(SHARED) $(B)/native/compat-calls $(B)/asan/compat-calls $(B)/wasm/compat.wasm \
	$(B)/amalgamation/core-test

# Not -Werror: a compiler of the future may warn of what ours does not know.  One set of objects
# for both libraries: position independent, calls among ourselves direct.
LIB_CFLAGS := $(filter-out -Werror,$(WARNINGS)) -Iinclude $(LIB_OPT) -fPIC -fno-semantic-interposition \
	-ffunction-sections -fdata-sections
LIB_O := $(patsubst %.c,$(B)/lib/%.o,$(CORE) $(COMPAT))
$(B)/lib/%.o: %.c $(HEADERS) $(wildcard src/core/*.h src/sync/*.h)
	mkdir -p $(@D)
	$(CC) $(LIB_CFLAGS) $(CPPFLAGS) -c $< -o $@

# One object, so that what only our own files call (zbi_) is local to it.  Each function keeps a
# section of its own: -Wl,--gc-sections leaves a program only what it uses.
$(B)/lib/zerobuf.o: $(LIB_O)
	$(CC) -r -nostdlib $^ -o $@
	$(OBJCOPY) --wildcard --keep-global-symbol='zb_*' --keep-global-symbol='zerobuf_*' $@
$(B)/lib/libzerobuf.a: $(B)/lib/zerobuf.o
	rm -f $@ && $(AR) rcs $@ $<
$(B)/lib/$(SHARED): $(LIB_O) packaging/libzerobuf.map
	$(CC) -shared $(LDFLAGS) -Wl,-soname,$(SONAME) -Wl,--version-script=packaging/libzerobuf.map -Wl,-Bsymbolic-functions \
		-Wl,--no-undefined -Wl,-z,relro $(LIB_O) -o $@

# What CMake and pkg-config read.  Written anew each time: the folders come from the command line.
$(B)/packaging/%: packaging/%.in FORCE
	mkdir -p $(@D)
	sed -e 's|@VERSION@|$(VERSION)|g' -e 's|@MAJOR@|$(MAJOR)|g' -e 's|@MINOR@|$(MINOR)|g' \
		-e 's|@PREFIX@|$(PREFIX)|g' -e 's|@LIBDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(LIBDIR))|g' \
		-e 's|@INCLUDEDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(INCLUDEDIR))|g' \
		-e "s|@INCLUDE_FROM_CMAKE@|$$(realpath -m --relative-to=$(LIBDIR)/cmake/zerobuf $(INCLUDEDIR))|g" \
		-e 's|@SHARED_FILE@|$(SHARED)|g' -e 's|@SHARED_SONAME@|$(SONAME)|g' -e 's|@STATIC_FILE@|libzerobuf.a|g' $< > $@
.PHONY: FORCE
FORCE:

# Lines of MODE TAB SOURCE TAB TARGET, for install.sh.  The zb tool and what belongs to it, where they exist.
TOOL := $(if $(wildcard src/cli/cli.mk),$(B)/native/zb)
COMPLETIONS := $(wildcard src/cli/completions/*)
CMAKE_FILES := $(B)/packaging/zerobuf-config.cmake $(B)/packaging/zerobuf-config-version.cmake
define plan
$(foreach header,$(HEADERS),644 $(header) $(header:include/%=$(INCLUDEDIR)/%);)
644 $(B)/lib/libzerobuf.a $(LIBDIR)/libzerobuf.a;
755 $(B)/lib/$(SHARED) $(LIBDIR)/$(SHARED);
link $(SHARED) $(LIBDIR)/$(SONAME);
link $(SONAME) $(LIBDIR)/libzerobuf.so;
644 $(B)/packaging/zerobuf.pc $(LIBDIR)/pkgconfig/zerobuf.pc;
$(foreach file,$(CMAKE_FILES),644 $(file) $(LIBDIR)/cmake/zerobuf/$(notdir $(file));)
644 LICENSE $(DATADIR)/doc/zerobuf/LICENSE;
644 SPEC.md $(DATADIR)/doc/zerobuf/SPEC.md;
644 packaging/README.md $(DATADIR)/doc/zerobuf/README.md;
$(foreach tool,$(TOOL),755 $(tool) $(BINDIR)/$(notdir $(tool));)
$(foreach page,$(wildcard docs/man/*.1),644 $(page) $(DATADIR)/man/man1/$(notdir $(page));)
$(foreach file,$(filter %.bash,$(COMPLETIONS)),644 $(file) $(DATADIR)/bash-completion/completions/zb;)
$(foreach file,$(filter %.zsh %/_zb,$(COMPLETIONS)),644 $(file) $(DATADIR)/zsh/site-functions/_zb;)
$(foreach file,$(filter %.fish,$(COMPLETIONS)),644 $(file) $(DATADIR)/fish/vendor_completions.d/zb.fish;)
endef
MANIFEST = $(DATADIR)/zerobuf/manifest

##@ Packaging
.PHONY: install
install: $(B)/lib/libzerobuf.a $(B)/lib/$(SHARED) $(B)/packaging/zerobuf.pc $(CMAKE_FILES) $(TOOL) ## library, headers, zb to PREFIX=/usr/local (DESTDIR=, LIBDIR=)
	tr ';' '\n' <<<'$(strip $(plan))' | awk 'BEGIN { OFS = "\t" } NF == 3 { print $$1, $$2, $$3 }' | packaging/install.sh install '$(DESTDIR)' '$(MANIFEST)'
	echo "installed zerobuf $(VERSION) to $(DESTDIR)$(PREFIX); 'make uninstall' with the same variables removes it"

.PHONY: uninstall
uninstall: ## remove exactly what was installed there
	packaging/install.sh uninstall '$(DESTDIR)' '$(MANIFEST)'

.PHONY: amalgamation
amalgamation: $(B)/amalgamation/zerobuf.c ## the library as two files, zerobuf.h and zerobuf.c
$(B)/amalgamation/zerobuf.c: tools/amalgamate.mjs $(HEADERS) $(CORE) $(COMPAT) $(wildcard src/core/*.h src/simd/*.h src/sync/*.h) LICENSE
	$(NODE) tools/amalgamate.mjs $(@D)

# It compiles alone, as both languages and by both compilers, without a warning; and the unit tests
# pass on it, compiled against its header alone.
CXX_WARNINGS := $(filter-out -std=c11 -Wstrict-prototypes -Wmissing-prototypes,$(WARNINGS)) -std=c++17
AMALGAMATED_O := $(foreach way,gcc clang gxx clangxx,$(B)/amalgamation/zerobuf-$(way).o)
$(B)/amalgamation/zerobuf-gcc.o: COMPILE = $(CC) $(WARNINGS)
$(B)/amalgamation/zerobuf-clang.o: COMPILE = $(CLANG) $(WARNINGS)
$(B)/amalgamation/zerobuf-gxx.o: COMPILE = c++ -x c++ $(CXX_WARNINGS)
$(B)/amalgamation/zerobuf-clangxx.o: COMPILE = $(subst clang,clang++,$(CLANG)) -x c++ $(CXX_WARNINGS)
$(AMALGAMATED_O): $(B)/amalgamation/zerobuf.c packaging/packaging.mk
	$(COMPILE) -O2 -c $< -o $@
$(B)/amalgamation/core-test: $(AMALGAMATED_O) $(C_TESTS) test/c/host_native.c test/c/test.h
	mkdir -p $(@D)/include/zerobuf
	cp $(HEADERS) $(@D)/include/zerobuf # those that are in the one header lead to it
	for header in $$(sed -n 's:^/[*] ---- include/\(.*\) ---- [*]/$$:\1:p' $(@D)/zerobuf.h); do echo '#include "../../zerobuf.h"' > $(@D)/include/$$header; done
	$(CC) $(filter-out -Iinclude,$(CFLAGS)) -I$(@D)/include $(@D)/zerobuf-gxx.o $(filter %.c,$^) -o $@

# The published C interface as foreign callers see it: symbols, no header of ours.
COMPAT_CALLS_O := test/packaging/compat_calls.o $(COMPAT:.c=.o) $(CORE:.c=.o)
# The published declarations come from compat_calls.c alone.
$(foreach way,gcc asan,$(B)/$(way)/test/packaging/compat_calls.o $(COMPAT:%.c=$(B)/$(way)/%.o)): NATIVE_FLAGS := -Wno-missing-prototypes
$(B)/native/compat-calls: $(COMPAT_CALLS_O:%=$(B)/gcc/%) | $(B)/native
	$(CC) $^ -o $@
$(B)/asan/compat-calls: $(COMPAT_CALLS_O:%=$(B)/asan/%) | $(B)/asan
	$(CLANG) $(SANITIZE) $^ -o $@
$(B)/wasm/compat.wasm: $(patsubst %.c,$(B)/o2/%.o,$(COMPAT) $(CORE)) | $(B)/wasm
	$(WASM_LINK) --export-all $^ -o $@
