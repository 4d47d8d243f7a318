/* template.c: the files of a new model: small, but with everything that a real one has, and data that gives both flagged and clean results.
 * The rule files stand in the one layout (`styr formatera` leaves them unchanged). Written by init.c. */
#include "cmd/template.h"

#include <stddef.h>

static const char readme[] =
    "# En liten styrmodell att börja med\n"
    "\n"
    "Mappen är komplett och går att köra direkt. Siffrorna är påhittade.\n"
    "\n"
    "    styr kör --per 2025-08                      vad som avviker till och med augusti 2025\n"
    "    styr förklara underskott --per 2025-08      hur resultatet räknades fram, rad för rad\n"
    "    styr årshjul --år 2025                      årets hållpunkter, månad för månad\n"
    "    styr granska                                kontrollerar modellen utan data\n"
    "    styr testa                                  kör testerna i modellen\n"
    "\n"
    "| fil | innehåll |\n"
    "| --- | --- |\n"
    "| `styrmodell.styr` | det gemensamma: organ, tabeller, budgetavvikelse och regeln om underskott |\n"
    "| `bun.styr` | en nämnds egna indikatorer och mål |\n"
    "| `årshjul.styr` | hållpunkterna: vad som ska göras, av vem och när |\n"
    "| `data/budget.csv` | budget för helåret, en rad per nämnd |\n"
    "| `data/prognos.csv` | prognoser för helåret, en rad per nämnd och prognostillfälle |\n"
    "| `data/planer.csv` | beslutade åtgärdsplaner och vad de väntas ge |\n"
    "| `data/nyckeltal.csv` | nyckeltal, en rad per år |\n"
    "| `data/bedömningar.csv` | det som nämnden har bedömt utan siffror, med motivering |\n"
    "| `data/utfört.csv` | vad som är gjort, av vem och vilken dag |\n"
    "| `data/sammanträden.csv`, `data/händelser.csv` | dagar som hållpunkter räknas från |\n"
    "\n"
    "Så här går du vidare:\n"
    "\n"
    "1. Byt namnen på organen i `styrmodell.styr` mot kommunens egna.\n"
    "2. Lägg en export ur ekonomisystemet i mappen `data` och kör `styr data FIL`. Då får du en färdig tabell att klistra in.\n"
    "3. Ändra gränserna i `bedöms som` och `målvärde` till dem som fullmäktige och nämnderna har beslutat, och skriv `källa` efter varje.\n"
    "4. Byt hållpunkterna i `årshjul.styr` mot dem i er årsplan, och skriv en rad i `data/utfört.csv` när något är gjort.\n"
    "5. Skriv ett test för varje gräns och kör `styr testa`.\n";

static const char shared_rules[] =
    "# Kommunens gemensamma del: vilka organ som finns, hur det går för ekonomin och vad som händer när det avviker.\n"
    "# Siffrorna i mappen data är påhittade. Byt ut dem, namnen och gränserna mot era egna.\n"
    "styrmodell exempel \"Styrmodell för Exempelkommunen\"\n"
    "    mandatperiod  2023–2026\n"
    "    gäller från och med 2023-01-01\n"
    "\n"
    "organ KF \"Kommunfullmäktige\" är fullmäktige\n"
    "organ KS \"Kommunstyrelsen\" är styrelse under KF\n"
    "organ BUN \"Barn- och utbildningsnämnden\" är nämnd under KF\n"
    "organ SN \"Socialnämnden\" är nämnd under KF\n"
    "\n"
    "# Budget och prognos för helåret, en rad per nämnd. Kostnader står med minus.\n"
    "tabell budget \"Budget\"\n"
    "    från          \"data/budget.csv\"\n"
    "    tecken kostnader negativa\n"
    "    kolumn        \"År\"         som år     period\n"
    "    kolumn        \"Nämnd\"      som nämnd  organ\n"
    "    kolumn        \"Belopp tkr\" som belopp tkr\n"
    "\n"
    "tabell prognos \"Helårsprognos\"\n"
    "    från          \"data/prognos.csv\"\n"
    "    tecken kostnader negativa\n"
    "    # Varje prognos görs vid ett tillfälle; den senaste som inte är nyare än datumet räknas.\n"
    "    kolumn        \"Prognos per\" som tillfälle tillfälle\n"
    "    kolumn        \"År\"          som år        period\n"
    "    kolumn        \"Nämnd\"       som nämnd     organ\n"
    "    kolumn        \"Belopp tkr\"  som belopp    tkr\n"
    "\n"
    "# Nämndernas beslutade åtgärdsplaner: deras effekt räknas av mot underskottet.\n"
    "tabell planer \"Åtgärdsplaner\"\n"
    "    från          \"data/planer.csv\" i rollen åtgärdsplaner\n"
    "    kolumn        \"Nämnd\"      som nämnd    organ\n"
    "    kolumn        \"Regel\"      som regel    text\n"
    "    kolumn        \"Beslutad\"   som beslutad datum\n"
    "    kolumn        \"Effekt tkr\" som effekt   tkr\n"
    "\n"
    "# Vem som får besluta. Besluten i data/beslut.csv prövas mot beslutanderätten: av rätt organ, och inom ramen.\n"
    "tabell beslut \"Beslut\"\n"
    "    från          \"data/beslut.csv\" i rollen beslut\n"
    "    kolumn        \"Datum\"       som datum   datum\n"
    "    kolumn        \"Organ\"       som organ   organ\n"
    "    kolumn        \"Ärende\"      som ärende  text\n"
    "    kolumn        \"Slag\"        som slag    text\n"
    "    kolumn        \"Ändring tkr\" som ändring tkr\n"
    "\n"
    "beslutanderätt omfördelning \"Omfördelning mellan investeringsprojekt\"\n"
    "    hos           KS\n"
    "    där           beslut.slag = \"investeringsprojekt\"\n"
    "    villkor       summa(beslut.ändring) = 0 kr\n"
    "    källa         \"Styrmodell för Exempelkommunen\" avsnitt \"5.3\"\n"
    "\n"
    "parameter delegationsgräns \"Vad en nämnd hanterar själv\" = 500 tkr\n"
    "\n"
    "indikator budgetavvikelse \"Prognos mot budget, helår\"\n"
    "    enhet         tkr\n"
    "    per           månad\n"
    "    för varje     nämnd\n"
    "    beräknas som  helår(summa(prognos.belopp)) - helår(summa(budget.belopp))\n"
    "    bedöms som    grön när värde är minst 0 kr,\n"
    "                  gul när värde är minst -1 % * abs(helår(summa(budget.belopp))),\n"
    "                  annars röd\n"
    "\n"
    "regel underskott \"Befarat underskott kräver åtgärdsplan\"\n"
    "    för varje     nämnd\n"
    "    när           budgetavvikelse är röd och budgetavvikelse < -delegationsgräns\n"
    "    meddelande    \"Prognosen för helåret är {budgetavvikelse} mot budget. Mer än {delegationsgräns} får nämnden inte hantera själv.\"\n"
    "    kräver        åtgärdsplan från nämnden till KS senast 31 oktober med effekt minst -budgetavvikelse\n"
    "    källa         \"Styrmodell för Exempelkommunen\" avsnitt \"4.2\"\n"
    "\n"
    "test litet-underskott-är-gult \"Underskott under 1 % är gult och kräver inget\"\n"
    "    per           2025-08\n"
    "    givet         budget: år, nämnd, belopp\n"
    "                  2025, SN, -100 mnkr\n"
    "    givet         prognos: tillfälle, år, nämnd, belopp\n"
    "                  2025-08, 2025, SN, -100,4 mnkr\n"
    "    förvänta      budgetavvikelse för SN är gul\n"
    "    förvänta      inte underskott för SN utlöses\n"
    "\n"
    "test stort-underskott-kräver-plan \"Underskott över 1 % är rött och kräver åtgärdsplan\"\n"
    "    per           2025-08\n"
    "    givet         budget: år, nämnd, belopp\n"
    "                  2025, SN, -100 mnkr\n"
    "    givet         prognos: tillfälle, år, nämnd, belopp\n"
    "                  2025-08, 2025, SN, -104 mnkr\n"
    "    förvänta      budgetavvikelse för SN är röd\n"
    "    förvänta      underskott för SN utlöses\n";

static const char committee_rules[] =
    "# Barn- och utbildningsnämndens egna mål. En nämnd kan ha en egen fil som den här.\n"
    "nivå nämndmål beslutas av nämnden\n"
    "\n"
    "tabell nyckeltal \"Nyckeltal\"\n"
    "    från          \"data/nyckeltal.csv\"\n"
    "    kolumn        \"År\"        som år    period\n"
    "    kolumn        \"Nämnd\"     som nämnd organ\n"
    "    kolumn        \"Nyckeltal\" som mått  text\n"
    "    kolumn        \"Värde\"     som värde %\n"
    "\n"
    "indikator behörighet \"Behöriga till yrkesprogram, åk 9\"\n"
    "    enhet         %\n"
    "    per           år\n"
    "    för           BUN\n"
    "    ansvarig      BUN\n"
    "    beräknas som  senaste(nyckeltal.värde där mått = \"behörighet\")\n"
    "    målvärde      2024: minst 84 %, 2025: minst 85 %\n"
    "    tolerans      2 procentenheter\n"
    "\n"
    "indikator trygghet \"Elever som känner sig trygga, åk 8\"\n"
    "    enhet         %\n"
    "    per           år\n"
    "    för           BUN\n"
    "    ansvarig      BUN\n"
    "    beräknas som  senaste(nyckeltal.värde där mått = \"trygghet\")\n"
    "    målvärde      2024: minst 90 %, 2025: minst 90 %\n"
    "\n"
    "mål kunskap \"Alla elever når kunskapsmålen\" är nämndmål\n"
    "    ansvarig      BUN\n"
    "    mäts med      behörighet vikt 2, trygghet\n"
    "    bedöms som    grön när minst hälften av indikatorer är gröna och ingen är röd,\n"
    "                  röd när minst hälften av indikatorer är röda,\n"
    "                  annars gul\n"
    "\n"
    "# Ett mål som människor bedömer. Senaste bedömningen gäller.\n"
    "mål delaktighet \"Eleverna är delaktiga i sin skola\" är nämndmål\n"
    "    ansvarig      BUN\n"
    "    avgörs av     bedömning\n"
    "\n"
    "tabell bedömningar \"Nämndens bedömningar\"\n"
    "    från          \"data/bedömningar.csv\" i rollen bedömningar\n"
    "    kolumn        \"Vad\"        som vad        text\n"
    "    kolumn        \"Avser\"      som avser      period\n"
    "    kolumn        \"Nivå\"       som nivå       text\n"
    "    kolumn        \"Datum\"      som datum      datum\n"
    "    kolumn        \"Motivering\" som motivering text\n"
    "\n"
    "test behörighet-nära-målet \"Behörighet inom toleransen är gul\"\n"
    "    givet         behörighet för BUN per år från 2024: 83 %, 86 %\n"
    "    förvänta      behörighet för BUN: gul, grön\n";

static const char calendar_rules[] =
    "# Årshjulet: vad som ska göras, av vem och när. Vad som är gjort skrivs upp i data/utfört.csv; datumen nedan är påhittade.\n"
    "tabell utfört \"Utfört\"\n"
    "    från          \"data/utfört.csv\" i rollen utfört\n"
    "    kolumn        \"Hållpunkt\" som hållpunkt text\n"
    "    kolumn        \"Organ\"     som organ     organ\n"
    "    kolumn        \"Datum\"     som datum     datum\n"
    "    kolumn        \"Avser\"     som avser     period\n"
    "\n"
    "tabell sammanträden \"Sammanträden\"\n"
    "    från          \"data/sammanträden.csv\" i rollen sammanträden\n"
    "    kolumn        \"Organ\" som organ organ\n"
    "    kolumn        \"Datum\" som datum datum\n"
    "\n"
    "tabell händelser \"Händelser\"\n"
    "    från          \"data/händelser.csv\" i rollen händelser\n"
    "    kolumn        \"Händelse\" som händelse text\n"
    "    kolumn        \"Organ\"    som organ    organ\n"
    "    kolumn        \"Datum\"    som datum    datum\n"
    "\n"
    "hållpunkt internkontrollplan \"Internkontrollplan\"\n"
    "    gäller från och med 2025-01-01\n"
    "    avser         året\n"
    "    ansvarig      varje nämnd\n"
    "    senast        31 december året före\n"
    "\n"
    "hållpunkt delårsrapport \"Delårsrapport\"\n"
    "    gäller från och med 2025-01-01\n"
    "    avser         januari–augusti\n"
    "    ansvarig      varje nämnd\n"
    "    till          KS\n"
    "    senast        20 oktober\n"
    "\n"
    "hållpunkt årsredovisning \"Årsredovisning\"\n"
    "    gäller från och med 2025-01-01\n"
    "    avser         året\n"
    "    ansvarig      KS\n"
    "    till          KF\n"
    "    senast        15 april\n"
    "\n"
    "hållpunkt uppföljning \"Ekonomisk uppföljning\"\n"
    "    gäller från och med 2025-01-01\n"
    "    återkommer    vid varje sammanträde\n"
    "    ansvarig      KS\n"
    "\n"
    "hållpunkt introduktion \"Introduktion av ny ordförande\"\n"
    "    återkommer efter \"ordförandebyte\"\n"
    "    ansvarig      varje nämnd\n"
    "    senast        2 månader efter \"ordförandebyte\"\n";

static const char budget[] =
    "År;Nämnd;Belopp tkr\n"
    "2025;Barn- och utbildningsnämnden;-412 300\n"
    "2025;Socialnämnden;-287 500\n";

static const char forecast[] =
    "Prognos per;År;Nämnd;Belopp tkr\n"
    "2025-04;2025;Barn- och utbildningsnämnden;-411 900\n"
    "2025-04;2025;Socialnämnden;-291 400\n"
    "2025-08;2025;Barn- och utbildningsnämnden;-411 600\n"
    "2025-08;2025;Socialnämnden;-292 100\n";

static const char plans[] =
    "Nämnd;Regel;Beslutad;Effekt tkr\n"
    "Socialnämnden;underskott;2025-06-17;1 500\n";

static const char decisions[] =
    "Datum;Organ;Ärende;Slag;Ändring tkr\n"
    "2025-05-13;Kommunstyrelsen;KS 2025/41;investeringsprojekt;-800\n"
    "2025-05-13;Kommunstyrelsen;KS 2025/41;investeringsprojekt;800\n";

static const char measures[] =
    "År;Nämnd;Nyckeltal;Värde\n"
    "2023;Barn- och utbildningsnämnden;behörighet;81,4\n"
    "2023;Barn- och utbildningsnämnden;trygghet;89,2\n"
    "2024;Barn- och utbildningsnämnden;behörighet;82,9\n"
    "2024;Barn- och utbildningsnämnden;trygghet;91,5\n";

static const char done[] =
    "Hållpunkt;Organ;Datum;Avser\n"
    "internkontrollplan;Barn- och utbildningsnämnden;2024-12-10;2025\n"
    "internkontrollplan;Socialnämnden;2024-12-17;2025\n"
    "uppföljning;Kommunstyrelsen;2025-06-03;\n";

static const char meetings[] =
    "Organ;Datum\n"
    "Kommunstyrelsen;2025-06-03\n"
    "Kommunstyrelsen;2025-09-09\n";

static const char events[] =
    "Händelse;Organ;Datum\n"
    "ordförandebyte;Socialnämnden;2025-05-20\n";

static const char judgements[] =
    "Vad;Avser;Nivå;Datum;Motivering\n"
    "delaktighet;2025-T1;gul;2025-06-10;Två skolor saknar elevråd\n";

const TemplateFile template_files[] = {
    {"LÄSMIG.md", readme},
    {"styrmodell.styr", shared_rules},
    {"bun.styr", committee_rules},
    {"årshjul.styr", calendar_rules},
    {"data/budget.csv", budget},
    {"data/prognos.csv", forecast},
    {"data/planer.csv", plans},
    {"data/beslut.csv", decisions},
    {"data/nyckeltal.csv", measures},
    {"data/bedömningar.csv", judgements},
    {"data/utfört.csv", done},
    {"data/sammanträden.csv", meetings},
    {"data/händelser.csv", events},
    {NULL, NULL},
};
