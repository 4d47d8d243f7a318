/* styr-parser.y: the syntax of Styr. One constructor call per action (build.h); what a word means where is settled in tokens.c before the parser
 * sees it. The heading of a declaration and each of its attributes are parsed apart, so an error in one never reaches the next and no
 * recovery is needed here. */

%define api.pure full
%define api.push-pull push
%define api.prefix {styr_}
%define api.token.prefix {TOK_}
%define api.location.type {Span}
%define parse.error custom
%define parse.lac full
%define lr.type ielr
%locations
%expect 0
%parse-param {Builder *b}

%code requires {
#include "syntax/build.h"
}

%code {
#define YYLLOC_DEFAULT(Current, Rhs, N)                                                                  \
    do {                                                                                                 \
        if (N) (Current) = span_join(YYRHSLOC(Rhs, 1), YYRHSLOC(Rhs, N));                                 \
        else (Current) = (Span){YYRHSLOC(Rhs, 0).src, YYRHSLOC(Rhs, 0).end, YYRHSLOC(Rhs, 0).end};        \
    } while (0)
#define YYINITDEPTH 200
#define YYMAXDEPTH 20000

static void styr_error(Span *span, Builder *b, const char *message);
}

%union {
    Str str;
    Expr *expr;
    ExprVec *exprs;
    Item *item;
    ItemVec *items;
    int num;
}

/* Which of the two starts the driver wants. */
%token START_HEADING START_ATTR

%token <str> NAME TEXT
%token <expr> NUMBER TIME ROW
%token RANGE PERCENT "%"
%token COLON ":" COMMA "," SEMICOLON ";" OPEN "(" CLOSE ")" DOT "." PLUS "+" MINUS "-" STAR "*" SLASH "/"
%token EQ "=" NE "<>" LT "<" LE "<=" GT ">" GE ">="

%token USE "använd" STEERING_MODEL "styrmodell" BODY "organ" KIND "typ" GROUP "grupp" LEVEL "nivå" GOAL "mål" SCALE "skala"
%token UNIT "måttenhet" TABLE "tabell" PARAMETER "parameter" INDICATOR "indikator" SEASON "tidsrum" RULE "regel" TEST "test"
%token CHECKPOINT "hållpunkt" COMMISSION "uppdrag" DOCUMENT_TYPE "dokumenttyp" DOCUMENT "dokument" RESPONSIBILITY "ansvar"
%token DECISION_RIGHT "beslutanderätt" DECISION_TABLE "beslutstabell" RISK "risk" CONSTRAINT "krav" SCENARIO "scenario"

%token A_DESCRIPTION "beskrivning" A_TAGS "märkt" A_SOURCE "källa" A_PART_OF "hör till" A_CODE "kod" A_REPLACES "ersätter"
%token A_VALID "gäller från och med" A_DECIDED "beslutad av" A_PROPOSAL "förslag" A_EXEMPT "undantag"
%token A_MUNICIPALITY "kommun" A_MANDATE "mandatperiod" A_UNDER "under" A_OWNED "ägarandel" A_DEFINITE "bestämd form"
%token A_CONSISTS "består av" A_DECIDED_BY "beslutas av" A_HOLDS "gäller" A_ON_SCALE "på skalan" A_RESPONSIBLE "ansvarig"
%token A_MEASURED_BY "mäts med" A_ASSESSED "bedöms som" A_SETTLED_BY "avgörs av" A_FOLDS "motsvarar" A_EQUALS "= (värde)"
%token A_READ_FROM "från (fil)" A_FOR "för (organ)" A_FOR_EACH "för varje" A_COVERS "avser" A_COLUMN "kolumn" A_COLUMNS "kolumner"
%token A_WHERE "där (rader)" A_RECONCILES "stäms av" A_MISSING "saknas (ord)" A_NOT_APPLICABLE "ej tillämplig (ord)"
%token A_COSTS_NEGATIVE "tecken kostnader negativa" A_ENCODING "kodning" A_SEPARATOR "avgränsare" A_DECIMAL_MARK "decimaltecken"
%token A_INTERPRET "tolka" A_NO_ROWS_ZERO "inga rader betyder 0" A_ALLOW_PARTIAL "tillåt delvis" A_UNIT "enhet" A_PER "per (period)"
%token A_COMPUTED "beräknas som" A_JUDGED "bedöms av" A_TARGET "målvärde" A_TOLERANCE "tolerans" A_WATCHED "bevakas"
%token A_MEASURED "mäts" A_BASELINE "utgångsvärde" A_SERIES_BREAK "seriebrott från" A_WHEN "när (villkor)" A_REQUIRES "kräver"
%token A_MESSAGE "meddelande" A_ON_TRIAL "på försök" A_GIVEN "givet" A_EXPECT "förvänta" A_ESCALATES "lyfts till"
%token A_TO "till (organ)" A_TOGETHER "tillsammans med" A_GIVEN_BY "från (organ)" A_WINDOW "under (tid)" A_BY "senast (tid)" A_EARLIEST "tidigast"
%token A_ELECTION "under valår" A_RECURS "återkommer" A_RECURS_AFTER "återkommer efter" A_WITH "i samband med" A_AFTER "kommer efter"
%token A_CONTAINS "innehåller" A_FOLLOWS_UP "följer upp" A_FORECAST "prognos" A_PREPARED_BY "bereds av" A_STATUTORY "lagfrist"
%token A_OPTIONAL "frivillig" A_MEETS "uppfyller" A_LENGTH "täcker" A_REPORTED_BY "återrapporteras senast" A_REPORTED_WITH "återrapporteras i samband med"

%token A_APPLIES_TO "gäller för" A_PREPARED "beredd av" A_PROPERTY "egenskap" A_BUILDS_ON "utgår från" A_SILENCE "tyst" A_LIMIT "gräns"
%token A_TIGHTENS "skärper" A_FITS_IN "ryms inom" A_PART_IN "ingår i" A_STATEMENTS "påståenden" A_HELD_BY "hos" A_OVERSEES "över (organ)"
%token A_CONDITION "villkor" A_DECIDES "om" A_THREATENS "hotar" A_LIKELIHOOD "sannolikhet" A_IMPACT "konsekvens" A_TREATED "hanteras"
%token A_CHANGE "ändra" A_VARY "variera" A_DRAW "slumpa" A_SEEK "sök"

%token SECTION "avsnitt" QUOTE "citat" AS_SUPPORT "som stöd" AS "som" WEIGHT "vikt" WHEN "när" TO "till" TO_DATE "till och med"
%token FROM_DATE "från och med" BY "senast" EFFECT "med effekt minst" DNR "dnr" FORMAT "format" ROLE "i rollen" STOCK "bestånd"
%token BECOMES "blir" VALUE_BECOMES "värdet blir" AGAINST "mot" AGAINST_COLUMN "mot kolumn" ROUNDING "avrundning" REASON "orsak"
%token ACCORDING "enligt" PER "per" WEIGHTED_BY "vägt med" FROM "från"
%token OTHERWISE "annars" OTHERS "övriga" MANDATE "mandatperioden" ONLY "enbart"
%token EVERY_YEAR_2 "vartannat år" EVERY_YEAR_3 "vart tredje år" EVERY_YEAR_4 "vart fjärde år" EVERY_YEAR_5 "vart femte år"
%token BEFORE "före" AFTER "efter" EXCEPT "utom" TIMES_A_YEAR "gånger per år" TIMES_A_MANDATE "gånger per mandatperiod" YEAR_BEFORE "året före"
%token YEAR_AFTER "året efter" YEARS_BEFORE_2 "två år före" YEARS_BEFORE_3 "tre år före" YEARS_AFTER_2 "två år efter" YEARS_AFTER_3 "tre år efter"
%token NEXT "nästa" NEXT_MEETING "nästa sammanträde" EACH_MEETING "vid varje sammanträde" LAST_OF "sista" LAST_DAY_OF "sista dagen i"
%token LAST_WORKDAY_OF "sista arbetsdagen i" WEEK "vecka" BEFORE_MANDATE "före mandatperioden" MISSED_DEADLINE "missad frist" THAT "att"
%token FROM_OUTCOME "utgår från utfall" FROM_DAY "tidigast (valår)"
%token NUMBERS "nummer" SUPPORT "med stöd av" GIVES "ger"
%token TARGET_FOR "målvärde för" TOLERANCE_FOR "tolerans för" LIMIT_FOR "gräns för" RAISED "höjs med" LOWERED "sänks med" IN_STEPS "i steg om"
%token HIGHEST "högsta" LOWEST "lägsta" SO_THAT "så att" TOGETHER "samvarierar med"
%token BREAKS "saknad bryter" SKIPPED "saknad hoppas över" OVER "över" UNDER_BOUND "under (gräns)"

%token OR "eller" AND "och" NOT "inte" EXISTS "finns" IS "är" IS_NOT "är inte" IS_AT_LEAST "är minst" IS_AT_MOST "är högst" IS_EXACTLY "är exakt"
%token IS_OVER "är över" IS_UNDER "är under" IS_BETWEEN "är mellan" IS_BETTER_THAN "är bättre än" IS_WORSE_THAN "är sämre än"
%token IS_NOT_ASSESSABLE "är ej bedömbar" BETTER_THAN "bättre än" WORSE_THAN "sämre än" OR_BETTER "eller bättre" OR_WORSE "eller sämre"
%token TRIGGERED "utlöses" NOT_TRIGGERED "utlöses inte" IN "i" NOT_IN "inte i" OF "av" WHERE "där" FOR "för" EACH "varje" HAS "har"
%token MISSING "saknas" NOT_APPLICABLE "ej tillämplig" YES "ja" NO "nej" UNKNOWN "okänt"
%token ALL "alla" NONE "ingen" AT_LEAST_HALF "minst hälften" AT_LEAST "minst" AT_MOST "högst" EXACTLY "exakt" BETWEEN "mellan"

%type <str> title
%type <expr> name text names_list texts_list year time moment unit kind_of scope scope_item in_single in_item range
%type <expr> point when when_base length last_of meeting
%type <expr> expr or_expr and_expr not_expr comparison sum term unary postfix primary is_level arg quantified counted quant deadline given_value
%type <exprs> exprs in_items args name_seq text_seq scope_seq fold_levels
%type <item> source decided exempt measure responsible column columns reconcile requirement given target parameter_value case case_else level
%type <item> fold member interpret read_from trial measured baseline validity window covered recurrence repeated forecast escalation election receiver content
%type <item> silence treatment property decision_row change changed vary draw seek
%type <items> replaced decision_rows
%type <expr> decision_cell set_name
%type <exprs> decision_cells
%type <items> windows receivers contents elections escalations lengths
%type <items> tags levels unit_names cases targets parameter_values names texts measures responsibles folds members scopes rows missing_words
%type <exprs> months
%type <num> kind_decl plain_decl bound flag text_attr name_attr names_attr expr_attr receivers_attr deadline_attr year_shift

%%

start:
    START_HEADING heading
  | START_ATTR attribute
  ;

/* ---------------------------------------------------------------- headings */

heading:
    "använd" TEXT                              { build_use(b, @2, $2, true); }
  | "använd" NAME                              { build_use(b, @2, $2, false); }
  | plain_decl NAME title                      { build_heading(b, $1, @2, $2, @3, $3, NULL, NULL); }
  | kind_decl NAME title kind_of               { build_heading(b, $1, @2, $2, @3, $3, $4, NULL); }
  | "typ" NAME "av" name title                 { build_heading(b, DECL_KIND, @2, $2, @5, $5, $4, NULL); }
  | "skala" NAME title                         { build_heading(b, DECL_SCALE, @2, $2, @3, $3, NULL, NULL); }
  | "skala" NAME title levels                  { build_heading(b, DECL_SCALE, @2, $2, @3, $3, NULL, $4); }
  | "måttenhet" NAME                           { build_heading(b, DECL_UNIT, @2, $2, @2, STR_LIT(""), NULL, NULL); }
  | "måttenhet" NAME unit_names                { build_heading(b, DECL_UNIT, @2, $2, @2, STR_LIT(""), NULL, $3); }
  ;

plain_decl:
    "styrmodell" { $$ = DECL_STEERING_MODEL; }
  | "grupp"      { $$ = DECL_GROUP; }
  | "nivå"       { $$ = DECL_LEVEL; }
  | "tabell"     { $$ = DECL_TABLE; }
  | "parameter"  { $$ = DECL_PARAMETER; }
  | "indikator"  { $$ = DECL_INDICATOR; }
  | "tidsrum"    { $$ = DECL_SEASON; }
  | "hållpunkt"  { $$ = DECL_CHECKPOINT; }
  | "uppdrag"    { $$ = DECL_COMMISSION; }
  | "regel"      { $$ = DECL_RULE; }
  | "test"       { $$ = DECL_TEST; }
  | "risk"       { $$ = DECL_RISK; }
  | "scenario"   { $$ = DECL_SCENARIO; }
  | "ansvar"         { $$ = DECL_RESPONSIBILITY; }
  | "beslutanderätt" { $$ = DECL_DECISION_RIGHT; }
  | "beslutstabell"  { $$ = DECL_DECISION_TABLE; }
  ;

/* What is of a kind: organ NAMN är nämnd. */
kind_decl:
    "organ"       { $$ = DECL_BODY; }
  | "mål"         { $$ = DECL_GOAL; }
  | "dokumenttyp" { $$ = DECL_DOCUMENT_TYPE; }
  | "dokument"    { $$ = DECL_DOCUMENT; }
  | "krav"        { $$ = DECL_CONSTRAINT; }
  ;

title:
    %empty { $$ = STR_LIT(""); }
  | TEXT
  ;

kind_of:
    %empty    { $$ = NULL; }
  | "är" name { $$ = $2; }
  ;

levels:
    level            { $$ = build_items(b, $1); }
  | levels "," level { $$ = build_items_add(b, $1, $3); }
  ;
level:
    name      { $$ = build_item(b, @$, $1); }
  | name text { $$ = build_mod(b, build_item(b, @$, $1), MOD_NOTE, @2, $2); }
  ;

unit_names:
    text            { $$ = build_items(b, build_item(b, @1, $1)); }
  | text "," text   { $$ = build_items_add(b, build_items(b, build_item(b, @1, $1)), build_item(b, @3, $3)); }
  ;

/* ---------------------------------------------------------------- attributes */

attribute:
    text_attr text                     { build_attr(b, $1, @1, build_items(b, build_item(b, @2, $2))); }
  | name_attr name                     { build_attr(b, $1, @1, build_items(b, build_item(b, @2, $2))); }
  | names_attr names                   { build_attr(b, $1, @1, $2); }
  | expr_attr expr                     { build_attr(b, $1, @1, build_items(b, build_item(b, @2, $2))); }
  | flag                               { build_attr(b, $1, @1, NULL); }
  | "märkt" tags                       { build_attr(b, ATTR_TAGS, @1, $2); }
  | "källa" source                     { build_attr(b, ATTR_SOURCE, @1, build_items(b, $2)); }
  | "källa" names                      { build_attr(b, ATTR_SOURCE, @1, $2); }
  | "ersätter" replaced                { build_attr(b, ATTR_REPLACES, @1, $2); }
  | "beredd av" decided                { build_attr(b, ATTR_PREPARED, @1, build_items(b, $2)); }
  | "egenskap" property                { build_attr(b, ATTR_PROPERTY, @1, build_items(b, $2)); }
  | "gräns" name NUMBER                { build_attr(b, ATTR_LIMIT, @1, build_items(b, build_mod(b, build_item(b, @2, $2), MOD_NOTE, @3, $3))); }
  | "tyst" silence                     { build_attr(b, ATTR_SILENCE, @1, build_items(b, $2)); }
  | "sannolikhet" NUMBER               { build_attr(b, ATTR_LIKELIHOOD, @1, build_items(b, build_item(b, @2, $2))); }
  | "konsekvens" NUMBER                { build_attr(b, ATTR_IMPACT, @1, build_items(b, build_item(b, @2, $2))); }
  | "hanteras" treatment               { build_attr(b, ATTR_TREATED, @1, build_items(b, $2)); }
  | "om" names "ger" name decision_rows { build_attr(b, ATTR_DECIDES, @1, build_decisions(b, @$, $2, @3, $4, $5)); }
  | "kod" texts                        { build_attr(b, ATTR_CODE, @1, $2); }
  | "gäller från och med" validity     { build_attr(b, ATTR_VALID, @1, build_items(b, $2)); }
  | "beslutad av" decided              { build_attr(b, ATTR_DECIDED, @1, build_items(b, $2)); }
  | "undantag" exempt                  { build_attr(b, ATTR_EXEMPT, @1, build_items(b, $2)); }
  | "mandatperiod" range               { build_attr(b, ATTR_MANDATE, @1, build_items(b, build_item(b, @2, $2))); }
  | "ägarandel" NUMBER                 { build_attr(b, ATTR_OWNED, @1, build_items(b, build_item(b, @2, $2))); }
  | "består av" members                { build_attr(b, ATTR_CONSISTS, @1, $2); }
  | "består av" members "där" expr     { build_attr(b, ATTR_CONSISTS, @1, build_where(b, $2, $4)); }
  | "gäller" "mandatperioden"          { build_attr(b, ATTR_HOLDS, @1, build_items(b, build_item(b, @2, build_mandate(b, @2)))); }
  | "gäller" "i" NUMBER                { build_attr(b, ATTR_HOLDS, @1, build_items(b, build_item(b, @3, $3))); }
  | "ansvarig" responsibles            { build_attr(b, ATTR_RESPONSIBLE, @1, $2); }
  | "ansvarig" responsibles "där" expr { build_attr(b, ATTR_RESPONSIBLE, @1, build_where(b, $2, $4)); }
  | "mäts med" measures                { build_attr(b, ATTR_MEASURED_BY, @1, $2); }
  | "bedöms som" cases                 { build_attr(b, ATTR_ASSESSED, @1, $2); }
  | "motsvarar" name ":" folds         { build_attr(b, ATTR_FOLDS, @1, build_items_prepend(b, build_item(b, @2, $2), $4)); }
  | "= (värde)" parameter_values       { build_attr(b, ATTR_EQUALS, @1, $2); }
  | "från (fil)" read_from             { build_attr(b, ATTR_READ_FROM, @1, build_items(b, $2)); }
  | "för (organ)" scopes               { build_attr(b, ATTR_FOR, @1, $2); }
  | "för varje" scopes                 { build_attr(b, ATTR_FOR_EACH, @1, $2); }
  | "för varje" scopes "där" expr      { build_attr(b, ATTR_FOR_EACH, @1, build_where(b, $2, $4)); }
  | "avser" covered                    { build_attr(b, ATTR_COVERS, @1, build_items(b, $2)); }
  | receivers_attr receivers           { build_attr(b, $1, @1, $2); }
  | receivers_attr receivers "där" expr { build_attr(b, $1, @1, build_where(b, $2, $4)); }
  | "från (organ)" name                { build_attr(b, ATTR_GIVEN_BY, @1, build_items(b, build_item(b, @2, $2))); }
  | "under (tid)" windows              { build_attr(b, ATTR_WINDOW, @1, $2); }
  | deadline_attr deadline             { build_attr(b, $1, @1, build_items(b, build_item(b, @2, $2))); }
  | "under valår" ":" elections        { build_attr(b, ATTR_ELECTION, @1, $3); }
  | "återkommer" recurrence            { build_attr(b, ATTR_RECURS, @1, build_items(b, $2)); }
  | "återkommer efter" text            { build_attr(b, ATTR_RECURS_AFTER, @1, build_items(b, build_item(b, @2, $2))); }
  | "innehåller" contents              { build_attr(b, ATTR_CONTAINS, @1, $2); }
  | "följer upp" contents              { build_attr(b, ATTR_FOLLOWS_UP, @1, $2); }
  | "prognos" forecast                 { build_attr(b, ATTR_FORECAST, @1, build_items(b, $2)); }
  | "täcker" lengths                   { build_attr(b, ATTR_LENGTH, @1, $2); }
  | "lyfts till" escalations           { build_attr(b, ATTR_ESCALATES, @1, $2); }
  | "kolumn" column                    { build_attr(b, ATTR_COLUMN, @1, build_items(b, $2)); }
  | "kolumner" columns                 { build_attr(b, ATTR_COLUMNS, @1, build_texts_first(b, $2)); }
  | "stäms av" reconcile               { build_attr(b, ATTR_RECONCILES, @1, build_names_first(b, $2)); }
  | "saknas (ord)" missing_words       { build_attr(b, ATTR_MISSING, @1, $2); }
  | "ej tillämplig (ord)" missing_words { build_attr(b, ATTR_NOT_APPLICABLE, @1, $2); }
  | "tolka" interpret                  { build_attr(b, ATTR_INTERPRET, @1, build_texts_first(b, $2)); }
  | "enhet" unit                       { build_attr(b, ATTR_UNIT, @1, build_items(b, build_item(b, @2, $2))); }
  | "per (period)" moment              { build_attr(b, ATTR_PER, @1, build_items(b, build_item(b, @2, $2))); }
  | "per (period)" name                { build_attr(b, ATTR_PER, @1, build_items(b, build_item(b, @2, $2))); }
  | "målvärde" targets                 { build_attr(b, ATTR_TARGET, @1, $2); }
  | "bedöms av" name                   { build_attr(b, ATTR_JUDGED, @1, build_items(b, build_item(b, @2, $2))); }
  | "bedöms av" name "enligt" text     { build_attr(b, ATTR_JUDGED, @1, build_items(b, build_mod(b, build_item(b, @2, $2), MOD_ACCORDING, @3, $4))); }
  | "mäts" measured                    { build_attr(b, ATTR_MEASURED, @1, build_items(b, $2)); }
  | "utgångsvärde" baseline            { build_attr(b, ATTR_BASELINE, @1, build_items(b, $2)); }
  | "seriebrott från" moment           { build_attr(b, ATTR_SERIES_BREAK, @1, build_items(b, build_item(b, @2, $2))); }
  | "seriebrott från" moment text      { build_attr(b, ATTR_SERIES_BREAK, @1, build_items(b, build_mod(b, build_item(b, @2, $2), MOD_NOTE, @3, $3))); }
  | "kräver" requirement               { build_attr(b, ATTR_REQUIRES, @1, build_items(b, $2)); }
  | "på försök" trial                  { build_attr(b, ATTR_ON_TRIAL, @1, build_trial(b, $2)); }
  | "givet" given ":" exprs rows       { build_attr(b, ATTR_GIVEN, @1, build_given(b, $2, @4, $4, $5)); }
  | "förvänta" expr                    { build_attr(b, ATTR_EXPECT, @1, build_items(b, build_item(b, @2, $2))); }
  | "ändra" change                     { build_attr(b, ATTR_CHANGE, @1, build_items(b, $2)); }
  | "variera" vary                     { build_attr(b, ATTR_VARY, @1, build_items(b, $2)); }
  | "slumpa" draw                      { build_attr(b, ATTR_DRAW, @1, build_items(b, $2)); }
  | "sök" seek                         { build_attr(b, ATTR_SEEK, @1, build_items(b, $2)); }
  | "förvänta" expr ":" exprs          { build_attr(b, ATTR_EXPECT, @1, build_series(b, build_item(b, @2, $2), $4)); }
  ;

text_attr:
    "beskrivning"   { $$ = ATTR_DESCRIPTION; }
  | "kommun"        { $$ = ATTR_MUNICIPALITY; }
  | "bestämd form"  { $$ = ATTR_DEFINITE; }
  | "kodning"       { $$ = ATTR_ENCODING; }
  | "avgränsare"    { $$ = ATTR_SEPARATOR; }
  | "decimaltecken" { $$ = ATTR_DECIMAL_MARK; }
  | "meddelande"    { $$ = ATTR_MESSAGE; }
  | "påståenden"    { $$ = ATTR_STATEMENTS; }
  ;
name_attr:
    "hör till"    { $$ = ATTR_PART_OF; }
  | "beslutas av" { $$ = ATTR_DECIDED_BY; }
  | "bereds av"   { $$ = ATTR_PREPARED_BY; }
  | "på skalan"   { $$ = ATTR_ON_SCALE; }
  | "avgörs av"   { $$ = ATTR_SETTLED_BY; }
  | "skärper"     { $$ = ATTR_TIGHTENS; }
  | "ryms inom"   { $$ = ATTR_FITS_IN; }
  ;
names_attr:
    "under"          { $$ = ATTR_UNDER; }
  | "utgår från"     { $$ = ATTR_BUILDS_ON; }
  | "ingår i"        { $$ = ATTR_PART_IN; }
  | "hotar"          { $$ = ATTR_THREATENS; }
  | "i samband med"  { $$ = ATTR_WITH; }
  | "kommer efter"   { $$ = ATTR_AFTER; }
  | "uppfyller"      { $$ = ATTR_MEETS; }
  | "återrapporteras i samband med" { $$ = ATTR_REPORTED_WITH; }
  ;
receivers_attr:
    "till (organ)"    { $$ = ATTR_TO; }
  | "tillsammans med" { $$ = ATTR_TOGETHER; }
  | "gäller för"      { $$ = ATTR_APPLIES_TO; }
  | "hos"             { $$ = ATTR_HELD_BY; }
  | "över (organ)"    { $$ = ATTR_OVERSEES; }
  ;
deadline_attr:
    "senast (tid)"           { $$ = ATTR_BY; }
  | "tidigast"               { $$ = ATTR_EARLIEST; }
  | "återrapporteras senast" { $$ = ATTR_REPORTED_BY; }
  ;
expr_attr:
    "beräknas som"  { $$ = ATTR_COMPUTED; }
  | "tolerans"      { $$ = ATTR_TOLERANCE; }
  | "där (rader)"   { $$ = ATTR_WHERE; }
  | "när (villkor)" { $$ = ATTR_WHEN; }
  | "villkor"       { $$ = ATTR_CONDITION; }
  ;
flag:
    "förslag"                   { $$ = ATTR_PROPOSAL; }
  | "tecken kostnader negativa" { $$ = ATTR_COSTS_NEGATIVE; }
  | "inga rader betyder 0"      { $$ = ATTR_NO_ROWS_ZERO; }
  | "tillåt delvis"             { $$ = ATTR_ALLOW_PARTIAL; }
  | "bevakas"                   { $$ = ATTR_WATCHED; }
  | "lagfrist"                  { $$ = ATTR_STATUTORY; }
  | "frivillig"                 { $$ = ATTR_OPTIONAL; }
  ;

source:
    text                  { $$ = build_item(b, @1, $1); }
  | source "avsnitt" text { $$ = build_mod(b, $1, MOD_SECTION, @2, $3); }
  | source "citat" text   { $$ = build_mod(b, $1, MOD_QUOTE, @2, $3); }
  | source "nummer" name_seq { $$ = build_mod(b, $1, MOD_NUMBERS, @2, build_list(b, @3, $3)); }
  ;

/* What takes the place of something, and by what right. */
replaced:
    names
  | names "med stöd av" text { $$ = build_last_mod(b, $1, MOD_SUPPORT, @2, $3); }
  ;

/* A characteristic of the model's own: egenskap slag "politiskt". */
property:
    name text   { $$ = build_mod(b, build_item(b, @1, $1), MOD_NOTE, @2, $2); }
  | name NUMBER { $$ = build_mod(b, build_item(b, @1, $1), MOD_NOTE, @2, $2); }
  | name name   { $$ = build_mod(b, build_item(b, @1, $1), MOD_NOTE, @2, $2); }
  | name "ja"   { $$ = build_mod(b, build_item(b, @1, $1), MOD_NOTE, @2, build_truth(b, @2, TRUTH_YES)); }
  | name "nej"  { $$ = build_mod(b, build_item(b, @1, $1), MOD_NOTE, @2, build_truth(b, @2, TRUTH_NO)); }
  ;

/* A diagnostic that is known and accepted, for a time and with a reason. */
silence:
    name                  { $$ = build_item(b, @1, $1); }
  | silence "till" moment { $$ = build_mod(b, $1, MOD_UNTIL, @2, $3); }
  | silence text          { $$ = build_mod(b, $1, MOD_NOTE, @2, $2); }
  ;

treatment:
    text                   { $$ = build_item(b, @1, $1); }
  | treatment "varje" name { $$ = build_mod(b, $1, MOD_EVERY, @2, $3); }
  | treatment "av" name    { $$ = build_mod(b, $1, MOD_OF, @2, $3); }
  ;

/* The rows of a decision table: one value for each column, then what they give. */
decision_rows:
    %empty                     { $$ = build_items(b, NULL); }
  | decision_rows decision_row { $$ = build_items_add(b, $1, $2); }
  ;
decision_row:
    decision_cells "ger" decision_cell { $$ = build_mod(b, build_item(b, @1, build_list(b, @1, $1)), MOD_GIVES, @2, $3); }
  ;
decision_cells:
    decision_cell                    { $$ = build_exprs(b, $1); }
  | decision_cells "," decision_cell { $$ = build_exprs_add(b, $1, $3); }
  ;
decision_cell:
    text
  | name
  | NUMBER
  | range
  | bound NUMBER             { $$ = build_limit(b, @$, $1, $2); }
  | "ja"                     { $$ = build_truth(b, @1, TRUTH_YES); }
  | "nej"                    { $$ = build_truth(b, @1, TRUTH_NO); }
  | "alla"                   { $$ = build_word(b, @1, STR_LIT("alla")); }
  | "övriga"                 { $$ = build_word(b, @1, STR_LIT("övriga")); }
  ;

validity:
    moment                       { $$ = build_item(b, @1, $1); }
  | moment "till och med" moment { $$ = build_mod(b, build_item(b, @$, $1), MOD_TO_DATE, @2, $3); }
  ;

decided:
    name               { $$ = build_item(b, @1, $1); }
  | decided moment     { $$ = build_mod(b, $1, MOD_ON, @2, $2); }
  | decided text       { $$ = build_mod(b, $1, MOD_NOTE, @2, $2); }
  | decided "dnr" text { $$ = build_mod(b, $1, MOD_DNR, @2, $3); }
  ;

exempt:
    text                         { $$ = build_item(b, @1, $1); }
  | exempt "för" scope_seq       { $$ = build_mod(b, $1, MOD_FOR, @2, build_list(b, @3, $3)); }
  | exempt "från och med" moment { $$ = build_mod(b, $1, MOD_FROM_DATE, @2, $3); }
  | exempt "till och med" moment { $$ = build_mod(b, $1, MOD_TO_DATE, @2, $3); }
  | exempt "enligt" text         { $$ = build_mod(b, $1, MOD_ACCORDING, @2, $3); }
  ;

members:
    member             { $$ = build_items(b, $1); }
  | members "," member { $$ = build_items_add(b, $1, $3); }
  ;
member:
    text           { $$ = build_item(b, @1, $1); }
  | text "som" name { $$ = build_mod(b, build_item(b, @1, $1), MOD_AS, @2, $3); }
  | text "som" text { $$ = build_mod(b, build_item(b, @1, $1), MOD_AS, @2, $3); }
  | NUMBER         { $$ = build_item(b, @1, $1); }
  | range          { $$ = build_item(b, @1, $1); }
  | scope          { $$ = build_item(b, @1, $1); }
  ;

responsibles:
    responsible                  { $$ = build_items(b, $1); }
  | responsibles "," responsible { $$ = build_items_add(b, $1, $3); }
  ;
responsible:
    name             { $$ = build_item(b, @1, $1); }
  | name "som" name  { $$ = build_mod(b, build_item(b, @1, $1), MOD_AS, @2, $3); }
  | "varje" scope_item { $$ = build_item(b, @$, build_scope_each(b, @$, $2)); }
  | "varje" scope_item "utom" name { $$ = build_mod(b, build_item(b, @$, build_scope_each(b, @$, $2)), MOD_EXCEPT, @3, $4); }
  ;

measures:
    measure              { $$ = build_items(b, $1); }
  | measures "," measure { $$ = build_items_add(b, $1, $3); }
  ;
measure:
    name                  { $$ = build_item(b, @1, $1); }
  | measure "vikt" NUMBER { $$ = build_mod(b, $1, MOD_WEIGHT, @2, $3); }
  | measure "som stöd"    { $$ = build_mod(b, $1, MOD_AS_SUPPORT, @2, NULL); }
  ;

cases:
    case               { $$ = build_items(b, $1); }
  | case_else          { $$ = build_items(b, $1); }
  | cases "," case     { $$ = build_items_add(b, $1, $3); }
  | cases "," case_else { $$ = build_items_add(b, $1, $3); }
  ;
case:
    name "när" expr { $$ = build_mod(b, build_item(b, @1, $1), MOD_WHEN, @2, $3); }
  ;
case_else:
    "annars" name { $$ = build_select(b, build_item(b, @2, $2), SELECT_ELSE, NULL, @1); }
  ;

folds:
    fold           { $$ = build_items(b, $1); }
  | folds ";" fold { $$ = build_items_add(b, $1, $3); }
  ;
fold:
    fold_levels "blir" name { $$ = build_mod(b, build_item(b, @1, build_list(b, @1, $1)), MOD_BECOMES, @2, $3); }
  | "övriga" "blir" name    { $$ = build_select(b, build_mod(b, build_item(b, @1, NULL), MOD_BECOMES, @2, $3), SELECT_ELSE, NULL, @1); }
  ;
fold_levels:
    name                 { $$ = build_exprs(b, $1); }
  | fold_levels "," name { $$ = build_exprs_add(b, $1, $3); }
  ;

parameter_values:
    parameter_value                      { $$ = build_items(b, $1); }
  | parameter_values "," parameter_value { $$ = build_items_add(b, $1, $3); }
  ;
parameter_value:
    expr                  { $$ = build_item(b, @1, $1); }
  | "från" moment ":" expr { $$ = build_select(b, build_item(b, @4, $4), SELECT_FROM, $2, @1); }
  | "för" scope ":" expr  { $$ = build_select(b, build_item(b, @4, $4), SELECT_FOR, $2, @1); }
  | "annars" expr         { $$ = build_select(b, build_item(b, @2, $2), SELECT_ELSE, NULL, @1); }
  ;

read_from:
    text                    { $$ = build_item(b, @1, $1); }
  | read_from "format" name { $$ = build_mod(b, $1, MOD_FORMAT, @2, $3); }
  | read_from "i rollen" name { $$ = build_mod(b, $1, MOD_ROLE, @2, $3); }
  | read_from "som" name    { $$ = build_mod(b, $1, MOD_ROLE, @2, $3); }
  ;

column:
    text "som" name unit    { $$ = build_mod(b, build_mod(b, build_item(b, @1, $1), MOD_AS, @2, $3), MOD_TYPE, @4, $4); }
  | column "bestånd"        { $$ = build_mod(b, $1, MOD_STOCK, @2, NULL); }
  ;
columns:
    texts_list "blir" name "," "värdet blir" name "i" unit
        { $$ = build_mod(b, build_mod(b, build_mod(b, build_item(b, @1, $1), MOD_BECOMES, @2, $3), MOD_VALUE_BECOMES, @5, $6), MOD_IN_UNIT, @7, $8); }
  ;

reconcile:
    names_list "mot" name text      { $$ = build_mod(b, build_mod(b, build_item(b, @1, $1), MOD_AGAINST, @2, $3), MOD_NOTE, @4, $4); }
  | names_list "mot kolumn" text    { $$ = build_mod(b, build_item(b, @1, $1), MOD_AGAINST_COLUMN, @2, $3); }
  | reconcile "där" expr            { $$ = build_mod(b, $1, MOD_WHERE, @2, $3); }
  | reconcile "avrundning" NUMBER   { $$ = build_mod(b, $1, MOD_ROUNDING, @2, $3); }
  ;

missing_words:
    text                   { $$ = build_items(b, build_item(b, @1, $1)); }
  | missing_words "," text { $$ = build_items_add(b, $1, build_item(b, @3, $3)); }
  | missing_words "orsak" text { $$ = build_last_mod(b, $1, MOD_REASON, @2, $3); }
  ;

interpret:
    texts_list "som" name { $$ = build_mod(b, build_item(b, @1, $1), MOD_AS, @2, $3); }
  ;

targets:
    target             { $$ = build_items(b, $1); }
  | targets "," target { $$ = build_items_add(b, $1, $3); }
  ;
target:
    sum                       { $$ = build_bound(b, @$, BOUND_NONE, $1, NULL); }
  | bound sum                 { $$ = build_bound(b, @$, $1, $2, NULL); }
  | "mellan" sum "och" sum    { $$ = build_bound(b, @$, BOUND_BETWEEN, $2, $4); }
  | year ":" target           { $$ = build_select(b, $3, SELECT_TIME, $1, @1); }
  ;
bound:
    "minst"         { $$ = BOUND_AT_LEAST; }
  | "högst"         { $$ = BOUND_AT_MOST; }
  | "över"          { $$ = BOUND_OVER; }
  | "under (gräns)" { $$ = BOUND_UNDER; }
  | "exakt"         { $$ = BOUND_EXACTLY; }
  ;

measured:
    "vartannat år"        { $$ = build_item(b, @1, build_int(b, @1, 2)); }
  | "vart tredje år"      { $$ = build_item(b, @1, build_int(b, @1, 3)); }
  | "vart fjärde år"      { $$ = build_item(b, @1, build_int(b, @1, 4)); }
  | "vart femte år"       { $$ = build_item(b, @1, build_int(b, @1, 5)); }
  | measured "från" moment { $$ = build_mod(b, $1, MOD_FROM, @2, $3); }
  ;

baseline:
    moment ":" expr { $$ = build_select(b, build_item(b, @3, $3), SELECT_TIME, $1, @1); }
  ;

requirement:
    name                               { $$ = build_item(b, @1, $1); }
  | "att" expr                         { $$ = build_mod(b, build_item(b, @1, build_word(b, @1, STR_LIT("att"))), MOD_THAT, @2, $2); }
  | requirement "från" scope           { $$ = build_mod(b, $1, MOD_FROM, @2, $3); }
  | requirement "till" name_seq        { $$ = build_mod(b, $1, MOD_TO, @2, build_list(b, @3, $3)); }
  | requirement "senast" deadline      { $$ = build_mod(b, $1, MOD_BY, @2, $3); }
  | requirement "med effekt minst" sum { $$ = build_mod(b, $1, MOD_EFFECT, @2, $3); }
  ;

/* ---------------------------------------------------------------- time: windows, deadlines, recurrences */

/* Several points joined by och: the last of them counts. */
deadline:
    point
  | deadline "och" point { $$ = build_binary(b, @$, OP_AND, $1, @2, $3); }
  ;
point:
    when
  | text                         { $$ = $1; }
  | "i" TIME                     { $$ = $2; }
  | "nästa" name                 { $$ = build_point(b, @$, POINT_NEXT, $2); }
  | "före mandatperioden"        { $$ = build_point(b, @$, POINT_BEFORE_MANDATE, NULL); }
  | meeting
  | meeting "efter" point        { $$ = build_point_after(b, @$, $1, $3); }
  | length "efter" point         { $$ = build_distance(b, @$, $1, false, $3); }
  | length "före" point          { $$ = build_distance(b, @$, $1, true, $3); }
  ;
length: NUMBER | name ;
meeting:
    "nästa sammanträde"          { $$ = build_point(b, @$, POINT_MEETING, NULL); }
  | "nästa sammanträde" "i" name { $$ = build_point(b, @$, POINT_MEETING, $3); }
  | name "nästa sammanträde"     { $$ = build_point(b, @$, POINT_MEETING_OF, $1); }
  ;

/* A day or stretch of the year that a duty belongs to, or of one before or after it. */
when:
    when_base
  | when_base year_shift { $$ = build_point_shift(b, @$, $1, $2); }
  ;
year_shift:
    "året före"    { $$ = -1; }
  | "två år före"  { $$ = -2; }
  | "tre år före"  { $$ = -3; }
  | "året efter"   { $$ = 1; }
  | "två år efter" { $$ = 2; }
  | "tre år efter" { $$ = 3; }
  ;
when_base:
    year
  | name
  | TIME NUMBER    { $$ = build_point_year(b, @$, $1, $2); }
  | name NUMBER    { $$ = build_point_year(b, @$, $1, $2); }
  | NUMBER RANGE TIME      { $$ = build_range(b, @$, $1, $3); }
  | "vecka" NUMBER         { $$ = build_point(b, @$, POINT_WEEK, $2); }
  | "vecka" NUMBER RANGE NUMBER { $$ = build_point(b, @$, POINT_WEEK, build_range(b, @2, $2, $4)); }
  | last_of
  ;
last_of:
    "sista" TIME               { $$ = build_point(b, @$, POINT_LAST_OF, $2); }
  | "sista dagen i" TIME       { $$ = build_point(b, @$, POINT_LAST_DAY, $2); }
  | "sista arbetsdagen i" TIME { $$ = build_point(b, @$, POINT_LAST_WORKDAY, $2); }
  ;

windows:
    window             { $$ = build_items(b, $1); }
  | windows "," window { $$ = build_items_add(b, $1, $3); }
  ;
window: when { $$ = build_item(b, @1, $1); } ;

elections:
    election               { $$ = build_items(b, $1); }
  | elections "," election { $$ = build_items_add(b, $1, $3); }
  ;
election:
    window
  | "senast" deadline  { $$ = build_mod(b, build_item(b, @1, NULL), MOD_BY, @1, $2); }
  | "tidigast (valår)" point { $$ = build_mod(b, build_item(b, @1, NULL), MOD_FROM_DAY, @1, $2); }
  ;

covered:
    year                    { $$ = build_item(b, @1, $1); }
  | name                    { $$ = build_item(b, @1, $1); }
  | repeated
  ;
repeated:
    "varje" name             { $$ = build_item(b, @$, build_scope_each(b, @$, build_scope(b, @2, $2, false))); }
  | "varje" name "i" months  { $$ = build_mod(b, build_item(b, @$, build_scope_each(b, @$, build_scope(b, @2, $2, false))), MOD_IN, @3, build_list(b, @4, $4)); }
  | "varje" name "utom" months { $$ = build_mod(b, build_item(b, @$, build_scope_each(b, @$, build_scope(b, @2, $2, false))), MOD_EXCEPT, @3, build_list(b, @4, $4)); }
  ;
months:
    TIME            { $$ = build_exprs(b, $1); }
  | months "," TIME { $$ = build_exprs_add(b, $1, $3); }
  ;
recurrence:
    repeated
  | "varje" name "utom" name         { $$ = build_mod(b, build_item(b, @$, build_scope_each(b, @$, build_scope(b, @2, $2, false))), MOD_EXCEPT, @3, $4); }
  | measured
  | "inte"                           { $$ = build_item(b, @1, build_word(b, @1, STR_LIT("inte"))); }
  | "vid varje sammanträde"          { $$ = build_item(b, @1, build_word(b, @1, STR_LIT("vid varje sammanträde"))); }
  | "vid varje sammanträde" "i" name { $$ = build_mod(b, build_item(b, @1, build_word(b, @1, STR_LIT("vid varje sammanträde"))), MOD_IN, @2, $3); }
  | length "gånger per år"           { $$ = build_mod(b, build_item(b, @1, $1), MOD_TIMES_A_YEAR, @2, NULL); }
  | "minst" length "gånger per år"   { $$ = build_mod(b, build_bound(b, @$, BOUND_AT_LEAST, $2, NULL), MOD_TIMES_A_YEAR, @3, NULL); }
  | length "gånger per mandatperiod" { $$ = build_mod(b, build_item(b, @1, $1), MOD_TIMES_A_MANDATE, @2, NULL); }
  | "minst" length "gånger per mandatperiod" { $$ = build_mod(b, build_bound(b, @$, BOUND_AT_LEAST, $2, NULL), MOD_TIMES_A_MANDATE, @3, NULL); }
  ;

receivers:
    receiver               { $$ = build_items(b, $1); }
  | receivers "," receiver { $$ = build_items_add(b, $1, $3); }
  ;
receiver:
    scope                  { $$ = build_item(b, @1, $1); }
  | "varje" scope_item "utom" name { $$ = build_mod(b, build_item(b, @$, build_scope_each(b, @$, $2)), MOD_EXCEPT, @3, $4); }
  | text                   { $$ = build_item(b, @1, $1); }
  ;
contents:
    content              { $$ = build_items(b, $1); }
  | contents "," content { $$ = build_items_add(b, $1, $3); }
  ;
content:
    text  { $$ = build_item(b, @1, $1); }
  | scope { $$ = build_item(b, @1, $1); }
  ;
forecast:
    name                                            { $$ = build_item(b, @1, $1); }
  | forecast "," "utgår från utfall" "till och med" TIME { $$ = build_mod(b, $1, MOD_FROM_OUTCOME, @3, $5); }
  ;
lengths:
    bound NUMBER             { $$ = build_items(b, build_bound(b, @$, $1, $2, NULL)); }
  | lengths "," bound NUMBER { $$ = build_items_add(b, $1, build_bound(b, @3, $3, $4, NULL)); }
  ;
escalations:
    escalation                 { $$ = build_items(b, $1); }
  | escalations "," escalation { $$ = build_items_add(b, $1, $3); }
  ;
escalation:
    name NUMBER "efter" "missad frist"
        { $$ = build_mod(b, build_item(b, @1, $1), MOD_ON, @2, build_distance(b, @2, $2, false, build_point(b, @4, POINT_MISSED, NULL))); }
  ;

trial:
    %empty                      { $$ = NULL; }
  | trial "från och med" moment { $$ = build_mod(b, $1 ? $1 : build_item(b, @2, NULL), MOD_FROM_DATE, @2, $3); }
  | trial "till och med" moment { $$ = build_mod(b, $1 ? $1 : build_item(b, @2, NULL), MOD_TO_DATE, @2, $3); }
  ;

given:
    name                  { $$ = build_item(b, @1, $1); }
  | given "för" scope     { $$ = build_mod(b, $1, MOD_FOR, @2, $3); }
  | given "per" name      { $$ = build_mod(b, $1, MOD_PER, @2, $3); }
  | given "från" given_value { $$ = build_mod(b, $1, MOD_FROM, @2, $3); }
  ;
given_value: moment ;
rows:
    %empty   { $$ = build_items(b, NULL); }
  | rows ROW { $$ = build_items_add(b, $1, build_item(b, @2, $2)); }
  ;

/* ---------------------------------------------------------------- scenarios */

/* What is changed, by how much, and for whom and when. */
change:
    changed
  | change "där" expr                       { $$ = build_mod(b, $1, MOD_WHERE, @2, $3); }
  | change "till" sum                       { $$ = build_change(b, $1, BOUND_NONE, @2, $3, NULL); }
  | change "till" bound sum                 { $$ = build_change(b, $1, $3, @2, $4, NULL); }
  | change "till" "mellan" sum "och" sum    { $$ = build_change(b, $1, BOUND_BETWEEN, @2, $4, $6); }
  | change "höjs med" sum                   { $$ = build_mod(b, $1, MOD_RAISED, @2, $3); }
  | change "sänks med" sum                  { $$ = build_mod(b, $1, MOD_LOWERED, @2, $3); }
  | change "från och med" moment            { $$ = build_mod(b, $1, MOD_FROM_DATE, @2, $3); }
  | change "till och med" moment            { $$ = build_mod(b, $1, MOD_TO_DATE, @2, $3); }
  ;
changed:
    name                        { $$ = build_item(b, @1, $1); }
  | name "för" scope            { $$ = build_mod(b, build_item(b, @1, $1), MOD_FOR, @2, $3); }
  | NAME "." NAME               { $$ = build_item(b, @$, build_member(b, @$, @1, $1, @3, $3)); }
  | NAME "." NAME "för" scope   { $$ = build_mod(b, build_item(b, @$, build_member(b, @$, @1, $1, @3, $3)), MOD_FOR, @4, $5); }
  | "målvärde för" name         { $$ = build_changed(b, @$, STR_LIT("målvärde"), @1, $2); }
  | "tolerans för" name         { $$ = build_changed(b, @$, STR_LIT("tolerans"), @1, $2); }
  | "gräns för" name "i" name   { $$ = build_mod(b, build_changed(b, @$, STR_LIT("gräns"), @1, $4), MOD_ON, @2, $2); }
  ;
vary:
    name "från" sum "till" sum "i steg om" sum
        { $$ = build_mod(b, build_mod(b, build_mod(b, build_item(b, @1, $1), MOD_FROM, @2, $3), MOD_UNTIL, @4, $5), MOD_IN_STEPS, @6, $7); }
  ;
draw:
    name NAME "(" args ")" { $$ = build_mod(b, build_item(b, @1, $1), MOD_LIKE, @2, build_call(b, @2, @2, $2, $4)); }
  | draw "samvarierar med" name sum { $$ = build_mod(b, build_mod(b, $1, MOD_TOGETHER, @2, $3), MOD_STRENGTH, @4, $4); }
  ;
seek:
    "högsta" name "så att" expr { $$ = build_mod(b, build_mod(b, build_item(b, @2, $2), MOD_HIGHEST, @1, NULL), MOD_SO_THAT, @3, $4); }
  | "lägsta" name "så att" expr { $$ = build_mod(b, build_mod(b, build_item(b, @2, $2), MOD_LOWEST, @1, NULL), MOD_SO_THAT, @3, $4); }
  | "högsta" name "mellan" sum "och" sum "så att" expr { $$ = build_seek(b, build_item(b, @2, $2), MOD_HIGHEST, @1, $4, $6, @7, $8); }
  | "lägsta" name "mellan" sum "och" sum "så att" expr { $$ = build_seek(b, build_item(b, @2, $2), MOD_LOWEST, @1, $4, $6, @7, $8); }
  ;

/* ---------------------------------------------------------------- small parts */

name: NAME { $$ = build_name(b, @1, $1); } ;
text: TEXT { $$ = build_text(b, @1, $1); } ;

names:
    name           { $$ = build_items(b, build_item(b, @1, $1)); }
  | names "," name { $$ = build_items_add(b, $1, build_item(b, @3, $3)); }
  ;
tags:
    name           { $$ = build_items(b, build_item(b, @1, $1)); }
  | text           { $$ = build_items(b, build_item(b, @1, $1)); }
  | tags "," name  { $$ = build_items_add(b, $1, build_item(b, @3, $3)); }
  | tags "," text  { $$ = build_items_add(b, $1, build_item(b, @3, $3)); }
  ;
texts:
    text           { $$ = build_items(b, build_item(b, @1, $1)); }
  | texts "," text { $$ = build_items_add(b, $1, build_item(b, @3, $3)); }
  ;
name_seq:
    name              { $$ = build_exprs(b, $1); }
  | name_seq "," name { $$ = build_exprs_add(b, $1, $3); }
  ;
text_seq:
    text              { $$ = build_exprs(b, $1); }
  | text_seq "," text { $$ = build_exprs_add(b, $1, $3); }
  ;
names_list: name_seq { $$ = build_list(b, @1, $1); } ;
texts_list: text_seq { $$ = build_list(b, @1, $1); } ;

/* A unit or a column's type: kr, %, kr/elev, datum. */
unit:
    name          { $$ = $1; }
  | "%"           { $$ = build_name(b, @1, STR_LIT("%")); }
  | NAME "/" NAME { $$ = build_quotient_name(b, @$, $1, $3); }
  ;

/* A point or stretch of time; a bare number is a year. */
moment:
    year
  ;
year:
    NUMBER
  | TIME
  | "mandatperioden" { $$ = build_mandate(b, @1); }
  | range
  ;
time: TIME ;

range:
    NUMBER RANGE NUMBER { $$ = build_range(b, @$, $1, $3); }
  | TIME RANGE TIME     { $$ = build_range(b, @$, $1, $3); }
  ;

scopes:
    scope              { $$ = build_items(b, build_item(b, @1, $1)); }
  | scopes "," scope   { $$ = build_items_add(b, $1, build_item(b, @3, $3)); }
  | scopes "och" scope { $$ = build_items_add(b, $1, build_item(b, @3, $3)); }
  ;
scope_seq:
    scope               { $$ = build_exprs(b, $1); }
  | scope_seq "," scope { $$ = build_exprs_add(b, $1, $3); }
  ;
scope:
    scope_item
  | "varje" scope_item { $$ = build_scope_each(b, @$, $2); }
  ;
scope_item:
    name            { $$ = build_scope(b, @1, $1, false); }
  | NAME "." NAME   { $$ = build_scope(b, @$, build_member(b, @$, @1, $1, @3, $3), false); }
  | "enbart" name   { $$ = build_scope(b, @$, $2, true); }
  ;

exprs:
    expr           { $$ = build_exprs(b, $1); }
  | exprs "," expr { $$ = build_exprs_add(b, $1, $3); }
  ;

/* ---------------------------------------------------------------- expressions, loosest first */

expr: or_expr ;

or_expr:
    and_expr
  | or_expr "eller" and_expr { $$ = build_binary(b, @$, OP_OR, $1, @2, $3); }
  ;
and_expr:
    not_expr
  | and_expr "och" not_expr { $$ = build_binary(b, @$, OP_AND, $1, @2, $3); }
  ;
not_expr:
    comparison
  | quantified
  | "inte" not_expr { $$ = build_unary(b, @$, OP_NOT, $2); }
  ;
comparison:
    sum
  | "finns" sum                     { $$ = build_unary(b, @$, OP_EXISTS, $2); }
  | sum "=" sum                     { $$ = build_binary(b, @$, OP_EQ, $1, @2, $3); }
  | sum "<>" sum                    { $$ = build_binary(b, @$, OP_NE, $1, @2, $3); }
  | sum "<" sum                     { $$ = build_binary(b, @$, OP_LT, $1, @2, $3); }
  | sum "<=" sum                    { $$ = build_binary(b, @$, OP_LE, $1, @2, $3); }
  | sum ">" sum                     { $$ = build_binary(b, @$, OP_GT, $1, @2, $3); }
  | sum ">=" sum                    { $$ = build_binary(b, @$, OP_GE, $1, @2, $3); }
  | sum "är minst" sum              { $$ = build_binary(b, @$, OP_GE, $1, @2, $3); }
  | sum "är högst" sum              { $$ = build_binary(b, @$, OP_LE, $1, @2, $3); }
  | sum "är exakt" sum              { $$ = build_binary(b, @$, OP_EQ, $1, @2, $3); }
  | sum "är över" sum               { $$ = build_binary(b, @$, OP_GT, $1, @2, $3); }
  | sum "är under" sum              { $$ = build_binary(b, @$, OP_LT, $1, @2, $3); }
  | sum "är bättre än" sum          { $$ = build_binary(b, @$, OP_BETTER, $1, @2, $3); }
  | sum "är sämre än" sum           { $$ = build_binary(b, @$, OP_WORSE, $1, @2, $3); }
  | sum "bättre än" sum             { $$ = build_binary(b, @$, OP_BETTER, $1, @2, $3); }
  | sum "sämre än" sum              { $$ = build_binary(b, @$, OP_WORSE, $1, @2, $3); }
  | sum "är mellan" sum "och" sum   { $$ = build_between(b, @$, $1, $3, $5); }
  | sum "mellan" sum "och" sum      { $$ = build_between(b, @$, $1, $3, $5); }
  | sum "är" is_level               { $$ = build_is(b, @$, $1, IS_EXACTLY, false, $3); }
  | sum "är" is_level "eller bättre" { $$ = build_is(b, @$, $1, IS_OR_BETTER, false, $3); }
  | sum "är" is_level "eller sämre" { $$ = build_is(b, @$, $1, IS_OR_WORSE, false, $3); }
  | sum "är inte" is_level          { $$ = build_is(b, @$, $1, IS_EXACTLY, true, $3); }
  | sum "är ej bedömbar"            { $$ = build_is(b, @$, $1, IS_NOT_ASSESSABLE, false, NULL); }
  | sum "utlöses"                   { $$ = build_is(b, @$, $1, IS_TRIGGERED, false, NULL); }
  | sum "utlöses inte"              { $$ = build_is(b, @$, $1, IS_TRIGGERED, true, NULL); }
  | sum "i" in_single               { $$ = build_in(b, @$, $1, build_exprs(b, $3), false); }
  | sum "i" "(" in_items ")"        { $$ = build_in(b, @$, $1, $4, false); }
  | sum "inte i" in_single          { $$ = build_in(b, @$, $1, build_exprs(b, $3), true); }
  | sum "inte i" "(" in_items ")"   { $$ = build_in(b, @$, $1, $4, true); }
  ;
is_level:
    name
  | "saknas"        { $$ = build_leaf(b, @1, EXPR_MISSING); }
  | "ej tillämplig" { $$ = build_leaf(b, @1, EXPR_NOT_APPLICABLE); }
  | "okänt"         { $$ = build_truth(b, @1, TRUTH_UNKNOWN); }
  | "ja"            { $$ = build_truth(b, @1, TRUTH_YES); }
  | "nej"           { $$ = build_truth(b, @1, TRUTH_NO); }
  ;
in_single:
    range
  | NUMBER
  | set_name
  | text
  | time
  | "mandatperioden" { $$ = build_mandate(b, @1); }
  ;
in_items:
    in_item              { $$ = build_exprs(b, $1); }
  | in_items ";" in_item { $$ = build_exprs_add(b, $1, $3); }
  ;
in_item: sum | range ;

quantified:
    counted "är" is_level                { $$ = build_quantified(b, @$, $1, $3, IS_EXACTLY, NULL); }
  | counted "är" is_level "eller bättre" { $$ = build_quantified(b, @$, $1, $3, IS_OR_BETTER, NULL); }
  | counted "är" is_level "eller sämre"  { $$ = build_quantified(b, @$, $1, $3, IS_OR_WORSE, NULL); }
  | counted "har" not_expr               { $$ = build_quantified(b, @$, $1, NULL, IS_EXACTLY, $3); }
  ;
counted:
    quant                              { $$ = $1; }
  | quant name                         { $$ = build_counted(b, $1, $2, NULL); }
  | quant "av" set_name                { $$ = build_counted(b, $1, $3, NULL); }
  | quant "av" set_name "där" "(" expr ")" { $$ = build_counted(b, $1, $3, $6); }
  ;
quant:
    "alla"          { $$ = build_quant(b, @$, QUANT_ALL, NULL); }
  | "ingen"         { $$ = build_quant(b, @$, QUANT_NONE, NULL); }
  | "minst hälften" { $$ = build_quant(b, @$, QUANT_HALF, NULL); }
  | "minst" NUMBER  { $$ = build_quant(b, @$, QUANT_AT_LEAST, $2); }
  | "högst" NUMBER  { $$ = build_quant(b, @$, QUANT_AT_MOST, $2); }
  | "exakt" NUMBER  { $$ = build_quant(b, @$, QUANT_EXACTLY, $2); }
  ;
set_name:
    name
  | NAME "." NAME { $$ = build_member(b, @$, @1, $1, @3, $3); }
  | NAME "." NAME "." NAME { $$ = build_member_of(b, @$, build_member(b, @$, @1, $1, @3, $3), @5, $5); }
  ;

sum:
    term
  | sum "+" term { $$ = build_binary(b, @$, OP_ADD, $1, @2, $3); }
  | sum "-" term { $$ = build_binary(b, @$, OP_SUB, $1, @2, $3); }
  ;
term:
    unary
  | term "*" unary { $$ = build_binary(b, @$, OP_MUL, $1, @2, $3); }
  | term "/" unary { $$ = build_binary(b, @$, OP_DIV, $1, @2, $3); }
  ;
unary:
    postfix
  | "-" unary { $$ = build_unary(b, @$, OP_NEG, $2); }
  ;
postfix:
    primary
  | postfix "för" scope { $$ = build_for(b, @$, $1, $3); }
  ;
primary:
    NUMBER
  | time
  | "mandatperioden"      { $$ = build_mandate(b, @1); }
  | text
  | "saknas"              { $$ = build_leaf(b, @1, EXPR_MISSING); }
  | "ej tillämplig"       { $$ = build_leaf(b, @1, EXPR_NOT_APPLICABLE); }
  | "ja"                  { $$ = build_truth(b, @1, TRUTH_YES); }
  | "nej"                 { $$ = build_truth(b, @1, TRUTH_NO); }
  | "okänt"               { $$ = build_truth(b, @1, TRUTH_UNKNOWN); }
  | name
  | NAME "." NAME         { $$ = build_member(b, @$, @1, $1, @3, $3); }
  | NAME "." NAME "." NAME { $$ = build_member_of(b, @$, build_member(b, @$, @1, $1, @3, $3), @5, $5); }
  | NAME "(" args ")"     { $$ = build_call(b, @$, @1, $1, $3); }
  | NAME "(" args "där" expr ")" { $$ = build_call_where(b, build_call(b, @$, @1, $1, $3), $5); }
  | NAME "(" args "vägt med" expr ")" { $$ = build_call_weight(b, build_call(b, @$, @1, $1, $3), $5); }
  | "(" expr ")"          { $$ = build_parens(b, @$, $2); }
  ;
args:
    %empty       { $$ = build_exprs(b, NULL); }
  | arg          { $$ = build_exprs(b, $1); }
  | args ";" arg { $$ = build_exprs_add(b, $1, $3); }
  ;
arg:
    expr
  | "saknad bryter"      { $$ = build_word(b, @1, STR_LIT("saknad bryter")); }
  | "saknad hoppas över" { $$ = build_word(b, @1, STR_LIT("saknad hoppas över")); }
  ;

%%

static void styr_error(Span *span, Builder *b, const char *message)
{
    build_memory_error(b, *span, message);
}

/* Hands the unexpected token and what was expected to build.c, which knows how to say it. */
static int yyreport_syntax_error(const yypcontext_t *context, Builder *b)
{
    enum { MOST = 64 };
    yysymbol_kind_t expected[MOST];
    const char *names[MOST];
    int count = yypcontext_expected_tokens(context, expected, MOST);
    for (int i = 0; i < count; i++)
        names[i] = yysymbol_name(expected[i]);
    build_syntax_error(b, *yypcontext_location(context), yysymbol_name(yypcontext_token(context)), names, count > 0 ? (size_t)count : 0);
    return 0;
}
