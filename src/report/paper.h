/* paper.h: a short document as blocks: headings, paragraphs, lists, tables, and pictures where they can be shown. What is written once and shown as text, Markdown and HTML. */
#ifndef STYR_REPORT_PAPER_H
#define STYR_REPORT_PAPER_H

#include "report/layout.h"

typedef enum BlockKind { BLOCK_HEADING, BLOCK_TEXT, BLOCK_ITEM, BLOCK_TABLE, BLOCK_PICTURE } BlockKind;

typedef struct PaperColumn { Str title; bool right; } PaperColumn;
/* Cells row by row. headed: the first cell of a row names the row. */
typedef struct PaperTable { Str caption; VEC(PaperColumn) columns; VEC(Str) cells; bool headed; } PaperTable;

typedef struct Block {
    BlockKind kind;
    int level;               /* HEADING: 1 the document's title, 2 a section, 3 a part of one; ITEM: 1, or 2 for one that belongs to the one before */
    Str text;                /* as it is: each way of showing it escapes it */
    Tone tone;
    Str picture;             /* PICTURE: a whole <svg> element; text is what stands below it */
    PaperTable *table;
} Block;

typedef struct Paper {
    Arena *arena;
    Lang lang;
    VEC(Block) blocks;
} Paper;

void paper_heading(Paper *paper, int level, Str text);
void paper_text(Paper *paper, Str text);
void paper_item(Paper *paper, int level, Tone tone, Str text);
/* On the page only: what it shows must be said in words or in a table too. svg: written by us, complete in itself; caption: may be empty, as may the picture. */
void paper_picture(Paper *paper, Str svg, Str caption);
/* A table without cells is not shown. */
PaperTable *paper_table(Paper *paper, Str caption, bool headed);
void paper_column(Paper *paper, PaperTable *table, const char *title, bool right);
void paper_cell(Paper *paper, PaperTable *table, Str text);
size_t paper_rows(const PaperTable *table);

void paper_write_text(const Paper *paper, Page *page);
void paper_write_md(const Paper *paper, StrBuf *out);
/* One page that stands alone: no script, nothing from elsewhere; for A4. */
void paper_write_html(const Paper *paper, StrBuf *out);

#endif
