/* AttestPages: a database file as the bytes that stand there, without SQLite. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct
{
  guint8 *bytes; /* with the log's newest pages in their places, and a header that can be read */
  gsize size;    /* of whole pages */
  gsize end;     /* of what was there: behind it the last page is zeros */
  gsize page_size;
  gint64 version; /* what the file says its tables are of */
} AttestPages;

/* One value of a row; text and blob are not terminated. */
typedef struct
{
  int type; /* SQLITE_INTEGER, _FLOAT, _TEXT, _BLOB or _NULL */
  gint64 number;
  double real;
  const guint8 *bytes;
  gsize length;
} AttestPagesValue;

#define ATTEST_PAGES_MAX_COLUMNS 64

/* @values is valid during the call */
typedef void (*AttestPagesFunc) (const AttestPagesValue *values, guint n_values, gpointer data);

typedef enum
{
  ATTEST_LOG_NONE,  /* there is none, or it holds nothing */
  ATTEST_LOG_WHOLE, /* what was committed can be read */
  ATTEST_LOG_TORN,  /* SQLite will not read all that was committed */
} AttestLogState;

gint64 attest_pages_peek_version (const char *path);
gboolean attest_pages_is_of_future (const char *path);
gboolean attest_pages_is_cut (const char *path);
AttestLogState attest_pages_check_log (const char *path);
AttestPages *attest_pages_load (const char *path);
void attest_pages_foreach_row (const AttestPages *self, AttestPagesFunc func, gpointer data);
void attest_pages_free (AttestPages *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestPages, attest_pages_free)

G_END_DECLS
