/* SPDX-License-Identifier: MIT */
/* Tables by POST, numbers and pictures back; README.md describes the routes. */
#include "analytics.h"

zb_status
front_page(zb_request *req, zb_response *res)
{
    (void)req;
    zb_text html = zb_text_begin(res->arena, 4096);
    zb_text_add_cstr(
        &html,
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>analytics</title>"
        "<meta name=\"viewport\" content=\"width=device-width\">"
        "<style>body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
        "textarea{width:100%;font:14px ui-monospace,monospace}button{margin:.25rem .25rem 0 0}</style>"
        "<h1>analytics</h1><p>A C program in WebAssembly reads the table into columns and answers with "
        "numbers "
        "or a picture. A column of numbers and empty fields is one of numbers, every other one is text."
        "<form method=\"post\" action=\"/stats\" enctype=\"text/plain\">"
        "<label for=\"csv\">A table as CSV, the names of its columns first:</label>"
        "<textarea id=\"csv\" name=\"csv\" rows=\"14\" spellcheck=\"false\">\n"
        "planet,mass,radius,period\nMercury,0.0553,0.383,0.241\nVenus,0.815,0.950,0.615\nEarth,1,1,1\n"
        "Mars,0.107,0.532,1.88\nJupiter,317.8,10.97,11.9\nSaturn,95.2,9.14,29.4\nUranus,14.5,3.98,83.7\n"
        "Neptune,17.1,3.86,163.7\n"
        "</textarea><p>"
        "<button>Statistics</button>"
        "<button formaction=\"/correlations\">Correlations</button>"
        "<button formaction=\"/normalize\">Normalized</button>"
        "<button formaction=\"/histogram\">Histogram</button>"
        "<button formaction=\"/histogram.svg\">Histogram, drawn</button>"
        "<button formaction=\"/scatter.svg\">First two columns, drawn</button></form>"
        "<p>Programs send <code>text/csv</code>, <code>application/json</code> (records, or an object of "
        "arrays) or "
        "an image of columns as <code>application/vnd.zerobuf</code>; "
        "<code>/histogram?column=mass&amp;bins=8</code> and "
        "<code>/scatter.svg?x=radius&amp;y=mass&amp;title=Planets</code> say what to show, "
        "<code>separator=%3B</code> and <code>header=absent</code> what the CSV is like. "
        "<code>/stream/stats</code> takes CSV of any length.\n");
    return send_text(res, "text/html; charset=utf-8", &html);
}

/* GET /memory: bytes of the module's memory, which requests must not make grow. */
static zb_status
memory_bytes(zb_request *req, zb_response *res)
{
    (void)req;
    zb_text text = zb_text_begin(res->arena, 16);
    zb_text_add_i64(&text, (int64_t)__builtin_wasm_memory_size(0) * ZB_PAGE_BYTES);
    return send_text(res, "text/plain; charset=utf-8", &text);
}

/* Only what reads a stream may wait: everything else is entered without what waiting costs. */
ZB_ROUTES({"GET", "/", front_page, ZB_ROUTE_AT_ONCE}, {"GET", "/memory", memory_bytes, ZB_ROUTE_AT_ONCE},
          {"POST", "/stats", report_stats, ZB_ROUTE_AT_ONCE},
          {"POST", "/correlations", report_correlations, ZB_ROUTE_AT_ONCE},
          {"POST", "/normalize", report_normalize, ZB_ROUTE_AT_ONCE},
          {"POST", "/histogram", report_histogram, ZB_ROUTE_AT_ONCE},
          {"POST", "/histogram.svg", picture_histogram, ZB_ROUTE_AT_ONCE},
          {"POST", "/scatter.svg", picture_scatter, ZB_ROUTE_AT_ONCE},
          {"POST", "/stream/stats", stream_stats, ZB_ROUTE_STREAM});
