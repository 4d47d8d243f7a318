/* complete.c: whether a table has all that a sum needs: rows of every body below the context's, and of every month of its period. */
#include "exec/eval.h"

typedef struct Query {
    const Evaluator *ev;
    const TableRun *run;
    const Aggregate *aggregate;
    const Context *context;
    const Pick *picks;
} Query;

static bool needs_all(const Query *q)
{
    return q->aggregate->function == FUNCTION_SUM && q->run->table->time_column != NO_INDEX && !q->aggregate->partial && !q->run->table->no_rows_zero;
}

/* ---- bodies ---- */

static bool seen_below(const Query *q, uint32_t body)
{
    for (uint32_t i = 0; i < slot_municipality(q->ev->model); i++)
        if (q->picks[i].seen && body_within(q->ev->model, i, body))
            return true;
    return false;
}

/* A body below the context's that has rows in the table, but neither it nor what is below it has any in the period. */
static uint32_t not_reported(const Query *q)
{
    if (!needs_all(q) || q->context->only)
        return NO_SLOT;
    for (uint32_t i = 0; i < slot_municipality(q->ev->model); i++) {
        bool own = q->context->who == WHO_BODY && q->context->body == i;
        if (!own && q->run->ever[i] && !q->picks[i].seen && slot_seen(q->ev->model, q->context->who, q->context->body, false, i) && !seen_below(q, i) &&
            within_validity(&q->ev->model->bodies.items[i].common, q->context->period))
            return i;
    }
    return NO_SLOT;
}

/* ---- months ---- */

/* The months that a body and what is below it must have rows for: those of the period in which the body exists. */
static uint64_t months_needed(const Query *q, uint32_t slot, unsigned months)
{
    uint64_t needed = 0, all = months < 64 ? ((uint64_t)1 << months) - 1 : UINT64_MAX;
    if (slot == slot_municipality(q->ev->model))
        return all;
    Period valid = q->ev->model->bodies.items[slot].common.valid;
    if (valid.first <= q->context->period.first && valid.last >= q->context->period.last)
        return all;
    for (unsigned i = 0; i < months; i++) {
        Period month = period_containing(GRAIN_MONTH, date_add_months(q->context->period.first, (int)i));
        if (month.last >= valid.first && month.first <= valid.last)
            needed |= (uint64_t)1 << i;
    }
    return needed;
}

/* Everything that is seen is below the municipality itself. */
static uint64_t months_covered(const Query *q, uint32_t slot)
{
    uint64_t covered = 0;
    uint32_t municipality = slot_municipality(q->ev->model);
    for (uint32_t i = 0; i <= municipality; i++)
        if (q->picks[i].months && (slot == municipality || (i < municipality && body_within(q->ev->model, i, slot))))
            covered |= q->picks[i].months;
    return covered;
}

/* "Bergaskolan saknar rader för mars 2026 och maj 2026"; at most three months are named. */
static const char *months_text(const Query *q, Arena *arena, uint32_t slot, uint64_t missing, Lang lang)
{
    StrBuf buf = {0};
    bool sv = lang == LANG_SV;
    if (slot == slot_municipality(q->ev->model))
        strbuf_puts(&buf, sv ? "kommunen" : "the municipality");
    else
        strbuf_put(&buf, q->ev->model->bodies.items[slot].common.title);
    strbuf_puts(&buf, sv ? " saknar rader för " : " has no rows for ");
    size_t named = 0, count = (size_t)__builtin_popcountll(missing);
    for (unsigned i = 0; i < 64 && named < 3; i++) {
        if (!(missing >> i & 1))
            continue;
        strbuf_puts(&buf, named == 0 ? "" : named + 1 == count ? (sv ? " och " : " and ") : ", ");
        period_print_people(&buf, period_containing(GRAIN_MONTH, date_add_months(q->context->period.first, (int)i)), !sv);
        named++;
    }
    if (count > named)
        strbuf_printf(&buf, sv ? " och %zu månader till" : " and %zu more months", count - named);
    const char *text = arena_strndup(arena, buf.s, buf.n);
    strbuf_free(&buf);
    return text;
}

/* A sum over several months needs all of them, from every body that reports by the month: a gap must not look like a low figure.
 * The first own body with a gap, and its months; NO_SLOT: none. */
static uint32_t months_missing(const Query *q, uint64_t *missing)
{
    const Aggregate *a = q->aggregate;
    unsigned months = period_months(q->context->period);
    bool stock = a->value != NO_INDEX && q->run->scan->values.items[a->value].stock;
    if (!needs_all(q) || stock || months < 2)
        return NO_SLOT;
    for (uint32_t i = 0; i <= slot_municipality(q->ev->model); i++) {
        if (!q->run->ever[i] || !slot_seen(q->ev->model, q->context->who, q->context->body, q->context->only, i))
            continue;
        *missing = months_needed(q, i, months) & ~months_covered(q, i);
        if (*missing)
            return i;
    }
    return NO_SLOT;
}

/* ---- both ---- */

const ReasonSet *table_lacking(Evaluator *ev, const TableRun *run, const Aggregate *aggregate, const Context *context, const Pick *picks)
{
    Query q = {ev, run, aggregate, context, picks};
    Str name = run->table->common.name;
    uint64_t missing = 0;
    uint32_t slot = not_reported(&q);
    if (slot != NO_SLOT) {
        Str title = ev->model->bodies.items[slot].common.title;
        return reason(ev, REASON_NOT_REPORTED, context, name, arena_strndup(ev->arena, title.s, title.n), NULL);
    }
    slot = months_missing(&q, &missing);
    if (slot == NO_SLOT)
        return NULL;
    return reason(ev, REASON_MONTHS_MISSING, context, name, months_text(&q, ev->arena, slot, missing, LANG_SV),
                  months_text(&q, ev->arena, slot, missing, LANG_EN));
}

bool table_lacks(const Evaluator *ev, const TableRun *run, const Aggregate *aggregate, const Context *context, const Pick *picks)
{
    Query q = {ev, run, aggregate, context, picks};
    uint64_t missing = 0;
    return not_reported(&q) != NO_SLOT || months_missing(&q, &missing) != NO_SLOT;
}
