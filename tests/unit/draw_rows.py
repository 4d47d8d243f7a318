#!/usr/bin/env python3
"""draw_rows.py: writes draw_rows.inc, the rows that test_scenario_draws.c compares normal.c and distributions.c with, from python's own decimals and
normal distribution. Usage: draw_rows.py [rows per kind [seed]] > draw_rows.inc"""
import random
import sys
from decimal import ROUND_HALF_UP, Decimal, getcontext
from math import ceil, floor
from statistics import NormalDist

getcontext().prec = 80
ONE = 10**6
NORMAL = NormalDist()


def share(u):
    """Above 1/2 as what is left to 1, which a float holds better."""
    return Decimal(2 * u + 1) / Decimal(2**65)


def standard(u):
    return -standard(2**64 - 1 - u) if u >= 2**63 else Decimal(NORMAL.inv_cdf((2 * u + 1) / 2**65))


def on_grid(value, step):
    """Millionths, rounded half away from zero to whole steps."""
    return int((value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)) * step


def triangle(a, b, c, p):
    if p * (c - a) < b - a:
        return a + (p * (b - a) * (c - a)).sqrt()
    return c - ((1 - p) * (c - b) * (c - a)).sqrt()


def value(kind, a, b, c, step, u):
    if kind == "UNIFORM":
        least, greatest = ceil(Decimal(a) / step) * step, floor(Decimal(b) / step) * step
        return least + (u * ((greatest - least) // step + 1) >> 64) * step
    if kind == "TRIANGLE":
        least, greatest = ceil(Decimal(a) / step) * step, floor(Decimal(c) / step) * step
        return min(max(on_grid(triangle(Decimal(a), Decimal(b), Decimal(c), share(u)), step), least), greatest)
    return on_grid(a + standard(u) * b, step)


def number(rng):
    """Any 64 bits, also near the ends."""
    u = rng.getrandbits(64) >> rng.choice((0, 0, 0, 1, 2, 5, 20, 40, 63))
    return u if rng.random() < 0.5 else 2**64 - 1 - u


def ends(rng, step):
    size = rng.choice((20, 1000, 10**6, 10**9))
    low = rng.randint(-size, size) * step
    return low, low + rng.randint(1, size) * step


def main():
    rows, seed = int(sys.argv[1]) if len(sys.argv) > 1 else 60, int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rng = random.Random(seed)
    for _ in range(rows):
        u = number(rng)
        print(f"    {{DRAW_QUANTILE, 0, 0, 0, 0, {u}u, {round(standard(u) * 2**40)}}},")
    for kind in ("UNIFORM", "TRIANGLE", "NORMAL"):
        for _ in range(rows):
            decimals, u = rng.choice((0, 0, 1, 2, 6)), number(rng)
            step = 10**(6 - decimals)
            low, high = ends(rng, step)
            if kind == "TRIANGLE":
                a, b, c = low, rng.choice((low, high, rng.randint(low, high))), high
            else:
                a, b, c = low, (high if kind == "UNIFORM" else rng.randint(0, 100) * step), 0
            print(f"    {{DRAW_{kind}, {a}, {b}, {c}, {decimals}, {u}u, {value(kind, a, b, c, step, u)}}},")


if __name__ == "__main__":
    main()
