/* A list whose newest rows come at its top shows them to whoever looks at the top. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_list_top_keep (GtkWidget *list, GListModel *model);

G_END_DECLS
