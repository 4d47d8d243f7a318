"""casefile.py: a .case file: files to write, commands to run, what they should give. tests/README.md describes the format."""
import shlex
from pathlib import Path

from runner import schema
from runner.program import difference, status_difference

MARK = b"=== "
EXPECTED = ("in", "status", "ut", "fel")     # the sections that belong to the command above them


class Malformed(Exception):
    """The test file itself is wrong."""


class Section:
    def __init__(self, heading, body=b""):
        self.heading, self.body = heading, body
        self.kind, _, self.rest = heading.partition(" ")
        self.rest = self.rest.strip()

    def write(self):
        return MARK + self.heading.encode() + b"\n" + escape(self.body)


def escape(body):
    """A line that looks like a heading gets a backslash before it, in the case file only."""
    return b"".join(b"\\" + line if line.lstrip(b"\\").startswith(MARK) else line for line in body.splitlines(keepends=True))


def unescape(line):
    return line[1:] if line.startswith(b"\\") and line.lstrip(b"\\").startswith(MARK) else line


def parse(data):
    sections = []
    for line in data.split(b"\n"):
        line += b"\n"
        if line.startswith(MARK):
            sections.append(Section(line[len(MARK):].decode().strip()))
        elif sections:
            sections[-1].body += unescape(line)
        elif line.strip():
            raise Malformed("en .case-fil börjar med en rad === beskrivning")
    if sections:      # what follows the last newline is no line
        sections[-1].body = sections[-1].body[:-1]
    return sections


# --- flags: how the text of a section becomes bytes, and back ---

def encode(body, flags):
    if "hex" in flags:
        return bytes.fromhex(body.decode())
    text = body.decode("utf-8")
    if "inget-radslut" in flags and text.endswith("\n"):
        text = text[:-1]
    if "crlf" in flags:
        text = text.replace("\n", "\r\n")
    if "bom" in flags:
        text = "\ufeff" + text
    return text.encode(flags.get("kodning", "utf-8"))


def decode(data, flags):
    """The section text and flags that give data; keeps the encoding named in flags if it can."""
    new = {"kodning": flags["kodning"]} if "kodning" in flags else {}
    try:
        text = data.decode(flags.get("kodning", "utf-8"))
    except UnicodeDecodeError:
        text = "\0"
    if text.startswith("\ufeff"):
        new["bom"], text = True, text[1:]
    if "\r\n" in text and text.count("\r\n") == text.count("\n"):
        new["crlf"], text = True, text.replace("\r\n", "\n")
    if text and not text.endswith("\n"):
        new["inget-radslut"], text = True, text + "\n"
    if "\0" not in text and encode(text.encode(), new) == data:
        return text.encode(), new
    return "".join(data[at:at + 32].hex(" ") + "\n" for at in range(0, len(data), 32)).encode(), {"hex": True}


def read_flags(words):
    flags, words = {}, list(words)
    while words:
        flag = words.pop(0)
        if flag in ("kodning", "länk"):
            flags[flag] = words.pop(0) if words else ""
        elif flag in ("crlf", "bom", "inget-radslut", "hex"):
            flags[flag] = True
        else:
            raise Malformed(f"okänd flagga: {flag}")
    return flags


def heading(kind, name, flags):
    words = [kind] + ([name if name.split() == [name] and not set(name) & set("'\"\\") else shlex.quote(name)] if name else [])
    for flag, value in flags.items():
        words += [flag] if value is True else [flag, value]
    return " ".join(words)


# --- running ---

def inside(folder, name):
    path = folder / name
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise Malformed(f"filen ligger utanför mappen: {name}")
    return path


def write_file(folder, section):
    """=== fil NAMN flaggor; a name that ends in / is a folder."""
    name, *words = shlex.split(section.rest)
    flags, path = read_flags(words), inside(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if name.endswith("/"):
        path.mkdir(exist_ok=True)
    elif "länk" in flags:
        path.symlink_to(flags["länk"])
    else:
        path.write_bytes(encode(section.body, flags))


def no_body(section):
    if section.body.strip():
        raise Malformed(f"text under === {section.heading}: hör den till === ut?")


class Step:
    """One command and what it should give."""

    def __init__(self, section):
        self.section, self.stdin, self.status = section, None, 0
        if section.rest:
            no_body(section)
        self.line = section.rest or section.body.decode()     # === skal alone: the script stands below
        self.out = self.err = None        # sections, or None: must be empty
        self.files = []

    def expect(self, section):
        if section.kind == "in":
            self.stdin = section
        elif section.kind == "status":
            no_body(section)
            self.status = int(section.rest)
        elif section.kind == "fel":
            self.err = section
        elif section.rest.startswith("fil "):
            self.files.append(section)
        else:
            self.out = section

    def run(self, program, folder):
        stdin = encode(self.stdin.body, read_flags(self.stdin.rest.split())) if self.stdin else b""
        if self.section.kind == "skal":
            return program.shell(self.line, folder, stdin)
        return program.run(shlex.split(self.line), folder, stdin)

    def compare(self, result, folder):
        text = status_difference(self.status, result)
        for section, what, actual in ((self.out, "ut", result.out), (self.err, "fel", result.err)):
            wanted = encode(section.body, read_flags(section.rest.split())) if section else b""
            text += difference(wanted, actual, what)
        for section in self.files:
            name, *words = shlex.split(section.rest[len("fil "):])
            path = inside(folder, name)
            if not path.is_file():
                text += f"filen {name} gjordes inte\n"
            else:
                text += difference(encode(section.body, read_flags(words)), path.read_bytes(), name)
        return f"$ {self.line}\n{text}" if text else ""

    def blessed(self, result, folder):
        """The sections that say that result was right."""
        sections = [self.section] + ([self.stdin] if self.stdin else []) + [Section(f"status {result.status}")]
        for old, kind, actual in ((self.out, "ut", result.out), (self.err, "fel", result.err)):
            if actual:
                body, flags = decode(actual, read_flags(old.rest.split()) if old else {})
                sections.append(Section(heading(kind, "", flags), body))
        for old in self.files:
            name, *words = shlex.split(old.rest[len("fil "):])
            if inside(folder, name).is_file():
                body, flags = decode(inside(folder, name).read_bytes(), read_flags(words))
                sections.append(Section(heading("ut fil", name, flags), body))
        return sections


def steps_of(sections):
    """Sections and steps in the order of the file: sections that belong to a command are gathered in its step."""
    parts = []
    for section in sections:
        if section.kind in ("kör", "skal"):
            parts.append(Step(section))
        elif section.kind in EXPECTED:
            if not parts or not isinstance(parts[-1], Step):
                raise Malformed(f"=== {section.heading} hör inte till något kommando")
            parts[-1].expect(section)
        elif section.kind in ("beskrivning", "fil", "villkor"):
            parts.append(section)
        else:
            raise Malformed(f"okänt avsnitt: === {section.heading}")
    if not any(isinstance(part, Step) for part in parts):
        raise Malformed("kör inget kommando")
    return parts


class Case:
    def __init__(self, path, root):
        self.path, self.name = path, str(path.relative_to(root))

    def run(self, program, bless):
        failure, _ = self.play(program, bless)
        return [(self.name, failure)]

    def play(self, program, bless):
        """(what went wrong, everything the commands printed); None as what went wrong: skipped."""
        parts = steps_of(parse(self.path.read_bytes()))
        conditions = {part.heading.removeprefix("villkor ") for part in parts if isinstance(part, Section) and part.kind == "villkor"}
        if program.restricted and "utan-sanerare" in conditions or program.under and "utan-valgrind" in conditions:
            return None, b""
        if "z3" in conditions and not program.proves():
            return None, b""
        folder, failure, invalid, printed, blessed = program.new_folder(), "", "", b"", []
        for part in parts:
            if isinstance(part, Section):
                if part.kind == "fil":
                    write_file(folder, part)
                blessed.append(part)
                continue
            result = part.run(program, folder)
            printed += result.out + result.err
            if bless and result.crashed and result.status != part.status:
                return f"$ {part.line}\nstatus {result.status} skrivs inte in som väntad\n{result.err.decode(errors='replace')}", printed
            invalid += schema.problems(result.out)
            failure += part.compare(result, folder)
            blessed += part.blessed(result, folder)
        if failure and bless:
            self.path.write_bytes(b"".join(section.write() for section in blessed))
            failure = ""
        return failure + invalid, printed


def collect(root):
    return [Case(path, root) for path in sorted((root / "tests/cases").rglob("*.case"))]
