"""scans: what one pass over columns in memory costs: against the peers, by engine, by order, by number of rows, indicators and threads."""
import answers
import rules
from bench import ENGINES
from report import figure, rows_of
from tools import Gone, interleave, median

QUERIES = {
    ("duckdb", "SUM(CASE)"): lambda forty, columns: rules.sql_query(forty, columns, rules.sql_case, "huvudbok"),
    ("duckdb", "SUM FILTER"): lambda forty, columns: rules.sql_query(forty, columns, rules.sql_filter, "huvudbok"),
    ("duckdb", "kub för hand"): lambda forty, columns: rules.sql_expert(forty, columns, "huvudbok", "k", " JOIN klasser USING (konto)"),
    ("clickhouse", "sumIf"): lambda forty, columns: rules.sql_query(forty, columns, rules.sql_sum_if, "huvudbok"),
    ("clickhouse", "kub för hand"): lambda forty, columns: rules.sql_expert(forty, columns, "huvudbok", "dictGet('klass', 'k', toUInt64(konto))", ""),
}
NAMES = {"duckdb": "DuckDB", "clickhouse": "ClickHouse", "auto": "Styr", "interp": "Styr, tolk", "kernel": "Styr, kärna", "jit": "Styr, jit"}


def lines_of(samples, own, scale=1e3, extra=None):
    """Rows of a table: name, median, range, how many times longer than Styr's."""
    rows, best = [], median(samples.get(own))
    for name, spent in samples.items():
        if isinstance(spent, Gone):
            rows.append([name, "finns inte", "", ""] + ([""] if extra else []))
            continue
        middle = median(spent)
        rows.append([name, figure(middle * scale), f"{figure(min(spent) * scale)}–{figure(max(spent) * scale)}", figure(middle / best) if best else ""] +
                    ([extra(middle)] if extra else []))
    return rows


class Scan:
    """A ledger in everybody's memory."""
    def __init__(self, bench, rows, order):
        self.bench, self.rows, self.order, self.forty = bench, rows, order, rules.forty()
        self.folder = bench.ledger(rows, order)
        self.driver = bench.driver()
        self.load_seconds, self.counted, self.file_bytes, self.column_bytes = self.driver.load(self.folder / "huvudbok.styr", 2)
        self.peers, columns = bench.peers(), rules.Columns(True)
        classes, _ = rules.account_classes(self.forty)
        for peer in self.peers.values():
            peer.ask(do="load", packed=str(self.folder / "huvudbok.bin"), classes=classes)
        self.queries = {key: make(self.forty, columns) for key, make in QUERIES.items() if key[0] in self.peers}

    def agree(self):
        """Everybody has the same answer, before anything is timed."""
        path = self.bench.data / "tabell.csv"
        self.driver.scan("interp")
        right = self.driver.outcome(path)
        for engine in ("kernel", "jit", "auto"):
            for threads in (1, 2):
                try:
                    self.driver.scan(engine, threads)
                    self.hold(right, self.driver.outcome(path), f"{NAMES[engine]}, {threads} trådar")
                except Gone:
                    pass
        for key, sql in list(self.queries.items()):
            who = f"{NAMES[key[0]]} {key[1]}"
            try:
                self.hold(right, answers.of_rows(self.peers[key[0]].rows(sql), self.forty), who)
            except Gone as gone:
                self.bench.result.note(f"{who}: {gone}")
                del self.queries[key]

    def hold(self, right, other, who):
        self.bench.result.hold(f"{rows_of(self.rows)} rader, {self.order}: {who}", answers.difference(right, other))

    def contestants(self, slow):
        """slow: also those that take minutes on many rows, and have been measured on fewer."""
        engines = ("auto",) + tuple(engine for engine in ENGINES if slow or engine != "interp")
        out = {engine: (lambda engine=engine: self.driver.scan(engine)[0]) for engine in engines}
        for (peer, form), sql in self.queries.items():
            if slow or form not in ("SUM FILTER", "SUM(CASE)"):
                out[peer, form] = lambda peer=peer, sql=sql: self.peers[peer].seconds(sql)
        out["läsning"] = lambda: self.column_bytes / self.driver.bandwidth(1) / 1e9
        return out


def scan_table(result, scan, samples, chosen):
    rows, best = [], median(samples["auto"])
    for name, spent in samples.items():
        if isinstance(spent, Gone):
            rows.append([label(name), "finns inte", "", "", ""])
            continue
        middle = median(spent)
        rows.append([label(name), figure(middle * 1e3), figure(middle / scan.rows * 1e9), f"{figure(min(spent) * 1e3)}–{figure(max(spent) * 1e3)}",
                     figure(middle / best) if best else ""])
    title = f"40 indikatorer för 720 grupper, {rows_of(scan.rows)} rader, {scan.order}"
    result.table(title, ["", "ms", "ns/rad", "minst–mest, ms", "Styr är så många gånger snabbare"], rows,
                 f"En tråd. *Styr* är den motor som programmet väljer självt, här {chosen}. Kolumnerna har {figure(scan.column_bytes / scan.rows)} byte per rad "
                 "hos Styr och 18 hos de andra; *läsning* är att bara läsa Styrs kolumner.")


def label(name):
    if name == "läsning":
        return "läsning av minnet"
    return f"{NAMES[name[0]]}, {name[1]}" if isinstance(name, tuple) else NAMES[name]


def scan_goals(result, samples):
    own = {key: median(spent) for key, spent in samples.items()}
    for goal, peer in (("ch-sumif", ("clickhouse", "sumIf")), ("duck-case", ("duckdb", "SUM(CASE)")), ("duck-filter", ("duckdb", "SUM FILTER")),
                       ("duck-expert", ("duckdb", "kub för hand")), ("ch-expert", ("clickhouse", "kub för hand"))):
        result.ratio(goal, own.get(peer), own["auto"])
    result.ratio("interp", own.get(("duckdb", "SUM(CASE)")), own["interp"])
    result.ratio("kernel", own.get(("duckdb", "SUM(CASE)")), own["kernel"])
    if own["auto"]:
        result.goal("band-1", 100 * own["läsning"] / own["auto"])


def threads_section(bench, scan):
    """Two threads, counted only when the machine gives two at the moment."""
    result, taken, scalings = bench.result, [], []
    for _ in range(1 if bench.small else 24):
        before = scan.driver.scaling()
        one, two, read = scan.driver.scan("auto", 1)[0], scan.driver.scan("auto", 2)[0], scan.column_bytes / scan.driver.bandwidth(2) / 1e9
        after = scan.driver.scaling()
        scalings.append(min(before, after))
        if min(before, after) >= 1.85 or bench.small:
            taken.append((one, two, read))
        if len(taken) == 5:
            break
    if not taken:
        reason = f"maskinen gav aldrig två trådar samtidigt (skalning {figure(min(scalings))}–{figure(max(scalings))})"
        result.missing("threads", reason)
        result.missing("band-2", reason)
        return
    one, two, read = (median([sample[i] for sample in taken]) for i in range(3))
    result.goal("threads", one / two)
    result.goal("band-2", 100 * read / two)
    result.table(f"Två trådar, {rows_of(scan.rows)} rader, {scan.order}", ["", "ms", "ns/rad"],
                 [["en tråd", figure(one * 1e3), figure(one / scan.rows * 1e9)], ["två trådar", figure(two * 1e3), figure(two / scan.rows * 1e9)],
                  ["läsning av minnet, två trådar", figure(read * 1e3), figure(read / scan.rows * 1e9)]],
                 f"{len(taken)} av {len(scalings)} försök räknas: de där en slinga utan minne gick minst 1,85 gånger fortare på två trådar strax före och efter.")


def one_ledger(bench, rows, order, slow):
    """Everything about one ledger. (the scan, its samples)"""
    scan = Scan(bench, rows, order)
    scan.agree()
    samples = interleave(scan.contestants(slow), bench.rounds)
    chosen = NAMES[scan.driver.chosen] if scan.driver.scan("auto") else ""
    scan_table(bench.result, scan, samples, chosen)
    return scan, samples


def scan_section(bench):
    rows = 200_000 if bench.small else 10_000_000
    for order in ("sorterad", "blandad"):
        _, samples = one_ledger(bench, rows, order, True)
        if order == "sorterad":
            scan_goals(bench.result, samples)
        bench.close()


def large_section(bench):
    """So many rows that no cache of the processor helps; and two threads."""
    rows = 400_000 if bench.small else 100_000_000
    own = []
    for order in ("sorterad", "blandad"):
        scan, samples = one_ledger(bench, rows, order, False)
        own.append([order, figure(median(samples["auto"]) * 1e3), figure(median(samples["auto"]) / rows * 1e9)])
        if order == "sorterad":
            threads_section(bench, scan)
        bench.close()
        if order == "blandad":
            bench.drop(scan.folder)
        elif not bench.small and bench.keep_room():
            (scan.folder / "huvudbok.bin").unlink()
    bench.result.table(f"Styr på {rows_of(rows)} rader", ["ordning", "ms", "ns/rad"], own, "Jämför med ns/rad för färre rader ovan: tiden växer som antalet rader.")


def per_row(bench, driver, folder, engine, count, rows):
    """Seconds a row; None where the engine is not there."""
    driver.model(bench.model(folder, count))
    spent = median(interleave({engine: lambda: driver.scan(engine)[0]}, bench.rounds)[engine])
    return spent / rows if spent else None


def count_section(bench):
    """How the time of a pass depends on the number of indicators."""
    counts, times, lines = (1, 10, 40, 100, 1000), {}, []
    for engine in ("auto",) + ENGINES:
        rows = (200_000 if bench.small else 10_000_000) // (10 if engine == "interp" else 1)
        folder, driver = bench.ledger(rows, packed=False), bench.driver()
        driver.load(folder / "huvudbok.styr", 2)
        times[engine] = [per_row(bench, driver, folder, engine, count, rows) for count in counts]
        lines.append([NAMES[engine], rows_of(rows)] + ([figure(spent * 1e9) for spent in times[engine]] if times[engine][0] else ["finns inte"] + [""] * 4))
        bench.close()
    bench.result.ratio("thousand", times["auto"][4], times["auto"][2])
    bench.result.table("Antalet indikatorer: ns/rad", ["motor", "rader"] + [str(count) for count in counts], lines,
                       "En tråd, sorterad huvudbok. Tiden för indikatorerna ur kuben ingår.")
