// libssh2 for Swift: macros that Swift can't see become functions.
#pragma once
#include <libssh2.h>

static inline LIBSSH2_SESSION *cssh2_session(void) { return libssh2_session_init_ex(NULL, NULL, NULL, NULL); }
static inline LIBSSH2_CHANNEL *cssh2_open_channel(LIBSSH2_SESSION *session) {
  return libssh2_channel_open_session(session);
}
static inline int cssh2_exec(LIBSSH2_CHANNEL *channel, const char *command, unsigned int count) {
  return libssh2_channel_process_startup(channel, "exec", 4, command, count);
}
