/* explain_thing.c: what a krav can ask of things of a kind: `styr förklara organ`. Part of `styr förklara`. */
#include "cmd/explain.h"

#include "base/utf8.h"
#include "model/constraints/objects.h"

static const ThingWord *thing_named(Arena *arena, Str word)
{
    Str folded = utf8_fold(arena, word);
    for (size_t i = 0; i < thing_word_count; i++)
        if (str_eqz(folded, thing_words[i].one) || str_eqz(folded, thing_words[i].many))
            return &thing_words[i];
    return NULL;
}

bool is_thing_word(Arena *arena, Str word)
{
    return thing_named(arena, word) != NULL;
}

static Msg result_word(const ObjectRow *row)
{
    switch (row->result) {
    case GIVES_TEXT: return MSG_GIVES_TEXT;
    case GIVES_TEXTS: return MSG_GIVES_TEXTS;
    case GIVES_NUMBER: return MSG_GIVES_NUMBER;
    case GIVES_SHARE: return MSG_GIVES_SHARE;
    case GIVES_DATE: return MSG_GIVES_DATE;
    case GIVES_TRUTH: return MSG_GIVES_TRUTH;
    case GIVES_ONE: return MSG_GIVES_ONE;
    case GIVES_MANY: return MSG_GIVES_MANY;
    }
    return MSG_GIVES_TEXT;
}

/* "flera: mål", "ett: organ", "text" */
static Str result_text(const Page *page, const ObjectRow *row)
{
    const char *word = message(result_word(row), page->lang);
    if (row->result != GIVES_ONE && row->result != GIVES_MANY)
        return str_of(word);
    for (size_t i = 0; i < thing_word_count; i++)
        if (row->kinds & (1u << thing_words[i].kind))
            return str_of(arena_printf(page->arena, "%s %s", word, thing_words[i].one));
    return str_of(arena_printf(page->arena, "%s %s", word, message(row->kinds ? MSG_KIND_OF_BODY : MSG_ANY_DECLARATION, page->lang)));
}

static void put_rows(Page *page, SymbolKind kind)
{
    const GridColumn columns[] = {
        {message(MSG_ATTRIBUTE, page->lang), GRID_LEFT, true}, {message(MSG_GIVES, page->lang), GRID_LEFT, true}, {message(MSG_MEANING, page->lang), GRID_LEFT, true},
    };
    Grid grid;
    grid_init(&grid, page->arena, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < object_row_count; i++) {
        const ObjectRow *row = &object_rows[i];
        if (row->kind != kind)
            continue;
        grid_cell(&grid, str_of(row->name), TONE_STRONG, 0);
        grid_cell(&grid, result_text(page, row), TONE_PLAIN, 0);
        grid_cell(&grid, str_of(row->about[page->lang]), TONE_PLAIN, 0);
    }
    if (grid.cells.count)
        grid_print(&grid, page, 2, false);
}

void put_thing(const Command *command, Str word, StrBuf *out)
{
    const ThingWord *thing = thing_named(command->arena, word);
    Page page = command_page(command, out);
    page_puts(&page, TONE_STRONG, thing->one);
    page_puts(&page, TONE_PLAIN, " – ");
    page_wrap(&page, TONE_PLAIN, str_of(arena_printf(command->arena, say(command, MSG_THING_INTRO), thing->one, thing->many)), 2);
    page_end(&page);
    page_end(&page);
    put_rows(&page, thing->kind);
    page_end(&page);
    page_puts(&page, TONE_STRONG, say(command, MSG_THING_COMMON));
    page_end(&page);
    put_rows(&page, SYM_NONE);
}

Str thing_attributes(Arena *arena, Str word)
{
    const ThingWord *thing = thing_named(arena, word);
    StrBuf text = {0};
    for (size_t i = 0; i < object_row_count; i++)
        if (object_rows[i].kind == thing->kind || object_rows[i].kind == SYM_NONE)
            strbuf_printf(&text, "%s%s", text.n ? ", " : "", object_rows[i].name);
    Str kept = str_dup(arena, strbuf_str(&text));
    strbuf_free(&text);
    return kept;
}
