/* The records of a reading: see the header. */
#include "attest-config.h"
#include "workspace/attest-import-records.h"

#include "intake/attest-sheet-check.h"
#include "workspace/attest-import-groups.h"
#include "workspace/attest-import-work.h"
#include "workspace/attest-sweep.h"

struct _AttestImportRecords
{
  GObject parent_instance;

  AttestSheetImport *reading; /* (nullable) */
  GPtrArray *records;         /* of AttestImportRecord */
  GHashTable *by_row;         /* first row → AttestImportRecord, not owned */
  AttestImportGroups *groups; /* (nullable): of the records, once they were read or asked for */
  AttestImportCounts counts;  /* of the records alone */
  gboolean is_counted;
  gboolean is_untold; /* that the records say something else than before */
  GHashTable *stale;  /* places of those that are to be checked again beside what changed */
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

  attest_import_let_go (self->records, (GDestroyNotify) g_ptr_array_unref);
  attest_import_let_go (self->reading, (GDestroyNotify) attest_sheet_import_free);
  attest_import_let_go (self->groups, attest_import_groups_free);
  g_hash_table_unref (self->by_row);
  g_hash_table_unref (self->stale);
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
  self->stale = g_hash_table_new (NULL, NULL);
}

/* Returns: (transfer full): none yet */
AttestImportRecords *
attest_import_records_new (void)
{
  return g_object_new (ATTEST_TYPE_IMPORT_RECORDS, NULL);
}

/* The same rows, read anew: what shows them goes on showing them, and nothing is made again. */
static void
take_contents (AttestImportRecords *self, GPtrArray *others)
{
  for (guint i = 0; i < self->records->len; i++)
    attest_import_record_swap (g_ptr_array_index (self->records, i), g_ptr_array_index (others, i));
  self->is_untold = TRUE;
}

static void
take_others (AttestImportRecords *self, GPtrArray *others, GHashTable *by_row)
{
  GPtrArray *old = self->records;

  self->records = others;
  g_hash_table_unref (self->by_row);
  self->by_row = g_hash_table_ref (by_row);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, old->len, others->len);
  attest_import_let_go (old, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * attest_import_records_take:
 * @self: records
 * @work: a reading that is done; what is in it is taken out of it
 *
 * Where they are of the same rows as before, the objects stay, and attest_import_records_tell() is
 * to be called.
 */
void
attest_import_records_take (AttestImportRecords *self, AttestImportWork *work)
{
  AttestSheetImport *old_reading = self->reading;
  g_autoptr (GHashTable) rows =
      work->by_row != NULL ? g_steal_pointer (&work->by_row) : g_hash_table_new (NULL, NULL);
  GPtrArray *records = work->records != NULL ? g_steal_pointer (&work->records)
                                             : g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (ATTEST_IS_IMPORT_RECORDS (self));

  self->reading = g_steal_pointer (&work->reading);
  g_hash_table_remove_all (self->stale);
  self->is_counted = work->is_counted;
  self->counts = work->counts;
  attest_import_let_go (self->groups, attest_import_groups_free);
  self->groups = g_steal_pointer (&work->groups);
  if (work->is_same && work->shown == self->records)
    {
      take_contents (self, records);
      attest_import_let_go (records, (GDestroyNotify) g_ptr_array_unref);
    }
  else
    take_others (self, records, rows);
  attest_import_let_go (old_reading, (GDestroyNotify) attest_sheet_import_free);
}

/* Has those records that stayed and were read anew emit "changed": what shows them does so anew,
 * which is a turn of its own. */
void
attest_import_records_tell (AttestImportRecords *self)
{
  g_return_if_fail (ATTEST_IS_IMPORT_RECORDS (self));

  for (guint i = 0; self->is_untold && i < self->records->len; i++)
    attest_import_record_emit_changed (g_ptr_array_index (self->records, i));
  self->is_untold = FALSE;
}

/* Returns: (transfer full) (element-type AttestImportRecord): all of them, as they are now */
GPtrArray *
attest_import_records_ref_all (AttestImportRecords *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORDS (self), NULL);
  return g_ptr_array_ref (self->records);
}

/* Returns: (transfer none): what is counted of the records; the rest is zero */
const AttestImportCounts *
attest_import_records_count (AttestImportRecords *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORDS (self), NULL);

  if (!self->is_counted)
    attest_import_count_records (self->records, &self->counts);
  self->is_counted = TRUE;
  return &self->counts;
}

/* They are counted anew when somebody asks: something became of some of them. */
void
attest_import_records_forget_counts (AttestImportRecords *self)
{
  g_return_if_fail (ATTEST_IS_IMPORT_RECORDS (self));
  self->is_counted = FALSE;
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
    self->groups = attest_import_groups_new (self->records);
  return attest_import_groups_ref_all (self->groups);
}

/* Returns: (transfer none) (nullable): the record whose first row is @row, from 1 */
AttestImportRecord *
attest_import_records_find (AttestImportRecords *self, guint row)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORDS (self), NULL);
  return g_hash_table_lookup (self->by_row, GUINT_TO_POINTER (row));
}

/* What is said of all records follows one that changes: before it does, */
static void
take_out (AttestImportRecords *self, AttestImportRecord *record)
{
  if (self->groups != NULL)
    attest_import_groups_take_out (self->groups, record);
  if (self->is_counted)
    attest_import_count_record (record, -1, &self->counts);
}

/* and then. */
static void
put_in (AttestImportRecords *self, AttestImportRecord *record)
{
  if (self->groups != NULL)
    attest_import_groups_put_in (self->groups, record);
  if (self->is_counted)
    attest_import_count_record (record, 1, &self->counts);
}

/* Others are compared with what it says now. Nobody counts further than to too many. */
static void
note (AttestImportRecords *self, guint place)
{
  gboolean is_listed = g_hash_table_size (self->stale) <= ATTEST_SWEEP_FEW;

  attest_sheet_import_note (self->reading, place, is_listed ? self->stale : NULL);
  if (is_listed)
    g_hash_table_remove (self->stale, GUINT_TO_POINTER (place));
}

/* Beside the others, as they are now. */
static void
check (AttestImportRecords *self, AttestImportRecord *record)
{
  attest_sheet_import_check (self->reading, attest_import_record_get_place (record));
  attest_import_record_forget_kinds (record);
}

/* What is left out is beside nobody. */
static void
leave_out (AttestImportRecords *self, AttestImportRecord *record, const char *value)
{
  attest_import_work_leave_out (self->reading, record, value);
  note (self, attest_import_record_get_place (record));
  if (!attest_import_record_get_is_left_out (record))
    check (self, record);
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
 * Those that are checked beside it follow with attest_import_records_settle().
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
  take_out (self, record);
  if (decision == ATTEST_DECIDE_EDIT && attest_import_work_apply (record, decisions, key))
    {
      note (self, attest_import_record_get_place (record));
      check (self, record);
    }
  if (decision == ATTEST_DECIDE_LEAVE_OUT)
    leave_out (self, record, value);
  if (decision == ATTEST_DECIDE_CONFLICT)
    attest_import_record_set_prefers_sheet (record, value != NULL);
  if (view != NULL)
    attest_import_record_compare (record, view);
  put_in (self, record);
  attest_import_record_emit_changed (record);
}

static void
check_again (AttestImportRecords *self, AttestImportRecord *record, const AttestImportView *view)
{
  take_out (self, record);
  check (self, record);
  if (view != NULL)
    attest_import_record_compare (record, view);
  put_in (self, record);
  attest_import_record_emit_changed (record);
}

/**
 * attest_import_records_settle:
 * @self: records
 * @view: (nullable): how they are compared; %NULL: they are not
 *
 * Whoever shares a number, an entity or its name with what was shown since the last time, before or
 * after, is checked again.
 *
 * Returns: whether they were; %FALSE: they are so many that reading them anew is to do it
 */
gboolean
attest_import_records_settle (AttestImportRecords *self, const AttestImportView *view)
{
  gboolean are_few = FALSE;
  GHashTableIter iter;
  gpointer place = NULL;

  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORDS (self), TRUE);

  are_few = g_hash_table_size (self->stale) <= ATTEST_SWEEP_FEW;
  g_hash_table_iter_init (&iter, self->stale);
  while (are_few && g_hash_table_iter_next (&iter, &place, NULL))
    check_again (self, g_ptr_array_index (self->records, GPOINTER_TO_UINT (place)), view);
  g_hash_table_remove_all (self->stale);
  return are_few;
}
