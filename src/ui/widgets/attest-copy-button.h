/* AttestCopyButton: copies a text, and shows for a moment that it did. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_COPY_BUTTON (attest_copy_button_get_type ())
G_DECLARE_FINAL_TYPE (AttestCopyButton, attest_copy_button, ATTEST, COPY_BUTTON, AdwBin)

/* Properties "label" (string): what it does, for the tooltip and for screen readers; "title"
 * (string): the words on it, else it is an icon. */
void attest_copy_button_set_text (AttestCopyButton *self, const char *text);
void attest_copy_button_copy (AttestCopyButton *self);

G_END_DECLS
