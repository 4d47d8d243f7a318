"""examples.py: folders under examples/ and rules/ that hold förväntat/kommandon.txt: each line names a file in förväntat/ with
what the command should print, the exit status, and the command, run from inside (a copy of) the folder. What it prints on
standard error stands in the file's name with .fel added, if it prints anything there."""
import shlex
import shutil
import threading

from runner import schema
from runner.casefile import Malformed
from runner.program import difference, status_difference, write_if_changed

EXPECTED = "förväntat"
COPIED = ("examples", "rules")       # side by side, as models refer to each other


class Example:
    copy, lock = None, threading.Lock()

    def __init__(self, path, root):
        self.path, self.root, self.name = path, root, str(path.relative_to(root))

    def run(self, program, bless):
        folder = self.copied(program) / self.name
        listing = self.path / EXPECTED / "kommandon.txt"
        if not listing.is_file():
            return [(self.name, f"{EXPECTED}/kommandon.txt saknas")]
        lines, results, used = [], [], {"kommandon.txt"}
        for line in listing.read_text().splitlines():
            if line.strip() and not line.startswith("#"):
                line, name, failure = self.command(line, program, folder, bless)
                results.append((f"{self.name}/{name}", failure))
                used |= {name, name + ".fel"}
            lines.append(line + "\n")
        unused = {str(path.relative_to(self.path / EXPECTED)) for path in (self.path / EXPECTED).rglob("*") if path.is_file()} - used
        if unused:
            results.append((f"{self.name}/{EXPECTED}", "ingen rad i kommandon.txt gör " + ", ".join(sorted(unused))))
        if bless:
            write_if_changed(listing, "".join(lines).encode())
        return results

    def command(self, line, program, folder, bless):
        """Runs one line; returns it (with the new status when blessing), the file's name, and what went wrong."""
        parts = line.split(maxsplit=2)
        if len(parts) != 3 or not parts[1].isdigit():
            raise Malformed(f"{self.name}/{EXPECTED}/kommandon.txt: raden ska vara UTFIL STATUS kommando: {line}")
        name, status, command = parts
        result = program.run(shlex.split(command), folder)
        out, err = self.path / EXPECTED / name, self.path / EXPECTED / (name + ".fel")
        if bless and not (result.crashed and result.status != int(status)):
            write_if_changed(out, result.out)
            if result.err:
                write_if_changed(err, result.err)
            else:
                err.unlink(missing_ok=True)
            return f"{name} {result.status} {command}", name, schema.problems(result.out)
        failure = status_difference(int(status), result) + schema.problems(result.out)
        failure += difference(out.read_bytes() if out.is_file() else b"", result.out, name)
        failure += difference(err.read_bytes() if err.is_file() else b"", result.err, name + ".fel")
        return line, name, f"$ {command}\n{failure}" if failure else ""

    def copied(self, program):
        """One copy for all examples, made when first needed, without what is expected of them."""
        with Example.lock:
            if Example.copy is None:
                Example.copy = program.new_folder()
                for name in COPIED:
                    if (self.root / name).is_dir():
                        shutil.copytree(self.root / name, Example.copy / name, copy_function=shutil.copyfile,
                                        ignore=shutil.ignore_patterns(EXPECTED))
                for path in Example.copy.rglob("*"):
                    path.chmod(path.stat().st_mode | 0o200)
        return Example.copy


def collect(root):
    folders = {path for path in (root / "examples").glob("*") if path.is_dir()}
    for name in COPIED:
        folders |= {path.parent.parent for path in (root / name).rglob(f"{EXPECTED}/kommandon.txt")}
    return [Example(path, root) for path in sorted(folders)]
