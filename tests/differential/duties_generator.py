"""duties_generator.py: random models of hållpunkter with their tables, and how they are written."""
import re
from datetime import date

from duties import Reckoner
from kalender import DAY, GRAINS, MONTHS, months, name_of

EVENTS = ("granskning överlämnad", "val av ordförande")
SHIFTS = {-3: "tre år före", -2: "två år före", -1: "året före", 1: "året efter", 2: "två år efter"}
SEASONS = {"hösten": (8, 12), "våren": (1, 5), "vintern": (11, 2)}
ALL_MONTHS = frozenset(range(1, 13))


class Declaration:
    def __init__(self, name):
        self.name, self.title = name, f"Titel för {name}"
        self.bodies, self.responsible = [], ""
        self.covers, self.recurs = None, ("år utan ord",)
        self.windows, self.by, self.earliest, self.election = [], [], None, None
        self.along, self.together, self.with_text = [], [], ""
        self.statutory = self.optional = False
        self.exempt, self.valid = [], None


class Done:
    def __init__(self, declaration, body, other, day, covers):
        self.declaration, self.body, self.other, self.day, self.covers = declaration, body, other, day, covers


class Model:
    """What there is, in the terms of the oracle; `files` writes it."""

    def __init__(self):
        self.kinds, self.seasons, self.parameters = {}, dict(SEASONS), {}
        self.declarations, self.meetings, self.events, self.done = [], [], [], []
        self.has_log, self.valid, self.years = True, None, (2008, 2036)

    def of_kind(self, kind):
        return [name for name, k in self.kinds.items() if k == kind]


def month_span(a, b):
    return MONTHS[a] if a == b else f"{MONTHS[a]}–{MONTHS[b]}"


def write(p):
    kind = p[0]
    if kind in ("avstånd", "och", "sammanträde"):
        return write_composed(p)
    if kind in ("perioden", "året", "före mandatperioden"):
        return kind
    if kind in ("hållpunkt", "nästa", "händelse"):
        return {"hållpunkt": p[1], "nästa": f"nästa {p[1]}", "händelse": f'"{p[1]}"'}[kind]
    if kind == "date":
        return str(p[1])
    shift = " " + SHIFTS[p[-1]] if p[-1] is not None else ""
    return {"day": lambda: f"{p[2]} {MONTHS[p[1]]}", "days": lambda: f"{p[2]} {MONTHS[p[1]]}–{p[4]} {MONTHS[p[3]]}", "months": lambda: month_span(*p[1:3]),
            "season": lambda: p[1], "last": lambda: f"sista dagen i {MONTHS[p[1]]}", "workday": lambda: f"sista arbetsdagen i {MONTHS[p[1]]}",
            "week": lambda: f"vecka {p[1]}"}[kind]() + shift


def write_composed(p):
    if p[0] == "och":
        return " och ".join(write(part) for part in p[1])
    if p[0] == "avstånd":
        _, count, unit, before, point = p
        word = count if isinstance(count, str) else f"{count} {'månad' if unit == 'månader' and count == 1 else unit}"
        return f"{word} {'före' if before else 'efter'} {write(point)}"
    return "nästa sammanträde" + (f" i {p[1]}" if p[1] else "") + (f" efter {write(p[2])}" if p[2] else "")


def write_covers(c):
    return {"månader": lambda: month_span(*c[1:3]), "tidsrum": lambda: c[1], "varje": lambda: f"varje {c[1]}{c[3]}"}.get(c[0], lambda: c[0])()


def write_recurs(r):
    words = {2: "vartannat år", 3: "vart tredje år", 4: "vart fjärde år", 5: "vart femte år"}
    if r[0] == "händelse":
        return f'återkommer efter "{r[1]}"'
    if r[0] == "år utan ord":
        return ""
    return "återkommer " + {"varje": lambda: f"varje {r[1]}{r[3]}", "vart": lambda: f"{words[r[1]]} från {r[2]}", "valår": lambda: "varje valår",
                            "utom valår": lambda: "varje år utom valår", "mandatperiod": lambda: "varje mandatperiod", "år": lambda: "varje år",
                            "sammanträde": lambda: "vid varje sammanträde" + (f" i {r[1]}" if r[1] else "")}.get(r[0], lambda: f"{r[1]} {r[0]}")()


def write_declaration(d):
    lines = [f'hållpunkt {d.name} "{d.title}"', f"ansvarig {d.responsible}"]
    lines += [f"avser {write_covers(c)}" for c in (d.covers,) if c] + [word for word in (write_recurs(d.recurs),) if word]
    lines += ["under " + ", ".join(write(w) for w in d.windows)] * bool(d.windows) + [f"senast {write(b)}" for b in d.by]
    lines += [f"tidigast {write(p)}" for p in (d.earliest,) if p]
    if d.election:
        windows, by, earliest = d.election
        lines.append("under valår: " + ", ".join([write(w) for w in windows] + [f"senast {write(b)}" for b in by] + [f"tidigast {write(p)}" for p in (earliest,) if p]))
    lines += ["i samband med " + ", ".join(d.along)] * bool(d.along) + [f"tillsammans med {d.with_text}"] * bool(d.with_text)
    lines += ["lagfrist"] * d.statutory + ["frivillig"] * d.optional
    for bodies, low, high in d.exempt:
        lines.append('undantag "Skäl"' + (f" för {', '.join(bodies)}" if bodies else "") + (f" från och med {low}" if low else "") + (f" till och med {high}" if high else ""))
    if d.valid:
        lines.append(f"gäller från och med {d.valid[0]}" + (f" till och med {d.valid[1]}" if d.valid[1].year < 9999 else ""))
    return "\n    ".join(lines)


def files(m):
    text = ['styrmodell m "M"\n    mandatperiod 2023–2026' + (f"\n    gäller från och med {m.valid[0]}" if m.valid else "")]
    text += [f'organ {name} "Organet {name}" är {kind}' + (" under KF" if name != "KF" else "") for name, kind in m.kinds.items()]
    text += [f"tidsrum {name} = {month_span(*span)}" for name, span in m.seasons.items()]
    for name, values in m.parameters.items():
        text.append(f"parameter {name} = " + ", ".join([f"för {b}: {v} dagar" for b, v in values.items() if b] + [f"annars {values[None]} dagar"]))
    text += [write_declaration(d) for d in m.declarations]
    tables = {"möten.csv": ("sammanträden", ["Organ som organ organ", "Datum som datum datum"], [(b, d) for b, d in m.meetings]),
              "händelser.csv": ("händelser", ["Händelse som händelse text", "Organ som organ organ", "Datum som datum datum"],
                                [(name, b or "", d) for name, b, d in m.events])}
    if m.has_log:
        columns = ["Ärende som hållpunkt text", "Organ som organ organ", "Datum som datum datum", "Avser som avser period", "Med som med text"]
        rows = [(d.declaration, d.body, d.day, name_of(d.covers) if d.covers else "", d.other or "") for d in m.done]
        tables["utfört.csv"] = ("utfört", columns, rows)
    made = {}
    for name, (role, columns, rows) in tables.items():
        text.append(f'tabell {role} från "{name}" i rollen {role}\n' + "\n".join(f'    kolumn "{c.split()[0]}" {c.partition(" ")[2]}' for c in columns))
        made[name] = "\n".join(";".join(str(cell) for cell in row) for row in [[c.split()[0] for c in columns]] + rows) + "\n"
    return {"m.styr": "\n\n".join(text) + "\n", **made}


class Maker:
    """`wide`: also rows that the manual does not settle; the comments say which."""

    def __init__(self, random, wide=False):
        self.r, self.m, self.wide = random, Model(), wide

    def chance(self, p):
        return self.r.random() < p

    def day_between(self, low, high):
        return date.fromordinal(self.r.randint(low.toordinal(), high.toordinal()))

    # ---- points ----

    def shift(self, p=0.15):
        return self.r.choice((-2, -1, -1, 1)) if self.chance(p) else None

    def yearly(self, shift):
        r = self.r
        a, b = r.randint(1, 12), r.randint(1, 12)
        return r.choice((("day", a, r.randint(1, 28), shift),) * 4 + (("months", a, a, shift), ("months", min(a, b), max(a, b), shift), ("last", a, shift),
                        ("workday", a, shift), ("week", r.randint(1, 52), shift), ("season", r.choice(sorted(SEASONS)), shift)))

    def count(self):
        unit = self.r.choice(("dagar", "dagar", "arbetsdagar", "veckor", "månader", "år"))
        count = self.r.randint(1, {"dagar": 60, "arbetsdagar": 30, "veckor": 8, "månader": 6, "år": 1}[unit])
        return (self.r.choice(sorted(self.m.parameters)), "dagar") if self.m.parameters and self.chance(0.2) else (count, unit)

    def away(self, point, before=None):
        count, unit = self.count()
        return ("avstånd", count, unit, unit != "år" and self.chance(0.3) if before is None else before, point)

    def data_point(self, d):
        """A day that follows from other duties or from tables."""
        r = self.r
        simple = [x for x in self.m.declarations if not x.along and x.recurs[0] in ("år utan ord", "år", "varje", "utom valår") and self.has_day(x) and not x.valid and not x.together and len(x.windows) < 2]
        term = d.covers == ("mandatperioden",)      # how far ahead a next one is looked for is not said
        what = r.choice(("hållpunkt", "hållpunkt" if term else "nästa", "händelse", "sammanträde", "sammanträde"))
        if what in ("hållpunkt", "nästa") and simple:
            point = (what, r.choice(simple).name)
            return self.away(point, before=False) if self.chance(0.7) else point
        if what == "händelse":
            return self.away(("händelse", r.choice(EVENTS)), before=False)
        after = self.yearly(None) if self.chance(0.6) else ("perioden",) if d.covers else None
        return ("sammanträde", "KS" if self.chance(0.3) else None, after)

    @staticmethod
    def has_day(d):
        """Every year, without tables: what others may be counted from."""
        return not (d.covers and d.covers[0] == "mandatperioden") and not re.search(r"sammanträde|\"|nästa", " ".join(write(p) for p in d.by))

    def last_point(self, d, shift):
        r = self.r
        if self.chance(0.15):
            return self.data_point(d)
        if d.covers and shift is None and self.chance(0.5):
            return self.away(("perioden",), before=False)
        if self.chance(0.1):
            return self.away(("året",), before=True)
        if d.recurs[0] == "mandatperiod" and self.chance(0.5):
            return ("före mandatperioden",)
        point = self.yearly(shift)
        if self.chance(0.25):
            return self.away(point, before=False if d.covers and shift is None else None)
        return ("och", [point, self.yearly(shift)]) if self.chance(0.1) else point

    # ---- a declaration ----

    def make_bodies(self, d):
        r, boards = self.r, self.m.of_kind("nämnd")
        how = r.choice(("varje", "varje", "ett", "ett", "flera", "utom"))
        if how == "varje":
            d.responsible, d.bodies = "varje nämnd", boards
        elif how == "utom":
            out = r.choice(boards)
            d.responsible, d.bodies = f"varje nämnd utom {out}, KS", [b for b in boards if b != out] + ["KS"]
        else:
            chosen = r.sample(sorted(self.m.kinds), 1 if how == "ett" else 2)
            d.bodies = [name for name in self.m.kinds if name in chosen]
            d.responsible = ", ".join(d.bodies)

    def each(self):
        grain = self.r.choice(("månad", "månad", "kvartal", "tertial", "halvår"))
        if grain != "månad" or self.chance(0.4):
            return ("varje", grain, ALL_MONTHS, "")
        some = sorted(self.r.sample(range(1, 13), self.r.randint(1, 5)))
        text = ", ".join(MONTHS[m] for m in some)
        return ("varje", grain, ALL_MONTHS - set(some), f" utom {text}") if self.chance(0.5) else ("varje", grain, frozenset(some), f" i {text}")

    def make_covers(self, d):
        r = self.r
        a, b = r.randint(1, 12), r.randint(1, 12)
        d.covers = r.choice((None, None, ("året",), ("budgetåret",), ("månader", min(a, b), max(a, b)), ("månader", min(a, b), max(a, b)), ("månader", 11, 2),
                             ("tidsrum", r.choice(sorted(SEASONS))), ("mandatperioden",), self.each(), self.each()))

    def make_recurs(self, d):
        r = self.r
        if d.covers and d.covers[0] in ("varje", "mandatperioden"):
            return
        choices = [("år utan ord",)] * 5 + [("vart", r.randint(2, 5), r.randint(2015, 2022)), ("valår",), ("utom valår",)]
        if not d.covers:
            choices += [("gånger per mandatperiod", r.randint(1, 3))]
            choices += [("år",), self.each(), ("mandatperiod",), ("gånger per år", r.randint(1, 4)),
                        ("sammanträde", self.r.choice((None, "KS"))), ("händelse", r.choice(EVENTS)), ("händelse", r.choice(EVENTS))]
        d.recurs = r.choice(choices)

    def make_days(self, d):
        r, kind = self.r, d.recurs[0]
        if kind == "sammanträde" or kind in ("gånger per år", "gånger per mandatperiod", "år") and self.chance(0.8):
            return
        if kind == "varje":
            d.by = [self.away(("perioden",), before=False)] if self.chance(0.6) else []
            return
        if kind == "händelse":
            d.by = [self.away(("händelse", d.recurs[1]), before=False) if self.chance(0.7) else ("sammanträde", None, ("händelse", d.recurs[1]))]
            d.earliest = ("händelse", d.recurs[1]) if self.chance(0.3) else None
            return
        shift = self.shift()
        if d.covers and d.covers[0] == "budgetåret":
            shift = r.choice((-1, -1, -2))
        if kind not in ("gånger per år", "gånger per mandatperiod", "sammanträde") and self.chance(0.4):
            d.windows = [p for p in (self.yearly(shift) for _ in range(r.choice((1, 1, 1, 2)))) if p[0] != "day"]
        if not d.windows or self.chance(0.3):
            d.by = [self.last_point(d, shift) for _ in range(r.choice((1, 1, 1, 2)))]
        if self.chance(0.15) and d.by and d.by[0][0] not in ("avstånd", "och"):
            d.earliest = self.away(d.by[0], before=True)
        if d.by and len(d.windows) < 2 and not d.earliest and kind in ("år utan ord", "vart", "utom valår") and self.chance(0.25):
            d.election = ([], [self.away(("perioden",), before=False) if d.covers and self.chance(0.5) else self.yearly(shift)], None)
        elif len(d.windows) == 1 and not d.by and self.chance(0.25):
            d.election = ([("months", r.randint(1, 6), r.randint(7, 12), shift)], [], None)

    def make_declaration(self, n):
        r = self.r
        d = Declaration(f"h{n}")
        self.make_bodies(d)
        simple = [x.name for x in self.m.declarations if not x.along and not x.windows[1:] and not x.valid and not x.together and x.recurs[0] in ("år utan ord",)]
        if simple and self.chance(0.1):
            d.along = r.sample(simple, 1)
            once = [x.name for x in self.m.declarations if x.name in simple and x.covers and x.covers[0] not in ("varje", "mandatperioden") and not x.statutory]
            if len(once) > 1 and self.chance(0.4):
                d.along = r.sample(once, 2)
        else:
            self.make_covers(d)
            self.make_recurs(d)
            self.make_days(d)
        d.statutory, d.optional = not d.along and self.chance(0.2), self.chance(0.1)
        if self.chance(0.1) and d.recurs[0] not in ("sammanträde", "händelse"):
            out = r.choice(self.m.of_kind("nämnd"))
            if not set(d.bodies) & set(self.m.of_kind("nämnd")):
                d.with_text, d.together = f"varje nämnd utom {out}", [b for b in self.m.of_kind("nämnd") if b != out]
            elif set(d.bodies) <= set(self.m.of_kind("nämnd")):
                d.with_text, d.together = "varje nämnd", self.m.of_kind("nämnd")
        if self.chance(0.15):
            low = self.day_between(date(2022, 1, 1), date(2026, 12, 31))
            d.exempt = [([r.choice(d.bodies)] if self.chance(0.6) else None, low if self.chance(0.6) else None, low + r.randint(0, 500) * DAY if self.chance(0.7) else None)]
        if self.chance(0.1) and not self.m.valid:
            low = self.day_between(date(2021, 1, 1), date(2025, 12, 31))
            d.valid = (low, low + r.randint(400, 1500) * DAY if self.chance(0.5) else date(9999, 12, 31))
        return d

    # ---- what has been done ----

    def make_done(self):
        """Rows whose answer the manual settles: with what they concern, or where the duty of the day is beyond doubt."""
        for d in self.m.declarations:
            reckoner = Reckoner(self.m, None)
            try:
                series = reckoner.series(d.name)
            except Exception:
                raise
            rows = []
            for duty in series:
                if duty.deadline and 2022 <= duty.deadline.year <= 2027 and self.chance(0.5):
                    day = duty.deadline + self.r.choice((0, 1, self.r.randint(-20, 20), self.r.randint(-60, 90))) * DAY
                    certain = duty.first or duty.covered and duty.covered[1] < duty.deadline
                    said = duty.covered or months(duty.year, 1, 12)
                    said = said if "/" not in name_of(said) else months(said[1].year, said[1].month, said[1].month)
                    rows.append(Done(d.name, duty.body, duty.other, day, said if not certain or self.chance(0.5) else None))
            for row in sorted(rows, key=lambda row: row.day):
                own = [x for x in series if (x.body, x.other) == (row.body, row.other)]
                target = Reckoner.answered(row, own)
                # A row may go to a duty without a day, whose period has ended: the reckoning leaves those out.
                mixed = not self.wide and not row.covers and any(not x.deadline for x in own)
                # Nor does the manual say which is current of two that have begun, where the later is due before the earlier.
                begun = [x for x in own if x.deadline and x.begin <= row.day and not row.covers]
                mixed = mixed or begun and max(begun, key=lambda x: (x.begin, x.deadline)).deadline < max(x.deadline for x in begun)
                sure = not mixed and target and not target.done
                if sure:
                    target.done = row.day
                    self.m.done.append(row)

    def make(self):
        m, r = self.m, self.r
        m.kinds = {"KF": "fullmäktige", "KS": "styrelse", **{f"N{n}": "nämnd" for n in range(1, r.randint(3, 4))}}
        if self.chance(0.5):
            m.parameters = {"tidsgräns": {r.choice(sorted(m.kinds)): r.randint(5, 40), None: r.randint(5, 40)}}
        for body in m.kinds:
            if self.chance(0.8):
                m.meetings += [(body, self.day_between(date(2023, 12, 1), date(2026, 12, 31))) for _ in range(r.randint(3, 30))]
        for name in EVENTS:
            for _ in range(r.randint(0, 5)):
                m.events.append((name, r.choice((None, *m.kinds)), self.day_between(date(2023, 1, 1), date(2026, 12, 31))))
        if self.chance(0.1):
            m.valid = (self.day_between(date(2023, 1, 1), date(2025, 12, 31)), date(9999, 12, 31))
        for n in range(r.randint(3, 8)):
            m.declarations.append(self.make_declaration(n))
        m.has_log = self.chance(0.8)
        return m


__all__ = ["Maker", "files", "write_declaration", "GRAINS"]
