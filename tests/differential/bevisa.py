#!/usr/bin/env python3
"""bevisa.py: looks for figures that contradict what `styr bevisa` says. Random models, and changed ones; what is said to hold for all figures is tried
on random rows for many committees at once, and every example is made into rows that `styr kör` must judge as the example says.
Usage: bevisa.py --program STYR [--seed N] [--models N]. The same seed gives the same models; one that differs is kept in --keep."""
import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

BODIES = [f"N{i}" for i in range(60)]
SUMS = ["summa(u.a)", "summa(u.b)", 'summa(u.a där slag = "p")', 'summa(u.b där slag = "p")', 'summa(u.a där slag = "q")']
OTHER_SUMS = ['summa(u.a där slag i ("p"; "q"))', 'summa(u.a där inte (slag = "p"))', 'summa(u.a där slag = "p" eller a > 2 kr)']
COUNTS = ['antal(u där slag = "p")', 'antal(u där slag = "q")', 'antal(u där inte (slag = "p"))', 'antal(u där a > 2 kr)', 'antal(u där slag = "p" och a > 2 kr)']
SHARES = ['andel(u där slag = "p")', 'andel(u där slag = "q")', 'andel(u där slag i ("p"; "q"))', 'andel(u där a > 2 kr)', 'andel(u där slag = "p" och a > 2 kr)']
LIMITS = [-5, 0, 1, 2, 3, 10]
TABLE = """
tabell u
    från          "u.csv"
    kolumn        "år"    som år    period
    kolumn        "organ" som organ organ
    kolumn        "slag"  som slag  text
    kolumn        "a"     som a     kr
    kolumn        "b"     som b     kr
    saknas        "-"
    ej tillämplig "x"
"""


# ---- random models: nested tuples, so that a part can be exchanged ----

class Maker:
    def __init__(self, rng):
        self.rng, self.indicators = rng, []

    def amount(self, depth=0):
        rng = self.rng
        kind = rng.random()
        if depth > 2 or kind < 0.45:
            if rng.random() < 0.15:
                return rng.choice(OTHER_SUMS)
            return rng.choice(SUMS + [name for name, *_ in self.indicators])
        if kind < 0.60:
            return f"({self.amount(depth + 1)} {rng.choice('+-')} {self.amount(depth + 1)})"
        if kind < 0.68:
            return f"{rng.choice(['abs', '-'])}({self.amount(depth + 1)})"
        if kind < 0.76:
            return f"{rng.choice(['min', 'max'])}({self.amount(depth + 1)}; {self.amount(depth + 1)})"
        if kind < 0.82:
            return f"({self.amount(depth + 1)} * {rng.choice(['50 %', '110 %', '2'])})"
        if kind < 0.86:
            return f"om_saknas({self.amount(depth + 1)}; {rng.choice(LIMITS)} kr)"
        if kind < 0.90:
            return f"avrunda({self.amount(depth + 1)} / 3; 0)"
        if kind < 0.95:
            return f"föregående({self.amount(depth + 1)})"
        return f"{rng.choice(LIMITS)} kr"

    def condition(self, value, depth=0):
        rng = self.rng
        kind = rng.random()
        if depth < 2 and kind < 0.30:
            return f"({self.condition(value, depth + 1)}) {rng.choice(['och', 'eller'])} ({self.condition(value, depth + 1)})"
        if depth < 2 and kind < 0.38:
            return f"inte ({self.condition(value, depth + 1)})"
        if kind < 0.44:
            return f"{rng.choice(['antal(u)', *COUNTS])} {rng.choice(['>', '<', '>='])} {rng.choice([0, 1, 2, 5])}"
        if kind < 0.47:
            return f"{rng.choice(SHARES)} {rng.choice(['>', '<', '>=', '='])} {rng.choice([0, 25, 50, 60, 100])} %"
        if kind < 0.50:
            return f"({self.amount(1)} / {self.amount(1)}) {rng.choice(['>', '<='])} {rng.choice([50, 100, 110])} %"
        if kind < 0.54:
            return f"{rng.choice(SUMS)} är saknas"
        if kind < 0.58 and self.indicators:
            return f"{rng.choice(self.indicators)[0]} är {rng.choice(['grön', 'gul', 'röd'])}"
        left = value if rng.random() < 0.7 else self.amount(1)
        right = f"{rng.choice(LIMITS)} kr" if rng.random() < 0.7 else self.amount(1)
        return f"{left} {rng.choice(['>', '>=', '<', '<=', '=', '<>'])} {right}"

    def make(self):
        rng = self.rng
        for i in range(rng.randint(1, 3)):
            levels = rng.choice([["grön", "röd"], ["grön", "gul", "röd"], ["grön", "gul", "röd"]])
            name, expr = f"i{i}", self.amount()
            cases = [(level, self.condition("V")) for level in levels[:-1]]
            target = rng.choice(["minst", "högst"]) + f" {rng.choice(LIMITS)} kr" if rng.random() < 0.3 else None
            self.indicators.append((name, expr, cases, levels[-1], target))
        rules = [(f"r{i}", self.condition(rng.choice(self.indicators)[0])) for i in range(rng.randint(1, 3))]
        return self.indicators, rules


def changed(rng, model):
    """The same with one thing exchanged for another that may mean the same."""
    indicators, rules = [list(i) for i in model[0]], list(model[1])
    at = rng.randrange(len(indicators))
    name, expr, cases, last, target = indicators[at]
    kind = rng.random()
    if kind < 0.3:
        expr = f"-(-({expr}))" if rng.random() < 0.5 else f"(({expr}) + 0 kr)"
    elif kind < 0.5:
        expr = f"({expr}) + 1 kr"
    elif not target:
        i = rng.randrange(len(cases))
        condition = cases[i][1]
        cases = list(cases)
        cases[i] = (cases[i][0], rng.choice([f"inte (inte ({condition}))", f"({condition}) och V >= -5 kr", f"({condition}) eller ({condition})",
                                              condition.replace(">=", ">", 1), condition.replace("1 kr", "2 kr", 1)]))
    indicators[at] = (name, expr, cases, last, target)
    if rng.random() < 0.4:
        rules[0] = (rules[0][0], rng.choice([f"inte (inte ({rules[0][1]}))", rules[0][1].replace("<", "<=", 1).replace("<==", "<="), f"({rules[0][1]}) och antal(u) >= 1"]))
    return indicators, rules


def written(model, bodies, cases_too):
    yield from (f"organ {name} är nämnd" for name in bodies)
    yield TABLE
    for name, expr, cases, last, target in model[0]:
        yield f"indikator {name}\n    enhet kr\n    per år\n    för varje nämnd\n    beräknas som {expr}"
        if target:
            yield f"    målvärde {target}\n"
            continue
        conditions = ", ".join(f"{level} när {condition.replace('V', 'värde')}" for level, condition in cases)
        yield f"    bedöms som {conditions}, annars {last}\n"
        for i, (_, condition) in enumerate(cases if cases_too else []):
            yield f'regel {name}-fall-{i}\n    per år\n    för varje nämnd\n    när {condition.replace("V", name)}\n    meddelande "x"\n'
    for name, condition in model[1]:
        yield f'regel {name}\n    per år\n    för varje nämnd\n    när {condition}\n    meddelande "x"\n'


# ---- rows ----

def random_rows(rng):
    yield "år;organ;slag;a;b"
    for body in BODIES:
        scale = rng.choice([1, 1, 1, 3])
        for year in (2023, 2024, 2025):
            for _ in range(rng.choice([0, 1, 1, 2, 3])):
                cells = [rng.choice(["-", "x"]) if rng.random() < 0.04 else str(rng.randint(-6, 12) * scale) + rng.choice(["", "", "", ",5", ",01"]) for _ in "ab"]
                yield f"{year};{body};{rng.choice('ppqr') if rng.random() > 0.04 else '-'};{cells[0]};{cells[1]}"


def rows_of(example):
    """Rows that add up to the example; None when it has states that rows of this simple kind do not show."""
    wanted = {}
    for item in example["data"]:
        text = item["what"]["sv"].replace(" (gamla modellen)", "").replace(" (nya modellen)", "")
        year = 2025
        if ", 20" in text:
            text, year = text.rsplit(", ", 1)
        if text not in SUMS and text != "antal(u)":
            return None
        if item["value_state"] != "value" and not (text in SUMS[:2]):
            return None
        wanted.setdefault(int(year), {})[text] = item["value"] if item["value_state"] == "value" else {"missing": "-", "not_applicable": "x"}[item["value_state"]]
    rows = ["år;organ;slag;a;b"]
    for year, sums in wanted.items():
        made = []
        for column in "ab":
            parts = {slag: sums.get(f'summa(u.{column} där slag = "{slag}")') for slag in "pq"}
            whole = sums.get(f"summa(u.{column})")
            if whole in ("-", "x"):
                if any(parts.values()):
                    return None
                made.append({"r": whole})
                continue
            cells = {slag: micro(value) for slag, value in parts.items() if value is not None}
            if whole is not None:
                cells["r"] = micro(whole) - sum(cells.values())
            made.append(cells)
        slags = sorted(set(made[0]) | set(made[1]))
        if "x" in made[0].values() or "x" in made[1].values():
            if len(slags) > 1:
                return None
        rows += [";".join([str(year), "N0", slag, cell(made[0].get(slag, 0)), cell(made[1].get(slag, 0))]) for slag in slags]
        count = sums.get("antal(u)")
        if count is not None:
            count = int(count)
            if count < len(slags) or count > 2000:
                return None
            if any(value in ("-", "x") for cells in made for value in cells.values()):
                if count > len(slags):
                    return None
            rows += [f"{year};N0;r;0;0"] * (count - len(slags))
    return rows


def micro(text):
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    whole, _, part = digits.partition(".")
    return sign * (int(whole) * 10**6 + int((part + "000000")[:6]))


def cell(value):
    if isinstance(value, str):
        return value
    return ("-" if value < 0 else "") + f"{abs(value) // 10**6},{abs(value) % 10**6:06d}"


# ---- running ----

class Checker:
    def __init__(self, program, folder):
        self.program, self.folder, self.counts = program, folder, {}

    def styr(self, *words):
        process = subprocess.run([self.program, *words], cwd=self.folder, capture_output=True, text=True, timeout=300)
        if process.returncode not in (0, 1, 2):
            raise Difference(f"status {process.returncode}: styr {' '.join(words)}\n{process.stderr[-500:]}")
        return json.loads(process.stdout) if process.returncode < 2 else None

    def write(self, name, lines):
        (self.folder / name).write_text("\n".join(lines) + "\n")

    def judged(self, model, rows, bodies):
        """body -> name -> level, or the truth of a rule, or the state that it has instead."""
        self.write("u.csv", rows)
        self.write("kör.styr", written(model, bodies, True))
        run = self.styr("kör", "kör.styr", "--per", "2025", "-f", "json")
        if run is None:
            raise Difference("modellen går inte att köra")
        out = {body: {} for body in bodies}
        for a in run["assessments"]:
            value = a["value"] if a["declaration_kind"] == "rule" else a["level"]["name"] if a["level"] else "inget"
            out[a["body"]][a["declaration"]] = value
        return out

    def count(self, what):
        self.counts[what] = self.counts.get(what, 0) + 1


class Difference(Exception):
    pass


ORDER = ["grön", "gul", "röd"]   # from the best


def contradiction(claim, model, samples):
    """A sample that the claim says cannot be; None when there is none."""
    kind, name, verdict = claim["claim"], claim["declaration"], claim["verdict"]
    if kind == "reachable" and verdict == "refuted":
        level = claim["text"]["sv"].split()[1]
        return next((s for s in samples if s.get(name) == level), None)
    if kind in ("can_hold", "can_fail") and verdict == "refuted":
        return next((s for s in samples if s.get(name) == ("yes" if kind == "can_hold" else "no")), None)
    if kind == "independent" and verdict == "refuted":
        other = claim["text"]["sv"].split("utan att ")[1].split()[0]
        return next((s for s in samples if s.get(name) == "yes" and s.get(other) != "yes"), None)
    if kind == "together" and verdict == "refuted":
        targets = [i[0] for i in model[0] if i[4]]
        return next((s for s in samples if all(s.get(t) == "grön" for t in targets)), None)
    if kind == "separate" and verdict == "proved":
        cases = next(i for i in model[0] if i[0] == name)[2]
        for i, (level, _) in enumerate(cases):
            for j in range(i + 1, len(cases)):
                if ORDER.index(level) >= ORDER.index(cases[j][0]):
                    continue
                chosen = [s for s in samples if s.get(name) == level and s.get(f"{name}-fall-{i}") == "yes"]
                both = [s for s in chosen if s.get(f"{name}-fall-{j}") == "yes"]
                if both and len(both) < len(chosen):
                    return both[0]
    return None


def try_example(checker, claim, models):
    rows = rows_of(claim["example"]) if claim["example"] and claim["example"]["period"] == "2025" else None
    if rows is None or claim["claim"] == "together":
        return
    words = [("(förut)", 0), ("(nu)", 1)] if len(models) == 2 else [("", 0)]
    for word, at in words:
        judged = checker.judged(models[at], rows, ["N0"])["N0"]
        for item in claim["example"]["outcome"]:
            what = item["what"]["sv"]
            if not what.endswith(word):
                continue
            what = what.removesuffix(word).strip()
            is_level = what.startswith("nivån för ")
            name = what.removeprefix("nivån för ")
            if not is_level and not name.startswith("r"):
                continue
            said = item["value"] if item["value_state"] == "value" else "inget"
            if judged.get(name) != said:
                raise Difference(f"exemplet stämmer inte: {claim['text']['sv']} {claim['declaration']}: {name} {said}, blev {judged.get(name)}\n" + "\n".join(rows))
    checker.count("exempel prövade mot rader")


def check_one(checker, rng, model, rounds):
    checker.write("m.styr", written(model, ["N0"], False))
    proofs = checker.styr("bevisa", "m.styr", "-f", "json")
    if proofs is None:
        return checker.count("modeller som inte godkänns")
    checker.count("modeller")
    samples = [s for _ in range(rounds) for s in checker.judged(model, random_rows(rng), BODIES).values()]
    for claim in proofs["claims"]:
        checker.count(f"{claim['claim']} {claim['verdict']}")
        found = contradiction(claim, model, samples)
        if found:
            raise Difference(f"motsagt av {found}: {claim['declaration']} {claim['text']['sv']}: {claim['verdict']}")
        try_example(checker, claim, [model])
    return None


def check_pair(checker, rng, old, new, rounds):
    checker.write("gammal.styr", written(old, ["N0"], False))
    checker.write("ny.styr", written(new, ["N0"], False))
    proofs = checker.styr("bevisa", "gammal.styr", "ny.styr", "-f", "json")
    if proofs is None:
        return
    checker.count("par")
    proved = [claim for claim in proofs["claims"] if claim["verdict"] == "proved"]
    for claim in proofs["claims"]:
        checker.count(f"{claim['claim']} {claim['verdict']}")
        try_example(checker, claim, [old, new])
    for _ in range(rounds if proved else 0):
        rows = list(random_rows(rng))
        before, after = checker.judged(old, rows, BODIES), checker.judged(new, rows, BODIES)
        for claim in proved:
            name = claim["declaration"]
            for body in BODIES:
                if before[body].get(name) != after[body].get(name):
                    raise Difference(f"{name} sades vara lika i båda, men {body}: {before[body].get(name)} och {after[body].get(name)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="build/styr")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--models", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5, help="tables tried for each model, of 60 committees")
    parser.add_argument("--keep", default="", metavar="FOLDER", help="where a model that differs is kept")
    options = parser.parse_args()
    program = str(Path(options.program).resolve())
    with tempfile.TemporaryDirectory(prefix="styr-bevisa-") as name:
        folder = Path(name)
        checker = Checker(program, folder)
        (folder / "tom.styr").write_text("organ SN är nämnd\n")
        if checker.styr("bevisa", "tom.styr", "-f", "json") is None:
            print("check-proofs: hoppas över, Z3 finns inte")
            return 77
        for i in range(options.models):
            rng = random.Random(f"{options.seed} {i}")
            model = Maker(rng).make()
            try:
                check_one(checker, rng, model, options.rounds)
                check_pair(checker, rng, model, changed(rng, model), options.rounds)
            except Difference as problem:
                print(f"modell {options.seed} {i}: {problem}")
                keep = Path(options.keep or tempfile.mkdtemp(prefix="styr-bevisa-"))
                keep.mkdir(exist_ok=True)
                for path in folder.iterdir():
                    (keep / path.name).write_bytes(path.read_bytes())
                print(f"filerna finns i {keep}")
                return 1
        print(", ".join(f"{count} {what}" for what, count in sorted(checker.counts.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
