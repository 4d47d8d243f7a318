/* aspects.c: what each attribute is about, in the terms of whoever reads a comparison. */
#include "compare/parts.h"

static DiffAspect heading_aspect(DeclKind kind, int slot)
{
    if (slot == SLOT_TITLE)
        return ASPECT_NAME;
    if (slot == SLOT_KIND)
        return kind == DECL_CONSTRAINT ? ASPECT_CONDITION : ASPECT_PLACE;
    return kind == DECL_SCALE ? ASPECT_LEVELS : ASPECT_VALUE;
}

/* The words that mean something else in each declaration. */
static DiffAspect when_aspect(DeclKind kind)
{
    return kind == DECL_TABLE ? ASPECT_DATA : ASPECT_CONDITION;
}

static DiffAspect per_aspect(DeclKind kind)
{
    return kind == DECL_TEST ? ASPECT_TEXT : ASPECT_CALENDAR;
}

static DiffAspect covers_aspect(DeclKind kind)
{
    return kind == DECL_TABLE ? ASPECT_DATA : ASPECT_DEADLINE;
}

DiffAspect aspect_of(DeclKind kind, int slot)
{
    if (slot >= ATTR_COUNT)
        return heading_aspect(kind, slot);
    if (kind == DECL_TEST || kind == DECL_SCENARIO)
        return ASPECT_TEXT;
    switch ((AttrKind)slot) {
    case ATTR_DESCRIPTION: case ATTR_TAGS: case ATTR_SOURCE: case ATTR_PROPERTY: case ATTR_SILENCE: case ATTR_STATEMENTS: case ATTR_DEFINITE:
    case ATTR_MESSAGE: case ATTR_LIMIT:
        return ASPECT_TEXT;
    case ATTR_PART_OF: case ATTR_UNDER: case ATTR_REPLACES: case ATTR_BUILDS_ON: case ATTR_PART_IN: case ATTR_MUNICIPALITY:
        return ASPECT_PLACE;
    case ATTR_CODE: case ATTR_READ_FROM: case ATTR_COLUMN: case ATTR_COLUMNS: case ATTR_RECONCILES: case ATTR_MISSING: case ATTR_NOT_APPLICABLE:
    case ATTR_COSTS_NEGATIVE: case ATTR_ENCODING: case ATTR_SEPARATOR: case ATTR_DECIMAL_MARK: case ATTR_INTERPRET: case ATTR_NO_ROWS_ZERO:
    case ATTR_ALLOW_PARTIAL:
        return ASPECT_DATA;
    case ATTR_VALID: case ATTR_MANDATE: case ATTR_HOLDS: case ATTR_MEASURED: case ATTR_RECURS: case ATTR_RECURS_AFTER: case ATTR_SERIES_BREAK:
        return ASPECT_CALENDAR;
    case ATTR_PER: return per_aspect(kind);
    case ATTR_DECIDED: case ATTR_PROPOSAL: case ATTR_PREPARED: return ASPECT_DECISION;
    case ATTR_EXEMPT: return ASPECT_EXEMPTION;
    case ATTR_APPLIES_TO: case ATTR_OWNED: case ATTR_CONSISTS: case ATTR_FOR: case ATTR_FOR_EACH: case ATTR_OVERSEES: return ASPECT_SCOPE;
    case ATTR_DECIDED_BY: case ATTR_PREPARED_BY: case ATTR_DECIDES: return ASPECT_DECIDER;
    case ATTR_SETTLED_BY: case ATTR_JUDGED: return ASPECT_JUDGE;
    case ATTR_ON_SCALE: case ATTR_ASSESSED: case ATTR_FOLDS: case ATTR_TOLERANCE: return ASPECT_LEVELS;
    case ATTR_RESPONSIBLE: case ATTR_HELD_BY: return ASPECT_RESPONSIBLE;
    case ATTR_TO: case ATTR_TOGETHER: case ATTR_GIVEN_BY: return ASPECT_RECIPIENT;
    case ATTR_MEASURED_BY: case ATTR_COMPUTED: case ATTR_UNIT: return ASPECT_COMPUTATION;
    case ATTR_EQUALS: case ATTR_LIKELIHOOD: case ATTR_IMPACT: return ASPECT_VALUE;
    case ATTR_COVERS: return covers_aspect(kind);
    case ATTR_WHERE: return when_aspect(kind);
    case ATTR_WHEN: case ATTR_CONDITION: return ASPECT_CONDITION;
    case ATTR_TARGET: case ATTR_WATCHED: case ATTR_BASELINE: case ATTR_FITS_IN: case ATTR_TIGHTENS: return ASPECT_TARGET;
    case ATTR_REQUIRES: case ATTR_ESCALATES: case ATTR_OPTIONAL: case ATTR_MEETS: case ATTR_LENGTH: return ASPECT_REQUIREMENT;
    case ATTR_ON_TRIAL: return ASPECT_TRIAL;
    case ATTR_WINDOW: case ATTR_ELECTION: case ATTR_BY: case ATTR_EARLIEST: case ATTR_WITH: case ATTR_AFTER: case ATTR_STATUTORY: case ATTR_REPORTED_BY:
    case ATTR_REPORTED_WITH: case ATTR_FORECAST:
        return ASPECT_DEADLINE;
    case ATTR_CONTAINS: case ATTR_FOLLOWS_UP: case ATTR_THREATENS: case ATTR_TREATED: return ASPECT_CONTENT;
    case ATTR_GIVEN: case ATTR_EXPECT: case ATTR_CHANGE: case ATTR_VARY: case ATTR_DRAW: case ATTR_SEEK: case ATTR_COUNT: break;
    }
    return ASPECT_TEXT;
}

bool aspect_is_reckoned(DiffAspect aspect)
{
    switch (aspect) {
    case ASPECT_PLACE: case ASPECT_TARGET: case ASPECT_LEVELS: case ASPECT_COMPUTATION: case ASPECT_CONDITION: case ASPECT_VALUE: case ASPECT_DATA:
    case ASPECT_SCOPE: case ASPECT_RESPONSIBLE: case ASPECT_JUDGE: case ASPECT_CALENDAR: case ASPECT_EXEMPTION: case ASPECT_TRIAL: case ASPECT_ORDER:
        return true;
    case ASPECT_NAME: case ASPECT_RECIPIENT: case ASPECT_DECIDER: case ASPECT_DECISION: case ASPECT_DEADLINE: case ASPECT_REQUIREMENT: case ASPECT_CONTENT:
    case ASPECT_TEXT: case ASPECT_COUNT:
        break;
    }
    return false;
}
