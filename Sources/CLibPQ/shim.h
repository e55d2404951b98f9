// libpq, and the two Linux calls with which its one thread waits for a socket and for work at once.
#pragma once
#include <libpq-fe.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
