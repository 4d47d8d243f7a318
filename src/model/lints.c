/* lints.c: what is allowed but probably not meant: unused declarations, indicators and goals that nothing is asked of, equal titles. The last pass of check.c. */
#include "model/check.h"
#include "model/roles.h"

/* A table whose role is read without anyone naming it. Plans are kept even where no rule asks for them yet. */
static bool is_read_by_role(const Checker *c, Ref ref)
{
    if (ref.kind != SYM_TABLE)
        return false;
    const Table *table = &c->model->tables.items[ref.index];
    return str_eqz(table->role, "åtgärdsplaner") || role_is_asked(c->model, table);
}

static void find_unused(Checker *c)
{
    const Map *names = &c->model->names;
    for (size_t i = 0; i < names->count; i++) {
        const Known *known = names->entries[i].value;
        Ref ref = known->symbol.ref;
        bool listed = ref.kind == SYM_TABLE || ref.kind == SYM_PARAMETER || ref.kind == SYM_GROUP || ref.kind == SYM_SEASON;
        if (!listed || known->used || known->symbol.decl->broken || is_read_by_role(c, ref))
            continue;
        if (ref.kind == SYM_TABLE && c->model->tables.items[ref.index].reconciles.count)
            continue;
        diag_add(c->diags, DIAG_S0326, known->symbol.decl->name_span, text_of(c, known->symbol.name), decl_keyword(known->symbol.decl->kind), NULL);
    }
}

/* No target, no cases, not watched on purpose, and nothing else is computed from it. */
/* Its name is another's, which was reported; what refers to the name means the other. */
static bool is_redeclared(const Known *known, const Decl *decl)
{
    return known && known->symbol.decl != decl;
}

static void find_aimless_indicators(Checker *c)
{
    for (VEC_EACH(const Indicator, indicator, &c->model->indicators)) {
        const Decl *decl = indicator->common.decl;
        bool aimed = decl_attr(decl, ATTR_TARGET) || indicator->cases.count || indicator->watched || decl_attr(decl, ATTR_ASSESSED);
        const Known *known = name_find(c, decl->name);
        if (aimed || decl->broken || is_redeclared(known, decl) || indicator->type.kind == TYPE_LEVEL || (known && known->used))
            continue;
        diag_add(c->diags, DIAG_S0323, decl->name_span, text_of(c, decl->name), NULL);
    }
}

/* A goal is followed by its own indicators or through the goals below it. */
static void find_unmeasured_goals(Checker *c)
{
    for (VEC_EACH(const Goal, goal, &c->model->goals)) {
        const Decl *decl = goal->common.decl;
        bool measured = goal->measures.count || goal->subgoals.count || goal->settled_by_people || decl_attr(decl, ATTR_MEASURED_BY);
        if (!measured && !decl->broken && !is_redeclared(name_find(c, decl->name), decl))
            diag_add(c->diags, DIAG_S0324, decl->name_span, text_of(c, decl->name), NULL);
    }
}

static void compare_title(Checker *c, Map *titles, const Common *common)
{
    const Decl *decl = common->decl;
    const Decl *before = decl && decl->title.n ? map_get(titles, name_fold(c, decl->title)) : NULL;
    if (before) {
        Diag *diag = diag_add(c->diags, DIAG_S0325, decl->title_span, text_of(c, decl->title), text_of(c, before->name), text_of(c, decl->name), NULL);
        diag_label(c->diags, diag, before->title_span, BOTH("samma titel", "the same title"));
    } else if (decl && decl->title.n) {
        map_put(titles, name_fold(c, decl->title), (void *)decl);
    }
}

static void find_equal_titles(Checker *c)
{
    Map titles;
    map_init(&titles, c->arena);
    for (VEC_EACH(const Indicator, indicator, &c->model->indicators))
        compare_title(c, &titles, &indicator->common);
    map_init(&titles, c->arena);
    for (VEC_EACH(const Goal, goal, &c->model->goals))
        compare_title(c, &titles, &goal->common);
}

/* Words that mean the assessed value itself hide an indicator or parameter of that name. */
static void find_hidden_names(Checker *c)
{
    static const char *const words[] = {"värde", "måluppfyllelse", "indikatorer", "undermål"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const Known *known = name_find(c, str_of(words[i]));
        if (known && known->symbol.decl)
            diag_add(c->diags, DIAG_S0357, known->symbol.decl->name_span, text_of(c, known->symbol.name), NULL);
    }
}

/* A requirement with an effect can only be met by plans, and those stand in a table. */
static void find_unanswerable(Checker *c)
{
    for (VEC_EACH(const Table, table, &c->model->tables))
        if (str_eqz(table->role, "åtgärdsplaner"))
            return;
    for (VEC_EACH(const Rule, rule, &c->model->rules))
        for (VEC_EACH(const Requirement, requirement, &rule->requires))
            if (requirement->effect) {
                diag_add(c->diags, DIAG_S0358, requirement->item->span, text_of(c, rule->common.name), NULL);
                return;
            }
}

void lints_check(Checker *c)
{
    if (!c->incomplete && !c->diags->errors) {      /* what is wrong may be the use */
        find_unused(c);
        find_aimless_indicators(c);
    }
    find_unmeasured_goals(c);
    find_equal_titles(c);
    find_hidden_names(c);
    find_unanswerable(c);
}
