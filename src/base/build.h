/* build.h: which build of the program this is. Part of what everything that is kept between runs is known by. */
#ifndef STYR_BASE_BUILD_H
#define STYR_BASE_BUILD_H

/* The version and a hash of the sources: the same wherever the same sources are built, another as soon as any of them is changed. */
const char *program_build(void);

#endif
