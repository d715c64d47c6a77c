/* Checking the records of a sheet: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-check.h"

#include "check/attest-check.h"

/* Records between two looks at whether somebody gave up. */
#define CHECKED_AT_ONCE 256

/* Lists that have something tell their record so, as after reading any file. */
static void
tell_lists (AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].was_read != NULL)
      {
        guint n = attest_record_list_get_length (attest_record_get_list (record, i));

        if (n > 0)
          schema->fields[i].was_read (record, n);
      }
}

/* What others are compared with. */
static void
note (AttestSheetImport *self, guint i)
{
  const AttestSheetRecord *record = g_ptr_array_index (self->records, i);
  g_autofree char *owner = g_strdup_printf ("%u", i);

  attest_peers_set (self->peers,
                    owner,
                    FALSE,
                    attest_record_get_title (record->record),
                    attest_record_get_role (record->record, self->schema->entity),
                    attest_record_get_role (record->record, self->schema->entity_id));
}

static void
check (AttestSheetImport *self, guint i, AttestCheckContext *context)
{
  AttestSheetRecord *record = g_ptr_array_index (self->records, i);
  g_autofree char *owner = g_strdup_printf ("%u", i);
  g_autoptr (GPtrArray) problems = NULL;

  context->owner = owner;
  problems = attest_check (record->record, context);
  g_ptr_array_set_size (record->problems, (int) record->n_row_problems);
  g_ptr_array_extend_and_steal (record->problems, g_steal_pointer (&problems));
}

/**
 * attest_sheet_import_check:
 * @i: the place of a record that was changed
 *
 * Looks at it again, beside the others.
 */
void
attest_sheet_import_check (AttestSheetImport *self, guint i)
{
  AttestCheckContext context;

  g_return_if_fail (self != NULL && i < self->records->len);

  attest_check_context_init (&context);
  context.peers = self->peers;
  note (self, i);
  check (self, i, &context);
}

/**
 * attest_sheet_import_check_all:
 * @self: with all its records
 * @cancellable: (nullable): gives up
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Looks at each record for the first time: all are known to each other before the first is.
 *
 * Returns: whether all were looked at
 */
gboolean
attest_sheet_import_check_all (AttestSheetImport *self, GCancellable *cancellable, GError **error)
{
  AttestCheckContext context;

  attest_check_context_init (&context);
  context.peers = self->peers;
  for (guint i = 0; i < self->records->len; i++)
    {
      AttestSheetRecord *record = g_ptr_array_index (self->records, i);

      tell_lists (record->record);
      record->n_row_problems = record->problems->len;
      note (self, i);
    }
  for (guint i = 0; i < self->records->len; i++)
    {
      if (i % CHECKED_AT_ONCE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      check (self, i, &context);
    }
  return TRUE;
}
