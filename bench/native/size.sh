#!/bin/sh
# SPDX-License-Identifier: MIT
# How large is the core?  Bytes of code and of tables in each object, as it is shipped:
# size.sh [--json] OBJECT...
set -eu
json=0
[ "$1" != --json ] || { json=1; shift; }
size -A -- "$@" | awk -v json="$json" '
  / :$/ || / *: *$/ { file = $1; sub(/:$/, "", file); sub(/^.*src\//, "", file); order[++files] = file }
  /^\.text/ { code[file] += $2; all_code += $2 }
  /^\.rodata/ || /^\.data\.rel\.ro/ { tables[file] += $2; all_tables += $2 }
  END {
    for (i = 1; i <= files; i++) {
      f = order[i]
      if (json) printf "{\"bench\":\"size\",\"name\":\"%s\",\"text\":%d,\"rodata\":%d}\n", f, code[f], tables[f]
      else printf "  %-26s text %6d   rodata %6d\n", f, code[f], tables[f]
    }
    limit = 24 * 1024
    held = all_code <= limit
    if (json) printf "{\"aim\":\"text of the core, bytes\",\"value\":%d,\"at_most\":%d,\"rodata\":%d,\"held\":%s}\n", all_code, limit, all_tables, held ? "true" : "false"
    else printf "  %-26s text %6d   rodata %6d\n  aim: text of the core, bytes %d, at most %d: %s\n", "all", all_code, all_tables, all_code, limit, held ? "held" : "MISSED"
  }'
