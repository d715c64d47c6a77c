/* From records to the rows of a sheet.
 *
 * A column is for a field, under a title that the import knows in every language. Lists go down,
 * beside each other, with the record's own fields repeated in each row, as CertSearch's first
 * template and most programs have it; or to the right, in numbered columns. CertSearch's second
 * template has four sheets that are joined by ids.
 * What the wire leaves out is left out here as well. Thread: any, one at a time. */
#include "attest-config.h"
#include "intake/attest-record-sheet.h"

#include "base/attest-reference.h"
#include "base/attest-str.h"
#include "intake/attest-record-cells.h"
#include "intake/attest-sheet-exact.h"
#include "intake/attest-sheet-help.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

typedef struct
{
  char *path;
  char *title;
  AttestSheetPlace place;
  guint number;       /* of the item, from 1; 0: that of the row */
  gboolean is_hidden; /* in a spreadsheet */
} Column;

typedef struct
{
  char *name;
  GPtrArray *columns; /* of Column */
  GHashTable *seen;   /* (nullable): rows that are there, where each is written once */
} Sheet;

/* A record that waits until all are known. */
typedef struct
{
  AttestRecord *record;
  char *id;
} Kept;

struct _AttestRecordSheet
{
  const AttestSchema *schema;
  AttestRecordSheetStyle style;
  AttestSheetWriter *writer;
  GPtrArray *sheets;      /* of Sheet */
  GPtrArray *kept;        /* of Kept; empty where rows are written at once */
  GHashTable *identities; /* those given away → how many had the same number */
  gboolean has_begun;
};

static void
column_free (gpointer data)
{
  Column *column = data;

  g_free (column->path);
  g_free (column->title);
  g_free (column);
}

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  g_free (sheet->name);
  g_ptr_array_unref (sheet->columns);
  g_clear_pointer (&sheet->seen, g_hash_table_unref);
  g_free (sheet);
}

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_object_unref (kept->record);
  g_free (kept->id);
  g_free (kept);
}

/* The columns. */

static Sheet *
add_sheet (AttestRecordSheet *self, const char *name)
{
  Sheet *sheet = g_new0 (Sheet, 1);

  sheet->name = g_strdup (name);
  sheet->columns = g_ptr_array_new_with_free_func (column_free);
  g_ptr_array_add (self->sheets, sheet);
  return sheet;
}

static Column *
add_column (AttestRecordSheet *self, Sheet *sheet, const char *path, const char *title)
{
  Column *column = g_new0 (Column, 1);

  column->path = g_strdup (path);
  column->title = g_strdup (title);
  column->place = attest_sheet_place_find (self->schema, path);
  g_ptr_array_add (sheet->columns, column);
  return column;
}

static void
add_own_column (AttestRecordSheet *self, Sheet *sheet, const char *path, guint number)
{
  const char *title = attest_sheet_get_head (self->schema, path);
  g_autofree char *numbered =
      number > 0 ? g_strdup_printf ("%s %u", title != NULL ? title : path, number) : NULL;
  Column *column =
      add_column (self, sheet, path, numbered != NULL ? numbered : (title != NULL ? title : path));

  column->number = number;
}

/* @prefix: "sites[]." */
static void
add_own_fields (AttestRecordSheet *self,
                Sheet *sheet,
                const AttestSchema *schema,
                const char *prefix,
                guint number)
{
  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];
      g_autofree char *path = g_strconcat (prefix, field->key, NULL);
      g_autofree char *inner = g_strconcat (path, "[].", NULL);

      if (field->key == NULL)
        continue;
      if (field->kind == ATTEST_FIELD_RECORDS)
        add_own_fields (self, sheet, field->child, inner, number);
      else if (field->kind == ATTEST_FIELD_TAGS)
        {
          g_autofree char *tags = g_strconcat (path, "[]", NULL);

          add_own_column (self, sheet, tags, 0);
        }
      else
        add_own_column (self, sheet, path, number);
    }
}

static gboolean
goes_right (AttestRecordSheet *self, const AttestField *field)
{
  return field->kind == ATTEST_FIELD_RECORDS && self->style.template_number == 0
         && self->style.layout == ATTEST_RECORD_SHEET_COLUMNS;
}

/* @list: goes to the right: as many columns as the longest needs */
static void
add_numbered (AttestRecordSheet *self, Sheet *sheet, const AttestField *list)
{
  g_autofree char *prefix = g_strconcat (list->key, "[].", NULL);
  guint most = 1;

  for (guint i = 0; i < self->kept->len; i++)
    most = MAX (most, attest_record_count_items (((Kept *) self->kept->pdata[i])->record, list));
  for (guint n = 1; n <= most; n++)
    add_own_fields (self, sheet, list->child, prefix, n);
}

static void
add_own_sheet (AttestRecordSheet *self)
{
  Sheet *sheet = add_sheet (self, attest_schema_get_title (self->schema));
  Column *own = NULL;

  for (guint i = 0; i < self->schema->n_fields; i++)
    {
      const AttestField *field = &self->schema->fields[i];
      AttestSchema alone = *self->schema;

      alone.fields = field;
      alone.n_fields = 1;
      if (goes_right (self, field))
        add_numbered (self, sheet, field);
      else
        add_own_fields (self, sheet, &alone, "", 0);
    }
  own = add_column (self, sheet, ATTEST_SHEET_OWN, "attest_id");
  own->is_hidden = TRUE;
}

/* The names and the order of the columns are CertSearch's. */
static void
add_template (AttestRecordSheet *self)
{
  g_autoptr (JsonArray) all = attest_reference_load_list ("sheet-words.json", "templates");
  Sheet *sheet = NULL;

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonObject *entry = json_array_get_object_element (all, i);
      const char *name = json_object_get_string_member (entry, "sheet");
      const char *path = json_object_get_string_member (entry, "path");

      if (json_object_get_int_member (entry, "template") != self->style.template_number)
        continue;
      if (sheet == NULL || strcmp (sheet->name, name) != 0)
        sheet = add_sheet (self, name);
      add_column (self, sheet, path, json_object_get_string_member (entry, "head"));
    }
  if (self->style.template_number > 1)
    ((Sheet *) self->sheets->pdata[0])->seen =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static gboolean
begin_sheet (AttestRecordSheet *self, const Sheet *sheet, GError **error)
{
  g_autofree AttestSheetHead *heads = g_new0 (AttestSheetHead, sheet->columns->len);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < sheet->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (sheet->columns, i);

      heads[i] = (AttestSheetHead){ .title = column->title,
                                    .width = attest_sheet_help_get_width (&column->place),
                                    .is_hidden = column->is_hidden };
      if (!self->style.with_help)
        continue;
      heads[i].note = attest_sheet_help_make_note (&column->place, self->schema);
      heads[i].choices = attest_sheet_help_make_choices (&column->place, column->path);
      g_ptr_array_add (notes, (gpointer) heads[i].note);
      g_ptr_array_add (choices, heads[i].choices);
    }
  return attest_sheet_writer_begin (self->writer, sheet->name, heads, sheet->columns->len, error);
}

/* The cells. */

/* CertSearch's templates want a day as it is sent. */
static char *
make_text (AttestRecordSheet *self,
           const Column *column,
           AttestRecord *record,
           guint row,
           AttestCellKind *kind)
{
  char *text = attest_record_dup_cell (
      record, &column->place, column->number > 0 ? column->number - 1 : row, kind);

  if (*kind == ATTEST_CELL_DATE && self->style.template_number > 0)
    {
      g_auto (GStrv) parts = g_strsplit (text, "-", -1);

      g_free (text);
      *kind = ATTEST_CELL_TEXT;
      return g_strjoinv (NULL, parts);
    }
  return text;
}

/* The rows. */

/* What joins the sheets of a template: the number, made one of its own where it is not. */
static char *
make_identity (AttestRecordSheet *self, AttestRecord *record)
{
  const char *number = attest_record_get_title (record);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->identities, number)) + 1;

  g_hash_table_replace (self->identities, g_strdup (number), GUINT_TO_POINTER (n));
  return n == 1 && *number != '\0' ? g_strdup (number) : g_strdup_printf ("%s#%u", number, n);
}

/* A sheet of sites alone has no row for a record without sites. */
static guint
count_rows (const Sheet *sheet, AttestRecord *record)
{
  guint n = 0;
  gboolean has_own = FALSE;

  for (guint i = 0; i < sheet->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (sheet->columns, i);

      if (column->place.list != NULL && column->place.list->kind == ATTEST_FIELD_RECORDS
          && column->number == 0)
        n = MAX (n, attest_record_count_items (record, column->place.list));
      else if (column->place.field != NULL)
        has_own = TRUE;
    }
  return has_own ? MAX (n, 1) : n;
}

/* Returns: whether no row before had the same cells, where that matters */
static gboolean
note_new (const Sheet *sheet, const AttestSheetPut *cells)
{
  g_autoptr (GString) all = NULL;

  if (sheet->seen == NULL)
    return TRUE;
  all = g_string_new (NULL);
  for (guint i = 0; i < sheet->columns->len; i++)
    g_string_append_printf (all, "%s\x1f", cells[i].text);
  return g_hash_table_add (sheet->seen, g_string_free (g_steal_pointer (&all), FALSE));
}

/* @texts: (element-type utf8): those of the columns before, which are all others. Returns:
 * (transfer full) (nullable): what says whose row it is */
static char *
make_own (const Sheet *sheet, AttestRecord *record, const char *id, guint row, GPtrArray *texts)
{
  g_autofree AttestSheetExactCell *cells = g_new0 (AttestSheetExactCell, texts->len + 1);

  for (guint i = 0; i < texts->len; i++)
    {
      const Column *column = g_ptr_array_index (sheet->columns, i);

      cells[i] = (AttestSheetExactCell){
        column->path, &column->place, column->number, g_ptr_array_index (texts, i)
      };
    }
  return id != NULL ? attest_sheet_exact_make_own (record, id, row, cells, texts->len) : NULL;
}

static gboolean
add_row (AttestRecordSheet *self,
         const Sheet *sheet,
         AttestRecord *record,
         const char *id,
         guint row,
         GError **error)
{
  g_autofree AttestSheetPut *cells = g_new0 (AttestSheetPut, sheet->columns->len);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean done = TRUE;

  for (guint i = 0; i < sheet->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (sheet->columns, i);
      char *text = NULL;

      if (column->place.field != NULL)
        text = make_text (self, column, record, row, &cells[i].kind);
      else if (g_str_equal (column->path, ATTEST_SHEET_OWN))
        text = make_own (sheet, record, id, row, texts);
      else
        text = g_strdup (id);
      g_ptr_array_add (texts, text);
      cells[i].text = text;
    }
  if (note_new (sheet, cells))
    done = attest_sheet_writer_add (self->writer, cells, error);
  return done;
}

static gboolean
add_rows (AttestRecordSheet *self,
          const Sheet *sheet,
          AttestRecord *record,
          const char *id,
          GError **error)
{
  guint n = count_rows (sheet, record);

  for (guint row = 0; row < n; row++)
    if (!add_row (self, sheet, record, id, row, error))
      return FALSE;
  return TRUE;
}

static gboolean
is_kept (AttestRecordSheet *self)
{
  return self->style.template_number > 1
         || (self->style.template_number == 0 && self->style.layout == ATTEST_RECORD_SHEET_COLUMNS);
}

/* Once it is known how many columns there are. */
static gboolean
begin (AttestRecordSheet *self, GError **error)
{
  if (self->has_begun)
    return TRUE;
  self->has_begun = TRUE;
  if (self->style.template_number > 0)
    add_template (self);
  else
    add_own_sheet (self);
  return begin_sheet (self, g_ptr_array_index (self->sheets, 0), error);
}

/* Returns: whether CertSearch's template @number is for records of @schema */
gboolean
attest_record_sheet_has_template (const AttestSchema *schema, guint number)
{
  g_autoptr (JsonArray) all = attest_reference_load_list ("sheet-words.json", "templates");

  g_return_val_if_fail (schema != NULL, FALSE);

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonObject *entry = json_array_get_object_element (all, i);

      if (json_object_get_int_member (entry, "template") == number
          && g_str_equal (json_object_get_string_member (entry, "kind"), schema->name))
        return TRUE;
    }
  return FALSE;
}

/**
 * attest_record_sheet_new:
 * @schema: the kind of all records
 * @style: how it looks
 *
 * Returns: (transfer full): a file without records
 */
AttestRecordSheet *
attest_record_sheet_new (const AttestSchema *schema, const AttestRecordSheetStyle *style)
{
  AttestRecordSheet *self = NULL;

  g_return_val_if_fail (schema != NULL && style != NULL, NULL);
  g_return_val_if_fail (style->template_number == 0 || style->format == ATTEST_SHEET_XLSX, NULL);

  self = g_new0 (AttestRecordSheet, 1);
  self->schema = schema;
  self->style = *style;
  self->writer = attest_sheet_writer_new (style->format);
  self->sheets = g_ptr_array_new_with_free_func (sheet_free);
  self->kept = g_ptr_array_new_with_free_func (kept_free);
  self->identities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/* Frees @self. */
void
attest_record_sheet_free (AttestRecordSheet *self)
{
  g_return_if_fail (self != NULL);

  attest_sheet_writer_free (self->writer);
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->kept);
  g_hash_table_unref (self->identities);
  g_free (self);
}

/**
 * attest_record_sheet_add:
 * @record: kept until the end, and not to be changed any more
 * @id: (nullable): of its draft, by which it is known again when it comes back
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: whether it is in the file
 */
gboolean
attest_record_sheet_add (AttestRecordSheet *self,
                         AttestRecord *record,
                         const char *id,
                         GError **error)
{
  g_autofree char *identity = NULL;
  Kept *kept = NULL;

  g_return_val_if_fail (self != NULL && ATTEST_IS_RECORD (record), FALSE);

  if (self->style.template_number > 0)
    identity = make_identity (self, record);
  if (identity != NULL)
    id = identity;
  if (!is_kept (self))
    return begin (self, error)
           && add_rows (self, g_ptr_array_index (self->sheets, 0), record, id, error);
  kept = g_new0 (Kept, 1);
  kept->record = g_object_ref (record);
  kept->id = g_strdup (id);
  g_ptr_array_add (self->kept, kept);
  return TRUE;
}

/**
 * attest_record_sheet_joins:
 * @record: one that is added
 *
 * CertSearch's second template has entities and certificates in two sheets, which are joined by the
 * entity's unique ID.
 *
 * Returns: whether a reader of the file can tell what belongs to @record
 */
gboolean
attest_record_sheet_joins (const AttestRecordSheet *self, AttestRecord *record)
{
  g_return_val_if_fail (self != NULL && ATTEST_IS_RECORD (record), TRUE);

  return self->style.template_number < 2 || self->schema->entity_id == NULL
         || !attest_str_is_blank (attest_record_get_role (record, self->schema->entity_id));
}

/* Returns: (transfer full): the part of the file that is ready and was not taken before */
GBytes *
attest_record_sheet_take (AttestRecordSheet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return attest_sheet_writer_take (self->writer);
}

/**
 * attest_record_sheet_finish:
 * @error: return location for a #GIOErrorEnum or #GFileError
 *
 * Returns: (transfer full): the rest of the file
 */
GBytes *
attest_record_sheet_finish (AttestRecordSheet *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!begin (self, error))
    return NULL;
  for (guint i = 0; i < self->sheets->len; i++)
    {
      const Sheet *sheet = g_ptr_array_index (self->sheets, i);

      if (i > 0 && !begin_sheet (self, sheet, error))
        return NULL;
      for (guint j = 0; j < self->kept->len; j++)
        {
          const Kept *kept = g_ptr_array_index (self->kept, j);

          if (!add_rows (self, sheet, kept->record, kept->id, error))
            return NULL;
        }
    }
  return attest_sheet_writer_finish (self->writer, error);
}
