// libpq, opened when a Postgres database is named and not with the program. Linked, it brings some twenty libraries into each
// process (TLS, Kerberos, LDAP), 5 MiB of resident memory, also where the store is SQLite or memory; and where it isn't
// installed such a server couldn't start at all.
//
// Each function below has libpq's own prototype, so that a compiler checks it against the header.
#include "CLibPQ.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

// result, name, parameters, arguments
#define EACH_FUNCTION(X)                                                                                               \
  X(int, PQcancel, (PGcancel *cancel, char *errbuf, int errbufsize), (cancel, errbuf, errbufsize)) \
  X(void, PQclear, (PGresult *res), (res)) \
  X(char *, PQcmdStatus, (PGresult *res), (res)) \
  X(char *, PQcmdTuples, (PGresult *res), (res)) \
  X(PostgresPollingStatusType, PQconnectPoll, (PGconn *conn), (conn)) \
  X(PGconn *, PQconnectStartParams, (const char *const *keywords, const char *const *values, int expand_dbname), (keywords, values, expand_dbname)) \
  X(PGconn *, PQconnectdbParams, (const char *const *keywords, const char *const *values, int expand_dbname), (keywords, values, expand_dbname)) \
  X(int, PQconnectionNeedsPassword, (const PGconn *conn), (conn)) \
  X(int, PQconnectionUsedPassword, (const PGconn *conn), (conn)) \
  X(void, PQconninfoFree, (PQconninfoOption *connOptions), (connOptions)) \
  X(PQconninfoOption *, PQconninfoParse, (const char *conninfo, char **errmsg), (conninfo, errmsg)) \
  X(int, PQconsumeInput, (PGconn *conn), (conn)) \
  X(int, PQenterPipelineMode, (PGconn *conn), (conn)) \
  X(char *, PQerrorMessage, (const PGconn *conn), (conn)) \
  X(PGresult *, PQexec, (PGconn *conn, const char *query), (conn, query)) \
  X(void, PQfinish, (PGconn *conn), (conn)) \
  X(int, PQflush, (PGconn *conn), (conn)) \
  X(void, PQfreeCancel, (PGcancel *cancel), (cancel)) \
  X(void, PQfreemem, (void *ptr), (ptr)) \
  X(PGcancel *, PQgetCancel, (PGconn *conn), (conn)) \
  X(PGresult *, PQgetResult, (PGconn *conn), (conn)) \
  X(int, PQgetisnull, (const PGresult *res, int tup_num, int field_num), (res, tup_num, field_num)) \
  X(int, PQgetlength, (const PGresult *res, int tup_num, int field_num), (res, tup_num, field_num)) \
  X(char *, PQgetvalue, (const PGresult *res, int tup_num, int field_num), (res, tup_num, field_num)) \
  X(int, PQisBusy, (PGconn *conn), (conn)) \
  X(int, PQnfields, (const PGresult *res), (res)) \
  X(PGnotify *, PQnotifies, (PGconn *conn), (conn)) \
  X(int, PQntuples, (const PGresult *res), (res)) \
  X(int, PQpipelineSync, (PGconn *conn), (conn)) \
  X(char *, PQresultErrorField, (const PGresult *res, int fieldcode), (res, fieldcode)) \
  X(ExecStatusType, PQresultStatus, (const PGresult *res), (res)) \
  X(int, PQsendPrepare, (PGconn *conn, const char *stmtName, const char *query, int nParams, const Oid *paramTypes), (conn, stmtName, query, nParams, paramTypes)) \
  X(int, PQsendQueryParams, (PGconn *conn, const char *command, int nParams, const Oid *paramTypes, const char *const *paramValues, const int *paramLengths, const int *paramFormats, int resultFormat), (conn, command, nParams, paramTypes, paramValues, paramLengths, paramFormats, resultFormat)) \
  X(int, PQsendQueryPrepared, (PGconn *conn, const char *stmtName, int nParams, const char *const *paramValues, const int *paramLengths, const int *paramFormats, int resultFormat), (conn, stmtName, nParams, paramValues, paramLengths, paramFormats, resultFormat)) \
  X(PQnoticeProcessor, PQsetNoticeProcessor, (PGconn *conn, PQnoticeProcessor proc, void *arg), (conn, proc, arg)) \
  X(int, PQsetnonblocking, (PGconn *conn, int arg), (conn, arg)) \
  X(int, PQsocket, (const PGconn *conn), (conn)) \
  X(ConnStatusType, PQstatus, (const PGconn *conn), (conn)) \
  X(PGTransactionStatusType, PQtransactionStatus, (const PGconn *conn), (conn))

#define DECLARE(RESULT, NAME, PARAMETERS, ARGUMENTS) static __typeof__(NAME) *found_##NAME;
EACH_FUNCTION(DECLARE)

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char trouble[256];

static void *find(void *library, const char *name) {
  void *function = dlsym(library, name);
  if (function == NULL && trouble[0] == 0) snprintf(trouble, sizeof trouble, "libpq has no %s", name);
  return function;
}

static void load(void) {
  // The name of its binary interface, which has been the same since 2005.
  void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    snprintf(trouble, sizeof trouble, "%s", dlerror());
    return;
  }
#define FIND(RESULT, NAME, PARAMETERS, ARGUMENTS) found_##NAME = find(library, #NAME);
  EACH_FUNCTION(FIND)
}

const char *voicecore_load_libpq(void) {
  pthread_once(&once, load);
  return trouble[0] == 0 ? NULL : trouble;
}

// Who calls one of these without having asked `voicecore_load_libpq` has a fault, and gets its words and no wild jump.
static void require(void) {
  const char *reason = voicecore_load_libpq();
  if (reason == NULL) return;
  fprintf(stderr, "libpq was used although it isn't there: %s\n", reason);
  abort();
}

#define FORWARD(RESULT, NAME, PARAMETERS, ARGUMENTS)                                                                   \
  RESULT NAME PARAMETERS {                                                                                             \
    if (__builtin_expect(found_##NAME == NULL, 0)) require();                                                          \
    return found_##NAME ARGUMENTS;                                                                                     \
  }
EACH_FUNCTION(FORWARD)
