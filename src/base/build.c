/* build.c: names the build. build-id.h is made from the sources by the Makefile. */
#include "base/build.h"

#include "build-id.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0.1.0"
#endif

const char *program_build(void)
{
    return "styr " PACKAGE_VERSION " " STYR_BUILD_ID;
}
