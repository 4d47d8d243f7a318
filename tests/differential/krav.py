#!/usr/bin/env python3
"""krav.py: conditions on the model itself, reckoned a second time. Random models (bodies, goals, risks) with random constraints; what each constraint comes to
for each thing is worked out here, by the words of the manual, and written as the expectations of a test: `styr testa` must find them all true. A constraint
that the program calls impossible or self-evident must be so for every thing.
Usage: krav.py --program STYR [--seed N] [--models N]. The same seed gives the same models; one that differs is kept in --keep."""
import argparse
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

YES, NO, UNKNOWN = "ja", "nej", "okänt"
BODIES = ["BUN", "SN", "TN"]
TAGS = ["social", "ekologisk", "ekonomisk"]
OPS = {"=": lambda a, b: a == b, "<>": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b}


def truth(value):
    return YES if value else NO


def negated(x):
    return {YES: NO, NO: YES, UNKNOWN: UNKNOWN}[x]


def both(x, y):
    return NO if NO in (x, y) else UNKNOWN if UNKNOWN in (x, y) else YES


# ---- things: dictionaries; sets are lists of things, what is not stated is None ----

def make_model(rng):
    bodies = [{"slag": "organ", "namn": name, "mål": [], "risker": []} for name in BODIES]
    tops = [{"slag": "mål", "namn": f"topp{i}", "under": []} for i in range(2)]
    goals, risks = [], []
    for i in range(rng.randint(0, 6)):
        goal = {"slag": "mål", "namn": f"m{i}", "under": rng.sample(tops, rng.randint(0, 2)), "märkt": rng.sample(TAGS, rng.randint(0, 2)), "risker": []}
        goal["ansvarig"] = rng.sample(bodies, rng.randint(0, 2))
        goal["tal"] = rng.choice([None, 0, 1, 2, 3])
        goal["klar"] = rng.choice([None, True, False])
        goal["beslutsdatum"] = rng.choice([None, "2024-01-31", "2024-12-31", "2025-01-01", "2025-06-15"])
        for body in goal["ansvarig"]:
            body["mål"].append(goal)
        goals.append(goal)
    for i in range(rng.randint(0, 4)):
        risk = {"slag": "risk", "namn": f"r{i}", "hos": rng.sample(bodies, 1), "hotar": rng.sample(goals, rng.randint(0, min(2, len(goals))))}
        risk["sannolikhet"], risk["konsekvens"] = rng.choice([None, 1, 2, 3, 4]), rng.choice([None, 1, 2, 3, 4])
        known = None not in (risk["sannolikhet"], risk["konsekvens"])
        risk["riskvärde"] = risk["sannolikhet"] * risk["konsekvens"] if known else None
        risk["tal"] = rng.choice([None, 1, 5])
        risk["hos"][0]["risker"].append(risk)
        for goal in risk["hotar"]:
            goal["risker"].append(risk)
        risks.append(risk)
    return {"organ": bodies, "topp": tops, "mål": goals, "risk": risks}


def written(model):
    yield 'styrmodell prov "Prov"\n    mandatperiod 2023–2026'
    yield "organ KF är fullmäktige\norgan KS är styrelse under KF"
    for body in model["organ"]:
        yield f"organ {body['namn']} är nämnd under KF"
    yield "nivå toppmål beslutas av KF\nnivå nämndmål under toppmål beslutas av nämnden"
    # characteristics are known when somebody states them
    yield 'dokument register egenskap tal 0 egenskap klar ja'
    for goal in model["topp"]:
        yield f"mål {goal['namn']} är toppmål avgörs av bedömning"
    for goal in model["mål"]:
        line = f"mål {goal['namn']} är nämndmål avgörs av bedömning"
        line += " under " + ", ".join(g["namn"] for g in goal["under"]) if goal["under"] else ""
        line += " ansvarig " + ", ".join(b["namn"] for b in goal["ansvarig"]) if goal["ansvarig"] else ""
        line += " märkt " + ", ".join(goal["märkt"]) if goal["märkt"] else ""
        line += f" egenskap tal {goal['tal']}" if goal["tal"] is not None else ""
        line += f" egenskap klar {'ja' if goal['klar'] else 'nej'}" if goal["klar"] is not None else ""
        line += f" beslutad av KF {goal['beslutsdatum']}" if goal["beslutsdatum"] else ""
        yield line
    for risk in model["risk"]:
        line = f"risk {risk['namn']} hos {risk['hos'][0]['namn']}"
        line += " hotar " + ", ".join(g["namn"] for g in risk["hotar"]) if risk["hotar"] else ""
        for name in ("sannolikhet", "konsekvens"):
            line += f" {name} {risk[name]}" if risk[name] is not None else ""
        line += f" egenskap tal {risk['tal']}" if risk["tal"] is not None else ""
        yield line


# ---- conditions: trees that are written and reckoned ----

SETS = {"organ": ["mål", "risker"], "mål": ["ansvarig", "risker", "under"], "risk": ["hos", "hotar"], "topp": []}
MEMBERS = {"mål": "mål", "risker": "risk", "ansvarig": "organ", "under": "topp", "hos": "organ", "hotar": "mål"}
NUMBERS = {"organ": ["tal"], "mål": ["tal"], "risk": ["sannolikhet", "konsekvens", "riskvärde", "tal"], "topp": ["tal"]}


def set_of(rng, kind):
    """A set as (text, kind of its members, how to find it from the frames)."""
    own = SETS[kind]
    if own and rng.random() < 0.8:
        name = rng.choice(own)
        return name, MEMBERS[name], lambda frames, model, name=name: frames[0][name]
    name, members = rng.choice([("modell.risker", "risk"), ("nämnd", "organ"), ("nämndmål", "mål")])
    return name, members, lambda frames, model, members=members: model[members]


def prop(frames, name):
    for thing in frames:
        if thing.get(name) is not None:
            return thing[name]
    return None


def number(rng, kind, depth):
    roll = rng.random()
    if roll < 0.3 or depth <= 0:
        name = rng.choice(NUMBERS[kind])
        if name == "tal":
            return name, lambda f, m: prop(f, "tal")
        return name, lambda f, m, name=name: f[0][name]
    text, members, find = set_of(rng, kind)
    if roll < 0.8:
        if rng.random() < 0.5:
            return f"antal({text})", lambda f, m: len(find(f, m))
        inner_text, inner = condition(rng, members, depth - 1)

        def count(f, m):
            results = [inner([thing] + f, m) for thing in find(f, m)]
            return None if UNKNOWN in results else results.count(YES)
        return f"antal({text} där {inner_text})", count
    inner_text, inner = number(rng, members, 0)

    def total(f, m):
        values = [inner([thing] + f, m) for thing in find(f, m)]
        return None if None in values else sum(values)
    return f"summa({text}; {inner_text})", total


def comparison(rng, kind, depth):
    text, find = number(rng, kind, depth)
    op, limit = rng.choice(list(OPS)), rng.randint(0, 4)
    if rng.random() < 0.2:
        low, high = sorted((rng.randint(0, 4), rng.randint(0, 4)))

        def within(f, m):
            value = find(f, m)
            return UNKNOWN if value is None else truth(low <= value <= high)
        return f"{text} är mellan {low} och {high}", within

    def compare(f, m):
        value = find(f, m)
        return UNKNOWN if value is None else truth(OPS[op](value, limit))
    return f"{text} {op} {limit}", compare


def date_condition(rng):
    op, (shown, first, last) = rng.choice(list(OPS)), rng.choice([("2024", "2024-01-01", "2024-12-31"), ("2024-12", "2024-12-01", "2024-12-31"),
                                                                 ("2025-01-01", "2025-01-01", "2025-01-01")])
    if shown == "2024":
        shown = "2024-H1"
        last = "2024-06-30"
    tests = {"=": lambda d: first <= d <= last, "<>": lambda d: not first <= d <= last, "<": lambda d: d < first, "<=": lambda d: d <= last,
             ">": lambda d: d > last, ">=": lambda d: d >= first}

    def compare(f, m):
        day = f[0]["beslutsdatum"]
        return UNKNOWN if day is None else truth(tests[op](day))
    return f"beslutsdatum {op} {shown}", compare


def own_condition(rng, kind):
    """What can be asked of things of the kind beside numbers."""
    if kind == "mål":
        tag, body = rng.choice(TAGS), rng.choice(BODIES)
        choices = [
            (f'"{tag}" i märkt', lambda f, m: truth(tag in f[0]["märkt"])),
            (f'märkt = "{tag}"', lambda f, m: truth(tag in f[0]["märkt"])),
            (f'"{tag}" inte i märkt', lambda f, m: truth(tag not in f[0]["märkt"])),
            (f"ansvarig = {body}", lambda f, m: truth(any(b["namn"] == body for b in f[0]["ansvarig"]))),
            ("under i toppmål", lambda f, m: truth(bool(f[0]["under"]))),
            ("finns ansvarig", lambda f, m: truth(bool(f[0]["ansvarig"]))),
            ("inte finns beslutsdatum", lambda f, m: truth(f[0]["beslutsdatum"] is None)),
            date_condition(rng),
        ]
        return rng.choice(choices)
    if kind == "risk":
        return rng.choice([("finns hotar", lambda f, m: truth(bool(f[0]["hotar"]))), ("finns riskvärde", lambda f, m: truth(f[0]["riskvärde"] is not None)),
                           ("hotar i nämndmål", lambda f, m: truth(bool(f[0]["hotar"])))])
    body = rng.choice(BODIES)
    if kind == "organ":
        return f'namn = "{body.lower()}"', lambda f, m: truth(f[0]["namn"] == body)
    return "finns titel", lambda f, m: YES


def klar(rng):
    def stated(f, m):
        value = prop(f, "klar")
        return UNKNOWN if value is None else truth(value)
    return rng.choice([("klar", stated), ("klar är ja", stated), ("klar är nej", lambda f, m: negated(stated(f, m))),
                       ("finns klar", lambda f, m: truth(prop(f, "klar") is not None))])


QUANTIFIERS = ["alla", "ingen", "minst 2", "högst 1", "exakt 1", "minst hälften", "minst 50 %"]


def decide(words, results):
    yes, no, count = results.count(YES), results.count(NO), len(results)
    most = count - no
    if words in ("alla", "ingen", "minst hälften", "minst 50 %") and count == 0:
        return UNKNOWN
    lower = {"alla": count, "minst 2": 2, "exakt 1": 1, "minst hälften": count / 2, "minst 50 %": count / 2}.get(words, 0)
    upper = {"ingen": 0, "högst 1": 1, "exakt 1": 1}.get(words, count)
    least = YES if yes >= lower else NO if most < lower else UNKNOWN
    at_most = NO if yes > upper else YES if most <= upper else UNKNOWN
    return both(least, at_most)


def quantified(rng, kind, depth):
    words = rng.choice(QUANTIFIERS)
    text, members, find = set_of(rng, kind)
    has_text, has = condition(rng, members, depth - 1)
    where_text, where = condition(rng, members, 0) if rng.random() < 0.4 else (None, None)

    def tally(f, m):
        results = []
        for thing in find(f, m):
            counts = where([thing] + f, m) if where else YES
            if counts != NO:
                results.append(UNKNOWN if counts == UNKNOWN else has([thing] + f, m))
        return decide(words, results)
    middle = f" där ({where_text})" if where else ""
    return f"({words} av {text}{middle} har ({has_text}))", tally


def condition(rng, kind, depth):
    roll = rng.random()
    if depth > 0 and roll < 0.3:
        (a_text, a), (b_text, b) = condition(rng, kind, depth - 1), condition(rng, kind, depth - 1)
        if rng.random() < 0.5:
            return f"({a_text} och {b_text})", lambda f, m: both(a(f, m), b(f, m))
        return f"({a_text} eller {b_text})", lambda f, m: negated(both(negated(a(f, m)), negated(b(f, m))))
    if depth > 0 and roll < 0.4:
        text, inner = condition(rng, kind, depth - 1)
        return f"inte ({text})", lambda f, m: negated(inner(f, m))
    if depth > 0 and roll < 0.6:
        return quantified(rng, kind, depth)
    if roll < 0.7:
        return klar(rng)
    if roll < 0.85:
        return comparison(rng, kind, depth)
    return own_condition(rng, kind)


# ---- one model against the program ----

WORDS = {"organ": "nämnd", "mål": "nämndmål", "risk": "risk"}


def constraints(rng, count):
    for i in range(count):
        kind = rng.choice(list(WORDS))
        text, find = condition(rng, kind, rng.randint(0, 3))
        yield f"k{i}", kind, text, find


def expectation(name, thing, result):
    end = {YES: "utlöses inte", NO: "utlöses", UNKNOWN: "är ej bedömbar"}[result]
    return f"    förvänta {name} för {thing['namn']} {end}"


def text_of(model, kept):
    lines = list(written(model))
    for name, kind, text, _ in kept:
        lines.append(f"krav {name}\n    för varje {WORDS[kind]}\n    villkor {text}")
    expected = [expectation(name, thing, find([thing], model)) for name, kind, _, find in kept for thing in model[kind]]
    if expected:
        lines += ["test t"] + expected
    return "\n".join(lines) + "\n", len(expected)


def run(program, verb, path):
    done = subprocess.run([program, verb, str(path), "--kort"], capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def wrongly_called(model, kept, said):
    """Constraints called impossible (S0709) or self-evident (S0710) that are neither."""
    wrong = []
    for name, kind, text, find in kept:
        results = {find([thing], model) for thing in model[kind]}
        if (name, "S0709") in said and YES in results or (name, "S0710") in said and NO in results:
            wrong.append(f"{name}: {text}: {results}")
    return wrong


def try_model(args, seed, folder):
    rng = random.Random(seed)
    model, kept = make_model(rng), list(constraints(rng, 12))
    path = folder / "m.styr"
    path.write_text(text_of(model, kept)[0], encoding="utf-8")
    said = set(re.findall(r"(S0709|S0710): kravet (k\d+) ", run(args.program, "granska", path)[2]))
    said = {(name, code) for code, name in said}
    wrong = wrongly_called(model, kept, said)
    kept = [one for one in kept if (one[0], "S0709") not in said]
    text, count = text_of(model, kept)
    path.write_text(text, encoding="utf-8")
    if not count:
        return 0, len(said), wrong
    status, out, err = run(args.program, "testa", path)
    if status != 0:
        failed = [line.strip() for line in out.splitlines() if line.strip().startswith("■")]
        wrong.append(f"styr testa gav {status}: {err[:300]}{failed[:4]}")
        wrong += [f"{name}: {text}" for name, _, text, _ in kept if any(f" {name} för" in line for line in failed[:4])]
    return count, len(said), wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--models", type=int, default=150)
    parser.add_argument("--keep", default="")
    args = parser.parse_args()
    outcomes = called = different = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(args.seed, args.seed + args.models):
            count, said, wrong = try_model(args, seed, Path(folder))
            outcomes, called, different = outcomes + count, called + said, different + bool(wrong)
            for line in wrong:
                print(f"frö {seed}: {line}")
            if wrong and args.keep:
                Path(args.keep).mkdir(exist_ok=True)
                (Path(args.keep) / f"{seed}.styr").write_text((Path(folder) / "m.styr").read_text(encoding="utf-8"), encoding="utf-8")
    print(f"{args.models} modeller, {outcomes} utfall av krav, {called} krav kallade omöjliga eller självklara, {different} modeller skiljer")
    print(f"{args.models - different} passed, {different} failed")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
