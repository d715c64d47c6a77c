/* Other sheets that say more of the same records: see the header.
 *
 * Two sheets have to do with each other by what both name a record by: the number it has in the
 * file, that on the certificate, or the id of whom it is about. The last says the least: an entity
 * has several certificates, and its id stands in lists of visits, of requests and of what ended as
 * well. From such a sheet what is the entity's is taken; what is a certificate's only where nothing
 * in the sheet is about something else. What is not taken is told.
 * Thread: any, one at a time. */
#include "attest-config.h"
#include "intake/attest-sheet-others.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-dates.h"
#include "intake/attest-sheet-follow.h"
#include "intake/attest-sheet-remarks.h"
#include "intake/attest-sheet-rows.h"
#include "intake/attest-sheet-words.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  AttestSheetGather *gather;
  AttestSheetTable *table;
  const char *path;      /* what joins them */
  gboolean is_by_entity; /* and that is the entity's id */
  gboolean has_others;   /* it has something that no record has a field for, or another's number */
  GPtrArray *columns;    /* of AttestSheetColumn: what is taken */
  GPtrArray *of_entity;  /* those of them that are for the entity */
  gboolean left_out;     /* something that is a certificate's is not taken */
  GHashTable *rows;      /* folded id → GArray of its rows, from 0 */
  GHashTable *records;   /* folded id → how many records have it */
} Join;

static void
join_free (gpointer data)
{
  Join *self = data;

  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->of_entity);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->records);
  g_free (self);
}

static Join *
join_new (AttestSheetGather *gather, AttestSheetTable *table, const char *path)
{
  Join *self = g_new0 (Join, 1);

  self->gather = gather;
  self->table = table;
  self->path = path;
  self->columns = g_ptr_array_new ();
  self->of_entity = g_ptr_array_new ();
  self->rows =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/* What joins them. */

static const char *
get_number_path (const AttestSchema *schema)
{
  return schema->fields[schema->title_field].key;
}

static gboolean
have_both (AttestSheetTable *own, AttestSheetTable *other, const char *path)
{
  return path != NULL && attest_sheet_table_find (own, path) != NULL
         && attest_sheet_table_find (other, path) != NULL;
}

static gboolean
has_list (const AttestSheetTable *table)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (((AttestSheetColumn *) g_ptr_array_index (table->columns, i))->place.list != NULL)
      return TRUE;
  return FALSE;
}

/* The number comes before the id: a row that has both is of that certificate. What has the number
 * as well and is not alike is about parts of the same. */
static const char *
find_path (AttestSheetTable *own, AttestSheetTable *other)
{
  const AttestSchema *schema = own->schema;
  const char *number = get_number_path (schema);
  const char *id = schema->entity_id != NULL ? schema->entity_id->key : NULL;

  if (attest_grid_is_hidden (other->grid))
    return NULL;
  if (have_both (own, other, ATTEST_SHEET_IDENTITY))
    return ATTEST_SHEET_IDENTITY;
  if (have_both (own, other, number) && has_list (other))
    return number;
  return have_both (own, other, id) ? id : NULL;
}

/* Which of its columns are taken. */

/* A remark or a telephone number says nothing of what the row is about; a word that is not known
 * may: the day of a visit, or why it ended. */
static gboolean
has_unknown (AttestSheetTable *table)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (table->columns, i);

      if (column->path == NULL && column->standard == NULL
          && attest_sheet_find_head (table->schema, column->head) == NULL
          && attest_grid_get_length (table->grid, column->column) > table->header + table->n_header)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_of_entity (const AttestSchema *schema, const AttestSheetColumn *column)
{
  return column->place.list == NULL && column->place.field != NULL && schema->entity_id != NULL
         && g_strcmp0 (column->place.field->section, schema->entity_id->section) == 0;
}

static const AttestField *
get_standards (const AttestSchema *schema)
{
  return schema->standards[0];
}

/* Returns: what of a record the column is for: a list, or a field */
static const AttestField *
get_part (const AttestSchema *schema, const AttestSheetColumn *column)
{
  if (column->standard != NULL)
    return get_standards (schema);
  return column->place.list != NULL ? column->place.list : column->place.field;
}

/* Returns: whether the sheet with the records has a column for it as well */
static gboolean
says_own (const Join *self, const AttestField *part)
{
  const AttestSheetTable *own = self->gather->import->table;

  for (guint i = 0; i < own->columns->len; i++)
    if (get_part (own->schema, g_ptr_array_index (own->columns, i)) == part)
      return TRUE;
  return FALSE;
}

static gboolean
is_taken (const Join *self, const AttestSheetColumn *column)
{
  const AttestSchema *schema = self->table->schema;
  const AttestField *part = get_part (schema, column);
  const gboolean is_new = !says_own (self, part);

  if (is_of_entity (schema, column))
    return is_new || !self->has_others;
  if (self->is_by_entity)
    return is_new && !self->has_others;
  return g_str_equal (self->path, ATTEST_SHEET_IDENTITY) || is_new || !self->has_others
         || (attest_field_is_list (part) && part != get_standards (schema));
}

static void
choose_columns (Join *self)
{
  const AttestSchema *schema = self->table->schema;

  for (guint i = 0; i < self->table->columns->len; i++)
    {
      AttestSheetColumn *column = g_ptr_array_index (self->table->columns, i);

      if (get_part (schema, column) == NULL || g_strcmp0 (column->path, self->path) == 0)
        continue;
      if (is_taken (self, column))
        g_ptr_array_add (self->columns, column);
      else if (attest_field_is_list (get_part (schema, column)))
        self->left_out = TRUE;
      if (is_taken (self, column) && is_of_entity (schema, column))
        g_ptr_array_add (self->of_entity, column);
    }
}

/* Its rows. */

static char *
fold_id (const char *id)
{
  return attest_sheet_is_nothing (id) ? g_strdup ("") : attest_text_fold_tight (id);
}

/* @part: whether what is the entity's does not count */
static gboolean
says_taken (const Join *self, guint row, gboolean part)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->columns, i);

      if (!(part && is_of_entity (self->table->schema, column))
          && !attest_sheet_is_nothing (
              attest_sheet_table_get_text (self->table, row, column->column)))
        return TRUE;
    }
  return FALSE;
}

/* @id: what the row names a record by; "" if nothing does */
static void
tell_stray (const Join *self, AttestSheetStrayKind kind, guint row, const char *id)
{
  const AttestSheetStray stray = {
    kind, attest_grid_get_name (self->table->grid), row + 1, g_strdup (id)
  };

  g_array_append_val (self->gather->import->strays, stray);
}

static guint
count_records (const Join *self, const char *key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->records, key));
}

static void
add_row (Join *self, const char *key, guint row)
{
  GArray *list = g_hash_table_lookup (self->rows, key);

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->rows, g_strdup (key), list);
    }
  g_array_append_val (list, row);
}

/* A site or a standard that is nobody's is not lost without a word, nor is one that could be of
 * several certificates of an entity. Of a list of all entities most have no certificate here; one
 * without an id may well have. */
static void
take_row (Join *self, guint row, const char *id)
{
  g_autofree char *key = fold_id (id);
  const guint n_records = count_records (self, key);

  if (attest_grid_row_is_hidden (self->table->grid, row))
    {
      tell_stray (self, ATTEST_SHEET_STRAY_HIDDEN, row, id);
      return;
    }
  if (n_records > 0)
    add_row (self, key, row);
  if (!says_taken (self, row, *key != '\0'))
    return;
  if (*key == '\0')
    tell_stray (self, ATTEST_SHEET_STRAY_NO_ID, row, "");
  else if (n_records == 0)
    tell_stray (self, ATTEST_SHEET_STRAY_UNKNOWN, row, id);
  else if (self->is_by_entity && n_records > 1)
    tell_stray (self, ATTEST_SHEET_STRAY_SEVERAL, row, id);
}

static const char *
get_row_id (const Join *self, guint row)
{
  return attest_sheet_table_get_path_text (self->table, row, self->path);
}

/* A company can be called as the row below a list is: “계”. */
static gboolean
is_total (const Join *self, guint row, const char *first)
{
  g_autofree char *key = fold_id (get_row_id (self, row));

  return attest_sheet_is_total (first) && count_records (self, key) == 0;
}

/* @is_other: (inout): the rows are of another table below. Returns: whether @row says something */
static gboolean
is_row (const Join *self, AttestSheetRows *rows, guint row, gboolean *is_other)
{
  AttestSheetRowKind note = ATTEST_SHEET_ROW_NOTE;
  guint column = 0;
  const guint n_texts = attest_sheet_rows_count_texts (rows, row, &column);

  if (attest_sheet_rows_is_head (rows, row, n_texts))
    {
      *is_other = FALSE;
      return FALSE;
    }
  *is_other = *is_other || attest_sheet_rows_is_other_head (rows, row, n_texts);
  return n_texts > 0 && !*is_other
         && !is_total (self, row, attest_sheet_rows_get_text (rows, row, column))
         && !attest_sheet_rows_find_note (rows, row, n_texts, &note);
}

/* An empty cell names no record, but a row can go on with the one above as in the sheet with the
 * records. */
static void
index_rows (Join *self)
{
  AttestSheetRows rows;
  AttestSheetFollow follow;
  const char *id = "";
  gboolean is_other = FALSE;

  attest_sheet_rows_init (&rows, self->table, NULL, NULL);
  attest_sheet_follow_init (&follow, self->table, self->path);
  for (guint row = self->table->header + self->table->n_header;
       row < attest_grid_get_n_rows (self->table->grid);
       row++)
    {
      const gboolean says = is_row (self, &rows, row, &is_other);
      const char *own = says ? get_row_id (self, row) : "";

      if (!says || !attest_sheet_is_nothing (own) || !attest_sheet_follow_goes_on (&follow, row))
        id = own;
      if (says)
        take_row (self, row, id);
    }
  attest_sheet_follow_clear (&follow);
  attest_sheet_rows_clear (&rows);
}

/* The records. */

/* Returns: (transfer none): what the record is called by there, where any of its rows says it */
static const char *
get_id (const Join *self, const AttestSheetGroup *group)
{
  const GArray *rows = group->result->rows;
  const char *id = "";

  for (guint i = 0; attest_sheet_is_nothing (id) && i < rows->len; i++)
    id = attest_sheet_table_get_path_text (
        self->gather->import->table, g_array_index (rows, guint, i) - 1, self->path);
  return id;
}

static void
index_records (Join *self)
{
  for (guint i = 0; i < self->gather->groups->len; i++)
    {
      char *key = fold_id (get_id (self, g_ptr_array_index (self->gather->groups, i)));
      const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->records, key));

      if (*key != '\0')
        g_hash_table_replace (self->records, key, GUINT_TO_POINTER (n + 1));
      else
        g_free (key);
    }
}

/* Which of an entity's certificates a site is of only a person knows. */
static void
join_group (const Join *self, AttestSheetGroup *group)
{
  g_autofree char *key = fold_id (get_id (self, group));
  const GArray *found = g_hash_table_lookup (self->rows, key);
  const gboolean is_one = !self->is_by_entity || count_records (self, key) == 1;

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      self->gather->row = g_array_index (found, guint, i);
      attest_sheet_gather_take_row (
          self->gather, group, self->table, is_one ? self->columns : self->of_entity);
    }
}

/* @id: "" if it has none. Returns: (transfer full): why the sheet says nothing of a record */
static char *
make_reason (const Join *self, const char *id)
{
  const char *sheet = attest_grid_get_name (self->table->grid);

  /* TRANSLATORS: %s is the name of a sheet */
  return *id == '\0'
             ? g_strdup_printf (_ ("The row has no ID to look up in the sheet “%s”."), sheet)
             /* TRANSLATORS: the first %s is the name of a sheet, the second an id */
             : g_strdup_printf (_ ("No row of the sheet “%s” has the ID “%s”."), sheet, id);
}

static void
report_orphan (const Join *self, AttestSheetGroup *group, const char *id)
{
  AttestRecord *record = group->result->record;
  g_autofree char *message = make_reason (self, id);

  for (guint i = 0; i < self->of_entity->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->of_entity, i);
      const AttestField *field = column->place.field;
      g_autofree char *text = attest_sheet_dup_field (record, field);

      if (field->required && attest_str_is_blank (text) && !says_own (self, field))
        attest_sheet_group_report (
            group, ATTEST_SEVERITY_ERROR, column->path, "sheet-orphan", message);
    }
}

/* Whom no sheet of entities has, or who says not which row of it is theirs; what one of them does
 * not say another can. */
static void
report_orphans (const Join *self)
{
  for (guint i = 0; self->is_by_entity && i < self->gather->groups->len; i++)
    {
      AttestSheetGroup *group = g_ptr_array_index (self->gather->groups, i);
      const char *id = get_id (self, group);
      g_autofree char *key = fold_id (id);

      if (!g_hash_table_contains (self->rows, key))
        report_orphan (self, group, *key != '\0' ? id : "");
    }
}

/* Returns: (nullable): how @other says more of the same records */
static Join *
find_join (AttestSheetGather *gather, AttestSheetTable *other)
{
  const AttestSchema *schema = gather->import->schema;
  const char *path = find_path (gather->import->table, other);
  Join *self = NULL;

  if (path == NULL)
    return NULL;
  self = join_new (gather, other, path);
  self->is_by_entity = schema->entity_id != NULL && g_str_equal (path, schema->entity_id->key);
  self->has_others =
      has_unknown (other)
      || (self->is_by_entity && attest_sheet_table_find (other, get_number_path (schema)) != NULL);
  choose_columns (self);
  if (self->columns->len > 0)
    return self;
  join_free (self);
  return NULL;
}

static void
join_table (Join *self)
{
  AttestSheetImport *import = self->gather->import;

  attest_sheet_gather_say_columns (self->gather, self->columns);
  attest_sheet_dates_find (self->table, import->decisions);
  index_records (self);
  index_rows (self);
  for (guint i = 0; i < self->gather->groups->len; i++)
    join_group (self, g_ptr_array_index (self->gather->groups, i));
}

static void
note_sheet (const Join *self)
{
  AttestSheetImport *import = self->gather->import;
  const char *name = attest_grid_get_name (self->table->grid);

  g_ptr_array_add (import->joined, g_strdup (name));
  if (self->left_out)
    g_ptr_array_add (import->left_out, g_strdup (name));
}

/**
 * attest_sheet_others_join:
 * @self: with all records of the sheet
 * @others: (element-type AttestSheetTable): the other tables of the file
 *
 * Returns: (transfer container) (element-type AttestSheetTable): those of @others that say more of
 *   the same records, which now have it
 */
GPtrArray *
attest_sheet_others_join (AttestSheetGather *self, GPtrArray *others)
{
  g_autoptr (GPtrArray) joins = g_ptr_array_new_with_free_func (join_free);
  GPtrArray *joined = g_ptr_array_new ();

  /* That of the last block is of no other sheet. */
  g_clear_pointer (&self->standard, g_free);
  for (guint i = 0; i < others->len; i++)
    {
      Join *join = find_join (self, g_ptr_array_index (others, i));

      if (join == NULL)
        continue;
      g_ptr_array_add (joins, join);
      g_ptr_array_add (joined, join->table);
      join_table (join);
      note_sheet (join);
    }
  for (guint i = 0; i < joins->len; i++)
    report_orphans (g_ptr_array_index (joins, i));
  return joined;
}

/* @joined: (element-type AttestSheetTable): of attest_sheet_others_join(). Returns: whether the
 * sheet of the records or one of them has a column for @path */
gboolean
attest_sheet_others_have (const AttestSheetGather *self, const GPtrArray *joined, const char *path)
{
  gboolean has = FALSE;

  g_return_val_if_fail (self != NULL && joined != NULL && path != NULL, FALSE);

  has = attest_sheet_table_find (self->import->table, path) != NULL;
  for (guint i = 0; !has && i < joined->len; i++)
    has = attest_sheet_table_find (g_ptr_array_index (joined, i), path) != NULL;
  return has;
}
