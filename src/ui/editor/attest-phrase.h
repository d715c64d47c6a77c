/* The phrase in which the cursor of a text of several lines stands: what is completed there. Main
 * thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *attest_phrase_dup_typed (GtkTextView *view);
void attest_phrase_replace (GtkTextView *view, const char *text);
gboolean attest_phrase_get_place (GtkTextView *view, GtkWidget *in, graphene_rect_t *place);

G_END_DECLS
