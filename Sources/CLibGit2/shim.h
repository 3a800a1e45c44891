// libgit2 for Swift. Only the variadic options call needs a wrapper, one for each kind of argument.
#pragma once
#include <git2.h>
#include <git2/odb_backend.h>
#include <git2/sys/transport.h>

static inline int cgit2_set_owner_validation(int on) { return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, on); }
static inline int cgit2_set_caching(int on) { return git_libgit2_opts(GIT_OPT_ENABLE_CACHING, on); }
static inline int cgit2_set_mapped_limit(size_t bytes) {
  return git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, bytes);
}
static inline int cgit2_writepack_append(
    git_odb_writepack *pack, const void *data, size_t count, git_indexer_progress *progress) {
  return pack->append(pack, data, count, progress);
}
static inline int cgit2_writepack_commit(git_odb_writepack *pack, git_indexer_progress *progress) {
  return pack->commit(pack, progress);
}
static inline void cgit2_writepack_free(git_odb_writepack *pack) { pack->free(pack); }
