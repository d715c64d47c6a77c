/* AttestDb and AttestStatement: a database as the files of the store see it, whichever engine it
 * is. Values go in as an array, rows come out one by one or all at once, and FALSE is an error.
 *
 * SQL stays visible in the files that own a table, and is such that SQLite and PostgreSQL both take
 * it: parameters are ?1, ?2, …, and columns count from 0. Everything here is used on the store's
 * thread alone, inside a job given to attest_store_run_async(). */
#pragma once

#include "store/attest-store-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _AttestDb AttestDb;
typedef struct _AttestStatement AttestStatement;

/* A parameter. Its type is known even where the SQL does not tell it. */
typedef enum
{
  ATTEST_VALUE_END,
  ATTEST_VALUE_TEXT,
  ATTEST_VALUE_INT,
  ATTEST_VALUE_BYTES,
} AttestValueType;

typedef struct
{
  AttestValueType type;
  gboolean is_null;
  const char *text;
  gint64 number;
  GBytes *bytes;
} AttestValue;

/* ATTEST_VALUES (ATTEST_TEXT (id), ATTEST_INT (now)): alive until the block ends. A text or bytes
 * that are %NULL are NULL. */
#define ATTEST_TEXT(value)                                                                         \
  {                                                                                                \
    .type = ATTEST_VALUE_TEXT, .text = (value)                                                     \
  }
#define ATTEST_INT(value)                                                                          \
  {                                                                                                \
    .type = ATTEST_VALUE_INT, .number = (value)                                                    \
  }
#define ATTEST_BYTES(value)                                                                        \
  {                                                                                                \
    .type = ATTEST_VALUE_BYTES, .bytes = (value)                                                   \
  }
#define ATTEST_INT_OR_NULL(value, null)                                                            \
  {                                                                                                \
    .type = ATTEST_VALUE_INT, .number = (value), .is_null = (null)                                 \
  }
#define ATTEST_VALUES(...) ((const AttestValue[]){ __VA_ARGS__, { .type = ATTEST_VALUE_END } })

/* Makes something of the row @statement stands at. */
typedef gpointer (*AttestReadRow) (AttestStatement *statement);

/* Where time comes from; tests bring their own. Called on the main thread and on the store's. */
typedef struct
{
  gint64 (*get_real) (gpointer data);      /* microseconds since 1970, UTC: for people */
  gint64 (*get_steady) (gpointer data);    /* microseconds that nobody can set, sleep included */
  const char *(*get_boot) (gpointer data); /* where that one began to count; another: anew */
  gpointer data;
} AttestClock;

const AttestClock *attest_db_get_clock (AttestDb *self);
gint64 attest_db_get_now (AttestDb *self);

/* SQL: @time, to be sorted by. One that is still to come, seen from @now, was written before the
 * clock was set back: it is older than all that has none. */
#define ATTEST_PAST(time, now) "CASE WHEN " time " > " now " THEN 0 ELSE " time " END"
const char *attest_db_get_lease (AttestDb *self);
gboolean attest_db_is_alive (AttestDb *self, const char *lease);

gboolean
attest_db_change (AttestDb *self, const char *sql, const AttestValue *values, GError **error);
gint64 attest_db_get_n_changes (AttestDb *self);
gboolean attest_db_mend (AttestDb *self, GError **error);
gboolean attest_db_get_number (AttestDb *self,
                               const char *sql,
                               const AttestValue *values,
                               gint64 *number,
                               GError **error);
gboolean attest_db_read_one (AttestDb *self,
                             const char *sql,
                             const AttestValue *values,
                             AttestReadRow read,
                             gpointer *row,
                             GError **error);
GPtrArray *attest_db_read_all (AttestDb *self,
                               const char *sql,
                               const AttestValue *values,
                               AttestReadRow read,
                               GDestroyNotify free_row,
                               GError **error);
gpointer attest_db_read_text (AttestStatement *statement);

AttestStatement *
attest_db_query (AttestDb *self, const char *sql, const AttestValue *values, GError **error);
gboolean attest_statement_step (AttestStatement *self, gboolean *has_row, GError **error);
void attest_statement_free (AttestStatement *self);
const char *attest_statement_get_text (AttestStatement *self, int column);
char *attest_statement_dup_text (AttestStatement *self, int column);
char *attest_statement_dup_filled (AttestStatement *self, int column);
gint64 attest_statement_get_int (AttestStatement *self, int column);
GBytes *attest_statement_get_bytes (AttestStatement *self, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestStatement, attest_statement_free)

/* AttestEngine: what keeps a database, as a table of functions. It makes AttestDb and
 * AttestStatement as it likes, as long as they begin with the bases below. Whose claim a row is,
 * whether that process lives, and what time it is are its affair. For the store and for engines. */

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
  gboolean (*has_room) (AttestDb *self);   /* for more than what is small, or fits by chance */
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
