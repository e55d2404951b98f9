// How much of the heap is in use, as the allocator counts it: what is left after work is done is a leak, whatever the kernel
// still has mapped. Swift's Glibc module doesn't show malloc.h. Source: mallinfo(3).
#include "LiveMemory.h"

#if defined(__GLIBC__) || defined(__linux__)
#include <features.h>
#endif

#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
#include <malloc.h>

int64_t voicecore_live_bytes(void) {
  struct mallinfo2 heap = mallinfo2();
  return (int64_t)heap.uordblks + (int64_t)heap.hblkhd;
}
#else
int64_t voicecore_live_bytes(void) { return -1; }
#endif
