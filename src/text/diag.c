/* diag.c: the queue of diagnostics and their catalogue. Every stage adds to it, render.c reads it. */
#include "text/diag.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Limits of one diagnostic, against hostile input: long texts are cut, further labels dropped. */
#define LABELS_KEPT ((size_t)50)
#define TEXT_KEPT ((size_t)1000)

static const DiagInfo catalogue[DIAG_COUNT] = {
#define DIAG(code, severity, sv, en, hint_sv, hint_en) {#code, severity, {sv, en}, {hint_sv, hint_en}},
#include "text/diags.def"
#undef DIAG
};

void diags_init(Diags *diags, Arena *arena)
{
    *diags = (Diags){.arena = arena};
}

void diags_append(Diags *diags, const Diags *from)
{
    for (VEC_EACH(const Diag, diag, &from->list))
        if (diags->list.count < DIAGS_KEPT)
            vec_push(diags->arena, &diags->list, *diag);
    diags->errors += from->errors;
    diags->warnings += from->warnings;
}

/* A copy, cut to TEXT_KEPT bytes between two code points. */
static const char *keep_text(Arena *arena, const char *text)
{
    size_t n = strnlen(text, TEXT_KEPT + 1);
    if (n <= TEXT_KEPT)
        return arena_strndup(arena, text, n);
    for (n = TEXT_KEPT; n && ((unsigned char)text[n] & 0xc0) == 0x80;)
        n--;
    return arena_printf(arena, "%.*s…", (int)n, text);
}

static void count(Diags *diags, Severity severity)
{
    switch (severity) {
    case SEV_ERROR: diags->errors++; break;
    case SEV_WARNING: diags->warnings++; break;
    case SEV_NOTE: break;
    }
}

/* The last place of a full list is never counted: what is above the limit is written there and forgotten. */
static bool is_kept(const Diags *diags, const Diag *diag)
{
    return diag < diags->list.items + diags->list.count;
}

static Diag *queue(Diags *diags, Diag diag, va_list args)
{
    diag.severity = catalogue[diag.code].severity;
    count(diags, diag.severity);
    vec_push(diags->arena, &diags->list, diag);
    if (diags->list.count > DIAGS_KEPT) {
        diags->list.count--;
        return &diags->list.items[DIAGS_KEPT];
    }
    Diag *kept = &diags->list.items[diags->list.count - 1];
    const char *arg;
    for (size_t i = 0; i < DIAG_MAX_ARGS && (arg = va_arg(args, const char *)) != NULL; i++)
        kept->args[i] = keep_text(diags->arena, arg);
    return kept;
}

/* The unit separator, which no text of a user's carries into a message. */
#define BOTH '\x1f'

const char *diag_both(Arena *arena, const char *sv, const char *en)
{
    return arena_printf(arena, "%s%c%s", sv, BOTH, en);
}

Str diag_arg(const char *arg, Lang lang)
{
    const char *mark = strchr(arg, BOTH);
    if (!mark)
        return str_of(arg);
    return lang == LANG_SV ? (Str){arg, (size_t)(mark - arg)} : str_of(mark + 1);
}

Diag *diag_add(Diags *diags, DiagCode code, Span span, ...)
{
    va_list args;
    va_start(args, span);
    Diag *diag = queue(diags, (Diag){.code = code, .span = span}, args);
    va_end(args);
    return diag;
}

Diag *diag_add_at(Diags *diags, DiagCode code, const char *file, size_t line, size_t column, ...)
{
    va_list args;
    va_start(args, column);
    Diag *diag = queue(diags, (Diag){.code = code, .line = line, .column = column}, args);
    va_end(args);
    if (file && is_kept(diags, diag))
        diag->file = keep_text(diags->arena, file);
    return diag;
}

void diag_label(Diags *diags, Diag *diag, Span span, const char *format, ...)
{
    if (!is_kept(diags, diag) || diag->labels.count >= LABELS_KEPT)
        return;
    char text[TEXT_KEPT + 8];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    vec_push(diags->arena, &diag->labels, (DiagLabel){span, keep_text(diags->arena, text)});
}

static void uncount(Diags *diags, Severity severity)
{
    switch (severity) {
    case SEV_ERROR: diags->errors--; break;
    case SEV_WARNING: diags->warnings--; break;
    case SEV_NOTE: break;
    }
}

void diags_filter(Diags *diags, bool (*keep)(void *context, Diag *diag), void *context)
{
    size_t kept = 0;
    for (VEC_EACH(Diag, diag, &diags->list)) {
        if (keep(context, diag))
            diags->list.items[kept++] = *diag;
        else
            uncount(diags, diag->severity);
    }
    diags->list.count = kept;
}

void diags_restore(Diags *diags, const Diag *diag)
{
    count(diags, diag->severity);
    if (diags->list.count < DIAGS_KEPT)
        vec_push(diags->arena, &diags->list, *diag);
}

void diag_suggest(Diags *diags, Diag *diag, const char *name)
{
    if (name && is_kept(diags, diag))
        diag->suggestion = keep_text(diags->arena, name);
}

const DiagInfo *diag_info(DiagCode code)
{
    return &catalogue[code];
}

DiagCode diag_by_text(Str text)
{
    for (size_t i = 0; i < DIAG_COUNT; i++)
        if (strlen(catalogue[i].code) == text.n && strncasecmp(catalogue[i].code, text.s, text.n) == 0)
            return (DiagCode)i;
    return DIAG_COUNT;
}
