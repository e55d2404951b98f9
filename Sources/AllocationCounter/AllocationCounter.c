// Counts heap allocations by standing before glibc's allocator. Only `voicecore-verify` links it, to show that drawing
// doesn't allocate; the count is per thread, so it costs an increment and no lock. Elsewhere than on glibc, and under a
// sanitizer, which stands before the allocator itself, nothing is counted.
#include "AllocationCounter.h"

#include <stddef.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define VOICECORE_HAS_SANITIZER 1
#endif
#endif

#if defined(__GLIBC__) && !defined(VOICECORE_HAS_SANITIZER)
#include <errno.h>

// At a fixed distance from the thread's pointer: the general model may allocate when a thread first asks for it, which
// would call what is below again.
static _Thread_local uint64_t allocations __attribute__((tls_model("initial-exec")));

uint64_t voicecore_allocations(void) { return allocations; }

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

void *memalign(size_t alignment, size_t size) {
  allocations += 1;
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  allocations += 1;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
  if (alignment % sizeof(void *) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0) return EINVAL;
  allocations += 1;
  // It answers by its result and leaves both `errno` and, on failure, `*memory` as they were.
  int before = errno;
  void *made = __libc_memalign(alignment, size);
  errno = before;
  if (made == NULL) return ENOMEM;
  *memory = made;
  return 0;
}
#else
uint64_t voicecore_allocations(void) { return 0; }
#endif
