"""files: what files cost: reading them into columns, whole runs from start to exit, the second run, small files, compiling, and memory."""
import shutil
import subprocess

import answers
import rules
import sql_files
from bench import PEERS
from report import figure, rows_of
from scans import NAMES, lines_of
from tools import Gone, interleave, median


# ---- CSV to columns ----

def check_tables(bench, driver, peers):
    """What they have read gives the same indicators."""
    path, forty = bench.data / "tabell.csv", rules.forty()
    driver.scan("auto")
    right = driver.outcome(path)
    for name, peer in peers.items():
        found = answers.of_rows(peer.rows(sql_files.table_indicators(name, forty)), forty, kronor=name == "duckdb")
        bench.result.hold(f"CSV: {NAMES[name]}", answers.difference(right, found))


def csv_section(bench):
    rows = 200_000 if bench.small else 10_000_000
    folder, driver, peers = bench.ledger(rows), bench.driver(), bench.peers()
    path, size = folder / "huvudbok.csv", (folder / "huvudbok.csv").stat().st_size
    contestants = {"Styr, en tråd": lambda: driver.load(folder / "huvudbok.styr", 1)[0], "Styr, två trådar": lambda: driver.load(folder / "huvudbok.styr", 2)[0]}
    if "duckdb" in peers:
        contestants["DuckDB"] = lambda: peers["duckdb"].ask(do="run", sql=sql_files.duckdb_table(path))["seconds"]
    if "clickhouse" in peers:
        contestants["ClickHouse"] = lambda: sum(peers["clickhouse"].ask(do="run", sql=sql)["seconds"] for sql in sql_files.clickhouse_table(path))
    contestants["cat till ingenstans"] = lambda: bench.stopwatch.run(["cat", path], output="/dev/null")[0]
    contestants["wc -l"] = lambda: bench.stopwatch.run(["wc", "-l", path])[0]
    samples = interleave(contestants, bench.rounds)
    check_tables(bench, driver, {name: peer for name, peer in peers.items() if not isinstance(samples[NAMES[name]], Gone)})
    own = median(samples["Styr, en tråd"])
    bench.result.ratio("csv-duck", median(samples.get("DuckDB")), own)
    bench.result.goal("csv-speed", size / own / 1e9)
    bench.result.table(f"CSV till typade kolumner, {rows_of(rows)} rader, {figure(size / 1e6)} MB", ["", "ms", "minst–mest", "mot Styr", "GB/s"],
                       lines_of(samples, "Styr, en tråd", extra=lambda spent: figure(size / spent / 1e9)),
                       "De andra läser på en tråd, till en tabell i minnet, med samma typer. Semikolon, decimalkomma, UTF-8; filen ligger i sidcachen.")


# ---- whole runs ----

def check_files(bench, path, chosen, right):
    """The answers of the peers from the file, in the processes that will be timed."""
    for name in PEERS:
        try:
            bench.run_peer(name, bench.file_query(name, path, chosen))
        except Gone as gone:
            bench.result.note(str(gone))
            continue
        found = answers.of_text(bench.output.read_text(encoding="utf-8"), chosen, kronor=name == "duckdb")
        bench.result.hold(f"{path.parent.name}: {NAMES[name]} från fil", answers.difference(right, found))


def own_answer(bench, folder):
    driver, path = bench.driver(), bench.data / "tabell.csv"
    driver.load(folder / "huvudbok.styr", 2)
    driver.scan("interp")
    return driver.outcome(path)


def process_contestants(bench, path, chosen):
    out = {}
    for name in PEERS:
        out[NAMES[name]] = lambda name=name: bench.run_peer(name, bench.file_query(name, path, chosen))
        out[f"{NAMES[name]}, bara starten"] = lambda name=name: bench.run_peer(name, "SELECT 1")
    return out


def without_start(samples, name):
    """What the peer takes beyond an empty query: Python and the loading of the library are not its fault."""
    whole, start = median(samples.get(name)), median(samples.get(f"{name}, bara starten"))
    return whole - start if whole and start else None


def whole_section(bench):
    rows, forty = 200_000 if bench.small else 10_000_000, rules.forty()
    folder = bench.ledger(rows)
    check_files(bench, folder / "huvudbok.csv", forty, own_answer(bench, folder))
    bench.close()
    contestants = {"Styr": lambda: bench.run_styr(folder / "huvudbok.styr")[0], "Styr, två trådar": lambda: bench.run_styr(folder / "huvudbok.styr", 2)[0]}
    contestants.update(process_contestants(bench, folder / "huvudbok.csv", forty))
    samples = interleave(contestants, min(bench.rounds, 3))
    bench.result.ratio("whole-duck", without_start(samples, "DuckDB"), median(samples["Styr"]))
    bench.result.ratio("whole-ch", without_start(samples, "ClickHouse"), median(samples["Styr"]))
    bench.result.table(f"CSV till 40 indikatorer, från start till slut, {rows_of(rows)} rader", ["", "ms", "minst–mest", "mot Styr"],
                       lines_of(samples, "Styr"),
                       "En tråd om inget annat sägs. Styr är `styr kör`, som räknar alla månader och skriver en; de andra skriver alla 720 grupperna. "
                       "I målen är deras starttid (Python och biblioteket) borträknad.")


# ---- the second run ----

def cache_section(bench):
    rows = 400_000 if bench.small else 10_000_000
    folder, cache, said = bench.ledger(rows, packed=False), bench.data / "lager", {}
    model = folder / "huvudbok.styr"

    def run(kind, threads, cached):
        spent = bench.run_styr(model, threads, ("--cache", cache if cached else "nej"), {"STYR_CACHE": ""})[0]
        said[kind] = bench.stopwatch.output()
        return spent

    def fresh(kind, threads):
        shutil.rmtree(cache, ignore_errors=True)
        cache.mkdir(mode=0o700)
        spent = run(kind, threads, True)
        if not any(path.is_file() for path in cache.glob("*")):      # compiled code is kept in a folder of its own
            raise Gone("kolumnlagret finns inte")
        return spent

    contestants = {}
    for threads, words in ((1, "en tråd"), (2, "två trådar")):
        contestants[f"utan kolumnlager, {words}"] = lambda t=threads, w=words: run(f"utan {w}", t, False)
        contestants[f"första körningen, {words}"] = lambda t=threads, w=words: fresh(f"första {w}", t)
        contestants[f"andra körningen, {words}"] = lambda t=threads, w=words: run(f"andra {w}", t, True)
    samples = interleave(contestants, bench.rounds)
    shutil.rmtree(cache, ignore_errors=True)
    if isinstance(samples["första körningen, en tråd"], Gone):
        raise samples["första körningen, en tråd"]
    for kind, text in said.items():
        bench.result.hold(f"kolumnlager: {kind}", None if text == said["utan en tråd"] else "inte det som skrivs utan lager")
    bench.result.ratio("cache", median(samples["utan kolumnlager, två trådar"]), median(samples["andra körningen, två trådar"]))
    bench.result.table(f"Andra körningen på samma fil, {rows_of(rows)} rader", ["", "ms", "minst–mest", "mot den andra"],
                       lines_of(samples, "andra körningen, två trådar"), "Hela körningen från start till slut. Den första skriver också kolumnlagret; målet är "
                       "satt mot en körning utan lager. Utskrifterna är desamma.")


# ---- small files ----

def small_folder(bench, rows):
    folder = bench.ledger(rows, packed=False)
    forty, path = rules.forty(), folder / "huvudbok.csv"
    (folder / "p.awk").write_text(sql_files.awk_program(forty), encoding="utf-8")
    (folder / "p.mlr").write_text(sql_files.miller_program(forty), encoding="utf-8")
    (folder / "p.sql").write_text(sql_files.sqlite_script(path, forty), encoding="utf-8")
    return folder


def small_commands(folder):
    path = folder / "huvudbok.csv"
    return {"mawk": ["mawk", "-f", folder / "p.awk", path], "gawk": ["gawk", "-b", "-f", folder / "p.awk", path],
            "sqlite3": ["sqlite3", "-batch", "-init", folder / "p.sql", ":memory:", ""],
            "Miller": ["mlr", "--icsv", "--ifs", ";", "--from", path, "put", "-q", "-f", folder / "p.mlr"]}


def check_small(bench, folder, commands, right):
    for name, command in commands.items():
        if not shutil.which(command[0]):
            continue
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
        wrong = answers.difference(right, answers.of_text(done.stdout, rules.forty()))
        bench.result.hold(f"1 000 rader: {name}", wrong and f"{wrong} {done.stderr[:200]}")


def small_section(bench):
    rows, forty = 1000, rules.forty()
    folder = small_folder(bench, rows)
    lines = (folder / "huvudbok.csv").read_text(encoding="utf-8").splitlines()
    right, commands = rules.reckon(lines, forty), small_commands(folder)
    bench.result.hold("1 000 rader: Styr", answers.difference(right, own_answer(bench, folder)))
    bench.close()
    check_small(bench, folder, commands, right)
    check_files(bench, folder / "huvudbok.csv", forty, right)
    contestants = {"Styr": lambda: bench.run_styr(folder / "huvudbok.styr")[0]}
    contestants.update({name: (lambda command=command: bench.stopwatch.run(command)[0]) for name, command in commands.items()})
    quick = interleave(contestants, 3 if bench.small else 31, warm=3)
    quick.update(interleave(process_contestants(bench, folder / "huvudbok.csv", forty), min(bench.rounds, 5)))
    own = median(quick["Styr"])
    bench.result.goal("small", own * 1e3)
    bench.result.ratio("small-mawk", median(quick["mawk"]), own)
    bench.result.ratio("small-mlr", median(quick["Miller"]), own)
    bench.result.ratio("small-duck", without_start(quick, "DuckDB"), own)
    bench.result.table("40 indikatorer på 1 000 rader, från start till slut", ["", "ms", "minst–mest", "mot Styr"], lines_of(quick, "Styr"),
                       "DuckDB och ClickHouse körs som bibliotek i Python, som programmet får när det installeras som paket; i målet är starten borträknad.")


# ---- memory ----

def memory_section(bench):
    rows = 200_000 if bench.small else 100_000_000
    folder = bench.ledger(rows, packed=False)
    lines, peak = [], {}
    for count, model in ((40, folder / "huvudbok.styr"), (1000, bench.model(folder, 1000))):
        for threads in (1, 2):
            seconds, memory = bench.run_styr(model, threads)
            peak[count, threads] = memory
            lines.append([f"{count} indikatorer, {threads} {'tråd' if threads == 1 else 'trådar'}", figure(memory / 2**30), figure(seconds)])
    bench.result.goal("memory", max(peak[40, 1], peak[40, 2]) / 2**30)
    bench.result.goal("memory-flat", peak[1000, 2] / peak[40, 2])
    bench.result.table(f"Minne för {rows_of(rows)} rader från CSV", ["", "GiB som mest", "sekunder"], lines, "`styr kör` från start till slut.")
    bench.drop(folder)
