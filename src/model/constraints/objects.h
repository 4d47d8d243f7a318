/* objects.h: the declarations of a model as things with attributes, for conditions on the model itself (krav). objects.def lists them. */
#ifndef STYR_MODEL_OBJECTS_H
#define STYR_MODEL_OBJECTS_H

#include "model/model.h"

typedef enum FactKind { FACT_MISSING /* not stated */, FACT_NUMBER, FACT_TEXT, FACT_DATE, FACT_TRUTH, FACT_THING, FACT_SET } FactKind;

typedef struct Fact Fact;
typedef VEC(Fact) FactVec;
struct Fact {
    FactKind kind;
    Num number;              /* shares as ratios */
    Str text;
    Date date;
    Truth truth;
    Ref thing;               /* a declaration, a kind of body, or the head (SYM_HEAD) */
    FactVec *set;           /* things or texts, in declaration order; never NULL for FACT_SET */
};

/* What an attribute is: a thing of one of `kinds` (bits of SymbolKind; 0: anything), or a set of them. */
typedef enum GivesKind { GIVES_TEXT, GIVES_TEXTS, GIVES_NUMBER, GIVES_SHARE, GIVES_DATE, GIVES_TRUTH, GIVES_ONE, GIVES_MANY } GivesKind;

typedef struct Objects { Arena *arena; const Model *model; } Objects;
typedef struct ObjectRow {
    SymbolKind kind;         /* SYM_NONE: every thing */
    const char *name;
    GivesKind result; unsigned kinds;
    void (*get)(const Objects *objects, Ref thing, Fact *out);
    const char *about[2];    /* by Lang */
} ObjectRow;
extern const ObjectRow object_rows[];
extern const size_t object_row_count;

typedef struct ThingWord { SymbolKind kind; const char *one, *many; } ThingWord;
extern const ThingWord thing_words[];
extern const size_t thing_word_count;

/* The row of the attribute for things of the kind, or NO_INDEX; the name must be folded. */
size_t object_row_find(SymbolKind kind, Str folded);
/* The value of the attribute with the row's name, for a thing of any kind: FACT_MISSING where it has none. */
void object_get(const Objects *objects, size_t row, Ref thing, Fact *out);
/* The characteristic (egenskap) of a thing, its own or its document type's: FACT_MISSING where it has none. */
void object_property(const Objects *objects, Ref thing, Str folded, Fact *out);
/* What the thing shares with all declarations; NULL for kinds of bodies and the head of a model without one. */
const Common *object_common(const Model *model, Ref thing);
/* The bodies that a thing belongs to: itself, those that answer for it, those that have it. */
void object_bodies(const Objects *objects, Ref thing, IndexVec *out);
/* All things of a kind; the members of a goal level, kind of body, document type or group. */
void objects_of(const Objects *objects, SymbolKind kind, Fact *out);
void objects_in(const Objects *objects, Ref of, Fact *out);
bool object_has_members(Ref of);                            /* it is such a level, kind, type or group */
bool object_is_in(const Objects *objects, Ref of, Ref thing);

/* For getters. */
void fact_text(Fact *out, Str text);                     /* empty: missing */
void fact_number(Fact *out, Num number);
void fact_truth(Fact *out, bool truth);
void fact_date(Fact *out, Date date);
void fact_one(Fact *out, SymbolKind kind, size_t index);  /* NO_INDEX: missing */
void fact_set(const Objects *objects, Fact *out);         /* makes it an empty set */
void set_thing(const Objects *objects, Fact *out, SymbolKind kind, size_t index);
void set_texts(const Objects *objects, Fact *out, const StrVec *texts);
void set_bodies(const Objects *objects, Fact *out, const IndexVec *bodies);
void set_parties(const Objects *objects, Fact *out, const PartyVec *parties);
void set_parties_of(const Objects *objects, Fact *out, const PartyVec *parties, const PartyVec *holders);
/* The body that a name such as `nämnden` means for a thing of these bodies; without any, the only fullmäktige or styrelse. */
void fact_decider(const Objects *objects, const Expr *name, const IndexVec *bodies, Fact *out);
bool index_in(const IndexVec *list, size_t index);

/* The getters that objects.def names. */
#define ANYTHING 0
#define OBJECT(sym, name, result, getter, sv, en) void getter(const Objects *objects, Ref thing, Fact *out);
#include "model/constraints/objects.def"
#undef OBJECT

#endif
