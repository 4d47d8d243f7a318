"""sql_files: how the peers read the CSV file: the same types as Styr gives the columns, and the indicators straight from it."""
import rules

DUCKDB_TYPES = "{'datum': 'DATE', 'nämnd': 'VARCHAR', 'konto': 'INTEGER', 'ansvar': 'USMALLINT', 'slag': 'VARCHAR', 'belopp': 'DECIMAL(12,2)'}"
CLICKHOUSE_TYPES = "datum Date, namnd LowCardinality(String), konto Int32, ansvar UInt16, slag LowCardinality(String), belopp String"


def duckdb_file(path):
    return f"read_csv('{path}', delim=';', header=true, decimal_separator=',', columns={DUCKDB_TYPES})"


def clickhouse_file(path):
    """A decimal comma is no number to ClickHouse: without the comma it is the amount in öre."""
    return (f"(SELECT datum, namnd, konto, ansvar, slag, toInt64(replaceOne(belopp, ',', '')) AS belopp FROM file('{path}', CSV, '{CLICKHOUSE_TYPES}')"
            " SETTINGS format_csv_delimiter = ';', input_format_csv_skip_first_lines = 1)")


class DuckDBColumns(rules.Columns):
    def __init__(self):
        super().__init__(False, committee='"nämnd"', month="date_trunc('month', datum)")

    def limit(self, ore):
        return f"{ore // 100}.00"


class ClickHouseColumns(rules.Columns):
    def __init__(self):
        super().__init__(False, committee="namnd", month="toStartOfMonth(datum)")


def duckdb_indicators(path, chosen):
    return rules.sql_query(chosen, DuckDBColumns(), rules.sql_case, duckdb_file(path))


def clickhouse_indicators(path, chosen):
    return rules.sql_query(chosen, ClickHouseColumns(), rules.sql_sum_if, clickhouse_file(path))


def duckdb_table(path):
    return f"CREATE OR REPLACE TABLE fil AS SELECT * FROM {duckdb_file(path)}"


def clickhouse_table(path):
    types = CLICKHOUSE_TYPES.replace("belopp String", "belopp Int64")
    return ("DROP TABLE IF EXISTS fil", f"CREATE TABLE fil ({types}) ENGINE = Memory", f"INSERT INTO fil SELECT * FROM {clickhouse_file(path)}")


def table_indicators(peer, chosen):
    """From the table that it has read."""
    if peer == "duckdb":
        return rules.sql_query(chosen, DuckDBColumns(), rules.sql_case, "fil")
    return rules.sql_query(chosen, ClickHouseColumns(), rules.sql_sum_if, "fil")


# ---- the small tools, whole programs ----

def condition(rows, committee_first):
    """The condition of some rows in awk (fields by number) or Miller (by name)."""
    account, unit, kind, amount = ("$3", "$4", "$5", "a") if committee_first else ("$konto", "$ansvar", "$slag", "a")
    parts = [f'{kind} == "{rows.kind}"']
    if rows.accounts:
        parts.append("(" + " || ".join(f"({account} >= {low} && {account} <= {high})" if low != high else f"{account} == {low}"
                                       for low, high in rows.accounts) + ")")
    if rows.units:
        parts.append(f"{unit} >= {rows.units[0]} && {unit} <= {rows.units[1]}")
    if rows.above is not None:
        parts.append(f"{amount} > {rows.above}")
    return " && ".join(parts)


def awk_program(chosen):
    adds = "\n".join(f"  if ({condition(rows, True)}) v[k, {n}] += {'1' if indicator.counts else ('-a' if sign < 0 else 'a')}"
                     for n, indicator in enumerate(chosen) for sign, rows in indicator.terms)
    return ('BEGIN { FS = ";" }\nNR > 1 {\n  k = $2 ";" substr($1, 1, 7); a = $6; sub(/,/, "", a); a += 0; keys[k]\n' + adds + "\n}\n"
            f'END {{ for (k in keys) {{ line = k; for (i = 0; i < {len(chosen)}; i++) line = line sprintf(";%.0f", v[k, i]); print line }} }}\n')


def miller_program(chosen):
    adds = "\n".join(f"if ({condition(rows, False)}) {{ @v[k][{n + 1}] += {'1' if indicator.counts else ('-a' if sign < 0 else 'a')} }}"
                     for n, indicator in enumerate(chosen) for sign, rows in indicator.terms)
    zeros = "{" + ", ".join(f'"{n + 1}": 0' for n in range(len(chosen))) + "}"
    return ('k = $nämnd . ";" . substr($datum, 0, 6); a = int(sub($belopp, ",", ""));\n' +
            f"if (is_absent(@v[k])) {{ @v[k] = {zeros} }}\n" + adds + '\nend { for (k, v in @v) { print k . ";" . joinv(v, ";") } }\n')


def sqlite_script(path, chosen):
    columns = rules.Columns(False, amount="belopp", committee='"nämnd"', month="substr(datum, 1, 7)")
    source = ("(SELECT datum, \"nämnd\", CAST(konto AS INTEGER) AS konto, CAST(ansvar AS INTEGER) AS ansvar, slag, "
              "CAST(replace(belopp, ',', '') AS INTEGER) AS belopp FROM fil)")
    return f".mode csv\n.separator ;\n.import '{path}' fil\n.mode list\n.separator ;\n{rules.sql_query(chosen, columns, rules.sql_case, source)};\n"
