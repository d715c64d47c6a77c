/* AttestFieldMessage: what is wrong with a field, by icon and words, with a button that mends it.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_FIELD_MESSAGE (attest_field_message_get_type ())
G_DECLARE_FINAL_TYPE (AttestFieldMessage, attest_field_message, ATTEST, FIELD_MESSAGE, GtkWidget)

GtkWidget *attest_field_message_new (void);
void attest_field_message_say (AttestFieldMessage *self,
                               gboolean is_error,
                               const char *text,
                               const char *fix /* (nullable) */);
void attest_field_message_relate (AttestFieldMessage *self, GtkAccessible *accessible);
void attest_field_message_unrelate (GtkAccessible *accessible);
void attest_field_message_colour (GtkWidget *widget, const char *style /* (nullable) */);

/* Signal "fix": the button was pressed. */

G_END_DECLS
