/* contexts.c: the contexts that an indicator or rule is evaluated in, with the values of a column that they run over. */
#include <stdlib.h>

#include "base/utf8.h"
#include "exec/run.h"

bool is_wanted(const Evaluator *ev, const Context *context, const size_t *responsible, size_t count)
{
    size_t only = ev->options.only_body;
    if (only == NO_INDEX || (context->who == WHO_BODY && body_within(ev->model, context->body, only)))
        return true;
    for (size_t i = 0; i < count && context->who != WHO_BODY; i++)
        if (body_within(ev->model, responsible[i], only))
            return true;
    return false;
}

Str context_key_text(const Evaluator *ev, const Context *context)
{
    return context->key ? ev->keys.items[context->key - 1].text : STR_LIT("");
}

/* ---- keys ---- */

static Str key_text(Evaluator *ev, const Column *column, int64_t value)
{
    StrBuf buf = {0};
    switch (column->type) {
    case COLUMN_TEXT: case COLUMN_BODY: return column->dict[value];
    case COLUMN_INT: case COLUMN_NUMBER: fix_print_plain(&buf, value); break;
    case COLUMN_DATE: date_print(&buf, (Date)value); break;
    case COLUMN_PERIOD: case COLUMN_VINTAGE: period_print(&buf, column->periods[value]); break;
    }
    Str text = str_dup(ev->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

uint32_t context_key(Evaluator *ev, size_t table, size_t column, int64_t value)
{
    const int64_t parts[3] = {(int64_t)table, (int64_t)column, value};
    Str name = {(const char *)parts, sizeof parts};
    uintptr_t known = (uintptr_t)map_get(&ev->key_ids, name);
    if (!known) {
        ContextKey key = {.table = table, .column = column, .value = value, .text = key_text(ev, &ev->tables[table].data->columns[column], value)};
        vec_push(ev->arena, &ev->keys, key);
        known = ev->keys.count;
        map_put(&ev->key_ids, name, (void *)known);
    }
    return (uint32_t)known;
}

typedef struct SortKey { int64_t value; Str text; bool number; } SortKey;

static int compare_keys(const void *left, const void *right)
{
    const SortKey *a = left, *b = right;
    if (a->number)
        return (a->value > b->value) - (a->value < b->value);
    int order = utf8_cmp_swedish(a->text, b->text);
    return order ? order : (a->value > b->value) - (a->value < b->value);
}

/* The values that the context's bodies have in the column, in some period. */
static void add_keys(Evaluator *ev, const Contexts *contexts, Context context, ContextVec *out)
{
    TableRun *run = &ev->tables[contexts->key_table];
    if (!run->data)
        return;
    const Column *column = &run->data->columns[contexts->key_column];
    const CellIndex *index = table_cells(ev, run, run->scan->where, contexts->key_column);
    SortKey *keys = arena_array(ev->arena, index->count, sizeof *keys);
    size_t count = 0;
    for (size_t i = 0; i < index->count; i++) {
        const CellRef *ref = &index->cells[i];
        bool known = count && keys[count - 1].value == ref->split;
        if (!known && ref->truth == TRUTH_YES && slot_seen(ev->model, context.who, context.body, context.only, ref->slot))
            keys[count++] = (SortKey){ref->split, key_text(ev, column, ref->split), column->type != COLUMN_TEXT && column->type != COLUMN_BODY};
    }
    qsort(keys, count, sizeof *keys, compare_keys);
    for (size_t i = 0; i < count; i++) {
        context.key = context_key(ev, contexts->key_table, contexts->key_column, keys[i].value);
        vec_push(ev->arena, out, context_id(ev, context));
    }
}

/* ---- contexts ---- */

static void add_context(Evaluator *ev, const Contexts *contexts, Context context, ContextVec *out)
{
    if (contexts->key_column != NO_INDEX)
        add_keys(ev, contexts, context, out);
    else
        vec_push(ev->arena, out, context_id(ev, context));
}

void contexts_of(Evaluator *ev, const Contexts *contexts, Period period, ContextVec *out)
{
    for (size_t i = 0; i < contexts->bodies.count; i++) {
        const Body *body = &ev->model->bodies.items[contexts->bodies.items[i]];
        Context context = context_body(contexts->bodies.items[i], period);
        context.only = contexts->only;
        if (within_validity(&body->common, period))
            add_context(ev, contexts, context, out);
    }
    if (contexts->municipality)
        add_context(ev, contexts, context_all(WHO_MUNICIPALITY, period), out);
    if (contexts->group)
        add_context(ev, contexts, context_all(WHO_GROUP, period), out);
}
