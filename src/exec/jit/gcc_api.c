/* gcc_api.c: opens libgccjit and finds its functions. Used only in the process that compiles. */
#ifdef STYR_JIT
#include "exec/jit/gcc_api.h"

#include <dlfcn.h>

bool gcc_api_open(const char *path, GccApi *api)
{
    api->library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    bool found = api->library != NULL;
#define GCC(name) found = found && (api->name = (__typeof__(api->name))dlsym(api->library, "gcc_jit_" #name)) != NULL;
#include "exec/jit/gcc_api.def"
#undef GCC
    return found;
}
#else
typedef int gcc_api_is_left_out;
#endif
