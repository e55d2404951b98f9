#ifndef VOICECORE_ALLOCATION_COUNTER_H
#define VOICECORE_ALLOCATION_COUNTER_H

#include <stdint.h>

/// Heap allocations of the calling thread since it began: malloc, calloc, realloc and their aligned kin.
uint64_t voicecore_allocations(void);

#endif
