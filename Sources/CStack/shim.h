// Where the calling thread's stack lies. glibc hides pthread_getattr_np behind _GNU_SOURCE, which Swift's Glibc
// module is built without.
#pragma once
#include <pthread.h>
#include <stddef.h>

extern int pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes);

/// The lowest address of the calling thread's stack and its size; false when the system does not tell.
static inline int cstack_bounds(void **lowest, size_t *size) {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
  int failed = pthread_attr_getstack(&attributes, lowest, size);
  pthread_attr_destroy(&attributes);
  return failed == 0;
}
