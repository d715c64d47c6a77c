/* A list that shows itself quickly: its first rows at once, the others in the frames after. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GListModel *attest_few_rows_new (GListModel *model, GtkWidget *view);

G_END_DECLS
