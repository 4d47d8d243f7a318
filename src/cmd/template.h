/* template.h: the files of a new model, as `styr ny` writes them. */
#ifndef STYR_CMD_TEMPLATE_H
#define STYR_CMD_TEMPLATE_H

typedef struct TemplateFile { const char *path, *text; } TemplateFile;
extern const TemplateFile template_files[];      /* ends with path NULL */

#define TEMPLATE_PERIOD "2025-08"                /* as of when its data tells something */

/* A municipality's own steering model; TEMPLATE_NAME stands where its name goes. */
extern const TemplateFile municipality_files[];
#define TEMPLATE_NAME "{{NAMN}}"
#define MUNICIPALITY_PERIOD "2027-10"

#endif
