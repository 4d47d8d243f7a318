"""duties.py: what a hållpunkt means: its occurrences, their days and states. Written from the manual and the cases, not from the program.
A point is a tuple: its kind, then its parts; `write` in duties_generator.py shows how each is written."""
import re
from collections import namedtuple
from datetime import date

from kalender import (DAY, add_months, add_workdays, is_election, iso_week, last_of_month, last_workday, months, name_of, next_working, stretches,
                      term_start)

FAR = date(9999, 12, 31)


class Open(Exception):
    """A day that cannot be said: .waiting where it comes with an event that has not happened."""

    def __init__(self, waiting=False):
        self.waiting = waiting


class NoDay(Exception):
    """Not a day of that year: the program must refuse the model."""


Context = namedtuple("Context", "body year covered stretch event asking")


class Duty:
    def __init__(self, declaration, body, year, covered=None, stretch=None, window=None, number=None, of=None, event=None, other=None, key=None):
        self.declaration, self.body, self.year, self.covered, self.stretch = declaration, body, year, covered, stretch
        self.window, self.number, self.of, self.event, self.other = window, number, of, event, other
        self.first = self.deadline = self.nominal = self.done = None
        self.waiting = self.election = False
        self.key = key or (name_of(covered) if covered else str(year))

    @property
    def id(self):
        return "/".join([self.declaration.name, self.body, self.key] + [str(self.number)] * (self.number is not None) + [self.other] * (self.other is not None))


def is_far(year, key, wheel):
    """A duty of years ago or ahead, that is not of a term of office."""
    return abs(year - wheel) >= 3 and not re.match(r"\d{4}-01-01/\d{4}-12-31", key)


class Reckoner:
    """As of a day. Without one, what was done before the year's end moves the days counted from it, and nothing else."""

    def __init__(self, model, as_of, year=9998):
        self.m, self.as_of = model, as_of
        self.seen_until = as_of or date(year, 12, 31)
        self.by_name = {d.name: d for d in model.declarations}
        self.memory, self.busy = {}, set()

    # ---- points of time ----

    def in_year(self, p, year):
        kind = p[0]
        try:
            if kind == "day":
                return (date(year, p[1], p[2]),) * 2
            if kind == "days":
                return date(year, p[1], p[2]), date(year + ((p[3], p[4]) < (p[1], p[2])), p[3], p[4])
            if kind == "months":
                return months(year, p[1], p[2])
            if kind == "season":
                return months(year, *self.m.seasons[p[1]])
            if kind == "last":
                return (last_of_month(year, p[1]),) * 2
            if kind == "workday":
                return (last_workday(year, p[1]),) * 2
            return iso_week(year, p[1])
        except ValueError:
            raise NoDay from None

    def yearly(self, p, c):
        """A shift counts from the duty's year; without one it is the first after what is covered (or the event), else in the duty's year."""
        shift = p[-1]
        if shift is not None:
            return self.in_year(p, c.year + shift)
        after = c.covered[1] if c.covered else c.event
        if c.covered:
            same = self.in_year(p, c.covered[0].year)
            if same == c.covered and same[0] < same[1]:
                return same
        if after:
            return next(s for s in (self.in_year(p, y) for y in range(after.year - 2, after.year + 3)) if s[1] > after)
        return self.in_year(p, c.year)

    def resolve(self, p, c):
        kind = p[0]
        if kind in ("day", "days", "months", "season", "last", "workday", "week"):
            return self.yearly(p, c)
        if kind == "date":
            return p[1], p[1]
        if kind == "perioden":
            return c.covered or c.stretch or months(c.year, 1, 12)
        if kind == "året":
            return months(c.year, 1, 12)
        if kind == "före mandatperioden":
            start = term_start(c.year)
            day = (date(start - 1, 10, 15) if self.m.kinds[c.body] == "fullmäktige" else date(start, 1, 1)) - DAY
            return day, day
        if kind == "och":
            found = [self.resolve(part, c) for part in p[1]]
            return min(f for f, _ in found), max(l for _, l in found)
        if kind == "avstånd":
            return (self.distance(p, c),) * 2
        return (getattr(self, {"hållpunkt": "duty_day", "nästa": "next_day", "händelse": "event_day", "sammanträde": "meeting_day"}[kind])(p, c),) * 2

    def distance(self, p, c):
        _, count, unit, before, point = p
        if isinstance(count, str):
            values = self.m.parameters[count]
            count = values.get(c.body, values.get("KF", values[None]))      # for a body and those below it
        first, last = self.resolve(point, c)
        day, count = (first, -count) if before else (last, count)
        if unit == "arbetsdagar":
            return add_workdays(day, count)
        return add_months(day, count * (12 if unit == "år" else 1)) if unit in ("månader", "år") else day + DAY * count * (7 if unit == "veckor" else 1)

    def duty_day(self, p, c):
        """The same cycle's duty: its planned day, its real one once done."""
        for duty in self.duties_of(p[1], c):
            same = duty.year == c.year and (not c.covered or not duty.covered or duty.covered[1] >= c.covered[1])
            if same and duty.deadline:
                return duty.done or duty.deadline
        raise Open

    def next_day(self, p, c):
        after = c.covered[1] if c.covered else date(c.year, 1, 1) - DAY
        later = [duty.deadline for duty in self.duties_of(p[1], c) if duty.deadline and duty.deadline > after]
        if not later:
            raise Open
        return min(later)

    def duties_of(self, name, c):
        declaration = self.by_name[name]
        bodies = self.bodies(declaration)
        body = c.body if c.body in bodies else bodies[0]
        return [d for d in self.series(name) if d.body == body]

    def event_day(self, p, c):
        """The first from the beginning of what is covered until a year after it; without that, in the duty's year."""
        if c.event:
            return c.event if p[1] == c.asking else self.first_event(p[1], c)
        return self.first_event(p[1], c)

    def first_event(self, text, c):
        low, high = (c.covered[0], c.covered[1] + 366 * DAY) if c.covered else (date(c.year, 1, 1), date(c.year, 12, 31))
        days = [day for name, body, day in self.m.events if name == text and body in (None, c.body) and low <= day <= high]
        if not days:
            raise Open(waiting=True)
        return min(days)

    def meeting_day(self, p, c):
        """The first one after that; of the years before the body's first meeting nothing is known."""
        body = p[1] or c.body
        day = self.resolve(p[2], c)[1] if p[2] else c.covered[1] if c.covered else date(c.year - 1, 12, 31)
        days = [d for b, d in self.m.meetings if b == body]
        later = [d for d in days if d > day]
        if not later or (day.year < min(days).year and (min(days) - day).days > 31):
            raise Open
        return min(later)

    # ---- occurrences ----

    def bodies(self, declaration):
        return declaration.bodies

    def covered(self, d, year):
        kind = d.covers[0]
        if kind in ("året", "budgetåret"):
            return months(year, 1, 12)
        if kind == "månader":
            return months(year, *d.covers[1:])
        if kind == "tidsrum":
            return months(year, *self.m.seasons[d.covers[1]])
        return (date(year, 1, 1), date(year + 3, 12, 31)) if year == term_start(year) else None

    def recurs_in(self, d, year):
        r = d.recurs
        if r[0] == "mandatperiod" or d.covers and d.covers[0] == "mandatperioden" or r[0] == "gånger per mandatperiod":
            return year == term_start(year)
        if r[0] == "vart":
            return year >= r[2] and (year - r[2]) % r[1] == 0
        return is_election(year) if r[0] == "valår" else not is_election(year) if r[0] == "utom valår" else True

    def of_year(self, d, body, year):
        """The duties that belong to the year, but for those that follow meetings, events or other duties."""
        r, windows = d.recurs, d.windows
        if not self.recurs_in(d, year):
            return []
        numbered = [(w, i + 1, len(windows)) if len(windows) > 1 else (w, None, None) for i, w in enumerate(windows)] or [(None, None, None)]
        if d.covers and d.covers[0] == "varje" or r[0] == "varje":
            grain, chosen = (d.covers if d.covers else r)[1:3]
            parts = [s for s in stretches(grain, year) if s[0].month in chosen]
            if d.covers:
                return [Duty(d, body, year, covered=s, window=w, number=n, of=of) for s in parts for w, n, of in numbered]
            return [Duty(d, body, year, stretch=s, window=w, number=n, of=of, key=name_of(s)) for s in parts for w, n, of in numbered]
        covered = self.covered(d, year) if d.covers else None
        term = (date(year, 1, 1), date(year + 3, 12, 31))
        if r[0] in ("gånger per år", "gånger per mandatperiod"):
            stretch = months(year, 1, 12) if r[0] == "gånger per år" else term
            key = name_of(stretch) if r[1] == 1 and not covered and len(windows) < 2 else None
            if not windows:
                numbered = [(None, i + 1, r[1]) for i in range(r[1])] if r[1] > 1 else numbered
            return [Duty(d, body, year, covered=covered, stretch=stretch, window=w, number=n, of=of, key=key) for w, n, of in numbered]
        stretch = term if r[0] == "mandatperiod" else months(year, 1, 12) if r[0] != "år utan ord" and not covered else None
        key = name_of(term) if r[0] == "mandatperiod" and not covered and len(windows) < 2 else None
        return [Duty(d, body, year, covered=covered, stretch=stretch, window=w, number=n, of=of, key=key) for w, n, of in numbered]

    def from_data(self, d, body):
        r = d.recurs
        if r[0] == "sammanträde":
            where = r[1] or body
            days = sorted({day for b, day in self.m.meetings if b == where})
            return [Duty(d, body, day.year, stretch=(day, day), event=day, key=str(day)) for day in days] or \
                [Duty(d, body, year) for year in range(self.m.years[0], self.m.years[1])]
        days = sorted({day for name, b, day in self.m.events if name == r[1] and b in (None, body)})
        return [Duty(d, body, day.year, event=day, key=str(day)) for day in days]

    def along_with(self, d, body):
        """Days, and what is covered, from what it goes with."""
        result, found = [], [duty for name in d.along for duty in self.duties_of(name, Context(body, None, None, None, None, None))]
        for year in range(*self.m.years):
            same = sorted((duty for duty in found if duty.year == year), key=lambda duty: duty.deadline or FAR)
            for i, duty in enumerate(same):
                number, of = (i + 1, len(d.along)) if len(d.along) > 1 else (None, None)
                made = Duty(d, body, duty.year, covered=duty.covered, number=number, of=of, key=duty.key)
                made.first, made.deadline, made.nominal, made.election = duty.first, duty.deadline, duty.nominal, duty.election
                made.waiting = duty.waiting
                if d.statutory and made.deadline:
                    made.deadline = next_working(made.deadline)
                result.append(made)
        return result

    # ---- days ----

    def days(self, duty):
        """first, deadline with the choice of election year made."""
        d = duty.declaration
        choice = self.choice(duty, [duty.window] if duty.window else [], d.by, d.earliest)
        if d.election:
            windows, by, earliest = d.election
            other = self.choice(duty, windows or ([duty.window] if duty.window else []), by or d.by, earliest or d.earliest)
            said = [day for point in self.usual(duty) if (day := self.day_of(point, duty))]
            if is_election(min(said).year if said else duty.year):
                choice, duty.election = other, True
        duty.first, last, duty.waiting = choice
        duty.nominal = duty.deadline = last
        if last and d.statutory:
            duty.deadline = next_working(last)

    @staticmethod
    def usual(duty):
        return ([duty.window] if duty.window else []) + duty.declaration.by

    def day_of(self, point, duty):
        try:
            return self.resolve(point, self.context(duty))[1]
        except Open:
            return None

    @staticmethod
    def context(duty):
        return Context(duty.body, duty.year, duty.covered, duty.stretch, duty.event, duty.declaration.recurs[1] if duty.declaration.recurs[0] == "händelse" else None)

    def choice(self, duty, windows, by, earliest):
        c = self.context(duty)
        firsts, lasts, waiting, unsaid = [], [], False, False
        for point, ends in [(p, "fl") for p in windows] + [(p, "l") for p in by] + ([(earliest, "f")] if earliest else []):
            try:
                first, last = self.resolve(point, c)
            except Open as cause:
                unsaid, waiting = unsaid or "l" in ends, waiting or cause.waiting
                continue
            if "f" in ends:
                firsts.append(first)
            if "l" in ends:
                lasts.append(last)
        if not windows and not by and duty.stretch:
            return (max(firsts) if firsts else None if duty.event else duty.stretch[0]), duty.stretch[1], False
        if duty.declaration.recurs[0] == "sammanträde" and duty.event:
            lasts.append(duty.event)
        return (max(firsts) if firsts else None), None if unsaid or not lasts else min(lasts), waiting

    # ---- a declaration's duties, with what has been done ----

    def series(self, name):
        if name not in self.memory:
            if name in self.busy:
                raise Open
            self.busy.add(name)
            self.memory[name] = self.make(self.by_name[name])
            self.busy.discard(name)
        return self.memory[name]

    def make(self, d):
        found, pairs = [], set()
        for body in self.bodies(d):
            if d.along:
                own = self.along_with(d, body)
            elif d.recurs[0] in ("sammanträde", "händelse"):
                own = self.from_data(d, body)
            else:
                own = [duty for year in range(*self.m.years) for duty in self.of_year(d, body, year)]
            for duty in own:
                if not d.along:
                    self.days(duty)
                elif d.by:
                    duty.along_first = duty.first
                    self.days(duty)
                    duty.first = duty.first or duty.along_first
            others = [o for o in d.together if o != body]
            for other in others if d.together else [None]:
                if other and (other, body) in pairs:
                    continue      # one dialogue between the two, held by the first of them
                pairs.add((body, other))
                row = [self.copy(duty, other) for duty in own]
                self.answer(d, body, other, row)
                found += row
        return found

    @staticmethod
    def copy(duty, other):
        made = Duty.__new__(Duty)
        made.__dict__.update(duty.__dict__, other=other)
        return made

    def begins(self, duty, row):
        if duty.first:
            return duty.first
        if duty.covered and duty.deadline and duty.covered[1] < duty.deadline:
            return duty.covered[1] + DAY
        before = [d.deadline for d in row if d.deadline and duty.deadline and d.deadline < duty.deadline]
        return max(before) + DAY if before else add_months(duty.deadline, -12) if duty.deadline else date.min

    def answer(self, d, body, other, row):
        for duty in row:
            duty.begin = self.begins(duty, row)
        for done in self.m.done:
            if (done.declaration, done.body, done.other) == (d.name, body, other) and done.day <= self.seen_until:
                duty = self.answered(done, [x for x in row if not x.done])
                if duty:
                    duty.done = done.day

    @staticmethod
    def answered(done, row):
        """With what it concerns: that. Else the one that was current that day: of those that had begun, the latest."""
        row = sorted((d for d in row if d.deadline), key=lambda d: d.deadline)
        if done.covers:
            exact = [d for d in row if d.covered and d.covered[1] == done.covers[1]]
            whole = done.covers == months(done.covers[0].year, 1, 12)
            return next(iter(exact or [d for d in row if whole and d.year == done.covers[0].year]), None)
        begun = [d for d in row if d.begin <= done.day]
        return max(begun, key=lambda d: d.begin, default=None)

    # ---- states ----

    def exempt(self, duty):
        day = duty.covered[1] if duty.covered else duty.deadline or duty.event or date(duty.year, 1, 1)
        return any((bodies is None or duty.body in bodies or "KF" in bodies) and (not low or day >= low) and (not high or day <= high)
                   for bodies, low, high in duty.declaration.exempt)

    def state(self, duty, row):
        if duty.done and self.as_of:
            late = (duty.done - duty.deadline).days
            return ("done_late", late) if late > 0 else ("done", 0)
        if self.as_of and self.exempt(duty):
            return "exempt", 0
        if not duty.deadline and not duty.waiting and not (duty.declaration.optional and self.as_of):
            return "not_assessable", 0
        if not self.as_of or not duty.deadline:
            return "upcoming" if self.as_of else "planned", 0
        late = (self.as_of - duty.deadline).days
        if late <= 0:
            return ("upcoming" if self.as_of < duty.begin else "open"), 0
        if not self.m.has_log or duty.declaration.optional:
            return "unreported", 0
        later = [d.deadline for d in row if d.deadline and d.deadline > duty.deadline and d.body == duty.body and d.other == duty.other]
        return ("missed" if late > 365 or later and min(later) < self.as_of else "late"), late

    def in_force(self, duty):
        """Nothing is required for the time before; nor of a hållpunkt whose last day comes when it no longer applies."""
        day = duty.deadline or (duty.covered[0] if duty.covered else duty.first or date(duty.year, 12, 31))
        own, whole = duty.declaration.valid or (date.min, FAR), self.m.valid or (date.min, FAR)
        return own[0] <= min(day, duty.covered[1] if duty.covered else day) and day <= own[1] and whole[0] <= day <= whole[1]

    def unclear(self, duty, year):
        """Without a day nothing says whether it falls within the time that something applies. And how far back one looks is not said."""
        return not duty.deadline and bool(duty.declaration.valid or duty.declaration.exempt or self.m.valid) or is_far(duty.year, duty.key, year)

    def wheel(self, year):
        """{id: what is told of it} of one year."""
        found = {}
        for d in self.m.declarations:
            row = self.series(d.name)
            for duty in row:
                first, last = (duty.first or duty.deadline, duty.deadline) if duty.deadline else (date(duty.year - (d.covers == ("budgetåret",)), 1, 1),) * 2
                if first.year <= year <= last.year and self.in_force(duty) and not self.unclear(duty, year):
                    found[duty.id] = self.told(duty, row)
        return found

    def told(self, duty, row):
        state, late = self.state(duty, row)
        text = lambda day: day and str(day)
        return {"covers": duty.covered and name_of(duty.covered), "first_day": text(duty.first), "deadline": text(duty.deadline),
                "nominal_deadline": text(duty.nominal), "state": state, "done_on": text(self.as_of and duty.done), "days_late": late, "year": duty.year,
                "occurrence": duty.number and {"number": duty.number, "of": duty.of}, "election_year": duty.election, "with": duty.other,
                "optional": duty.declaration.optional, "statutory": duty.declaration.statutory}
