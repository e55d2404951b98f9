// libpq, and the two Linux calls with which its one thread waits for a socket and for work at once.
#pragma once
#if __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#else
#include <libpq-fe.h>
#endif
#include <sys/epoll.h>
#include <sys/eventfd.h>

/// Opens libpq, once in a process. NULL when it is there, else why it isn't, in the loader's words.
const char *voicecore_load_libpq(void);
