/* SPDX-License-Identifier: MIT */
/*
 * Days of the proleptic Gregorian calendar are counted from 1 March of the year 0, so that a leap day is the
 * last of its year; months from March on have 31 30 31 30 31 31 30 31 30 31 31 days, which is
 * (153 * month + 2) / 5 summed up.  The way back is that of Howard Hinnant, "chrono-Compatible Low-Level
 * Date Algorithms".
 */
#include <zerobuf/http_date.h>

#include "grammar.h"

#define DAY_S 86400
#define CENTURIES_DAYS 146097 /* of 400 years */
#define EPOCH_DAYS 719468     /* from 0000-03-01 to 1970-01-01 */

static const char day_names[] = "SunMonTueWedThuFriSat";
static const char month_names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

typedef struct civil {
    int32_t year, month, day; /* month and day from 1 */
} civil;

/* Years from 0 on. */
static int64_t
days_of(civil date)
{
    int64_t year = date.month > 2 ? date.year : date.year - 1;
    int64_t shifted = year + 400; /* never negative */
    int64_t month = (date.month + 9) % 12;
    int64_t in_year = (153 * month + 2) / 5 + date.day - 1;
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + in_year - CENTURIES_DAYS -
           EPOCH_DAYS;
}

/* `days` since 1970, not negative. */
static civil
civil_of(int64_t days)
{
    int64_t shifted = days + EPOCH_DAYS, cycle = shifted / CENTURIES_DAYS, rest = shifted % CENTURIES_DAYS;
    /* Leave out the leap days of the cycle before dividing by 365. */
    int64_t year = (rest - rest / 1460 + rest / 36524 - rest / (CENTURIES_DAYS - 1)) / 365;
    int64_t in_year = rest - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * in_year + 2) / 153;
    civil date = {(int32_t)(cycle * 400 + year), (int32_t)(month < 10 ? month + 3 : month - 9),
                  (int32_t)(in_year - (153 * month + 2) / 5 + 1)};
    if (date.month <= 2)
        date.year++;
    return date;
}

static char *
put_digits(char *to, int32_t number, uint32_t count)
{
    for (uint32_t i = count; i > 0; number /= 10)
        to[--i] = (char)('0' + number % 10);
    return to + count;
}

static char *
put_text(char *to, const char *text, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++)
        to[i] = text[i];
    return to + len;
}

zb_status
zb_http_date_write(int64_t seconds, char *out)
{
    if (seconds < 0 || seconds > ZB_HTTP_DATE_MAX_S)
        return ZB_E_INVALID;
    int64_t days = seconds / DAY_S;
    int32_t rest = (int32_t)(seconds % DAY_S);
    civil date = civil_of(days);
    char *to = put_text(out, day_names + (days + 4) % 7 * 3, 3); /* 1970 began on a Thursday */
    to = put_text(to, ZB_LIT(", "));
    to = put_digits(to, date.day, 2);
    to = put_text(to, " ", 1);
    to = put_text(to, month_names + (date.month - 1) * 3, 3);
    to = put_text(to, " ", 1);
    to = put_digits(to, date.year, 4);
    to = put_text(to, " ", 1);
    to = put_digits(to, rest / 3600, 2);
    to = put_text(to, ":", 1);
    to = put_digits(to, rest / 60 % 60, 2);
    to = put_text(to, ":", 1);
    to = put_digits(to, rest % 60, 2);
    (void)put_text(to, ZB_LIT(" GMT"));
    return ZB_OK;
}

/* Take a text off. */
static bool
take(zb_str *text, const char *expected)
{
    uint32_t len = zbi_len(expected);
    if (text->len < len || !zb_bytes_equal(text->ptr, expected, len))
        return false;
    *text = zbi_after(*text, len);
    return true;
}

/* Take exactly `count` digits off; the first may be a space where `padded`. */
static bool
take_number(zb_str *text, uint32_t count, bool padded, int32_t *out)
{
    int32_t number = 0;
    if (text->len < count)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        char c = text->ptr[i];
        if (padded && i == 0 && c == ' ')
            c = '0';
        if (!zbi_is_digit(c))
            return false;
        number = number * 10 + (c - '0');
    }
    *text = zbi_after(*text, count);
    *out = number;
    return true;
}

/* Take one of the names of three letters off; `out` counts from 0. */
static bool
take_name(zb_str *text, const char *names, int32_t count, int32_t *out)
{
    for (int32_t i = 0; i < count && text->len >= 3; i++)
        if (zb_bytes_equal(text->ptr, names + i * 3, 3)) {
            *text = zbi_after(*text, 3);
            *out = i;
            return true;
        }
    return false;
}

static bool
take_month(zb_str *text, int32_t *out)
{
    if (!take_name(text, month_names, 12, out))
        return false;
    ++*out;
    return true;
}

static bool
take_time(zb_str *text, int32_t *seconds)
{
    int32_t hour, minute, second;
    if (!take_number(text, 2, false, &hour) || !take(text, ":") || !take_number(text, 2, false, &minute) ||
        !take(text, ":") || !take_number(text, 2, false, &second) || hour > 23 || minute > 59 || second > 60)
        return false;
    *seconds = hour * 3600 + minute * 60 + second;
    return true;
}

/* The year that ends in these two digits and is at most 50 after the one of `near_s`. */
static int32_t
whole_year(int32_t two_digits, int64_t near_s)
{
    int32_t last = civil_of(near_s / DAY_S).year + 50;
    return last - (last - two_digits) % 100;
}

static bool
exists(civil date)
{
    static const uint8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
    int32_t length = lengths[date.month - 1] + (date.month == 2 && leap ? 1 : 0);
    return date.day >= 1 && date.day <= length;
}

/* What follows the name of the day, each form by what its name is followed by. */
static bool
take_date(zb_str *text, int64_t near_s, civil *date, int32_t *seconds)
{
    static const char *const rests[] = {"day", "day", "sday", "nesday", "rsday", "day", "urday"};
    int32_t day_name;
    if (!take_name(text, day_names, 7, &day_name))
        return false;
    if (take(text, ", ")) /* IMF-fixdate */
        return take_number(text, 2, false, &date->day) && take(text, " ") && take_month(text, &date->month) &&
               take(text, " ") && take_number(text, 4, false, &date->year) && take(text, " ") &&
               take_time(text, seconds) && take(text, " GMT");
    if (take(text, " ")) /* asctime */
        return take_month(text, &date->month) && take(text, " ") && take_number(text, 2, true, &date->day) &&
               take(text, " ") && take_time(text, seconds) && take(text, " ") &&
               take_number(text, 4, false, &date->year);
    if (!take(text, rests[day_name]) || !take(text, ", ") || !take_number(text, 2, false, &date->day) ||
        !take(text, "-") || !take_month(text, &date->month) || !take(text, "-") ||
        !take_number(text, 2, false, &date->year) || !take(text, " ") || !take_time(text, seconds) ||
        !take(text, " GMT"))
        return false; /* rfc850-date */
    date->year = whole_year(date->year, near_s);
    return true;
}

zb_status
zb_http_date_read(zb_str text, int64_t near_s, int64_t *out)
{
    civil date;
    int32_t seconds;
    if (near_s < 0 || near_s > ZB_HTTP_DATE_MAX_S)
        return ZB_E_INVALID;
    if (!take_date(&text, near_s, &date, &seconds) || text.len != 0 || !exists(date))
        return ZB_E_SYNTAX;
    *out = days_of(date) * DAY_S + seconds;
    return ZB_OK;
}
