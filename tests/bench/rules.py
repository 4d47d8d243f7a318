"""rules: the indicators that are measured, told once: as a Styr model, as SQL in several ways, as programs for awk and Miller, and in plain Python."""
import random
from collections import namedtuple

KINDS = ("utfall", "budget", "prognos")
COMMITTEES = ("Barn- och utbildningsnämnden", "Socialnämnden", "Samhällsbyggnadsnämnden", "Gymnasienämnden", "Vård- och omsorgsnämnden",
              "Tekniska nämnden", "Kultur- och fritidsnämnden", "Miljönämnden", "Arbetsmarknadsnämnden", "Räddningsnämnden",
              "Överförmyndarnämnden", "Valnämnden")
MONTHS = [f"{year}-{month:02}" for year in range(2021, 2026) for month in range(1, 13)]

# Which rows: accounts as ranges (None: all), kind, responsibility units (None: all), more than so many öre (None: any amount).
Rows = namedtuple("Rows", "accounts kind units above", defaults=(None, None))
# terms: (sign, Rows); counts: the number of rows instead of the sum of amounts.
Indicator = namedtuple("Indicator", "name title terms counts", defaults=(False,))

RANGES = (("intäkter", 3000, 3999), ("inköp", 4000, 4999), ("personal", 5000, 5999), ("lön", 5000, 5499), ("tillägg", 5500, 5999),
          ("lokaler", 6000, 6199), ("varor", 6200, 6499), ("tjänster", 6500, 6999), ("övrigt", 7000, 7999), ("transporter", 7000, 7399),
          ("finans", 8000, 8999), ("verksamhet", 3000, 8999))
LISTS = (("it", (3504, 3564, 4222, 6540, 6602)), ("konsulter", (6210, 6221, 6303, 7002)), ("resor", (7050, 7106, 7411, 7507, 7600, 7902)),
         ("representation", (7102, 7124, 7205)), ("vikarier", (5040, 5104, 5205, 5304)))


def accounts_of_list(numbers):
    """The nearest accounts that there are: number i has 3000 + 6 i + i mod 3."""
    return tuple((account, account) for account in sorted({3000 + i * 6 + i % 3 for i in ((number - 3000) // 6 for number in numbers)}))


def forty():
    out = []
    for kind in ("utfall", "budget"):
        out += [Indicator(f"{kind}-{name}", f"{name}, {kind}", ((1, Rows(((low, high),), kind)),)) for name, low, high in RANGES]
    out += [Indicator(f"prognos-{name}", f"{name}, prognos", ((1, Rows(((low, high),), "prognos")),)) for name, low, high in RANGES[:6]]
    out += [Indicator(f"konton-{name}", f"{name}, utfall", ((1, Rows(accounts_of_list(numbers), "utfall")),)) for name, numbers in LISTS]
    out.append(Indicator("netto", "Intäkter minus kostnader, utfall", ((1, Rows(((3000, 3999),), "utfall")), (-1, Rows(((4000, 8999),), "utfall")))))
    out.append(Indicator("verifikationer", "Rader i huvudboken, utfall", ((1, Rows(None, "utfall")),), True))
    out.append(Indicator("stora-poster", "Poster över en miljon kronor, utfall", ((1, Rows(None, "utfall", None, 100_000_000)),)))
    out.append(Indicator("central-personal", "Personal, centralt ansvar, utfall", ((1, Rows(((5000, 5999),), "utfall", (1000, 1099))),)))
    out.append(Indicator("lokal-personal", "Personal, ansvar ute i verksamheten, utfall", ((1, Rows(((5000, 5999),), "utfall", (2000, 2999))),)))
    return out


def indicators(count):
    """The first of the forty, then ranges drawn with a fixed seed."""
    out, draw = forty()[:count], random.Random(20250831)
    while len(out) < count:
        low = 3000 + 10 * draw.randrange(0, 500)
        out.append(Indicator(f"draget-{len(out)}", f"Draget intervall {len(out)}",
                             ((1, Rows(((low, low + 10 * draw.randrange(1, 60)),), draw.choice(KINDS))),)))
    return out


# ---- as a Styr model ----

def styr_rows(rows):
    parts = []
    if rows.accounts:
        accounts = [str(low) if low == high else f"{low}..{high}" for low, high in rows.accounts]
        parts.append("konto i " + (accounts[0] if len(accounts) == 1 else "(" + "; ".join(accounts) + ")"))
    if rows.units:
        parts.append(f"ansvar i {rows.units[0]}..{rows.units[1]}")
    parts.append(f'slag = "{rows.kind}"')
    if rows.above is not None:
        parts.append(f"belopp > {rows.above // 100} kr")
    return " och ".join(parts)


def styr_value(indicator):
    function = "antal(huvudbok där {})" if indicator.counts else "summa(huvudbok.belopp där {})"
    text = ""
    for sign, rows in indicator.terms:
        text += (" - " if sign < 0 else " + " if text else "") + function.format(styr_rows(rows))
    return text


def reckoned(number, indicator):
    """The sum of something reckoned on each row, other for every number."""
    factors = f"1,{101 + number}", f"0,0{113 + number}"
    return (f"summa(avrunda(huvudbok.belopp * {factors[0]}; 2) - abs(huvudbok.belopp - {250 + number} kr) * {factors[1]} "
            f"där {styr_rows(indicator.terms[0][1])})")


def styr_indicator(indicator, value):
    unit = "    enhet         kr\n" if "summa" in value else ""
    return (f'indikator {indicator.name} "{indicator.title}"\n{unit}    per           månad\n    för varje     nämnd\n'
            f"    beräknas som  {value}\n    bevakas\n")


def styr_model(chosen, value_of=lambda number, indicator: styr_value(indicator)):
    bodies = "".join(f'organ {short} "{title}" är nämnd under KF\n' for short, title in
                     zip(("BUN", "SN", "SBN", "GYN", "VON", "TN", "KFN", "MN", "AMN", "RN", "ÖFN", "VN"), COMMITTEES))
    table = ('tabell huvudbok "Huvudbok"\n    från          "huvudbok.csv"\n    kolumn        "datum"  som datum  datum\n'
             '    kolumn        "nämnd"  som nämnd  organ\n    kolumn        "konto"  som konto  heltal\n    kolumn        "ansvar" som ansvar heltal\n'
             '    kolumn        "slag"   som slag   text\n    kolumn        "belopp" som belopp kr\n    inga rader betyder 0\n')
    return ('styrmodell Mätby "Mätningar på en huvudbok"\n\norgan KF "Kommunfullmäktige" är fullmäktige\n' + bodies + "\n" + table + "\n" +
            "\n".join(styr_indicator(indicator, value_of(number, indicator)) for number, indicator in enumerate(chosen)))


# ---- as SQL ----

class Columns:
    """How a peer's table spells its columns: numbers in memory, or text from a file."""
    def __init__(self, kinds_are_numbers, amount="belopp", committee="namnd", month="manad"):
        self.kinds_are_numbers, self.amount, self.committee, self.month = kinds_are_numbers, amount, committee, month

    def limit(self, ore):
        """An amount as the peer's column has it."""
        return str(ore)

    def kind(self, kind):
        return str(KINDS.index(kind)) if self.kinds_are_numbers else f"'{kind}'"


def sql_accounts(accounts, column="konto"):
    ranges = [f"{column} BETWEEN {low} AND {high}" for low, high in accounts if low != high]
    singles = [str(low) for low, high in accounts if low == high]
    parts = ranges + ([f"{column} IN ({', '.join(singles)})"] if singles else [])
    return parts[0] if len(parts) == 1 else "(" + " OR ".join(parts) + ")"


def sql_rows(rows, columns):
    parts = [sql_accounts(rows.accounts)] if rows.accounts else []
    parts.append(f"slag = {columns.kind(rows.kind)}")
    if rows.units:
        parts.append(f"ansvar BETWEEN {rows.units[0]} AND {rows.units[1]}")
    if rows.above is not None:
        parts.append(f"{columns.amount} > {columns.limit(rows.above)}")
    return " AND ".join(parts)


def sql_case(indicator, columns):
    whens = "".join(f" WHEN {sql_rows(rows, columns)} THEN {1 if indicator.counts else ('-' if sign < 0 else '') + columns.amount}"
                    for sign, rows in indicator.terms)
    return f"SUM(CASE{whens} ELSE 0 END)"


def sql_filter(indicator, columns):
    what = "COUNT(*)" if indicator.counts else f"SUM({columns.amount})"
    parts = [f"{'-' if sign < 0 else ''}COALESCE({what} FILTER (WHERE {sql_rows(rows, columns)}), 0)" for sign, rows in indicator.terms]
    return " + ".join(parts)


def sql_sum_if(indicator, columns):
    parts = [("-" if sign < 0 else "") + (f"countIf({sql_rows(rows, columns)})" if indicator.counts else f"sumIf({columns.amount}, {sql_rows(rows, columns)})")
             for sign, rows in indicator.terms]
    return " + ".join(parts)


def sql_query(chosen, columns, form, source):
    values = ",\n  ".join(f"{form(indicator, columns)} AS i{n}" for n, indicator in enumerate(chosen))
    return f"SELECT {columns.committee} AS n, {columns.month} AS m,\n  {values}\nFROM {source} GROUP BY n, m ORDER BY n, m"


# ---- expert: the accounts' classes first, one cube over them, then the indicators from the cube ----

def account_classes(chosen):
    """account -> class, and for each set of accounts in use the classes it consists of."""
    sets = sorted({rows.accounts for indicator in chosen for _, rows in indicator.terms if rows.accounts})
    numbers, signatures = {}, {}
    for account in (3000 + i * 6 + i % 3 for i in range(900)):
        signature = tuple(any(low <= account <= high for low, high in accounts) for accounts in sets)
        numbers[account] = signatures.setdefault(signature, len(signatures))
    members = {accounts: [number for signature, number in signatures.items() if signature[i]] for i, accounts in enumerate(sets)}
    return numbers, members


def expert_parts(chosen):
    units = sorted({rows.units for indicator in chosen for _, rows in indicator.terms if rows.units})
    limits = sorted({rows.above for indicator in chosen for _, rows in indicator.terms if rows.above is not None})
    return units, limits


def expert_value(indicator, columns, members, units, limits):
    total = ""
    for sign, rows in indicator.terms:
        parts = [f"k IN ({', '.join(map(str, members[rows.accounts]))})"] if rows.accounts else []
        parts.append(f"slag = {columns.kind(rows.kind)}")
        if rows.units:
            parts.append(f"u{units.index(rows.units)}")
        if rows.above is not None:
            parts.append(f"b{limits.index(rows.above)}")
        total += f" {'-' if sign < 0 else '+'} SUM(CASE WHEN {' AND '.join(parts)} THEN {'c' if indicator.counts else 's'} ELSE 0 END)"
    return total.removeprefix(" + ")


def sql_expert(chosen, columns, source, class_expression, join):
    _, members = account_classes(chosen)
    units, limits = expert_parts(chosen)
    flags = [f"ansvar BETWEEN {low} AND {high} AS u{i}" for i, (low, high) in enumerate(units)]
    flags += [f"{columns.amount} > {columns.limit(limit)} AS b{i}" for i, limit in enumerate(limits)]
    names = ", ".join(["n", "m", "k", "slag"] + [f"u{i}" for i in range(len(units))] + [f"b{i}" for i in range(len(limits))])
    keys = ", ".join([f"{columns.committee} AS n", f"{columns.month} AS m", f"{class_expression} AS k", "slag"] + flags)
    values = ",\n  ".join(f"{expert_value(indicator, columns, members, units, limits)} AS i{n}" for n, indicator in enumerate(chosen))
    return (f"SELECT n, m,\n  {values}\nFROM (SELECT {keys}, SUM({columns.amount}) AS s, COUNT(*) AS c FROM {source}{join} GROUP BY {names})\n"
            "GROUP BY n, m ORDER BY n, m")


# ---- in plain Python: what everything is held against ----

def row_counts(rows, account, kind, unit, amount):
    return (kind == rows.kind and (rows.accounts is None or any(low <= account <= high for low, high in rows.accounts)) and
            (rows.units is None or rows.units[0] <= unit <= rows.units[1]) and (rows.above is None or amount > rows.above))


def reckon(lines, chosen):
    """(committee, month) -> the indicators in öre (counts in rows), from the lines of the CSV file, the heading first."""
    out = {}
    for line in lines[1:]:
        date, committee, account, unit, kind, amount = line.rstrip("\n").split(";")
        ore = int(amount.replace(",", ""))
        values = out.setdefault((committee, date[:7]), [0] * len(chosen))
        for n, indicator in enumerate(chosen):
            for sign, rows in indicator.terms:
                if row_counts(rows, int(account), kind, int(unit), ore):
                    values[n] += sign * (1 if indicator.counts else ore)
    return out
