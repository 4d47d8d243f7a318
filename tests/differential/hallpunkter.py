"""hallpunkter.py: random models of duties, reckoned by duties.py and by the program. Every difference is printed with its model.
Usage: hallpunkter.py --program STYR [--seed N] [--seeds N] [--sekunder N] [--spara FOLDER] [--allt]"""
import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from duties import NoDay, Reckoner, is_far
from duties_generator import Maker, files, write_declaration
from kalender import DAY

# What the program refuses or doubts with reason, and the generator makes by chance: days before the period's end, first after last, days that never are.
REFUSED = {"S0372", "S0376", "S0380", "S0374", "S0375", "S0393", "S0395"}


def run(program, folder, *words):
    return subprocess.run([program, *words], cwd=folder, capture_output=True, text=True, timeout=30, check=False)


def write_files(m, folder):
    for name, text in files(m).items():
        (Path(folder) / name).write_text(text)


def refused(program, folder, m):
    """The declarations that the program finds wrong; {name: code}."""
    result = run(program, folder, "granska", "m.styr", "--kort")
    lines = (Path(folder) / "m.styr").read_text().splitlines()
    found = {}
    for at, code in re.findall(r"^m\.styr:(\d+):\d+: fel (S\d+)", result.stderr, re.M):
        owner = next((line.split()[1] for line in reversed(lines[:int(at)]) if line.startswith("hållpunkt ")), "?")
        found[owner] = code
    return found, result


def pruned(program, folder, m):
    """Takes away what the program refuses; a reason it should not have is a failure."""
    while True:
        write_files(m, folder)
        found, result = refused(program, folder, m)
        if not found:
            return "" if result.returncode < 2 else result.stderr
        if set(found.values()) - REFUSED or "?" in found:
            return f"oväntat fel: {found}\n{result.stderr}"
        gone, before = set(found), 0
        while len(gone) != before:
            before = len(gone)
            gone |= {d.name for d in m.declarations if any(re.search(rf"\b{name}\b", write_declaration(d)) for name in gone)}
        m.declarations = [d for d in m.declarations if d.name not in gone]
        if not m.declarations:
            return ""


def brief(duty, expected):
    fields = next(iter(expected.values()), duty)
    return {field: duty[field] for field in fields}


def differences(expected, got):
    for key in sorted(set(expected) | set(got)):
        if key not in got:
            yield f"{key}: saknas hos styr, väntat {expected[key]}"
        elif key not in expected:
            yield f"{key}: väntas inte, styr ger {brief(got[key], expected)}"
        else:
            for field, value in expected[key].items():
                if got[key][field] != value:
                    yield f"{key}.{field}: väntat {value}, styr ger {got[key][field]}"


def told_by(result, model, year):
    found, limited = {}, {d.name for d in model.declarations if d.valid or d.exempt or model.valid}
    for duty in json.loads(result.stdout)["duties"]:
        other = duty["with"]
        unlimited = duty["deadline"] or duty["declaration"] not in limited
        if not unlimited or is_far(duty["year"], duty["id"].split("/", 2)[2], year):      # Reckoner.unclear
            continue
        found[duty["id"]] = {**duty, "with": other if other in model.kinds else None}
    return found


def one(seed, options, folder):
    """(checks, failures as text) of one model."""
    source = random.Random(seed)
    maker = Maker(source, options.allt)
    m = maker.make()
    problem = pruned(options.program, folder, m)
    if problem or not m.declarations:
        return 1, [problem] if problem else []
    try:
        maker.make_done()
    except NoDay:
        return 1, []
    if not m.has_log:
        m.done = []
    write_files(m, folder)
    failures, checks = [], 0
    for _ in range(3):
        year = source.choice((2023, 2024, 2025, 2025, 2026, 2026, 2027))
        as_of = date(year, 1, 1) + source.randint(-40, 400) * DAY if source.random() < 0.75 else None
        words = ["årshjul", "m.styr", "--format", "json", "--år", str(year)] + (["--per", str(as_of)] if as_of else [])
        result = run(options.program, folder, *words)
        if result.returncode > 1 or not result.stdout:
            failures.append(f"styr {' '.join(words)}: status {result.returncode} " + " ".join(re.findall(r"^fel .*", result.stderr, re.M)))
            continue
        expected = Reckoner(m, as_of, year).wheel(year)
        checks += len(expected)
        failures += [f"styr {' '.join(words)}: {text}" for text in differences(expected, told_by(result, m, year))]
    return checks, failures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=150)
    parser.add_argument("--sekunder", type=float, default=1e9)
    parser.add_argument("--spara")
    parser.add_argument("--allt", action="store_true")
    parser.add_argument("--visa", type=int, default=5)
    options = parser.parse_args()
    options.program = str(Path(options.program).resolve())
    start, checks, failed, models = time.monotonic(), 0, 0, 0
    for seed in range(options.seed, options.seed + options.seeds):
        if time.monotonic() - start > options.sekunder:
            break
        with tempfile.TemporaryDirectory() as folder:
            done, failures = one(seed, options, folder)
            models, checks, failed = models + 1, checks + done, failed + bool(failures)
            if failures and options.spara:
                target = Path(options.spara) / str(seed)
                target.mkdir(parents=True, exist_ok=True)
                for path in Path(folder).iterdir():
                    (target / path.name).write_bytes(path.read_bytes())
                (target / "SKILLNAD.txt").write_text("\n".join(failures) + "\n")
            if failures and failed <= options.visa:
                print(f"frö {seed}:\n" + "\n".join(failures[:8]))
    print(f"{models} modeller, {checks} hållpunkter prövade, {failed} modeller skiljer sig")
    print(f"{models - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
