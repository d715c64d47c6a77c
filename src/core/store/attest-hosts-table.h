/* The tables `hosts` and `counters`. Every function runs on the store's thread, inside a job. */
#pragma once

#include "service/attest-service.h"
#include "store/attest-db.h"

G_BEGIN_DECLS

typedef struct
{
  const AttestService *service;
  AttestEnvironment environment;
  char *host;
} AttestHostRow;

GPtrArray *attest_hosts_table_list (AttestDb *db, GError **error);
gboolean attest_hosts_table_set (AttestDb *db,
                                 const AttestService *service,
                                 AttestEnvironment environment,
                                 const char *host,
                                 GError **error);
gboolean attest_counters_get_revision (AttestDb *db, gint64 *revision, GError **error);

G_END_DECLS
