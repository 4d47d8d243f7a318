/* solver.c: Z3 behind five functions of its C interface, spoken to in SMT-LIB text. Nothing of Z3 is needed where styr is built. */
#include "prove/solver.h"

#include <dlfcn.h>

/* What a slow machine does in a second, in Z3's own units (rlimit). */
#define STEPS_A_SECOND ((size_t)400000)
#define CLOCK_FACTOR 10
/* A second try gets a fifth. */
#define HURRY 5

struct Solver {
    void *library, *context; /* context: of the question under way; what one has spent of its steps is counted for those after it */
    const char *(*evaluate)(void *context, const char *text);
    void (*free_context)(void *context);
    Str name;
    int seconds;
    bool cut;
    bool stale;              /* the last assertion was taken back: what was found before it has to be found again */
    Arena *arena;
};

/* ---- opening ---- */

/* POSIX lets a symbol be a function; ISO C has no cast for it. */
#define FIND(library, function, name) (*(void **)&(function) = dlsym((library), (name)))

static const char *const names[] = {"libz3.so.4", "libz3.so", "libz3.so.4.8", "libz3.so.4.12", "libz3.so.4.13"};

static void *open_library(void)
{
    void *library = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    return library;
}

static void *make_context(void *library)
{
    void *(*make_config)(void), *(*make)(void *config);
    void (*free_config)(void *config), (*on_error)(void *context, void *handler);
    if (!FIND(library, make_config, "Z3_mk_config") || !FIND(library, make, "Z3_mk_context") || !FIND(library, free_config, "Z3_del_config") ||
        !FIND(library, on_error, "Z3_set_error_handler"))
        return NULL;
    void *config = make_config();
    void *context = make(config);
    free_config(config);
    if (context)
        on_error(context, NULL);     /* an error is an answer like another: the program is not to end */
    return context;
}

static Str name_of(Arena *arena, void *library)
{
    const char *(*version)(void);
    if (!FIND(library, version, "Z3_get_full_version"))
        return STR_LIT("Z3");
    Str text = str_of(version());
    bool named = str_starts(text, STR_LIT("Z3"));
    return str_of(arena_printf(arena, named ? STR_FMT : "Z3 " STR_FMT, STR_ARG(text)));
}

/* WITHOUT_Z3: ./configure --without-z3. */
static bool is_forbidden(void)
{
#ifdef WITHOUT_Z3
    return true;
#else
    return false;
#endif
}

Solver *solver_open(Arena *arena, int seconds)
{
    void *library = is_forbidden() ? NULL : open_library();
    if (!library)
        return NULL;
    Solver *solver = ARENA_NEW(arena, Solver);
    *solver = (Solver){.library = library, .seconds = seconds, .arena = arena, .name = name_of(arena, library)};
    if (FIND(library, solver->evaluate, "Z3_eval_smtlib2_string") && FIND(library, solver->free_context, "Z3_del_context"))
        solver->context = make_context(library);
    return solver->context ? solver : NULL;
}

void solver_close(Solver *solver)
{
    if (solver && solver->context)
        solver->free_context(solver->context);
}

Str solver_name(const Solver *solver)
{
    return solver->name;
}

/* ---- asking ---- */

static Str evaluate(Solver *solver, const StrBuf *text)
{
    return str_trim(str_of(solver->evaluate(solver->context, text->s)));
}

static Answer answer_of(Solver *solver, Str said)
{
    solver->cut = false;
    if (str_eqz(said, "sat"))
        return ANSWER_YES;
    if (str_eqz(said, "unsat"))
        return ANSWER_NO;
    Str why = str_of(solver->evaluate(solver->context, "(get-info :reason-unknown)"));
    solver->cut = str_find(why, STR_LIT("resource"), 0) != (size_t)-1 || str_find(why, STR_LIT("timeout"), 0) != (size_t)-1 ||
                  str_find(why, STR_LIT("cancel"), 0) != (size_t)-1;
    return ANSWER_UNKNOWN;
}

static bool begin(Solver *solver)
{
    if (solver->context)
        solver->free_context(solver->context);
    solver->context = make_context(solver->library);
    return solver->context != NULL;
}

Answer solver_ask(Solver *solver, const Script *script)
{
    StrBuf text = {0};
    size_t part = script->hurried ? HURRY : 1;
    if (script->too_large || !begin(solver))
        return ANSWER_UNKNOWN;
    strbuf_printf(&text, "(set-option :rlimit %zu)(set-option :timeout %d)(set-option :smt.random_seed 1)(set-option :sat.random_seed 1)(set-option :nlsat.seed 1)\n",
                  STEPS_A_SECOND * (size_t)solver->seconds / part, solver->seconds * 1000 * CLOCK_FACTOR / (int)part);
    strbuf_put(&text, strbuf_str(&script->text));
    strbuf_put(&text, strbuf_str(&script->beside));
    strbuf_put(&text, strbuf_str(&script->asserted));
    strbuf_puts(&text, "(check-sat)");
    Answer answer = answer_of(solver, evaluate(solver, &text));
    solver->stale = false;
    strbuf_free(&text);
    return answer;
}

Answer solver_also(Solver *solver, Str formula, bool keep)
{
    StrBuf text = {0};
    strbuf_printf(&text, "(push)(assert " STR_FMT ")(check-sat)", STR_ARG(formula));
    Answer answer = answer_of(solver, evaluate(solver, &text));
    strbuf_free(&text);
    solver->stale = !keep || answer != ANSWER_YES;
    if (solver->stale)
        solver->evaluate(solver->context, "(pop)");
    return answer;
}

/* ---- values ---- */

/* "((v3 5.0))" without what stands around the value. */
static Str value_text(Solver *solver, Term unknown)
{
    StrBuf text = {0};
    if (solver->stale)
        solver->evaluate(solver->context, "(check-sat)");
    solver->stale = false;
    strbuf_printf(&text, "(get-value (" STR_FMT "))", STR_ARG(unknown));
    Str said = evaluate(solver, &text);
    strbuf_free(&text);
    size_t before = unknown.n + 3;               /* "((v3 " */
    if (said.n < before + 2 || !str_starts(said, STR_LIT("((")) || !str_ends(said, STR_LIT("))")))
        return STR_LIT("");
    return str_trim((Str){said.s + before, said.n - before - 2});
}

bool solver_number(Solver *solver, Term unknown, Num *out)
{
    return number_read(value_text(solver, unknown), out);
}

bool solver_truth(Solver *solver, Term unknown)
{
    return str_eqz(value_text(solver, unknown), "true");
}

bool solver_was_cut(const Solver *solver)
{
    return solver->cut;
}
