#!/usr/bin/env python3
"""fuzz_commands.py: rule texts and data files of the cases and the library, mutated, through the program itself: no crash, no
sanitizer report, no hang, the same bytes twice, formatting twice is formatting once and keeps the tree.
Usage: fuzz_commands.py --program STYR [--seed N] [--runs N] [--keep FOLDER]. The same seed gives the same files; what fails is kept."""
import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from runner import casefile  # noqa: E402

CASES = ("hållpunkter", "krav", "modellkrav", "roller", "tid", "planer", "regler", "struktur", "beslut", "råd", "källor", "nivåer", "delar", "tyst")
HANG = 10
PIECES = [b"\0", b"\xff\xfe", b"\xe5", b"\xc3", b"\"", "”".encode(), b"\n", b"\r\n", b"\t", b"#", b";", b",", b"_", b"'", b"(", b")", b"-1", b"0",
          b"9223372036854775807", b"99999999999999999999999", b"366", b"1e9", b"0,0000001", "−3".encode(), b"2025-02-30", b"2025-13", b"0000-01-01",
          b"9999-12-31", b"1000", b"2199", b"1990-01", b"2024-02-29", b"100 %", b"\xef\xbb\xbf", b"a\xcc\x8a", b"....", b"\\", b"{x}", b"{}"]
WORDS = """hållpunkt uppdrag regel avser ansvarig varje nämnd KS KF BUN SN till senast tidigast under valår: återkommer inte vid varje sammanträde
gånger per år minst 0 3 20 dagar arbetsdagar veckor månader år före efter perioden och nästa nämndens vecka 53 sista arbetsdagen i februari augusti–december
november–februari året före tvåårföre mandatperioden budgetåret kvartal tertial månad halvår utom i samband med tillsammans kommer efter lagfrist frivillig
undantag gäller från och med kräver åtgärdsplan med effekt minst -avvikelse lyfts till missad frist att sedan_kravet(resultat) parameter tidsrum hösten =
dokumenttyp dokument ansvar beslutanderätt beslutstabell risk krav hos över hotar sannolikhet konsekvens hanteras villkor alla ingen exakt hälften av har där
finns modell.mål modell.organ antal(indikatorer) antal_unika summa(modell.risker; riskvärde) styrmodellen typ under överordnade ansvarig om ger övriga högst
egenskap påverkbar ja nej tyst S1204 till gräns skärper ersätter med stöd av ryms inom ingår i utgår från gäller för beredd av påståenden nummer R103 är rekommendation
m.styr för varje per när 29 februari 30 dagar 15 oktober 2025-08-31 2026 31 februari "granskning" {titel} innehåller kopplas återrapporteras beslutad av""".split()
PHRASES = ["återkommer vid varje sammanträde", "återkommer 366 gånger per år", "återkommer minst 3 gånger per mandatperiod", "återkommer varje mandatperiod",
           "återkommer vart fjärde år från 2019", "återkommer varje år utom valår", "återkommer efter \"granskning överlämnad\"", "avser varje månad",
           "avser varje kvartal i mars", "avser varje vecka", "avser budgetåret", "avser mandatperioden", "avser november–februari", "senast 29 februari",
           "senast 20 arbetsdagar efter perioden", "senast nämndens nästa sammanträde efter 15 mars", "senast före mandatperioden", "under vecka 53",
           "under valår: mars, senast 1 april", "i samband med delårsrapport", "tillsammans med varje nämnd", "ansvarig varje nämnd", "ansvarig nämnden",
           "senast 999999999 dagar före perioden", "senast 100000 år efter 31 december", "tidigast 3 veckor före dialog", "lagfrist", "frivillig",
           "senast nästa ekonomirapport", "senast 2 år efter perioden", "kommer efter dialog", "gäller från och med 2025-06-01 till och med 2025-05-01",
           "lyfts till KF 0 dagar efter missad frist", "undantag \"x\" för varje nämnd", "senast sista arbetsdagen i oktober två år efter"]
AS_OF = ["2025-08", "2025-12-31", "2024-02-29", "2026-10-21", "2019", "1990", "2199-12-31", "9999", "2025-T2"]
COMMANDS = [["granska", "M"], ["granska", "M"], ["kör", "M", "--per", "P"], ["kör", "M", "--per", "P", "--format", "json"], ["kör", "M", "--per", "P", "--framåt", "3660"],
            ["årshjul", "M", "--år", "Å"], ["årshjul", "M", "--per", "P", "--format", "json"], ["årshjul", "M", "--år", "Å", "--format", "ics"],
            ["årshjul", "M", "--per", "P", "--format", "md"], ["årshjul", "M", "--år", "Å", "--format", "svg"], ["formatera"], ["formatera"]]


def projects():
    """(file name to run, {path: bytes}) of every case, and every folder of the library."""
    found = []
    for folder in CASES:
        for path in sorted((ROOT / "tests/cases" / folder).glob("*.case")):
            files = {}
            for section in casefile.parse(path.read_bytes()):
                words = section.rest.split()
                if section.kind == "fil" and words and "länk" not in words and not words[0].endswith("/") and not words[0].startswith('"'):
                    files[words[0]] = casefile.encode(section.body, casefile.read_flags(words[1:]))
            rules = [name for name in files if name.endswith(".styr")]
            if rules:
                found.append((rules[0] if "m.styr" not in files else "m.styr", files))
    library = {str(p.relative_to(ROOT / "rules")): p.read_bytes() for p in (ROOT / "rules").rglob("*")
               if p.is_file() and p.suffix in (".styr", ".csv", ".json") and p.stat().st_size < 200_000}
    for name in sorted(library):
        if name.endswith(".styr"):
            top = name.split("/")[0]
            found.append((name, {n: data for n, data in library.items() if n.split("/")[0] == top or name.count("/") > 1}))
    return found


def mutate(r, data, csv):
    kind = r.randrange(13)
    at = r.randrange(len(data) + 1)
    if kind == 0:
        return data[:at] + bytes([r.randrange(256)]) + data[at + 1:]
    if kind == 1:
        return data[:at] + data[at + r.choice((1, 2, 5, 40)):]
    if kind == 2:
        return data[:at] + r.choice(PIECES) + data[at:]
    lines = data.split(b"\n")
    n = r.randrange(len(lines))
    if kind == 3:
        lines[n:n + 1] = []
    elif kind == 4:
        lines[n:n] = [lines[r.randrange(len(lines))]] * r.choice((1, 1, 2, 50))
    elif kind == 5:
        lines[n] = b" ".join([lines[n], r.choice(WORDS).encode()])
    elif kind in (6, 7) and not csv:
        lines.insert(n, ("    " + r.choice(PHRASES)).encode())
    elif kind == 8 and not csv:
        lines[n] += b" och ".join([b""] + [r.choice((b"15 mars", b"dialog", b"20 dagar efter perioden", "nästa sammanträde".encode()))] * r.choice((1, 3, 200)))
    elif kind == 9 and not csv:
        lines[n] += b", ".join([b""] + [r.choice(WORDS).encode()] * r.choice((1, 3, 500)))
    else:
        pattern = rb"[^\s;,]+" if csv else rb"[^\s]+"
        tokens = list(re.finditer(pattern, data))
        if not tokens:
            return data
        token = r.choice(tokens)
        new = r.choice(PIECES) if r.random() < 0.3 else r.choice(tokens).group() if r.random() < 0.5 else r.choice(WORDS).encode()
        return data[:token.start()] + new + data[token.end():]
    return b"\n".join(lines)


class Fuzz:
    def __init__(self, options):
        self.o, self.random, self.projects = options, random.Random(options.seed), projects()
        self.env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "UBSAN_OPTIONS": "exitcode=99:print_stacktrace=1",
                    "ASAN_OPTIONS": "exitcode=99:detect_leaks=1:detect_stack_use_after_return=1"}
        self.runs = self.failed = 0

    def start(self, words, folder):
        self.runs += 1
        try:
            return subprocess.run([self.o.program, *words], cwd=folder, env=self.env, capture_output=True, timeout=HANG, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return None

    def keep(self, folder, words, what, result):
        self.failed += 1
        target = Path(self.o.keep) / f"{self.o.seed}-{self.runs}"
        shutil.copytree(folder, target, dirs_exist_ok=True)
        text = (result.stderr if result else b"").decode(errors="replace")[:6000]
        (target / "VAD.txt").write_text(f"{what}\nstyr {' '.join(words)}\n{text}")
        print(f"{what}: {target}: styr {' '.join(words)}\n{text[:1500]}", flush=True)

    def bad(self, result):
        return "hänger" if result is None else f"status {result.returncode}" if result.returncode not in (0, 1, 2) else \
            "sanerare" if b"Sanitizer" in result.stderr or b"runtime error" in result.stderr else ""

    def one(self, folder):
        r = self.random
        main, files = r.choice(self.projects)
        files = dict(files)
        for _ in range(r.choice((1, 1, 2, 3, 6))):
            name = main if r.random() < 0.7 else r.choice(sorted(files))
            files[name] = mutate(r, files[name], name.endswith(".csv"))
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        for template in r.sample(COMMANDS, 4):
            words = [{"M": main, "P": r.choice(AS_OF), "Å": r.choice(("2025", "2026", "1990", "2199", "9999"))}.get(w, w) for w in template]
            if words == ["formatera"]:
                self.layout(folder, main, files[main])
                continue
            first = self.start(words, folder)
            if self.bad(first):
                self.keep(folder, words, self.bad(first), first)
            elif r.random() < 0.3:
                again = self.start(words, folder)
                if again is None or (again.stdout, again.stderr) != (first.stdout, first.stderr):
                    self.keep(folder, words, "inte samma två gånger", again)

    def layout(self, folder, main, text):
        """The text alone: what it imports does not matter to the formatter."""
        for where in ("skrivet", "format"):
            (folder / where).mkdir(exist_ok=True)
            (folder / where / "x.styr").write_bytes(text)
        tree = ["granska", "--visa", "träd"]
        written, first = self.start(tree + ["skrivet/x.styr"], folder), self.start(["formatera", "format/x.styr"], folder)
        after, again = self.start(tree + ["format/x.styr"], folder), self.start(["formatera", "--kontrollera", "format/x.styr"], folder)
        for result in (written, first, after, again):
            if self.bad(result):
                return self.keep(folder, ["formatera"], self.bad(result), result)
        if written.stdout != after.stdout:
            self.keep(folder, ["formatera", main], "trädet ändras av formatera", first)
        elif any(line.endswith(b".styr") for line in again.stdout.splitlines()):
            self.keep(folder, ["formatera", main], "att formatera en gång till ändrar texten", again)

    def run(self):
        while self.runs < self.o.runs:
            with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
                self.one(Path(folder))
        print(f"{self.runs} körningar, {self.failed} fel")
        return 1 if self.failed else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=str(ROOT / "build-sanitized/styr"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--keep", default="fuzz-fynd")
    return Fuzz(parser.parse_args()).run()


if __name__ == "__main__":
    sys.exit(main())
