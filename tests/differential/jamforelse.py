#!/usr/bin/env python3
"""jamforelse.py: `styr jämför` against separate runs of `styr kör` of both models, as of the end of every month: the same outcomes, the same counts, the
   same requirements for as long, and nothing different when a model is compared with itself. Models and changes are random, the same ones every time.
   Then why: each change of a model is taken back by itself, and the causes of an outcome must be those without which it would not be what it is.
   jamforelse.py [--seed N] [--antal M] [--orsaker M] [--program PATH] [--sekunder S]"""
import argparse
import calendar
import collections
import copy
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

from generator import Maker
from modell import files

LAST_MONTHS = {"Q": 3, "T": 4, "H": 6}


# ---- a changed model ----

def change_one(maker, model):
    """One change of the model, in place."""
    r = maker.r
    what = r.choice(("expr", "target", "tolerance", "rule", "parameter", "drop", "add", "where", "zero", "partial", "cases"))
    i = r.choice(model.indicators)
    maker.tables, maker.parameters, maker.rules = model.tables, model.parameters, model.rules
    maker.indicators = model.indicators[:model.indicators.index(i)]
    place = {"scopes": i.scopes, "grain": i.grain, "wide": i.grain not in ("månad", "år")}
    if what == "expr":
        i.expr = maker.expression(i.unit, place, r.choice((0, 1, 2)))
    elif what == "target" and not i.cases:
        i.targets = [maker.make_target(i.unit)]
    elif what == "tolerance" and i.targets:
        i.tolerance = abs(maker.literal(i.unit)[1]) or Fraction(1)
    elif what == "cases" and not i.targets:
        i.cases = [(("cmp", ">", ("self",), maker.literal(i.unit)), "grön"), (None, "röd")]
    elif what == "rule" and model.rules:
        rule = r.choice(model.rules)
        maker.indicators = model.indicators
        rule.condition = maker.condition({"scopes": rule.scopes, "grain": rule.grain, "wide": False}, 1)
    elif what == "parameter" and model.parameters:
        p = r.choice(model.parameters)
        p.items = [(body, year, maker.literal(p.unit)[1]) for body, year, _ in p.items]
    elif what == "drop" and len(model.indicators) > 1:
        model.indicators.pop()
    elif what == "add":
        maker.indicators = model.indicators[:]
        model.indicators.append(maker.make_indicator(90 + len(model.indicators)))
    elif what == "where":
        table = r.choice(model.tables)
        table.where = maker.row_condition(table, 1)
    elif what in ("zero", "partial"):
        table = r.choice(model.tables)
        setattr(table, what, not getattr(table, what))


def make_pair(seed):
    maker = Maker(random.Random(seed))
    old = maker.make_model()
    new = copy.deepcopy(old)
    for _ in range(maker.r.choice((1, 1, 2, 3))):
        change_one(maker, new)
    return old, new


# ---- what the program says ----

def run(program, folder, *words):
    result = subprocess.run([program, *words, "--format", "json"], cwd=folder, capture_output=True, check=False, timeout=120)
    if result.returncode not in (0, 1):
        return result.returncode, result.stderr.decode(errors="replace")
    return result.returncode, json.loads(result.stdout)


def last_month(period):
    """The last month of a period, as (year, month)."""
    year, _, rest = period.partition("-")
    if not rest:
        return int(year), 12
    return (int(year), LAST_MONTHS[rest[0]] * int(rest[1])) if rest[0] in LAST_MONTHS else (int(year), int(rest))


def state_of(a):
    if a["exempt"]:
        return "exempt", None
    if a["declaration_kind"] == "rule" and a["value_type"] == "truth":
        if a["value_state"] == "not_applicable":
            return "not_applicable", None
        return {"yes": "triggered", "no": "not_triggered"}.get(a["value"], "unknown"), None
    if a["level"]:
        return "level", a["level"]["name"]
    if a["value_state"] == "not_applicable":
        return "not_applicable", None
    if not a["assessable"]:
        return "not_assessable", None
    return ("missing" if a["value_state"] == "missing" or a["value"] == "unknown" else "without_level"), None


ABSENT = (("absent", None), None)


def month_of(day):
    return tuple(map(int, day.split("-")[:2]))


def separate(program, folder, side, months):
    """Every outcome of one model: (declaration, body, period) -> (is a rule, (state, level), value); and of every requirement in how many periods it was there:
    (rule, body, key, the month in which it arose) -> count."""
    out, required = {}, collections.Counter()
    for year, month in months:
        status, document = run(program, folder, "kör", side, "--per", f"{year}-{month:02}")
        if isinstance(document, str):
            raise RuntimeError(f"styr kör {side} --per {year}-{month:02} gav status {status}:\n{document}")
        for a in document["assessments"]:
            if last_month(a["period"]) == (year, month):
                out[a["declaration"], a["body"], a["key"], a["period"]] = (a["declaration_kind"] == "rule", state_of(a), a["value"])
        for f in document["findings"]:
            if f["kind"] == "requirement" and last_month(f["period"]) == (year, month):
                required[f["declaration"], f["body"], f["key"], month_of(f["requirement"]["opened"])] += 1
    return out, required


def months_between(first, last):
    (year, month), end = map(int, first.split("-")[:2]), tuple(map(int, last.split("-")[:2]))
    while (year, month) <= end:
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


# ---- both ways ----

def counted(document):
    """The matrices in one: (is a rule, before, after) -> how many."""
    out = collections.Counter()
    for matrix in document["matrices"]:
        for row, before in zip(matrix["counts"], matrix["before"]):
            for count, after in zip(row, matrix["after"]):
                if count:
                    out[matrix["rules"], (before["state"], before["level"]), (after["state"], after["level"])] += count
    return out


def compared_requirements(document, side):
    out = collections.Counter()
    for r in document["requirements"]:
        if r[side]:
            out[r["rule"], r["body"], r["key"], last_month(r[side]["opened"])] += r[side]["periods"]
    return out


def compare(program, folder):
    """What is wrong, in lines; None when the pair cannot be compared."""
    status, document = run(program, folder, "jämför", "gammal", "ny")
    if isinstance(document, str):
        return None if status == 2 else [f"jämför gav status {status}: {document[:500]}"]
    wrong = [] if (status == 0) == document["same"] else ["slutstatus och same säger olika"]
    figures = document["figures"]
    if not figures:
        return wrong
    if calendar.monthrange(*map(int, figures["to"].split("-")[:2]))[1] != int(figures["to"][-2:]):
        wrong.append("sista dagen är ingen månads sista")
    months = list(months_between(figures["from"], figures["to"]))
    (old, before), (new, after) = separate(program, folder, "gammal", months), separate(program, folder, "ny", months)
    for side, required in (("before", before), ("after", after)):
        found = compared_requirements(document, side)
        wrong += [f"kravet {side} {k}: väntat {required[k]}, fått {found[k]}" for k in {**required, **found} if required[k] != found[k]]
    right, cells = collections.Counter(), {}
    for key in [*old, *(k for k in new if k not in old)]:
        is_rule = (old.get(key) or new.get(key))[0]
        before, after = (side[key][1:] if key in side else ABSENT for side in (old, new))
        right[is_rule, before[0], after[0]] += 1
        if before != after:
            cells[key] = (before, after)
    given = {}
    for cell in figures["cells"]:
        sides = tuple(((cell[s]["state"], cell[s]["level"]), cell[s]["quantity"]["value"]) for s in ("before", "after"))
        if sides[0] != sides[1]:                      # else they differ beyond the decimals that are written
            given[cell["declaration"], cell["body"], cell["key"], cell["period"]] = sides
        if not cell["causes"]:
            wrong.append(f"ingen orsak: {cell['declaration']} {cell['body']} {cell['period']}")
    wrong += [f"matrisen: {k}: väntat {right[k]}, fått {counted(figures)[k]}" for k in {**right, **counted(figures)} if right[k] != counted(figures)[k]]
    wrong += [f"utfallet {k}: väntat {cells.get(k)}, fått {given.get(k)}" for k in {**cells, **given} if cells.get(k) != given.get(k)]
    return wrong


# ---- why ----

ATTRIBUTES = {"indicators": (("computation", ("expr",)), ("target", ("targets",)), ("levels", ("tolerance", "cases"))), "rules": (("rule", ("condition",)),),
              "parameters": (("parameter", ("items",)),), "tables": (("data", ("where", "zero", "partial")),)}


def taken_back(old, new):
    """Every part of a declaration that is changed, and the new model without that."""
    for family, parts in ATTRIBUTES.items():
        known = {x.name: x for x in getattr(old, family)}
        for x in getattr(new, family):
            for kind, names in parts if x.name in known else ():
                if all(getattr(x, n) == getattr(known[x.name], n) for n in names):
                    continue
                without = copy.deepcopy(new)
                for n in names:
                    setattr(without.find(family, x.name), n, copy.deepcopy(getattr(known[x.name], n)))
                yield (kind, x.name), without


def result_of(cell, side, flipped):
    outcome = cell[side]
    return (outcome["state"], outcome["level"]) if flipped else (outcome["state"], outcome["level"], outcome["quantity"]["value"])


def cells_of(document):
    figures = document["figures"]
    return {(c["declaration"], c["body"], c["key"], c["period"]): c for c in figures["cells"]} if figures else {}


def wrong_causes(document, tries):
    """tries: for each change that could be taken back the comparison without it."""
    for key, cell in cells_of(document).items():
        flipped = result_of(cell, "before", True) != result_of(cell, "after", True)
        causes = {("data" if c["cause"].startswith("data") else c["cause"], name_of(document["changes"][c["change"]])) for c in cell["causes"]}
        if "absent" in (cell["before"]["state"], cell["after"]["state"]) or not flipped and cell["before"]["quantity"]["value"] == cell["after"]["quantity"]["value"]:
            continue
        needed = set()
        for change, cells in tries.items():
            without = result_of(cells[key], "after", flipped) if key in cells else result_of(cell, "before", flipped)
            if without != result_of(cell, "after", flipped):
                needed.add(change)
        if not needed <= causes:
            yield f"orsaken saknas till {key}: {sorted(needed - causes)}, sägs {sorted(causes)}"
        elif needed and any(c in tries and c not in needed for c in causes):
            yield f"orsak utan del i {key}: {sorted(c for c in causes if c in tries and c not in needed)}"


def name_of(change):
    return (change["after"] or change["before"])["name"]


def check_causes(seed, program, folder):
    old, new = make_pair(seed)
    maker = Maker(random.Random(seed + 1))
    maker.bodies, maker.groups, maker.per = old.bodies, old.groups, old.per
    for _ in range(3):
        try:
            change_one(maker, new)
        except (IndexError, AttributeError):             # the other maker knows less of the model
            pass
    lay_out(old, Path(folder, "gammal"), 2)
    lay_out(new, Path(folder, "ny"), 2)
    status, document = run(program, folder, "jämför", "gammal", "ny")
    if isinstance(document, str):
        return None
    tries = {}
    for change, without in taken_back(old, new):
        lay_out(without, Path(folder, "utan"), 2)
        status, other = run(program, folder, "jämför", "gammal", "utan")
        if not isinstance(other, str) and status != 2 and other["figures"]:
            tries[change] = cells_of(other)
    wrong = list(wrong_causes(document, tries))
    for line in wrong[:6]:
        print(f"frö {seed}: {line}", flush=True)
    return not wrong


def itself(program, folder):
    status, document = run(program, folder, "jämför", "gammal", "gammal")
    if isinstance(document, str):
        return None if status == 2 else [f"med sig själv: status {status}"]
    return [] if status == 0 and document["same"] else ["en modell skiljer sig från sig själv"]


def with_requirements(text, months):
    """Every rule requires a plan."""
    return re.sub(r"^(regel .*\n(?:    .*\n)*?    när .*)$", rf'\1\n    kräver plan senast {months} månader efter perioden', text, flags=re.M)


def lay_out(model, folder, months):
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, content in files(model).items():
        (folder / name).write_text(with_requirements(content, months) if name.endswith(".styr") else content, encoding="utf-8")


def check(seed, program, folder):
    old, new = make_pair(seed)
    lay_out(old, Path(folder, "gammal"), 2)
    lay_out(new, Path(folder, "ny"), 2 + seed % 2)
    wrong = compare(program, folder)
    same = itself(program, folder)
    for line in [*(wrong or []), *(same or [])][:8]:
        print(f"frö {seed}: {line}", flush=True)
    return None if wrong is None else not wrong and not same


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--antal", type=int, default=100)
    arguments.add_argument("--sekunder", type=float, default=1e9, help="börja inte på fler modeller efter så lång tid, för var sak")
    arguments.add_argument("--program", default=os.environ.get("STYR_PROGRAM", "styr"))
    arguments.add_argument("--orsaker", type=int, default=0, help="så många modeller till, vars ändringar tas tillbaka en i taget")
    a = arguments.parse_args()
    program = str(Path(a.program).resolve()) if os.sep in a.program else a.program
    results = collections.Counter()
    with tempfile.TemporaryDirectory(prefix="styr-jämför-") as folder:
        for one, count, seconds in ((check, a.antal, a.sekunder), (check_causes, a.orsaker, a.sekunder)):
            end = time.monotonic() + seconds
            for seed in range(a.seed, a.seed + count):
                results[one(seed, program, folder)] += 1
                if time.monotonic() > end:
                    break
    print(f"{results[None]} gick inte att jämföra\n{results[True]} passed, {results[False]} failed")
    return results[False] > 0


if __name__ == "__main__":
    sys.exit(main())
