/* details.c: what is different between two versions of a declaration, attribute by attribute. Called by pairs.c. */
#include "base/utf8.h"
#include "compare/parts.h"
#include "syntax/print.h"

typedef VEC(const Piece *) PieceRefs;
typedef struct Differ {
    Compare *c;
    const DeclEntry *entry[2];
    int slot;
    PieceRefs left[2];           /* of the slot, not yet accounted for */
    DiffChange *out;
} Differ;

/* ---- names that have changed ---- */

typedef struct Renaming { Compare *c; StrBuf out; const char *from; } Renaming;

static void put_renamed(void *of, Str name)
{
    Renaming *r = of;
    Str *old = map_get(&r->c->renamed, name);
    strbuf_put(&r->out, (Str){r->from, (size_t)(name.s - r->from)});
    strbuf_put(&r->out, old ? *old : name);
    r->from = name.s + name.n;
}

/* What the text says in the old model's names. */
static Str in_old_names(Compare *c, Str same)
{
    Renaming r = {c, {0}, same.s};
    if (!c->renamed.count)
        return same;
    names_in(same, put_renamed, &r);
    strbuf_put(&r.out, (Str){r.from, (size_t)(same.s + same.n - r.from)});
    return take(c->arena, &r.out);
}

/* ---- pairs of pieces ---- */

static void drop(PieceRefs *list, size_t at)
{
    for (size_t i = at + 1; i < list->count; i++)
        list->items[i - 1] = list->items[i];
    list->count--;
}

typedef bool (*Match)(Compare *c, const Piece *old, const Piece *new);

static bool is_same(Compare *c, const Piece *old, const Piece *new)
{
    return str_eq(old->same, new->same) || str_eq(old->same, in_old_names(c, new->same));
}

static bool has_same_key(Compare *c, const Piece *old, const Piece *new)
{
    return old->key.n && (str_eq(old->key, new->key) || str_eq(old->key, in_old_names(c, new->key)));
}

/* The index of the first new piece that fits, or NO_INDEX. */
static size_t find(const Differ *d, const Piece *old, Match match)
{
    for (size_t i = 0; i < d->left[AFTER].count; i++)
        if (match(d->c, old, d->left[AFTER].items[i]))
            return i;
    return NO_INDEX;
}

/* ---- details ---- */

static DiffDetail *add_detail(Differ *d, const Piece *old, const Piece *new, const char *attribute)
{
    DeclKind kind = d->entry[AFTER]->decl->kind;
    DiffDetail detail = {.aspect = aspect_of(kind, d->slot), .attribute = str_of(attribute)};
    const Piece *pieces[2] = {old, new};
    for (int side = BEFORE; side <= AFTER; side++) {
        detail.has[side] = pieces[side] != NULL;
        detail.value[side] = pieces[side] ? pieces[side]->text : STR_LIT("");
        detail.place[side] = pieces[side] ? span_place(d->c->arena, pieces[side]->span) : STR_LIT("");
    }
    vec_push(d->c->arena, &d->out->details, detail);
    return &d->out->details.items[d->out->details.count - 1];
}

static Str expr_shown(Arena *arena, const Expr *expr)
{
    StrBuf buf = {0};
    if (expr)
        expr_print(&buf, expr);
    return take(arena, &buf);
}

/* "målvärde 2025", "bedöms som grön", "kräver "åtgärdsplan"": the attribute and what the part is about. */
static const char *labelled(Differ *d, const Piece *piece)
{
    const Item *item = piece->item;
    const char *keyword = slot_keyword(d->slot);
    if (!item)
        return keyword;
    if (item->select == SELECT_ELSE)
        return arena_printf(d->c->arena, "%s, annars", keyword);
    if (item->select != SELECT_NONE) {
        static const char *const words[] = {[SELECT_TIME] = "", [SELECT_FROM] = "från ", [SELECT_FOR] = "för ", [SELECT_NONE] = "", [SELECT_ELSE] = ""};
        return arena_printf(d->c->arena, "%s %s" STR_FMT, keyword, words[item->select], STR_ARG(expr_shown(d->c->arena, item->selector)));
    }
    return item->mods.count && item->value ? arena_printf(d->c->arena, "%s " STR_FMT, keyword, STR_ARG(expr_shown(d->c->arena, item->value))) : keyword;
}

/* ---- stricter or milder ---- */

/* Which way is stricter: 1 upwards, -1 downwards, 0 cannot be said. */
static int stricter_way(const Differ *d, const Item *old, const Item *new)
{
    Bound bound = old->bound;
    if (d->slot == ATTR_TOLERANCE)
        return -1;
    if (d->slot != ATTR_TARGET || bound != new->bound)
        return 0;
    return bound == BOUND_AT_LEAST || bound == BOUND_OVER ? 1 : bound == BOUND_AT_MOST || bound == BOUND_UNDER ? -1 : 0;
}

static DiffTurn turn_of(const Differ *d, const Piece *old, const Piece *new)
{
    Num before, after;
    const Model *models[2] = {d->c->sides[BEFORE].model, d->c->sides[AFTER].model};
    if (!old->item || !new->item || !old->item->value || !new->item->value || !d->c->sides[BEFORE].usable || !d->c->sides[AFTER].usable)
        return TURN_NONE;
    int way = stricter_way(d, old->item, new->item);
    if (!way || !constant_value(models[BEFORE], old->item->value, &before) || !constant_value(models[AFTER], new->item->value, &after))
        return TURN_NONE;
    int order = num_cmp(after, before) * way;
    return order > 0 ? TURN_STRICTER : order < 0 ? TURN_MILDER : TURN_NONE;
}

/* ---- modifiers ---- */

static const char *mod_word(ModKind kind)
{
    static const char *const words[] = {
#define X(member, keyword) keyword,
        MOD_KINDS(X)
#undef X
    };
    return words[kind];
}

static Str mods_text(Arena *arena, const Item *item, ModKind kind)
{
    StrBuf buf = {0};
    for (VEC_EACH(const Mod, mod, &item->mods))
        if (mod->kind == kind) {
            strbuf_puts(&buf, buf.n ? ", " : "");
            strbuf_put(&buf, expr_shown(arena, mod->value));
        }
    return take(arena, &buf);
}

static bool same_but_mods(const Item *a, const Item *b)
{
    bool same = a->select == b->select && a->bound == b->bound && expr_same_text(a->selector, b->selector) && expr_same_text(a->value, b->value) &&
                expr_same_text(a->value2, b->value2);
    return same && (a->mods.count > 1 || b->mods.count > 1);
}

/* The parts behind an item's value, each on its own: kräver "åtgärdsplan", senast. False when one of them has no word of its own. */
static bool add_mods(Differ *d, const Piece *old, const Piece *new)
{
    size_t before = d->out->details.count;
    for (int kind = 0; kind < MOD_COUNT; kind++) {
        Str values[2] = {mods_text(d->c->arena, old->item, (ModKind)kind), mods_text(d->c->arena, new->item, (ModKind)kind)};
        bool has[2] = {item_mod(old->item, (ModKind)kind) != NULL, item_mod(new->item, (ModKind)kind) != NULL};
        if (has[BEFORE] == has[AFTER] && (str_eq(values[BEFORE], values[AFTER]) || str_eq(values[BEFORE], in_old_names(d->c, values[AFTER]))))
            continue;
        if (!mod_word((ModKind)kind)[0]) {
            d->out->details.count = before;
            return false;
        }
        DiffDetail *detail = add_detail(d, old, new, arena_printf(d->c->arena, "%s, %s", labelled(d, new), mod_word((ModKind)kind)));
        for (int side = BEFORE; side <= AFTER; side++) {
            detail->value[side] = values[side];
            detail->has[side] = has[side];
        }
    }
    return d->out->details.count > before;
}

/* ---- an attribute ---- */

static void differ_pair(Differ *d, const Piece *old, const Piece *new)
{
    if (old->item && new->item && same_but_mods(old->item, new->item) && add_mods(d, old, new))
        return;
    const char *label = old->item && old->item->select != SELECT_NONE ? labelled(d, new) : slot_keyword(d->slot);
    DiffTurn turn = turn_of(d, old, new);
    add_detail(d, old, new, label)->turn = turn;
}

/* Those that say the same in both, in whatever order; whether their order is another. */
static bool take_same(Differ *d)
{
    bool reordered = false;
    size_t furthest = 0;
    const PieceRefs news = d->left[AFTER];
    const Piece **all = arena_array(d->c->arena, news.count, sizeof *all);
    for (size_t i = 0; i < news.count; i++)
        all[i] = news.items[i];
    for (size_t i = 0; i < d->left[BEFORE].count;) {
        size_t at = find(d, d->left[BEFORE].items[i], is_same);
        if (at == NO_INDEX) {
            i++;
            continue;
        }
        size_t place = 0;
        while (all[place] != d->left[AFTER].items[at])
            place++;
        reordered |= place < furthest;
        furthest = place > furthest ? place : furthest;
        drop(&d->left[BEFORE], i);
        drop(&d->left[AFTER], at);
    }
    return reordered;
}

static void take_keyed(Differ *d)
{
    for (size_t i = 0; i < d->left[BEFORE].count;) {
        size_t at = find(d, d->left[BEFORE].items[i], has_same_key);
        if (at == NO_INDEX) {
            i++;
            continue;
        }
        differ_pair(d, d->left[BEFORE].items[i], d->left[AFTER].items[at]);
        drop(&d->left[BEFORE], i);
        drop(&d->left[AFTER], at);
    }
}

static bool is_selected(const Piece *piece)
{
    return piece->item && piece->item->select != SELECT_NONE;
}

/* Years and bodies that only one of them has, each on its own. */
static void take_selected(Differ *d)
{
    for (int side = BEFORE; side <= AFTER; side++)
        for (size_t i = 0; i < d->left[side].count;) {
            const Piece *piece = d->left[side].items[i];
            if (!is_selected(piece)) {
                i++;
                continue;
            }
            add_detail(d, side == BEFORE ? piece : NULL, side == AFTER ? piece : NULL, labelled(d, piece));
            drop(&d->left[side], i);
        }
}

static Piece joined(Compare *c, const PieceRefs *pieces)
{
    Piece all = *pieces->items[0];
    StrBuf text = {0};
    for (size_t i = 0; i < pieces->count; i++)
        strbuf_printf(&text, "%s" STR_FMT, i ? ", " : "", STR_ARG(pieces->items[i]->text));
    all.text = take(c->arena, &text);
    return all;
}

/* The rest of a list: what it no longer holds, and what it holds now. */
static void take_rest(Differ *d)
{
    Piece all[2];
    const Piece *sides[2] = {NULL, NULL};
    if (d->left[BEFORE].count == 1 && d->left[AFTER].count == 1) {
        differ_pair(d, d->left[BEFORE].items[0], d->left[AFTER].items[0]);
        return;
    }
    for (int side = BEFORE; side <= AFTER; side++)
        if (d->left[side].count) {
            all[side] = joined(d->c, &d->left[side]);
            sides[side] = &all[side];
        }
    if (sides[BEFORE] || sides[AFTER])
        add_detail(d, sides[BEFORE], sides[AFTER], slot_keyword(d->slot));
}

static void differ_slot(Differ *d)
{
    for (int side = BEFORE; side <= AFTER; side++) {
        d->left[side] = (PieceRefs){0};
        for (VEC_EACH(const Piece, piece, &d->entry[side]->pieces))
            if (piece->slot == d->slot)
                vec_push(d->c->arena, &d->left[side], piece);
    }
    if (!d->left[BEFORE].count && !d->left[AFTER].count)
        return;
    const Piece *first[2] = {d->left[BEFORE].count ? d->left[BEFORE].items[0] : NULL, d->left[AFTER].count ? d->left[AFTER].items[0] : NULL};
    bool reordered = take_same(d) && slot_is_ordered(d->slot);
    bool rest = d->left[BEFORE].count || d->left[AFTER].count;
    if (reordered && !rest) {
        DiffDetail *detail = add_detail(d, first[BEFORE], first[AFTER], slot_keyword(d->slot));
        detail->aspect = ASPECT_ORDER;
        detail->reordered = true;
        detail->value[BEFORE] = detail->value[AFTER] = STR_LIT("");
    }
    take_keyed(d);
    take_selected(d);
    take_rest(d);
}

void details_find(Compare *c, const DeclEntry *old, const DeclEntry *new, DiffChange *out)
{
    Differ d = {.c = c, .entry = {old, new}, .out = out};
    if (old->decl->broken || new->decl->broken)
        return;
    for (d.slot = SLOT_TITLE; d.slot < SLOT_COUNT; d.slot++)
        differ_slot(&d);
    bool renamed = !str_eq(old->folded, new->folded);
    for (d.slot = 0; d.slot < ATTR_COUNT; d.slot++)
        if (d.slot != ATTR_REPLACES || !renamed)         /* what it replaces is told by the change itself */
            differ_slot(&d);
}
