// libssh2 for Swift.
#pragma once
#include <libssh2.h>
