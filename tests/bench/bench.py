"""bench: what every section of the measurements works with: data and models in the build folder, Styr, the peers, and the result."""
import os
import shutil
import subprocess
from pathlib import Path

import rules
import sql_files
from tools import Driver, Gone, Peer, Stopwatch

HERE = Path(__file__).resolve().parent
ENGINES = ("interp", "kernel", "jit")
PEERS = ("duckdb", "clickhouse")


class Bench:
    def __init__(self, build, small, result):
        self.build, self.small, self.result = Path(build), small, result
        self.tools, self.folder = self.build / "tests/bench", self.build / "bench"
        self.data, self.python = self.folder / "data", self.folder / "venv/bin/python"
        self.styr, self.rounds = self.build / "styr", 1 if small else 5
        self.data.mkdir(parents=True, exist_ok=True)
        self.stopwatch = Stopwatch(self.tools / "stopwatch", self.data)
        self.opened, self.versions = [], {}

    # ---- peers ----

    def install_peers(self):
        """Into a folder of their own. Without them the rows that need them say so, and the run goes on. A small run does not wait long for the network."""
        patience = ["--retries", "0", "--timeout", "10"] if self.small else []
        try:
            if not self.python.exists():
                subprocess.run(["python3", "-m", "venv", self.folder / "venv"], check=True, capture_output=True)
            for module in ("numpy", "duckdb", "chdb"):
                if subprocess.run([self.python, "-c", f"import {module}"], capture_output=True).returncode:
                    subprocess.run([self.python, "-m", "pip", "install", "--quiet", *patience, module], check=True, capture_output=True, text=True,
                                   timeout=60 if self.small else 600)
        except (OSError, subprocess.SubprocessError) as problem:
            said = (getattr(problem, "stderr", None) or str(problem)).strip().splitlines()[-1:]
            self.result.note("DuckDB och ClickHouse kunde inte installeras")
            print(f"DuckDB och ClickHouse kunde inte installeras med pip ({' '.join(said)[:200]}). Det som jämförs med dem mäts inte.", flush=True)

    def peer(self, name, threads=1):
        if not self.python.exists():
            raise Gone(f"{name} finns inte")
        peer = Peer(self.python, name, threads)
        self.opened.append(peer)
        self.versions[name] = peer.version
        return peer

    def peers(self, threads=1):
        """name -> Peer, those that there are."""
        out = {}
        for name in PEERS:
            try:
                out[name] = self.peer(name, threads)
            except Gone as gone:
                self.result.note(str(gone))
        return out

    def driver(self, **environment):
        driver = Driver(self.tools / "driver", environment)
        self.opened.append(driver)
        return driver

    def close(self):
        for process in self.opened:
            process.close()
        self.opened = []

    # ---- data ----

    def ledger(self, rows, order="sorterad", packed=True):
        """The folder of a ledger: huvudbok.csv, huvudbok.bin, and the model of forty indicators."""
        folder = self.data / f"{rows}-{order}"
        folder.mkdir(exist_ok=True)
        wanted = [folder / "huvudbok.csv"] + ([folder / "huvudbok.bin"] if packed else [])
        if not all(self.is_made(path, "ledger_data") for path in wanted):
            self.check_space(rows * 85)
            subprocess.run([self.tools / "ledger_data", str(rows), order, *wanted], check=True)
        shutil.copy(HERE / "models/huvudbok.styr", folder)
        return folder

    def is_made(self, path, maker):
        """Files of an earlier run are used again, unless what makes them is another since."""
        return path.exists() and path.stat().st_mtime >= (self.tools / maker).stat().st_mtime

    def check_space(self, wanted):
        free = shutil.disk_usage(self.data).free
        if free < wanted + (1 << 30):
            raise Gone(f"{wanted >> 30} GiB behövs på disken, {free >> 30} finns")

    def drop(self, folder):
        """Data is large: unless asked to keep it, a section leaves nothing that no other uses."""
        if not self.small and self.keep_room():
            shutil.rmtree(folder, ignore_errors=True)

    def tidy(self):
        for folder in list(self.data.glob("*-sorterad")) + list(self.data.glob("*-blandad")):
            if sum(path.stat().st_size for path in folder.iterdir()) > 2 << 30:
                self.drop(folder)

    def model(self, folder, count):
        """A model of so many indicators over the ledger."""
        path = folder / f"huvudbok-{count}.styr"
        path.write_text(rules.styr_model(rules.indicators(count)), encoding="utf-8")
        return path

    # ---- whole processes ----

    def run_styr(self, model, threads=1, options=(), environment=None, period="2025-12"):
        """(seconds, bytes) of styr kör from start to exit."""
        settings = {"STYR_TRADAR": str(threads), "STYR_CACHE": "nej", **(environment or {})}
        return self.stopwatch.run([self.styr, "kör", model, "--per", period, *options], good=(0, 1), environment=settings)[:2]

    def run_peer(self, name, sql, threads=1):
        """Seconds of a process that runs one query on files and prints its answer."""
        if not self.python.exists():
            raise Gone(f"{name} finns inte")
        script = self.data / f"{name}.sql"
        script.write_text(sql, encoding="utf-8")
        seconds, _, output = self.stopwatch.run([self.python, HERE / "peer_worker.py", name, threads, "--once", script])
        self.output = output
        return seconds

    def file_query(self, name, path, chosen):
        return {"duckdb": sql_files.duckdb_indicators, "clickhouse": sql_files.clickhouse_indicators}[name](path, chosen)

    def keep_room(self):
        """Large files are removed as soon as they have been used; STYR_BENCH_BEHALL=ja keeps them for the next run."""
        return os.environ.get("STYR_BENCH_BEHALL") is None
