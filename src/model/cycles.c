/* cycles.c: things that need themselves: bodies under each other, indicators and parameters computed from each other. A pass of check.c. */
#include "model/check.h"

/* ---- chains of parents ---- */

typedef enum Colour { WHITE, ON_PATH, DONE } Colour;

void ring_label(Checker *c, Diag *diag, const Common *member)
{
    if (member->decl)
        diag_label(c->diags, diag, member->decl->name_span, BOTH("är med i ringen", "is part of the ring"));
}

static void report_ring(Checker *c, DiagCode code, size_t start, size_t (*parent)(const Model *, size_t), const Common *(*common)(const Model *, size_t))
{
    StrBuf chain = {0};
    size_t at = start;
    do {
        strbuf_put(&chain, common(c->model, at)->name);
        strbuf_puts(&chain, " → ");
        at = parent(c->model, at);
    } while (at != start);
    strbuf_put(&chain, common(c->model, start)->name);
    const Decl *decl = common(c->model, start)->decl;
    Diag *diag = diag_add(c->diags, code, decl ? decl->name_span : SPAN_NONE, chain.s, NULL);
    for (at = parent(c->model, start); at != start; at = parent(c->model, at))
        ring_label(c, diag, common(c->model, at));
    strbuf_free(&chain);
}

/* Follows the parents from start, colouring; then colours the path done. */
static void follow(Checker *c, DiagCode code, size_t start, Colour *colours, size_t (*parent)(const Model *, size_t),
                   const Common *(*common)(const Model *, size_t))
{
    size_t at = start;
    while (at != NO_INDEX && colours[at] == WHITE) {
        colours[at] = ON_PATH;
        at = parent(c->model, at);
    }
    if (at != NO_INDEX && colours[at] == ON_PATH)
        report_ring(c, code, at, parent, common);
    for (at = start; at != NO_INDEX && colours[at] == ON_PATH; at = parent(c->model, at))
        colours[at] = DONE;
}

void rings_check(Checker *c, DiagCode code, size_t count, size_t (*parent)(const Model *, size_t), const Common *(*common)(const Model *, size_t))
{
    Colour *colours = arena_array(c->arena, count, sizeof *colours);
    for (size_t i = 0; i < count; i++)
        follow(c, code, i, colours, parent, common);
}

/* ---- the graph of what is computed from what ---- */

static size_t first_node(const Model *model, NodeKind kind)
{
    const size_t counts[NODE_COUNT] = {model->parameters.count, model->indicators.count, model->indicators.count, model->goals.count, model->rules.count};
    size_t first = 0;
    for (size_t i = 0; i < (size_t)kind; i++)
        first += counts[i];
    return first;
}

size_t graph_node(const Checker *c, NodeKind kind, size_t index)
{
    return first_node(c->model, kind) + index;
}

void graph_need(Checker *c, const Env *env, NodeKind kind, size_t index, Span span)
{
    if (env->node != NO_INDEX)
        vec_push(c->arena, &c->edges, (Edge){env->node, graph_node(c, kind, index), span});
}

static const Common *common_at(const Model *model, NodeKind kind, size_t index)
{
    switch (kind) {
    case NODE_PARAMETER: return &model->parameters.items[index].common;
    case NODE_VALUE:
    case NODE_LEVEL: return &model->indicators.items[index].common;
    case NODE_GOAL: return &model->goals.items[index].common;
    case NODE_RULE: return &model->rules.items[index].common;
    case NODE_COUNT: break;
    }
    return NULL;
}

static const Common *node_common(const Model *model, size_t node)
{
    NodeKind kind = NODE_COUNT - 1;
    while (kind > 0 && first_node(model, kind) > node)
        kind--;
    return common_at(model, kind, node - first_node(model, kind));
}

/* Edges sorted by where they start: those of node n are order[starts[n]] … order[starts[n + 1] - 1]. */
typedef struct Graph {
    size_t nodes;
    size_t *starts;
    const Edge **order;
} Graph;

static Graph graph_build(Checker *c)
{
    Graph graph = {.nodes = first_node(c->model, NODE_COUNT)};
    graph.starts = arena_array(c->arena, graph.nodes + 2, sizeof(size_t));
    graph.order = arena_array(c->arena, c->edges.count, sizeof(Edge *));
    for (VEC_EACH(const Edge, edge, &c->edges))
        graph.starts[edge->from + 2]++;
    for (size_t i = 2; i < graph.nodes + 2; i++)
        graph.starts[i] += graph.starts[i - 1];
    for (VEC_EACH(const Edge, edge, &c->edges))
        graph.order[graph.starts[edge->from + 1]++] = edge;
    return graph;
}

/* One step of the depth-first walk: a node, which of its edges is next, and the edge that led here. */
typedef struct Step { size_t node, next; const Edge *by; } Step;
typedef VEC(Step) Path;

/* An indicator's value and its assessment are two nodes with one name, which is said once. */
static void put_name(StrBuf *chain, Str name, Str *last)
{
    if (str_eq(name, *last))
        return;
    if (chain->n)
        strbuf_puts(chain, " → ");
    strbuf_put(chain, name);
    *last = name;
}

static void report_cycle(Checker *c, const Path *path, const Edge *closing)
{
    size_t from = path->count;
    while (path->items[--from].node != closing->to)
        ;
    StrBuf chain = {0};
    Str last = {0};
    for (size_t i = from; i < path->count; i++)
        put_name(&chain, node_common(c->model, path->items[i].node)->name, &last);
    Str first = node_common(c->model, closing->to)->name;
    if (str_eq(first, last))
        last = STR_LIT("");
    put_name(&chain, first, &last);
    Diag *diag = diag_add(c->diags, DIAG_S0314, closing->span, chain.s, NULL);
    for (size_t i = from + 1; i < path->count; i++)
        diag_label(c->diags, diag, path->items[i].by->span, BOTH("behövs här", "needed here"));
    strbuf_free(&chain);
}

static void walk(Checker *c, const Graph *graph, size_t start, Colour *colours)
{
    Path path = {0};
    vec_push(c->arena, &path, (Step){start, graph->starts[start], NULL});
    colours[start] = ON_PATH;
    while (path.count) {
        Step *top = &path.items[path.count - 1];
        if (top->next == graph->starts[top->node + 1]) {
            colours[top->node] = DONE;
            path.count--;
            continue;
        }
        const Edge *edge = graph->order[top->next++];
        if (colours[edge->to] == ON_PATH) {
            report_cycle(c, &path, edge);
        } else if (colours[edge->to] == WHITE) {
            colours[edge->to] = ON_PATH;
            vec_push(c->arena, &path, (Step){edge->to, graph->starts[edge->to], edge});
        }
    }
}

void cycles_check(Checker *c)
{
    if (c->edges.count == 0)
        return;
    Graph graph = graph_build(c);
    Colour *colours = arena_array(c->arena, graph.nodes, sizeof *colours);
    for (size_t node = 0; node < graph.nodes; node++)
        if (colours[node] == WHITE)
            walk(c, &graph, node, colours);
}
