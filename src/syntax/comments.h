/* comments.h: puts comments and blank lines where they belong in the tree, so that none is lost when it is printed. */
#ifndef STYR_SYNTAX_COMMENTS_H
#define STYR_SYNTAX_COMMENTS_H

#include "syntax/tokens.h"

/* A comment on a line of its own belongs to what stands below it; one at the end of a line to what stands before it. */
void comments_attach(Arena *arena, Tree *tree, const Tokens *tokens);

#endif
