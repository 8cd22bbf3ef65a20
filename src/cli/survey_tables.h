/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_SURVEY_TABLES_H
#define ZB_CLI_SURVEY_TABLES_H

/* The parts of an image that are no values: control block, interned keys, indexes (SPEC.md, 6). */

#include "survey.h"

/** The zero bytes and the control block; reads start and bump. */
void survey_add_control(survey *it);

/** What the control block leads to, after the values: these words were not verified. */
void survey_add_tables(survey *it);

/** Note a part that is not there yet; its number. */
uint32_t survey_add(survey *it, const part *made);

/** Number of the part that is the same thing, or SURVEY_NONE.  Only before survey_take() ends. */
uint32_t survey_find(survey *it, const part *like);

#endif /* ZB_CLI_SURVEY_TABLES_H */
