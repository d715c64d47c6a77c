/* AttestStored: one record as a service lists it, as far as it is needed to know it again. */
#pragma once

#include "model/attest-record.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;             /* the service's */
  gint64 created;       /* microseconds since 1970, UTC; 0: it does not say */
  AttestRecord *record; /* what was read of it */
  guint64 told;         /* of a list that tells whole records: bit N says that field N was told */
} AttestStored;

AttestStored *attest_stored_copy (const AttestStored *self);
void attest_stored_free (AttestStored *self);
char *attest_stored_dup_untold (const AttestStored *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestStored, attest_stored_free)

G_END_DECLS
