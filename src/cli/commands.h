/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_COMMANDS_H
#define ZB_CLI_COMMANDS_H

/* The commands, one file each. */

#include "options.h"

extern const command command_from_json, command_to_json, command_inspect, command_verify, command_get,
    command_set, command_stat, command_compact, command_schema, command_bench;

#endif /* ZB_CLI_COMMANDS_H */
