/* AttestTagsControl: a list of tags as chips, with an entry behind them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_TAGS_CONTROL (attest_tags_control_get_type ())
G_DECLARE_FINAL_TYPE (AttestTagsControl, attest_tags_control, ATTEST, TAGS_CONTROL, GtkWidget)

G_END_DECLS
