/* AttestEngine: what keeps a database, as a table of functions. For the store and for engines.
 *
 * An engine makes AttestDb and AttestStatement as it likes, as long as they begin with the bases
 * below. Whose claim a row is, whether that process lives, and what time it is are its affair. */
#pragma once

#include "store/attest-db.h"

G_BEGIN_DECLS

typedef struct _AttestEngine AttestEngine;

typedef struct
{
  const AttestEngine *engine;
  const AttestClock *clock; /* set by the store */
} AttestDbBase;

typedef struct
{
  const AttestEngine *engine;
} AttestStatementBase;

struct _AttestEngine
{
  const AttestClock *clock;
  AttestDb *(*open) (const char *folder, const char *state_folder, GError **error);
  void (*close) (AttestDb *self);
  gboolean (*is_reading) (AttestDb *self); /* the disk is too full for anything to be written */
  gboolean (*is_stale) (AttestDb *self);   /* what cannot be written now may be after renewing it */
  /* Closes it and opens it again; what it has claimed stays claimed. */
  AttestDb *(*renew) (AttestDb *self, const char *folder, const char *state_folder, GError **error);
  gboolean (*begin) (AttestDb *self, gboolean writing, GError **error); /* sees one state */
  gboolean (*commit) (AttestDb *self, GError **error);                  /* durable, or undone */
  void (*rollback) (AttestDb *self);
  /* Whether the last writing transaction changed more than it was asked to. */
  gboolean (*was_held) (AttestDb *self);
  /* Inside a transaction that writes: looks at all of it, and mends what can be mended. An error is
   * what can not. */
  gboolean (*mend) (AttestDb *self, GError **error);
  void (*set_cancellable) (AttestDb *self, GCancellable *cancellable); /* stops statements */
  /* Whether somebody else wrote since it was asked last. */
  gboolean (*look) (AttestDb *self, gboolean *changed, GError **error);
  const char *(*get_lease) (AttestDb *self); /* this process' name in claims */
  gboolean (*is_alive) (AttestDb *self, const char *lease);

  /* Calls @changed on the main thread when somebody may have written. */
  gpointer (*watch) (const char *folder, GFunc changed, gpointer data);
  void (*unwatch) (gpointer watch);

  AttestStatement *(*prepare) (AttestDb *self, const char *sql, GError **error);
  void (*bind) (AttestStatement *self, int parameter, const AttestValue *value);
  gboolean (*step) (AttestStatement *self, gboolean *has_row, GError **error);
  gint64 (*get_n_changes) (AttestDb *self); /* rows the last statement changed */
  const char *(*get_text) (AttestStatement *self, int column);
  gint64 (*get_int) (AttestStatement *self, int column);
  GBytes *(*get_bytes) (AttestStatement *self, int column);
  void (*free_statement) (AttestStatement *self);
};

extern const AttestEngine attest_sqlite_engine;

G_END_DECLS
