/* The records of a reading: see the header. */
#include "attest-config.h"
#include "workspace/attest-import-records.h"

#include "intake/attest-sheet-check.h"
#include "workspace/attest-import-work.h"

struct _AttestImportRecords
{
  GObject parent_instance;

  AttestSheetImport *reading; /* (nullable) */
  GPtrArray *records;         /* of AttestImportRecord */
  GHashTable *by_row;         /* first row → AttestImportRecord, not owned */
  GPtrArray *groups;          /* (nullable): of AttestImportProblems, until one of them changes */
};

static GType
get_item_type (GListModel *model)
{
  return ATTEST_TYPE_IMPORT_RECORD;
}

static guint
get_n_items (GListModel *model)
{
  return ATTEST_IMPORT_RECORDS (model)->records->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *records = ATTEST_IMPORT_RECORDS (model)->records;

  return position < records->len ? g_object_ref (g_ptr_array_index (records, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AttestImportRecords,
                               attest_import_records,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
attest_import_records_finalize (GObject *object)
{
  AttestImportRecords *self = ATTEST_IMPORT_RECORDS (object);

  g_ptr_array_unref (self->records);
  g_hash_table_unref (self->by_row);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->reading, attest_sheet_import_free);
  G_OBJECT_CLASS (attest_import_records_parent_class)->finalize (object);
}

static void
attest_import_records_class_init (AttestImportRecordsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_import_records_finalize;
}

static void
attest_import_records_init (AttestImportRecords *self)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_row = g_hash_table_new (NULL, NULL);
}

/* Returns: (transfer full): none yet */
AttestImportRecords *
attest_import_records_new (void)
{
  return g_object_new (ATTEST_TYPE_IMPORT_RECORDS, NULL);
}

static void
free_reading (gpointer reading)
{
  attest_sheet_import_free (reading);
}

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

/**
 * attest_import_records_take:
 * @self: records
 * @reading: (transfer full) (nullable): what they are of
 * @records: (transfer full) (nullable) (element-type AttestImportRecord): what is there from now on
 * @by_row: (transfer full) (nullable): the same by their first rows
 * @groups: (transfer full) (nullable) (element-type AttestImportProblems): what is wrong with them
 */
void
attest_import_records_take (AttestImportRecords *self,
                            AttestSheetImport *reading,
                            GPtrArray *records,
                            GHashTable *by_row,
                            GPtrArray *groups)
{
  AttestSheetImport *old_reading = self->reading;
  GPtrArray *old = self->records;

  g_return_if_fail (ATTEST_IS_IMPORT_RECORDS (self));

  self->reading = reading;
  self->records = records != NULL ? records : g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_unref (self->by_row);
  self->by_row = by_row != NULL ? by_row : g_hash_table_new (NULL, NULL);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  self->groups = groups;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, old->len, self->records->len);
  attest_import_let_go (old, unref_array);
  if (old_reading != NULL)
    attest_import_let_go (old_reading, free_reading);
}

/* Returns: (transfer none) (nullable): what they are of; until others are taken */
AttestSheetImport *
attest_import_records_get_reading (AttestImportRecords *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORDS (self), NULL);
  return self->reading;
}

/* Returns: (transfer full) (element-type AttestImportProblems): what is wrong with them now */
GPtrArray *
attest_import_records_ref_groups (AttestImportRecords *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORDS (self), NULL);

  if (self->groups == NULL)
    self->groups = attest_import_problems_group (self->records);
  return g_ptr_array_ref (self->groups);
}

/* Returns: (transfer none) (nullable): the record whose first row is @row, from 1 */
AttestImportRecord *
attest_import_records_find (AttestImportRecords *self, guint row)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORDS (self), NULL);
  return g_hash_table_lookup (self->by_row, GUINT_TO_POINTER (row));
}

/**
 * attest_import_records_show:
 * @self: records
 * @decisions: all that is decided by now
 * @decision: what was decided last, of one record
 * @key: its key
 * @view: (nullable): how they are compared; %NULL: they are not
 *
 * Makes the record what was decided, without reading anything; for one that is not there, nothing.
 */
void
attest_import_records_show (AttestImportRecords *self,
                            const AttestDecisions *decisions,
                            AttestImportDecision decision,
                            const char *key,
                            const AttestImportView *view)
{
  const char *value = attest_decisions_get (decisions, decision, key);
  AttestImportRecord *record = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT_RECORDS (self));

  record = attest_import_records_find (self, attest_import_work_get_row (key));
  if (record == NULL)
    return;
  if (decision == ATTEST_DECIDE_EDIT && attest_import_work_apply (record, decisions, key))
    attest_sheet_import_check (self->reading, attest_import_record_get_place (record));
  if (decision == ATTEST_DECIDE_LEAVE_OUT)
    attest_import_record_set_left_out (record, value != NULL);
  if (decision == ATTEST_DECIDE_CONFLICT)
    attest_import_record_set_prefers_sheet (record, value != NULL);
  if (view != NULL && decision != ATTEST_DECIDE_LEAVE_OUT)
    attest_import_record_compare (record, view);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  attest_import_record_emit_changed (record);
}
