#!/usr/bin/env python3
"""num_rows.py: writes num_rows.inc, the rows that test_base_num.c compares num.c with, from python's own fractions.
Usage: num_rows.py [rows per kind [seed]] > num_rows.inc"""
import random
import sys
from fractions import Fraction
from math import floor

LIMIT = 2**126
MOST = Fraction(2**63 - 1, 10**6)


def rounded(value, decimals):
    scale = 10**decimals
    size = Fraction(floor(abs(value) * scale + Fraction(1, 2)), scale)
    if size > MOST:
        size = Fraction(floor(MOST * scale), scale)
    return -size if value < 0 else size


def fits(value):
    return abs(value.numerator) <= LIMIT and value.denominator <= LIMIT and abs(value) <= MOST


def calculate(op, a, b):
    if op == '/' and b == 0:
        return None
    return a + b if op == '+' else a - b if op == '-' else a * b if op == '*' else a / b


def result(op, a, b):
    exact = calculate(op, a, b)
    if exact is not None and not fits(exact):
        exact = calculate(op, rounded(a, 6), rounded(b, 6))
    return exact if exact is not None and fits(exact) else None


def integer(rng):
    return Fraction(rng.randint(-10**rng.randint(0, 13), 10**rng.randint(0, 13)))


def fixed(rng):
    size = 2**rng.randint(1, 63)
    return Fraction(max(min(rng.randint(-size, size), 2**63 - 1), 1 - 2**63), 10**6)


def quotient(rng):
    return Fraction(rng.randint(-10**rng.randint(1, 12), 10**rng.randint(1, 12)), rng.randint(1, 10**rng.randint(1, 9)))


def wide(rng):
    below = rng.randint(1, 2**rng.randint(1, 126))
    return Fraction(rng.randint(-2**rng.randint(1, 126), 2**rng.randint(1, 126)), below)


def related(rng, other):
    """The same denominator but for a factor: the sum cancels."""
    return Fraction(rng.randint(-2**60, 2**60), other.denominator * rng.randint(1, 7))


EDGES = [Fraction(0), Fraction(1), Fraction(-1), MOST, -MOST, Fraction(1, LIMIT), Fraction(-1, LIMIT), Fraction(1, 3),
         Fraction(1, 10**6), Fraction(1, 2 * 10**6), Fraction(-1, 2 * 10**6), Fraction(9223372036854), Fraction(LIMIT - 1, LIMIT),
         MOST - Fraction(1, 3), Fraction(5, 10**7) - Fraction(1, LIMIT // 2**30)]


def value(rng):
    while True:
        candidate = rng.choice([integer, fixed, quotient, wide, lambda r: r.choice(EDGES)])(rng)
        if fits(candidate):
            return candidate


def pair(rng):
    a = value(rng)
    b = related(rng, a) if rng.random() < 0.2 else value(rng)
    return (a, b) if fits(b) else pair(rng)


def text(number):
    return '-' if number is None else f'{number.numerator}/{number.denominator}'


def rows(count, rng):
    for a in EDGES:
        for b in EDGES:
            yield rng.choice('+-*/'), a, b
    for op in '+-*/':
        for _ in range(count):
            yield (op, *pair(rng))


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print('/* num_rows.inc: made by num_rows.py. Operator, operands, result ("-" if there is none), order, rounded operands. */')
    for op, a, b in rows(count, rng):
        order = (a > b) - (a < b)
        decimals = rng.randint(0, 6)
        print(f"{{'{op}', \"{text(a)}\", \"{text(b)}\", \"{text(result(op, a, b))}\", {order}, {decimals}, \"{text(rounded(a, decimals))}\"}},")


main()
