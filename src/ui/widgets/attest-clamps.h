/* Clamps that keep lines short enough to be read: as many letters, whatever their size. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_clamps_follow_letters (GtkWidget *root);

G_END_DECLS
