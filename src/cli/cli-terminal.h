/* What a person types at a terminal while a command runs. */
#pragma once

#include "outbox/attest-outbox.h"

G_BEGIN_DECLS

gssize cli_terminal_read_hidden (const char *prompt, char *text, gsize size);
gboolean
cli_terminal_sign_in_cb (AttestOutbox *outbox, const char *proxy, gboolean refused, gpointer data);

G_END_DECLS
