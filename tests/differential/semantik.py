"""semantik.py: what a model means, written from the language reference and not from the program. Exact fractions; missing and not applicable are values."""
from collections import namedtuple
from fractions import Fraction
from modell import FACTORS, GRAINS, NOT_APPLICABLE

MISSING, NA = "missing", "not_applicable"
LARGEST = Fraction(2**63 - 1, 1000000)
COMPANIES, OUTSIDE = ("bolag", "förbund"), ("kommun",)
LEVELS = ("grön", "gul", "röd")
Context = namedtuple("Context", "scope first months cutoff grain")      # cutoff: a month, its last day
Seen = namedtuple("Seen", "value state level assessable")


class Beyond(Exception):
    """Larger than the exact numbers of the program: not compared."""


def is_value(x):
    return x not in (MISSING, NA)


def kleene_and(a, b):
    return False if a is False or b is False else None if a is None or b is None else True


def kleene_not(a):
    return None if a is None else not a


def kleene_or(a, b):
    return kleene_not(kleene_and(kleene_not(a), kleene_not(b)))


def compare(op, a, b):
    if not is_value(a) or not is_value(b):
        return None
    return {"=": a == b, "<>": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[op]


def within(inner, outer):
    return outer[0] <= inner[0] and sum(inner) <= sum(outer)


def rounded(value, decimals):
    scaled = abs(value) * 10**decimals
    whole = Fraction((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator), 10**decimals)
    return whole if value >= 0 else -whole


def number(x):
    """A computed number: too large is missing."""
    if max(abs(x.numerator), x.denominator) >= 2**126:
        raise Beyond
    return MISSING if abs(x) > LARGEST else x


def arithmetic(op, a, b):
    if MISSING in (a, b):
        return MISSING
    if NA in (a, b):
        return NA
    if op == "/":
        return number(a / b) if b else MISSING
    return number({"+": a + b, "-": a - b, "*": a * b}[op])


def quantile(values, share):
    values = sorted(values)
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def over_numbers(function, values, percent=None):
    if function == "summa":
        return sum(values, Fraction(0))
    if function == "medel":
        return sum(values, Fraction(0)) / len(values)
    if function in ("median", "percentil"):
        return quantile(values, Fraction(1, 2) if function == "median" else Fraction(percent, 100))
    if function == "antal_unika":
        return Fraction(len(set(values)))
    return {"min": min, "max": max}[function](values)


class Oracle:
    def __init__(self, model):
        self.m = model
        self.bodies = {b.name: b for b in model.bodies}
        self.by_text = {text: b.name for b in model.bodies for text in (b.name, b.code) if text}
        self.by_text["0999"] = "kommunen"
        self.indicators = {i.name: i for i in model.indicators}
        self.rows = {t.name: [self.read(t, row) for row in t.rows] for t in model.tables}
        self.rows = {t.name: [r for r in self.rows[t.name] if t.where is None or self.holds(t, t.where, r) is True] for t in model.tables}
        self.tables = {t.name: t for t in model.tables}
        self.memory = {}

    # ---- bodies ----

    def is_under(self, body, above):
        while body and body != above:
            body = self.bodies[body].parent
        return body == above

    def in_scope(self, body, scope):
        if body in ("kommunen", MISSING):             # the municipality's own code, or a table that says no body
            return body == "kommunen" and isinstance(scope, str)
        if scope in ("kommunen", "koncernen"):
            kind = self.bodies[body].kind
            return kind not in OUTSIDE and (scope == "koncernen" or kind not in COMPANIES)
        return body == scope[1] if scope[0] == "only" else self.is_under(body, scope[1])

    def scopes_of(self, declaration):
        found = []
        for scope in declaration.scopes:
            many = isinstance(scope, tuple) and scope[0] == "kind"
            found += [("body", b.name) for b in self.m.bodies if b.kind == scope[1]] if many else [scope]
        return found

    # ---- rows ----

    def read(self, table, row):
        """Numbers in the base unit; the rest as it stands."""
        out = {}
        for c in table.columns:
            cell = row[c.name]
            if c.type in FACTORS and isinstance(cell, Fraction):
                cell = cell * FACTORS[c.type]
            elif c.type == "organ" and cell is not None:
                cell = self.by_text.get(cell)
            out[c.name] = MISSING if cell is None else NA if cell == NOT_APPLICABLE else cell
        out.setdefault("organet", table.body or "kommunen")
        out.setdefault("tid", table.time)
        return out

    def holds(self, table, c, row):
        kind = c[0]
        if kind == "not":
            return kleene_not(self.holds(table, c[1], row))
        if kind in ("and", "or"):
            return (kleene_and if kind == "and" else kleene_or)(self.holds(table, c[1], row), self.holds(table, c[2], row))
        cell = row[c[1]]
        if not is_value(cell):
            return None
        if kind == "between":
            return self.plain(c[2]) <= cell <= self.plain(c[3])
        if kind == "in":
            return any(a <= cell <= b for a, b in c[2]) != c[3]
        if kind == "body":                            # the municipality's own code is no body of the model
            return (cell == c[3]) == (c[2] == "=")
        if kind == "period":
            inside = within(cell, c[3])
            return {"i": inside, "inte i": not inside, ">=": cell[0] >= c[3][0], "<": cell[0] < c[3][0]}[c[2]]
        a, b = (cell.casefold(), c[3].casefold()) if isinstance(cell, str) else (cell, self.plain(c[3]))
        return compare(c[2], a, b)

    @staticmethod
    def plain(literal):
        return literal[0] if isinstance(literal, tuple) else literal

    def visible(self, table, ctx):
        body, vintage = "organet", table.column_of("tillfälle")
        rows = [r for r in self.rows[table.name] if self.in_scope(r[body], ctx.scope)
                and (r["tid"] is None or is_value(r["tid"]) and within(r["tid"], (ctx.first, ctx.months)))]
        if not vintage:
            return rows
        rows = [r for r in rows if is_value(r[vintage]) and sum(r[vintage]) - 1 <= ctx.cutoff]
        latest = {}
        for r in rows:
            latest[r[body]] = max(latest.get(r[body], 0), sum(r[vintage]))
        return [r for r in rows if sum(r[vintage]) == latest[r[body]]]

    def lacks_child(self, table, ctx, visible):
        """A body under the context's that is in the table another time, but not now."""
        body, time = "organet", "tid"
        if not table.timed() or isinstance(ctx.scope, tuple) and ctx.scope[0] == "only":
            return False
        own = None if isinstance(ctx.scope, str) else ctx.scope[1]
        ever = {r[body] for r in self.rows[table.name] if self.bodies.get(r[body]) and self.in_scope(r[body], ctx.scope)}
        here = {r[body] for r in visible if self.bodies.get(r[body])}
        return any(not any(self.is_under(seen, b) for seen in here) for b in ever - {own})

    def lacks_month(self, table, ctx, visible):
        """A sum over months needs each of them from every body that reports, by itself or by those below it; all are below the municipality."""
        if not table.timed():
            return False
        ever = {r["organet"] for r in self.rows[table.name]
                if (self.bodies.get(r["organet"]) or r["organet"] == "kommunen") and self.in_scope(r["organet"], ctx.scope)}
        needed = set(range(ctx.first, ctx.first + ctx.months))
        covered = {body: {month for r in visible if body == "kommunen" or self.bodies.get(r["organet"]) and self.is_under(r["organet"], body)
                          for month in range(r["tid"][0], sum(r["tid"]))} for body in ever}
        return ctx.months > 1 and any(needed - months for months in covered.values())

    def latest_of_stock(self, table, rows):
        body, time = "organet", "tid"
        if rows and rows[0][time] is None:
            return rows
        last = {}
        for r in rows:
            last[r[body]] = max(last.get(r[body], (0, 0)), r[time])
        return [r for r in rows if r[time] == last[r[body]]]

    def aggregate(self, e, ctx, partial):
        _, function, name, column, condition, percent = e
        table = self.tables[name]
        partial = partial or table.partial
        rows = visible = self.visible(table, ctx)
        if column and table.column(column).stock and function not in ("senaste", "första"):
            rows = self.latest_of_stock(table, rows)
        truths = [True if condition is None else self.holds(table, condition, r) for r in rows]
        none = Fraction(0) if table.zero and visible and None not in truths else MISSING
        if function == "andel":
            known = [t for t in truths if t is not None]
            return Fraction(known.count(True), len(known)) if known else none
        if function == "summa" and not partial and not table.zero and self.lacks_child(table, ctx, visible):
            return MISSING
        stock = column and table.column(column).stock
        if function == "summa" and not stock and not partial and not table.zero and self.lacks_month(table, ctx, visible):
            return MISSING
        rows = [r for r, truth in zip(rows, truths) if truth is True]
        if not rows:
            return none
        if not column:
            return Fraction(len(rows))
        return self.over_cells(table, function, column, rows, partial, percent)

    def over_cells(self, table, function, column, rows, partial, percent):
        cells = [r[column] for r in rows if r[column] != NA]
        known = [c for c in cells if c != MISSING]
        if not cells:
            return Fraction(0) if function == "antal" else NA
        if function in ("senaste", "första"):
            time = "tid" if rows[0]["tid"] is not None else None
            rows = [r for r in rows if r[column] != NA and (not partial or r[column] != MISSING)]
            if not rows:
                return MISSING
            best = (max if function == "senaste" else min)(r[time] for r in rows) if time else None
            rows = [r for r in rows if not time or r[time] == best]
            return rows[-1 if function == "senaste" else 0][column]
        if len(known) < len(cells) and (not partial or not known):
            return MISSING
        if function == "antal":
            return Fraction(len(known))
        return number(over_numbers(function, known, percent))

    # ---- values ----

    def value(self, e, ctx, partial=False, own=None):
        return getattr(self, "value_" + e[0])(e, ctx, partial, own)

    def value_num(self, e, ctx, partial, own):
        return e[1]

    def value_agg(self, e, ctx, partial, own):
        return self.aggregate(e, ctx, partial)

    def value_self(self, e, ctx, partial, own):
        return self.indicator_at(own, ctx)

    def value_bin(self, e, ctx, partial, own):
        return arithmetic(e[1], self.value(e[2], ctx, partial, own), self.value(e[3], ctx, partial, own))

    def on_number(self, e, ctx, partial, own, change):
        x = self.value(e, ctx, partial, own)
        return change(x) if is_value(x) else x

    def value_neg(self, e, ctx, partial, own):
        return self.on_number(e[1], ctx, partial, own, lambda x: -x)

    def value_abs(self, e, ctx, partial, own):
        return self.on_number(e[1], ctx, partial, own, abs)

    def value_round(self, e, ctx, partial, own):
        return self.on_number(e[1], ctx, partial, own, lambda x: rounded(x, e[2]))

    def value_pick(self, e, ctx, partial, own):
        values = [self.value(x, ctx, partial, own) for x in e[2]]
        return MISSING if MISSING in values else NA if NA in values else (min if e[1] == "min" else max)(values)

    def value_else(self, e, ctx, partial, own):
        x = self.value(e[2], ctx, partial, own)
        return self.value(e[3], ctx, partial, own) if x == (MISSING if e[1] == "om_saknas" else NA) else x

    def value_par(self, e, ctx, partial, own):
        found, begun = MISSING, -1
        for body, year, value in self.m.find("parameters", e[1]).items:
            if body and not isinstance(ctx.scope, str) and self.is_under(ctx.scope[1], body):
                return value
            if not body and not year and found == MISSING:
                found = value
            if year and year * 12 < ctx.first + ctx.months and year > begun:
                found, begun = value, year
        return found

    def value_for(self, e, ctx, partial, own):
        return self.value(e[1], ctx._replace(scope=e[2]), partial, own)

    def value_ref(self, e, ctx, partial, own):
        return self.indicator_at(self.indicators[e[1]], ctx)

    def at(self, indicator, ctx):
        """The context in which an indicator that is mentioned in this one is reckoned."""
        months = GRAINS[indicator.grain]
        scopes = self.scopes_of(indicator)
        if ctx.scope not in scopes and scopes == ["kommunen"]:
            ctx = ctx._replace(scope="kommunen")
        if months <= ctx.months:
            return ctx
        first = (ctx.first + ctx.months) // months * months - months
        return Context(ctx.scope, first, months, first + months - 1, months)

    def indicator_at(self, indicator, ctx):
        ctx = self.at(indicator, ctx)
        key = (indicator.name, ctx)
        if key not in self.memory:
            self.memory[key] = self.value(indicator.expr, ctx, indicator.partial, indicator)
        return self.memory[key]

    # ---- time ----

    @staticmethod
    def shifted(ctx, months):
        return ctx._replace(first=ctx.first - months, cutoff=ctx.cutoff - months)

    def value_time(self, e, ctx, partial, own):
        _, function, x, span = e
        end, january = ctx.first + ctx.months, (ctx.first + ctx.months - 1) // 12 * 12
        widened = {"ackumulerat": (january, end - january), "rullande": (end - (span or 0), span), "helår": (january, 12)}
        if function in widened:
            first, months = widened[function]
            return self.value(x, ctx._replace(first=first, months=months), partial, own)
        if function == "senast_kända":
            return self.latest_known(x, ctx, span, partial, own)
        if function == "trend":
            return self.trend(x, ctx, span, partial, own)
        back = {"föregående": ctx.grain, "föregående_år": 12}.get(function, span)
        before = self.value(x, self.shifted(ctx, back), partial, own)
        if function.startswith("föregående"):
            return before
        change = arithmetic("-", self.value(x, ctx, partial, own), before)
        return change if function == "förändring" else arithmetic("/", change, abs(before) if is_value(before) else before)

    def latest_known(self, x, ctx, span, partial, own):
        for back in range(0, span + 1, ctx.grain):
            found = self.value(x, self.shifted(ctx, back), partial, own)
            if found != MISSING:
                return found
        return MISSING

    def trend(self, x, ctx, span, partial, own):
        values = [self.value(x, self.shifted(ctx, back), partial, own) for back in range(span, -1, -ctx.grain)]
        if MISSING in values or NA in values:
            return MISSING if MISSING in values else NA
        if len(values) < 2:
            return MISSING
        middle, mean = Fraction(len(values) - 1, 2), sum(values) / len(values)
        return number(sum((k - middle) * (v - mean) for k, v in enumerate(values)) / sum((k - middle)**2 for k in range(len(values))))

    # ---- groups ----

    def members(self, name, ctx):
        group = self.m.find("groups", name)
        own = None if isinstance(ctx.scope, str) else ctx.scope[1]
        kinds = [b.name for b in self.m.bodies if b.kind in group.kinds and b.name != own]
        return [b.name for b in self.m.bodies if b.name in kinds + group.members]

    def value_group(self, e, ctx, partial, own):
        _, function, x, group, weight = e
        seats = [ctx._replace(scope=("body", b)) for b in self.members(group, ctx)]
        values = [(self.value(x, c, partial, own), self.value(weight, c, partial, own) if weight else Fraction(1)) for c in seats]
        lacking = any(MISSING in pair for pair in values)
        values = [(v, w) for v, w in values if is_value(v) and is_value(w)]
        if lacking and not partial and not weight or not values and function != "antal":
            return MISSING
        if function == "antal":
            return Fraction(len(values))
        if weight:
            return arithmetic("/", sum(v * w for v, w in values), sum(w for _, w in values))
        return number(over_numbers(function, [v for v, _ in values]))

    def value_rank(self, e, ctx, partial, own):
        indicator = self.indicators[e[1]]
        mine = self.indicator_at(indicator, ctx)
        if not is_value(mine):
            return mine
        lower = any(t.op in ("högst", "under") for t in indicator.targets)
        others = [self.indicator_at(indicator, ctx._replace(scope=("body", b))) for b in self.members(e[2], ctx)]
        return Fraction(1 + sum(1 for v in others if is_value(v) and (v < mine if lower else v > mine)))

    # ---- conditions ----

    def truth(self, e, ctx, partial=False, own=None):
        kind = e[0]
        if kind in ("and", "or"):
            return (kleene_and if kind == "and" else kleene_or)(self.truth(e[1], ctx, partial, own), self.truth(e[2], ctx, partial, own))
        if kind == "not":
            return kleene_not(self.truth(e[1], ctx, partial, own))
        if kind == "cmp":
            return compare(e[1], self.value(e[2], ctx, partial, own), self.value(e[3], ctx, partial, own))
        if kind == "between":
            x, low, high = (self.value(part, ctx, partial, own) for part in e[1:])
            return kleene_and(compare(">=", x, low), compare("<=", x, high))
        if kind == "has":
            return is_value(self.value(e[1], ctx, partial, own))
        if kind == "level":
            return self.has_level(e, ctx)
        if kind == "row":
            return self.in_a_row(e, ctx, partial, own)
        if e[2] in ("saknas", "ej tillämplig"):
            return self.value(e[1], ctx, partial, own) == (MISSING if e[2] == "saknas" else NA)
        truth = self.truth(e[1], ctx, partial, own)
        return truth is None if e[2] == "okänt" else truth if e[2] == "ja" else kleene_not(truth)

    def has_level(self, e, ctx):
        seen = self.assess(self.indicators[e[1]], self.at(self.indicators[e[1]], ctx))
        if seen.level is None:
            return None
        rank, wanted = LEVELS.index(seen.level), LEVELS.index(e[2])
        return rank == wanted if not e[3] else rank <= wanted if e[3] == "bättre" else rank >= wanted

    def in_a_row(self, e, ctx, partial, own):
        _, condition, count, mode = e
        truths = []
        for back in range(24 if mode == "saknad hoppas över" else count):
            now = self.truth(condition, self.shifted(ctx, back * ctx.grain), partial, own)
            if now is None and mode:
                if mode == "saknad bryter":
                    return False
                continue
            truths.append(now)
            if len(truths) == count or now is False:
                break
        if False in truths:
            return False
        return None if None in truths or len(truths) < count else True

    # ---- assessment ----

    def assess(self, i, ctx):
        value = self.indicator_at(i, ctx)
        if not is_value(value):
            return Seen(value, value, None, True)
        if i.cases:
            for condition, level in i.cases:
                holds = True if condition is None else self.truth(condition, ctx, i.partial, i)
                if holds is None:
                    return Seen(value, "value", None, False)
                if holds:
                    return Seen(value, "value", level, True)
        target = self.target(i, ctx)
        if not target:
            return Seen(value, "value", None, True)
        low = self.value(target.low, ctx, i.partial, i)
        high = self.value(target.high, ctx, i.partial, i) if target.high else low
        if not is_value(low) or not is_value(high):
            return Seen(value, "value", None, False)
        return Seen(value, "value", self.target_level(target, value, low, high, i.tolerance), True)

    @staticmethod
    def target(i, ctx):
        fitting = [t for t in i.targets if not t.period or sum(t.period) == ctx.first + ctx.months]
        return min(fitting, key=lambda t: t.period[1] if t.period else 10**6, default=None)

    @staticmethod
    def target_level(target, value, low, high, tolerance):
        beyond = {"minst": low - value, "över": low - value, "högst": value - low, "under": value - low,
                  "mellan": max(low - value, value - high), "exakt": abs(value - low)}[target.op]      # how far on the worse side
        if beyond < 0 or beyond == 0 and target.op not in ("över", "under"):
            return "grön"
        return "gul" if tolerance is not None and beyond <= tolerance else "röd"

    def run(self):
        """(declaration, scope, period) → Seen, for every indicator and rule."""
        first, months = self.m.per
        found = {}
        for declaration in self.m.indicators + self.m.rules:
            grain = GRAINS[declaration.grain]
            start = (first + months) // grain * grain - grain
            for scope in self.scopes_of(declaration):
                ctx = Context(scope, start, grain, start + grain - 1, grain)
                if declaration in self.m.rules:
                    truth = self.truth(declaration.condition, ctx)
                    seen = Seen({True: "yes", False: "no", None: "unknown"}[truth], "value", None, truth is not None)
                else:
                    seen = self.assess(declaration, ctx)
                found[declaration.name, scope, (start, grain)] = seen
        return found
