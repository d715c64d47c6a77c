/* One record as a service lists it: see the header. Thread: main. */
#include "attest-config.h"
#include "service/attest-stored.h"

/**
 * attest_stored_copy:
 * @self: a stored record
 *
 * Returns: (transfer full): a copy that shares the record
 */
AttestStored *
attest_stored_copy (const AttestStored *self)
{
  AttestStored *copy = g_new0 (AttestStored, 1);

  copy->id = g_strdup (self->id);
  copy->created = self->created;
  copy->record = g_object_ref (self->record);
  return copy;
}

/**
 * attest_stored_free:
 * @self: (nullable): a stored record
 */
void
attest_stored_free (AttestStored *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_clear_object (&self->record);
  g_free (self);
}
