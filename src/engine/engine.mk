# SPDX-License-Identifier: MIT
# The C core as modules that js/core instantiates over a memory it has: engine for JSON, copies and
# verification, kernels for columns; each for memories of one thread and for shared ones.  They are
# shipped in js/core, and built, not kept.
#
# Two, because a program may want columns without JSON, and each must be small.
#
# Position independent: data and stack go where JavaScript says, so that an engine fits into any
# memory, and several into a shared one.  What is exported is named in the sources (engine.h), but
# for the kernels: of those, the ones that columns call, by element types.
KERNELS_CALLED := \
	$(foreach type,f64 f32 i32,$(addsuffix _$(type),sum dot range clamp add sub mul stats correlation histogram count indices filter \
		quantiles group_sum group_range)) \
	$(foreach type,f64 f32,$(addsuffix _$(type),scale affine normalize)) \
	$(foreach type,f64 f32 i64 i32 u32,top_$(type)) \
	$(foreach type,f64 f32 i64 i32 u32 u8,sort_$(type) argsort_$(type)) \
	$(foreach type,i32 u32,group_$(type)) \
	$(addsuffix _scratch_bytes,sort argsort top quantiles group)
ENGINE := $(wildcard src/engine/*.c)
KERNELS := $(wildcard src/simd/*.c)
# Without tables, which would be the only data that they had.
KERNEL_FLAGS := -msimd128 -fno-jump-tables
C_SOURCES += $(ENGINE) $(KERNELS)
MODULE_FLAGS := -fPIC -fvisibility=hidden -ffunction-sections -fdata-sections -flto
# What most of the time of parse goes into is made for speed, the rest for size.
ENGINE_HOT := $(addprefix src/core/,json_read.c json_text.c number_read.c)
ENGINE_OWN := $(notdir $(ENGINE))
ENGINE_C := $(filter-out $(ENGINE_OWN:%=src/core/%) $(KERNELS),$(CORE)) $(ENGINE)

# $(1): name, $(2): sources, $(3): flags of the compiler, $(4): of the linker
define module
$(B)/$(1)/%.o: %.c $(HEADERS) $(wildcard src/*/*.h) src/engine/engine.mk
	mkdir -p $$(@D)
	$(WASM) $(MODULE_FLAGS) $$(if $$(filter $$<,$(ENGINE_HOT) $(KERNELS)),-O2,-Oz) $(3) -c $$< -o $$@
js/core/$(1).wasm: $(2:%.c=$(B)/$(1)/%.o)
	wasm-ld-19 --no-entry --experimental-pic -shared --gc-sections --lto-O2 $(4) $$^ -o $(B)/$(1)/module.wasm
	$(WASM_OPT) -Oz --strip-debug --strip-producers --strip-target-features $(B)/$(1)/module.wasm -o $$@
build: js/core/$(1).wasm
endef
SHARED_MEMORY := --shared-memory --max-memory=4294967296
MODULES := $(addprefix js/core/,engine.wasm engine-shared.wasm kernels.wasm kernels-shared.wasm)
$(eval $(call module,engine,$(ENGINE_C),-DZBI_POW10_MADE -DZB_LINEAR_MEMORY))
$(eval $(call module,engine-shared,$(ENGINE_C),-DZBI_POW10_MADE -matomics,$(SHARED_MEMORY)))
$(eval $(call module,kernels,$(KERNELS),$(KERNEL_FLAGS) -DZB_LINEAR_MEMORY,$(KERNELS_CALLED:%=--export=zb_kernel_%)))
$(eval $(call module,kernels-shared,$(KERNELS),$(KERNEL_FLAGS) -matomics,$(SHARED_MEMORY) $(KERNELS_CALLED:%=--export=zb_kernel_%)))
