"""program.py: starts the program under test in an environment that is the same everywhere, and compares what came out."""
import difflib
import itertools
import os
import shlex
import signal
import subprocess
import time
from pathlib import Path

TIME_LIMIT = 60          # seconds for one command; ten times that under another program
KEPT = ("PATH", "TMPDIR", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS",
        "STYR_LASARE", "STYR_MOTOR", "STYR_TRADAR", "STYR_CACHE", "STYR_CACHE_MINST")    # the last: every case by another engine, or from the cache
CACHING = ("kör", "run", "förklara", "explain", "årshjul", "calendar")
OLD_ENOUGH = 0.03        # seconds since a data file was written: a younger one is not kept
CRASHES = (3, 99)        # internal error; the status that sanitizers and valgrind are told to give


class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    @property
    def crashed(self):
        return self.status in CRASHES or self.status >= 124


class Program:
    """path: the styr to run. under: a command to run it under, or "". sanitized: it was built with sanitizers. folder: ours to write in.
    library: the standard library, as the program is not installed. twice: what reads data does so twice, and what came of the second time counts."""

    def __init__(self, path, under, sanitized, folder, library, twice=False):
        self.twice = twice
        self.path, self.under, self.folder = str(path), shlex.split(under), folder
        self.restricted = sanitized or bool(under)
        self.numbers = itertools.count(1)
        self._proves = None
        bin_folder = folder / "bin"
        bin_folder.mkdir()
        self.command = bin_folder / "styr"      # what shell lines find
        if self.under:
            self.command.write_text(f'#!/bin/sh\nexec {shlex.join(self.under)} {shlex.quote(self.path)} "$@"\n')
            self.command.chmod(0o755)
        else:
            self.command.symlink_to(self.path)
        self.environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.environment.update(LC_ALL="C.UTF-8", HOME=str(folder / "hem"))
        if twice:
            self.environment.update(STYR_CACHE=str(folder / "lager"), STYR_CACHE_MINST="1")
        if library.is_dir():
            self.environment["STYR_BIBLIOTEK"] = str(library)
        self.environment["PATH"] = f"{bin_folder}:{self.environment.get('PATH', '/usr/bin:/bin')}"

    def new_folder(self):
        folder = self.folder / f"{next(self.numbers)}"
        folder.mkdir()
        return folder

    def proves(self):
        """The solver that `styr bevisa` needs can be used: it is installed, and nothing slow stands between."""
        if self._proves is None:
            folder = self.new_folder()
            (folder / "m.styr").write_text("organ SN är nämnd\n")
            self._proves = not self.under and self.run(["styr", "bevisa", "m.styr"], folder).status == 0
        return self._proves

    def run(self, words, folder, stdin=b""):
        """words: a command line, split; the word styr first means the program under test."""
        executable = None
        if words[0] == "styr" and self.under:
            words = self.under + [self.path] + words[1:]
        elif words[0] == "styr":
            executable = self.path
        if self.twice and executable and words[1:2] and words[1] in CACHING:
            time.sleep(OLD_ENOUGH)
            self._wait(words, executable, folder, stdin)
        return self._wait(words, executable, folder, stdin)

    def shell(self, line, folder, stdin=b""):
        return self._wait(["sh", "-c", line], None, folder, stdin)

    def _wait(self, words, executable, folder, stdin):
        try:
            process = subprocess.Popen(words, executable=executable, cwd=folder, env=self.environment, start_new_session=True,
                                       stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        except OSError as problem:
            return Result(127, b"", f"{problem}\n".encode())
        try:
            out, err = process.communicate(stdin or None, TIME_LIMIT * (10 if self.restricted else 1))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            return Result(124, out, err + b"run-cases: avbruten, tog f\xc3\xb6r l\xc3\xa5ng tid\n")
        status = process.returncode
        return Result(status if status >= 0 else 128 - status, out, err)


def shown(data):
    return data.decode("utf-8", "backslashreplace").splitlines(keepends=True)


def difference(expected, actual, what):
    """A unified diff of two byte strings, "" if they are equal."""
    if expected == actual:
        return ""
    lines = difflib.unified_diff(shown(expected), shown(actual), f"{what} (väntat)", f"{what} (blev)")
    return "".join(line if line.endswith("\n") else line + "\n\\ inget radslut\n" for line in lines)


def status_difference(expected, result):
    if expected == result.status:
        return ""
    return f"status {expected} väntad, blev {result.status}\n"


def write_if_changed(path: Path, data):
    if not path.exists() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
