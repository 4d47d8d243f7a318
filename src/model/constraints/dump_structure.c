/* dump_structure.c: documents, authority, risks and constraints for `--visa modell`: what conditions on the model can ask of each. Called by dump.c. */
#include "model/constraints/constraint_parts.h"

static bool is_stated(const Fact *fact)
{
    return fact->kind != FACT_MISSING && (fact->kind != FACT_SET || fact->set->count) && !(fact->kind == FACT_TRUTH && fact->truth == TRUTH_NO);
}

static void put_thing(StrBuf *out, const Objects *objects, Ref thing, const Common *common)
{
    strbuf_printf(out, "%s " STR_FMT " \"" STR_FMT "\"\n", decl_keyword(common->decl->kind), STR_ARG(common->name), STR_ARG(common->title));
    for (size_t i = 0; i < object_row_count; i++) {
        Fact fact;
        bool shown = i > 1 && (object_rows[i].kind == SYM_NONE || object_rows[i].kind == thing.kind);      /* the heading has name and title */
        if (!shown)
            continue;
        object_get(objects, i, thing, &fact);
        if (!is_stated(&fact))
            continue;
        strbuf_printf(out, "  %s: ", object_rows[i].name);
        fact_print(out, objects, &fact, LANG_SV);
        strbuf_putc(out, '\n');
    }
    for (VEC_EACH(const Property, property, &common->properties)) {
        strbuf_printf(out, "  egenskap " STR_FMT ": ", STR_ARG(property->name));
        expr_print(out, property->value);
        strbuf_putc(out, '\n');
    }
}

static void put_constraint(StrBuf *out, const Constraint *constraint)
{
    if (constraint->when) {
        strbuf_puts(out, "  när: ");
        expr_print(out, constraint->when);
        strbuf_putc(out, '\n');
    }
    if (constraint->condition) {
        strbuf_puts(out, constraint->advice ? "  rekommendation: " : "  villkor: ");
        expr_print(out, constraint->condition);
        strbuf_putc(out, '\n');
    }
}

static void put_rows(StrBuf *out, const DecisionTable *table)
{
    for (VEC_EACH(const DecisionRow, row, &table->rows)) {
        strbuf_puts(out, "  rad:");
        for (size_t i = 0; i < row->cells.count; i++) {
            strbuf_puts(out, i ? ", " : " ");
            expr_print(out, row->cells.items[i]);
        }
        strbuf_puts(out, " ger ");
        expr_print(out, row->gives);
        strbuf_putc(out, '\n');
    }
}

void model_dump_structure(StrBuf *out, const Model *model)
{
    static const SymbolKind kinds[] = {
        SYM_DOCUMENT_TYPE, SYM_DOCUMENT, SYM_RESPONSIBILITY, SYM_DECISION_RIGHT, SYM_DECISION_TABLE, SYM_RISK, SYM_CONSTRAINT,
    };
    const Objects objects = {model->arena, model};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        Fact all;
        objects_of(&objects, kinds[k], &all);
        for (size_t i = 0; i < all.set->count; i++) {
            Ref thing = all.set->items[i].thing;
            put_thing(out, &objects, thing, object_common(model, thing));
            if (thing.kind == SYM_CONSTRAINT)
                put_constraint(out, &model->constraints.items[thing.index]);
            if (thing.kind == SYM_DECISION_TABLE)
                put_rows(out, &model->decision_tables.items[thing.index]);
        }
    }
}
