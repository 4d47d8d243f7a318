/* render_json.c: one diagnostic as a JSON object on a line of its own. Keys are always there; null means unknown or none. */
#include "text/render_parts.h"

static void put_text(StrBuf *out, const char *key, const char *text)
{
    strbuf_printf(out, ",\"%s\":", key);
    if (text)
        json_put_string(out, str_of(text));
    else
        strbuf_puts(out, "null");
}

static void put_number(StrBuf *out, const char *key, size_t number)
{
    if (number)
        strbuf_printf(out, ",\"%s\":%zu", key, number);
    else
        strbuf_printf(out, ",\"%s\":null", key);
}

static void put_place(StrBuf *out, Where where)
{
    put_text(out, "file", where.file);
    put_number(out, "line", where.line);
    put_number(out, "column", where.column);
    put_number(out, "end_line", where.end_line);
    put_number(out, "end_column", where.end_column);
}

static void put_labels(StrBuf *out, const Diag *diag, Lang lang)
{
    strbuf_puts(out, ",\"labels\":[");
    for (VEC_EACH(const DiagLabel, label, &diag->labels)) {
        strbuf_puts(out, label == diag->labels.items ? "{\"text\":" : ",{\"text\":");
        json_put_string(out, diag_arg(label->text, lang));
        put_place(out, where_span(label->span));
        strbuf_putc(out, '}');
    }
    strbuf_puts(out, "]");
}

void render_json(StrBuf *out, const Diag *diag, const RenderOptions *options)
{
    StrBuf message = {0}, hint = {0};
    render_message(&message, diag, options->lang);
    render_hint(&hint, diag, options->lang);
    strbuf_printf(out, "\n{\"code\":\"%s\"", diag_info(diag->code)->code);
    put_text(out, "severity", render_words(LANG_EN)->severity[diag->severity]);
    put_text(out, "message", strbuf_str(&message).s);
    put_text(out, "hint", hint.n ? hint.s : NULL);
    put_place(out, where_diag(diag));
    put_labels(out, diag, options->lang);
    strbuf_putc(out, '}');
    strbuf_free(&message);
    strbuf_free(&hint);
}
