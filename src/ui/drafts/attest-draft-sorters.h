/* Orders of the table of drafts. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Each: (transfer full). */
GtkSorter *attest_draft_sorter_new_title (void);
GtkSorter *attest_draft_sorter_new_entity (void);
GtkSorter *attest_draft_sorter_new_status (void);
GtkSorter *attest_draft_sorter_new_problems (void);
GtkSorter *attest_draft_sorter_new_outcome (void);
GtkSorter *attest_draft_sorter_new_changed (void);

G_END_DECLS
