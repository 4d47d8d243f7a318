/* structure_checks.c: rings where one thing may have several above it: documents that are part of each other (`ingår i`) or belong to each other (`hör till`), declarations that build on each
 * other (`utgår från`) or tighten each other (`skärper`), parts under each other. A pass of check.c; chains of single parents: cycles.c. */
#include "model/check.h"

/* Nodes are declarations; each relation has edges of its own, for what a document is part of may well build on that document. */
typedef struct Web {
    Checker *c;
    DiagCode code;
    const char *relation;            /* "ingår i" in both languages */
    VEC(const Common *) nodes;
    IndexVec *edges;                 /* of each node */
    Map places;                      /* Decl* as bytes -> place in nodes + 1 */
} Web;

static size_t place_of(Web *web, const Common *common)
{
    const Decl *decl = common->decl;
    Str key = str_dup(web->c->arena, (Str){(const char *)&decl, sizeof decl});
    size_t place = (size_t)map_get(&web->places, key);
    if (place)
        return place - 1;
    vec_push(web->c->arena, &web->nodes, common);
    map_put(&web->places, key, (void *)web->nodes.count);
    return web->nodes.count - 1;
}

typedef enum Mark { UNSEEN, ON_PATH, DONE } Mark;
typedef struct Step { size_t node, next; } Step;
typedef VEC(Step) Path;

static void report_ring(Web *web, const Path *path, size_t closing)
{
    size_t from = path->count;
    StrBuf chain = {0};
    while (path->items[--from].node != closing)
        ;
    const Common *first = web->nodes.items[closing];
    for (size_t i = from; i < path->count; i++) {
        strbuf_put(&chain, web->nodes.items[path->items[i].node]->name);
        strbuf_puts(&chain, " → ");
    }
    strbuf_put(&chain, first->name);
    Diag *diag = diag_add(web->c->diags, web->code, first->decl->name_span, text_of(web->c, first->name), web->relation, chain.s, NULL);
    for (size_t i = from + 1; i < path->count; i++)
        ring_label(web->c, diag, web->nodes.items[path->items[i].node]);
    strbuf_free(&chain);
}

static void walk(Web *web, Mark *marks, size_t start)
{
    Path path = {0};
    vec_push(web->c->arena, &path, (Step){start, 0});
    marks[start] = ON_PATH;
    while (path.count) {
        Step *top = &path.items[path.count - 1];
        const IndexVec *edges = &web->edges[top->node];
        if (top->next == edges->count) {
            marks[top->node] = DONE;
            path.count--;
            continue;
        }
        size_t to = edges->items[top->next++];
        if (marks[to] == ON_PATH) {
            report_ring(web, &path, to);
        } else if (marks[to] == UNSEEN) {
            marks[to] = ON_PATH;
            vec_push(web->c->arena, &path, (Step){to, 0});
        }
    }
}

static void web_check(Web *web)
{
    Mark *marks = arena_array(web->c->arena, web->nodes.count, sizeof *marks);
    for (size_t i = 0; i < web->nodes.count; i++)
        if (marks[i] == UNSEEN)
            walk(web, marks, i);
}

/* ---- ingår i ---- */

static void check_parts_of_documents(Checker *c)
{
    Web web = {.c = c, .code = DIAG_S0778, .relation = BOTH("ingår i", "is part of")};
    web.edges = arena_array(c->arena, c->model->documents.count, sizeof *web.edges);
    for (VEC_EACH(const Document, document, &c->model->documents)) {
        web.edges[web.nodes.count] = document->part_in;
        vec_push(c->arena, &web.nodes, &document->common);
    }
    web_check(&web);
}

/* ---- hör till ---- */

static void check_belonging(Checker *c)
{
    Web web = {.c = c, .code = DIAG_S0778, .relation = BOTH("hör till", "belongs to")};
    web.edges = arena_array(c->arena, c->model->documents.count, sizeof *web.edges);
    for (VEC_EACH(const Document, document, &c->model->documents)) {
        if (document->common.document != NO_INDEX)
            vec_push(c->arena, &web.edges[web.nodes.count], document->common.document);
        vec_push(c->arena, &web.nodes, &document->common);
    }
    web_check(&web);
}

/* ---- utgår från: only a warning, for real documents do build on each other ---- */

static const Common *common_of(const Model *model, Ref ref)
{
    switch (ref.kind) {
    case SYM_GOAL: return &model->goals.items[ref.index].common;
    case SYM_GOAL_LEVEL: return &model->levels.items[ref.index].common;
    case SYM_INDICATOR: return &model->indicators.items[ref.index].common;
    case SYM_DOCUMENT: return &model->documents.items[ref.index].common;
    case SYM_DOCUMENT_TYPE: return &model->document_types.items[ref.index].common;
    case SYM_CHECKPOINT: return &model->checkpoints.items[ref.index].common;
    case SYM_PARAMETER: return &model->parameters.items[ref.index].common;
    case SYM_TABLE: return &model->tables.items[ref.index].common;
    case SYM_GROUP: return &model->groups.items[ref.index].common;
    default: return NULL;
    }
}

static void collect(Checker *c, const Common *common)
{
    if (common->builds_on.count)
        vec_push(c->arena, &c->building, common);
}

static void check_building(Checker *c)
{
    Web web = {.c = c, .code = DIAG_S0751, .relation = BOTH("utgår från", "builds on")};
    size_t most = 0;
    map_init(&web.places, c->arena);
    declared_each(c, collect);
    for (VEC_EACH(const Common *, common, &c->building))
        most += 1 + (*common)->builds_on.count;
    web.edges = arena_array(c->arena, most, sizeof *web.edges);
    for (VEC_EACH(const Common *, common, &c->building)) {
        size_t from = place_of(&web, *common);
        for (VEC_EACH(const Ref, ref, &(*common)->builds_on)) {
            const Common *to = common_of(c->model, *ref);
            if (to && to->decl)
                vec_push(c->arena, &web.edges[from], place_of(&web, to));
        }
    }
    web_check(&web);
}

/* ---- parts under each other ---- */

static void check_parts(Checker *c)
{
    Web web = {.c = c, .code = DIAG_S0778, .relation = BOTH("ligger under", "is under")};
    web.edges = arena_array(c->arena, c->model->parts.count, sizeof *web.edges);
    for (VEC_EACH(const Part, part, &c->model->parts)) {
        if (part->above != NO_INDEX)
            vec_push(c->arena, &web.edges[web.nodes.count], part->above);
        vec_push(c->arena, &web.nodes, &part->common);
    }
    web_check(&web);
}

/* ---- skärper ---- */

static void check_tightening(Checker *c)
{
    Web indicators = {.c = c, .code = DIAG_S0778, .relation = BOTH("skärper", "tightens")}, duties = indicators;
    indicators.edges = arena_array(c->arena, c->model->indicators.count, sizeof *indicators.edges);
    for (VEC_EACH(const Indicator, indicator, &c->model->indicators)) {
        if (indicator->tightens != NO_INDEX)
            vec_push(c->arena, &indicators.edges[indicators.nodes.count], indicator->tightens);
        vec_push(c->arena, &indicators.nodes, &indicator->common);
    }
    web_check(&indicators);
    duties.edges = arena_array(c->arena, c->model->checkpoints.count, sizeof *duties.edges);
    for (VEC_EACH(const Checkpoint, checkpoint, &c->model->checkpoints)) {
        if (checkpoint->tightens != NO_INDEX)
            vec_push(c->arena, &duties.edges[duties.nodes.count], checkpoint->tightens);
        vec_push(c->arena, &duties.nodes, &checkpoint->common);
    }
    web_check(&duties);
}

void structure_check(Checker *c)
{
    check_parts(c);
    check_tightening(c);
    check_parts_of_documents(c);
    check_belonging(c);
    check_building(c);
}
