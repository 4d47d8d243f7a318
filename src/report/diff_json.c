/* diff_json.c: a comparison as one JSON document, described by doc/schema/styr-1.schema.json. */
#include "report/diff_parts.h"

#include "report/json_writer.h"

static const char *const sides[] = {"before", "after"};

/* "not_applicable": the keys are the English words with underscores. */
static Str key_of(const char *words, char key[32])
{
    size_t n = 0;
    for (; words[n] && n < 31; n++)
        key[n] = words[n] == ' ' ? '_' : words[n];
    return (Str){key, n};
}

static void put_state(Json *json, const char *key, DiffState state)
{
    char buf[32];
    json_text(json, key, key_of(diff_state_name(state, LANG_EN), buf));
}

/* ---- what the models say ---- */

static void put_model(Json *json, const DiffModel *model, const char *key)
{
    json_open(json, key, '{');
    json_text(json, "path", model->shown);
    json_text_or_null(json, "name", model->name);
    json_text_or_null(json, "title", model->title);
    json_bool(json, "usable", model->usable);
    json_bool(json, "proposal", model->proposal);
    json_text_or_null(json, "decision", model->decision);
    if (model->has_data)
        json_period(json, "data", model->data);
    else
        json_null(json, "data");
    json_sources(json, model->sources.items, model->sources.count);
    json_close(json, '}');
}

static void put_side(Json *json, const char *key, const DiffSide *side, bool has)
{
    if (!has) {
        json_null(json, key);
        return;
    }
    json_open(json, key, '{');
    json_text(json, "name", side->name);
    json_text_or_null(json, "title", side->title);
    json_text(json, "place", side->place);
    json_close(json, '}');
}

static void put_detail(Json *json, const DiffDetail *detail)
{
    static const char *const turns[] = {[TURN_STRICTER] = "stricter", [TURN_MILDER] = "milder"};
    json_open(json, NULL, '{');
    json_text(json, "aspect", str_of(diff_aspect_name(detail->aspect, LANG_EN)));
    json_text(json, "attribute", detail->attribute);
    for (int side = BEFORE; side <= AFTER; side++)
        if (detail->has[side])
            json_text(json, sides[side], detail->value[side]);
        else
            json_null(json, sides[side]);
    for (int side = BEFORE; side <= AFTER; side++)
        json_text_or_null(json, side == BEFORE ? "place_before" : "place_after", detail->place[side]);
    if (detail->turn == TURN_NONE)
        json_null(json, "turn");
    else
        json_text(json, "turn", str_of(turns[detail->turn]));
    json_bool(json, "reordered", detail->reordered);
    json_close(json, '}');
}

static void put_change(Json *json, const DiffChange *change)
{
    json_open(json, NULL, '{');
    json_text(json, "change", str_of(diff_kind_name(change->kind, LANG_EN)));
    json_text(json, "declaration_kind", change->decl_kind);
    for (int side = BEFORE; side <= AFTER; side++)
        put_side(json, sides[side], &change->side[side], change->has[side]);
    json_open(json, "others", '[');
    for (VEC_EACH(const DiffSide, other, &change->others))
        put_side(json, NULL, other, true);
    json_close(json, ']');
    json_bool(json, "only_text", change->only_text);
    json_bool(json, "unreadable", change->broken[BEFORE] || change->broken[AFTER]);
    json_open(json, "details", '[');
    for (VEC_EACH(const DiffDetail, detail, &change->details))
        put_detail(json, detail);
    json_close(json, ']');
    json_close(json, '}');
}

static void put_counts(Json *json, const ModelDiff *diff)
{
    json_open(json, "counts", '[');
    for (VEC_EACH(const DiffCount, count, &diff->counts)) {
        json_open(json, NULL, '{');
        json_text(json, "declaration_kind", count->decl_kind);
        json_size(json, "untouched", count->untouched);
        json_size(json, "changed", count->changed);
        json_size(json, "added", count->added);
        json_size(json, "removed", count->removed);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_touch(Json *json, const DiffTouch *touch)
{
    static const char *const kinds[] = {[TOUCH_DECISION] = "decision", [TOUCH_DOCUMENT] = "document", [TOUCH_SOURCE] = "source", [TOUCH_BUILDS] = "builds_on"};
    json_open(json, NULL, '{');
    json_text(json, "kind", str_of(kinds[touch->kind]));
    json_text(json, "declaration_kind", touch->decl_kind);
    put_side(json, "what", &touch->what, true);
    json_text_or_null(json, "document", touch->document);
    json_text_or_null(json, "decision", touch->decision);
    json_text_or_null(json, "limits", touch->limits);
    json_close(json, '}');
}

static void put_loose(Json *json, const DiffLoose *loose)
{
    static const char *const kinds[] = {[LOOSE_DROPPED] = "dropped", [LOOSE_REFERRED] = "refers_to_removed", [LOOSE_MENTIONED] = "mentions_removed"};
    json_open(json, NULL, '{');
    json_text(json, "kind", str_of(kinds[loose->kind]));
    json_text(json, "declaration_kind", loose->decl_kind);
    put_side(json, "what", &loose->what, true);
    json_text_or_null(json, "attribute", loose->attribute);
    put_side(json, "to", &loose->to, loose->to.name.n || loose->to.title.n);
    json_close(json, '}');
}

static void put_texts(Json *json, const ModelDiff *diff)
{
    json_open(json, "changes", '[');
    for (VEC_EACH(const DiffChange, change, &diff->changes))
        put_change(json, change);
    json_close(json, ']');
    put_counts(json, diff);
    json_open(json, "touches", '[');
    for (VEC_EACH(const DiffTouch, touch, &diff->touches))
        put_touch(json, touch);
    json_close(json, ']');
    json_open(json, "loose_ends", '[');
    for (VEC_EACH(const DiffLoose, loose, &diff->loose))
        put_loose(json, loose);
    json_close(json, ']');
}

/* ---- outcomes ---- */

static void put_outcome(Json *json, const char *key, const DiffOutcome *outcome)
{
    json_open(json, key, '{');
    put_state(json, "state", outcome->state);
    json_text_or_null(json, "level", outcome->level);
    json_text_or_null(json, "scale", outcome->scale);
    json_open(json, "quantity", '{');
    json_quantity_members(json, &outcome->value);
    json_close(json, '}');
    json_close(json, '}');
}

static void put_cell(Json *json, const DiffCell *cell)
{
    json_open(json, NULL, '{');
    json_text(json, "declaration_kind", cell->decl_kind);
    json_text(json, "declaration", cell->declaration);
    json_text(json, "body", cell->body);
    json_text_or_null(json, "key", cell->key);
    json_period(json, "period", cell->period);
    for (int side = BEFORE; side <= AFTER; side++)
        put_outcome(json, sides[side], &cell->side[side]);
    json_open(json, "causes", '[');
    for (VEC_EACH(const DiffCause, cause, &cell->causes)) {
        char buf[32];
        json_open(json, NULL, '{');
        json_text(json, "cause", key_of(diff_cause_name(cause->kind, LANG_EN), buf));
        if (cause->kind == CAUSE_FIGURES)
            json_null(json, "change");
        else
            json_size(json, "change", cause->change);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

static void put_labels(Json *json, const char *key, const DiffLabelVec *labels)
{
    json_open(json, key, '[');
    for (VEC_EACH(const DiffLabel, label, labels)) {
        json_open(json, NULL, '{');
        put_state(json, "state", label->state);
        json_text_or_null(json, "level", label->level);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_matrix(Json *json, const DiffMatrix *matrix)
{
    size_t columns = matrix->labels[AFTER].count;
    json_open(json, NULL, '{');
    json_bool(json, "rules", matrix->rules);
    json_text_or_null(json, "scale_before", matrix->scale[BEFORE]);
    json_text_or_null(json, "scale_after", matrix->scale[AFTER]);
    put_labels(json, "before", &matrix->labels[BEFORE]);
    put_labels(json, "after", &matrix->labels[AFTER]);
    json_open(json, "counts", '[');
    for (size_t row = 0; row < matrix->labels[BEFORE].count; row++) {
        json_open(json, NULL, '[');
        for (size_t column = 0; column < columns; column++)
            json_size(json, NULL, matrix->counts[row * columns + column]);
        json_close(json, ']');
    }
    json_close(json, ']');
    json_close(json, '}');
}

static void put_figures(Json *json, const ModelDiff *diff)
{
    if (!diff->has_figures) {
        json_null(json, "figures");
        return;
    }
    json_open(json, "figures", '{');
    json_date(json, "from", diff->span.first);
    json_date(json, "to", diff->span.last);
    json_size(json, "runs", diff->runs);
    json_size(json, "outcomes", diff->cell_count);
    json_size(json, "changed", diff->flipped);
    json_size(json, "only_value", diff->value_only);
    json_size(json, "unknown_before", diff->unknown[BEFORE]);
    json_size(json, "unknown_after", diff->unknown[AFTER]);
    json_open(json, "other_figures", '[');
    for (VEC_EACH(const DiffTable, table, &diff->other_figures)) {
        json_open(json, NULL, '{');
        json_text(json, "table", table->table);
        json_text(json, "file_before", table->file[BEFORE]);
        json_text(json, "file_after", table->file[AFTER]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_open(json, "matrices", '[');
    for (VEC_EACH(const DiffMatrix, matrix, &diff->matrices))
        put_matrix(json, matrix);
    json_close(json, ']');
    json_open(json, "cells", '[');
    for (VEC_EACH(const DiffCell, cell, &diff->cells))
        put_cell(json, cell);
    json_close(json, ']');
    json_close(json, '}');
}

/* ---- requirements and duties ---- */

static void put_spell(Json *json, const char *key, const DiffSpell *spell)
{
    if (!spell->found) {
        json_null(json, key);
        return;
    }
    json_open(json, key, '{');
    json_period(json, "opened", spell->opened);
    json_period(json, "last", spell->last);
    json_size(json, "periods", spell->periods);
    json_bool(json, "ongoing", spell->ongoing);
    if (spell->has_deadline)
        json_date(json, "deadline", spell->deadline);
    else
        json_null(json, "deadline");
    json_text_or_null(json, "to", spell->to);
    json_close(json, '}');
}

static void put_requirement(Json *json, const DiffRequirement *r)
{
    json_open(json, NULL, '{');
    json_text(json, "change", str_of(diff_fate_name(r->fate)));
    json_text(json, "rule", r->rule);
    json_text(json, "requirement", r->what);
    json_text(json, "body", r->body);
    json_text_or_null(json, "key", r->key);
    for (int side = BEFORE; side <= AFTER; side++)
        put_spell(json, sides[side], &r->side[side]);
    json_close(json, '}');
}

static void put_day(Json *json, const char *key, bool has, Date date)
{
    if (has)
        json_date(json, key, date);
    else
        json_null(json, key);
}

static void put_duty(Json *json, const DiffDuty *duty)
{
    json_open(json, NULL, '{');
    json_text(json, "change", str_of(diff_duty_name(duty->kind)));
    json_text(json, "declaration_kind", duty->decl_kind);
    json_text(json, "declaration", duty->checkpoint);
    json_text(json, "body", duty->body);
    json_text_or_null(json, "with", duty->with);
    for (int side = BEFORE; side <= AFTER; side++) {
        const DiffDutySide *of = &duty->side[side];
        if (!of->found) {
            json_null(json, sides[side]);
            continue;
        }
        json_open(json, sides[side], '{');
        put_day(json, "first", of->has_first, of->first);
        put_day(json, "deadline", of->has_deadline, of->deadline);
        if (of->has_covers)
            json_period(json, "covers", of->covers);
        else
            json_null(json, "covers");
        json_text_or_null(json, "place", of->place);
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void put_duties(Json *json, const ModelDiff *diff)
{
    if (!diff->has_years) {
        json_null(json, "duties");
        return;
    }
    json_open(json, "duties", '{');
    json_size(json, "year_first", (size_t)diff->year_first);
    json_size(json, "year_last", (size_t)diff->year_last);
    for (int side = BEFORE; side <= AFTER; side++)
        json_size(json, sides[side], diff->duty_count[side]);
    json_open(json, "changed", '[');
    for (VEC_EACH(const DiffDuty, duty, &diff->duties))
        put_duty(json, duty);
    json_close(json, ']');
    json_open(json, "load", '[');
    for (VEC_EACH(const DiffLoad, load, &diff->load)) {
        json_open(json, NULL, '{');
        json_text(json, "body", load->body);
        json_period(json, "month", load->month);
        json_size(json, "before", load->count[BEFORE]);
        json_size(json, "after", load->count[AFTER]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

/* ---- all ---- */

static void write_json(StrBuf *out, const ModelDiff *diff, const ReportOptions *options)
{
    Json json = {.out = out};
    (void)options;
    json_begin(&json, "jämför");
    json_text(&json, "program", diff->program);
    json_bool(&json, "trial", diff->trial);
    json_bool(&json, "same", diff_is_empty(diff));
    for (int side = BEFORE; side <= AFTER; side++)
        put_model(&json, &diff->model[side], sides[side]);
    json_open(&json, "gaps", '[');
    for (DiffGap gap = 0; gap < GAP_COUNT; gap++)
        if (diff->gaps[gap])
            json_text(&json, NULL, str_of(diff_gap_name(gap)));
    json_close(&json, ']');
    put_texts(&json, diff);
    json_files(&json, "inputs", diff->data_files.items, diff->data_files.count);
    put_figures(&json, diff);
    json_open(&json, "requirements", '[');
    for (VEC_EACH(const DiffRequirement, requirement, &diff->requirements))
        put_requirement(&json, requirement);
    json_close(&json, ']');
    put_duties(&json, diff);
    json_end(&json);
}

const DiffFormat diff_json = {"json", {"JSON för andra program, se schemat styr-1", "JSON for other programs, see the schema styr-1"}, write_json};
