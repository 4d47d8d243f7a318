"""compiling: what compiled code costs before it is there, what it gains on every row, and from how many rows it pays."""
import shutil

import answers
import rules
from bench import ENGINES, HERE
from report import figure, rows_of
from scans import NAMES, lines_of
from tools import Gone, interleave, median

# What is compiled is the reckoning on each row: four expressions, and one for each of the forty indicators.
FOUR, FORTY = "fyra uttryck", "fyrtio uttryck"


def models_of(folder):
    shutil.copy(HERE / "models/aritmetik.styr", folder)
    forty = folder / "aritmetik-40.styr"
    forty.write_text(rules.styr_model(rules.forty(), rules.reckoned), encoding="utf-8")
    return {FOUR: folder / "aritmetik.styr", FORTY: forty}


def agree(bench, driver, models):
    """Every engine reckons the same."""
    path = bench.data / "tabell.csv"
    for name, model in models.items():
        right = None
        driver.model(model)
        for engine in ENGINES:
            try:
                driver.scan(engine, 2)
            except Gone:
                continue
            found = driver.outcome(path)
            right = right or found
            bench.result.hold(f"{name}: {NAMES[engine]}", answers.difference(right, found))


def latency_of(bench, driver, model):
    """What is waited for compiled code, the first time and when it is kept."""
    kept = bench.data / "kod"

    def compiling(fresh):
        if fresh:
            shutil.rmtree(kept, ignore_errors=True)
            kept.mkdir(mode=0o700)
        driver.ask("kodlager", kept)
        driver.model(model)
        spent = driver.scan("jit")[1]
        if not spent:
            raise Gone("det fanns inget att kompilera, eller ingen kompilator")
        return spent

    samples = interleave({"första gången": lambda: compiling(True), "sparad": lambda: compiling(False)}, bench.rounds)
    shutil.rmtree(kept, ignore_errors=True)
    if isinstance(samples["första gången"], Gone):
        raise samples["första gången"]
    return samples


def reckoning(bench, driver, name, model, rows):
    """Seconds of a pass by engine."""
    driver.model(model)
    kept = bench.data / "kod"
    kept.mkdir(mode=0o700, exist_ok=True)
    driver.ask("kodlager", kept)
    samples = interleave({engine: lambda engine=engine: driver.scan(engine)[0] for engine in ("jit", "interp", "kernel")}, bench.rounds)
    shutil.rmtree(kept, ignore_errors=True)
    lines = lines_of({NAMES[engine]: spent for engine, spent in samples.items()}, NAMES["jit"], extra=lambda spent: figure(spent / rows * 1e9))
    bench.result.table(f"Räkning på varje rad, {name}, {rows_of(rows)} rader", ["", "ms", "minst–mest", "mot jit", "ns/rad"], lines,
                       "En tråd. Koden är kompilerad i förväg.")
    return {engine: median(spent) for engine, spent in samples.items()}


def break_even(name, times, latency, rows):
    """From how many rows compiling has paid for itself."""
    out = []
    for engine in ("interp", "kernel"):
        gain = (times[engine] - times["jit"]) / rows if times[engine] and times["jit"] else None
        out.append([f"{name}, mot {NAMES[engine]}", "–" if gain is None else "lönar sig aldrig" if gain <= 0 else f"{figure(latency / gain / 1e6)} miljoner rader"])
    return out


def section(bench):
    rows = 20_000 if bench.small else 1_000_000
    folder, driver = bench.ledger(rows, packed=False), bench.driver()
    driver.load(folder / "huvudbok.styr", 2)
    models, latencies, even = models_of(folder), [], []
    agree(bench, driver, models)
    for name, model in models.items():
        samples = latency_of(bench, driver, model)
        latencies += [[f"{name}, {kind}", figure(median(spent) * 1e3), f"{figure(min(spent) * 1e3)}–{figure(max(spent) * 1e3)}"] for kind, spent in samples.items()]
        times = reckoning(bench, driver, name, model, rows)
        even += break_even(name, times, median(samples["första gången"]), rows)
        if name == FOUR:
            bench.result.goal("jit-cold", median(samples["första gången"]) * 1e3)
            bench.result.goal("jit-cached", median(samples["sparad"]) * 1e3)
            bench.result.ratio("jit-rows", times["interp"], times["jit"])
        else:
            bench.result.goal("jit-forty", median(samples["första gången"]) * 1e3)
    bench.result.table("Väntan på kompilerad kod", ["", "ms", "minst–mest"], latencies,
                       "De fyra står i `models/aritmetik.styr`; de fyrtio är ett för varje indikator. Här väntar genomgången på koden, som med `--motor jit`; annars "
                       "räknar den medan koden görs. De vanliga 40 indikatorerna summerar bara det som står i raderna: där finns inget att kompilera.")
    bench.result.table("När kompilering lönar sig", ["", "från"], even, "Väntan första gången delad med det som varje rad vinner.")
