"""documents.py: the fenced examples of the manuals. A fence ```styr exempel=NAMN.styr is a file; a fence
```text kör="styr granska NAMN.styr" status=0 is what the command prints (standard output, then standard error) in a folder
that holds the files of that document so far. All other fences are left alone."""
import re
import shlex

from runner.casefile import Malformed, inside
from runner.program import difference, status_difference

DOCUMENTS = ("README.md", "grammar/README.md", "src/README.md", "doc/*.md", "doc/**/*.md")
FENCE = re.compile(r"(`{3,}|~{3,})(.*)$")


class Fence:
    def __init__(self, line, number):
        mark, info = FENCE.match(line).groups()
        self.mark, self.number, self.body = mark, number, []
        self.info = info.strip()
        try:
            words = shlex.split(self.info)
        except ValueError:
            words = []
        self.language = words[0] if words else ""
        self.values = dict(word.split("=", 1) for word in words[1:] if "=" in word)

    def closes(self, line):
        return line.startswith(self.mark) and not line.strip().strip(self.mark[0])

    def opening(self, status):
        info = re.sub(r"\s*\bstatus=\d+", "", self.info)
        return f"{self.mark}{info} status={status}\n" if status or "status" in self.values else f"{self.mark}{self.info}\n"


def split(text):
    """The lines of a document as strings, its fences as Fence objects."""
    parts, fence = [], None
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if fence:
            if fence.closes(line):
                parts += [fence, line]
                fence = None
            else:
                fence.body.append(line)
        elif FENCE.match(line.rstrip("\n")):
            fence = Fence(line.rstrip("\n"), number)
        else:
            parts.append(line)
    if fence:
        raise Malformed(f"rad {fence.number}: kodblocket tar aldrig slut")
    return parts


class Document:
    def __init__(self, path, root):
        self.path, self.root, self.name = path, root, str(path.relative_to(root))

    def run(self, program, bless):
        parts, results, folder = split(self.path.read_text()), [], None
        for part in parts:
            if not isinstance(part, Fence) or not ({"exempel", "kör"} & set(part.values)):
                continue
            folder = folder or self.prepare(program)
            if "exempel" in part.values:
                path = inside(folder, part.values["exempel"])
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("".join(part.body))
            else:
                results.append((f"{self.name}:{part.number}", self.command(part, program, folder, bless)))
        if bless and folder:
            self.path.write_text("".join(part.opening(int(part.values.get("status", 0))) + "".join(part.body)
                                         if isinstance(part, Fence) else part for part in parts))
        return results

    def command(self, fence, program, folder, bless):
        command, status = fence.values["kör"], int(fence.values.get("status", 0))
        result = program.shell(command, folder)
        printed = result.out + result.err
        if bless and not (result.crashed and result.status != status):
            fence.body, fence.values = [printed.decode()], dict(fence.values, status=str(result.status))
            return ""
        failure = status_difference(status, result) + difference("".join(fence.body).encode(), printed, "utskrift")
        return f"$ {command}\n{failure}" if failure else ""

    def prepare(self, program):
        """A folder where the commands of the manual mean what they mean in the project's own folder."""
        folder = program.new_folder()
        (folder / "build").mkdir()
        (folder / "build/styr").symlink_to(program.command)
        for name in ("examples", "rules"):
            (folder / name).symlink_to(self.root / name)
        return folder


def collect(root):
    paths = {path for pattern in DOCUMENTS for path in root.glob(pattern)}
    return [Document(path, root) for path in sorted(paths) if "exempel=" in path.read_text() or "kör=" in path.read_text()]
