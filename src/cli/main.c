/* SPDX-License-Identifier: MIT */
/* zb: looks into, makes and changes images of structured values. */
#include <stdio.h>
#include <string.h>

#include <zerobuf/zerobuf.h>

#include "commands.h"
#include "output.h"
#include "terminal.h"

static const command *const commands[] = {
    &command_from_json, &command_to_json, &command_inspect, &command_verify, &command_get,
    &command_set,       &command_stat,    &command_compact, &command_schema, &command_bench,
};

#define COMMAND_COUNT (sizeof commands / sizeof *commands)

static const command *
find_command(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static void
print_help(void)
{
    printf("Usage: zb COMMAND [OPTION]... [OPERAND]...\n\n"
           "Structured values in one memory: make images of them, look into them, change them.\n\n"
           "Commands:\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  %-10s %s\n", commands[i]->name, commands[i]->summary);
    printf("\nOptions:\n");
    global_help();
    printf("\nzb COMMAND --help describes a command; a FILE of - is standard input.\n"
           "Exit codes: 0 well, 1 the answer is no, 2 wrong usage, 3 bad input, 4 a file\n"
           "could not be read or written, 5 out of memory or past a limit.\n"
           "Begin with:  zb from-json FILE.json | zb inspect -\n");
}

static exit_code
run_command(const command *verb, int argc, char **argv)
{
    report_command(verb->name);
    arguments args;
    arguments_parse(verb, argc, argv, &args);
    const char *color = argument_text(&args, OPTION_COLOR, NULL);
    if (!terminal_choose_colors(color))
        fail(EXIT_CODE_USAGE, "--color %s: give auto, always or never", color);
    exit_code code = EXIT_CODE_OK;
    if (argument_given(&args, OPTION_HELP))
        command_help(verb);
    else
        code = verb->run(&args);
    output_finish_stdout();
    return code;
}

int
main(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : NULL;
    if (word == NULL)
        fail(EXIT_CODE_USAGE, "no command; see zb --help");
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0) {
        const command *asked = argc > 2 ? find_command(argv[2]) : NULL;
        if (argc > 2 && asked == NULL)
            fail(EXIT_CODE_USAGE, "there is no command %s; see zb --help", argv[2]);
        if (asked != NULL)
            command_help(asked);
        else
            print_help();
        output_finish_stdout();
        return EXIT_CODE_OK;
    }
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        printf("zb %s (layout %u)\n", ZB_VERSION, ZB_CONTROL_VERSION);
        output_finish_stdout();
        return EXIT_CODE_OK;
    }
    const command *verb = find_command(word);
    if (verb == NULL)
        fail(EXIT_CODE_USAGE, "there is no %s %s; see zb --help", word[0] == '-' ? "option" : "command",
             word);
    return (int)run_command(verb, argc - 1, argv + 1);
}
