/* help.c: `styr hjälp`: the commands, or one of them, with examples; from the tables of commands and options. */
#include <string.h>

#include "cmd/command.h"
#include "report/diff.h"
#include "report/scenario.h"

#define INDENT ((size_t)2)

static void put_heading(Page *page, Msg heading)
{
    page_end(page);
    page_puts(page, TONE_STRONG, message(heading, page->lang));
    page_end(page);
}

/* Two columns without titles. */
static Grid pairs(Page *page)
{
    static const GridColumn columns[] = {{"", GRID_LEFT, false}, {"", GRID_LEFT, true}};
    Grid grid;
    grid_init(&grid, page->arena, columns, 2);
    return grid;
}

static void put_pair(Grid *grid, const char *left, const char *right)
{
    grid_cell(grid, str_of(left), TONE_PLAIN, 0);
    grid_cell(grid, str_of(right), TONE_PLAIN, 0);
}

/* Lines of "command<tab>what it shows". */
static void put_examples(Page *page, const char *examples)
{
    Grid grid = pairs(page);
    for (const char *line = examples; *line;) {
        size_t command = strcspn(line, "\t"), all = strcspn(line, "\n");
        grid_cell(&grid, (Str){line, command < all ? command : all}, TONE_STRONG, 0);
        grid_cell(&grid, command < all ? (Str){line + command + 1, all - command - 1} : STR_LIT(""), TONE_FAINT, 0);
        line += all + (line[all] == '\n');
    }
    grid_print(&grid, page, INDENT, true);
}

static const char *option_text(Page *page, const OptionInfo *option)
{
    const char *letter = option->letter ? arena_printf(page->arena, "-%c, ", option->letter) : "";
    const char *value = option->value[page->lang] ? arena_printf(page->arena, " %s", option->value[page->lang]) : "";
    return arena_printf(page->arena, "%s--%s%s", letter, option->name[page->lang], value);
}

/* The options of a command (or, for VERB_COUNT, those that belong to all). */
static void put_options(Page *page, Msg heading, bool common, VerbId verb)
{
    Grid grid = pairs(page);
    for (size_t i = 0; i < OPT_COUNT; i++) {
        bool everywhere = options[i].verbs == ~0u;
        if (everywhere == common && (common || options[i].verbs & 1u << verb))
            put_pair(&grid, option_text(page, &options[i]), options[i].about[page->lang]);
    }
    if (!grid.cells.count)
        return;
    put_heading(page, heading);
    grid_print(&grid, page, INDENT, true);
}

/* Of the verbs that write something else than reports. */
static void put_few_formats(Page *page, VerbId verb)
{
    static const char *const about[][3] = {{"text", "för människor", "for people"}, {"json", "för andra program", "for other programs"},
                                           {"junit", "XML för byggservrar", "XML for build servers"}};
    put_heading(page, MSG_HELP_FORMATS);
    Grid grid = pairs(page);
    for (size_t i = 0; i < (verb == VERB_TEST ? 3u : 2u); i++)
        put_pair(&grid, about[i][0], about[i][1 + page->lang]);
    grid_print(&grid, page, INDENT, true);
}

static void put_formats(Page *page, VerbId verb)
{
    if (verb == VERB_PROVE || verb == VERB_TEST)
        put_few_formats(page, verb);
    if (verb != VERB_RUN && verb != VERB_COMPARE && verb != VERB_SCENARIO)
        return;
    put_heading(page, MSG_HELP_FORMATS);
    Grid grid = pairs(page);
    for (size_t i = 0; verb == VERB_COMPARE && diff_formats[i]; i++)
        put_pair(&grid, diff_formats[i]->name, diff_formats[i]->about[page->lang]);
    for (size_t i = 0; verb == VERB_SCENARIO && scenario_formats[i]; i++)
        put_pair(&grid, scenario_formats[i]->name, scenario_formats[i]->about[page->lang]);
    for (size_t i = 0; verb == VERB_RUN && report_formats[i]; i++)
        put_pair(&grid, report_formats[i]->name, report_formats[i]->about[page->lang]);
    grid_print(&grid, page, INDENT, true);
}

static void put_usage(Page *page, const char *text)
{
    page_puts(page, TONE_STRONG, message(MSG_HELP_USAGE, page->lang));
    page_puts(page, TONE_PLAIN, text);
    page_end(page);
}

static void put_verb_help(Page *page, VerbId verb)
{
    const VerbInfo *info = &verbs[verb];
    Lang lang = page->lang;
    page_wrap(page, TONE_PLAIN, str_of(arena_printf(page->arena, "styr %s %s", info->name[lang], info->about[lang])), 0);
    page_end(page);
    page_end(page);
    put_usage(page, arena_printf(page->arena, "styr %s %s", info->name[lang], info->args[lang]));
    put_heading(page, MSG_HELP_EXAMPLES);
    put_examples(page, info->examples[lang]);
    put_options(page, MSG_HELP_OPTIONS, false, verb);
    put_formats(page, verb);
    put_options(page, MSG_HELP_COMMON, true, verb);
}

static void put_program_help(Page *page)
{
    page_wrap(page, TONE_PLAIN, str_of(message(MSG_HELP_ABOUT, page->lang)), 0);
    page_end(page);
    put_heading(page, MSG_HELP_EXAMPLES);
    put_examples(page, message(MSG_HELP_FIRST_EXAMPLES, page->lang));
    put_heading(page, MSG_HELP_COMMANDS);
    Grid grid = pairs(page);
    for (size_t i = 0; i < VERB_COUNT; i++)
        put_pair(&grid, verbs[i].name[page->lang], verbs[i].about[page->lang]);
    grid_print(&grid, page, INDENT, true);
    put_options(page, MSG_HELP_COMMON, true, VERB_COUNT);
    put_heading(page, MSG_HELP_STATUS);
    page_pad(page, INDENT);
    page_wrap(page, TONE_PLAIN, str_of(message(MSG_HELP_STATUSES, page->lang)), INDENT);
    page_end(page);
    page_end(page);
    page_wrap(page, TONE_PLAIN, str_of(message(MSG_HELP_MORE, page->lang)), 0);
    page_end(page);
}

/* The command that help is about: `styr hjälp kör`, `styr kör --hjälp`; VERB_COUNT: all of them. */
static bool help_verb(Command *command, VerbId *out)
{
    *out = command->verb == VERB_HELP ? VERB_COUNT : command->verb;
    if (command->verb != VERB_HELP || !command->args.count)
        return true;
    if (!command_one_arg(command))
        return false;
    *out = verb_by_name(command->arena, command->args.items[0]);
    if (*out != VERB_COUNT)
        return true;
    command_error(command, S0910, command->args.items[0]);
    return false;
}

Status cmd_help(Command *command)
{
    VerbId verb;
    if (!help_verb(command, &verb))
        return STATUS_UNUSABLE;
    StrBuf text = {0};
    Page page = command_page(command, &text);
    if (verb == VERB_COUNT)
        put_program_help(&page);
    else
        put_verb_help(&page, verb);
    bool asked = command->verb == VERB_HELP || command->values[OPT_HELP];
    return command_write(command, &text, asked ? STATUS_CLEAN : STATUS_UNUSABLE);
}
