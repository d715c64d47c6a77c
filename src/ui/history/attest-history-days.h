/* AttestHistoryDays: the rows of the history, and which of them begins a day. A day is told above
 * its first row, so that the list stays as long as what it shows. Main thread. */
#pragma once

#include "widgets/attest-width-bin.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_HISTORY_DAYS (attest_history_days_get_type ())
G_DECLARE_FINAL_TYPE (AttestHistoryDays, attest_history_days, ATTEST, HISTORY_DAYS, GObject)

AttestHistoryDays *
attest_history_days_new (GtkListView *view, GListModel *rows, AttestWidthBin *bin);

G_END_DECLS
