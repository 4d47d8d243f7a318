/* bodies.c: texts of the data -> bodies of the model. Used before a scan, and by everything that asks whose rows are seen. */
#include "exec/bodies.h"

#include "base/utf8.h"

uint32_t slot_municipality(const Model *model)
{
    return (uint32_t)model->bodies.count;
}

/* The first to have a spelling keeps it: names before titles before codes. */
static void add_spelling(Arena *arena, Map *names, Str text, uint32_t slot)
{
    Str folded = utf8_fold(arena, str_trim(text));
    if (folded.n && !map_get(names, folded))
        map_put(names, folded, (void *)((uintptr_t)slot + 1));
}

bool body_is_municipality(const Model *model, size_t body)
{
    const Body *b = &model->bodies.items[body];
    if (!b->outside || model->municipality_code.n == 0)
        return false;
    for (size_t i = 0; i < b->codes.count; i++)
        if (str_eq(b->codes.items[i], model->municipality_code))
            return true;
    return str_eq(b->common.name, model->municipality_code);
}

void bodies_names(Arena *arena, const Model *model, Map *names)
{
    map_init(names, arena);
    uint32_t own = slot_municipality(model);
    add_spelling(arena, names, model->municipality_code, own);
    for (size_t i = 0; i < model->bodies.count; i++)
        if (!body_is_municipality(model, i))
            add_spelling(arena, names, model->bodies.items[i].common.name, (uint32_t)i);
    for (size_t i = 0; i < model->bodies.count; i++)
        if (!body_is_municipality(model, i))
            add_spelling(arena, names, model->bodies.items[i].common.title, (uint32_t)i);
    for (size_t i = 0; i < model->bodies.count; i++)
        for (size_t j = 0; j < model->bodies.items[i].codes.count && !body_is_municipality(model, i); j++)
            add_spelling(arena, names, model->bodies.items[i].codes.items[j], (uint32_t)i);
    add_spelling(arena, names, model->name, own);
    add_spelling(arena, names, STR_LIT("kommunen"), own);
}

uint32_t *bodies_bind(Arena *arena, const Model *model, const Column *column)
{
    uint32_t *slots = arena_array(arena, column->dict_count, sizeof *slots);
    Arena *scratch = arena_new();
    Map names;
    bodies_names(scratch, model, &names);
    for (size_t i = 0; i < column->dict_count; i++) {
        uintptr_t found = (uintptr_t)map_get(&names, utf8_fold(scratch, str_trim(column->dict[i])));
        slots[i] = found ? (uint32_t)(found - 1) : NO_SLOT;
    }
    arena_free(scratch);
    return slots;
}

static bool municipality_sees(const Model *model, uint32_t slot)
{
    return slot == slot_municipality(model) || (!model->bodies.items[slot].outside && !model->bodies.items[slot].company);
}

bool slot_seen(const Model *model, Who who, size_t body, bool only, uint32_t slot)
{
    if (slot == NO_SLOT)
        return false;
    switch (who) {
    case WHO_MUNICIPALITY: return municipality_sees(model, slot);
    case WHO_GROUP: return slot == slot_municipality(model) || !model->bodies.items[slot].outside;
    case WHO_BODY: break;
    }
    if (slot == slot_municipality(model))
        return false;
    return only ? slot == body : body_within(model, slot, body);
}
