/* SPDX-License-Identifier: MIT */
#include "memory_map.h"

#include <stdio.h>
#include <stdlib.h>

#include "numbers.h"
#include "terminal.h"

#define ROWS 8u
#define MAX_COLUMNS 64u
#define MARGIN 14u /* the offset before each row */

typedef uint32_t cell[PART_KIND_COUNT]; /* bytes by kind */

/* Bytes of a cell: a power of two of at least 8, so that offsets of rows are round. */
static uint32_t
choose_cell_bytes(uint32_t size, uint32_t cells)
{
    uint32_t bytes = 8;
    while ((uint64_t)bytes * cells < size)
        bytes *= 2;
    return bytes;
}

static void
fill(const survey *it, cell *cells, uint32_t cell_bytes)
{
    survey_cursor cursor = {it, 0, 0};
    for (survey_row row; survey_next(&cursor, &row);) {
        zb_off at = row.off + (row.bytes - row.fresh); /* the part that no row before covers */
        for (uint32_t left = row.fresh; left > 0;) {
            uint32_t room = cell_bytes - at % cell_bytes, filled = left < room ? left : room;
            cells[at / cell_bytes][row.kind] += filled;
            at += filled;
            left -= filled;
        }
    }
}

static part_kind
largest(const cell *it)
{
    unsigned best = 0;
    for (unsigned kind = 1; kind < PART_KIND_COUNT; kind++)
        if ((*it)[kind] > (*it)[best])
            best = kind;
    return (part_kind)best;
}

void
memory_map_print(const survey *it)
{
    uint32_t size = it->view.size_bytes, columns = terminal_columns();
    columns = columns > MARGIN + MAX_COLUMNS ? MAX_COLUMNS
              : columns > MARGIN + 32        ? (columns - MARGIN) / 16 * 16
                                             : 32;
    uint32_t cell_bytes = choose_cell_bytes(size, columns * ROWS);
    uint32_t count = size / cell_bytes + (size % cell_bytes != 0);
    cell *cells = calloc((size_t)count + 1, sizeof *cells);
    if (cells == NULL)
        fail(EXIT_CODE_LIMIT, "out of memory");
    fill(it, cells, cell_bytes);
    printf("\nmap, %s bytes to a letter:\n", number_grouped(cell_bytes).text);
    for (uint32_t i = 0; i < count; i++) {
        const part_style *style = part_style_of(largest((const cell *)&cells[i]));
        if (i % columns == 0)
            printf("%s%12s  ", i > 0 ? "\n" : "", number_grouped((uint64_t)i * cell_bytes).text);
        printf("%s%c%s", paint_on(style->color), style->letter, paint_off());
    }
    putchar('\n');
    free(cells);
}
