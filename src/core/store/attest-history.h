/* AttestHistory: every submission that does not wait, the one that left last first, as a lazy
 * GListModel of AttestSubmission. What could not leave, or was taken out, stands where that ended.
 * Its length is known at once, rows load by the page when they are looked at. */
#pragma once

#include "store/attest-paged-list.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_HISTORY (attest_history_get_type ())
G_DECLARE_FINAL_TYPE (AttestHistory, attest_history, ATTEST, HISTORY, AttestPagedList)

typedef struct
{
  const char *search;  /* (nullable): part of number, name, entity, message or id */
  const char *service; /* (nullable): all */
  const char *batch;   /* (nullable): all */
  int environment;     /* -1: all */
  AttestState state;   /* ATTEST_STATE_NONE: all */
  gint64 from;         /* at that time (attest_submission_get_time()) or later; 0: all */
  gint64 to;           /* before; 0: all */
} AttestHistoryFilter;

AttestHistory *attest_history_new (AttestStore *store);
void attest_history_filter_copy (AttestHistoryFilter *self, const AttestHistoryFilter *from);
void attest_history_filter_clear (AttestHistoryFilter *self);
void attest_history_set_filter (AttestHistory *self, const AttestHistoryFilter *filter);

/* How many there are of a state (ATTEST_STATE_NONE: of all) by the other parts of the filter;
 * signal "counts-changed". */
guint attest_history_get_count (AttestHistory *self, AttestState state);
gint64 attest_history_get_oldest (AttestHistory *self); /* when the first one left; 0: none did */

/* Properties: those of AttestPagedList. */

/* Some rows in a row, for those who go through all of them. */
typedef struct
{
  GPtrArray *submissions; /* of AttestSubmission */
  gint64 last_time;       /* where the next page begins */
  char *last_id;
} AttestHistoryPart;

void attest_history_part_free (AttestHistoryPart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestHistoryPart, attest_history_part_free)

void attest_store_read_history_async (AttestStore *self,
                                      const AttestHistoryFilter *filter,
                                      const AttestHistoryPart *after,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
AttestHistoryPart *
attest_store_read_history_finish (AttestStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
