// libgit2 for Swift. Only the variadic options call needs a wrapper, one for each kind of argument.
#pragma once
#include <git2.h>
#include <git2/sys/transport.h>
#include <git2/sys/errors.h>

static inline int cgit2_set_owner_validation(int on) { return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, on); }
