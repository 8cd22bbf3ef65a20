/* SPDX-License-Identifier: MIT */
#ifndef ANALYTICS_UTF8_H
#define ANALYTICS_UTF8_H

/* Text of strangers, made fit for answers: JSON, XML and plain text must be well-formed UTF-8. */

#include <zerobuf/handler.h>

/** What stands for an ASCII character in the format that is written; NULL: the character itself. */
typedef const char *(*utf8_escape)(char c);

/** Add a text: ill-formed sequences become U+FFFD.  `escape` may be NULL. */
void utf8_add(zb_text *out, zb_str text, utf8_escape escape);

/** Add a text as a JSON string, between quotation marks. */
void utf8_add_json(zb_text *out, zb_str text);

/** Add a text to XML or HTML, in content or between quotation marks. */
void utf8_add_xml(zb_text *out, zb_str text);

#endif /* ANALYTICS_UTF8_H */
