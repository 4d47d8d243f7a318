/* test_coverage.c: what a model can come to, line by line, and what of it the tests have met. Part of `styr testa`. */
#include "cmd/test.h"

#include "report/layout.h"

/* ---- points ---- */

/* Of the coverage of one kind: which declaration, and what of it. */
typedef struct PointPlace { const Seen *seen; bool has_wish; Subject subject; size_t index; } PointPlace;

static void add_point(const TestRunner *runner, CoveragePoints *out, const PointPlace *of, WishKind kind, size_t at, Str what, Span place, bool met)
{
    TestWish wish = {of->subject, of->index, kind, at};
    vec_push(runner->arena, &out->all, ((CoveragePoint){of->seen->common, what, place, met, of->has_wish, wish}));
    out->met += met;
}

/* A case as it is written, on one line. */
static Str written(const TestRunner *runner, Span span)
{
    StrBuf buf = {0};
    bool blank = false;
    for (size_t i = span.start; i < span.end; i++) {
        char c = span.src->text.s[i];
        bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (is_blank && !blank)
            strbuf_putc(&buf, ' ');
        else if (!is_blank)
            strbuf_putc(&buf, c);
        blank = is_blank;
    }
    Str text = text_shown(runner->arena, strbuf_str(&buf), 70);
    strbuf_free(&buf);
    return text;
}

static Str word(const TestRunner *runner, Msg msg)
{
    return str_of(message(msg, runner->command->lang));
}

static void add_cases(const TestRunner *runner, CoveragePoints *out, const PointPlace *of)
{
    const Seen *seen = of->seen;
    for (size_t i = 0; i < seen->cases->count; i++) {
        Span span = seen->cases->items[i].item ? seen->cases->items[i].item->span : seen->common->decl->name_span;
        add_point(runner, out, of, WISH_CASE, i, written(runner, span), span, seen->decided[i]);
    }
}

bool seen_is_possible(const Seen *seen, size_t at)
{
    return !seen->scale || (seen->possible >> at & 1u);
}

static void add_levels(const TestRunner *runner, CoveragePoints *out, const PointPlace *of)
{
    const Seen *seen = of->seen;
    Span place = seen->common->decl->name_span;
    for (size_t i = 0; i < seen->scale->levels.count; i++)
        if (seen_is_possible(seen, i))
            add_point(runner, out, of, WISH_LEVEL, i, text_shown(runner->arena, seen->scale->levels.items[i].name, 0), place, seen->bits >> i & 1u);
}

static void add_outcomes(const TestRunner *runner, CoveragePoints *out, const PointPlace *of)
{
    Span place = of->seen->common->decl->name_span;
    add_point(runner, out, of, WISH_YES, 0, word(runner, MSG_TRIGGERED), place, of->seen->bits >> 1 & 1u);
    add_point(runner, out, of, WISH_NO, 0, word(runner, MSG_NOT_TRIGGERED), place, of->seen->bits & 1u);
}

/* figures: they are judged by figures, so a test can show them. */
static void add_seen(const TestRunner *runner, CoveragePoints *out, const Coverage *coverage, Subject subject, bool figures)
{
    for (VEC_EACH(const Seen, seen, coverage)) {
        const Decl *decl = seen->common->decl;
        const PointPlace of = {seen, figures, subject, (size_t)(seen - coverage->items)};
        if (seen->followed || !decl || decl->span.src->library)
            continue;
        if (seen->cases)
            add_cases(runner, out, &of);
        else if (seen->scale)
            add_levels(runner, out, &of);
        else
            add_outcomes(runner, out, &of);
        if (figures)
            add_point(runner, out, &of, WISH_UNDECIDED, 0, word(runner, MSG_NOT_ASSESSABLE), decl->name_span, seen->undecided);
    }
}

void coverage_points(const TestRunner *runner, CoveragePoints *out)
{
    *out = (CoveragePoints){0};
    add_seen(runner, out, &runner->indicators, SUBJECT_INDICATOR, true);
    add_seen(runner, out, &runner->goals, SUBJECT_GOAL, true);
    add_seen(runner, out, &runner->rules, SUBJECT_RULE, true);
    add_seen(runner, out, &runner->constraints, SUBJECT_RULE, false);
}

/* ---- text and JSON ---- */

void coverage_text(Page *page, const CoveragePoints *points)
{
    const GridColumn columns[] = {
        {"", GRID_LEFT, false}, {message(MSG_PLACE, page->lang), GRID_LEFT, true}, {message(MSG_DECLARATION, page->lang), GRID_LEFT, true},
        {message(MSG_OUTCOME, page->lang), GRID_LEFT, true}, {message(MSG_TRIED, page->lang), GRID_LEFT, false},
    };
    Grid grid;
    grid_init(&grid, page->arena, columns, sizeof columns / sizeof *columns);
    for (VEC_EACH(const CoveragePoint, point, &points->all)) {
        size_t line = source_place(point->place.src, point->place.start).line;
        grid_cell(&grid, str_of(point->met ? "●" : "○"), point->met ? TONE_GOOD : TONE_FAIR, 0);
        grid_cell(&grid, text_shown(page->arena, str_of(arena_printf(page->arena, "%s:%zu", point->place.src->name, line)), 0), TONE_FAINT, 0);
        grid_cell(&grid, text_shown(page->arena, point->common->name, 60), TONE_PLAIN, 0);
        grid_cell(&grid, point->what, TONE_PLAIN, 0);
        grid_cell(&grid, str_of(message(point->met ? MSG_TRIED_YES : MSG_TRIED_NO, page->lang)), point->met ? TONE_FAINT : TONE_FAIR, 0);
    }
    page_end(page);
    page_puts(page, TONE_STRONG, message(MSG_LINE_BY_LINE, page->lang));
    page_end(page);
    grid_print(&grid, page, 2, false);
}

void coverage_json(Json *json, const CoveragePoints *points)
{
    json_open(json, "points", '[');
    for (VEC_EACH(const CoveragePoint, point, &points->all)) {
        json_open(json, NULL, '{');
        json_text(json, "declaration", point->common->name);
        json_text(json, "outcome", point->what);
        json_text(json, "file", str_of(point->place.src->name));
        json_size(json, "line", source_place(point->place.src, point->place.start).line);
        json_bool(json, "tried", point->met);
        json_close(json, '}');
    }
    json_close(json, ']');
}
