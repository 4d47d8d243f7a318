"""generator.py: random models with data. The same random source gives the same model."""
from fractions import Fraction
from modell import GRAINS, NOT_APPLICABLE, Body, Column, Group, Indicator, Model, Parameter, Rule, Table, Target

TEXTS = ("x", "y", "zå")
ROW_FUNCTIONS = ("summa",) * 5 + ("medel", "median", "percentil", "min", "max", "senaste", "första")
MONTHS_OF = {"månad": 1, "år": 12}


class Maker:
    def __init__(self, random):
        self.r = random
        self.bodies, self.groups, self.tables, self.parameters, self.indicators, self.rules = [], [], [], [], [], []

    def chance(self, p):
        return self.r.random() < p

    def amount(self):
        decimals = self.r.choice((0, 0, 0, 1, 2, 3))
        return Fraction(self.r.randint(-30 * 10**decimals, 120 * 10**decimals), 10**decimals)

    # ---- what there is ----

    def make_bodies(self):
        r = self.r
        self.bodies = [Body("KF", "fullmäktige")]
        if self.chance(0.5):
            self.bodies.append(Body("KS", "styrelse", "KF", "100"))
        for n in range(1, r.randint(2, 3) + 1):
            self.bodies.append(Body(f"N{n}", "nämnd", "KF", str(100 + n)))
            for u in range(r.choice((0, 0, 1, 2))):
                self.bodies.append(Body(f"U{n}{u}", "enhet", f"N{n}", f"{100 + n}{u}"))
        if self.chance(0.5):
            self.bodies.append(Body("bolaget1", "bolag", "KF"))
        boards = [b.name for b in self.bodies if b.kind == "nämnd"]
        self.groups = [Group("alla-nämnder", kinds=["nämnd"]), Group("några", members=r.sample(boards, r.randint(1, len(boards))))]

    def make_table(self, name):
        r = self.r
        grain = r.choice(("månad", "månad", "månad", "år"))
        kind = r.choice(("flow", "flow", "stock", "forecast")) if name != "t1" else "flow"
        columns = [Column("tid", "period"), Column("organet", "organ"), Column("slaget", "text"), Column("konto", "heltal"),
                   Column("belopp", r.choice(("kr", "tkr")), kind == "stock"), Column("mängd", "tal", kind == "stock" and self.chance(0.5))]
        if kind == "forecast":
            columns.append(Column("gjord", "tillfälle"))
        lone = kind == "flow" and name != "t1"
        if grain == "månad" and self.chance(0.25):
            columns[0].type = "datum"
        t = Table(name, columns, zero=self.chance(0.15), partial=self.chance(0.15))
        gaps, missing, strange = r.choice((0, 0, 0, 0.05, 0.3)), r.choice((0, 0, 0, 0.03)), r.choice((0, 0, 0.1))
        named = [b for b in self.bodies if self.chance(0.8)]
        for body in named:
            for first in self.times(grain):
                if not self.chance(gaps):
                    t.rows += [self.make_row(t, body, (first, GRAINS[grain]), missing, strange) for _ in range(r.choice((1, 1, 2, 3)))]
        if lone and self.chance(0.15):
            t.columns.remove(columns[1])
            t.body = r.choice(self.bodies).name
        if lone and self.chance(0.15):
            t.columns.remove(columns[0])
            t.time = (2025 * 12, 12) if self.chance(0.3) else self.per
        if self.chance(0.5):
            r.shuffle(t.rows)
        if self.chance(0.2):
            t.where = self.row_condition(t, 1)
        return t

    def times(self, grain):
        if grain == "år":
            return [y * 12 for y in range(2022, 2026)]
        end = self.per[0]
        return range(end - self.r.choice((2, 13, 24)), end + self.r.choice((1, 1, 2)))

    def make_row(self, t, body, period, missing, strange):
        r = self.r
        row = {}
        for c in t.columns:
            if c.type in ("period", "datum"):
                row[c.name] = period
            elif c.type == "tillfälle":
                row[c.name] = (self.per[0] + r.randint(-6, 2), 1)
            elif c.type == "organ":
                row[c.name] = "0999" if self.chance(0.02) else r.choice((body.name, body.name, body.code)) or body.name
            elif self.chance(missing):
                row[c.name] = None
            elif c.type == "text":
                row[c.name] = r.choice(TEXTS)
            elif c.type == "heltal":
                row[c.name] = r.choice((3000, 3010, 4000, 4999, 5000, 5100))
            else:
                row[c.name] = NOT_APPLICABLE if self.chance(strange) else self.amount()
        return {name: Fraction(cell) if isinstance(cell, int) else cell for name, cell in row.items()}

    # ---- expressions: by unit ----

    def row_condition(self, t, depth):
        r = self.r
        if depth > 0 and self.chance(0.5):
            kind = r.choice(("and", "or", "not"))
            return (kind, self.row_condition(t, depth - 1)) + ((self.row_condition(t, depth - 1),) if kind != "not" else ())
        names = [c.name for c in t.columns]
        what = r.choice(["text", "account", "range", "amount", "between"] + ["body"] * ("organet" in names) + ["period"] * ("tid" in names))
        if what == "text":
            return ("cmp", "slaget", r.choice(("=", "<>")), r.choice(TEXTS))
        if what == "account":
            return ("cmp", "konto", r.choice(("=", "<", ">=", "<>")), Fraction(r.choice((3010, 4000, 5000))))
        if what == "range":
            return ("in", "konto", r.sample([(3000, 3999), (4000, 4000), (4999, 5000)], r.randint(1, 2)), self.chance(0.2))
        if what == "body":
            return ("body", "organet", r.choice(("=", "<>")), r.choice(self.bodies).name)
        if what == "period":
            return ("period", "tid", r.choice(("i", "inte i")), r.choice(((2024 * 12, 12), (2025 * 12, 12))))
        if what == "between":
            return ("between", "mängd", Fraction(r.randint(-20, 20)), Fraction(r.randint(20, 100)))
        unit = t.column("belopp").type
        value = self.amount() * (1000 if unit == "tkr" else 1)
        return ("cmp", "belopp", r.choice(("<", ">", ">=", "<=")), (value, "kr"))

    def aggregate(self, unit):
        r = self.r
        t = r.choice(self.tables)
        condition = self.row_condition(t, 1) if self.chance(0.5) else None
        if unit == "%":
            return ("agg", "andel", t.name, None, self.row_condition(t, 1), None)
        column = "belopp" if unit == "kr" else "mängd"
        function = r.choice(ROW_FUNCTIONS)
        if unit == "n" and self.chance(0.4):
            function = r.choice(("antal", "antal_unika"))
            column = r.choice((None, "slaget", "konto")) if function == "antal" else r.choice(("slaget", "konto", "mängd"))
        return ("agg", function, t.name, column, condition, r.choice((10, 25, 75, 90)) if function == "percentil" else None)

    def literal(self, unit):
        if unit in ("%", "pp"):
            return ("num", Fraction(self.r.randint(-40, 150), 100), unit)
        return ("num", self.amount() * (self.r.choice((1, 1000)) if unit == "kr" else 1), unit)

    def mentioned(self, unit, place):
        """Another indicator, if there is one that has the place's bodies."""
        fitting = [i for i in self.indicators if i.unit == unit and (i.scopes == place["scopes"] or i.scopes == ["kommunen"])
                   and (not place["wide"] or GRAINS[i.grain] == 1)]
        return ("ref", self.r.choice(fitting).name) if fitting else None

    def over_time(self, unit, place, depth):
        functions = ["föregående", "föregående_år", "förändring", "senast_kända", "trend"] if not place.get("widened") else []
        if place["grain"] == "månad" or not place.get("widened"):
            functions += ["ackumulerat", "rullande", "helår"]
        if not functions:
            return None
        if unit == "%" and not place.get("widened") and self.chance(0.4):
            return ("time", "förändringstakt", self.expression("kr", {**place, "time": True}, depth - 1), self.span(place))
        function = self.r.choice(functions)
        wide = function in ("ackumulerat", "rullande", "helår")
        if unit == "%" and function in ("förändring", "trend"):
            return None
        inner = {**place, "wide": place["wide"] or wide, "widened": place.get("widened") or wide, "time": True}
        return ("time", function, self.expression(unit, inner, depth - 1), self.span(place))

    def span(self, place):
        return self.r.choice({"månad": (1, 2, 3, 12), "kvartal": (3, 6, 12), "tertial": (4, 12), "halvår": (6, 12), "år": (12, 24)}[place["grain"]])

    def over_group(self, unit, place, depth):
        fitting = [i for i in self.indicators if i.unit == unit and ("kind", "nämnd") in i.scopes and i.grain == place["grain"]]
        if not fitting or place["wide"]:
            return None
        i, group = self.r.choice(fitting), self.r.choice(self.groups).name
        if unit == "n" and self.chance(0.3):
            return ("group", "antal", ("ref", i.name), group, None)
        function = self.r.choice(("medel", "medel", "median", "min", "max") + (("summa",) if unit != "%" else ()))
        weight = self.aggregate("n") if function == "medel" and self.chance(0.4) else None
        return ("group", function, ("ref", i.name), group, weight)

    def make_rank(self, unit, place, depth):
        fitting = [i for i in self.indicators if ("kind", "nämnd") in i.scopes and i.grain == place["grain"] and ("kind", "nämnd") in place["scopes"]
                   and (not i.targets or i.targets[0].op in ("minst", "högst", "över", "under"))]
        return ("rank", self.r.choice(fitting).name, "alla-nämnder") if fitting and unit == "n" and not place["wide"] else None

    def expression(self, unit, place, depth):
        r = self.r
        if unit == "pp":
            return ("bin", "-", self.expression("%", place, depth - 1), self.expression("%", place, depth - 1))
        if depth <= 0:
            return self.mentioned(unit, place) if self.chance(0.15) and self.mentioned(unit, place) else self.aggregate(unit)
        if place["scopes"][0] == ("kind", "nämnd") and self.chance(0.12):
            return self.make_rank(unit, place, depth) or self.over_group(unit, place, depth) or self.aggregate(unit)
        what = r.choice(("agg", "agg", "ref", "bin", "bin", "quotient", "neg", "abs", "round", "pick", "else", "time", "time", "time", "for", "par", "group", "group", "rank", "rank"))
        made = getattr(self, "make_" + what)(unit, place, depth)
        return made or self.aggregate(unit)

    def make_agg(self, unit, place, depth):
        return self.aggregate(unit)

    def make_ref(self, unit, place, depth):
        return self.mentioned(unit, place)

    def make_bin(self, unit, place, depth):
        if unit == "%":
            return None
        if self.chance(0.25):
            return ("bin", "*", self.expression("%", place, depth - 1), self.expression(unit, place, depth - 1))
        return ("bin", self.r.choice("+-"), self.expression(unit, place, depth - 1), self.expression(unit, place, depth - 1))

    def make_quotient(self, unit, place, depth):
        if unit == "kr":
            return ("bin", self.r.choice("*/"), self.expression("kr", place, depth - 1), ("num", self.amount() or Fraction(3), "n"))
        inner = "kr" if unit == "%" else None
        return inner and ("bin", "/", self.expression(inner, place, depth - 1), self.expression(inner, place, depth - 1))

    def make_neg(self, unit, place, depth):
        return ("neg", self.expression(unit, place, depth - 1)) if unit != "%" else None

    def make_abs(self, unit, place, depth):
        return ("abs", self.expression(unit, place, depth - 1))

    def make_round(self, unit, place, depth):
        return ("round", self.expression(unit, place, depth - 1), self.r.randint(0, 3)) if unit != "%" else None

    def make_pick(self, unit, place, depth):
        return ("pick", self.r.choice(("min", "max")), [self.expression(unit, place, depth - 1), self.expression(unit, place, depth - 1)])

    def make_else(self, unit, place, depth):
        other = self.literal(unit) if self.chance(0.7) else self.expression(unit, place, depth - 1)
        return ("else", self.r.choice(("om_saknas", "om_saknas", "om_ej_tillämplig")), self.expression(unit, place, depth - 1), other)

    def make_time(self, unit, place, depth):
        return self.over_time(unit, place, depth)

    def make_for(self, unit, place, depth):
        body = self.r.choice(self.bodies).name
        scope = self.r.choice((("body", body), ("body", body), ("only", body), "kommunen", "koncernen"))
        return ("for", self.aggregate(unit), scope)

    def make_par(self, unit, place, depth):
        fitting = [p for p in self.parameters if p.unit == unit]
        return ("par", self.r.choice(fitting).name) if fitting else None

    def make_group(self, unit, place, depth):
        return self.over_group(unit, place, depth)

    # ---- conditions ----

    def condition(self, place, depth):
        r = self.r
        if depth > 0 and self.chance(0.5):
            kind = r.choice(("and", "or", "not"))
            return (kind, self.condition(place, depth - 1)) + ((self.condition(place, depth - 1),) if kind != "not" else ())
        unit = r.choice(("kr", "kr", "n", "%"))
        what = r.choice(("cmp", "cmp", "cmp", "between", "has", "is", "unknown", "level", "row"))
        if what == "between":
            return ("between", self.expression(unit, place, 1), *sorted((self.literal(unit), self.literal(unit)), key=lambda x: x[1]))
        if what == "has":
            return ("has", self.mentioned(unit, place) or self.aggregate(unit))
        if what == "is":
            return ("is", self.mentioned(unit, place) or self.aggregate(unit), r.choice(("saknas", "ej tillämplig")))
        if what == "level":
            fitting = [i for i in self.indicators if (i.targets or i.cases) and i.scopes == place["scopes"] and i.grain == place["grain"]]
            if fitting:
                return ("level", r.choice(fitting).name, r.choice(("grön", "gul", "röd")), r.choice((None, None, "bättre", "sämre")))
        comparison = ("cmp", r.choice((">", "<", ">=", "<=", "=", "<>")), self.expression(unit, place, 2), self.literal(unit))
        if what == "unknown":
            return ("is", comparison, r.choice(("okänt", "ja", "nej")))
        if what == "row":
            return ("row", comparison, r.randint(2, 3), r.choice((None, None, "saknad bryter", "saknad hoppas över")))
        return comparison

    # ---- declarations ----

    def make_scopes(self):
        bodies = [b.name for b in self.bodies]
        return self.r.choice(([("kind", "nämnd")],) * 4 + ([("kind", "nämnd"), ("body", "KF")], ["kommunen"], ["kommunen"],
                              ["koncernen"], [("body", self.r.choice(bodies))], [("only", self.r.choice(bodies))]))

    def make_parameter(self, n):
        unit = self.r.choice(("kr", "%", "n"))
        value = lambda: self.literal(unit)[1]
        items = self.r.choice(([(None, None, value())], [(None, 2023, value()), (None, 2025, value())],
                               [(self.r.choice(self.bodies).name, None, value()), (None, None, value())]))
        return Parameter(f"p{n}", unit, items)

    def make_indicator(self, n):
        r = self.r
        unit, grain = r.choice(("kr", "kr", "n", "%", "pp")), r.choice(("månad", "månad", "månad", "månad", "år", "år", "kvartal", "tertial", "halvår"))
        place = {"scopes": self.make_scopes(), "grain": grain, "wide": grain not in ("månad", "år")}
        i = Indicator(f"i{n}", unit, grain, place["scopes"], self.expression(unit, place, r.choice((0, 1, 2, 3))), partial=self.chance(0.1))
        if self.chance(0.35):
            i.targets = [self.make_target(unit)]
            if self.chance(0.2):
                one = i.targets[0]
                i.targets = [Target(one.op, one.low, one.high, (year * 12, 12)) for year in (2024, 2025)]
            i.tolerance = abs(self.literal(unit)[1]) or 1 if self.chance(0.5) else None
        elif self.chance(0.5):
            i.cases = [(("cmp", ">", ("self",), self.literal(unit)), "grön"), (self.condition(place, 1), "gul"), (None, "röd")]
        return i

    def make_target(self, unit):
        op = self.r.choice(("minst", "högst", "över", "under", "mellan", "exakt"))
        low, high = sorted((self.literal(unit), self.literal(unit)), key=lambda x: x[1])
        return Target(op, low, high if op == "mellan" else None)

    def make_rule(self, n):
        grain = self.r.choice(("månad", "månad", "år"))
        scopes = self.make_scopes()
        return Rule(f"r{n}", grain, scopes, self.condition({"scopes": scopes, "grain": grain, "wide": False}, 2))

    def make_model(self):
        r = self.r
        self.per = (2025 * 12 + r.choice((1, 4, 5, 7, 11, 11)), 1)
        self.make_bodies()
        self.tables = [self.make_table(f"t{n}") for n in range(1, r.randint(1, 3) + 1)]
        self.parameters = [self.make_parameter(n) for n in range(1, r.randint(0, 2) + 1)]
        for n in range(1, r.randint(3, 8) + 1):
            self.indicators.append(self.make_indicator(n))
        self.rules = [self.make_rule(n) for n in range(1, r.randint(0, 3) + 1)]
        return Model(self.per, self.bodies, self.groups, self.tables, self.parameters, self.indicators, self.rules)
