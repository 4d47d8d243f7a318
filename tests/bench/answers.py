"""answers: everybody's answers in one form, (committee, month) -> the indicators in öre, so that they can be compared to the last öre."""
from decimal import Decimal

import rules


def committee_of(text):
    return rules.COMMITTEES[int(text)] if text.isdigit() else text


def month_of(text):
    return rules.MONTHS[int(text)] if text.isdigit() else text[:7]


def number_of(text, counts, kronor):
    value = Decimal(text)
    return int(value if counts or not kronor else value * 100)


def of_rows(rows, chosen, kronor=False):
    """From rows of texts: committee, month, values; kronor: amounts are in kronor."""
    return {(committee_of(row[0]), month_of(row[1])): [number_of(text, indicator.counts, kronor) for text, indicator in zip(row[2:], chosen)] for row in rows}


def of_text(text, chosen, kronor=False):
    return of_rows((line.strip().split(";") for line in text.splitlines() if line.strip()), chosen, kronor)


def difference(right, other):
    """The first thing that differs, in words, or None."""
    if right.keys() != other.keys():
        return f"{len(right)} grupper mot {len(other)}"
    for key, values in right.items():
        for n, (a, b) in enumerate(zip(values, other[key])):
            if a != b:
                return f"{key[0]} {key[1]} nr {n}: {a} mot {b}"
    return None
