/* SPDX-License-Identifier: MIT */
/* The answers as pictures: SVG 1.1, drawn in pixels from the upper left corner. */
#include "analytics.h"
#include "axis.h"
#include "utf8.h"

#define SVG "image/svg+xml"

#define WIDTH 720
#define HEIGHT 440
#define LEFT 84.0
#define RIGHT (WIDTH - 24.0)
#define TOP 52.0
#define BOTTOM (HEIGHT - 64.0)

#define MAX_POINTS 20000u /* of a scatter plot; of more, every n-th row is drawn */
#define MAX_TITLE_BYTES 120u

/* A coordinate: a tenth of a pixel is more than can be seen. */
static void
add_place(zb_text *svg, double place)
{
    zb_text_add_fixed(svg, place, 1);
}

/* A text of a picture, told by its class where it stands. */
static void
begin_text(zb_text *svg, const char *place, double x, double y)
{
    zb_text_add_cstr(svg, "<text class=\"");
    zb_text_add_cstr(svg, place);
    zb_text_add_cstr(svg, "\" x=\"");
    add_place(svg, x);
    zb_text_add_cstr(svg, "\" y=\"");
    add_place(svg, y);
    zb_text_add_cstr(svg, "\">");
}

static void
add_name(zb_text *svg, zb_str name)
{
    bool cut = name.len > MAX_TITLE_BYTES;
    name.len = cut ? MAX_TITLE_BYTES : name.len;
    utf8_add_xml(svg, name);
    if (cut)
        zb_text_add(svg, ZB_LIT("\xE2\x80\xA6"));
}

static void
begin_svg(zb_text *svg)
{
    zb_text_add_cstr(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" height=\"440\" viewBox=\"0 0 720 440\" "
        "font-family=\"system-ui,sans-serif\" font-size=\"12\" fill=\"#333\">\n<style>"
        ".title{font-size:16px;text-anchor:middle}.x{text-anchor:middle}.y{text-anchor:end}.name{text-anchor:"
        "middle;"
        "font-size:13px}.note{text-anchor:end;fill:#777}.grid{stroke:#ddd}.axis{stroke:#333}.bar{fill:#"
        "4477aa}"
        ".points{stroke:#4477aa;stroke-width:4;stroke-linecap:round;stroke-opacity:.6;fill:none}</style>\n"
        "<rect width=\"720\" height=\"440\" fill=\"#fff\"/>\n");
}

static void
add_line(zb_text *svg, const char *kind, double x1, double y1, double x2, double y2)
{
    const struct {
        const char *key;
        double place;
    } parts[] = {{"\" x1=\"", x1}, {"\" y1=\"", y1}, {"\" x2=\"", x2}, {"\" y2=\"", y2}};
    zb_text_add_cstr(svg, "<line class=\"");
    zb_text_add_cstr(svg, kind);
    for (uint32_t i = 0; i < COUNT_OF(parts); i++) {
        zb_text_add_cstr(svg, parts[i].key);
        add_place(svg, parts[i].place);
    }
    zb_text_add_cstr(svg, "\"/>\n");
}

static void
add_axes(zb_text *svg, const axis *x, const axis *y)
{
    for (uint32_t i = 0; i < y->ticks; i++) {
        double place = axis_place(y, axis_tick(y, i));
        add_line(svg, "grid", LEFT, place, RIGHT, place);
        begin_text(svg, "y", LEFT - 8, place + 4);
        axis_add_label(svg, y, i);
        zb_text_add_cstr(svg, "</text>\n");
    }
    for (uint32_t i = 0; i < x->ticks; i++) {
        double place = axis_place(x, axis_tick(x, i));
        add_line(svg, "axis", place, BOTTOM, place, BOTTOM + 5);
        begin_text(svg, "x", place, BOTTOM + 20);
        axis_add_label(svg, x, i);
        zb_text_add_cstr(svg, "</text>\n");
    }
}

/* The axes' lines, over what is drawn; their names, the title and a note about what is not shown. */
static zb_status
finish(zb_request *req, zb_response *res, zb_text *svg, zb_str x_name, zb_str y_name, zb_str title,
       uint32_t hidden)
{
    zb_str asked;
    zb_status status = zb_request_query(req, "title", &asked);
    if (status == ZB_E_MEMORY)
        return status;
    add_line(svg, "axis", LEFT, BOTTOM, RIGHT, BOTTOM);
    add_line(svg, "axis", LEFT, TOP, LEFT, BOTTOM);
    begin_text(svg, "title", (LEFT + RIGHT) / 2, 30);
    add_name(svg, status == ZB_OK ? asked : title);
    zb_text_add_cstr(svg, "</text>\n");
    begin_text(svg, "name", (LEFT + RIGHT) / 2, HEIGHT - 18);
    add_name(svg, x_name);
    zb_text_add_cstr(svg, "</text>\n<g transform=\"translate(20,210) rotate(-90)\">");
    begin_text(svg, "name", 0, 0);
    add_name(svg, y_name);
    zb_text_add_cstr(svg, "</text></g>\n");
    if (hidden > 0) {
        begin_text(svg, "note", RIGHT, HEIGHT - 18);
        zb_text_add_i64(svg, hidden);
        zb_text_add_cstr(svg, " rows not shown</text>\n");
    }
    zb_text_add_cstr(svg, "</svg>\n");
    return send_text(res, SVG, svg);
}

static void
add_bars(zb_text *svg, const bins *counted, const axis *x, const axis *y)
{
    double width = (x->to - x->from) / counted->count;
    for (uint32_t i = 0; i < counted->count; i++) {
        if (counted->counts[i] == 0)
            continue;
        double top = axis_place(y, counted->counts[i]);
        zb_text_add_cstr(svg, "<rect class=\"bar\" x=\"");
        zb_text_add_fixed(svg, x->from + width * i, 3);
        zb_text_add_cstr(svg, "\" y=\"");
        add_place(svg, top);
        zb_text_add_cstr(svg, "\" width=\"");
        zb_text_add_fixed(svg, width > 3 ? width - 1 : width, 3);
        zb_text_add_cstr(svg, "\" height=\"");
        add_place(svg, BOTTOM - top);
        zb_text_add_cstr(svg, "\"/>\n");
    }
}

zb_status
picture_histogram(zb_request *req, zb_response *res)
{
    static const zb_str number_of_rows = {"rows", 4};
    frame f;
    bins counted;
    complaint bad = {0};
    zb_status status = frame_read(req, &f, &bad);
    if (status == ZB_OK)
        status = bins_read(req, &f, &counted, &bad);
    if (status != ZB_OK)
        return complaint_send(res, &bad, status);
    uint32_t most = 1;
    for (uint32_t i = 0; i < counted.count; i++)
        most = counted.counts[i] > most ? counted.counts[i] : most;
    axis x = axis_make(counted.min, counted.max, false, LEFT, RIGHT),
         y = axis_make(0, most, true, BOTTOM, TOP);

    zb_text svg = zb_text_begin(res->arena, 8192);
    begin_svg(&svg);
    add_axes(&svg, &x, &y);
    if (counted.min < counted.max) {
        add_bars(&svg, &counted, &x, &y);
    } else { /* all are equal: one bar where they are */
        bins one = counted;
        axis narrow = x;
        double middle = axis_place(&x, counted.min);
        one.count = 1;
        one.counts = &most;
        narrow.from = middle - 20;
        narrow.to = middle + 20;
        add_bars(&svg, &one, &narrow, &y);
    }
    return finish(req, res, &svg, counted.column->name, number_of_rows, counted.column->name,
                  counted.column->missing);
}

/* How many points were drawn. */
static uint32_t
add_points(zb_text *svg, const frame *f, const frame_column *left, const frame_column *right, const axis *x,
           const axis *y)
{
    uint32_t drawn = 0, every = (f->row_count + MAX_POINTS - 1) / MAX_POINTS;
    zb_text_add_cstr(svg, "<path class=\"points\" d=\"");
    for (uint32_t i = 0; i < f->row_count; i += every) {
        double across = axis_place(x, left->items[i]), up = axis_place(y, right->items[i]);
        if (!(across == across && up == up))
            continue;
        drawn++;
        zb_text_add(svg, ZB_LIT("M"));
        add_place(svg, across);
        zb_text_add(svg, ZB_LIT(" "));
        add_place(svg, up);
        zb_text_add(svg, ZB_LIT("h0"));
    }
    zb_text_add_cstr(svg, "\"/>\n");
    return drawn;
}

/* The axis of a column: from its smallest to its largest number. */
static zb_status
column_axis(zb_request *req, const frame *f, const frame_column *column, double from, double to, axis *out,
            complaint *bad)
{
    zb_range range;
    ZB_TRY(column_range(req, f, column, &range, bad));
    *out = axis_make(range.min, range.max, true, from, to);
    return ZB_OK;
}

/* "weight over height" */
static zb_status
name_pair(zb_arena *arena, zb_str up, zb_str across, zb_str *out)
{
    zb_slot whole;
    zb_text text = zb_text_begin(arena, 64);
    zb_text_add(&text, up.ptr, up.len);
    zb_text_add(&text, ZB_LIT(" over "));
    zb_text_add(&text, across.ptr, across.len);
    ZB_TRY(zb_text_end(&text, &whole));
    return zb_string_at(zb_arena_view(arena), whole.a, out);
}

zb_status
picture_scatter(zb_request *req, zb_response *res)
{
    frame f;
    const frame_column *left = NULL, *right = NULL;
    axis x, y;
    complaint bad = {0};
    zb_status status = frame_read(req, &f, &bad);
    if (status == ZB_OK)
        status = column_read(req, &f, "x", 0, &left, &bad);
    if (status == ZB_OK)
        status = column_read(req, &f, "y", 1, &right, &bad);
    if (status == ZB_OK)
        status = column_axis(req, &f, left, LEFT, RIGHT, &x, &bad);
    if (status == ZB_OK)
        status = column_axis(req, &f, right, BOTTOM, TOP, &y, &bad);
    if (status != ZB_OK)
        return complaint_send(res, &bad, status);
    zb_str title;
    ZB_TRY(name_pair(req->arena, right->name, left->name, &title));
    zb_text svg = zb_text_begin(res->arena, 8192);
    begin_svg(&svg);
    add_axes(&svg, &x, &y);
    uint32_t drawn = add_points(&svg, &f, left, right, &x, &y);
    return finish(req, res, &svg, left->name, right->name, title, f.row_count - drawn);
}
