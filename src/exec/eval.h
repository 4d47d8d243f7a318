/* eval.h: the cell machine: steps of the plan, computed on demand for contexts and remembered. Shared by the files of exec. */
#ifndef STYR_EXEC_EVAL_H
#define STYR_EXEC_EVAL_H

#include "exec/atom_runs.h"
#include "exec/bodies.h"
#include "exec/exec.h"

#define EVAL_MAX_DEPTH 600       /* nested steps */
#define EVAL_MAX_ENTRIES ((size_t)8000000)
#define REASONS_KEPT 20

/* ---- contexts ---- */

/* Whose figures, which period, which vintages (the cut-off), and the value of the column that contexts run over (key + 1, 0: none). */
typedef struct Context {
    Who who;
    bool only;
    uint32_t body;               /* WHO_BODY */
    Period period;
    Date cutoff;
    uint32_t key;
    bool has_since; Date since;  /* inside `kräver att`: the last day of the period in which the requirement arose */
    int stride;                  /* one measurement period, where the period is stretched: months, days negated; 0: the period's own length */
} Context;
typedef uint32_t ContextId;

typedef struct ContextKey { size_t table, column; int64_t value; uint8_t state; Str text; } ContextKey;

/* ---- values ---- */

typedef struct ReasonSet { size_t count; const Reason *items[REASONS_KEPT]; } ReasonSet;

typedef enum ValueKind { VALUE_NUMBER, VALUE_TRUTH, VALUE_LEVEL, VALUE_TEXT, VALUE_PERIOD, VALUE_BODY } ValueKind;
typedef struct Value {
    ValueKind kind;
    ResultState state;           /* truth values are never missing: they are unknown */
    Num number;
    Truth truth;
    const Scale *scale; size_t level;    /* VALUE_LEVEL; NO_INDEX: none */
    bool not_assessable;
    Str text;
    Period period;
    size_t body;                 /* NO_INDEX: kommunen */
    const ReasonSet *reasons;    /* why missing, not applicable or unknown; NULL for none */
} Value;

/* What an aggregate saw. */
typedef struct Detail {
    size_t rows, unknown, missing, not_applicable;
    const char *file; uint32_t line_first, line_last;
    Str note[2];
    bool has_own; Context own;   /* the context that was really looked at, where it is another */
} Detail;

typedef struct Use { uint32_t step; ContextId context; } Use;
typedef struct Assessed Assessed;

typedef struct Entry {
    uint32_t step;
    ContextId context;
    bool busy;
    uint32_t walked;                     /* the last walk that came by: see Evaluator.walks */
    Value value;
    const Use *uses; size_t use_count;   /* what it was computed from, in order */
    Detail *detail;
    const Assessed *assessed;            /* LEVEL, GOAL */
} Entry;

/* The assessment of an indicator or goal in a context. */
struct Assessed {
    size_t level;                /* NO_INDEX: none */
    bool not_assessable, exempt;
    const ReasonSet *reasons;
    size_t decided_case;         /* the case that held, NO_INDEX */
    size_t target;               /* the target that applied, NO_INDEX */
    Comparison compared;
    bool has_margin; Num margin; size_t margin_to;
    const Judgement *judgement;  /* by people: it gives the level, or stands beside it; NULL: none */
    const Assessed *measured;    /* where it gives the level: what the figures say, NULL if they say nothing */
};

/* ---- tables ---- */

/* Of one own body: the vintage and (for stocks) the time that count, and which months of the context's period its rows cover (bit 0: the first). */
typedef struct Pick { bool seen; uint32_t vintage, time; uint64_t months; } Pick;
typedef struct Presence { uint32_t slot, time, vintage; } Presence;
typedef struct CellRef { int64_t split; uint32_t slot, time, cell; uint8_t truth; } CellRef;
/* By split value, own body, and the first day of the time; those without a time stand first. */
typedef struct CellIndex { size_t filter, split; CellRef *cells; size_t count; } CellIndex;

/* Of a dense cube: the atoms that each filter takes, and the times within the latest period that was asked for. */
typedef struct DenseRuns { bool made; AtomRuns yes, unknown; Period period; uint32_t *times; size_t time_count; uint8_t *asked; /* by time: its rows were */ } DenseRuns;

typedef struct TableRun {
    const Table *table;
    const ScanPlan *scan;
    const TableData *data;       /* NULL: unreadable, or not used */
    ScanInput input;
    Cube cube;
    Presence *presence; size_t presence_count;  /* rows under the table's own condition; sorted */
    bool *ever;                  /* by slot: has rows in some period */
    VEC(CellIndex *) indexes;
    DenseRuns dense;
    Map picks;                   /* context -> Pick[] */
    bool asked;                  /* some aggregate was computed; none is where all that uses the table is exempt or not in force */
    size_t used;                 /* rows that some aggregate saw */
} TableRun;

/* How many calendar months a period has; 0 when it has more than 64 or is no whole months. */
unsigned period_months(Period period);

/* ---- the evaluator ---- */

typedef struct Frame { VEC(Use) uses; } Frame;
struct Evaluator {
    Arena *arena;
    const Model *model;
    const Plan *plan;
    Diags *diags;
    RunOptions options;
    uint32_t walks;                      /* walks over entries, numbered */
    const Backend *backend;
    TableRun *tables;
    VEC(Context) contexts; Map context_ids;
    VEC(ContextKey) keys; Map key_ids;
    VEC(Given) given;
    Map over_groups;             /* step and context, whoever's -> what was computed over a group (eval_groups.c) */
    Map fixed;                   /* step and context -> Value: what eval_fix has settled */
    Entry **slots; size_t slot_count, entry_count;
    Frame *frame;
    int depth;
    bool too_deep;
    Map duty_lists;              /* hållpunkt and body -> DutyList */
    Map log_by_name; bool log_made;      /* rows of utfört by what they name (duty_log.c) */
    int duty_year;               /* duties are made of the years around it */
    Map reasons;                 /* content -> Reason */
    const struct Judgements *judgements;     /* made on first use (judgements.h) */
    Map role_rows;               /* role -> RoleRows, made on first use (roles.h) */
    Map steps_seen;              /* what the derivation under way has shown already */
};

/* ---- contexts (context.c) ---- */

ContextId context_id(Evaluator *ev, Context context);
const Context *context_of(const Evaluator *ev, ContextId id);
Context context_body(size_t body, Period period);
Context context_all(Who who, Period period);
/* Context.key of a value of the column (contexts.c). */
uint32_t context_key(Evaluator *ev, size_t table, size_t column, int64_t value);
/* The context moved: a negative count looks back. False when the calendar ends. */
bool context_shift_months(const Context *context, int months, Context *out);
bool context_shift_days(const Context *context, int days, Context *out);
bool context_shift_periods(const Context *context, int count, Context *out);
/* The context over another stretch of time; a measurement period stays what it was. */
Context context_stretched(const Context *context, Period period);
/* Where an indicator (rule) is seen from a context: its own body and period. */
Context context_seen(const Evaluator *ev, const Context *from, const Contexts *contexts, Grain grain, Reference reference);
/* The period that an indicator was last to be measured in; stale says that it is an older one. */
Period measured_period(const Indicator *indicator, Period latest, bool *stale);
Str context_body_name(const Evaluator *ev, const Context *context);      /* "BUN", "kommunen" */
Str context_body_title(const Evaluator *ev, const Context *context, Lang lang);
Str period_text(Evaluator *ev, Period period, Lang lang);
Grain grain_or_month(Grain grain);

/* ---- evaluation (eval.c) ---- */

const Entry *eval(Evaluator *ev, uint32_t step, ContextId context);
Value value_of(Evaluator *ev, uint32_t step, ContextId context);
/* The entry being computed, to hang details on. */
Detail *detail_of(Evaluator *ev, Entry *entry);
/* The step is not computed in the context but has this value: how a proof tries what it has found. To be called before anything is evaluated. */
void eval_fix(Evaluator *ev, uint32_t step, ContextId context, Value value);

typedef Value (*EvalFunction)(Evaluator *ev, const PlanStep *step, ContextId context, Entry *entry);

Value value_number(Num number);
Value value_truth(Truth truth, const ReasonSet *reasons);
Value value_missing(ValueKind kind, const ReasonSet *reasons);
Value value_not_applicable(ValueKind kind, const ReasonSet *reasons);
ValueKind value_kind(const PlanStep *step);      /* of the step's type */
bool value_ok(const Value *value);

/* A value as people and machines read it, in the unit of type; shown as the indicator's own unit where it is the same. */
Quantity quantity_of(Evaluator *ev, const Value *value, Type type, const Indicator *shown);
Quantity quantity_number(Evaluator *ev, Num number, Type type, const Indicator *shown);
/* Of a scale's level seen from another scale; NO_INDEX when it has no counterpart. */
size_t level_folded(const Scale *from, size_t level, const Scale *to);

/* ---- reasons (reasons.c) ---- */

typedef enum ReasonCode {
#define REASON(member, code, sv, en) REASON_##member,
#include "exec/reasons.def"
#undef REASON
    REASON_COUNT
} ReasonCode;
/* A set of one. name is {0}, extra {3} (the Swedish and the English text; extra_en NULL: the same); {1} and {2} are the body and period of the context. */
const ReasonSet *reason(Evaluator *ev, ReasonCode code, const Context *context, Str name, const char *extra, const char *extra_en);
const ReasonSet *reasons_join(Evaluator *ev, const ReasonSet *a, const ReasonSet *b);
ReasonVec reasons_list(Evaluator *ev, const ReasonSet *set);
bool reasons_have(const ReasonSet *set, ReasonCode code);
Str expr_text(Evaluator *ev, const Expr *expr);
/* "prognos.csv rad 5" in both languages, for extra. */
const char *line_text(Evaluator *ev, const char *file, uint32_t line, Lang lang);

/* ---- tables (cube.c, aggregates.c) ---- */

/* What is asked of a table; then its scan, and what that took; then what is read off the cube at once. */
void table_begin(Evaluator *ev, size_t table, const TableData *data);
void table_scan(Arena *arena, const ScanInput *input, Cube *cube);
void table_finish(Evaluator *ev, size_t table);
/* Its tables are begun, and none is scanned. */
Evaluator *evaluator_new(Arena *arena, const EvaluatorAsked *asked, const RunOptions *options);
const Pick *table_pick(Evaluator *ev, TableRun *run, ContextId context);
/* The picks of a context that saw every slot; those of any other context are the same for the slots that it sees, and none for the rest. */
Pick *table_picks(Evaluator *ev, const TableRun *run, Period period, Date cutoff);
/* Why a sum lacks figures in the context: those of a body below, or of some months of its period. NULL: it does not. picks are the context's. */
const ReasonSet *table_lacking(Evaluator *ev, const TableRun *run, const Aggregate *aggregate, const Context *context, const Pick *picks);
bool table_lacks(const Evaluator *ev, const TableRun *run, const Aggregate *aggregate, const Context *context, const Pick *picks);
/* The cells where the filter is yes or unknown, of a cube that is listed now if it was not. split: a column of the table, or NO_INDEX. */
const CellIndex *table_cells(Evaluator *ev, TableRun *run, size_t filter, size_t split);
/* The place in the index of the first of cells[first..end), which have one split value, with the body and a time from the day on. The table has times. */
size_t table_cell_from(const TableRun *run, const CellIndex *index, size_t first, size_t end, uint32_t slot, Date day);

/* ---- assessments (assess.c, goals.c), exemptions (valid.c) ---- */

const Assessed *assess_indicator(Evaluator *ev, size_t indicator, ContextId context);
const Assessed *assess_goal(Evaluator *ev, size_t goal, ContextId context);
/* The attained share of a goal: the mean by weight. */
Value goal_share(Evaluator *ev, size_t goal, ContextId context);
/* The target that is judged in the period, or NO_INDEX. */
size_t target_of(const Indicator *indicator, Period period);
/* Is the context about a body of the scope, or below one? kommunen and koncernen cover themselves only. */
bool scope_covers(Evaluator *ev, const Expr *scope, const Context *context);
bool within_validity(const Common *common, Period period);
/* Why the declaration does not apply in the context: an exemption that covers it (said of `name`, with the context `about` or NULL), or something that the
 * body's own part has in its place. NULL when it does apply. */
const ReasonSet *exempt_reason(Evaluator *ev, const Decl *decl, const Context *context, const Context *about, Str name);
/* Whether there is such a reason. */
bool is_exempt(Evaluator *ev, const Decl *decl, const Context *context);
/* Another declaration has taken its place for the context's body (ersätter … med stöd av). */
bool is_replaced(Evaluator *ev, const Decl *decl, const Context *context);

/* The context in which a goal is assessed as of a day: its first responsible body, else kommunen. */
Context goal_context(const Evaluator *ev, size_t goal, Date as_of);

/* ---- derivations (steps.c) ---- */

/* Starts the derivation of another result: nothing has been shown of it. */
void steps_begin(Evaluator *ev);
void steps_of(Evaluator *ev, uint32_t step, ContextId context, int depth, const Indicator *shown, StepVec *out);
void steps_add(Evaluator *ev, StepVec *out, Step step);
Str place_text(Evaluator *ev, Span span);

#endif
