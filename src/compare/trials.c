/* trials.c: which rules are on trial in one model only. A rule on trial requires nothing yet, so it says nothing beside one that does; where it is on
 * trial in both, the two trials are compared. Asked by cells.c and spells.c. */
#include "base/utf8.h"
#include "compare/parts.h"

static Str trial_key(Compare *c, int side, Str rule, Str body, Str key, Period period)
{
    StrBuf buf = {0};
    Str name = side == BEFORE ? name_after(c, rule) : rule, whose = side == BEFORE ? name_after(c, body) : body;
    strbuf_printf(&buf, STR_FMT "\x1f" STR_FMT "\x1f" STR_FMT "\x1f", STR_ARG(utf8_fold(c->arena, name)), STR_ARG(utf8_fold(c->arena, whose)), STR_ARG(key));
    period_print(&buf, period);
    return take(c->arena, &buf);
}

void trials_of(Compare *c, const Run *runs[2], TrialBook *out)
{
    for (int side = BEFORE; side <= AFTER; side++) {
        map_init(&out->on_trial[side], c->arena);
        for (VEC_EACH(const Assessment, a, &runs[side]->assessments))
            if (a->on_trial)
                map_put(&out->on_trial[side], trial_key(c, side, a->declaration, a->body, a->key, a->period), (void *)a);
    }
}

bool trial_is_alone(Compare *c, const TrialBook *book, int side, Str rule, Str body, Str key, Period period)
{
    if (c->options->trial)                   /* before on trial, after adopted */
        return side == BEFORE;
    return !map_get(&book->on_trial[1 - side], trial_key(c, side, rule, body, key, period));
}
