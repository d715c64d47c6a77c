/* Checking the records of a sheet: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-check.h"

#include "check/attest-check.h"
#include "sheet/attest-grid-parts.h"

#include <glib/gi18n-lib.h>

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
typedef struct
{
  char owner[16];
  const char *number; /* (nullable), as the next two: of what is left out */
  const char *name;
  const char *id;
} Said;

static void
say (AttestSheetImport *self, guint i, Said *said)
{
  const AttestSheetRecord *record = g_ptr_array_index (self->records, i);

  *said = (Said){ .number = NULL };
  g_snprintf (said->owner, sizeof said->owner, "%u", i);
  if (record->is_left_out)
    return;
  said->number = attest_record_get_title (record->record);
  said->name = attest_record_get_role (record->record, self->schema->entity);
  said->id = attest_record_get_role (record->record, self->schema->entity_id);
}

/* What is known to be of a draft of its own is no slip of the sheet. Returns: (nullable): what no
 * other record is to be sent the same as */
static AttestRecord *
get_sent (AttestSheetImport *self, guint i)
{
  const AttestSheetRecord *record = g_ptr_array_index (self->records, i);

  return record->is_left_out || record->own != NULL ? NULL : record->record;
}

/* @places: (nullable): a set, to which those are added that may be the same as another now.
 * Returns: whether others may be compared with something else now */
static gboolean
note (AttestSheetImport *self, guint i, GHashTable *places)
{
  const gboolean is_twin = attest_sheet_twins_set (self->twins, i, get_sent (self, i), places);
  Said said;

  say (self, i, &said);
  return attest_peers_set (self->peers, said.owner, FALSE, said.number, said.name, said.id)
         || is_twin;
}

/* Two that are sent the same are there twice: which of them is wanted, a person decides. */
static void
report_twin (AttestSheetImport *self, AttestSheetRecord *record, guint first)
{
  const AttestSheetRecord *other = g_ptr_array_index (self->records, first);
  g_autofree char *row =
      attest_grid_dup_row_name (self->table->grid, g_array_index (other->rows, guint, 0) - 1);
  g_autofree char *message = g_strdup_printf (
      /* TRANSLATORS: %s is a row of a sheet */
      _ ("It would be sent exactly the same as row %s, and there would be two. Keep one of them or "
         "give this one another name, unless both are meant."),
      row);

  g_ptr_array_add (record->problems,
                   attest_problem_new (ATTEST_SEVERITY_ERROR,
                                       self->schema->fields[self->schema->title_field].key,
                                       ATTEST_SHEET_TWIN_RULE,
                                       ATTEST_SOURCE_SENSE,
                                       message));
}

static void
check (AttestSheetImport *self, guint i, AttestCheckContext *context)
{
  AttestSheetRecord *record = g_ptr_array_index (self->records, i);
  g_autofree char *owner = g_strdup_printf ("%u", i);
  g_autoptr (GPtrArray) problems = NULL;
  guint first = 0;

  context->owner = owner;
  problems = attest_check (record->record, context);
  g_ptr_array_set_size (record->problems, (int) record->n_row_problems);
  g_ptr_array_extend_and_steal (record->problems, g_steal_pointer (&problems));
  if (!record->is_wanted && attest_sheet_twins_find_first (self->twins, i, &first))
    report_twin (self, record, first);
}

/**
 * attest_sheet_import_note:
 * @i: the place of a record that was changed, or left out
 * @places: (nullable): a set of the places of records
 *
 * What it says now is what the others are compared with. Adds to @places those that are to be
 * checked again for it; itself is to be checked in any case.
 */
void
attest_sheet_import_note (AttestSheetImport *self, guint i, GHashTable *places)
{
  g_autoptr (GHashTable) owners = NULL;
  GHashTableIter iter;
  gpointer owner = NULL;
  Said said;

  g_return_if_fail (self != NULL && i < self->records->len);

  if (places != NULL)
    {
      say (self, i, &said);
      owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      attest_peers_add_affected (self->peers, said.owner, said.number, said.name, said.id, owners);
      g_hash_table_iter_init (&iter, owners);
      while (g_hash_table_iter_next (&iter, &owner, NULL))
        g_hash_table_add (places, GUINT_TO_POINTER (g_ascii_strtoull (owner, NULL, 10)));
    }
  note (self, i, places);
}

/**
 * attest_sheet_import_check:
 * @i: the place of a record
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
  check (self, i, &context);
}

/**
 * attest_sheet_import_check_changed:
 * @places: a set of the places of records that were changed, or left out
 *
 * Looks at them again, and at all others where they are compared with something else now: who that
 * is costs more to find out for thousands.
 */
void
attest_sheet_import_check_changed (AttestSheetImport *self, GHashTable *places)
{
  AttestCheckContext context;
  GHashTableIter iter;
  gpointer place = NULL;
  gboolean is_all = FALSE;

  g_return_if_fail (self != NULL && places != NULL);

  attest_check_context_init (&context);
  context.peers = self->peers;
  g_hash_table_iter_init (&iter, places);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    is_all = note (self, GPOINTER_TO_UINT (place), NULL) || is_all;
  for (guint i = 0; i < self->records->len; i++)
    if (is_all || g_hash_table_contains (places, GUINT_TO_POINTER (i)))
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
      note (self, i, NULL);
    }
  for (guint i = 0; i < self->records->len; i++)
    {
      if (i % CHECKED_AT_ONCE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      check (self, i, &context);
    }
  return TRUE;
}
