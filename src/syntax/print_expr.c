/* print_expr.c: expressions back to text, with the parentheses that are needed. Called by print.c and wherever an expression is shown. */
#include "syntax/print.h"

#include "base/utf8.h"

/* How tightly a form binds: the strata of the grammar. */
enum { PREC_OR = 1, PREC_AND, PREC_NOT, PREC_COMPARE, PREC_SUM, PREC_TERM, PREC_UNARY, PREC_POSTFIX, PREC_PRIMARY };

static int binary_prec(BinaryOp op)
{
    switch (op) {
    case OP_OR: return PREC_OR;
    case OP_AND: return PREC_AND;
    case OP_EQ: case OP_NE: case OP_LT: case OP_LE: case OP_GT: case OP_GE: case OP_BETTER: case OP_WORSE: return PREC_COMPARE;
    case OP_ADD: case OP_SUB: return PREC_SUM;
    case OP_MUL: case OP_DIV: return PREC_TERM;
    }
    return PREC_PRIMARY;
}

static int expr_prec(const Expr *expr)
{
    switch (expr->kind) {
    case EXPR_BINARY:
        return binary_prec(expr->as.binary.op);
    case EXPR_UNARY:
        return expr->as.unary.op == OP_NEG ? PREC_UNARY : expr->as.unary.op == OP_NOT ? PREC_NOT : PREC_COMPARE;
    case EXPR_BETWEEN: case EXPR_IN: case EXPR_IS:
        return PREC_COMPARE;
    case EXPR_QUANTIFIED:
        return PREC_NOT;
    case EXPR_FOR:
        return PREC_POSTFIX;
    case EXPR_NUMBER: case EXPR_TEXT: case EXPR_TIME: case EXPR_MISSING: case EXPR_NOT_APPLICABLE: case EXPR_TRUTH: case EXPR_NAME: case EXPR_MEMBER:
    case EXPR_CALL: case EXPR_RANGE: case EXPR_LIST: case EXPR_SCOPE: case EXPR_WORD: case EXPR_POINT: case EXPR_COUNT:
        break;
    }
    return PREC_PRIMARY;
}

/* Those that are needed, and those that the writer set around something compound: they are there for the reader. */
static bool takes_parens(const Expr *expr, int least)
{
    return expr_prec(expr) < least || (expr->parens && expr_prec(expr) < PREC_PRIMARY);
}

static void put(StrBuf *out, const Expr *expr, int least)
{
    bool parens = takes_parens(expr, least);
    if (parens)
        strbuf_putc(out, '(');
    expr_print(out, expr);
    if (parens)
        strbuf_putc(out, ')');
}

void print_text(StrBuf *out, Str text)
{
    strbuf_putc(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '"' || text.s[i] == '\\')
            strbuf_putc(out, '\\');
        if (text.s[i] == '\n')
            strbuf_puts(out, "\\n");
        else
            strbuf_putc(out, text.s[i]);
    }
    strbuf_putc(out, '"');
}

/* A name that was written 'so' keeps its apostrophes: without them it might be a keyword. */
void print_name(StrBuf *out, Str name, Span span)
{
    Str written = span_text(span);
    bool quoted = written.n && (written.s[0] == '\'' || str_starts(written, STR_LIT("\xE2\x80")));
    if (quoted)
        strbuf_putc(out, '\'');
    strbuf_put(out, name);
    if (quoted)
        strbuf_putc(out, '\'');
}

/* The number as written, with plain blanks between its groups: 21,90 keeps its zero. */
static void put_number(StrBuf *out, const Expr *expr)
{
    Str written = span_text(expr->span);
    if (written.n == 0 || written.s[0] < '0' || written.s[0] > '9') {
        fix_print_plain(out, expr->as.number.value);
        return;
    }
    for (size_t i = 0; i < written.n; i++) {
        char c = written.s[i];
        bool digit = c >= '0' && c <= '9', more = i + 1 < written.n;
        if (digit || (c == ',' && more && written.s[i + 1] >= '0' && written.s[i + 1] <= '9'))
            strbuf_putc(out, c);
        else if (expr->as.number.grouped && (unsigned char)c != 0xA0 && c != ' ' && (c & 0x80) == 0)
            break;
        else if (!expr->as.number.grouped)
            break;
        else if (more && written.s[i + 1] >= '0' && written.s[i + 1] <= '9')
            strbuf_putc(out, ' ');
    }
    if (expr->as.number.unit.n)
        strbuf_printf(out, " " STR_FMT, STR_ARG(expr->as.number.unit));
}

static void put_time(StrBuf *out, const Expr *expr)
{
    switch (expr->as.time.form) {
    case TIME_PERIOD:
        period_print(out, expr->as.time.period);
        return;
    case TIME_DAY_OF_YEAR:
        strbuf_printf(out, "%d %s", expr->as.time.day, month_name(expr->as.time.month, false));
        return;
    case TIME_MONTHS:
        strbuf_puts(out, month_name(expr->as.time.month, false));
        if (expr->as.time.month_to != expr->as.time.month)
            strbuf_printf(out, "–%s", month_name(expr->as.time.month_to, false));
        return;
    case TIME_MANDATE:
        strbuf_puts(out, "mandatperioden");
        return;
    }
}

/* 2023–2026 and 3000..3999: the writer's choice stays. */
static const char *range_mark(const Expr *expr)
{
    const char *mark = expr->span.src->text.s + expr->as.range.low->span.end;
    return (unsigned char)*mark == 0xE2 ? "–" : "..";
}

/* `är minst` and >= mean the same; the writer's choice stays. */
static const char *op_text(const Expr *expr)
{
    static const char *const symbols[] = {
#define X(member, text) text,
        BINARY_OPS(X)
#undef X
    };
    Str written = span_text(expr->as.binary.op_span);
    bool words = written.n && (unsigned char)written.s[0] >= 'A' && (unsigned char)written.s[0] != 0xE2;
    switch (expr->as.binary.op) {
    case OP_GE: return words ? "är minst" : ">=";
    case OP_LE: return words ? "är högst" : "<=";
    case OP_GT: return words ? "är över" : ">";
    case OP_LT: return words ? "är under" : "<";
    case OP_OR: case OP_AND: case OP_EQ: case OP_NE: case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV: case OP_BETTER: case OP_WORSE:
        break;
    }
    return symbols[expr->as.binary.op];
}

static void put_binary(StrBuf *out, const Expr *expr)
{
    int prec = binary_prec(expr->as.binary.op);
    bool compare = prec == PREC_COMPARE;
    put(out, expr->as.binary.x, compare ? PREC_SUM : prec);
    strbuf_printf(out, " %s ", op_text(expr));
    put(out, expr->as.binary.y, prec + 1);
}

static void put_unary(StrBuf *out, const Expr *expr)
{
    switch (expr->as.unary.op) {
    case OP_NEG:
        strbuf_putc(out, '-');
        put(out, expr->as.unary.x, PREC_UNARY);
        return;
    case OP_NOT:
        strbuf_puts(out, "inte ");
        put(out, expr->as.unary.x, PREC_NOT);
        return;
    case OP_EXISTS:
        strbuf_puts(out, "finns ");
        put(out, expr->as.unary.x, PREC_SUM);
        return;
    }
}

void print_list(StrBuf *out, const ExprVec *list, const char *separator)
{
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            strbuf_puts(out, separator);
        expr_print(out, list->items[i]);
    }
}

static void put_call(StrBuf *out, const Expr *expr)
{
    strbuf_put(out, expr->as.call.name);
    strbuf_putc(out, '(');
    print_list(out, &expr->as.call.args, "; ");
    if (expr->as.call.where) {
        strbuf_puts(out, " där ");
        expr_print(out, expr->as.call.where);
    }
    if (expr->as.call.weight) {
        strbuf_puts(out, " vägt med ");
        expr_print(out, expr->as.call.weight);
    }
    strbuf_putc(out, ')');
}

static void put_in(StrBuf *out, const Expr *expr)
{
    const ExprVec *items = &expr->as.in.items;
    const Expr *only = items->count == 1 ? items->items[0] : NULL;
    bool year = only && only->kind == EXPR_NUMBER && !only->as.number.unit.n;
    bool bare = only && (year || only->kind == EXPR_RANGE || only->kind == EXPR_NAME || only->kind == EXPR_MEMBER || only->kind == EXPR_TEXT || only->kind == EXPR_TIME);
    put(out, expr->as.in.x, PREC_SUM);
    strbuf_puts(out, expr->as.in.negated ? " inte i " : " i ");
    strbuf_puts(out, bare ? "" : "(");
    print_list(out, items, "; ");
    strbuf_puts(out, bare ? "" : ")");
}

static void put_form(StrBuf *out, IsForm form)
{
    if (form == IS_OR_BETTER)
        strbuf_puts(out, " eller bättre");
    if (form == IS_OR_WORSE)
        strbuf_puts(out, " eller sämre");
}

static void put_is(StrBuf *out, const Expr *expr)
{
    put(out, expr->as.is.x, PREC_SUM);
    if (expr->as.is.form == IS_TRIGGERED)
        strbuf_puts(out, expr->as.is.negated ? " utlöses inte" : " utlöses");
    if (expr->as.is.form == IS_NOT_ASSESSABLE)
        strbuf_puts(out, " är ej bedömbar");
    if (!expr->as.is.level)
        return;
    strbuf_puts(out, expr->as.is.negated ? " är inte " : " är ");
    expr_print(out, expr->as.is.level);
    put_form(out, expr->as.is.form);
}

static void put_quantified(StrBuf *out, const Expr *expr)
{
    static const char *const words[] = {"alla", "ingen", "minst ", "högst ", "exakt ", "minst hälften"};
    strbuf_puts(out, words[expr->as.quantified.quant]);
    if (expr->as.quantified.number)
        expr_print(out, expr->as.quantified.number);
    if (expr->as.quantified.set) {
        /* alla indikatorer, men ingen av indikatorer */
        bool all = expr->as.quantified.quant == QUANT_ALL && !expr->as.quantified.where && expr->as.quantified.set->kind == EXPR_NAME;
        strbuf_puts(out, all ? " " : " av ");
        expr_print(out, expr->as.quantified.set);
    }
    if (expr->as.quantified.where) {
        strbuf_puts(out, " där (");
        expr_print(out, expr->as.quantified.where);
        strbuf_putc(out, ')');
    }
    if (expr->as.quantified.is_level) {
        strbuf_puts(out, " är ");
        expr_print(out, expr->as.quantified.is_level);
        put_form(out, expr->as.quantified.form);
    }
    if (expr->as.quantified.has) {
        strbuf_puts(out, " har ");
        put(out, expr->as.quantified.has, PREC_NOT);
    }
}

void print_scope(StrBuf *out, const Expr *expr)
{
    strbuf_puts(out, expr->as.scope.each ? "varje " : "");
    strbuf_puts(out, expr->as.scope.only ? "enbart " : "");
    expr_print(out, expr->as.scope.name);
}

static const char *shift_word(int years)
{
    static const char *const words[] = {"tre år före", "två år före", "året före", "", "året efter", "två år efter", "tre år efter"};
    return words[years + 3];
}

static void put_joined(StrBuf *out, const char *word, const Expr *expr)
{
    strbuf_puts(out, word);
    expr_print(out, expr);
}

static void print_point(StrBuf *out, const Expr *expr)
{
    static const char *const leads[] = {
#define X(member, text) text,
        POINT_FORMS(X)
#undef X
    };
    const PointForm form = expr->as.point.form;
    if (expr->as.point.length) {
        expr_print(out, expr->as.point.length);
        strbuf_puts(out, form == POINT_BEFORE ? " före " : " efter ");
    }
    strbuf_puts(out, leads[form]);
    if (form == POINT_MEETING && expr->as.point.x)
        strbuf_puts(out, " i ");
    if (expr->as.point.x)
        expr_print(out, expr->as.point.x);
    if (form == POINT_SHIFTED)
        strbuf_printf(out, " %s", shift_word(expr->as.point.years));
    if (form == POINT_MEETING_OF)
        strbuf_puts(out, " nästa sammanträde");
    if (expr->as.point.in_year)
        put_joined(out, " ", expr->as.point.in_year);
    if (expr->as.point.after)
        put_joined(out, " efter ", expr->as.point.after);
}

void expr_print(StrBuf *out, const Expr *expr)
{
    static const char *const truths[] = {"nej", "ja", "okänt"};
    switch (expr->kind) {
    case EXPR_NUMBER: put_number(out, expr); return;
    case EXPR_TEXT: print_text(out, expr->as.text); return;
    case EXPR_TIME: put_time(out, expr); return;
    case EXPR_MISSING: strbuf_puts(out, "saknas"); return;
    case EXPR_NOT_APPLICABLE: strbuf_puts(out, "ej tillämplig"); return;
    case EXPR_TRUTH: strbuf_puts(out, truths[expr->as.truth]); return;
    case EXPR_NAME: print_name(out, expr->as.text, expr->span); return;
    case EXPR_WORD: strbuf_put(out, expr->as.text); return;
    case EXPR_MEMBER:
        expr_print(out, expr->as.member.of);
        strbuf_putc(out, '.');
        print_name(out, expr->as.member.name, expr->as.member.name_span);
        return;
    case EXPR_CALL: put_call(out, expr); return;
    case EXPR_UNARY: put_unary(out, expr); return;
    case EXPR_BINARY: put_binary(out, expr); return;
    case EXPR_BETWEEN:
        put(out, expr->as.between.x, PREC_SUM);
        strbuf_puts(out, " är mellan ");
        put(out, expr->as.between.low, PREC_SUM);
        strbuf_puts(out, " och ");
        put(out, expr->as.between.high, PREC_SUM);
        return;
    case EXPR_IN: put_in(out, expr); return;
    case EXPR_IS: put_is(out, expr); return;
    case EXPR_FOR:
        put(out, expr->as.for_.x, PREC_POSTFIX);
        strbuf_puts(out, " för ");
        expr_print(out, expr->as.for_.scope);
        return;
    case EXPR_QUANTIFIED: put_quantified(out, expr); return;
    case EXPR_RANGE:
        expr_print(out, expr->as.range.low);
        strbuf_puts(out, range_mark(expr));
        expr_print(out, expr->as.range.high);
        return;
    case EXPR_LIST: print_list(out, &expr->as.list, ", "); return;
    case EXPR_SCOPE: print_scope(out, expr); return;
    case EXPR_POINT: print_point(out, expr); return;
    case EXPR_COUNT: return;
    }
}

/* ---- expressions too long for their line ---- */

static void put_part(StrBuf *out, const Expr *expr, int least, size_t column)
{
    bool parens = takes_parens(expr, least);
    if (parens)
        strbuf_putc(out, '(');
    expr_print_broken(out, expr, column + parens);
    if (parens)
        strbuf_putc(out, ')');
}

static bool fits(const Expr *expr, size_t column)
{
    StrBuf flat = {0};
    expr_print(&flat, expr);
    bool short_enough = column + utf8_width(strbuf_str(&flat)) <= PRINT_WIDTH;
    strbuf_free(&flat);
    return short_enough;
}

/* Each operator of the outermost kind starts a line: och, eller, + and -, * and /. Those of a tighter kind stand further in.
 * start: where the first line stands; column: where the others do. */
static void put_binary_broken(StrBuf *out, const Expr *expr, size_t start, size_t column)
{
    int prec = binary_prec(expr->as.binary.op);
    const Expr *x = expr->as.binary.x;
    int inner = x->kind == EXPR_BINARY && !x->parens ? binary_prec(x->as.binary.op) : PREC_PRIMARY;
    if (inner == prec)
        put_binary_broken(out, x, start, column);
    else if (inner > prec && inner != PREC_COMPARE && inner != PREC_PRIMARY && !fits(x, start))
        put_binary_broken(out, x, start, column + PRINT_INDENT);
    else
        put_part(out, x, prec, start);
    strbuf_putc(out, '\n');
    strbuf_pad(out, ' ', column);
    const char *op = op_text(expr);
    strbuf_printf(out, "%s ", op);
    put_part(out, expr->as.binary.y, prec + 1, column + utf8_width(str_of(op)) + 1);
}

/* summa(t.x där …: the condition is broken under its own start. */
static void put_call_broken(StrBuf *out, const Expr *expr, size_t column)
{
    size_t from = out->n;
    strbuf_put(out, expr->as.call.name);
    strbuf_putc(out, '(');
    print_list(out, &expr->as.call.args, "; ");
    strbuf_puts(out, " där ");
    expr_print_broken(out, expr->as.call.where, column + utf8_width((Str){out->s + from, out->n - from}));
    strbuf_putc(out, ')');
}

void expr_print_broken(StrBuf *out, const Expr *expr, size_t column)
{
    bool whole = fits(expr, column);
    if (!whole && expr->kind == EXPR_BINARY && binary_prec(expr->as.binary.op) != PREC_COMPARE)
        put_binary_broken(out, expr, column, column);
    else if (!whole && expr->kind == EXPR_CALL && expr->as.call.where)
        put_call_broken(out, expr, column);
    else
        expr_print(out, expr);
}

bool expr_same_text(const Expr *a, const Expr *b)
{
    StrBuf left = {0}, right = {0};
    if (!a || !b)
        return a == b;
    expr_print(&left, a);
    expr_print(&right, b);
    bool same = str_eq(strbuf_str(&left), strbuf_str(&right));
    strbuf_free(&left);
    strbuf_free(&right);
    return same;
}
