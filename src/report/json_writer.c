/* json_writer.c: see json_writer.h. */
#include "report/json_writer.h"

#include "text/render.h"

static void begin_item(Json *json, const char *key)
{
    if (json->filled)
        strbuf_putc(json->out, ',');
    if (json->depth) {
        strbuf_putc(json->out, '\n');
        strbuf_pad(json->out, ' ', json->depth * 2);
    }
    if (key) {
        json_put_string(json->out, str_of(key));
        strbuf_puts(json->out, ": ");
    }
    json->filled = true;
}

void json_open(Json *json, const char *key, char bracket)
{
    begin_item(json, key);
    strbuf_putc(json->out, bracket);
    json->depth++;
    json->filled = false;
}

void json_close(Json *json, char bracket)
{
    json->depth--;
    if (json->filled) {
        strbuf_putc(json->out, '\n');
        strbuf_pad(json->out, ' ', json->depth * 2);
    }
    strbuf_putc(json->out, bracket);
    json->filled = true;
}

void json_raw(Json *json, const char *key, Str raw)
{
    begin_item(json, key);
    strbuf_put(json->out, raw);
}

void json_text(Json *json, const char *key, Str text)
{
    begin_item(json, key);
    json_put_string(json->out, text);
}

void json_text_or_null(Json *json, const char *key, Str text)
{
    if (text.n)
        json_text(json, key, text);
    else
        json_null(json, key);
}

void json_size(Json *json, const char *key, size_t number)
{
    begin_item(json, key);
    strbuf_printf(json->out, "%zu", number);
}

void json_bool(Json *json, const char *key, bool value)
{
    json_raw(json, key, str_of(value ? "true" : "false"));
}

void json_null(Json *json, const char *key)
{
    json_raw(json, key, STR_LIT("null"));
}

void json_date(Json *json, const char *key, Date date)
{
    StrBuf buf = {0};
    date_print(&buf, date);
    json_text(json, key, strbuf_str(&buf));
    strbuf_free(&buf);
}

void json_period(Json *json, const char *key, Period period)
{
    StrBuf buf = {0};
    period_print(&buf, period);
    json_text(json, key, strbuf_str(&buf));
    strbuf_free(&buf);
}
