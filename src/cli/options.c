/* SPDX-License-Identifier: MIT */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Columns that the names take in a list of options. */
#define NAME_COLUMNS 28

typedef struct option_spec {
    char letter;          /* 0: none */
    const char *name;     /* after -- */
    const char *alias;    /* another name, NULL: none */
    const char *argument; /* placeholder, NULL: takes none */
    const char *help;     /* "\n" begins another line */
} option_spec;

static const option_spec specs[OPTION_COUNT] = {
    [OPTION_OUTPUT] = {'o', "output", NULL, "FILE", "write to FILE, replaced only when all went well"},
    [OPTION_FORCE] = {'f', "force", NULL, NULL, "write an image even to a terminal"},
    [OPTION_IN_PLACE] = {'i', "in-place", NULL, NULL, "change FILE itself"},
    [OPTION_JSON] = {0, "json", NULL, NULL, "answer in JSON, for machines"},
    [OPTION_ROOT] = {0, "root", NULL, "OFFSET", "the value at byte OFFSET of a region that is\nno image"},
    [OPTION_KIND] =
        {0, "kind", NULL, "KIND",
         "what is at --root: slot (the default), object,\narray (handles), or schema:N (N slots)"},
    [OPTION_INDENT] = {0, "indent", NULL, "N", "indent by N spaces, 0 to 10 (default 0)"},
    [OPTION_SORT_KEYS] = {0, "sort-keys", NULL, NULL, "keys in byte order"},
    [OPTION_ASCII] = {0, "ascii", NULL, NULL, "escape everything outside ASCII"},
    [OPTION_BIGINT] = {0, "bigint", NULL, NULL, "integers past 2^53 become bigints"},
    [OPTION_DUPLICATES] = {0, "duplicates", NULL, "POLICY",
                           "of a key that stands twice: last (default),\nfirst, or reject"},
    [OPTION_MAX_DEPTH] = {0, "max-depth", NULL, "N", "containers inside each other, 1 to 512\n(default 512)"},
    [OPTION_MAX_NODES] = {0, "max-nodes", NULL, "N", "values to visit at most"},
    [OPTION_STRICT] = {0, "strict", NULL, NULL, "only the types of layout version 1"},
    [OPTION_ANY_TEXT] = {0, "any-text", NULL, NULL, "do not look whether texts are UTF-8"},
    [OPTION_RAW] = {'r', "raw", NULL, NULL, "a string or bytes as they are, nothing around"},
    [OPTION_STRING] = {'s', "string", NULL, NULL, "VALUE is a string as it stands, not JSON"},
    [OPTION_LIMIT] = {'n', "limit", NULL, "N", "list at most N parts (default 40)"},
    [OPTION_ALL] = {'a', "all", NULL, NULL, "list every part"},
    [OPTION_AT] = {0, "at", "offset", "OFFSET", "explain the bytes around OFFSET"},
    [OPTION_SEED] =
        {0, "seed", NULL, "N",
         "of the hashes in the image, so that equal input\ngives equal bytes; only for input you trust"},
    [OPTION_RUNS] = {0, "runs", NULL, "N", "measured runs, 3 to 1000 (default 11)"},
    [OPTION_C] = {0, "c", NULL, "FILE", "write a C header"},
    [OPTION_JS] = {0, "js", NULL, "FILE", "write a JavaScript module"},
    [OPTION_DTS] = {0, "dts", "ts", "FILE", "write the types of that module"},
    [OPTION_IMPORT] = {0, "import", NULL, "SPECIFIER",
                       "where the module finds zerobuf\n(default \"zerobuf\")"},
    [OPTION_COLOR] = {0, "color", NULL, "WHEN", "auto (default), always or never"},
    [OPTION_HELP] = {'h', "help", NULL, NULL, "print this help"},
    [OPTION_VERSION] = {'V', "version", NULL, NULL, "print the version"},
};

/* getopt_long answers this plus an option_id, so that no id is taken for a letter. */
#define FIRST_ID 256

static bool
takes(const command *verb, option_id option)
{
    if (option == OPTION_COLOR || option == OPTION_HELP)
        return true;
    for (const option_id *own = verb->options; *own != OPTION_COUNT; own++)
        if (*own == option)
            return true;
    return false;
}

static void
add_long(struct option *longs, size_t *count, const char *name, option_id id)
{
    if (name == NULL)
        return;
    struct option made = {name, specs[id].argument != NULL ? required_argument : no_argument, NULL,
                          FIRST_ID + (int)id};
    longs[(*count)++] = made;
}

void
arguments_parse(const command *verb, int argc, char **argv, arguments *out)
{
    struct option longs[2 * OPTION_COUNT + 1] = {{NULL, 0, NULL, 0}};
    char letters[2 * OPTION_COUNT + 2] = ":"; /* a missing value is told apart */
    size_t long_count = 0, letter_count = 1;
    for (option_id id = 0; id < OPTION_COUNT; id++) {
        if (!takes(verb, id))
            continue;
        add_long(longs, &long_count, specs[id].name, id);
        add_long(longs, &long_count, specs[id].alias, id);
        if (specs[id].letter != 0) {
            letters[letter_count++] = specs[id].letter;
            if (specs[id].argument != NULL)
                letters[letter_count++] = ':';
        }
    }

    memset(out, 0, sizeof *out);
    out->command = verb;
    opterr = 0;
    optind = 1;
    for (int found; (found = getopt_long(argc, argv, letters, longs, NULL)) != -1;) {
        if (found == ':')
            fail(EXIT_CODE_USAGE, "%s needs a value; see zb %s --help", argv[optind - 1], verb->name);
        if (found == '?') {
            const char *word = argv[optind - 1];
            if (optopt >= '0' && optopt <= '9')
                fail(EXIT_CODE_USAGE, "there is no option -%c; put -- before operands that begin with -",
                     optopt);
            if (optopt != 0 && optopt < FIRST_ID)
                fail(EXIT_CODE_USAGE, "there is no option -%c; see zb %s --help", optopt, verb->name);
            if (optopt >= FIRST_ID)
                fail(EXIT_CODE_USAGE, "%s takes no value; see zb %s --help", word, verb->name);
            fail(EXIT_CODE_USAGE, "there is no option %s, or it is cut short; see zb %s --help", word,
                 verb->name);
        }
        for (option_id id = 0; id < OPTION_COUNT; id++)
            if (takes(verb, id) && (found == FIRST_ID + (int)id || found == specs[id].letter))
                out->values[id] = optarg != NULL ? optarg : "";
    }
    out->operands = argv + optind;
    out->operand_count = argc - optind;
    if (argument_given(out, OPTION_HELP))
        return;
    if (out->operand_count < verb->min_operands || out->operand_count > verb->max_operands)
        fail(EXIT_CODE_USAGE, "usage: zb %s [OPTION]... %s", verb->name, verb->operands);
}

bool
argument_given(const arguments *args, option_id option)
{
    return args->values[option] != NULL;
}

const char *
argument_text(const arguments *args, option_id option, const char *fallback)
{
    return args->values[option] != NULL ? args->values[option] : fallback;
}

uint64_t
argument_number(const arguments *args, option_id option, uint64_t fallback, uint64_t min, uint64_t max)
{
    const char *text = args->values[option];
    if (text == NULL)
        return fallback;
    bool is_hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    char *end = NULL;
    errno = 0;
    unsigned long long value = strtoull(text, &end, is_hex ? 16 : 10);
    /* strtoull takes signs and leading blanks; this tool does not. */
    bool is_number = text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0;
    if (!is_number || value < min || value > max)
        fail(EXIT_CODE_USAGE, "--%s %s: give a number from %llu to %llu", specs[option].name, text,
             (unsigned long long)min, (unsigned long long)max);
    return value;
}

const char *
argument_operand(const arguments *args, int index)
{
    return index < args->operand_count ? args->operands[index] : NULL;
}

static void
print_option(option_id id)
{
    const option_spec *spec = &specs[id];
    char names[64];
    char letter[8] = "    ";
    if (spec->letter != 0)
        snprintf(letter, sizeof letter, "-%c, ", spec->letter);
    snprintf(names, sizeof names, "%s--%s%s%s%s%s", letter, spec->name, spec->alias != NULL ? ", --" : "",
             spec->alias != NULL ? spec->alias : "", spec->argument != NULL ? " " : "",
             spec->argument != NULL ? spec->argument : "");
    printf("  %-*s ", NAME_COLUMNS, names);
    for (const char *at = spec->help; *at != '\0'; at++) {
        putchar(*at);
        if (*at == '\n')
            printf("%*s", NAME_COLUMNS + 3, "");
    }
    putchar('\n');
}

void
command_help(const command *verb)
{
    printf("Usage: zb %s [OPTION]...%s%s\n\n%s\n\n%s\n\nOptions:\n", verb->name,
           *verb->operands != '\0' ? " " : "", verb->operands, verb->summary, verb->description);
    for (option_id id = 0; id < OPTION_COUNT; id++)
        if (takes(verb, id))
            print_option(id);
}

void
global_help(void)
{
    print_option(OPTION_HELP);
    print_option(OPTION_VERSION);
}
