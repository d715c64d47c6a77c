/* The rows of a list of the store, read one page after the other. Main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Returns: whether the row @item of a list is more than a place for one */
typedef gboolean (*CliIsLoadedCb) (gpointer item);

GPtrArray *cli_load_rows (GListModel *list, CliIsLoadedCb is_loaded_cb, guint limit);
int cli_end_rows (GListModel *list);

G_END_DECLS
