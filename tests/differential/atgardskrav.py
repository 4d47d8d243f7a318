"""atgardskrav.py: one requirement over time, reckoned here and by the program: monthly series with gaps, plans with days, escalation.
Usage: atgardskrav.py --program STYR [--seed N] [--seeds N] [--sekunder N] [--spara FOLDER]"""
import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import namedtuple
from datetime import date
from pathlib import Path

from kalender import DAY, add_months, add_workdays, last_of_month

BODIES = ("N1", "N2", "N3")
Plan = namedtuple("Plan", "body day effect")
Model = namedtuple("Model", "first series plans length escalations as_of")      # series: {body: [value or None for each month]}

TEXT = """organ KF "KF" är fullmäktige
organ KS "KS" är styrelse under KF
organ N1 "N1" är nämnd under KF
organ N2 "N2" är nämnd under KF
organ N3 "N3" är nämnd under KF
tabell ekonomi från "ekonomi.csv"
    kolumn "M" som månad period
    kolumn "N" som nämnd organ
    kolumn "B" som belopp tkr
indikator avvikelse enhet tkr
    per månad
    för varje nämnd
    beräknas som summa(ekonomi.belopp)
    bevakas
tabell planer från "planer.csv" i rollen åtgärdsplaner
    kolumn "N" som nämnd organ
    kolumn "D" som beslutad datum
    kolumn "E" som effekt tkr
regel underskott
    per månad
    för varje nämnd
    när avvikelse < 0 tkr
    kräver åtgärdsplan från nämnden till KS senast {length} efter perioden med effekt minst -avvikelse
    {escalations}
"""


def make(r):
    first, count = date(2024, r.randint(1, 9), 1), r.randint(3, 16)
    gaps, bad = r.choice((0, 0.1, 0.4)), r.choice((0.3, 0.6, 0.9))
    series = {b: [None if r.random() < gaps else r.choice((0, r.randint(1, 500))) if r.random() > bad else -r.randint(1, 500) for _ in range(count)] for b in BODIES}
    end = last_of_month((month := add_months(first, count - 1)).year, month.month)
    plans = [Plan(r.choice(BODIES), first + r.randint(0, (end - first).days + 40) * DAY, r.randint(1, 400)) for _ in range(r.choice((0, 2, 6, 12)))]
    plans += [Plan(r.choice(BODIES), last_of_month(m.year, m.month) + r.randint(-1, 1) * DAY, r.randint(1, 400)) for m in [add_months(first, r.randint(0, count - 1))]]
    length = r.choice(((r.randint(1, 60), "dagar"), (r.randint(1, 20), "arbetsdagar"), (r.randint(1, 3), "månader"), (r.randint(1, 6), "veckor")))
    steps = sorted(r.sample(range(1, 120), r.randint(0, 2)))
    return Model(first, series, sorted(plans, key=lambda plan: plan.day), length, list(zip(("KS", "KF"), steps)), end)


def files(m):
    count, unit = m.length
    escalations = "lyfts till " + ", ".join(f"{body} {days} dagar efter missad frist" for body, days in m.escalations) if m.escalations else ""
    rows = [f"{add_months(m.first, i):%Y-%m};{b};{v}" for b in BODIES for i, v in enumerate(m.series[b]) if v is not None]
    return {"m.styr": TEXT.format(length=f"{count} {'månad' if count == 1 and unit == 'månader' else unit}", escalations=escalations),
            "ekonomi.csv": "M;N;B\n" + "".join(row + "\n" for row in rows), "planer.csv": "N;D;E\n" + "".join(f"{p.body};{p.day};{p.effect}\n" for p in m.plans)}


def deadline_of(opened, length):
    count, unit = length
    return {"dagar": lambda: opened + count * DAY, "veckor": lambda: opened + 7 * count * DAY, "arbetsdagar": lambda: add_workdays(opened, count),
            "månader": lambda: add_months(opened, count)}[unit]()


def expected(m):
    found = {}
    for body in BODIES:
        opened = required = None
        for i, value in enumerate(m.series[body]):
            month = add_months(m.first, i)
            if value is not None and value < 0:      # the same one while it holds; an unknown month does not end it
                opened, required = opened or last_of_month(month.year, month.month), -value
            elif value is not None:
                opened = None
        if opened:
            found[body] = told(m, body, opened, required)
    return found


def told(m, body, opened, required):
    deadline, sum_so_far, reached = deadline_of(opened, m.length), 0, None
    for plan in m.plans:
        if plan.body == body and opened.replace(day=1) <= plan.day <= m.as_of:
            sum_so_far += plan.effect
            reached = reached or (plan.day if sum_so_far >= required else None)
    status = "missing" if not sum_so_far else "insufficient" if not reached else "fulfilled" if reached <= deadline else "fulfilled_late"
    late = 0 if reached else max(0, (m.as_of - deadline).days)
    raised = [step for step in m.escalations if late >= step[1]]
    return {"opened": str(opened), "deadline": str(deadline), "status": status, "days_late": late, "escalated_to": raised[-1][0] if raised else None,
            "escalated_on": str(deadline + raised[-1][1] * DAY) if raised else None, "planned": sum_so_far, "required": required}


def got(result):
    found = {}
    for finding in json.loads(result.stdout)["findings"]:
        r = finding["requirement"]
        if finding["kind"] == "requirement":
            plans = {key: int(r["plans"][key]["value"]) // 1000 for key in ("planned", "required")}
            found[finding["body"]] = {**{key: r[key] for key in ("opened", "deadline", "status", "days_late", "escalated_to", "escalated_on")}, **plans}
    return found


def one(seed, options, folder):
    m = make(random.Random(seed))
    for name, text in files(m).items():
        (Path(folder) / name).write_text(text)
    words = ["kör", "m.styr", "--per", str(m.as_of), "--format", "json"]
    result = subprocess.run([options.program, *words], cwd=folder, capture_output=True, text=True, timeout=30, check=False)
    if result.returncode > 1:
        return [f"status {result.returncode}: {result.stderr}"]
    mine, theirs = expected(m), got(result)
    return [f"styr {' '.join(words)}: {b}: väntat {mine.get(b)}, styr ger {theirs.get(b)}" for b in BODIES if mine.get(b) != theirs.get(b)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--sekunder", type=float, default=1e9)
    parser.add_argument("--spara")
    options = parser.parse_args()
    options.program = str(Path(options.program).resolve())
    start, models, failed = time.monotonic(), 0, 0
    for seed in range(options.seed, options.seed + options.seeds):
        if time.monotonic() - start > options.sekunder:
            break
        with tempfile.TemporaryDirectory() as folder:
            failures = one(seed, options, folder)
            models, failed = models + 1, failed + bool(failures)
            if failures and options.spara:
                target = Path(options.spara) / str(seed)
                target.mkdir(parents=True, exist_ok=True)
                for path in Path(folder).iterdir():
                    (target / path.name).write_bytes(path.read_bytes())
            if failures and failed <= 5:
                print(f"frö {seed}:\n" + "\n".join(failures))
    print(f"{models} modeller med krav prövade, {failed} skiljer sig")
    print(f"{models - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
