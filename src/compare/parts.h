/* parts.h: what the files of the comparison share; nobody else includes it. The steps stand in order in compare.c. */
#ifndef STYR_COMPARE_PARTS_H
#define STYR_COMPARE_PARTS_H

#include "compare/compare.h"

/* Every attribute of the kind, in turn. */
#define EACH_ATTR_OF(attr, decl, wanted)              \
    for (VEC_EACH(const Attr, attr, &(decl)->attrs))  \
        if ((int)attr->kind == (int)(wanted))

/* ---- declarations (entries.c) ---- */

/* What a piece belongs to beside an attribute: the heading's parts. */
enum { SLOT_TITLE = ATTR_COUNT, SLOT_KIND, SLOT_HEADING, SLOT_COUNT };

/* The smallest part of a declaration that is compared: one item of an attribute, or a row of one. */
typedef struct Piece {
    int slot;                /* AttrKind or SLOT_… */
    const Item *item;        /* NULL: a bare attribute, a row, or the title */
    Str text;                /* as the formatter writes it */
    Str same;                /* … with names folded: equal when it says the same */
    Str key;                 /* what it is about: its selector, else its value; folded */
    Span span;
} Piece;

typedef struct DeclEntry {
    const Decl *decl;
    Str name, folded;
    bool head;               /* the styrmodell of the whole model */
    VEC(Piece) pieces;       /* in the order of the slots */
    VEC(Str) mentions;       /* names that its attributes hold, folded, each once */
    VEC(Str) needs;          /* those of them that what it comes to can depend on */
    bool every;              /* it is about every body of a kind */
    size_t change;           /* into ModelDiff.changes, or NO_INDEX: the same in both */
    size_t partner;          /* the entry of the other side, or NO_INDEX */
} DeclEntry;

typedef struct Entries { VEC(DeclEntry) all; Map by_name; /* folded -> DeclEntry*, tests left out */ } Entries;

typedef struct Compare {
    Arena *arena;
    const CompareSide *sides;
    const CompareOptions *options;
    Diags *diags;
    ModelDiff *diff;
    Entries entries[2];
    Map renamed;             /* folded new name -> Str *: folded old name */
    struct Figures *figures; /* figures.c */
    VEC(const DeclEntry *) *followers[2];    /* by entry: those that change it from where they stand (depends.c) */
} Compare;

void entries_make(Arena *arena, const Model *model, Entries *out);
const DeclEntry *entry_named(const Entries *entries, Str folded);
/* "modell.styr:41" */
Str span_place(Arena *arena, Span span);
DiffSide entry_side(Arena *arena, const DeclEntry *entry);
/* The keyword of an attribute or part of the heading. */
const char *slot_keyword(int slot);
/* The parts of the attribute in order matter: cases, levels of a scale, rows of a table. */
bool slot_is_ordered(int slot);
/* Calls visit with each text in quotes, without them. */
void texts_in(Str text, void (*visit)(void *of, Str quoted), void *of);
/* Calls visit with each name that stands outside quotes in a formatted text. */
void names_in(Str text, void (*visit)(void *of, Str name), void *of);
/* The buffer's text in the arena; the buffer is freed. */
Str take(Arena *arena, StrBuf *buf);

/* ---- what an attribute is about (aspects.c) ---- */

DiffAspect aspect_of(DeclKind kind, int slot);
/* An attribute of the aspect can make a result another. */
bool aspect_is_reckoned(DiffAspect aspect);

/* ---- pairing and differences (pairs.c, alike.c, details.c, gist.c) ---- */

/* Fills in partner on both sides, and Compare.renamed. */
void pairs_find(Compare *c);
typedef struct Pairing { size_t old, new; DiffKind kind; } Pairing;
/* Pairs those that are left and alike enough. */
void alike_pair(Compare *c);
void pair_up(Compare *c, size_t old, size_t new);
/* What it says about who, when and how much, as the formatter writes it; or empty (gist.c). */
Str gist_of(Compare *c, const DeclEntry *entry);
/* ModelDiff.changes and counts. */
void changes_find(Compare *c);
void details_find(Compare *c, const DeclEntry *old, const DeclEntry *new, DiffChange *out);

/* ---- other decisions, loose ends (touches.c, loose.c) ---- */

void touches_find(Compare *c);
void loose_find(Compare *c);
/* "KF 2018-12-12 § 226"; empty when it says nothing. */
Str act_text(Arena *arena, const Attr *attr, const Item *item);
Str decision_text(Arena *arena, const Decl *decl, AttrKind attr);

/* ---- what an outcome depends on (depends.c) ---- */

typedef VEC(size_t) ChangeVec;
/* The changes that the declaration's results can depend on, through all that it names, on both sides. */
void changes_reached(Compare *c, Str declaration, ChangeVec *out);

/* ---- figures (tables.c, figures.c, reuse.c, trials.c, cells.c, causes.c, tries.c, hybrid.c, swap.c, spells.c) ---- */

/* One side's tables and evaluator; the other's results are of the same days. */
typedef struct FigureSide { Plan *plan; const TableData **tables; Evaluator *evaluator; Diags quiet; } FigureSide;
typedef struct Figures {
    FigureSide side[2];
    VEC(Date) days;
    Map read;                /* what is asked of a file -> what it holds (tables.c) */
    Map computed[2];         /* reuse.c */
    struct CellBook *cells;
    struct SpellState *spells;
} Figures;

/* ---- what need not be computed twice (reuse.c) ---- */

/* A declaration that gives outcomes. */
typedef struct Computed {
    Grain grain;             /* of its periods */
    const Decl *decl;
    const DeclEntry *entry;  /* NULL: of a library */
    size_t rank;             /* its place in its model, or in the new one where it is shared */
    bool shared;             /* nothing that is different can reach it: the old outcomes are the new ones */
    bool traced;             /* wanted with its derivation */
} Computed;

/* Figures.computed, when the plans are made and the tables read. */
void reuse_find(Compare *c);
/* name: that of an Assessment or Finding of the side's runs. NULL: it gives no outcomes. */
Computed *computed_named(Compare *c, int side, Str name);
/* What ends on the day: of the new model without what is shared. traced: only what Computed.traced says, with derivations. */
const Run *run_side(Compare *c, Evaluator *evaluator, int side, Date day, bool traced);

/* ---- figures, continued ---- */

void figures_compare(Compare *c);
/* FigureSide.tables, ModelDiff.data_files and what the data of each model is about (tables.c). */
void tables_read(Compare *c);
/* What a table of another model holds, which lies where the side's does: read at most once (tables.c). NULL: it cannot be read. */
const TableData *table_again(Compare *c, int side, const Model *model, size_t index);
/* The new model's tables, those of ModelDiff.other_figures with what the old model's files hold; out has one place a table. False when the new
 * model cannot read one of them. */
bool tables_of_old(Compare *c, Diags *quiet, const TableData **out);
/* The name that the new model has for a declaration of the old one. */
Str name_after(Compare *c, Str old_name);
/* The rules on trial in each of two runs as of a day (trials.c). */
typedef struct TrialBook { Map on_trial[2]; } TrialBook;
void trials_of(Compare *c, const Run *runs[2], TrialBook *out);
/* The rule, which is on trial on the side for the body, key and period, is not so on the other: on the side it requires nothing. */
bool trial_is_alone(Compare *c, const TrialBook *book, int side, Str rule, Str body, Str key, Period period);
/* Everything that both runs as of a day say. */
void cells_add(Compare *c, const Run *runs[2], const TrialBook *trials, Date day);
void cells_finish(Compare *c);
DiffOutcome cell_outcome(const Assessment *a);
bool cell_outcomes_alike(const DiffOutcome *a, const DiffOutcome *b);   /* whatever the value */
bool cell_outcomes_equal(const DiffOutcome *a, const DiffOutcome *b);
/* Causes of the cells that differ. */
void causes_find(Compare *c);
/* A side's run by what it is of, in the names of the new model; index is initialized. */
void run_index(Compare *c, Arena *arena, const Run *run, int side, Map *index);
const Assessment *cell_assessment(const Map *index, const DiffCell *cell);
/* What a change of the attribute (slot) can be the cause of; CAUSE_COUNT: of no result. */
DiffCauseKind cause_of_slot(DeclKind kind, int slot);
/* Every kind of cause that the change can be, as bits. */
unsigned cause_kinds(const DiffChange *change);
/* It is a change of the cell's own declaration. */
bool cause_is_own(const DiffChange *change, const DiffCell *cell);
/* Strikes those of several causes that trying shows to have had no part (tries.c, hybrid.c). */
void tries_make(Compare *c);
/* The model of the side with what a cause of the kind changes as the other side has it. base: the side's declaration, NULL: it has none, and is given the
 * other's; other NULL: base is left out. NULL when such a model cannot be checked. */
const Model *hybrid_model(Compare *c, int side, DiffCauseKind kind, const DeclEntry *base, const DeclEntry *other);
/* The same for all declarations of the side that are changed. */
const Model *hybrid_of_all(Compare *c, int side, DiffCauseKind kind);
/* What the figures, not the models, have made another (swap.c). */
void swap_figures(Compare *c);
void spells_add(Compare *c, const Run *run, const TrialBook *trials, int side, Date day);
void spells_finish(Compare *c);

/* ---- duties (years.c) ---- */

void duties_compare(Compare *c);

#endif
