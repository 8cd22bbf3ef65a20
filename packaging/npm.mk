# SPDX-License-Identifier: MIT
# The C sources that `zerobuf build` compiles, where the npm package has them: js/c.
NPM_ROOMS := core simd sync guest http bindings durable files crypto testing heap libc
NPM_C := $(HEADERS) $(foreach room,$(NPM_ROOMS),$(wildcard src/$(room)/*.c src/$(room)/*.h))
js/c/LICENSE: LICENSE $(NPM_C)
	rm -rf js/c
	for file in $(NPM_C); do mkdir -p js/c/$$(dirname $$file) && cp $$file js/c/$$file || exit 1; done
	cp LICENSE $@
build: js/c/LICENSE
