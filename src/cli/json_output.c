/* SPDX-License-Identifier: MIT */
#include "json_output.h"

#include "progress.h"

zb_json_write_options
json_output_options(const arguments *args)
{
    zb_json_write_options options = {0, ZB_VERIFY_MAX_DEPTH, 0};
    options.indent = (uint32_t)argument_number(args, OPTION_INDENT, 0, 0, 10);
    if (argument_given(args, OPTION_SORT_KEYS))
        options.flags |= ZB_JSON_SORTED;
    if (argument_given(args, OPTION_ASCII))
        options.flags |= ZB_JSON_ASCII;
    return options;
}

static zb_status
write_piece(void *context, const char *bytes, uint32_t len)
{
    output_write(context, bytes, len);
    return ZB_OK;
}

static _Noreturn void
refuse_depth(const char *name)
{
    fail(exit_code_of(ZB_E_DEPTH),
         "%s: a value holds itself, or is nested more than %u deep: JSON has no text for it; look at it with "
         "zb inspect",
         name, ZB_VERIFY_MAX_DEPTH);
}

/* Verification that remembers nothing walks a cycle until it is too deep: far quicker than writing does. */
static bool
has_cycle(zb_view view, zb_slot value)
{
    zb_verify_options options = {ZB_VERIFY_ANY_TEXT, 0, ZB_VERIFY_MAX_DEPTH, 0, 0, NULL, 0};
    zb_root kind = value.tag == ZB_TAG_ARRAY ? ZB_ROOT_ARRAY : ZB_ROOT_OBJECT;
    if (value.tag != ZB_TAG_ARRAY && value.tag != ZB_TAG_OBJECT)
        return false; /* the writer finds it */
    return zb_verify(view, kind, value.a, &options, NULL) == ZB_E_DEPTH;
}

void
json_output_value(const char *name, zb_view view, zb_slot value, const zb_json_write_options *options,
                  output *out)
{
    if (has_cycle(view, value)) /* before anything is written */
        refuse_depth(name);
    progress_begin("writing", 0);
    zb_status status = zb_json_write(view, value, options, write_piece, out);
    progress_end();
    if (status == ZB_E_DEPTH)
        refuse_depth(name);
    if (status != ZB_OK)
        fail(exit_code_of(status), "%s: cannot write as JSON: %s", name, zb_status_text(status));
    output_write(out, "\n", 1);
}

/* Bytes so far, and where counting ends: values that share their parts may be endless as text. */
typedef struct counter {
    uint64_t bytes, most;
} counter;

static zb_status
count_piece(void *context, const char *bytes, uint32_t len)
{
    (void)bytes;
    counter *sum = context;
    sum->bytes += len;
    return sum->bytes <= sum->most ? ZB_OK : ZB_E_BUDGET;
}

zb_status
json_output_size(zb_view view, zb_slot value, uint64_t most, uint64_t *out)
{
    zb_json_write_options options = {0, ZB_VERIFY_MAX_DEPTH, 0};
    counter sum = {0, most};
    ZB_TRY(zb_json_write(view, value, &options, count_piece, &sum));
    *out = sum.bytes;
    return ZB_OK;
}
