/* AttestWrapLayout: children one after another, as words on a line. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_WRAP_LAYOUT (attest_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (AttestWrapLayout, attest_wrap_layout, ATTEST, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *attest_wrap_layout_new (gboolean fills);

G_END_DECLS
