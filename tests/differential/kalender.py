"""kalender.py: the Swedish calendar of the oracle of duties: holidays, working days, periods, terms of office. Written from the law, not from the program."""
from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)
GRAINS = {"månad": 1, "kvartal": 3, "tertial": 4, "halvår": 6, "år": 12}
MONTHS = ("", "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december")


def easter(year):
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    left = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * left) // 451
    return date(year, (h + left - 7 * m + 114) // 31, (h + left - 7 * m + 114) % 31 + 1)


def on_or_after(day, weekday):
    return day + DAY * ((weekday - day.weekday()) % 7)


def holidays(year, memory={}):
    """Red days but Sundays, and the three eves that lag (1930:173) 2 § treats alike."""
    if year not in memory:
        e = easter(year)
        fixed = {date(year, *md) for md in ((1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26), (12, 24), (12, 31))}
        moving = {e - 2 * DAY, e, e + DAY, e + 39 * DAY, e + 49 * DAY}
        midsummer = on_or_after(date(year, 6, 20), 5)
        memory[year] = fixed | moving | {midsummer, midsummer - DAY, on_or_after(date(year, 10, 31), 5)}
    return memory[year]


def is_free(day):
    return day.weekday() >= 5 or day in holidays(day.year)


def add_workdays(day, count):
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while is_free(day):
            day += step
    return day


def next_working(day):
    while is_free(day):
        day += DAY
    return day


def last_of_month(year, month):
    return date(year, month, monthrange(year, month)[1])


def last_workday(year, month):
    day = last_of_month(year, month)
    while is_free(day):
        day -= DAY
    return day


def add_months(day, count):
    """Lag (1930:173) 1 §: the same day number, or the month's last."""
    month = day.year * 12 + day.month - 1 + count
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months(year, first, last):
    """Stretch of months; over the new year when the last is before the first."""
    return date(year, first, 1), last_of_month(year + (last < first), last)


def iso_week(year, week):
    monday = date.fromisocalendar(year, week, 1)
    return monday, monday + 6 * DAY


def is_election(year):
    return year % 4 == 2


def term_start(year):
    """First year of the term that the year lies in: the year after an election."""
    return year - (year - 3) % 4


def stretches(grain, year):
    size = GRAINS[grain]
    return [months(year, m, m + size - 1) for m in range(1, 13, size)]


def name_of(period):
    """As the program writes a period."""
    first, last = period
    if first.year == last.year and first.day == 1 and last == last_of_month(last.year, last.month):
        size = last.month - first.month + 1
        for letter, months_of in (("Q", 3), ("T", 4), ("H", 6)):
            if size == months_of and (first.month - 1) % size == 0:
                return f"{first.year}-{letter}{(first.month - 1) // size + 1}"
        if size == 12:
            return str(first.year)
        if size == 1:
            return f"{first.year}-{first.month:02}"
    return f"{first}/{last}"
