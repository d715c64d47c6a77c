/* AttestHistory: every submission ever made, newest first, as a lazy GListModel of
 * AttestSubmission. Its length is known at once, rows load by the page when they are looked at. */
#pragma once

#include "store/attest-store.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_HISTORY (attest_history_get_type ())
G_DECLARE_FINAL_TYPE (AttestHistory, attest_history, ATTEST, HISTORY, GObject)

typedef struct
{
  const char *search;  /* (nullable): part of number, name, entity, message or id */
  const char *service; /* (nullable): all */
  int environment;     /* -1: all */
  AttestState state;   /* ATTEST_STATE_NONE: all */
} AttestHistoryFilter;

AttestHistory *attest_history_new (AttestStore *store);
void attest_history_set_filter (AttestHistory *self, const AttestHistoryFilter *filter);
/* Properties: "n-items" (guint), "loading" (gboolean: no count is known yet for this filter),
 * "incomplete" (gboolean: something of it cannot be read). */

G_END_DECLS
