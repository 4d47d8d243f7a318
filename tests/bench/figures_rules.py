"""figures_rules: what is asked of the key figures: a threshold, the year before, the trend over three years and the mean of all. Told as a Styr model and as SQL."""
MUNICIPALITIES = 290
QUESTIONS = ("nivå", "steg", "lutning", "försprång")


def model():
    codes = [str(1001 + i) for i in range(MUNICIPALITIES)]
    return ('styrmodell Mätby "Mätningar på nyckeltal"\n\n' + "".join(f'organ K{code} "Kommun {code}" är kommun kod "{code}"\n' for code in codes) +
            "\ngrupp samtliga består av " + ", ".join(f"K{code}" for code in codes) + """

tabell tal "Nyckeltal"
    från          "nyckeltal.csv"
    kolumn        "serie"  som serie  text
    kolumn        "kommun" som kommun organ
    kolumn        "år"     som år     period
    kolumn        "värde"  som värde  tal
""" + "".join(f"""
indikator {name} "{title}"
    per           år
    för varje     samtliga och tal.serie
    beräknas som  {value}
    bedöms som    grön när {when}, annars röd
""" for name, title, value, when in (
        ("nivå", "Nivå", "summa(tal.värde)", "värde är minst 50"),
        ("steg", "Mot året före", "nivå - föregående_år(nivå)", "värde är över 0"),
        ("lutning", "Trend över tre år", "trend(nivå; 3 år)", "värde är över 0"),
        ("försprång", "Mot medelvärdet", "nivå - medel(nivå för samtliga)", "värde är över 0"))))


# The slope of a line through four years, times ten: exact in whole numbers.
SLOPE = "3 * v + v1 - v2 - 3 * v3"
COUNTS = {"duckdb": "COUNT(*) FILTER (WHERE {})", "clickhouse": "countIf({})"}
LAG = {"duckdb": "LAG(varde, {}) OVER (PARTITION BY serie, kommun ORDER BY ar)",
       "clickhouse": "lagInFrame(varde, {}) OVER (PARTITION BY serie, kommun ORDER BY ar ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)"}


def query(peer):
    """serie, and how many municipalities and years are green for each question."""
    lags = ", ".join(f"{LAG[peer].format(n)} AS v{n}" for n in (1, 2, 3))
    greens = ", ".join(COUNTS[peer].format(condition) for condition in ("v >= 500", "v > v1", f"{SLOPE} > 0", "v > medel"))
    return (f"SELECT serie, {greens} FROM (SELECT serie, varde AS v, {lags}, AVG(varde) OVER (PARTITION BY serie, ar) AS medel FROM nyckeltal) "
            "GROUP BY serie ORDER BY serie")


# ---- in plain Python ----

def reckon(lines):
    """series -> how many are green for each question; the lines of the CSV file, the heading first."""
    values, out = {}, {}
    for line in lines[1:]:
        series, municipality, year, value = line.rstrip("\n").split(";")
        values.setdefault(series, {})[municipality, int(year)] = int(value.replace(",", "")) if value else None
    for series, cells in values.items():
        years = {}
        for (_, year), value in cells.items():
            if value is not None:
                years.setdefault(year, []).append(value)
        greens = [0, 0, 0, 0]
        for (municipality, year), v in cells.items():
            v1, v2, v3 = (cells.get((municipality, year - n)) for n in (1, 2, 3))
            greens[0] += v is not None and v >= 500
            greens[1] += None not in (v, v1) and v > v1
            greens[2] += None not in (v, v1, v2, v3) and 3 * v + v1 - v2 - 3 * v3 > 0
            greens[3] += v is not None and v * len(years[year]) > sum(years[year])
        out[series] = greens
    return out
