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
        for (peer, form), sql in self.queries.items():
            self.hold(right, answers.of_rows(self.peers[peer].rows(sql), self.forty), f"{NAMES[peer]} {form}")

    def hold(self, right, other, who):
        wrong = answers.difference(right, other)
        if wrong:
            self.bench.result.fault(f"{self.rows} rader, {self.order}: {who} svarar annat än tolken: {wrong}")

    def contestants(self, slow):
        """slow: the query that takes minutes is left out where it has been measured on fewer rows."""
        out = {engine: (lambda engine=engine: self.driver.scan(engine)[0]) for engine in ("auto",) + ENGINES}
        for (peer, form), sql in self.queries.items():
            if slow or form != "SUM FILTER":
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


def scan_goals(result, samples, rows):
    own = {key: median(spent) for key, spent in samples.items()}
    for goal, peer in (("ch-sumif", ("clickhouse", "sumIf")), ("duck-case", ("duckdb", "SUM(CASE)")), ("duck-filter", ("duckdb", "SUM FILTER")),
                       ("duck-expert", ("duckdb", "kub för hand")), ("ch-expert", ("clickhouse", "kub för hand"))):
        result.ratio(goal, own.get(peer), own["auto"])
    result.ratio("interp", own.get(("duckdb", "SUM(CASE)")), own["interp"])
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


def scan_section(bench):
    sizes = [(200_000, "sorterad"), (200_000, "blandad")] if bench.small else \
            [(10_000_000, "sorterad"), (10_000_000, "blandad"), (100_000_000, "sorterad"), (100_000_000, "blandad")]
    own = []
    for rows, order in sizes:
        scan = Scan(bench, rows, order)
        scan.agree()
        samples = interleave(scan.contestants(rows <= 10_000_000), min(bench.rounds, 5 if rows <= 10_000_000 else 3))
        chosen = NAMES[scan.driver.chosen] if scan.driver.scan("auto") else ""
        scan_table(bench.result, scan, samples, chosen)
        own.append([f"{rows_of(rows)}, {order}", figure(median(samples["auto"]) * 1e3), figure(median(samples["auto"]) / rows * 1e9)])
        if (rows, order) == sizes[0]:
            scan_goals(bench.result, samples, rows)
        if (rows, order) == sizes[-2]:
            threads_section(bench, scan)
        bench.close()
        if rows > 10_000_000 and bench.keep_room():
            (scan.folder / "huvudbok.bin").unlink()
    bench.result.table("Tiden växer med antalet rader", ["rader", "ms", "ns/rad"], own)


def count_section(bench):
    """How the time of a pass depends on the number of indicators."""
    rows = 200_000 if bench.small else 10_000_000
    folder, driver, times, lines = bench.ledger(rows), bench.driver(), {}, []
    driver.load(folder / "huvudbok.styr", 2)
    counts = (1, 10, 40, 100, 1000)
    for engine in ("auto",) + ENGINES:
        for count in counts:
            driver.model(bench.model(folder, count))
            try:
                times[engine, count] = median(interleave({engine: lambda engine=engine: driver.scan(engine)[0]}, bench.rounds)[engine])
            except Gone:
                times[engine, count] = None
        if any(times[engine, count] for count in counts):
            lines.append([NAMES[engine]] + [figure(times[engine, count] / rows * 1e9) if times[engine, count] else "finns inte" for count in counts])
        else:
            lines.append([NAMES[engine], "finns inte"] + [""] * (len(counts) - 1))
    bench.result.ratio("thousand", times["auto", 1000], times["auto", 40])
    bench.result.table(f"Antalet indikatorer, {rows_of(rows)} rader, sorterade: ns/rad", ["motor"] + [str(count) for count in counts], lines,
                       "En tråd, median. Tiden för indikatorerna ur kuben ingår.")
