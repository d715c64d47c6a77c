/* How bytes that were sent or that came back are shown: JSON indented, anything else as it is.
 * Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *text;       /* valid UTF-8, fit for a text view */
  gboolean is_json; /* @text was indented */
  gboolean cut;     /* there is more than @text shows */
} AttestLayout;

AttestLayout *attest_layout_new (GBytes *bytes, gsize limit);
void attest_layout_free (AttestLayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestLayout, attest_layout_free)

G_END_DECLS
