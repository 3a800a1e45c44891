// Where the calling thread's stack lies. glibc hides pthread_getattr_np behind _GNU_SOURCE, which Swift's Glibc
// module is built without.
#pragma once
#include <pthread.h>
#include <stddef.h>

extern int pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes);

/// The lowest address of the calling thread's stack and its size; false when the system does not tell.
///
/// Asked once a thread: for the main thread glibc reads /proc/self/maps, which takes longer than many a template.
static inline int cstack_bounds(void **lowest, size_t *size) {
  static __thread void *known_lowest;
  static __thread size_t known_size;
  if (known_size == 0) {
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
    int failed = pthread_attr_getstack(&attributes, &known_lowest, &known_size);
    pthread_attr_destroy(&attributes);
    if (failed != 0) return known_size = 0;
  }
  *lowest = known_lowest;
  *size = known_size;
  return known_size != 0;
}
