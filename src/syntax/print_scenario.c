/* print_scenario.c: ändra, variera, slumpa and sök back to text. Called by print_attr.c. */
#include "syntax/print.h"

/* … så att underskott inte utlöses: as a subordinate clause has it. */
static void put_so_that(StrBuf *out, const Expr *condition)
{
    strbuf_puts(out, " så att ");
    bool clause = condition->kind == EXPR_IS && condition->as.is.form == IS_TRIGGERED && condition->as.is.negated;
    expr_print(out, clause ? condition->as.is.x : condition);
    strbuf_puts(out, clause ? " inte utlöses" : "");
}

static void put_seek(StrBuf *out, const Item *item, const Mod *so_that)
{
    const Mod *low = item_mod(item, MOD_FROM), *high = item_mod(item, MOD_UNTIL);
    strbuf_puts(out, item_mod(item, MOD_HIGHEST) ? "högsta " : "lägsta ");
    expr_print(out, item->value);
    if (low && high) {
        strbuf_puts(out, " mellan ");
        expr_print(out, low->value);
        strbuf_puts(out, " och ");
        expr_print(out, high->value);
    }
    put_so_that(out, so_that->value);
}

/* till minst 82 %: the bound stands between the keyword and the value. */
static void put_to(StrBuf *out, const Item *item, const Mod *to)
{
    strbuf_puts(out, " till ");
    print_bound(out, item->bound);
    expr_print(out, to->value);
    if (item->value2) {
        strbuf_puts(out, " och ");
        expr_print(out, item->value2);
    }
}

void scenario_item_print(StrBuf *out, const Item *item)
{
    const Mod *so_that = item_mod(item, MOD_SO_THAT), *level = item_mod(item, MOD_ON);
    if (so_that) {
        put_seek(out, item, so_that);
        return;
    }
    if (level) {             /* gräns för gul i behörighet */
        strbuf_puts(out, "gräns för ");
        expr_print(out, level->value);
        strbuf_puts(out, " i ");
        expr_print(out, item->value->as.for_.scope);
    } else {
        expr_print(out, item->value);
    }
    for (VEC_EACH(const Mod, mod, &item->mods)) {
        if (mod->kind == MOD_UNTIL)
            put_to(out, item, mod);
        else if (mod->kind != MOD_ON)
            print_mod(out, mod, false);
    }
}
