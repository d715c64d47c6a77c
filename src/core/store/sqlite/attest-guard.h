/* AttestGuard: what stands around every transaction that writes. */
#pragma once

#include "store/sqlite/attest-connection.h"
#include "store/sqlite/attest-mark.h"

G_BEGIN_DECLS

typedef struct
{
  AttestMark *mark;
  char *path;    /* of the database */
  int file;      /* the same, open as long as the database; -1: not yet */
  char *id;      /* the database's own, never another one's */
  gboolean told; /* in: why it is behind its mark is told already */
  gboolean writing;
  gint64 n_left; /* how much had left the queue when the transaction began */
  gboolean held; /* out: what was queued waits for a decision since the last transaction */
} AttestGuard;

gboolean attest_guard_open (AttestGuard *self, AttestDb *db, GError **error);
gboolean attest_guard_begin (AttestGuard *self, AttestDb *db, GError **error);
gboolean attest_guard_commit (AttestGuard *self, AttestDb *db, GError **error);
gboolean attest_guard_is_back (AttestGuard *self, AttestDb *db);
void attest_guard_put_back (AttestGuard *self, AttestDb *db);
void attest_guard_clear (AttestGuard *self);

G_END_DECLS
