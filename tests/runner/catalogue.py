"""catalogue.py: every code of src/text/diags.def has an example that gives it: tests/diags/S0101.styr (for styr granska) or
tests/diags/S0101.case. The few that cannot have one are in tests/diags/UTAN.txt, each with its reason."""
import re

from runner.casefile import Case


def codes(root):
    return re.findall(r"^DIAG\((S\d{4}),", (root / "src/text/diags.def").read_text(), re.MULTILINE)


def reasons(root):
    """code -> why it has no example"""
    path = root / "tests/diags/UTAN.txt"
    lines = path.read_text().splitlines() if path.is_file() else []
    return dict((line.split(maxsplit=1) + [""])[:2] for line in lines if line.strip() and not line.startswith("#"))


def files(root, code):
    return [path for path in (root / f"tests/diags/{code}.styr", root / f"tests/diags/{code}.case") if path.is_file()]


class Code:
    """One code, which may have an example of each kind."""

    def __init__(self, code, root):
        self.code, self.root, self.name = code, root, f"tests/diags/{code}"

    def run(self, program, bless):
        paths, reason = files(self.root, self.code), reasons(self.root).get(self.code)
        if reason is not None:
            return [(self.name, "har både exempel och skäl i UTAN.txt" if paths else "" if reason else "UTAN.txt ger inget skäl")]
        if not paths:
            return [(self.name, f"koden saknar exempel: skriv {self.name}.styr eller {self.name}.case")]
        return [self.example(path, program, bless) for path in paths]

    def example(self, path, program, bless):
        name = str(path.relative_to(self.root))
        if path.suffix == ".case":
            failure, printed = Case(path, self.root).play(program, bless)
        else:
            folder = program.new_folder()
            (folder / path.name).write_bytes(path.read_bytes())
            result = program.run(["styr", "granska", path.name], folder)
            printed = result.out + result.err
            failure = f"styr granska gav status {result.status}\n" if result.crashed else ""
        if failure is not None and self.code.encode() not in printed:
            failure += f"utskriften nämner inte {self.code}:\n" + printed.decode(errors="replace")
        return name, failure


class Stray:
    """A file in tests/diags, or a line in UTAN.txt, for a code that does not exist."""

    def __init__(self, name):
        self.name = f"tests/diags/{name}"

    def run(self, program, bless):
        return [(self.name, "ingen sådan kod i src/text/diags.def")]


def collect(root):
    known = codes(root)
    named = {path.stem for path in (root / "tests/diags").glob("*") if path.suffix in (".styr", ".case")} | set(reasons(root))
    return [Code(code, root) for code in known] + [Stray(name) for name in sorted(named - set(known))]


def report(root):
    known, without = codes(root), reasons(root)
    print(f"diagnoskoder: {sum(bool(files(root, code)) for code in known)} av {len(known)} har exempel, {len(without)} undantagna")
