/* ledger_data.c: makes the ledger that `make bench` measures on: the same rows for the same arguments, on every machine.
 * Writes CSV as municipalities have it, and the same rows as packed numbers for peers that are given their tables in memory. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data.h"

enum { MONTHS = 60, FIRST_YEAR = 2021, COMMITTEES = 12, ACCOUNTS = 900, UNITS = 2000 };

static const char *const committees[COMMITTEES] = {
    "Barn- och utbildningsnämnden", "Socialnämnden", "Samhällsbyggnadsnämnden", "Gymnasienämnden", "Vård- och omsorgsnämnden", "Tekniska nämnden",
    "Kultur- och fritidsnämnden", "Miljönämnden", "Arbetsmarknadsnämnden", "Räddningsnämnden", "Överförmyndarnämnden", "Valnämnden",
};
/* Of 256 rows: a few committees have most of them. */
static const uint8_t committee_shares[COMMITTEES] = {74, 54, 32, 24, 18, 15, 12, 9, 7, 5, 4, 2};
static const char *const kinds[] = {"utfall", "budget", "prognos"};

typedef struct LedgerRow { uint16_t month; uint8_t day, committee; int32_t account; uint16_t unit; uint8_t kind; int64_t amount; } LedgerRow;

static uint8_t committee_of[256];

static void prepare(void)
{
    for (size_t i = 0, at = 0; i < COMMITTEES; i++)
        for (size_t n = 0; n < committee_shares[i]; n++)
            committee_of[at++] = (uint8_t)i;
}

/* Amounts from 1 öre to 1.6 million kronor, small ones as common as large; one in sixteen is a correction. */
static int64_t amount_of(uint64_t bits)
{
    int64_t amount = (int64_t)(1 + (bits & 0xffff) * 10000 / 65536) << ((bits >> 16 & 0xff) * 15 / 256);
    return (bits >> 24 & 15) == 0 ? -amount : amount;
}

/* Row number `row` of `rows`: a function of its arguments only. */
static LedgerRow row_of(uint64_t row, uint64_t rows, bool sorted)
{
    uint64_t a = bench_random(row * 2), b = bench_random(row * 2 + 1);
    uint32_t skewed = (uint32_t)((a & 0xffff) * (a >> 16 & 0xffff) >> 16) * ACCOUNTS >> 16;
    uint32_t account = skewed * 607 % ACCOUNTS, kind = (uint32_t)(a >> 40 & 0xff) * 20 / 256;
    return (LedgerRow){
        .month = (uint16_t)(sorted ? row * MONTHS / rows : (b >> 32 & 0xffff) * MONTHS >> 16),
        .day = (uint8_t)(1 + (b >> 48 & 0xff) * 28 / 256),
        .committee = committee_of[a >> 32 & 0xff],
        .account = (int32_t)(3000 + account * 6 + account % 3),
        .unit = (uint16_t)(1000 + ((a >> 48) * UNITS >> 16)),
        .kind = kind < 17 ? 0 : kind < 19 ? 1 : 2,
        .amount = amount_of(b),
    };
}

static char *put_amount(char *to, int64_t amount)
{
    if (amount < 0) {
        *to++ = '-';
        amount = -amount;
    }
    to = bench_put_number(to, (uint64_t)amount / 100, 1);
    *to++ = ',';
    return bench_put_number(to, (uint64_t)amount % 100, 2);
}

/* datum;nämnd;konto;ansvar;slag;belopp */
static char *put_csv(char *to, const LedgerRow *row)
{
    to = bench_put_number(to, FIRST_YEAR + row->month / 12, 4);
    *to++ = '-';
    to = bench_put_number(to, row->month % 12 + 1, 2);
    *to++ = '-';
    to = bench_put_number(to, row->day, 2);
    *to++ = ';';
    to = stpcpy(to, committees[row->committee]);
    *to++ = ';';
    to = bench_put_number(to, (uint64_t)row->account, 4);
    *to++ = ';';
    to = bench_put_number(to, row->unit, 4);
    *to++ = ';';
    to = stpcpy(to, kinds[row->kind]);
    *to++ = ';';
    to = put_amount(to, row->amount);
    *to++ = '\n';
    return to;
}

/* 18 bytes, little-endian: month 0…59, committee 0…11, account, unit, kind 0…2, amount in öre. */
static char *put_packed(char *to, const LedgerRow *row)
{
    memcpy(to, &row->month, 2);
    to[2] = (char)row->committee;
    memcpy(to + 3, &row->account, 4);
    memcpy(to + 7, &row->unit, 2);
    to[9] = (char)row->kind;
    memcpy(to + 10, &row->amount, 8);
    return to + 18;
}

int main(int argc, char **argv)
{
    if (argc < 4 || atoll(argv[1]) < 1 || (strcmp(argv[2], "sorterad") != 0 && strcmp(argv[2], "blandad") != 0)) {
        fprintf(stderr, "ledger_data RADER sorterad|blandad CSV [PACKAD]\n");
        return 2;
    }
    uint64_t rows = strtoull(argv[1], NULL, 10);
    bool sorted = strcmp(argv[2], "sorterad") == 0;
    BenchFile csv = bench_open(argv[3]), packed = argc > 4 ? bench_open(argv[4]) : (BenchFile){0};
    prepare();
    bench_written(&csv, stpcpy(bench_room(&csv), "datum;nämnd;konto;ansvar;slag;belopp\n"));
    for (uint64_t i = 0; i < rows; i++) {
        LedgerRow row = row_of(i, rows, sorted);
        bench_written(&csv, put_csv(bench_room(&csv), &row));
        if (packed.file)
            bench_written(&packed, put_packed(bench_room(&packed), &row));
    }
    bench_close(&csv);
    bench_close(&packed);
    return 0;
}
