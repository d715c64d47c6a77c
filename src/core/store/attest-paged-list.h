/* AttestPagedList: a lazy GListModel as long as a query's answer, of which only what is looked at
 * is in memory. What is asked, and what a row becomes, is a subclass' affair. Main thread.
 *
 * Nothing is asked before somebody wants to know how long it is; only what is counted beside it is
 * counted from the first. Properties: "n-items" (guint), "loading" (gboolean: what is shown is not
 * yet what was asked for last), "incomplete" (gboolean: something of it cannot be read). Signal
 * "counts-changed". */
#pragma once

#include "store/attest-store.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _AttestDb AttestDb;

/* What a query begins with. Queries are counted by reference (g_atomic_rc_box_new0 ()) and do not
 * change once they have counted. */
typedef struct
{
  guint n_rows; /* that match, as they were counted */
  /* How many rows at both ends are those of the query before; 0 where nobody looked. */
  guint n_same_first;
  guint n_same_last;
  /* To be counted no further for now, so that the first page is there soon; 0: all. The subclass
   * sets it to 0 where that helps nobody. */
  guint limit;
} AttestPagedQuery;

#define ATTEST_PAGED_MAX_COUNTS 8

#define ATTEST_TYPE_PAGED_LIST (attest_paged_list_get_type ())
G_DECLARE_DERIVABLE_TYPE (AttestPagedList, attest_paged_list, ATTEST, PAGED_LIST, GObject)

struct _AttestPagedListClass
{
  GObjectClass parent_class;

  GType item_type;
  gpointer (*make_query) (AttestPagedList *self);
  void (*clear_query) (gpointer query); /* any thread */
  /* On the store's thread, inside a job; @before is NULL or the query that is shown. */
  gboolean (*count) (gpointer query, gconstpointer before, AttestDb *db, GError **error);
  /* What is counted beside the rows, such as how many each filter shows; little is looked at. */
  gboolean (*tally) (gconstpointer query, AttestDb *db, guint *counts, GError **error);
  /* A row may be NULL: it is gone. */
  GPtrArray *(
      *read) (gconstpointer query, AttestDb *db, guint offset, guint n_rows, GError **error);
  /* A placeholder for a row that is not read yet, or its object if that is known. */
  gpointer (*new_item) (AttestPagedList *self, gconstpointer query, guint row);
  /* (transfer full): the object of a row: the placeholder, unless somebody holds another one. */
  gpointer (*adopt) (AttestPagedList *self, gpointer placeholder, gpointer row);
};

void attest_paged_list_begin (AttestPagedList *self, AttestStore *store);
AttestStore *attest_paged_list_get_store (AttestPagedList *self);

/* Why it is asked again. */
typedef enum
{
  ATTEST_PAGED_NEWS,     /* something changed: every answer is better than the one shown */
  ATTEST_PAGED_QUESTION, /* another question: an answer to the one before is not wanted */
} AttestPagedReason;

void attest_paged_list_ask (AttestPagedList *self, AttestPagedReason reason);
void attest_paged_list_tally (AttestPagedList *self);
gconstpointer attest_paged_list_get_query (AttestPagedList *self);
guint attest_paged_list_get_count (AttestPagedList *self, guint i);
gpointer attest_paged_list_get_newest (AttestPagedList *self);
void attest_paged_list_add_newer (AttestPagedList *self, GPtrArray *items);

G_END_DECLS
