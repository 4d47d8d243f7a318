"""figures: key figures over all municipalities and years: the year before, the trend and the mean of all, in arrays against windows."""
import subprocess
from pathlib import Path

import figures_rules
from bench import PEERS
from report import figure, rows_of
from scans import NAMES
from tools import Gone, interleave, median

PACKED = (("serie", "<u4", "UInt32"), ("kommun", "<u2", "UInt16"), ("ar", "<u2", "UInt16"), ("varde", "<i4", "Int32"))


def series_name(number):
    return f"N{10000 + int(number) // 3}{'KMT'[int(number) % 3]}"


class Figures:
    """The key figures in everybody's memory."""
    def __init__(self, bench, series, order):
        self.bench, self.rows, self.order = bench, series * figures_rules.MUNICIPALITIES * 10, order
        self.folder = bench.data / f"nyckeltal-{series}-{order}"
        self.csv, self.packed = self.folder / "nyckeltal.csv", self.folder / "nyckeltal.bin"
        self.model = self.folder / "nyckeltal.styr"
        self.folder.mkdir(exist_ok=True)
        if not bench.is_made(self.packed, "figures_data"):
            bench.check_space(self.rows * 40)
            subprocess.run([bench.tools / "figures_data", str(series), order, self.csv, self.packed], check=True)
        self.model.write_text(figures_rules.model(), encoding="utf-8")
        self.driver = bench.driver()
        self.driver.load(self.model, 2)
        self.missing = self.try_own()
        self.peers = bench.peers()
        for peer in self.peers.values():
            peer.ask(do="load_figures", packed=str(self.packed), columns=PACKED)

    def try_own(self):
        """Why Styr has no figures, or None."""
        try:
            self.own("auto")
        except Gone:
            return "cellerna i hela axlar finns inte"
        return None

    def own(self, engine, threads=1):
        prepared, reckoned = map(int, self.driver.ask("nyckeltal", engine, threads))
        self.parts = prepared / 1e9, reckoned / 1e9
        return sum(self.parts)

    def right(self):
        """Python's answer where there are few rows, else Styr's."""
        if self.rows <= 1_000_000:
            return figures_rules.reckon(self.csv.read_text(encoding="utf-8").splitlines())
        return self.greens() if not self.missing else None

    def greens(self):
        path = self.bench.data / "gröna.csv"
        self.driver.ask("gröna", path)
        return {line.split(";")[0]: list(map(int, line.split(";")[1:])) for line in Path(path).read_text(encoding="utf-8").splitlines()}

    def agree(self):
        right = self.right()
        for name, peer in list(self.peers.items()):
            try:
                other = {series_name(row[0]): list(map(int, row[1:])) for row in peer.rows(figures_rules.query(name))}
            except Gone as gone:
                self.bench.result.note(str(gone))
                del self.peers[name]
                continue
            right = right or other
            self.hold(right, other, NAMES[name])
        if not self.missing:
            self.hold(right, self.greens(), "Styr")

    def hold(self, right, other, who):
        wrong = [name for name in right.keys() | other.keys() if right.get(name) != other.get(name)]
        self.bench.result.hold(f"nyckeltal, {self.order}: {who}", wrong and f"{len(wrong)} serier, {wrong[0]} {other.get(wrong[0])} "
                               f"mot {right.get(wrong[0])}")


def measured(figures, rounds):
    contestants = {"Styr": lambda: figures.own("auto"), "Styr, två trådar": lambda: figures.own("auto", 2)}
    for name, peer in figures.peers.items():
        contestants[NAMES[name]] = lambda name=name, peer=peer: peer.seconds(figures_rules.query(name))
    return interleave(contestants, rounds)


def table(bench, figures, samples):
    own, rows = median(samples["Styr"]), []
    for name, spent in samples.items():
        if isinstance(spent, Gone):
            rows.append([name, "finns inte", "", "", ""])
            continue
        middle = median(spent)
        rows.append([name, figure(middle * 1e3), figure(middle / figures.rows * 1e9), f"{figure(min(spent) * 1e3)}–{figure(max(spent) * 1e3)}",
                     figure(middle / own) if own else ""])
    parts = f" ({figure(figures.parts[0] * 1e3)} ms) och cellerna ({figure(figures.parts[1] * 1e3)} ms)" if own else " och cellerna"
    bench.result.table(f"Nyckeltal, {rows_of(figures.rows)} rader, {figures.order}", ["", "ms", "ns/rad", "minst–mest, ms", "mot Styr"], rows,
                       "Nivå, mot året före, trend över tre år och mot medelvärdet av 290 kommuner, för varje serie, kommun och år. Hos Styr ingår genomgången av "
                       f"raderna{parts}; hos de andra är det fönsterfunktioner på "
                       "serie, kommun och år som tal, på en tråd.")


def section(bench):
    series = 40 if bench.small else 17_244
    for order in ("sorterad", "blandad"):
        figures = Figures(bench, series, order)
        figures.agree()
        samples = measured(figures, min(bench.rounds, 3))
        own = {name: median(spent) for name, spent in samples.items()}
        for goal in ("figures-duck", "figures-ch", "figures-shuffled"):
            if figures.missing:
                bench.result.missing(goal, figures.missing)
        if order == "sorterad":
            bench.result.ratio("figures-duck", own.get(NAMES[PEERS[0]]), own["Styr"])
            bench.result.ratio("figures-ch", own.get(NAMES[PEERS[1]]), own["Styr"])
        else:
            bench.result.ratio("figures-shuffled", own.get(NAMES[PEERS[0]]), own["Styr"])
        table(bench, figures, samples)
        bench.close()
        bench.drop(figures.folder)
