"""report: what a run found, as RESULT.md, and the part of it that README shows. The goals stand here, with what reproduces each."""
import re
from collections import namedtuple

# least: how many times better than the peer (or which share, or how much at most: see sense). section: what `tests/bench/run --only` takes.
Goal = namedtuple("Goal", "key section text least unit sense shown", defaults=("minst", False))
GOALS = (
    Goal("ch-sumif", "skanning", "40 indikatorer i minnet mot ClickHouse `sumIf`", 10, "ggr", shown=True),
    Goal("duck-case", "skanning", "40 indikatorer i minnet mot DuckDB `SUM(CASE)`", 60, "ggr", shown=True),
    Goal("duck-filter", "skanning", "40 indikatorer i minnet mot DuckDB `SUM FILTER`", 120, "ggr", shown=True),
    Goal("duck-expert", "skanning", "mot DuckDB, kuben skriven för hand", 10, "ggr", shown=True),
    Goal("ch-expert", "skanning", "mot ClickHouse, kuben skriven för hand", 3.5, "ggr", shown=True),
    Goal("band-1", "skanning", "andel av minnets läshastighet, en tråd", 20, "%"),
    Goal("band-2", "stora", "andel av minnets läshastighet, två trådar", 35, "%"),
    Goal("interp", "skanning", "tolken ensam mot DuckDB `SUM(CASE)`", 20, "ggr"),
    Goal("kernel", "skanning", "kärnan ensam, utan kompilering, mot DuckDB `SUM(CASE)`", 20, "ggr"),
    Goal("threads", "stora", "två trådar mot en", 1.8, "ggr", shown=True),
    Goal("thousand", "antal", "1 000 indikatorer mot 40", 1.3, "ggr tiden", "högst", shown=True),
    Goal("figures-duck", "nyckeltal", "nyckeltal, 50 miljoner rader, mot DuckDB", 80, "ggr", shown=True),
    Goal("figures-ch", "nyckeltal", "nyckeltal, 50 miljoner rader, mot ClickHouse", 40, "ggr", shown=True),
    Goal("figures-shuffled", "nyckeltal", "nyckeltal i blandad ordning mot DuckDB", 40, "ggr"),
    Goal("csv-duck", "csv", "CSV till typade kolumner mot DuckDB", 8, "ggr", shown=True),
    Goal("csv-speed", "csv", "CSV till typade kolumner, en tråd", 2, "GB/s", shown=True),
    Goal("whole-duck", "hela", "CSV till 40 indikatorer, hela körningen, mot DuckDB", 15, "ggr", shown=True),
    Goal("whole-ch", "hela", "CSV till 40 indikatorer, hela körningen, mot ClickHouse", 8, "ggr", shown=True),
    Goal("cache", "lager", "andra körningen på samma fil mot den första", 5, "ggr", shown=True),
    Goal("small", "små", "40 indikatorer på 1 000 rader, hela körningen", 5, "ms", "högst", shown=True),
    Goal("small-mawk", "små", "1 000 rader mot mawk", 1, "ggr"),
    Goal("small-mlr", "små", "1 000 rader mot Miller", 4, "ggr"),
    Goal("small-duck", "små", "1 000 rader mot DuckDB", 12, "ggr"),
    Goal("jit-cold", "jit", "väntan på kompilerad kod, fyra uttryck, första gången", 60, "ms", "högst"),
    Goal("jit-forty", "jit", "väntan på kompilerad kod, fyrtio uttryck, första gången", 60, "ms", "högst"),
    Goal("jit-cached", "jit", "väntan på kompilerad kod som finns sparad, fyra uttryck", 1, "ms", "högst"),
    Goal("jit-rows", "jit", "räkning på raderna, kompilerad mot tolk", 3, "ggr"),
    Goal("memory", "minne", "största minnet för 100 miljoner rader från CSV", 2.5, "GiB", "högst", shown=True),
    Goal("memory-flat", "minne", "minnet med 1 000 indikatorer mot 40", 1.05, "ggr", "högst"),
)
MISSING = "finns inte"
QUIET = 0.3                # the load before the run, and afterwards the processors that others kept busy, of a machine that does nothing else
OPEN, CLOSE = "<!-- mätningar: skrivs av tests/bench/run -->", "<!-- slut på mätningar -->"


def figure(value, digits=3):
    """Swedish, with so many figures that matter."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if abs(value) >= 10 ** (digits - 1):
        text = f"{value:,.0f}".replace(",", " ")
    else:
        decimals = next((n for n in range(8) if abs(value) * 10 ** n >= 10 ** (digits - 1)), 8) if value else 0
        text = f"{value:.{decimals}f}"
    return text.replace(".", ",")


def rows_of(count):
    """10 miljoner, 200 000"""
    return f"{count // 1_000_000} miljoner" if count % 1_000_000 == 0 else f"{count:,}".replace(",", " ")


def goal_figure(goal):
    return f"{goal.sense} {goal.least:g} {goal.unit}".replace(".", ",")


class Result:
    def __init__(self, small, sections):
        self.sections = sections
        self.small, self.values, self.reasons, self.tables, self.notes, self.faults, self.alike = small, {}, {}, [], [], [], 0

    def goal(self, key, value):
        self.values[key] = value

    def ratio(self, key, peer, own):
        """peer / own, where both were measured."""
        if peer and own:
            self.values[key] = peer / own
        else:
            self.missing(key, "det som jämförs mättes inte")

    def missing(self, key, reason):
        self.reasons.setdefault(key, reason)

    def table(self, title, head, rows, note=""):
        self.tables.append((title, head, rows, note))

    def note(self, text):
        if text not in self.notes:
            self.notes.append(text)

    def hold(self, who, wrong):
        """Somebody's answer was compared with what is right; wrong says how it differs, or is None."""
        if wrong:
            self.fault(f"{who} svarar fel: {wrong}")
        else:
            self.alike += 1

    def fault(self, text):
        """An answer that is wrong, or a section that broke: the run fails, whatever the times."""
        print(f"FEL: {text}", flush=True)
        self.faults.append(text)


def met(goal, value):
    return value >= goal.least if goal.sense == "minst" else value <= goal.least


def goal_row(result, goal):
    value = result.values.get(goal.key)
    if value is None:
        return [goal.text, goal_figure(goal), MISSING if goal.section in result.sections else "inte mätt", ""]
    return [goal.text, goal_figure(goal), f"{figure(value)} {goal.unit}", "" if result.small else "ja" if met(goal, value) else "nej"]


def command_of(goal):
    return f"`make -C build bench ARGS='--only {goal.section}'`"


def markdown_table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def brief(result):
    shown = [goal for goal in GOALS if goal.shown and goal.section in result.sections]
    return markdown_table(["vad", "mål", "uppmätt", "nått"], [goal_row(result, goal) for goal in shown])


def is_quiet(machine):
    return machine["last före"] <= QUIET and machine["andras processortid"] <= QUIET / 3


def quiet_text(machine):
    return "Maskinen var i vila." if is_quiet(machine) else "**Maskinen var inte i vila: tiderna är osäkra.**"


def result_text(result, machine, versions, took):
    out = ["# Mätningar\n", "Skriven av `make bench`. Varje rad kan mätas om för sig: kommandot står intill. Tiderna är medianer; alla i en tabell turades om i",
           f"samma körning. {result.alike} svar jämfördes, till sista öret{', och %d var fel' % len(result.faults) if result.faults else ' och lika'}.\n",
           "## Maskinen\n", markdown_table(["", ""], [[name, figure(value)] for name, value in {**machine, **versions}.items()]),
           f"Mätningen tog {figure(took / 60)} minuter. {quiet_text(machine)}\n",
           "## I korthet\n", brief(result),
           "## Alla mål\n", markdown_table(["vad", "mål", "uppmätt", "nått", "mäts om med"],
                                           [goal_row(result, goal) + [command_of(goal)] for goal in GOALS])]
    missing = [f"- {goal.text}: {result.reasons[goal.key]}" for goal in GOALS if goal.key in result.reasons and goal.key not in result.values]
    if missing:
        out += ["Det som inte finns:\n", "\n".join(missing) + "\n"]
    for title, head, rows, note in result.tables:
        out += [f"## {title}\n", markdown_table(head, rows)] + ([note + "\n"] if note else [])
    if result.notes:
        out += ["## Att tänka på\n", "\n".join(f"- {note}" for note in result.notes) + "\n"]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out))


def measured_on(text):
    """One line of what a RESULT.md was measured on, for README."""
    cells = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text.partition("## I korthet")[0], re.M))
    quiet = "" if quiet_text({"last före": 0, "andras processortid": 0}) in text else " Maskinen gjorde annat samtidigt: siffrorna är osäkra."
    return (f"Uppmätt {cells.get('dag', '?')} på {cells.get('processor', '?')} med {cells.get('processorer', '?')} processorer och {cells.get('minne', '?')}, mot DuckDB "
            f"{cells.get('DuckDB', '?')} och {cells.get('chdb', '?').rpartition('(')[2].rstrip(')')}, alla på en tråd.{quiet}")


def brief_of(text):
    """What README shows of a RESULT.md; of none, that there is none."""
    found = text and re.search(r"^## I korthet\n\n((?:\|.*\n)+)", text, re.M)
    return f"{found.group(1)}\n{measured_on(text)}\n" if found else "Ännu inte uppmätt.\n"


def write_readme(root, text):
    readme = root / "README.md"
    before, opened, rest = readme.read_text(encoding="utf-8").partition(OPEN)
    _, closed, after = rest.partition(CLOSE)
    if opened and closed:
        readme.write_text(f"{before}{OPEN}\n\n{brief_of(text)}\n{CLOSE}{after}", encoding="utf-8")


def rows_told(text):
    """What is measured and its goal, of every row of the goals in a RESULT.md."""
    section = text.partition("## Alla mål")[2].partition("\n## ")[0]
    return [tuple(cell.strip() for cell in line.split(" | ")[:2] + line.split(" | ")[-1:]) for line in section.splitlines() if line.startswith("| ")][2:]


def problems(root):
    """Of form only, for figures age whatever one does: README shows what RESULT.md says, and RESULT.md has a row for every goal there is."""
    path, readme = root / "tests/bench/RESULT.md", (root / "README.md").read_text(encoding="utf-8")
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    out = []
    if readme.partition(OPEN)[2].partition(CLOSE)[0].strip() != brief_of(text).strip():
        out.append("README.md visar inte det som tests/bench/RESULT.md säger: kör tests/bench/run --readme")
    told = [(f"| {goal.text}", goal_figure(goal), f"{command_of(goal)} |") for goal in GOALS]
    if text and rows_told(text) != told:
        out.append("tests/bench/RESULT.md har andra mål än tests/bench/report.py: mät om med make bench")
    return out
