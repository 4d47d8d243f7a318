/* parts.h: what the files of grid/ share. A node is one step over one axis of bodies, for all the times in which it is wanted; columns are what
 * it holds in each; instructions fill runs of columns. */
#ifndef STYR_EXEC_GRID_PARTS_H
#define STYR_EXEC_GRID_PARTS_H

#include "exec/eval_parts.h"
#include "exec/grid/grid.h"

#define NO_TIME UINT32_MAX
#define NO_AXIS UINT32_MAX
#define GRID_MAX_DEPTH 200                 /* nested nodes; deeper programs are eval()'s */
#define TREND_MOST 400                     /* periods of one trend */
#define GRID_MAX_COLUMNS ((size_t)1 << 22)

/* ---- times and axes ---- */

/* The part of a context that is about time. */
typedef struct TimePart { Period period; Date cutoff; int stride; } TimePart;

/* How an operand's time follows from the node's own. */
typedef enum MoveKind { MOVE_STAY, MOVE_PERIODS, MOVE_MONTHS, MOVE_BACK, MOVE_STRETCH, MOVE_SEEN_INDICATOR, MOVE_SEEN_RULE } MoveKind;
typedef struct Move {
    MoveKind kind;
    int count;                             /* PERIODS, MONTHS */
    uint32_t step;                         /* BACK, STRETCH: the step that says how far */
    size_t index; Reference reference;     /* SEEN */
    VEC(uint32_t) to;                      /* by time: 0 not yet known, else time + 1, or NO_TIME */
} Move;

typedef struct Axis {
    GridBody *bodies;
    size_t count, width;                   /* width: count, rounded up to whole vectors */
    uint32_t *seen_first, *seen;           /* slots seen by each lane: seen[seen_first[i]] .. seen[seen_first[i + 1]] */
    bool lone;                             /* every lane sees one slot, each its own and in order from the first one's */
} Axis;

/* ---- nodes ---- */

typedef struct Home { GridColumn at; size_t width, count; } Home;       /* columns next to each other; at: the first */
typedef struct ColumnRef { const Home *home; uint32_t place; } ColumnRef;

struct Node;
typedef struct Operand {
    uint32_t step, axis; bool keyed;
    uint32_t move;
    bool unbroken;                         /* no break of the node's series may lie between */
    size_t variant; bool chosen;           /* chosen: only at times whose variant it is (targets) */
    size_t least;                          /* only at times whose variant is at least this (periods of a trend) */
    const uint32_t *gather;                /* by lane of the node: lane of the operand; NULL: the same */
    enum { ROLE_VALUE, ROLE_CASE, ROLE_LIMIT, ROLE_LIMIT2, ROLE_TOLERANCE, ROLE_MEMBER } role;
    struct Node *node;
    VEC(uint32_t) times;                   /* by place in the node's times; NO_TIME: none */
    ColumnRef *columns;                    /* by place in the node's columns */
} Operand;

typedef struct Node {
    uint32_t step, axis; bool keyed;       /* keyed: the key is part of the context */
    bool described, busy, finished, alone; /* alone: not understood here; every lane is asked */
    VEC(uint32_t) times;                   /* wanted; a column each, once finished in the order of time */
    VEC(uint32_t) variants;                /* by column, where it is by_variant: which target, parameter value or number of periods */
    VEC(uint32_t) place_of;                /* by time: column + 1, 0: not wanted */
    Operand *operands; size_t operand_count;
    bool by_variant;
    GridKind kind; const Scale *scale;
    bool varies;                           /* differs from key to key */
    int height;
    ColumnRef *columns;
} Node;

/* ---- tables ---- */

/* One time over a table: which rows count of each own body. */
typedef struct TableTime { const Pick *picks; uint32_t *times; size_t time_count; } TableTime;
enum { FLAG_COVERED = 1, FLAG_LACKING = 2 };

/* The sums of one value over the rows of one filter, by vintage, time and slot; of the key at hand, or of all rows. */
typedef struct RowSource {
    size_t table, filter, value; bool split;
    size_t slots, times, vintages, places;
    const CellIndex *index;                /* NULL: read from the dense cube */
    int64_t *sum; uint32_t *rows, *ok, *bad; uint8_t *unknown, *ask;
    CubePoint *points; CubeExtremes *extremes;
    bool ordered, extreme, latest, partial;
    bool gaps, doubts, wide;               /* some row is not OK; some condition is unknown; some cell's sum is no int64 */
    uint64_t most;                         /* no cell is larger */
    size_t loaded_first, loaded_end;       /* cells of the index that are in place */
    const void *direct;                    /* cells of the key as DenseCube.singles has them, where lanes can be read straight from them; or NULL */
    bool behind;                           /* the planes above are not those of the key yet: source_fill() */
} RowSource;

/* ---- the machine ---- */

struct Instr;
typedef void (*InstrRun)(struct Grid *grid, const struct Instr *instr);
typedef struct Instr {
    InstrRun run;
    const Node *node;
    GridColumn out;
    GridColumn *args; size_t arg_count;
    size_t lanes, first, columns;          /* lanes: columns × width; first: the first column of the node */
    size_t variant;
    const void *extra;
} Instr;
typedef VEC(Instr) Program;

typedef struct TableTimeKey { size_t table; uint32_t time; } TableTimeKey;

struct Grid {
    Evaluator *ev;
    Arena *arena;
    const GridAxes *axes;
    VEC(TimePart) times; Map time_ids;
    VEC(Axis *) axis_list;
    VEC(Move) moves;
    Map nodes, table_times, flags, fixed_homes;
    VEC(RowSource *) sources;
    Program fixed, tape;
    Node **roots; size_t root_count;
    uint32_t *period_times;                /* by period of the axes */
    size_t key, key_table, key_column;     /* at hand; NO_INDEX: no keys */
    size_t column_count;
    bool failed;                           /* too deep, in a circle or too large: everything is asked */
    uint32_t *counts;                      /* scratch of one axis or slots */
    uint8_t *scratch;
};

/* grid.c: what is the same for all keys, and then what one key has. */
void grid_begin(Grid *grid);
void grid_key(Grid *grid, size_t key);
/* times.c */
uint32_t time_id(Grid *grid, TimePart part);
TimePart time_of_context(const Context *context);
Context time_context(const Grid *grid, const GridBody *body, uint32_t time);
uint32_t move_id(Grid *grid, Move move);
uint32_t move_time(Grid *grid, uint32_t move, uint32_t time);
/* axes.c */
uint32_t axis_id(Grid *grid, const GridBody *bodies, size_t count);
const Axis *axis_of(const Grid *grid, uint32_t axis);
/* The axis of what the lanes become, and by lane where in it; *gather NULL when it is the same axis. */
uint32_t axis_mapped(Grid *grid, uint32_t axis, const GridBody *became, const uint32_t **gather);
void axis_slots(Grid *grid, Axis *axis);
/* nodes.c, describe.c */
Node *node_of(Grid *grid, uint32_t step, uint32_t axis, bool keyed);
/* Wants the node in those times, and what it needs of others. False: in a circle, too deep or too much. */
bool node_want(Grid *grid, Node *node, const uint32_t *times, size_t count, int depth);
/* time: any in which it is wanted. */
void node_describe(Grid *grid, Node *node, uint32_t time);
/* The operand is wanted in that column of the node: it has the variant for it. */
bool operand_needed(const Node *node, const Operand *operand, size_t place);
size_t node_variant(Grid *grid, const Node *node, uint32_t time);
/* emit.c: columns and instructions. */
void node_finish(Grid *grid, Node *node);
GridKind grid_kind(const Grid *grid, uint32_t step);
Home *home_new(Grid *grid, GridKind kind, GridForm form, bool whole, size_t width, size_t columns);
GridColumn column_at(ColumnRef ref);
/* Gives the node columns of its own. */
Home *node_own(Grid *grid, Node *node, GridKind kind, GridForm form, bool whole);
bool operand_fixed(const Node *node);      /* all numbers that the node is made of are FIX */
/* Instructions for all columns of the node, as few as neighbours allow. Operands of another kind than `needed` are left to eval(). */
void emit_runs(Grid *grid, Node *node, InstrRun run, GridKind needed, const void *extra);
void emit_asked(Grid *grid, Node *node);
void emit_copy(Grid *grid, Node *node);
void run_ask(Grid *grid, const Instr *in);
/* A column that is missing (unknown) in all lanes. */
ColumnRef column_missing(Grid *grid, GridKind kind, uint32_t axis);
/* By operation; NULL: eval()'s alone. */
typedef void (*Emit)(Grid *grid, Node *node);
void emit_constant(Grid *grid, Node *node);          /* emit_values.c */
void emit_arithmetic(Grid *grid, Node *node);
/* The first operand times a constant. */
void emit_factor(Grid *grid, Node *node, Num factor);
void emit_single(Grid *grid, Node *node);
void emit_extreme(Grid *grid, Node *node);
void emit_fallback(Grid *grid, Node *node);
void emit_indicator(Grid *grid, Node *node);         /* emit_refs.c */
void emit_parameter(Grid *grid, Node *node);
void emit_rule(Grid *grid, Node *node);
void emit_compare(Grid *grid, Node *node);           /* emit_truths.c */
void emit_connect(Grid *grid, Node *node);
void emit_test(Grid *grid, Node *node);
void emit_quantified(Grid *grid, Node *node);
void emit_change(Grid *grid, Node *node);            /* emit_series.c */
void emit_trend(Grid *grid, Node *node);
void emit_in_a_row(Grid *grid, Node *node);
void emit_over_group(Grid *grid, Node *node);        /* emit_groups.c */
void emit_rank(Grid *grid, Node *node);
void emit_level(Grid *grid, Node *node);             /* emit_levels.c */
void emit_share(Grid *grid, Node *node);
void emit_aggregate(Grid *grid, Node *node);         /* emit_rows.c */
/* sources.c */
const TableTime *table_time(Grid *grid, size_t table, uint32_t time);
/* FLAG_ by lane. */
const uint8_t *table_flags(Grid *grid, const Aggregate *aggregate, uint32_t axis, uint32_t time);
RowSource *source_of(Grid *grid, const Aggregate *aggregate, size_t filter, bool split);
void source_load(Grid *grid, RowSource *source);
/* sources_dense.c: the cube of the source's table is dense, and has what the source needs. */
bool source_is_dense(const Grid *grid, const RowSource *source);
void source_load_dense(Grid *grid, RowSource *source);
void source_fill(Grid *grid, RowSource *source);
/* The cells of `count` bodies from slot on at one time; NULL: the planes have them. */
const void *source_direct(const Grid *grid, const RowSource *source, uint32_t slot, size_t count, size_t time);
/* grid_keys() of a table whose cube is dense. */
size_t dense_keys(Evaluator *ev, size_t table, size_t column, const uint32_t **out);
/* The row stands later in time, or in the file. */
bool point_later(const CubePoint *a, const CubePoint *b);
/* n / d of two Fix into a lane of FORM_RATIO, missing where it is no value (emit_values.c). */
void lane_quotient(const GridColumn *column, size_t lane, int64_t n, int64_t d);
/* lanes.c: the number of a lane that is there. */
Num lane_num(const GridColumn *column, size_t lane);
/* The lane from an exact number, missing where it does not fit. Only FIX and NUM; FIX only what has six decimals. */
void lane_put(const GridColumn *column, size_t lane, bool fits, Num number);

#endif
