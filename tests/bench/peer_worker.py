"""peer_worker: one peer in a process of its own, run with the Python that has it installed. Commands as JSON, one a line, answered with one line each:
{"do": "load", "packed": FILE, "classes": {...}}   {"do": "query", "sql": ..., "answer": FILE or null}   {"do": "run", "sql": ...}
Seconds are those of the query alone, with its answer in hand. With --once it runs a query on a CSV file and ends, as a program would."""
import json
import sys
import time

PACKED = (("manad", "<u2", "UInt16"), ("namnd", "u1", "UInt8"), ("konto", "<i4", "Int32"), ("ansvar", "<u2", "UInt16"), ("slag", "u1", "UInt8"),
          ("belopp", "<i8", "Int64"))


class DuckDB:
    def __init__(self, threads):
        import duckdb
        self.version, self.base = duckdb.__version__, duckdb.connect()
        self.base.execute(f"SET threads={threads}")

    def load(self, packed, classes):
        import numpy
        rows = numpy.fromfile(packed, dtype=numpy.dtype([(name, kind) for name, kind, _ in PACKED]))
        columns = {name: numpy.ascontiguousarray(rows[name]) for name, _, _ in PACKED}
        del rows
        self.base.execute("CREATE OR REPLACE TABLE huvudbok AS SELECT * FROM columns")
        self.base.execute("CREATE OR REPLACE TABLE klasser (konto INTEGER, k UTINYINT)")
        self.base.executemany("INSERT INTO klasser VALUES (?, ?)", list(classes.items()))

    def load_figures(self, packed, columns):
        import numpy
        rows = numpy.fromfile(packed, dtype=numpy.dtype([(name, kind) for name, kind, _ in columns]))
        numbers = {name: numpy.ascontiguousarray(rows[name]) for name, _, _ in columns}
        del rows
        self.base.execute("CREATE OR REPLACE TABLE nyckeltal AS SELECT serie, kommun, ar, NULLIF(varde, -1) AS varde FROM numbers")

    def run(self, sql):
        self.base.execute(sql)

    def query(self, sql):
        return self.base.execute(sql).fetchnumpy()

    def rows(self, answer):
        columns = list(answer.values())
        return [[str(column[i]) for column in columns] for i in range(len(columns[0]) if columns else 0)]


class ClickHouse:
    def __init__(self, threads):
        import chdb
        from chdb.session import Session
        self.version, self.base = chdb.__version__, Session()
        self.version += f" (ClickHouse {self.rows(self.query('SELECT version()'))[0][0]})"
        # Compiled from the first run on, as it would be after some runs.
        self.base.query(f"SET max_threads={threads}, min_count_to_compile_expression=0, min_count_to_compile_aggregate_expression=0")

    def load(self, packed, classes):
        columns = ", ".join(f"{name} {kind}" for name, _, kind in PACKED)
        for sql in ("DROP DICTIONARY IF EXISTS klass", "DROP TABLE IF EXISTS huvudbok", "DROP TABLE IF EXISTS klasser",
                    f"CREATE TABLE huvudbok ({columns}) ENGINE = Memory",
                    f"INSERT INTO huvudbok SELECT * FROM file('{packed}', RowBinary, '{columns}')",
                    "CREATE TABLE klasser (konto UInt64, k UInt8) ENGINE = Memory",
                    "INSERT INTO klasser VALUES " + ", ".join(f"({account}, {number})" for account, number in classes.items()),
                    "CREATE DICTIONARY klass (konto UInt64, k UInt8) PRIMARY KEY konto SOURCE(CLICKHOUSE(TABLE 'klasser')) LAYOUT(FLAT()) LIFETIME(0)"):
            self.base.query(sql)

    def load_figures(self, packed, columns):
        types = ", ".join(f"{name} {kind}" for name, _, kind in columns)
        for sql in ("DROP TABLE IF EXISTS nyckeltal",
                    f"CREATE TABLE nyckeltal ({types.replace('varde Int32', 'varde Nullable(Int32)')}) ENGINE = Memory",
                    f"INSERT INTO nyckeltal SELECT serie, kommun, ar, NULLIF(varde, -1) FROM file('{packed}', RowBinary, '{types}')"):
            self.base.query(sql)

    def run(self, sql):
        self.base.query(sql)

    def query(self, sql):
        return self.base.query(sql, "TSV")

    def rows(self, answer):
        return [line.split("\t") for line in str(answer).splitlines()]


PEERS = {"duckdb": DuckDB, "clickhouse": ClickHouse}


def obey(peer, order):
    start = time.perf_counter()
    if order["do"] == "load":
        peer.load(order["packed"], order["classes"])
    elif order["do"] == "load_figures":
        peer.load_figures(order["packed"], order["columns"])
    elif order["do"] == "run":
        peer.run(order["sql"])
    else:
        answer = peer.query(order["sql"])
        spent = time.perf_counter() - start
        return {"seconds": spent, "rows": peer.rows(answer) if order.get("answer") else None}
    return {"seconds": time.perf_counter() - start}


def main():
    name, threads = sys.argv[1], int(sys.argv[2])
    try:
        peer = PEERS[name](threads)
    except ImportError as problem:
        print(json.dumps({"problem": str(problem)}), flush=True)
        return
    if len(sys.argv) > 3:      # --once FILE-OF-SQL
        with open(sys.argv[4], encoding="utf-8") as file:
            for row in peer.rows(peer.query(file.read())):
                print(";".join(row))
        return
    print(json.dumps({"version": peer.version}), flush=True)
    for line in sys.stdin:
        try:
            print(json.dumps(obey(peer, json.loads(line))), flush=True)
        except Exception as problem:      # whatever the peer says: it is passed on, and the run goes on without
            print(json.dumps({"problem": str(problem)}), flush=True)


main()
