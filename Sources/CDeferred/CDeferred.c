#include "CDeferred.h"

#include <dlfcn.h>
#include <git2/version.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  const char *name;
  const char *package;
  _Atomic(void *) handle;
  char problem[512];
} library;

static library libraries[] = {
    [CDEFERRED_CURL] = {.name = "libcurl.so.4", .package = "libcurl4"},
    [CDEFERRED_GIT2] = {.name = "libgit2.so." LIBGIT2_SOVERSION, .package = "libgit2-" LIBGIT2_SOVERSION},
    [CDEFERRED_SSH2] = {.name = "libssh2.so.1", .package = "libssh2-1"},
};

/// Where a function's calls go: at first to code that opens its library, then to the function itself.
typedef struct {
  _Atomic(void *) target;
  const char *name;
  cdeferred_library library;
} function;

static void *open_library(library *library) {
  void *handle = atomic_load(&library->handle);
  if (handle) return handle;
  // Two threads may open it at once, and get the same handle.
  handle = dlopen(library->name, RTLD_NOW | RTLD_LOCAL);
  if (handle) atomic_store(&library->handle, handle);
  return handle;
}

const char *cdeferred_problem(cdeferred_library number) {
  library *library = &libraries[number];
  if (open_library(library)) return NULL;
  const char *reason = dlerror();
  snprintf(library->problem, sizeof library->problem, "%s cannot be loaded; on Debian, install the package %s (%s)",
           library->name, library->package, reason ? reason : "no reason was given");
  return library->problem;
}

/// Finds the function behind an entry. Called by the code below with the arguments of the call put aside.
__attribute__((used, visibility("hidden"))) void *cdeferred_find(function *function) {
  const char *problem = cdeferred_problem(function->library);
  if (problem) {
    fprintf(stderr, "error: %s\n", problem);
    _Exit(127);  // as the dynamic loader does for a library that is linked
  }
  void *found = dlsym(libraries[function->library].handle, function->name);
  if (!found) {
    fprintf(stderr, "error: %s has no function %s: it is another version than Martlet was built for\n",
            libraries[function->library].name, function->name);
    _Exit(127);
  }
  atomic_store(&function->target, found);
  return found;
}

#if defined(__x86_64__)

// Variadic calls count vector registers in %al; %r11 is nobody's.
__asm__(
    ".text\n"
    ".balign 16\n"
    ".hidden cdeferred_first\n"
    ".globl cdeferred_first\n"
    ".type cdeferred_first, @function\n"
    "cdeferred_first:\n"
    "  .cfi_startproc\n"
    "  subq $200, %rsp\n"
    "  .cfi_adjust_cfa_offset 200\n"
    "  movq %rdi, 0(%rsp)\n  movq %rsi, 8(%rsp)\n  movq %rdx, 16(%rsp)\n  movq %rcx, 24(%rsp)\n"
    "  movq %r8, 32(%rsp)\n  movq %r9, 40(%rsp)\n  movq %rax, 48(%rsp)\n"
    "  movaps %xmm0, 64(%rsp)\n  movaps %xmm1, 80(%rsp)\n  movaps %xmm2, 96(%rsp)\n  movaps %xmm3, 112(%rsp)\n"
    "  movaps %xmm4, 128(%rsp)\n  movaps %xmm5, 144(%rsp)\n  movaps %xmm6, 160(%rsp)\n  movaps %xmm7, 176(%rsp)\n"
    "  movq %r11, %rdi\n"
    "  call cdeferred_find\n"
    "  movq %rax, %r11\n"
    "  movq 0(%rsp), %rdi\n  movq 8(%rsp), %rsi\n  movq 16(%rsp), %rdx\n  movq 24(%rsp), %rcx\n"
    "  movq 32(%rsp), %r8\n  movq 40(%rsp), %r9\n  movq 48(%rsp), %rax\n"
    "  movaps 64(%rsp), %xmm0\n  movaps 80(%rsp), %xmm1\n  movaps 96(%rsp), %xmm2\n  movaps 112(%rsp), %xmm3\n"
    "  movaps 128(%rsp), %xmm4\n  movaps 144(%rsp), %xmm5\n  movaps 160(%rsp), %xmm6\n  movaps 176(%rsp), %xmm7\n"
    "  addq $200, %rsp\n"
    "  .cfi_adjust_cfa_offset -200\n"
    "  jmpq *%r11\n"
    "  .cfi_endproc\n"
    ".size cdeferred_first, . - cdeferred_first\n");

#define ENTER(symbol) "  jmpq *entry_" #symbol "(%rip)\n"
#define FIRST(symbol) "  leaq entry_" #symbol "(%rip), %r11\n  jmp cdeferred_first\n"

#elif defined(__aarch64__)

// x16 and x17 are for code between a call and its function.
__asm__(
    ".text\n"
    ".balign 16\n"
    ".hidden cdeferred_first\n"
    ".globl cdeferred_first\n"
    ".type cdeferred_first, %function\n"
    "cdeferred_first:\n"
    "  .cfi_startproc\n"
    "  stp x29, x30, [sp, #-224]!\n"
    "  .cfi_adjust_cfa_offset 224\n"
    "  .cfi_rel_offset x29, 0\n"
    "  .cfi_rel_offset x30, 8\n"
    "  mov x29, sp\n"
    "  stp x0, x1, [sp, #16]\n  stp x2, x3, [sp, #32]\n  stp x4, x5, [sp, #48]\n  stp x6, x7, [sp, #64]\n"
    "  str x8, [sp, #80]\n"
    "  stp q0, q1, [sp, #96]\n  stp q2, q3, [sp, #128]\n  stp q4, q5, [sp, #160]\n  stp q6, q7, [sp, #192]\n"
    "  mov x0, x17\n"
    "  bl cdeferred_find\n"
    "  mov x17, x0\n"
    "  ldp x0, x1, [sp, #16]\n  ldp x2, x3, [sp, #32]\n  ldp x4, x5, [sp, #48]\n  ldp x6, x7, [sp, #64]\n"
    "  ldr x8, [sp, #80]\n"
    "  ldp q0, q1, [sp, #96]\n  ldp q2, q3, [sp, #128]\n  ldp q4, q5, [sp, #160]\n  ldp q6, q7, [sp, #192]\n"
    "  ldp x29, x30, [sp], #224\n"
    "  .cfi_adjust_cfa_offset -224\n"
    "  .cfi_restore x29\n"
    "  .cfi_restore x30\n"
    "  br x17\n"
    "  .cfi_endproc\n"
    ".size cdeferred_first, . - cdeferred_first\n");

#define ENTER(symbol) \
  "  adrp x16, entry_" #symbol "\n  ldr x16, [x16, :lo12:entry_" #symbol "]\n  br x16\n"
#define FIRST(symbol) \
  "  adrp x17, entry_" #symbol "\n  add x17, x17, :lo12:entry_" #symbol "\n  b cdeferred_first\n"

#else
#error "write the jump for this processor, or link libcurl, libgit2 and libssh2"
#endif

// Hidden, so that the libraries themselves never come here for each other's functions.
#define FUNCTION(of, symbol)                                                                                      \
  __attribute__((visibility("hidden"))) extern char first_##symbol[];                                             \
  __attribute__((used, visibility("hidden"))) function entry_##symbol = {first_##symbol, #symbol, CDEFERRED_##of}; \
  __asm__(".text\n.balign 16\n.hidden " #symbol "\n.globl " #symbol "\n.type " #symbol ", %function\n" #symbol    \
          ":\n  .cfi_startproc\n" ENTER(symbol) "  .cfi_endproc\n.size " #symbol ", . - " #symbol                 \
          "\n.hidden first_" #symbol "\n.globl first_" #symbol "\n.type first_" #symbol ", %function\nfirst_"     \
          #symbol ":\n  .cfi_startproc\n" FIRST(symbol) "  .cfi_endproc\n.size first_" #symbol ", . - first_" #symbol "\n");
#include "functions.h"
