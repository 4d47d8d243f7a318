#!/usr/bin/env python3
"""scenario.py: `styr scenario` against really editing the model and the rows and running again: the same value, level and truth of every outcome, to the
   last decimal. Also that variera gives in each setting what the edited parameter gives, and that --marginaler finds where an outcome changes: the edited
   parameter gives what was said, and one step less does not. Models, rows and scenarios are random, the same ones every time.
   scenario.py [--seed N] [--antal M] [--program PATH] [--sekunder S]"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

BODIES = ["KS", "BUN", "SN"]
MONTHS = ["2025-01", "2025-02", "2025-03"]
MILLION = 10 ** 6


def six(value):
    """Rounded half away from zero to six decimals."""
    scaled = abs(value) * MILLION
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, MILLION)


def swedish(value):
    value = Fraction(value)
    digits = f"{abs(value.numerator) * MILLION // value.denominator:07d}"
    text = f"{digits[:-6]},{digits[-6:]}".rstrip("0").rstrip(",")
    return ("-" if value < 0 else "") + text


def percent(value):
    return swedish(value * 100) + " %"


class Case:
    """A model, its rows and a scenario, and the same model and rows as the scenario makes them."""

    def __init__(self, seed):
        self.r = r = random.Random(seed)
        self.parameters = {name: r.choice((Fraction(r.randint(0, 800), 10000), Fraction(r.randint(1, 9), 100))) for name in ("löneökning", "uppräkning")}
        self.extra = Fraction(r.randint(0, 500))
        self.rows = [[body, month, r.choice((5010, 5020, 6010, 7010)), None if r.random() < 0.06 else Fraction(r.randint(-5000, 60000), 100)]
                     for body in BODIES for month in MONTHS for _ in range(r.randint(1, 4))]
        self.target = Fraction(r.randint(100, 1500))
        self.ceiling = self.target
        self.tolerance = Fraction(r.randint(1, 300))
        self.limits = sorted(r.sample(range(0, 900), 2))
        self.function = r.choice(("summa", "medel", "median", "max", "min", "senaste"))

    def model(self, scenario=""):
        return f"""styrmodell m "Modell"

organ KS "Kommunstyrelsen" är styrelse
organ BUN "Barn- och utbildningsnämnden" är nämnd
organ SN "Socialnämnden" är nämnd

tabell utfall
    från "utfall.csv"
    kolumn "organ" som organ organ
    kolumn "månad" som månad period
    kolumn "konto" som konto heltal
    kolumn "belopp" som belopp kr

parameter löneökning = {percent(self.parameters["löneökning"])}
parameter uppräkning = {percent(self.parameters["uppräkning"])}
parameter påslag = {swedish(self.extra)} kr

indikator kostnad
    enhet kr
    per månad
    för BUN, SN, KS
    tillåt delvis
    beräknas som summa(utfall.belopp där konto i 5000..5999) * (100 % + löneökning) + summa(utfall.belopp) + påslag
    målvärde högst {swedish(self.target)} kr
    tolerans {swedish(self.tolerance)} kr

indikator mått
    enhet kr
    per månad
    för BUN, SN, KS
    tillåt delvis
    beräknas som {self.function}(utfall.belopp) * (100 % + uppräkning)
    bedöms som grön när värde är högst {self.limits[0]} kr, gul när värde är högst {self.limits[1]} kr, annars röd

regel dyrt
    per månad
    för BUN, SN, KS
    när kostnad är över {swedish(self.ceiling)} kr eller mått är röd
    kräver åtgärdsplan till KS

{scenario}"""

    def csv(self):
        lines = ["organ;månad;konto;belopp"]
        lines += [f"{b};{m};{k};{'' if v is None else swedish(v)}" for b, m, k, v in self.rows]
        return "\n".join(lines) + "\n"

    # ---- one change: its text, and what it does ----

    def change_parameter(self):
        r, name = self.r, self.r.choice(list(self.parameters))
        how = r.choice(("till", "höjs", "sänks"))
        by = Fraction(r.randint(1, 500), 10000)
        if how == "till":
            self.parameters[name] = by
            return f"ändra {name} till {percent(by)}"
        self.parameters[name] += by if how == "höjs" else -by
        return f"ändra {name} {how} med {swedish(by * 100)} procentenheter"

    def change_extra(self):
        r = self.r
        if r.random() < 0.5:
            by = Fraction(r.randint(1, 50), 100)
            self.extra = self.extra * (1 + by)
            return f"ändra påslag höjs med {percent(by)}"
        by = Fraction(r.randint(1, 400))
        self.extra -= by
        return f"ändra påslag sänks med {swedish(by)} kr"

    def change_target(self):
        by = Fraction(self.r.randint(1, 50), 100)
        self.target *= 1 - by
        return f"ändra målvärde för kostnad sänks med {percent(by)}"

    def change_tolerance(self):
        self.tolerance = Fraction(self.r.randint(1, 200))
        return f"ändra tolerans för kostnad till {swedish(self.tolerance)} kr"

    def change_limit(self):
        self.limits[0] -= 7
        return "ändra gräns för grön i mått sänks med 7 kr"

    def change_rows(self):
        r = self.r
        body = r.choice([None, None] + BODIES)
        low, high = r.choice((None, (5000, 5999), (7000, 7999), (8000, 8999))) or (None, None)
        first = r.choice([None, None] + MONTHS)
        last = r.choice([None, None] + MONTHS)
        if first and last and first > last:
            first, last = last, first
        how, kind = r.choice((("till", 0), ("höjs", 0), ("höjs", 1), ("sänks", 0), ("sänks", 1), ("höjs", 2)))
        by = Fraction(r.randint(1, 900), 10000) if kind == 1 else Fraction(r.randint(1, 20000), 100)
        for row in self.rows:
            hit = (not body or row[0] == body) and (low is None or low <= row[2] <= high) and (not first or row[1] >= first) and (not last or row[1] <= last)
            if not hit or (row[3] is None and how != "till"):
                continue
            if how == "till":
                row[3] = by
            elif kind:
                share = ("uppräkning" and self.parameters["uppräkning"]) if kind == 2 else by
                row[3] = six(row[3] * (1 + share if how == "höjs" else 1 - share))
            else:
                row[3] += by if how == "höjs" else -by
        text = "ändra utfall.belopp" + (f" för {body}" if body else "") + (f" där konto i {low}..{high}" if low is not None else "")
        text += " till " if how == "till" else f" {how} med "
        text += "uppräkning" if kind == 2 else percent(by) if kind == 1 else f"{swedish(by)} kr"
        return text + (f" från och med {first}" if first else "") + (f" till och med {last}" if last else "")


def run(program, folder, *arguments):
    done = subprocess.run([program, *arguments, "--format", "json"], cwd=folder, capture_output=True, text=True, timeout=60, check=False,
                          env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"], **{k: v for k, v in os.environ.items() if k.startswith("STYR_")}})
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(arguments)}: status {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def outcome(assessment):
    level = assessment["level"]
    return (assessment["value"], assessment["value_state"], level and level["name"])


def shown(point):
    quantity = point["quantity"]
    return (quantity["value"], quantity["value_state"], point["level"])


def compare(base, edited, result):
    """What is different between the edited run and what the scenario says."""
    cells = {cell["id"]: cell for cell in result["cells"]}
    wrong = []
    for before in base["assessments"]:
        after = edited[before["id"]]
        said = shown(cells[before["id"]]["scenario"]) if before["id"] in cells else outcome(before)
        if said != outcome(after):
            wrong.append(f"{before['id']}: scenario {said}, ändrad modell {outcome(after)}")
    return wrong


def level(outcome):
    """What counts as another outcome: the level, or whether a rule is triggered."""
    value, state, name = outcome
    return (state, name, value if value in ("yes", "no", "unknown") else None)


def check_marginals(program, case, folder, per):
    """What --marginaler says of the model in the folder against models with the parameter edited."""
    said = run(program, folder, "scenario", "m.styr", "--per", per, "--marginaler")["marginals"]
    steps = {parameter["parameter"]: Fraction(parameter["step"]["value"]) for parameter in said["parameters"]}
    flips = [(cell, flip) for cell in said["cells"] for flip in cell["flips"] if flip["exact"]]
    kept, wrong = (dict(case.parameters), case.extra), []
    for cell, flip in case.r.sample(flips, min(3, len(flips))):
        name, to, now = flip["parameter"], Fraction(flip["to"]["value"]), Fraction(flip["from"]["value"])
        for value, expected in ((to, flip["becomes"]), (to - steps[name] if to > now else to + steps[name], cell["now"])):
            if name == "påslag":
                case.extra = value
            else:
                case.parameters[name] = value
            (folder / "m.styr").write_text(case.model())
            got = next(a for a in run(program, folder, "kör", "m.styr", "--per", per)["assessments"] if a["id"] == cell["id"])
            if level(outcome(got)) != level(shown(expected)):
                wrong.append(f"marginaler {cell['id']}, {name} {value}: {level(shown(expected))}, ändrad modell {level(outcome(got))}")
            case.parameters, case.extra = dict(kept[0]), kept[1]
    return wrong


def try_one(program, seed, folder):
    case = Case(seed)
    original_rows, original_model = case.csv(), case.model()
    changes = [case.r.choice((case.change_parameter, case.change_extra, case.change_target, case.change_tolerance, case.change_limit, case.change_rows,
                              case.change_rows, case.change_rows)) for _ in range(case.r.randint(1, 5))]
    # What rows are changed by is a parameter as the whole scenario has it, so parameters come first.
    changes.sort(key=lambda change: change == case.change_rows)
    lines = [change() for change in changes]
    varied = [Fraction(k, 100) for k in range(1, 5)]
    scenario = "scenario s\n" + "".join(f"    {line}\n" for line in lines)
    scenario += "\nscenario v\n    utgår från s\n    variera löneökning från 1 % till 4 % i steg om 1 procentenhet\n"
    (folder / "m.styr").write_text(original_model + scenario)
    (folder / "utfall.csv").write_text(original_rows)
    edited = folder / "ändrad"
    edited.mkdir(exist_ok=True)
    (edited / "m.styr").write_text(case.model())
    (edited / "utfall.csv").write_text(case.csv())
    per = case.r.choice(MONTHS)
    base = run(program, folder, "kör", "m.styr", "--per", per)
    after = {a["id"]: a for a in run(program, edited, "kör", "m.styr", "--per", per)["assessments"]}
    said = run(program, folder, "scenario", "m.styr", "--per", per)
    wrong = compare(base, after, said["scenarios"][0])
    wrong += check_marginals(program, case, edited, per)
    for i, value in enumerate(varied):
        case.parameters["löneökning"] = value
        (edited / "m.styr").write_text(case.model())
        setting = {a["id"]: a for a in run(program, edited, "kör", "m.styr", "--per", per)["assessments"]}
        for cell in said["scenarios"][1]["varied"]["cells"]:
            if shown(cell["points"][i]) != outcome(setting[cell["id"]]):
                wrong.append(f"variera {percent(value)} {cell['id']}: {shown(cell['points'][i])}, ändrad modell {outcome(setting[cell['id']])}")
    return scenario, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--antal", type=int, default=50)
    parser.add_argument("--sekunder", type=int, default=0)
    parser.add_argument("--program", default=str(Path(__file__).resolve().parent.parent.parent / "build/styr"))
    options = parser.parse_args()
    program, start, tried = str(Path(options.program).resolve()), time.monotonic(), 0
    for seed in range(options.seed, options.seed + options.antal):
        with tempfile.TemporaryDirectory(prefix="styr-scenario-") as folder:
            scenario, wrong = try_one(program, seed, Path(folder))
        tried += 1
        if wrong:
            print(f"frö {seed}:\n{scenario}\n" + "\n".join(wrong))
            return 1
        if options.sekunder and time.monotonic() - start > options.sekunder:
            break
    print(f"scenario.py: {tried} modeller, samma utfall som i de ändrade")
    return 0


if __name__ == "__main__":
    sys.exit(main())
