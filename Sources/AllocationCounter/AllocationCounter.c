// Counts heap allocations by standing before glibc's allocator. Only `voicecore-verify` links it, to show that drawing
// doesn't allocate; the count is per thread, so it costs an increment and no lock.
#include "AllocationCounter.h"

static _Thread_local uint64_t allocations;

uint64_t voicecore_allocations(void) { return allocations; }

#if defined(__GLIBC__) || defined(__linux__)
#include <errno.h>
#include <stddef.h>

// glibc's own names of what is replaced below. Source: the GNU C Library manual, "Replacing malloc".
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
  allocations += 1;
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  allocations += 1;
  return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
  allocations += 1;
  return __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  allocations += 1;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
  allocations += 1;
  *memory = __libc_memalign(alignment, size);
  return *memory ? 0 : ENOMEM;
}
#endif
