/* Binding of an entry or a text view to a text of a record, safe while an input method composes. */
#pragma once

#include "model/attest-record.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_text_binding_attach_entry (GtkEntry *entry, AttestRecord *record, guint field);
void attest_text_binding_attach_view (GtkTextView *view, AttestRecord *record, guint field);
gboolean attest_text_binding_is_composing (GtkWidget *widget);
gboolean attest_text_binding_is_filling (GtkWidget *widget);

G_END_DECLS
