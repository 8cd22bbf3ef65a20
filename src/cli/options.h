/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_OPTIONS_H
#define ZB_CLI_OPTIONS_H

/*
 * The options of all commands, in one table: an option means the same in every command
 * that takes it.  Help texts are printed from it; completions and the manual are checked
 * against it.
 */

#include <stdbool.h>
#include <stdint.h>

#include "report.h"

typedef enum option_id {
    OPTION_OUTPUT,
    OPTION_FORCE,
    OPTION_IN_PLACE,
    OPTION_JSON,
    OPTION_ROOT,
    OPTION_KIND,
    OPTION_INDENT,
    OPTION_SORT_KEYS,
    OPTION_ASCII,
    OPTION_BIGINT,
    OPTION_DUPLICATES,
    OPTION_MAX_DEPTH,
    OPTION_MAX_NODES,
    OPTION_STRICT,
    OPTION_ANY_TEXT,
    OPTION_RAW,
    OPTION_STRING,
    OPTION_LIMIT,
    OPTION_ALL,
    OPTION_AT,
    OPTION_SEED,
    OPTION_RUNS,
    OPTION_C,
    OPTION_JS,
    OPTION_DTS,
    OPTION_IMPORT,
    OPTION_COLOR,
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_COUNT
} option_id;

typedef struct arguments arguments;

/** One command of the tool. */
typedef struct command {
    const char *name;
    const char *operands;    /* as in the usage line: "[FILE]" */
    const char *summary;     /* one line */
    const char *description; /* paragraphs of help, lines below 80 columns */
    int min_operands, max_operands;
    const option_id *options; /* ends with OPTION_COUNT; OPTION_COLOR and OPTION_HELP are always there */
    exit_code (*run)(const arguments *args);
} command;

/** What was given on the command line. */
struct arguments {
    const command *command;
    const char *values[OPTION_COUNT]; /* NULL: not given; "" when the option takes no value */
    char **operands;
    int operand_count;
};

/**
 * Read the command line of a command; a wrong one ends the program.
 *
 * @param verb  takes these
 * @param argc     from the name of the command on
 * @param argv     may be put into another order
 * @param out      receives what was given, borrowed from `argv`
 */
void arguments_parse(const command *verb, int argc, char **argv, arguments *out);

/** True when the option was given. */
bool argument_given(const arguments *args, option_id option);

/** The value of an option, or `fallback`. */
const char *argument_text(const arguments *args, option_id option, const char *fallback);

/** The value of an option as a number, decimal or 0x...; outside min..max ends the program. */
uint64_t argument_number(const arguments *args, option_id option, uint64_t fallback, uint64_t min,
                         uint64_t max);

/** Operand `index`, or NULL. */
const char *argument_operand(const arguments *args, int index);

/** Print the help of a command to standard output. */
void command_help(const command *verb);

/** Print the options that stand before the name of a command. */
void global_help(void);

#endif /* ZB_CLI_OPTIONS_H */
