/* objects.c: the table of things and attributes, values, and the attributes that every declaration has. Used by constraints and their tests. */
#include "model/constraints/objects.h"

#include <string.h>

#include "base/utf8.h"
#include "model/check.h"

#define TEXT GIVES_TEXT, 0
#define TEXTS GIVES_TEXTS, 0
#define NUMBER GIVES_NUMBER, 0
#define SHARE GIVES_SHARE, 0
#define DATE GIVES_DATE, 0
#define TRUTH GIVES_TRUTH, 0
#define SYM_ANYTHING SYM_NONE
#define ONE(kind) GIVES_ONE, 1u << SYM_##kind
#define MANY(kind) GIVES_MANY, SYM_##kind == SYM_NONE ? 0 : 1u << SYM_##kind

const ObjectRow object_rows[] = {
#define OBJECT(sym, name, result, getter, sv, en) {SYM_##sym, name, result, getter, {sv, en}},
#include "model/constraints/objects.def"
#undef OBJECT
};
const size_t object_row_count = sizeof object_rows / sizeof *object_rows;

const ThingWord thing_words[] = {
#define THING(sym, one, many, vector) {SYM_##sym, one, many},
#include "model/constraints/objects.def"
#undef THING
};
const size_t thing_word_count = sizeof thing_words / sizeof *thing_words;

size_t object_row_find(SymbolKind kind, Str folded)
{
    for (size_t i = 0; i < object_row_count; i++)
        if ((object_rows[i].kind == SYM_NONE || object_rows[i].kind == kind) && str_eqz(folded, object_rows[i].name))
            return i;
    return NO_INDEX;
}

void object_get(const Objects *objects, size_t row, Ref thing, Fact *out)
{
    const ObjectRow *wanted = &object_rows[row];
    *out = (Fact){FACT_MISSING};
    if (wanted->kind == SYM_NONE || wanted->kind == thing.kind) {
        wanted->get(objects, thing, out);
        return;
    }
    for (size_t i = 0; i < object_row_count; i++) {
        const ObjectRow *own = &object_rows[i];
        if ((own->kind == SYM_NONE || own->kind == thing.kind) && strcmp(own->name, wanted->name) == 0) {
            own->get(objects, thing, out);
            return;
        }
    }
}

/* ---- values ---- */

void fact_text(Fact *out, Str text)
{
    *out = (Fact){.kind = text.n ? FACT_TEXT : FACT_MISSING, .text = text};
}

void fact_number(Fact *out, Num number)
{
    *out = (Fact){.kind = FACT_NUMBER, .number = number};
}

void fact_truth(Fact *out, bool truth)
{
    *out = (Fact){.kind = FACT_TRUTH, .truth = truth ? TRUTH_YES : TRUTH_NO};
}

void fact_date(Fact *out, Date date)
{
    *out = (Fact){.kind = FACT_DATE, .date = date};
}

void fact_one(Fact *out, SymbolKind kind, size_t index)
{
    *out = (Fact){.kind = index == NO_INDEX ? FACT_MISSING : FACT_THING, .thing = {kind, index, 0}};
}

void fact_set(const Objects *objects, Fact *out)
{
    *out = (Fact){.kind = FACT_SET, .set = ARENA_NEW(objects->arena, FactVec)};
}

void set_thing(const Objects *objects, Fact *out, SymbolKind kind, size_t index)
{
    Fact one;
    fact_one(&one, kind, index);
    if (one.kind == FACT_THING)
        vec_push(objects->arena, out->set, one);
}

void set_texts(const Objects *objects, Fact *out, const StrVec *texts)
{
    for (VEC_EACH(const Str, text, texts)) {
        Fact one;
        fact_text(&one, *text);
        if (one.kind == FACT_TEXT)
            vec_push(objects->arena, out->set, one);
    }
}

void set_bodies(const Objects *objects, Fact *out, const IndexVec *bodies)
{
    for (VEC_EACH(const size_t, body, bodies))
        set_thing(objects, out, SYM_BODY, *body);
}

static void party_bodies(const Objects *objects, const PartyVec *parties, IndexVec *out)
{
    for (VEC_EACH(const Party, party, parties)) {
        IndexVec bodies = {0};
        if (party->scope)
            scope_bodies(objects->arena, objects->model, party->scope, &bodies);
        for (VEC_EACH(const size_t, body, &bodies))
            if (*body != party->except && !index_in(out, *body))
                vec_push(objects->arena, out, *body);
    }
}

void set_parties(const Objects *objects, Fact *out, const PartyVec *parties)
{
    IndexVec bodies = {0};
    fact_set(objects, out);
    party_bodies(objects, parties, &bodies);
    set_bodies(objects, out, &bodies);
}

bool index_in(const IndexVec *list, size_t index)
{
    for (VEC_EACH(const size_t, one, list))
        if (*one == index)
            return true;
    return false;
}

/* The parties of something that bodies hold: relative ones are seen from each of them. */
void set_parties_of(const Objects *objects, Fact *out, const PartyVec *parties, const PartyVec *holders)
{
    IndexVec bodies = {0}, held = {0};
    fact_set(objects, out);
    party_bodies(objects, parties, &bodies);
    party_bodies(objects, holders, &held);
    for (VEC_EACH(const Party, party, parties)) {
        Ref ref = party->scope ? model_info(objects->model, party->scope->as.scope.name)->ref : (Ref){SYM_NONE, 0, 0};
        for (size_t i = 0; ref.kind == SYM_RELATIVE_BODY && i < held.count; i++) {
            size_t body = body_relative(objects->model, held.items[i], ref.index);
            if (body != NO_INDEX && !index_in(&bodies, body))
                vec_push(objects->arena, &bodies, body);
        }
    }
    set_bodies(objects, out, &bodies);
}

/* Fullmäktige and styrelsen are one in a municipality: the only body of the kind, or NO_INDEX. */
static size_t only_body(const Model *model, size_t kind)
{
    enum { COUNCIL = 0, BOARD = 1 };
    size_t found = NO_INDEX;
    if (kind != COUNCIL && kind != BOARD)
        return NO_INDEX;
    for (size_t i = 0; i < model->bodies.count; i++) {
        if (model->bodies.items[i].kind == NO_INDEX || !kind_is(model, model->bodies.items[i].kind, kind))
            continue;
        if (found != NO_INDEX)
            return NO_INDEX;
        found = i;
    }
    return found;
}

void fact_decider(const Objects *objects, const Expr *name, const IndexVec *bodies, Fact *out)
{
    *out = (Fact){FACT_MISSING};
    if (!name)
        return;
    Ref ref = model_info(objects->model, name)->ref;
    if (ref.kind == SYM_BODY)
        fact_one(out, SYM_BODY, ref.index);
    else if (ref.kind == SYM_RELATIVE_BODY)
        fact_one(out, SYM_BODY, bodies->count ? body_relative(objects->model, bodies->items[0], ref.index) : only_body(objects->model, ref.index));
}

/* ---- what every declaration has ---- */

const Common *object_common(const Model *model, Ref thing)
{
    switch (thing.kind) {
#define THING(sym, one, many, vector) case SYM_##sym: return &model->vector.items[thing.index].common;
#include "model/constraints/objects.def"
#undef THING
    case SYM_HEAD: return &model->head_common;
    default: return NULL;
    }
}

static const Decl *decl_of(const Objects *objects, Ref thing)
{
    const Common *common = object_common(objects->model, thing);
    return common ? common->decl : NULL;
}

static void texts_of(const Objects *objects, Ref thing, AttrKind kind, Fact *out)
{
    const Decl *decl = decl_of(objects, thing);
    fact_set(objects, out);
    if (!decl)
        return;
    EACH_ATTR(attr, decl, kind)
        for (VEC_EACH(const Item, item, &attr->items))
            if (item->value && (item->value->kind == EXPR_TEXT || item->value->kind == EXPR_NAME)) {
                Fact one;
                fact_text(&one, item->value->as.text);
                vec_push(objects->arena, out->set, one);
            }
}

void thing_name(const Objects *objects, Ref thing, Fact *out)
{
    const Common *common = object_common(objects->model, thing);
    fact_text(out, common ? common->name : thing.kind == SYM_BODY_KIND ? objects->model->kinds.items[thing.index].name : STR_LIT(""));
}

void thing_title(const Objects *objects, Ref thing, Fact *out)
{
    const Common *common = object_common(objects->model, thing);
    if (common)
        fact_text(out, common->title);
    else
        thing_name(objects, thing, out);
}

void thing_description(const Objects *objects, Ref thing, Fact *out)
{
    const Decl *decl = decl_of(objects, thing);
    const Expr *text = decl ? attr_value(decl_attr(decl, ATTR_DESCRIPTION)) : NULL;
    fact_text(out, text && text->kind == EXPR_TEXT ? text->as.text : STR_LIT(""));
}

void thing_tags(const Objects *objects, Ref thing, Fact *out)
{
    texts_of(objects, thing, ATTR_TAGS, out);
}

void thing_codes(const Objects *objects, Ref thing, Fact *out)
{
    texts_of(objects, thing, ATTR_CODE, out);
}

void thing_replaces(const Objects *objects, Ref thing, Fact *out)
{
    texts_of(objects, thing, ATTR_REPLACES, out);
}

void thing_sources(const Objects *objects, Ref thing, Fact *out)
{
    const Common *common = object_common(objects->model, thing);
    StrVec documents = {0};
    fact_set(objects, out);
    for (size_t i = 0; common && i < common->sources.count; i++)
        vec_push(objects->arena, &documents, common->sources.items[i].document);
    set_texts(objects, out, &documents);
}

static void validity(const Objects *objects, Ref thing, bool last, Fact *out)
{
    const Common *common = object_common(objects->model, thing);
    *out = (Fact){FACT_MISSING};
    if (!common)
        return;
    Date day = last ? common->valid.last : common->valid.first;
    if (day != (last ? date_ymd(9999, 12, 31) : date_ymd(1, 1, 1)))
        fact_date(out, day);
}

void thing_valid_from(const Objects *objects, Ref thing, Fact *out)
{
    validity(objects, thing, false, out);
}

void thing_valid_to(const Objects *objects, Ref thing, Fact *out)
{
    validity(objects, thing, true, out);
}

void thing_applies_to(const Objects *objects, Ref thing, Fact *out)
{
    const Common *common = object_common(objects->model, thing);
    fact_set(objects, out);
    if (common)
        set_bodies(objects, out, &common->applies_to);
}

/* The decision, or NULL. */
static const Act *decision_of(const Objects *objects, Ref thing)
{
    const Common *common = object_common(objects->model, thing);
    return common && common->has_decided ? &common->decided : NULL;
}

void thing_decided_by(const Objects *objects, Ref thing, Fact *out)
{
    const Act *act = decision_of(objects, thing);
    fact_one(out, SYM_BODY, act ? act->body : NO_INDEX);
}

void thing_decided_on(const Objects *objects, Ref thing, Fact *out)
{
    const Act *act = decision_of(objects, thing);
    *out = (Fact){FACT_MISSING};
    if (act && act->has_day)
        fact_date(out, act->day.last);
}

void thing_paragraph(const Objects *objects, Ref thing, Fact *out)
{
    const Act *act = decision_of(objects, thing);
    fact_text(out, act ? act->paragraph : STR_LIT(""));
}

void thing_register_number(const Objects *objects, Ref thing, Fact *out)
{
    const Act *act = decision_of(objects, thing);
    fact_text(out, act ? act->dnr : STR_LIT(""));
}

void thing_prepared_by(const Objects *objects, Ref thing, Fact *out)
{
    const Common *common = object_common(objects->model, thing);
    fact_set(objects, out);
    for (size_t i = 0; common && i < common->prepared.count; i++)
        set_thing(objects, out, SYM_BODY, common->prepared.items[i].body);
}

void thing_prepared_on(const Objects *objects, Ref thing, Fact *out)
{
    const Common *common = object_common(objects->model, thing);
    *out = (Fact){FACT_MISSING};
    for (size_t i = 0; common && i < common->prepared.count; i++) {
        const Act *act = &common->prepared.items[i];
        if (act->has_day && (out->kind == FACT_MISSING || act->day.last > out->date))
            fact_date(out, act->day.last);
    }
}

void thing_is_proposal(const Objects *objects, Ref thing, Fact *out)
{
    const Decl *decl = decl_of(objects, thing);
    fact_truth(out, decl && decl_attr(decl, ATTR_PROPOSAL));
}

void thing_document(const Objects *objects, Ref thing, Fact *out)
{
    const Common *common = object_common(objects->model, thing);
    fact_one(out, SYM_DOCUMENT, common && common->decl ? common->document : NO_INDEX);
}

void thing_builds_on(const Objects *objects, Ref thing, Fact *out)
{
    const Common *common = object_common(objects->model, thing);
    fact_set(objects, out);
    for (size_t i = 0; common && i < common->builds_on.count; i++)
        set_thing(objects, out, common->builds_on.items[i].kind, common->builds_on.items[i].index);
}

void thing_has_exemption(const Objects *objects, Ref thing, Fact *out)
{
    const Decl *decl = decl_of(objects, thing);
    fact_truth(out, decl && decl_attr(decl, ATTR_EXEMPT));
}

/* ---- characteristics ---- */

static bool own_property(const Objects *objects, const Common *common, Str folded, Fact *out)
{
    for (size_t i = 0; common && i < common->properties.count; i++) {
        const Property *property = &common->properties.items[i];
        if (!str_eq(utf8_fold(objects->arena, property->name), folded))
            continue;
        const Expr *value = property->value;
        if (value->kind == EXPR_NUMBER) {
            Unit unit;
            Fix factor = FIX_ONE, scaled = value->as.number.value;
            if (value->as.number.unit.n && unit_lookup(objects->model, value->as.number.unit, &unit, &factor))
                fix_mul(value->as.number.value, factor, &scaled);
            fact_number(out, num_of_fix(scaled));
        } else if (value->kind == EXPR_TRUTH) {
            fact_truth(out, value->as.truth == TRUTH_YES);
        } else if (value->kind == EXPR_NAME && model_find(objects->model, value->as.text)) {
            *out = (Fact){.kind = FACT_THING, .thing = model_find(objects->model, value->as.text)->ref};
        } else {
            fact_text(out, value->as.text);
        }
        return true;
    }
    return false;
}

void object_property(const Objects *objects, Ref thing, Str folded, Fact *out)
{
    const Model *model = objects->model;
    *out = (Fact){FACT_MISSING};
    if (own_property(objects, object_common(model, thing), folded, out))
        return;
    size_t type = thing.kind == SYM_DOCUMENT ? model->documents.items[thing.index].type
        : thing.kind == SYM_DOCUMENT_TYPE ? model->document_types.items[thing.index].base : NO_INDEX;
    for (size_t steps = 0; type != NO_INDEX && steps <= model->document_types.count; steps++, type = model->document_types.items[type].base)
        if (own_property(objects, &model->document_types.items[type].common, folded, out))
            return;
}
