/* AttestFailure: why a request failed below HTTP, for the user and for the history. And how long a
 * server that could not take one asks to wait. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  const GError *error;              /* as GLib or libsoup has it */
  GTlsCertificateFlags certificate; /* what was wrong with the host's certificate; 0: nothing */
  gboolean may_have_left;           /* bytes of the request may have reached the server */
} AttestFailure;

char *attest_failure_describe (const AttestFailure *self);
char *attest_failure_dup_detail (const AttestFailure *self);

#define ATTEST_MAX_RETRY_AFTER (3600) /* seconds; a longer wait is the user's decision */

gboolean attest_retry_after_parse (const char *text, gint64 now, guint *seconds);

G_END_DECLS
