/* AttestLookUp: whether what was sent is there, by the service's own list. */
#pragma once

#include "outbox/attest-outbox.h"
#include "service/attest-stored.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean is_found;
  char *id;              /* (nullable): the service's, of the likeliest */
  GPtrArray *candidates; /* of AttestStored: all that it can be, the likeliest first */
} AttestLookUp;

void attest_look_up_free (AttestLookUp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestLookUp, attest_look_up_free)

/* Whether the service of @submission has a list, and there is something to be looked for. */
gboolean attest_outbox_can_look_up (AttestSubmission *submission);

/* Found: an unknown submission becomes accepted, with the service's id. Not found: it stays
 * unknown until the user decides, and the look is kept in its history. */
void attest_outbox_look_up_async (AttestOutbox *self,
                                  AttestSubmission *submission,
                                  const char *practice_host /* (nullable) */,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
AttestLookUp *attest_outbox_look_up_finish (AttestOutbox *self,
                                            GAsyncResult *result,
                                            GError **error); /* NULL: could not look */

char *attest_look_up_describe (const AttestLookUp *self);

G_END_DECLS
