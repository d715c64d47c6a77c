/* A record of a sheet, while rows are put into it: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-group.h"

/* @schema: what the record is. Returns: (transfer full): one of nothing yet; whose import it is
 * takes its result */
AttestSheetGroup *
attest_sheet_group_new (const AttestSchema *schema)
{
  AttestSheetGroup *self = g_new0 (AttestSheetGroup, 1);
  AttestSheetRecord *result = g_new0 (AttestSheetRecord, 1);

  result->record = attest_record_new (schema);
  result->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  result->problems = g_ptr_array_new_with_free_func (g_object_unref);
  self->result = result;
  self->sources = g_new0 (guint, schema->n_fields);
  return self;
}

/* Frees @self; its record stays with the import. */
void
attest_sheet_group_free (AttestSheetGroup *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->entity_id);
  g_free (self->entity);
  g_free (self->apart);
  g_free (self->sources);
  g_clear_pointer (&self->sheets, g_hash_table_unref);
  g_clear_pointer (&self->long_lists, g_hash_table_unref);
  g_clear_pointer (&self->open, g_hash_table_unref);
  g_clear_pointer (&self->repeats, g_array_unref);
  g_free (self->ended);
  g_free (self);
}

/* @number: of a row, from 1. Returns: whether it is one of @self */
gboolean
attest_sheet_group_has_row (const AttestSheetGroup *self, guint number)
{
  const GArray *rows = self->result->rows;

  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, guint, i) == number)
      return TRUE;
  return FALSE;
}

/* @field: one of which a person still has to decide a value: what is said for all is not for it */
void
attest_sheet_group_note_open (AttestSheetGroup *self, const AttestField *field)
{
  if (self->open == NULL)
    self->open = g_hash_table_new (NULL, NULL);
  g_hash_table_add (self->open, (gpointer) field);
}

/* The record's lists become empty: what a later issue of the certificate says of its standards is
 * all that it has. */
void
attest_sheet_group_forget_lists (AttestSheetGroup *self)
{
  AttestRecord *record = self->result->record;
  const AttestSchema *schema = attest_record_get_schema (record);

  g_clear_pointer (&self->long_lists, g_hash_table_unref);
  for (guint i = 0; i < schema->n_fields; i++)
    {
      AttestRecordList *list = schema->fields[i].kind == ATTEST_FIELD_RECORDS
                                   ? attest_record_get_list (record, i)
                                   : NULL;

      for (guint n = list != NULL ? attest_record_list_get_length (list) : 0; n > 0; n--)
        attest_record_list_remove (list, n - 1);
    }
}
