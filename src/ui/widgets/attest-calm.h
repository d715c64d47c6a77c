/* What happens often is shown less often: at once, and then ten times a second at the most. Main
 * thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* To be zeroed at first, and cleared before what @func needs is gone. */
typedef struct
{
  guint source;
  gint64 last; /* monotonic */
  void (*func) (gpointer data);
  gpointer data;
} AttestCalm;

void attest_calm_call (AttestCalm *self, void (*func) (gpointer data), gpointer data);
void attest_calm_clear (AttestCalm *self);

G_END_DECLS
