/* SPDX-License-Identifier: MIT */
#include "../../src/guest/pattern.h"

#include "route_model.h"
#include "test.h"

static zb_status
nothing(zb_request *req, zb_response *res)
{
    (void)req, (void)res;
    return ZB_OK;
}

/* The path of the entry that a request is for, "" when none is. */
static const char *
found(const zb_route_table *table, const char *method, const char *path)
{
    zbi_known known;
    zb_request req = {.method = model_str(method), .path = model_str(path)};
    const zb_route *route = zbi_route_find(table, &req, &known);
    return route != NULL ? route->path : "";
}

static bool
goes_to(const zb_route_table *table, const char *method, const char *path, const char *expected)
{
    return model_is(model_str(found(table, method, path)), expected);
}

static zb_route_table
table_of(const zb_route *routes, uint32_t count)
{
    return (zb_route_table){routes, count, true};
}
#define TABLE(...)                                                                                           \
    table_of((const zb_route[]){__VA_ARGS__}, sizeof((const zb_route[]){__VA_ARGS__}) / sizeof(zb_route))

static void
more_specific_wins(void)
{
    zb_route_table table = TABLE({"GET", "*", nothing, 0}, {"GET", "/*", nothing, 0},
                                 {"GET", "/users/:id", nothing, 0}, {"GET", "/users/me", nothing, 0},
                                 {"GET", "/users/*", nothing, 0}, {"GET", "/:any/me", nothing, 0},
                                 {"GET", "/users/:id/posts/*", nothing, 0}, {"GET", "/", nothing, 0});
    static const char *const cases[][2] = {
        {"/users/me", "/users/me"},
        {"/users/7", "/users/:id"},
        {"/users/", "/users/*"},
        {"/users/7/8", "/users/*"},
        {"/users/7/posts/", "/users/:id/posts/*"},
        {"/users/7/posts", "/users/*"},
        {"/others/me", "/:any/me"},
        {"/users", "/*"},
        {"/", "/"},
        {"/*", "/*"},
        {"*", "*"},
        {"", "*"},
    };
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK(goes_to(&table, "GET", cases[i][0], cases[i][1]));
}

static void
paths_are_taken_as_sent(void)
{
    zb_route_table table =
        TABLE({"GET", "/a/b", nothing, 0}, {"GET", "/a//b", nothing, 0}, {"GET", "/p/:x", nothing, 0},
              {"GET", "/s/*", nothing, 0}, {"GET", "/a*/b", nothing, 0}, {"GET", "/*/x", nothing, 0});
    static const char *const cases[][2] = {
        {"/a/b", "/a/b"},    {"/a/%62", ""},        {"/a/b/", ""},
        {"/a//b", "/a//b"},  {"/a/./b", ""},        {"/a/../a/b", ""},
        {"/p/%2F", "/p/:x"}, {"/p/..", "/p/:x"},    {"/p/%2e%2e", "/p/:x"},
        {"/p/", ""},         {"/p//", ""},          {"/s/../p/1", "/s/*"},
        {"/s", ""},          {"/s/", "/s/*"},       {"/s//", "/s/*"},
        {"/a*/b", "/a*/b"},  {"/ab/b", ""},         {"/*/x", "/*/x"},
        {"/y/x", ""},        {"/p/a%00b", "/p/:x"}, {"//a/b", ""},
        {"a/b", ""},
    };
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK(goes_to(&table, "GET", cases[i][0], cases[i][1]));
    /* NUL ends patterns, not paths. */
    zbi_known known;
    zb_request req = {.method = model_str("GET"), .path = {ZB_LIT("/a/b\0")}};
    CHECK(zbi_route_find(&table, &req, &known) == NULL && known == ZBI_UNKNOWN);
}

static void
methods(void)
{
    zb_route_table table = TABLE({"GET", "/users/me", nothing, 0}, {"DELETE", "/users/:id", nothing, 0},
                                 {"*", "/any", nothing, 0}, {"GET", "/any", nothing, 0},
                                 {"HEAD", "/*", nothing, 0}, {"*", "*", nothing, 0});
    CHECK(goes_to(&table, "DELETE", "/users/me", "/users/:id"));
    CHECK(goes_to(&table, "GET", "/users/me", "/users/me"));
    CHECK(goes_to(&table, "HEAD", "/users/me", "/users/me")); /* the path says more than the method */
    CHECK(goes_to(&table, "get", "/users/me", ""));
    CHECK(goes_to(&table, "PUT", "/users/me", "")); /* known: the entry for the rest stands back */
    CHECK(goes_to(&table, "PUT", "/any", "/any"));
    zbi_known known;
    zb_request head = {.method = model_str("HEAD"), .path = model_str("/any")};
    CHECK(zbi_route_find(&table, &head, &known) == &table.routes[3]); /* GET before "*" */
    zb_request rest = {.method = model_str("PUT"), .path = model_str("x")};
    CHECK(zbi_route_find(&table, &rest, &known) == &table.routes[5] && known == ZBI_KNOWN_TO_THE_REST);
}

static void
events_are_apart(void)
{
    zb_route_table table =
        TABLE({"GET", "/chat", nothing, 0}, {"*", "/x", nothing, 0}, {ZB_ON_SOCKET_MESSAGE, "*", nothing, 0},
              {ZB_ON_SCHEDULED, "/*/5 * * * *", nothing, 0}, {ZB_ON_QUEUE, "/orders", nothing, 0});
    CHECK(goes_to(&table, "zb:message", "/chat", "*"));
    CHECK(goes_to(&table, "zb:message", "/x", "*"));
    CHECK(goes_to(&table, "zb:scheduled", "/*/5 * * * *", "/*/5 * * * *"));
    CHECK(goes_to(&table, "zb:scheduled", "/1/5 * * * *", ""));
    CHECK(goes_to(&table, "zb:queue", "/orders", "/orders"));
    CHECK(goes_to(&table, "zb:alarm", "/x", ""));
    CHECK(goes_to(&table, "POST", "/orders", ""));
    zbi_known known;
    zb_request post = {.method = model_str("POST"), .path = model_str("/orders")};
    CHECK(zbi_route_find(&table, &post, &known) == NULL && known == ZBI_UNKNOWN); /* 404, no 405 */
    zb_request alarm = {.method = model_str("zb:alarm"), .path = model_str("/x")};
    CHECK(zbi_route_find(&table, &alarm, &known) == NULL && known == ZBI_UNKNOWN);
}

static void
parameters(void)
{
    static const char pattern[] = "/:a/x/:bc/:a/*";
    zb_str path = {ZB_LIT("/1/x/22/3/t/u")}, value = {NULL, 0};
    CHECK(zbi_pattern_fits(pattern, path, "a", &value) && test_same(value, "1"));
    CHECK(zbi_pattern_fits(pattern, path, "bc", &value) && test_same(value, "22"));
    CHECK(zbi_pattern_fits(pattern, path, "*", &value) && test_same(value, "t/u"));
    value.ptr = NULL;
    CHECK(zbi_pattern_fits(pattern, path, "b", &value) && value.ptr == NULL);
    CHECK(zbi_pattern_fits(pattern, path, "bcd", &value) && value.ptr == NULL);
    CHECK(zbi_pattern_fits(pattern, path, "", &value) && value.ptr == NULL);
}

#define MOST_ROUTES 8u
#define PATH_BYTES 32u

/* A path or pattern of up to five pieces, of at most three bytes each. */
static const char *
random_path(char text[PATH_BYTES], const char *const *pieces, uint32_t count)
{
    uint32_t len = 0;
    for (uint32_t segments = test_random(5) + 1; segments > 0; segments--) {
        if (segments > 1 || test_random(8) > 0)
            text[len++] = '/';
        for (const char *piece = pieces[test_random(count)]; *piece != '\0'; piece++)
            text[len++] = *piece;
    }
    text[len] = '\0';
    return text;
}

static bool
agrees(const zb_route_table *table, const char *method, const char *path)
{
    bool known[MODEL_ROUTES];
    zbi_known says;
    zb_request req = {.method = model_str(method), .path = model_str(path)};
    const zb_route *route = zbi_route_find(table, &req, &says);
    int expected = model_find(table, req.method, req.path, known);
    if (route != (expected < 0 ? NULL : &table->routes[expected]))
        return false;
    bool any = false;
    for (uint32_t i = 0; i < table->count; i++) {
        any = any || known[i];
        if (says != ZBI_UNKNOWN && zbi_route_is_known(table, i, &req, says) != known[i])
            return false;
    }
    return any == (says != ZBI_UNKNOWN);
}

static void
random_tables(void)
{
    static const char *const patterns[] = {"", "a", "b", ":x", ":yy", "*", "a*", ":"};
    static const char *const paths[] = {"", "a", "b", "c", "*", "a*", ":x"};
    static const char *const names[] = {"GET", "POST", "HEAD", "OPTIONS", "*", "zb:queue", "zb:alarm"};
    for (uint32_t round = 0; round < 400; round++) {
        zb_route routes[MOST_ROUTES], turned[MOST_ROUTES];
        char texts[MOST_ROUTES + 1][PATH_BYTES];
        /* Without patterns the plain comparison must say the same. */
        bool patterned = test_random(4) > 0;
        zb_route_table table = {routes, test_random(MOST_ROUTES) + 1, patterned},
                       other = {turned, table.count, patterned};
        for (uint32_t i = 0; i < table.count; i++)
            routes[i] = (zb_route){names[patterned ? test_random(7) : test_random(4)],
                                   !patterned           ? random_path(texts[i], patterns, 3)
                                   : test_random(6) > 0 ? random_path(texts[i], patterns, 8)
                                                        : "*",
                                   nothing, 0};
        uint32_t by = test_random(table.count);
        for (uint32_t i = 0; i < table.count; i++)
            turned[i] = routes[(i + by) % table.count];
        for (uint32_t i = 0; i < 12; i++) {
            const char *method = names[test_random(7)], *path = random_path(texts[MOST_ROUTES], paths, 7);
            CHECK(agrees(&table, method, path));
            CHECK(agrees(&other, method, path));
            /* The order decides between equals alone: the same method, and patterns of the same kinds. */
            const char *first = found(&table, method, path), *second = found(&other, method, path);
            if (!model_is(model_str(first), second)) {
                model_path left = model_split(model_str(first)), right = model_split(model_str(second));
                CHECK(left.count == right.count && model_compare(&left, &right) == 0);
            }
        }
    }
}

TEST_SUITE(route, {"more specific wins", more_specific_wins},
           {"paths are taken as sent", paths_are_taken_as_sent}, {"methods", methods},
           {"events are apart", events_are_apart}, {"parameters", parameters},
           {"random tables", random_tables});
