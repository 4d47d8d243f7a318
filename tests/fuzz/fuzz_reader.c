/* fuzz_reader.c: the fast reader of separated text against the reference, on random files. Usage: fuzz_reader SERIES COUNT [FIRST]. Deterministic: the same
 * series gives the same files. The first file that is read differently is left where the message says. */
#include "../unit/reader_fixture.h"

int main(int argc, char **argv)
{
    uint64_t series = argc > 1 ? strtoull(argv[1], NULL, 10) : 1, count = argc > 2 ? strtoull(argv[2], NULL, 10) : 1000;
    uint64_t first = argc > 3 ? strtoull(argv[3], NULL, 10) : 0, settled = 0, good = 0;
    char path[] = "/tmp/fuzz-reader-XXXXXX", said[8192];
    int descriptor = mkstemp(path);
    if (descriptor < 0)
        return 2;
    close(descriptor);
    for (uint64_t i = first; i < first + count; i++) {
        Tried tried = try_random(series, i, path, said, sizeof said);
        settled += tried.settled;
        good += tried.settled && tried.good;
        if (tried.difference) {
            printf("%s\n%s\n", path, said);
            return 1;
        }
    }
    unlink(path);
    printf("%llu filer, %llu avgjorda, %llu utan fel, 0 skillnader\n", (unsigned long long)count, (unsigned long long)settled, (unsigned long long)good);
    return 0;
}
