// libcurl, libgit2 and libssh2 without linking to them: each library is opened by the first call into it.
//
// They pull in thirty more (TLS, Kerberos, LDAP, HTTP/2 …), and a process that renders manifests would spend most of its
// time on loading what it never calls. The functions listed in functions.h are defined here with the libraries' own names
// and jump to the real ones, so that callers include the libraries' own headers and know nothing of it.
#pragma once

typedef enum { CDEFERRED_CURL, CDEFERRED_GIT2, CDEFERRED_SSH2 } cdeferred_library;

/// Opens a library that is not open yet. NULL when it can be used; otherwise why not, in words for the operator.
///
/// Whoever calls a function of a library without asking here first ends the process with those words on standard error.
const char *cdeferred_problem(cdeferred_library);
