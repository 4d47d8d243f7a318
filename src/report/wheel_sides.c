/* wheel_sides.c: the labels on the two sides of the wheel, none over another and each as near to what it points at as the others let it. */
#include <stdlib.h>

#include "report/wheel.h"

#define HALF_TURN (180 * SVG_DEGREE)
#define LEAST_HEIGHT (2 * WHEEL_TRACKS)
#define APART (1 * SVG_DEGREE + SVG_DEGREE / 5)      /* between leaders where they come out of the wheel */

/* A column of labels from the top down. */
typedef struct Side { WheelLabel **labels; size_t count; } Side;

/* ---- order and sides ---- */

typedef struct Turned { Angle angle; size_t index; } Turned;

static int by_angle(const void *left, const void *right)
{
    const Turned *a = left, *b = right;
    if (a->angle != b->angle)
        return (a->angle > b->angle) - (a->angle < b->angle);
    return (a->index > b->index) - (a->index < b->index);
}

static void sort_labels(Wheel *wheel)
{
    size_t count = wheel->labels.count;
    Turned *turned = arena_array(wheel->teller.arena, count, sizeof *turned);
    for (size_t i = 0; i < count; i++)
        turned[i] = (Turned){wheel->labels.items[i].angle, i};
    qsort(turned, count, sizeof *turned, by_angle);
    wheel->order = arena_array(wheel->teller.arena, count, sizeof *wheel->order);
    for (size_t i = 0; i < count; i++)
        wheel->order[i] = turned[i].index;
}

static WheelLabel *in_order(const Wheel *wheel, size_t place)
{
    return &wheel->labels.items[wheel->order[place]];
}

static Pos needed(const Wheel *wheel, size_t from, size_t to)
{
    Pos sum = 0;
    for (size_t i = from; i < to; i++)
        sum += in_order(wheel, i)->height + (i > from ? wheel->label_gap : 0);
    return sum;
}

/* How many, in the order of the angles, stand on the right: those of the first half of the year, and of those that lean no further over the bottom so
 * many that the sides become as high as each other. */
static size_t right_count(const Wheel *wheel, Angle lean)
{
    size_t least = 0, most = 0, best = 0, count = wheel->labels.count;
    while (least < count && in_order(wheel, least)->angle < HALF_TURN - lean)
        least++;
    while (most < count && in_order(wheel, most)->angle <= HALF_TURN + lean)
        most++;
    Pos best_height = INT32_MAX;
    for (size_t split = least; split <= most; split++) {
        Pos right = needed(wheel, 0, split), left = needed(wheel, split, count), height = right > left ? right : left;
        bool natural = height == best_height && split > 0 && in_order(wheel, split - 1)->angle < HALF_TURN;
        if (height < best_height || natural)
            best = split, best_height = height;
    }
    return best;
}

/* ---- where the leaders come out ---- */

/* From the top down on both sides, away from the seam: each a little after the one before. */
static void set_exits(Side side)
{
    for (size_t i = 0; i < side.count; i++) {
        WheelLabel *label = side.labels[i];
        label->exit = label->angle;
        if (!i)
            continue;
        Angle before = side.labels[i - 1]->exit;
        if (label->right && label->exit < before + APART)
            label->exit = before + APART;
        if (!label->right && label->exit > before - APART)
            label->exit = before - APART;
    }
}

/* ---- heights ---- */

static Pos wanted_top(const WheelLabel *label)
{
    return svg_polar((Point){0, 0}, WHEEL_EXIT, label->exit).y - WHEEL_FIRST_LINE;
}

/* Labels that would overlap form a block, which stands where its labels want to be on average. */
typedef struct Block { int64_t sum; size_t count; } Block;

/* a/count <= b/count */
static bool is_above(Block a, Block b)
{
    return a.sum * (int64_t)b.count <= b.sum * (int64_t)a.count;
}

/* Wishes relative to a column without gaps must not fall from one label to the next; the nearest such sequence comes of joining neighbours that do
 * (pool adjacent violators). */
static void settle(Wheel *wheel, Side side, Pos top, Pos bottom)
{
    Block *blocks = arena_array(wheel->teller.arena, side.count, sizeof *blocks);
    size_t block_count = 0;
    Pos below = 0;
    for (size_t i = 0; i < side.count; i++) {
        blocks[block_count++] = (Block){wanted_top(side.labels[i]) - below, 1};
        below += side.labels[i]->height + wheel->label_gap;
        for (; block_count > 1 && !is_above(blocks[block_count - 2], blocks[block_count - 1]); block_count--) {
            blocks[block_count - 2].sum += blocks[block_count - 1].sum;
            blocks[block_count - 2].count += blocks[block_count - 1].count;
        }
    }
    Pos lowest = bottom - (below - wheel->label_gap), offset = 0;
    for (size_t block = 0, i = 0; block < block_count; block++) {
        Pos start = (Pos)(blocks[block].sum / (int64_t)blocks[block].count);
        start = start > lowest ? lowest : start;
        start = start < top ? top : start;
        for (size_t n = 0; n < blocks[block].count; n++, i++) {
            side.labels[i]->top = start + offset;
            offset += side.labels[i]->height + wheel->label_gap;
        }
    }
}

/* ---- everything ---- */

static Side side_of(const Wheel *wheel, size_t split, bool right)
{
    size_t count = wheel->labels.count, size = right ? split : count - split;
    Side side = {arena_array(wheel->teller.arena, size, sizeof *side.labels), size};
    for (size_t i = 0; i < size; i++) {
        side.labels[i] = in_order(wheel, right ? i : count - 1 - i);     /* the year goes up on the left */
        side.labels[i]->right = right;
    }
    return side;
}

static void move_down(Wheel *wheel, Pos by)
{
    for (VEC_EACH(WheelLabel, label, &wheel->labels))
        label->top += by;
}

static Pos side_height(const Wheel *wheel, size_t split)
{
    Pos right = needed(wheel, 0, split), left = needed(wheel, split, wheel->labels.count);
    return right > left ? right : left;
}

/* Labels stand on the side of what they point at, as long as there is room. Months always do. */
static size_t chosen_split(const Wheel *wheel, Pos most)
{
    static const Angle leans[] = {0, 12 * SVG_DEGREE, 26 * SVG_DEGREE};
    size_t split = right_count(wheel, leans[0]);
    for (size_t i = 1; i < sizeof leans / sizeof *leans && !wheel->monthly && side_height(wheel, split) > most; i++)
        split = right_count(wheel, leans[i]);
    return split;
}

bool wheel_arrange(Wheel *wheel, Pos most)
{
    sort_labels(wheel);
    size_t split = chosen_split(wheel, most);
    Pos height = side_height(wheel, split);
    if (height > most)
        return false;
    height = height > LEAST_HEIGHT ? height : LEAST_HEIGHT;
    Side sides[] = {side_of(wheel, split, true), side_of(wheel, split, false)};
    for (size_t i = 0; i < 2; i++) {
        set_exits(sides[i]);
        settle(wheel, sides[i], -height / 2, height / 2);
    }
    wheel->area = height + 2 * WHEEL_MARGIN;
    wheel->centre = (Point){WHEEL_WIDTH / 2, wheel->area / 2};
    move_down(wheel, wheel->centre.y);
    return true;
}

static Pos widest_line(const Str *lines, size_t count, const Font *font)
{
    Pos widest = 0;
    for (size_t i = 0; i < count; i++) {
        Pos width = svg_text_width(lines[i], font);
        widest = width > widest ? width : widest;
    }
    return widest;
}

WheelBox wheel_label_box(const Wheel *wheel, const WheelLabel *label)
{
    Pos titles = widest_line(label->title, label->title_lines, &wheel->title_font), facts = widest_line(label->facts, label->fact_lines, &wheel->fact_font);
    Pos width = wheel_badges_width(label) + (titles > facts ? titles : facts);
    Pos near = wheel->centre.x + (label->right ? WHEEL_LABELS : -WHEEL_LABELS);
    return (WheelBox){label->right ? near : near - width, label->top, label->right ? near + width : near, label->top + label->height};
}
