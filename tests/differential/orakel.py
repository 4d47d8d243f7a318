#!/usr/bin/env python3
"""orakel.py: styr against an independent reckoning of the same random models. Every assessment must have the same value, state and level.
   orakel.py [--seed N] [--antal M] [--program PATH] [--sekunder S] [--visa]"""
import argparse
import copy
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator import Maker
from modell import files, period_text
from semantik import Beyond, Oracle, is_value, rounded

SHRINK_SECONDS = 20


def decimal(value):
    """As the program writes it: at most six decimals, half away from zero."""
    scaled = int(rounded(value, 6) * 1000000)
    whole, decimals = divmod(abs(scaled), 1000000)
    return ("-" if scaled < 0 else "") + str(whole) + (f".{decimals:06}".rstrip("0") if decimals else "")


def key_text(key):
    name, scope, period = key
    body = scope if isinstance(scope, str) else scope[1]
    return f"{name}/{body}/{period_text(period)}"


def expected(model):
    """What each assessment should be, in the words of the program's JSON."""
    out = {}
    for key, seen in Oracle(model).run().items():
        number = is_value(seen.value) and not isinstance(seen.value, str)
        value = decimal(seen.value) if number else seen.value if is_value(seen.value) else None
        out[key_text(key)] = (value, seen.state, seen.level, seen.assessable)
    return out


def actual(model, program, folder):
    for name, content in files(model).items():
        Path(folder, name).write_text(content, encoding="utf-8")
    result = subprocess.run([program, "kör", "modell.styr", "--per", period_text(model.per), "--format", "json"], cwd=folder,
                            capture_output=True, check=False, timeout=60)
    if result.returncode not in (0, 1):
        return {"": (f"status {result.returncode}", result.stderr.decode(errors="replace")[:2000], result.stdout.decode(errors="replace")[:1500], None)}
    return {a["id"]: (a["value"], a["value_state"], a["level"] and a["level"]["name"], a["assessable"]) for a in json.loads(result.stdout)["assessments"]}


def differences(model, program, folder):
    """The assessments that are not the same, with both sides."""
    try:
        right = expected(model)
    except Beyond:
        return {}
    given = actual(model, program, folder)
    return {key: (right.get(key), given.get(key)) for key in [*right, *given] if right.get(key) != given.get(key)}


# ---- shrinking ----

def parts(e):
    """What an expression can be replaced with: its own parts."""
    return [p for p in e[1:] if isinstance(p, tuple) and p and isinstance(p[0], str)] + [p for l in e[1:] if isinstance(l, list) for p in l if isinstance(p, tuple)]


def simpler(e):
    """One step simpler, at any depth."""
    yield from parts(e)
    if e[0] == "agg" and e[4]:
        yield e[:4] + (None,) + e[5:]
        yield from (e[:4] + (c,) + e[5:] for c in parts(e[4]))
    for n, part in enumerate(e):
        if isinstance(part, tuple) and part and isinstance(part[0], str):
            yield from (e[:n] + (s,) + e[n + 1:] for s in simpler(part))


def smaller(model):
    """Models with one thing less."""
    for kind in ("rules", "indicators", "parameters", "tables", "groups", "bodies"):
        for n in range(len(getattr(model, kind))):
            one = copy.deepcopy(model)
            del getattr(one, kind)[n]
            yield one
    for t, table in enumerate(model.tables):
        size = len(table.rows) // 2
        while size:
            for start in range(0, len(table.rows), size):
                one = copy.deepcopy(model)
                del one.tables[t].rows[start:start + size]
                yield one
            size //= 2
        for attribute, none in (("where", None), ("zero", False), ("partial", False)):
            if getattr(table, attribute):
                one = copy.deepcopy(model)
                setattr(one.tables[t], attribute, none)
                yield one
    for n, i in enumerate(model.indicators):
        for attribute, none in (("targets", []), ("cases", []), ("tolerance", None), ("partial", False)):
            if getattr(i, attribute):
                one = copy.deepcopy(model)
                setattr(one.indicators[n], attribute, none)
                yield one
        for e in simpler(i.expr):
            one = copy.deepcopy(model)
            one.indicators[n].expr = e
            yield one
    for n, rule in enumerate(model.rules):
        for e in simpler(rule.condition):
            one = copy.deepcopy(model)
            one.rules[n].condition = e
            yield one


def complaints(found):
    """The codes that a run failed with."""
    return set(re.findall(r"\bS0\d{3}\b", found[1][1]))


def shrunk(model, key, first, program, folder):
    """As small as it gets while the same assessment still differs."""
    sides = [bool(side) for side in first]
    end, going = time.monotonic() + SHRINK_SECONDS, True
    while going:
        going = False
        for one in smaller(model):
            if time.monotonic() > end:
                return model
            try:
                found = differences(one, program, folder)
            except Exception:                         # what is left does not hang together
                continue
            if key in found and [bool(side) for side in found[key]] == sides and (key or complaints(found[key]) == complaints(first)):
                model, going = one, True
                break
    return model


def show(model, seed, key, found):
    print(f"--- frö {seed}: {key or 'körningen'}\n    väntat {found[0]}\n    fått   {found[1]}")
    for name, content in files(model).items():
        print(f"=== fil {name}\n{content}", end="")
    print(f"=== kör styr kör modell.styr --per {period_text(model.per)}", flush=True)


def check(seed, program, folder, small):
    model = Maker(random.Random(seed)).make_model()
    found = differences(model, program, folder)
    if not found:
        return True
    key = min(found, key=lambda k: (k != "", list(found).index(k)))
    if small:
        model = shrunk(model, key, found[key], program, folder)
    show(model, seed, key, differences(model, program, folder).get(key, found[key]))
    return False


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--antal", type=int, default=100)
    arguments.add_argument("--sekunder", type=float, default=1e9, help="börja inte på fler modeller efter så lång tid")
    arguments.add_argument("--program", default=os.environ.get("STYR_PROGRAM", "styr"))
    arguments.add_argument("--krympt", action=argparse.BooleanOptionalAction, default=True)
    a = arguments.parse_args()
    program, end = str(Path(a.program).resolve()) if os.sep in a.program else a.program, time.monotonic() + a.sekunder
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="styr-orakel-") as folder:
        for seed in range(a.seed, a.seed + a.antal):
            fine = check(seed, program, folder, a.krympt)
            passed, failed = passed + fine, failed + (not fine)
            if time.monotonic() > end:
                break
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
