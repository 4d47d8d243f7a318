/* check.c: whether kept columns can be worked on without harm. Digests say that nothing has happened to them; this says that, whoever wrote them,
 * no code leads outside its dictionary and no value outside its bounds. Called by load.c, and by write.c so that nothing is kept in vain. */
#include "data/cache/format.h"

static bool within(Bounds bounds, int64_t low, int64_t high)
{
    return bounds.low > bounds.high || (bounds.low >= low && bounds.high <= high);
}

static bool has_codes(ColumnType type)
{
    return type == COLUMN_TEXT || type == COLUMN_BODY || type == COLUMN_PERIOD || type == COLUMN_VINTAGE;
}

static bool date_sound(int64_t date)
{
    return date >= date_ymd(1, 1, 1) && date <= date_ymd(9999, 12, 31);
}

/* Everything that is stored, as values, is within the bounds of the part; its base where it has none. */
static bool values_sound(const ColumnPart *part, Bounds stored)
{
    if (stored.low > stored.high)
        return true;
    __int128 low = (__int128)part->base + (__int128)part->unit * stored.low, high = (__int128)part->base + (__int128)part->unit * stored.high;
    return low >= (part->any ? part->low : part->base) && high <= (part->any ? part->high : part->base);
}

/* How many codes the column has. */
static size_t domain_of(const Column *column)
{
    return column->type == COLUMN_TEXT || column->type == COLUMN_BODY ? column->dict_count : column->period_count;
}

/* The codes that the stored values stand for are within the bounds; 0 may stand where there are none. */
static bool codes_sound(const ColumnPart *part, size_t domain, const PartSections *at, const Pieces *pieces)
{
    Bounds stored = pieces_bounds(pieces, at->values);
    if (part->any && (part->low < 0 || (uint64_t)part->high >= domain))
        return false;
    if (!part->codes)
        return part->base == 0 && part->unit == 1 && values_sound(part, stored);
    int64_t count = (int64_t)(pieces->sections[at->codes].bytes / sizeof *part->codes);
    return within(stored, 0, count - 1) && within(pieces_bounds(pieces, at->codes), part->any ? part->low : 0, part->any ? part->high : 0);
}

/* Some cell is there, though the part says that none is: then nothing holds its value. */
static bool unheld(const ColumnPart *part, const PartSections *at, const Pieces *pieces)
{
    Bounds stored = pieces_bounds(pieces, at->values), states = part->states ? pieces_bounds(pieces, at->states) : (Bounds){CELL_OK, CELL_OK};
    return !part->any && stored.low <= stored.high && states.low == CELL_OK;
}

static bool part_sound(const Column *column, const ColumnPart *part, size_t reason_count, const PartSections *at, const Pieces *pieces)
{
    if (part->unit < 1 || (part->any && part->low > part->high))
        return false;
    if (unheld(part, at, pieces))
        return false;
    if (part->states && !within(pieces_bounds(pieces, at->states), CELL_OK, CELL_NOT_APPLICABLE))
        return false;
    if (part->reasons && !within(pieces_bounds(pieces, at->reasons), 0, (int64_t)reason_count - 1))
        return false;
    if (has_codes(column->type))
        return codes_sound(part, domain_of(column), at, pieces);
    if (column->type == COLUMN_DATE && part->any && !(date_sound(part->low) && date_sound(part->high)))
        return false;
    return !part->codes && values_sound(part, pieces_bounds(pieces, at->values));
}

static bool periods_sound(const Period *periods, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!date_sound(periods[i].first) || !date_sound(periods[i].last) || periods[i].first > periods[i].last)
            return false;
    return true;
}

static bool lines_sound(const LineRun *lines, size_t count, size_t rows)
{
    for (size_t i = 0; i < count; i++)
        if (lines[i].per == 0 || lines[i].row >= rows || (i ? lines[i].row <= lines[i - 1].row : lines[i].row != 0))
            return false;
    return rows == 0 || count > 0;
}

bool table_sound(const TableData *data, const PartSections *sections, const Pieces *pieces)
{
    size_t at = 0;
    for (size_t i = 0; i < data->column_count; i++) {
        const Column *column = &data->columns[i];
        if (!periods_sound(column->periods, column->period_count))
            return false;
        for (size_t part = 0; part < column->part_count; part++)
            if (!part_sound(column, &column->parts[part], data->reason_count, &sections[at++], pieces))
                return false;
    }
    return lines_sound(data->lines, data->line_count, data->rows);
}
