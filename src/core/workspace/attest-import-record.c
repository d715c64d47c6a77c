/* One record of an import: see the header. Made on any thread, then of the main one alone. */
#include "attest-config.h"
#include "workspace/attest-import-record.h"

#include "check/attest-check.h"
#include "workspace/attest-import-private.h"

struct _AttestImportRecord
{
  GObject parent_instance;

  AttestRecord *record;
  GArray *rows;
  GPtrArray *problems;
  guint place;
  gboolean is_left_out;
  GHashTable *edits; /* (nullable): path → what stood there before it was edited */
  AttestComparison comparison;
  AttestImportEffect effect;
  GPtrArray *changes;
  GPtrArray *conflict;
  char *draft_id;
};

G_DEFINE_FINAL_TYPE (AttestImportRecord, attest_import_record, G_TYPE_OBJECT)

static guint changed_signal;

static void
attest_import_record_finalize (GObject *object)
{
  AttestImportRecord *self = ATTEST_IMPORT_RECORD (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->edits, g_hash_table_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->conflict, g_ptr_array_unref);
  g_free (self->draft_id);
  G_OBJECT_CLASS (attest_import_record_parent_class)->finalize (object);
}

static void
attest_import_record_class_init (AttestImportRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_import_record_finalize;
  changed_signal = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_import_record_init (AttestImportRecord *self)
{
}

/* For the import alone. @place: among those of the sheet. Returns: (transfer full): it */
AttestImportRecord *
attest_import_record_new (AttestSheetRecord *source, guint place)
{
  AttestImportRecord *self = g_object_new (ATTEST_TYPE_IMPORT_RECORD, NULL);

  self->record = g_object_ref (source->record);
  self->rows = g_array_ref (source->rows);
  self->problems = g_ptr_array_ref (source->problems);
  self->place = place;
  return self;
}

/* For the import alone. */
guint
attest_import_record_get_place (AttestImportRecord *self)
{
  return self->place;
}

/* For the import alone: after it was changed. */
void
attest_import_record_emit_changed (AttestImportRecord *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/**
 * attest_import_record_edit:
 * @path: of a field; as in AttestProblem
 * @text: (nullable): what to put there; %NULL: what stood there at first
 *
 * For the import alone. The record is to be checked then.
 *
 * Returns: whether there is such a field, and it says something else now
 */
gboolean
attest_import_record_edit (AttestImportRecord *self, const char *path, const char *text)
{
  const AttestField *field = NULL;
  AttestRecord *record = attest_record_lookup (self->record, path, &field);
  g_autofree char *before = NULL;

  if (record == NULL || field == NULL || attest_field_is_list (field))
    return FALSE;
  if (text == NULL && self->edits != NULL)
    text = g_hash_table_lookup (self->edits, path);
  before = attest_sheet_dup_field (record, field);
  if (text == NULL || g_str_equal (text, before))
    return FALSE;
  attest_sheet_set_field (record, field, text);
  if (self->edits == NULL)
    self->edits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!g_hash_table_contains (self->edits, path))
    g_hash_table_insert (self->edits, g_strdup (path), g_steal_pointer (&before));
  else if (g_str_equal (text, g_hash_table_lookup (self->edits, path)))
    g_hash_table_remove (self->edits, path);
  return TRUE;
}

/* For the import alone. */
void
attest_import_record_set_left_out (AttestImportRecord *self, gboolean left_out)
{
  self->is_left_out = left_out;
}

/* For the import alone. */
void
attest_import_record_set_draft_id (AttestImportRecord *self, const char *draft_id)
{
  g_free (self->draft_id);
  self->draft_id = g_strdup (draft_id);
}

/* Returns: (transfer none): what it says; not to be changed but by attest_import_edit() */
AttestRecord *
attest_import_record_get_record (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), NULL);
  return self->record;
}

/* Returns: the first of its rows, from 1 as a spreadsheet shows them */
guint
attest_import_record_get_row (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), 0);
  return self->rows->len > 0 ? g_array_index (self->rows, guint, 0) : 0;
}

/* Returns: (transfer none) (element-type guint): its rows, from 1, in the sheet's order */
GArray *
attest_import_record_get_rows (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), NULL);
  return self->rows;
}

/* Returns: (transfer none) (element-type AttestProblem): of its rows, then of itself */
GPtrArray *
attest_import_record_get_problems (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), NULL);
  return self->problems;
}

/* Returns: how many of its problems keep it from being sent */
guint
attest_import_record_get_n_errors (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), 0);
  return attest_check_count (self->problems, ATTEST_SEVERITY_ERROR);
}

/* Returns: how many of its problems are only to be looked at */
guint
attest_import_record_get_n_warnings (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), 0);
  return attest_check_count (self->problems, ATTEST_SEVERITY_WARNING);
}

/* Returns: whether a person does not want it */
gboolean
attest_import_record_get_is_left_out (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), FALSE);
  return self->is_left_out;
}

/* Returns: whether a person put there what is at @path; of %NULL: anywhere */
gboolean
attest_import_record_get_is_edited (AttestImportRecord *self, const char *path)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), FALSE);
  if (self->edits == NULL)
    return FALSE;
  return path != NULL ? g_hash_table_contains (self->edits, path)
                      : g_hash_table_size (self->edits) > 0;
}

/* Returns: what it is against what is there */
AttestComparison
attest_import_record_get_comparison (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), ATTEST_COMPARISON_NONE);
  return self->comparison;
}

/* Returns: (transfer none) (nullable): see the header */
GPtrArray *
attest_import_record_get_changes (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), NULL);
  return self->changes;
}

/* Returns: what keeping does with it */
AttestImportEffect
attest_import_record_get_effect (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), ATTEST_IMPORT_EFFECT_NONE);
  return self->is_left_out ? ATTEST_IMPORT_EFFECT_LEFT_OUT : self->effect;
}

/* Returns: (transfer none) (nullable): see the header */
GPtrArray *
attest_import_record_get_conflict (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), NULL);
  return self->conflict;
}

/* Returns: (transfer none) (nullable): see the header */
const char *
attest_import_record_get_draft_id (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), NULL);
  return self->draft_id;
}

/* Returns: (transfer none) (nullable): what it is called in files; the same in every language */
const char *
attest_comparison_get_id (AttestComparison comparison)
{
  static const char *const ids[] = { NULL, "new", "changed", "unchanged" };

  g_return_val_if_fail (comparison < ATTEST_N_COMPARISONS, NULL);
  return ids[comparison];
}

/* Returns: (transfer none) (nullable): what it is called in files; the same in every language */
const char *
attest_import_effect_get_id (AttestImportEffect effect)
{
  static const char *const ids[] = { NULL, "create", "update", "nothing", "conflict", "left-out" };

  g_return_val_if_fail (effect < ATTEST_N_IMPORT_EFFECTS, NULL);
  return ids[effect];
}
