/* progress.c: how far the reading has come, on one line of a terminal that is drawn again and taken away. Called by the readers through Effort. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cmd/command.h"
#include "text/render.h"

#define QUIET_NS ((int64_t)500000000)      /* work that is done by then shows nothing */
#define REDRAW_NS ((int64_t)100000000)
#define BAR_CELLS 20
#define GUESS_SHARE 10                     /* thousandths: less says too little about the time left */

static struct Shown {
    Lang lang;
    int64_t started, drawn;      /* clock; when the first file began, and the last drawing */
    const char *file;
    int64_t file_started;
    bool on_screen;
} shown;

void progress_end(void)
{
    if (!shown.on_screen)
        return;
    StrBuf text = {0};
    strbuf_puts(&text, "\r\033[K");
    put_stderr(strbuf_str(&text));
    strbuf_free(&text);
    shown.on_screen = false;
}

static size_t screen_width(void)
{
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

static void put_bar(StrBuf *out, uint64_t share)
{
    for (uint64_t i = 0; i < BAR_CELLS; i++)
        strbuf_puts(out, i * 1000 < share * BAR_CELLS ? "█" : "░");
}

static void put_left(StrBuf *out, uint64_t seconds, Lang lang)
{
    strbuf_puts(out, " · ");
    if (seconds >= 60)
        strbuf_printf(out, "%llu min ", (unsigned long long)seconds / 60);
    strbuf_printf(out, "%llu s %s", (unsigned long long)seconds % 60, message(MSG_LEFT, lang));
}

static void draw(const Progress *progress, int64_t now)
{
    StrBuf line = {0}, text = {0};
    uint64_t milliseconds = (uint64_t)(now - shown.file_started) / 1000000 + 1, rate = progress->bytes / milliseconds;     /* bytes a ms: kB/s */
    uint64_t share = progress->all_bytes ? progress->bytes / (progress->all_bytes / 1000 + 1) : 0;
    put_shown(&line, str_of(progress->shown));
    strbuf_putc(&line, ' ');
    put_bar(&line, share);
    strbuf_printf(&line, " %llu %% · ", (unsigned long long)share / 10);
    put_thousands(&line, progress->rows);
    strbuf_printf(&line, " %s · %llu MB/s", message(MSG_ROWS, shown.lang), (unsigned long long)rate / 1000);
    if (rate && share >= GUESS_SHARE && progress->all_bytes > progress->bytes)
        put_left(&line, (progress->all_bytes - progress->bytes) / rate / 1000, shown.lang);
    Str rest = strbuf_str(&line), first = wrap_next(&rest, screen_width() - 1);
    strbuf_printf(&text, "\r\033[K" STR_FMT, STR_ARG(first));
    put_stderr(strbuf_str(&text));
    strbuf_free(&line);
    strbuf_free(&text);
    shown.drawn = now;
    shown.on_screen = true;
}

static void progress_tell(void *self, const Progress *progress)
{
    (void)self;
    int64_t now = effort_clock();
    if (progress->shown != shown.file) {
        shown.file = progress->shown;
        shown.file_started = now;
    }
    if (progress->done)
        progress_end();
    else if (progress->bytes && now - shown.started >= QUIET_NS && now - shown.drawn >= REDRAW_NS)
        draw(progress, now);
}

void progress_watch(Command *command, Effort *effort)
{
    const char *term = getenv("TERM");
    shown = (struct Shown){.lang = command->lang, .started = effort_clock()};
    if (isatty(STDERR_FILENO) && !command->values[OPT_SHORT] && !(term && strcmp(term, "dumb") == 0))
        effort->progress = progress_tell;
}
