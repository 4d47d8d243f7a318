/* keys.c: what an unknown is, in words that mean the same in two models: only what has equal keys is the same figure. All that changes the value
 * stands in the key: the table's columns and conditions, the rows that count, whose and which period. */
#include "prove/symbols.h"

/* ---- texts ---- */

/* With its length before it: no text can look like another and what stands beside it. */
static void put_text(StrBuf *out, Str text)
{
    strbuf_printf(out, "%zu:" STR_FMT " ", text.n, STR_ARG(text));
}

/* A stretch of the source, however it is broken into lines. */
static void put_source(StrBuf *out, Span span)
{
    Str text = span.src ? span_text(span) : STR_LIT("");
    StrBuf words = {0};
    bool blank = false;
    for (size_t i = 0; i < text.n; i++) {
        bool is_blank = text.s[i] == ' ' || text.s[i] == '\n' || text.s[i] == '\r' || text.s[i] == '\t';
        if (!is_blank && blank && words.n)
            strbuf_putc(&words, ' ');
        if (!is_blank)
            strbuf_putc(&words, text.s[i]);
        blank = is_blank;
    }
    put_text(out, strbuf_str(&words));
    strbuf_free(&words);
}

/* ---- contexts ---- */

static void put_codes(StrBuf *out, const Body *body)
{
    put_text(out, body->common.name);
    put_text(out, body->common.title);
    for (VEC_EACH(const Str, code, &body->codes))
        put_text(out, *code);
    strbuf_printf(out, "%d %d %d,", body->company, body->common.valid.first, body->common.valid.last);
}

/* The rows of a context are those of the bodies below it too. */
static void put_bodies(StrBuf *out, const Model *model, const Context *context)
{
    for (size_t i = 0; i < model->bodies.count; i++)
        if (!model->bodies.items[i].outside && slot_seen(model, context->who, context->body, context->only, (uint32_t)i))
            put_codes(out, &model->bodies.items[i]);
    put_text(out, model->municipality_code);
}

static void put_context(StrBuf *out, const Model *model, const Context *context)
{
    strbuf_printf(out, "|%d %d %d %d %d|", (int)context->who, context->only, context->period.first, context->period.last, context->cutoff);
    if (context->who == WHO_BODY)
        put_codes(out, &model->bodies.items[context->body]);
    if (context->key)
        strbuf_printf(out, "#%u", context->key);
}

/* ---- tables ---- */

static void put_unit(StrBuf *out, const Model *model, Unit unit)
{
    strbuf_putc(out, ' ');
    unit_print(out, model, unit, true);
}

static void put_column(StrBuf *out, const Model *model, const Table *table, size_t index)
{
    if (index == NO_INDEX) {
        strbuf_puts(out, "- ");
        return;
    }
    const TableColumn *column = &table->columns.items[index];
    put_text(out, column->name);
    put_text(out, column->header);
    strbuf_printf(out, "%d %lld %d %d", (int)column->type.kind, (long long)column->factor, (int)column->flow, column->whole);
    put_unit(out, model, column->type.unit);
    put_source(out, column->item ? column->item->span : SPAN_NONE);
}

/* Attributes that do not change what a cell says. Columns are told where they are used. */
static bool is_about_reading(AttrKind kind)
{
    return kind == ATTR_COLUMNS || kind == ATTR_MISSING || kind == ATTR_NOT_APPLICABLE || kind == ATTR_ENCODING || kind == ATTR_SEPARATOR ||
           kind == ATTR_DECIMAL_MARK || kind == ATTR_INTERPRET || kind == ATTR_VALID || kind == ATTR_EXEMPT;
}

/* Everything that says how the table is read. Which rows count stands in the filters. */
static void put_table(StrBuf *out, const Side *side, size_t index)
{
    const Model *model = side->model;
    const Table *table = &model->tables.items[index];
    put_text(out, side->files[index]);
    put_text(out, table->format);
    put_column(out, model, table, table->time_column);
    put_column(out, model, table, table->body_column);
    put_column(out, model, table, table->vintage_column);
    strbuf_printf(out, "%d %d %d %d %d %d %d|", table->fixed_all, table->has_fixed_period, table->fixed_period.first, table->fixed_period.last,
                  table->costs_negative, table->no_rows_zero, table->wide);
    if (table->fixed_body != NO_INDEX)
        put_codes(out, &model->bodies.items[table->fixed_body]);
    for (size_t i = 0; table->common.decl && i < table->common.decl->attrs.count; i++)
        if (is_about_reading(table->common.decl->attrs.items[i].kind))
            put_source(out, table->common.decl->attrs.items[i].span);
}

/* ---- row programs ---- */

static void put_set(StrBuf *out, const Model *model, const RowSet *set)
{
    strbuf_printf(out, "{%d %d %d", (int)set->test, set->month_from, set->month_to);
    for (size_t i = 0; i < set->texts.count; i++)
        put_text(out, set->texts.items[i]);
    for (size_t i = 0; i < set->ranges.count; i++)
        strbuf_printf(out, " %lld..%lld", (long long)set->ranges.items[i].low, (long long)set->ranges.items[i].high);
    for (size_t i = 0; i < set->bodies.count; i++)
        put_codes(out, &model->bodies.items[set->bodies.items[i]]);
    for (size_t i = 0; i < set->periods.count; i++)
        strbuf_printf(out, " %d-%d", set->periods.items[i].first, set->periods.items[i].last);
    strbuf_putc(out, '}');
}

static void put_row(StrBuf *out, const Model *model, const ScanPlan *scan, uint32_t index)
{
    if (index == NO_STEP)
        return;
    const RowStep *step = &scan->steps.items[index];
    strbuf_printf(out, "(%d ", (int)step->op);
    if (step->column != NO_INDEX)
        put_column(out, model, &model->tables.items[scan->table], step->column);
    strbuf_printf(out, " %lld %lld", (long long)step->low, (long long)step->high);
    if (step->set)
        put_set(out, model, step->set);
    put_row(out, model, scan, step->a);
    put_row(out, model, scan, step->b);
    strbuf_putc(out, ')');
}

static void put_filter(StrBuf *out, const Model *model, const ScanPlan *scan, size_t filter)
{
    strbuf_putc(out, '?');
    if (filter != NO_INDEX)
        put_row(out, model, scan, scan->filters.items[filter].step);
}

/* ---- keys ---- */

/* What `put` has written, kept by the proof. */
static Str kept(Proof *proof, StrBuf *buf)
{
    Str key = str_dup(proof->arena, strbuf_str(buf));
    strbuf_free(buf);
    return key;
}

Str key_of_table(Proof *proof, const Side *side, size_t table)
{
    StrBuf buf = {0};
    put_table(&buf, side, table);
    return kept(proof, &buf);
}

Str key_of_column(Proof *proof, const Side *side, size_t table, size_t column)
{
    StrBuf buf = {0};
    put_column(&buf, side->model, &side->model->tables.items[table], column);
    return kept(proof, &buf);
}

Str key_of_row(Proof *proof, const Side *side, const ScanPlan *scan, uint32_t step)
{
    StrBuf buf = {0};
    put_row(&buf, side->model, scan, step);
    return kept(proof, &buf);
}

Str key_of_scope(Proof *proof, const Side *side, const Context *context)
{
    StrBuf buf = {0};
    put_context(&buf, side->model, context);
    put_bodies(&buf, side->model, context);
    return kept(proof, &buf);
}

Str key_of_aggregate(Proof *proof, size_t index, const Context *context)
{
    const Side *side = &proof->sides[proof->side];
    const Aggregate *aggregate = &side->plan->aggregates.items[index];
    const ScanPlan *scan = &side->plan->scans[aggregate->table];
    StrBuf buf = {0};
    strbuf_printf(&buf, "%d %d %lld/%lld ", (int)aggregate->function, aggregate->partial, (long long)aggregate->percent.n, (long long)aggregate->percent.d);
    put_table(&buf, side, aggregate->table);
    put_filter(&buf, side->model, scan, aggregate->filter);
    put_filter(&buf, side->model, scan, aggregate->rest);
    if (aggregate->value != NO_INDEX)
        put_row(&buf, side->model, scan, scan->values.items[aggregate->value].step);
    put_context(&buf, side->model, context);
    put_bodies(&buf, side->model, context);
    return kept(proof, &buf);
}

Str key_of_filter(const Proof *proof, const Side *side, const Aggregate *of)
{
    StrBuf buf = {0};
    put_filter(&buf, side->model, &side->plan->scans[of->table], of->filter);
    Str key = str_dup(proof->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return key;
}

Str key_of_step(Proof *proof, const char *what, Str name, const Scale *scale, const Context *context)
{
    StrBuf buf = {0};
    strbuf_printf(&buf, "%s ", what);
    put_text(&buf, name);
    for (size_t i = 0; scale && i < scale->levels.count; i++)
        put_text(&buf, scale->levels.items[i].folded);
    put_context(&buf, proof->sides[proof->side].model, context);
    return kept(proof, &buf);
}
