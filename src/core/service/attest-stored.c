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
  copy->told = self->told;
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

/**
 * attest_stored_dup_untold:
 * @self: one of a list that tells whole records
 *
 * Returns: (transfer full) (nullable): the fields that the list did not tell, as people call them;
 *   %NULL: it told all
 */
char *
attest_stored_dup_untold (const AttestStored *self)
{
  const AttestSchema *schema = attest_record_get_schema (self->record);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < schema->n_fields; i++)
    if ((self->told & G_GUINT64_CONSTANT (1) << i) == 0)
      g_ptr_array_add (labels, (gpointer) attest_field_get_label (schema, &schema->fields[i]));
  g_ptr_array_add (labels, NULL);
  return labels->len > 1 ? g_strjoinv (", ", (char **) labels->pdata) : NULL;
}
