#ifndef VOICECORE_LIVE_MEMORY_H
#define VOICECORE_LIVE_MEMORY_H

#include <stdint.h>

/// Bytes of the heap that are allocated and not freed, in all arenas and mapped blocks; -1 where the allocator doesn't say.
int64_t voicecore_live_bytes(void);

#endif
