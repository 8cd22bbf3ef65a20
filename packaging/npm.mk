# SPDX-License-Identifier: MIT
# The C sources that `zerobuf build` compiles, where the npm package has them: js/c.
NPM_ROOMS := core simd sync guest http bindings durable files crypto testing heap libc
NPM_C := $(HEADERS) $(foreach room,$(NPM_ROOMS),$(wildcard src/$(room)/*.c src/$(room)/*.h))
js/c/LICENSE: LICENSE $(NPM_C)
	rm -rf js/c
	for file in $(NPM_C); do mkdir -p js/c/$$(dirname $$file) && cp $$file js/c/$$file || exit 1; done
	cp LICENSE $@
build: js/c/LICENSE

NPM_WASM := $(foreach name,engine engine-shared kernels kernels-shared,js/core/$(name).wasm)

# The npm package as it is published: js/ with the pool's worker in one file.
$(B)/npm/package.json: js/c/LICENSE packaging/bundle_worker.mjs js/package.json js/README.md js/LICENSE $(NPM_WASM) $(shell find js/core js/host js/pool js/cli js/types -type f)
	rm -rf $(@D)
	cp -a js $(@D)
	$(NODE) packaging/bundle_worker.mjs $(@D)
	touch $@
build: $(B)/npm/package.json
