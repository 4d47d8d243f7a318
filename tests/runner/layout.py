"""layout.py: every rule text in the project (case files, examples, library, manuals) through the formatter: formatting twice is
formatting once, and the formatted text is read as the same tree as the original. Texts with errors are left alone by the formatter."""
from runner import casefile, documents
from runner.program import difference

BATCH = 20      # texts that one start of the program takes


def case_texts(path):
    """The rule files of a case, as the bytes that it writes."""
    for section in casefile.parse(path.read_bytes()):
        words = section.rest.split()
        kind, words = (section.kind, words) if section.kind == "fil" else (" ".join([section.kind] + words[:1]), words[1:])
        if kind in ("fil", "ut fil") and words and words[0].endswith(".styr") and "länk" not in words:
            yield casefile.encode(section.body, casefile.read_flags(words[1:]))


def document_texts(path):
    for part in documents.split(path.read_text()):
        if isinstance(part, documents.Fence) and part.values.get("exempel", "").endswith(".styr"):
            yield "".join(part.body).encode()


def texts_of(path):
    if path.suffix == ".case":
        return list(case_texts(path))
    return [path.read_bytes()] if path.suffix == ".styr" else list(document_texts(path))


class Layout:
    """The texts of one folder of tests, or of one document."""

    def __init__(self, name, paths):
        self.name, self.paths = f"formatering {name}", paths

    def run(self, program, bless):
        texts = [(f"{self.name}/{path.name}", text) for path in self.paths for text in self.read(path)]
        return [result for at in range(0, len(texts), BATCH) for result in check(texts[at:at + BATCH], program)]

    @staticmethod
    def read(path):
        try:
            return texts_of(path)
        except (casefile.Malformed, ValueError):
            return []      # said where the file itself is run


def write(texts, folder):
    folder.mkdir()
    for number, (_, text) in enumerate(texts):
        (folder / f"{number:03}.styr").write_bytes(text)


def tree(program, folder):
    return program.run(["styr", "granska", "--visa", "träd", folder.name], folder.parent).out


def check(texts, program):
    folder = program.new_folder()
    write(texts, folder / "skrivet")
    write(texts, folder / "format")
    result = program.run(["styr", "formatera", "format"], folder)
    again = program.run(["styr", "formatera", "--kontrollera", "format"], folder).out.decode(errors="replace")
    changed = {line for line in again.splitlines() if line.endswith(".styr")}
    same = tree(program, folder / "skrivet") == tree(program, folder / "format")
    results = []
    for number, (name, _) in enumerate(texts):
        failure = "formatera kraschade\n" + result.err.decode(errors="replace") if result.crashed else ""
        if f"format/{number:03}.styr" in changed:
            failure += "att formatera en gång till ändrar texten:\n" + (folder / f"format/{number:03}.styr").read_text()
        if not same:
            failure += one_tree(program, folder, f"{number:03}.styr")
        results.append((name, failure))
    return results


def one_tree(program, folder, name):
    trees = [program.run(["styr", "granska", "--visa", "träd", f"{where}/{name}"], folder).out for where in ("skrivet", "format")]
    return difference(trees[0], trees[1], "trädet av den skrivna och den formaterade texten")


def collect(root):
    paths = [*(root / "tests/cases").rglob("*.case"), *(root / "tests/diags").glob("*.case"), *(root / "tests/diags").glob("*.styr"),
             *(root / "examples").rglob("*.styr"), *(root / "rules").rglob("*.styr")]
    folders = {}
    for path in sorted(paths):
        folders.setdefault(str(path.parent.relative_to(root)), []).append(path)
    manuals = [document.path for document in documents.collect(root)]
    return [Layout(name, paths) for name, paths in folders.items()] + [Layout(str(path.relative_to(root)), [path]) for path in manuals]
