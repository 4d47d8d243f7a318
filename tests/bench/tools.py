"""tools: what the measurements share: processes that answer, the stopwatch, medians, and what is known of the machine."""
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import time
from pathlib import Path


class Gone(Exception):
    """Something that a row needs is not there: an engine, a peer, an option. The row says so, and the run goes on."""


class Driver:
    """Styr, in the process of tests/bench/driver."""
    def __init__(self, program, environment=None):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
                                        env={**os.environ, **(environment or {})})

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline().split()
        if not line or line[0] == "fel":
            raise Gone("svarade inte" if not line else "gick inte: " + " ".join(map(str, words)))
        return line

    def load(self, model, threads=1):
        """(seconds, rows, bytes of the file, bytes of the columns)"""
        milliseconds, rows, bytes_read, column_bytes = self.ask("läs", model, threads)
        return int(milliseconds) / 1e3, int(rows), int(bytes_read), int(column_bytes)

    def model(self, path):
        self.ask("modell", path)

    def scan(self, engine, threads=1):
        """(seconds of scan and indicators, seconds of compiling)"""
        name, scan, outcome, compiling, _ = self.ask("motor", engine, threads)
        self.chosen = name
        if engine != "auto" and name != {"kärna": "kernel"}.get(engine, engine):
            raise Gone(f"motorn {engine} finns inte")
        return (int(scan) + int(outcome)) / 1e9, int(compiling) / 1e9

    def outcome(self, path):
        self.ask("tabell", path)
        return {tuple(line.split(";")[:2]): [int(value) for value in line.split(";")[2:]] for line in Path(path).read_text().splitlines()}

    def bandwidth(self, threads):
        nanoseconds, count = map(int, self.ask("läsbandbredd", threads))
        return count / nanoseconds

    def scaling(self):
        return int(self.ask("skalning")[0]) / 100

    def memory(self):
        return int(self.ask("minne")[0]) * 1024

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Peer:
    """A peer, in the process of peer_worker."""
    def __init__(self, python, name, threads=1):
        self.name = name
        command = [python, Path(__file__).parent / "peer_worker.py", name, str(threads)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1)
        self.version = self.answer()["version"]

    def answer(self):
        line = self.process.stdout.readline()
        said = json.loads(line) if line else {"problem": "svarade inte"}
        if "problem" in said:
            raise Gone(f"{self.name}: {said['problem'].splitlines()[0][:200]}")
        return said

    def ask(self, **order):
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def seconds(self, sql):
        return self.ask(do="query", sql=sql)["seconds"]

    def rows(self, sql):
        return self.ask(do="query", sql=sql, answer=True)["rows"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Stopwatch:
    def __init__(self, program, folder):
        self.program, self.folder = program, Path(folder)

    def run(self, command, good=(0,), environment=None, output=None):
        """(seconds, bytes of memory at most, the file that has what it wrote)"""
        output = output or self.folder / "ut.txt"
        done = subprocess.run([self.program, output, *map(str, command)], capture_output=True, text=True, env={**os.environ, **(environment or {})})
        if done.returncode or int(done.stdout.split()[2]) not in good:
            raise Gone(f"{Path(str(command[0])).name}: {(done.stderr or done.stdout).strip()[:200]}")
        nanoseconds, memory, _ = map(int, done.stdout.split())
        return nanoseconds / 1e9, memory * 1024, output

    def output(self):
        """What the latest command wrote."""
        return (self.folder / "ut.txt").read_text(encoding="utf-8")


# ---- samples ----

LONG = 30                  # seconds that one contestant may take in all before it is content with fewer rounds


def interleave(contestants, rounds, warm=1):
    """contestants: name -> function giving seconds. name -> list of seconds, one a round, or a Gone: all take turns, so that a noisy minute meets all,
    in another order each round (the same every time): who comes after the one that used the most memory waits for the system to clear it.
    Whoever has taken LONG and been timed at least once stands over: a median of fewer says enough of something that slow."""
    samples, spent_by = dict.fromkeys(contestants), dict.fromkeys(contestants, 0)
    for turn in range(warm + rounds):
        order = list(contestants.items())
        if turn:
            random.Random(turn).shuffle(order)
        for name, measure in order:
            if isinstance(samples.get(name), Gone) or samples.get(name) and spent_by[name] > LONG:
                continue
            try:
                spent = measure()
            except Gone as gone:
                samples[name] = gone
                continue
            spent_by[name] += spent
            if turn >= warm or spent > LONG:
                samples[name] = (samples[name] or []) + [spent]
    return samples


def median(samples):
    return None if samples is None or isinstance(samples, Gone) else statistics.median(samples)


# ---- the machine ----

def load_average():
    return os.getloadavg()[0]


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0].strip()
    except (OSError, subprocess.CalledProcessError, IndexError):
        return None


def busy_seconds():
    """What all processors have done since the machine started, and what was taken from it by others on the same hardware."""
    user, nice, system, _, _, interrupt, soft, steal = map(int, Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + interrupt + soft + steal) / os.sysconf("SC_CLK_TCK")


def own_seconds():
    return sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def others_busy():
    """To be called when the run is over: how many processors something else has kept busy meanwhile."""
    start, busy, own = time.monotonic(), busy_seconds(), own_seconds()
    return lambda: max(0.0, (busy_seconds() - busy - own_seconds() + own) / (time.monotonic() - start))


def machine():
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 1024 // 1024
    return {"dag": time.strftime("%Y-%m-%d"), "processor": processor(), "processorer": str(os.cpu_count()), "minne": f"{memory} GiB",
            "operativsystem": platform.release(), "kompilator": first_line("gcc", "--version"), "last före": load_average()}
