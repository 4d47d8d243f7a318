/* test_update.c: `styr testa --uppdatera`: what came out is written in place of what was expected, where the two are of the same kind. */
#include "cmd/test.h"

#include <stdlib.h>

#include "base/file.h"

/* ---- what stands in the rule file for a result ---- */

/* The unit, as it was written behind the number. */
static Str unit_behind(Span span)
{
    Str text = {span.src->text.s + span.start, span.end - span.start};
    size_t at = 0;
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] >= '0' && text.s[i] <= '9')
            at = i + 1;
    return (Str){text.s + at, text.n - at};
}

/* In the unit that was written, with a decimal comma. False when no six decimals hold it. */
static bool put_number(StrBuf *out, Num number, Fix factor, Span written)
{
    Num shown;
    if (!num_div(number, num_of_fix(factor ? factor : FIX_ONE), &shown) || !num_is_fix(shown))
        return false;
    StrBuf plain = {0};
    num_print_plain(&plain, shown);
    for (size_t i = 0; i < plain.n; i++)
        strbuf_putc(out, plain.s[i] == '.' ? ',' : plain.s[i]);
    strbuf_free(&plain);
    strbuf_put(out, unit_behind(written));
    return true;
}

static bool put_truth(StrBuf *out, int truth)
{
    static const char *const words[] = {[TRUTH_NO] = "nej", [TRUTH_YES] = "ja", [TRUTH_UNKNOWN] = "okänt"};
    strbuf_puts(out, words[truth]);
    return true;
}

static const Expr *number_of(const Expr *expr)
{
    const Expr *number = expr->kind == EXPR_UNARY ? expr->as.unary.x : expr;
    return number->kind == EXPR_NUMBER ? number : NULL;
}

static bool put_value(StrBuf *out, const TestRunner *runner, const Expr *wanted, const Expected *result)
{
    const Quantity *value = &result->value;
    if (value->state == RESULT_MISSING && value->type != RESULT_TRUTH)
        strbuf_puts(out, "saknas");
    else if (value->state == RESULT_NOT_APPLICABLE)
        strbuf_puts(out, "ej tillämplig");
    else if (value->type == RESULT_TRUTH)
        return put_truth(out, value->state == RESULT_VALUE ? value->truth : TRUTH_UNKNOWN);
    else if ((wanted->kind == EXPR_NAME || wanted->kind == EXPR_WORD) && result->level_rank >= 0)
        strbuf_put(out, result->level.text);
    else if (number_of(wanted) && value->type == RESULT_NUMBER && value->state == RESULT_VALUE) {
        const ExprInfo *info = model_info(runner->model, number_of(wanted));
        return put_number(out, value->number, info ? info->factor : FIX_ONE, wanted->span);
    } else
        return false;
    return true;
}

void update_note(TestRunner *runner, const Expr *wanted, const Expected *result, Check *check)
{
    StrBuf text = {0};
    if (!runner->update || check->passed || !wanted->span.src || wanted->span.src->library)
        return;
    if (put_value(&text, runner, wanted, result)) {
        vec_push(runner->arena, &runner->edits, (TestEdit){wanted->span, str_dup(runner->arena, strbuf_str(&text))});
        check->updated = true;
    }
    strbuf_free(&text);
}

void update_note_condition(TestRunner *runner, const Expr *whole, const Expected *subject, Check *check)
{
    if (whole->kind == EXPR_IS && !whole->as.is.negated && whole->as.is.form == IS_EXACTLY && whole->as.is.level)
        update_note(runner, whole->as.is.level, subject, check);
    else if (whole->kind == EXPR_BINARY && whole->as.binary.op == OP_EQ && number_of(whole->as.binary.y))
        update_note(runner, whole->as.binary.y, subject, check);
}

/* ---- the files ---- */

static int compare_edits(const void *left, const void *right)
{
    const TestEdit *a = left, *b = right;
    if (a->span.src != b->span.src)
        return a->span.src < b->span.src ? -1 : 1;
    return (a->span.start > b->span.start) - (a->span.start < b->span.start);
}

/* What stands in the file before the text (a byte-order mark). False when the file is no longer the one that was read. */
static bool put_mark(TestRunner *runner, const Source *src, StrBuf *out)
{
    Str now;
    if (file_read(runner->arena, src->path, (size_t)64 << 20, &now, NULL) != FILE_OK || !str_ends(now, src->text) || now.n > src->text.n + 3)
        return false;
    strbuf_put(out, (Str){now.s, now.n - src->text.n});
    return true;
}

/* Writes one file with edits first … last, in the order of their places. */
static bool write_file(TestRunner *runner, const TestEdit *edits, size_t count)
{
    const Source *src = edits->span.src;
    StrBuf text = {0};
    size_t at = 0;
    const char *detail = "";
    if (!put_mark(runner, src, &text)) {
        command_error(runner->command, S0905, src->name);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        strbuf_put(&text, (Str){src->text.s + at, edits[i].span.start - at});
        strbuf_put(&text, edits[i].text);
        at = edits[i].span.end;
    }
    strbuf_put(&text, (Str){src->text.s + at, src->text.n - at});
    bool written = file_write(src->path, strbuf_str(&text), &detail);
    strbuf_free(&text);
    if (!written)
        command_error(runner->command, S0907, src->name, detail);
    return written;
}

bool updates_write(TestRunner *runner)
{
    bool good = true;
    if (runner->edits.count)
        qsort(runner->edits.items, runner->edits.count, sizeof *runner->edits.items, compare_edits);
    for (size_t i = 0, count; i < runner->edits.count; i += count) {
        const TestEdit *first = &runner->edits.items[i];
        for (count = 1; i + count < runner->edits.count && first[count].span.src == first->span.src; count++)
            ;
        good = write_file(runner, first, count) && good;
    }
    return good;
}
