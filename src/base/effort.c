/* effort.c: time spent by stage, and how many threads are worth their start. */
#include "base/effort.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"

int64_t effort_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t effort_file_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t effort_spend(Effort *effort, Stage stage, int64_t from)
{
    int64_t now = effort_clock();
    if (effort)
        effort->spent[stage] += now - from;
    return now;
}

int64_t effort_spent(const Effort *effort)
{
    int64_t all = 0;
    for (Stage stage = 0; effort && stage < STAGE_COUNT; stage++)
        all += effort->spent[stage];
    return all;
}

int64_t effort_spend_around(Effort *effort, Stage stage, int64_t from, int64_t spent_before)
{
    int64_t within = effort_spent(effort) - spent_before, now = effort_spend(effort, stage, from);
    if (effort)
        effort->spent[stage] -= within;
    return now;
}

TableEffort *effort_table(Effort *effort, const char *shown)
{
    static _Thread_local TableEffort untold;
    for (size_t i = 0; effort && i < effort->table_count; i++)
        if (effort->tables[i].shown == shown)
            return &effort->tables[i];
    if (!effort || effort->table_count == EFFORT_TABLES)
        return &untold;
    TableEffort *table = &effort->tables[effort->table_count++];
    *table = (TableEffort){.shown = shown};
    return table;
}

unsigned effort_processors(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? (unsigned)CPU_COUNT(&set) : 1;
}

unsigned effort_threads(const Effort *effort, size_t rows)
{
    unsigned asked = effort ? effort->threads : 1;
    if (asked)
        return asked;
    size_t worth = rows / EFFORT_SERIAL_ROWS, most = effort_processors();
    return (unsigned)(worth < 1 ? 1 : worth < most ? worth : most);
}

bool effort_stopped(const Effort *effort)
{
    memory_watch();                    /* whatever takes long asks this, wherever it is */
    return effort && effort->stop && *effort->stop;
}

const char *stage_name(Stage stage, bool english)
{
    static const char *const names[STAGE_COUNT][2] = {
        [STAGE_MODEL] = {"modell", "model"},       [STAGE_READ] = {"läsning", "reading"},  [STAGE_DICTIONARY] = {"ordlistor", "dictionaries"}, [STAGE_CACHE] = {"kolumnlager", "column cache"},
        [STAGE_COMPILE] = {"kompilering", "compiling"}, [STAGE_SCAN] = {"genomgång", "scan"}, [STAGE_CELLS] = {"celler", "cells"},
        [STAGE_REPORT] = {"rapport", "report"},
    };
    return names[stage][english];
}

bool engine_of(const char *word, Engine *out)
{
    static const struct { const char *word; Engine engine; } words[] = {
        {"auto", ENGINE_AUTO}, {"interp", ENGINE_INTERP}, {"kärna", ENGINE_KERNEL}, {"kernel", ENGINE_KERNEL}, {"jit", ENGINE_JIT},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, word) == 0) {
            *out = words[i].engine;
            return true;
        }
    return false;
}

void effort_from_environment(Effort *effort)
{
    const char *engine = getenv("STYR_MOTOR"), *reader = getenv("STYR_LASARE"), *threads = getenv("STYR_TRADAR");
    const char *least = getenv("STYR_CACHE_MINST");
    if (engine)
        engine_of(engine, &effort->engine);
    if (reader)
        effort->reading = strcmp(reader, "snabb") == 0 ? READING_FAST : strcmp(reader, "enkel") == 0 ? READING_PLAIN : READING_AUTO;
    if (threads && atoi(threads) > 0 && atoi(threads) <= 64)
        effort->threads = (unsigned)atoi(threads);
    if (least && *least)
        effort->cache_least = strtoull(least, NULL, 10);
}
