/* What takes long is done a little with each frame, beside drawing the rest of the window. Main
 * thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Does a little more for @widget. Returns: whether there is more to do */
typedef gboolean (*AttestFramesFunc) (GtkWidget *widget, gpointer data);
typedef void (*AttestFramesOnceFunc) (GtkWidget *widget);

void attest_frames_start (GtkWidget *widget,
                          AttestFramesFunc func,
                          gpointer data,
                          GDestroyNotify free_data);
void attest_frames_stop (GtkWidget *widget);
void attest_frames_wait (GtkWidget *widget, AttestFramesOnceFunc func);

G_END_DECLS
