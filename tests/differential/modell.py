"""modell.py: a model as Python objects, and as the rule file and the data files that styr reads. Expressions are tuples; periods are (first month, months)."""
from dataclasses import dataclass, field
from fractions import Fraction

GRAINS = {"månad": 1, "kvartal": 3, "tertial": 4, "halvår": 6, "år": 12}
FACTORS = {"kr": 1, "tkr": 1000, "mnkr": 1000000, "%": Fraction(1, 100), "tal": 1, "heltal": 1}
UNIT_WORDS = {"kr": "kr", "%": "%", "pp": "procentenheter", "n": None}
NOT_APPLICABLE = "."


@dataclass
class Body:
    name: str
    kind: str
    parent: str = None
    code: str = None


@dataclass
class Group:
    name: str
    kinds: list = field(default_factory=list)
    members: list = field(default_factory=list)


@dataclass
class Column:
    name: str
    type: str
    stock: bool = False


@dataclass
class Table:
    name: str
    columns: list
    rows: list = field(default_factory=list)          # dicts; None is missing, NOT_APPLICABLE is what it says
    where: tuple = None
    zero: bool = False
    partial: bool = False
    body: str = None                                  # för: when no column says it
    time: tuple = None                                # avser

    def column_of(self, kind):
        return next((c.name for c in self.columns if c.type == kind), None)

    def timed(self):
        return any(c.name == "tid" for c in self.columns)

    def column(self, name):
        return next(c for c in self.columns if c.name == name)


@dataclass
class Parameter:
    name: str
    unit: str
    items: list                                       # (body or None, year or None, value)


@dataclass
class Target:
    op: str                                           # minst, högst, över, under, mellan, exakt
    low: tuple
    high: tuple = None
    period: tuple = None                              # (first month, months); None: always


@dataclass
class Indicator:
    name: str
    unit: str
    grain: str
    scopes: list                                      # ("kind", k), ("body", b), ("only", b), "kommunen", "koncernen"
    expr: tuple
    partial: bool = False
    targets: list = field(default_factory=list)
    tolerance: Fraction = None
    cases: list = field(default_factory=list)         # (condition or None, level)


@dataclass
class Rule:
    name: str
    grain: str
    scopes: list
    condition: tuple


@dataclass
class Model:
    per: tuple
    bodies: list
    groups: list
    tables: list
    parameters: list
    indicators: list
    rules: list

    def find(self, kind, name):
        return next(x for x in getattr(self, kind) if x.name == name)


# ---- text ----

def period_text(period):
    first, months = period
    year, month = divmod(first, 12)
    if months == 1:
        return f"{year}-{month + 1:02}"
    if months == 12:
        return str(year)
    letter = {3: "Q", 4: "T", 6: "H"}[months]
    return f"{year}-{letter}{month // months + 1}"


def number(value):
    """With at most six decimals; the value must have no more."""
    scaled = value * 1000000
    assert scaled.denominator == 1, value
    sign, digits = "-" if scaled < 0 else "", str(abs(int(scaled))).rjust(7, "0")
    whole, decimals = digits[:-6], digits[-6:].rstrip("0")
    return sign + whole + ("," + decimals if decimals else "")


def quantity(value, unit):
    shown = value * 100 if unit in ("%", "pp") else value
    word = UNIT_WORDS[unit]
    return number(shown) + (" " + word if word else "")


def scope_text(scope):
    return scope if isinstance(scope, str) else f"enbart {scope[1]}" if scope[0] == "only" else scope[1]


def span_text(months):
    return f"{months // 12} år" if months % 12 == 0 else f"{months} månader"


WORDS = {">=": "är minst", "<=": "är högst", ">": "är över", "<": "är under"}
SPANS = ("rullande", "förändring", "förändringstakt", "trend", "senast_kända")


def aggregate_text(e):
    _, function, table, column, condition, percent = e
    inner = table + ("." + column if column else "")
    inner += f"; {percent}" if percent is not None else ""
    return f"{function}({inner}{' där ' + row_text(condition) if condition else ''})"


def text(e):
    """An expression or condition, with more parentheses than are needed."""
    kind = e[0]
    if kind == "num":
        return quantity(e[1], e[2])
    if kind == "agg":
        return aggregate_text(e)
    if kind in ("bin", "cmp"):
        return f"({text(e[2])} {e[1]} {text(e[3])})"
    if kind in ("and", "or"):
        return f"({text(e[1])} {'och' if kind == 'and' else 'eller'} {text(e[2])})"
    if kind == "not":
        return f"(inte {text(e[1])})"
    if kind == "neg":
        return f"(-{text(e[1])})"
    if kind == "abs":
        return f"abs({text(e[1])})"
    if kind == "round":
        return f"avrunda({text(e[1])}; {e[2]})"
    if kind == "pick":
        return f"{e[1]}({'; '.join(map(text, e[2]))})"
    if kind in ("ref", "par"):
        return e[1]
    if kind == "self":
        return "värde"
    if kind == "for":
        return f"({text(e[1])} för {scope_text(e[2])})"
    if kind == "else":
        return f"{e[1]}({text(e[2])}; {text(e[3])})"
    if kind == "time":
        return f"{e[1]}({text(e[2])}{'; ' + span_text(e[3]) if e[1] in SPANS else ''})"
    if kind == "group":
        return f"{e[1]}({text(e[2])} för {e[3]}{' vägt med ' + text(e[4]) if e[4] else ''})"
    if kind == "rank":
        return f"rang({e[1]}; {e[2]})"
    if kind == "between":
        return f"({text(e[1])} är mellan {text(e[2])} och {text(e[3])})"
    if kind == "level":
        return f"({e[1]} är {e[2]}{' eller ' + e[3] if e[3] else ''})"
    if kind == "is":
        return f"({text(e[1])} är {e[2]})"
    if kind == "has":
        return f"(finns {text(e[1])})"
    if kind == "row":
        return f"i_rad({text(e[1])}; {e[2]}{'; ' + e[3] if e[3] else ''})"
    raise ValueError(kind)


def cell_literal(value):
    if isinstance(value, str):
        return f'"{value}"'
    return quantity(*value) if isinstance(value, tuple) else number(value)


def row_text(c):
    """A condition on the rows of a table."""
    kind = c[0]
    if kind in ("and", "or"):
        return f"({row_text(c[1])} {'och' if kind == 'and' else 'eller'} {row_text(c[2])})"
    if kind == "not":
        return f"(inte {row_text(c[1])})"
    if kind == "cmp":
        return f"{c[1]} {c[2]} {cell_literal(c[3])}"
    if kind == "between":
        return f"{c[1]} mellan {cell_literal(c[2])} och {cell_literal(c[3])}"
    if kind == "in":
        parts = [f"{a}..{b}" if a != b else f"{a}" for a, b in c[2]]
        return f"{c[1]} {'inte ' if c[3] else ''}i {parts[0] if len(parts) == 1 else '(' + '; '.join(parts) + ')'}"
    if kind == "body":
        return f"{c[1]} {c[2]} {c[3]}"
    if kind == "period":
        return f"{c[1]} {c[2]} {period_text(c[3])}"
    raise ValueError(kind)


def file_cell(value, column):
    if value is None:
        return ""
    if isinstance(value, (str, int)) and not isinstance(value, Fraction):
        return str(value)
    if isinstance(value, tuple):
        return f"{period_text(value)}-15" if column.type == "datum" else period_text(value)
    return number(value)


def table_file(table):
    lines = [";".join(c.name.upper() for c in table.columns)]
    lines += [";".join(file_cell(row[c.name], c) for c in table.columns) for row in table.rows]
    return "\n".join(lines) + "\n"


def table_lines(table):
    yield f"tabell {table.name}"
    yield f'    från "{table.name}.csv"'
    yield '    avgränsare ";"'
    yield '    decimaltecken ","'
    yield f'    ej tillämplig "{NOT_APPLICABLE}"'
    for c in table.columns:
        yield f'    kolumn "{c.name.upper()}" som {c.name} {c.type}{" bestånd" if c.stock else ""}'
    if table.body:
        yield f"    för {table.body}"
    if table.time:
        yield f"    avser {period_text(table.time)}"
    if table.where:
        yield f"    där {row_text(table.where)}"
    if table.zero:
        yield "    inga rader betyder 0"
    if table.partial:
        yield "    tillåt delvis"


def scopes_line(scopes):
    parts = [f"varje {s[1]}" if s[0] == "kind" else scope_text(s) for s in scopes]
    return "    för " + ", ".join(parts)


def target_text(t):
    lead = f"{period_text(t.period)}: " if t.period else ""
    return f"{lead}{t.op} {text(t.low)}{' och ' + text(t.high) if t.high else ''}"


def indicator_lines(i):
    yield f"indikator {i.name}"
    if UNIT_WORDS[i.unit]:
        yield f"    enhet {UNIT_WORDS[i.unit]}"
    yield f"    per {i.grain}"
    yield scopes_line(i.scopes)
    yield f"    beräknas som {text(i.expr)}"
    if i.targets:
        yield "    målvärde " + ", ".join(map(target_text, i.targets))
    if i.tolerance is not None:
        yield f"    tolerans {quantity(i.tolerance, 'pp' if i.unit == '%' else i.unit)}"
    if i.cases:
        yield "    bedöms som " + ", ".join(f"{level} när {text(c)}" if c else f"annars {level}" for c, level in i.cases)
    if not i.targets and not i.cases:
        yield "    bevakas"
    if i.partial:
        yield "    tillåt delvis"


def parameter_line(p):
    parts = [(f"för {body}: " if body else f"från {year}: " if year else "annars ") + quantity(value, p.unit) for body, year, value in p.items]
    return f"parameter {p.name} " + (", ".join(parts) if len(parts) > 1 or p.items[0][1] else "= " + quantity(p.items[0][2], p.unit))


def model_lines(m):
    yield 'styrmodell prov "Prov"'
    yield '    kommun "0999"'
    for b in m.bodies:
        yield f"organ {b.name} är {b.kind}" + (f" under {b.parent}" if b.parent else "") + (f' kod "{b.code}"' if b.code else "")
    for g in m.groups:
        yield f"grupp {g.name} består av " + ", ".join([f"varje {k}" for k in g.kinds] + g.members)
    for t in m.tables:
        yield from table_lines(t)
    for p in m.parameters:
        yield parameter_line(p)
    for i in m.indicators:
        yield from indicator_lines(i)
    for r in m.rules:
        yield from (f"regel {r.name}", f"    per {r.grain}", scopes_line(r.scopes), f"    när {text(r.condition)}")


def files(m):
    """Name and content of every file."""
    return {"modell.styr": "\n".join(model_lines(m)) + "\n", **{f"{t.name}.csv": table_file(t) for t in m.tables}}
