/* advice_terms.c: S1206 two hållpunkter with one title, S1215 one word for a whole and its part, S1216 what seems to be one meeting with different parties. */
#include "base/utf8.h"
#include "model/advice/advice_parts.h"
#include "model/check.h"

/* Of so many with the same title each is held against the others. */
#define SAME_MOST ((size_t)100)

/* ---- two with the same title ---- */

static bool overlaps(Period a, Period b)
{
    return a.first <= b.last && b.first <= a.last;
}

static bool meets(const Checkpoint *checkpoint, size_t other)
{
    for (VEC_EACH(const size_t, met, &checkpoint->meets))
        if (*met == other)
            return true;
    return false;
}

/* One of them is done by a body of the other's, or by one above or below it. */
static bool is_related(const Model *model, const Checkpoint *a, const Checkpoint *b)
{
    for (VEC_EACH(const size_t, x, &a->bodies))
        for (VEC_EACH(const size_t, y, &b->bodies))
            if (body_within(model, *x, *y) || body_within(model, *y, *x))
                return true;
    return false;
}

static const char *counterpart(const Advisor *a, const Checkpoint *checkpoint)
{
    const Attr *attr = decl_attr(checkpoint->common.decl, ATTR_TOGETHER);
    StrVec names = {0};
    for (size_t i = 0; attr && i < attr->items.count; i++) {
        const Expr *value = attr->items.items[i].value;
        if (value)
            vec_push(a->arena, &names, str_dup(a->arena, value->kind == EXPR_TEXT ? value->as.text : span_text(value->span)));
    }
    return names.count ? list_in(a->arena, &names, 5) : NULL;
}

/* The same meeting once with the presidium and once with the arbetsutskott is S1216; with the same parties, or none, it is S1206. */
static bool compare_two(Advisor *a, size_t index, size_t before)
{
    const Checkpoint *one = &a->model->checkpoints.items[index], *other = &a->model->checkpoints.items[before];
    if (meets(one, before) || meets(other, index) || !overlaps(one->common.valid, other->common.valid))
        return false;
    const char *with[] = {counterpart(a, one), counterpart(a, other)};
    bool differ = with[0] && with[1] && !str_eq(utf8_fold(a->arena, str_of(with[0])), utf8_fold(a->arena, str_of(with[1])));
    if (differ ? !is_related(a->model, one, other) : !shares_body(&one->bodies, &other->bodies))
        return false;
    const char *name = text_in(a, one->common.name), *other_name = text_in(a, other->common.name);
    Diag *diag = differ
        ? diag_add(a->diags, DIAG_S1216, one->common.decl->title_span, name, other_name, with[0], with[1], NULL)
        : diag_add(a->diags, DIAG_S1206, one->common.decl->title_span, text_in(a, one->common.title), other_name, name, NULL);
    diag_label(a->diags, diag, other->common.decl->title_span, BOTH("samma titel", "the same title"));
    return true;
}

typedef struct SameTitle { IndexVec checkpoints; } SameTitle;

void advise_same_title(Advisor *a)
{
    Map titles;
    map_init(&titles, a->arena);
    for (size_t i = 0; i < a->model->checkpoints.count; i++) {
        const Checkpoint *checkpoint = &a->model->checkpoints.items[i];
        if (!is_own(&checkpoint->common) || !checkpoint->common.decl->title.n)
            continue;
        Str folded = utf8_fold(a->arena, str_trim(checkpoint->common.title));
        SameTitle *same = map_get(&titles, folded);
        if (!same)
            map_put(&titles, folded, same = ARENA_NEW(a->arena, SameTitle));
        for (size_t j = 0; j < same->checkpoints.count && j < SAME_MOST; j++)
            if (compare_two(a, i, same->checkpoints.items[j]))
                break;
        vec_push(a->arena, &same->checkpoints, i);
    }
}

/* ---- one word for a whole and its part ---- */

static void check_contents(Advisor *a, const Common *common, const StrVec *contents)
{
    if (!is_own(common))
        return;
    for (VEC_EACH(const Str, part, contents)) {
        bool titled = is_same_wording(a->arena, common->title, *part), named = is_same_wording(a->arena, common->name, *part);
        if (!titled && !named)
            continue;
        const Attr *attr = decl_attr(common->decl, ATTR_CONTAINS);
        Str whole = titled ? common->title : common->name;
        Diag *diag = diag_add(a->diags, DIAG_S1215, common->decl->name_span, text_in(a, whole), text_in(a, *part), NULL);
        for (VEC_EACH(const Item, item, &attr->items))
            if (item->value && item->value->kind == EXPR_TEXT && str_eq(item->value->as.text, *part))
                diag_label(a->diags, diag, item->value->span, BOTH("delen heter likadant", "the part is called the same"));
        return;
    }
}

void advise_whole_and_part(Advisor *a)
{
    for (VEC_EACH(const Checkpoint, checkpoint, &a->model->checkpoints))
        check_contents(a, &checkpoint->common, &checkpoint->contents);
    for (VEC_EACH(const Document, document, &a->model->documents))
        check_contents(a, &document->common, &document->contents);
    for (VEC_EACH(const DocumentType, type, &a->model->document_types))
        check_contents(a, &type->common, &type->contents);
}
