/* lanes_print.c: lane code as text: `styr granska --visa jit`, and what compiled code is known by. */
#include "exec/jit/lanes.h"

#include <inttypes.h>

static const char *width_name(CellWidth width)
{
    switch (width) {
    case WIDTH_U8: return "u8";
    case WIDTH_U16: return "u16";
    case WIDTH_U32: return "u32";
    case WIDTH_I32: return "i32";
    case WIDTH_I64: return "i64";
    }
    return "";
}

static void print_array(StrBuf *out, const LaneCode *code, int64_t array)
{
    const LaneArray *a = &code->arrays.items[array];
    strbuf_printf(out, " a%" PRId64 " (%s%s%s)", array, a->name, a->ranges ? "" : ", ", a->ranges ? "" : width_name(a->width));
}

static void print_operands(StrBuf *out, const Lane *lane)
{
    LaneId operands[] = {lane->a, lane->b, lane->c};
    for (int i = 0; i < lane_operands(lane->op); i++)
        strbuf_printf(out, " v%u", operands[i]);
}

static void print_lane(StrBuf *out, const LaneCode *code, size_t index)
{
    const Lane *lane = &code->lanes.items[index];
    strbuf_printf(out, "    v%zu = %s", index, lane_op_text(lane->op));
    print_operands(out, lane);
    switch (lane->op) {
    case LANE_CONST: strbuf_printf(out, " %" PRId64, lane->k); break;
    case LANE_PARAM: strbuf_printf(out, " p%" PRId64 " (%s)", lane->k, code->params.items[lane->k]); break;
    case LANE_LOAD: case LANE_TABLE: case LANE_RANGES: print_array(out, code, lane->k); break;
    case LANE_ADD: case LANE_SUB: case LANE_MUL: case LANE_AND: case LANE_OR: case LANE_XOR: case LANE_SHIFT: case LANE_SHIFT_SIGNED: case LANE_EQ: case LANE_LT: case LANE_LE:
    case LANE_SELECT: case LANE_QUOTIENT: case LANE_ROUNDED: case LANE_FIX_MUL: case LANE_FIX_DIV: case LANE_FAILED: case LANE_OP_COUNT: break;
    }
    strbuf_putc(out, '\n');
}

void lanes_print(StrBuf *out, const LaneCode *code)
{
    strbuf_printf(out, "funktion %s\n", code->name);
    for (size_t i = 0; i < code->lanes.count; i++)
        print_lane(out, code, i);
    for (VEC_EACH(const LaneOut, made, &code->outs))
        strbuf_printf(out, "    %s %s = v%u\n", made->narrow ? "u8" : "i64", made->name, made->lane);
}
