/* Rejected records as the rows they came from, each cell as it stood there, with what is wrong in
 * colour, in a comment and in a column of words.
 *
 * It comes back without a question: titles that were mapped by a person have the import's own
 * names, values that a person decided are what they were decided to be, and what the sheet did not
 * have, or had elsewhere, stands in columns of its own. Thread: the records'. */
#include "attest-config.h"
#include "intake/attest-rejected.h"

#include "base/attest-str.h"
#include "check/attest-check.h"
#include "intake/attest-record-cells.h"
#include "intake/attest-rejected-words.h"
#include "intake/attest-sheet-pairs.h"
#include "intake/attest-sheet-words.h"
#include "sheet/attest-sheet-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WORDS_WIDTH 50

typedef struct
{
  char *path; /* (nullable) */
  char *title;
  AttestSheetPlace place;
  guint number;
  int source;          /* column of the sheet it came from; -1: it has none */
  gboolean is_mark;    /* it says by marks which records have a standard */
  gboolean is_portion; /* where a row has several records, each has one for the same */
} Column;

typedef struct
{
  AttestSheetImport *import;
  AttestSheetWriter *writer;
  GPtrArray *columns;    /* of Column; first those of the sheet */
  guint n_source;        /* how many these are */
  GHashTable *undecided; /* path, blank, value → AttestSheetUndecided */
} Writer;

static void
column_free (gpointer data)
{
  Column *column = data;

  g_free (column->path);
  g_free (column->title);
  g_free (column);
}

static void
writer_clear (Writer *self)
{
  g_clear_pointer (&self->writer, attest_sheet_writer_free);
  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->undecided);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

/* The columns. */

static Column *
add_column (Writer *self, const char *path, const char *title, int source)
{
  Column *column = g_new0 (Column, 1);

  column->path = g_strdup (path);
  column->title = g_strdup (title);
  column->place = attest_sheet_place_find (self->import->schema, path);
  column->source = source;
  g_ptr_array_add (self->columns, column);
  return column;
}

/* Returns: (transfer full) (nullable): what the column is called so that it is for the same again;
 * %NULL: a person left it out, and it would come back as something */
static char *
make_title (Writer *self, const AttestSheetColumn *source)
{
  const AttestSchema *schema = self->import->schema;
  const char *found = attest_sheet_find_head (schema, source->head);
  const char *own = source->path != NULL ? attest_sheet_get_head (schema, source->path) : NULL;

  if (source->path == NULL)
    return found == NULL || *found == '\0' ? g_strdup (source->head) : NULL;
  if (own == NULL
      || (found != NULL && strcmp (found + (*found == '!'), source->path) == 0
          && (*found == '!') == source->opposite))
    return g_strdup (source->head);
  return source->number > 0 ? g_strdup_printf ("%s %u", own, source->number) : g_strdup (own);
}

static gboolean
has_column (Writer *self, const char *path)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_strcmp0 (((Column *) self->columns->pdata[i])->path, path) == 0)
      return TRUE;
  return FALSE;
}

static void
add_source_column (Writer *self, const AttestSheetColumn *source)
{
  const gboolean has_own = source->is_marked || source->is_line;
  g_autofree char *title = has_own ? g_strdup (source->head) : make_title (self, source);
  Column *column = NULL;

  if (title == NULL)
    return;
  /* What is marked is written out in a column of its own. */
  column = add_column (self, source->is_marked ? NULL : source->path, title, (int) source->column);
  column->number = source->number;
  column->is_mark = source->standard != NULL;
}

/* Where a row has several records, each is rejected in a row of its own, and the title of a group
 * is of some of them alone. */
static void
add_portion (Writer *self, const AttestSheetPortion *portion)
{
  for (guint i = 0; i < portion->columns->len; i++)
    {
      const AttestSheetColumn *source = g_ptr_array_index (portion->columns, i);
      const gboolean is_own = g_ptr_array_find (portion->own, source, NULL);
      Column *column = NULL;

      if (is_own && source->path != NULL && !has_column (self, source->path))
        {
          column = add_column (self,
                               source->path,
                               attest_sheet_get_head (self->import->schema, source->path),
                               (int) source->column);
          column->is_portion = TRUE;
        }
      else if (!is_own && portion == g_ptr_array_index (self->import->table->portions, 0))
        add_source_column (self, source);
    }
}

static void
add_source_columns (Writer *self)
{
  const AttestSheetTable *table = self->import->table;

  for (guint i = 0; table->portions != NULL && i < table->portions->len; i++)
    add_portion (self, g_ptr_array_index (table->portions, i));
  for (guint i = 0; table->portions == NULL && i < table->columns->len; i++)
    add_source_column (self, g_ptr_array_index (table->columns, i));
  self->n_source = self->columns->len;
}

static guint
count_place (AttestRecord *record, const AttestSheetPlace *place)
{
  return place->list == NULL || place->list->kind == ATTEST_FIELD_TAGS
             ? 1
             : attest_record_count_items (record, place->list);
}

static gboolean
has_text (AttestRecord *record, const AttestSheetPlace *place)
{
  guint n = count_place (record, place);

  for (guint i = 0; i < n; i++)
    {
      AttestCellKind kind = ATTEST_CELL_TEXT;
      g_autofree char *text = attest_record_dup_cell (record, place, i, &kind);

      if (!attest_str_is_blank (text))
        return TRUE;
    }
  return FALSE;
}

/* Whether something in the items of @list has columns, or marks in them; what else the items have
 * was found out from that, and will be again. */
static gboolean
has_items (Writer *self, const AttestField *list)
{
  for (guint i = 0; i < self->n_source; i++)
    {
      const Column *column = self->columns->pdata[i];

      if (column->place.list == list
          || (column->is_mark && list == self->import->schema->standards[0]))
        return TRUE;
    }
  return FALSE;
}

/* A field that some record has, but not the sheet: a constant, a title over the rows, another
 * sheet. */
static void
add_if_had (Writer *self, GArray *positions, const char *path)
{
  AttestSheetPlace place = attest_sheet_place_find (self->import->schema, path);

  if (has_column (self, path) || (place.list != NULL && has_items (self, place.list)))
    return;
  for (guint i = 0; i < positions->len; i++)
    {
      AttestSheetRecord *one = self->import->records->pdata[g_array_index (positions, guint, i)];

      if (!has_text (one->record, &place))
        continue;
      add_column (self, path, attest_sheet_get_head (self->import->schema, path), -1);
      return;
    }
}

static void
add_missing (Writer *self, GArray *positions, const AttestSchema *schema, const char *prefix)
{
  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];
      g_autofree char *path =
          g_strconcat (prefix, field->key, field->kind == ATTEST_FIELD_TAGS ? "[]" : NULL, NULL);
      g_autofree char *inner = g_strconcat (path, "[].", NULL);

      if (field->key == NULL)
        continue;
      if (field->kind == ATTEST_FIELD_RECORDS)
        add_missing (self, positions, field->child, inner);
      else
        add_if_had (self, positions, path);
    }
}

static gboolean
begin (Writer *self, GError **error)
{
  g_autofree AttestSheetHead *heads = g_new0 (AttestSheetHead, self->columns->len + 2);
  guint n = self->columns->len;

  heads[0] = (AttestSheetHead){ .title = _ ("Problems"), .width = WORDS_WIDTH };
  for (guint i = 0; i < n; i++)
    heads[i + 1].title = ((Column *) self->columns->pdata[i])->title;
  heads[n + 1] = (AttestSheetHead){ .title = "attest_id", .is_hidden = TRUE };
  return attest_sheet_writer_begin (self->writer, _ ("Rejected"), heads, n + 2, error);
}

/* The problems. */

/* Returns: (transfer full): @path without the places of items, whose number, counted through, is
 * put into @number */
static char *
bare_path (AttestRecord *record, const char *path, guint *number)
{
  GString *bare = g_string_new (NULL);
  guint places[2] = { 0 };
  guint n = 0;
  AttestSheetPlace place = { NULL };

  for (const char *p = path; *p != '\0'; p++)
    {
      g_string_append_c (bare, *p);
      if (*p != '[')
        continue;
      if (n < G_N_ELEMENTS (places))
        places[n++] = (guint) g_ascii_strtoull (p + 1, NULL, 10);
      while (p[1] != '\0' && p[1] != ']')
        p++;
    }
  place = attest_sheet_place_find (attest_record_get_schema (record), bare->str);
  *number = places[0];
  if (place.inner != NULL)
    {
      AttestRecordList *list = attest_sheet_get_list (record, place.list);

      *number = places[1];
      for (guint i = 0; i < MIN (places[0], attest_record_list_get_length (list)); i++)
        *number +=
            MAX (attest_record_count_items (attest_record_list_get (list, i), place.inner), 1);
    }
  return g_string_free (bare, FALSE);
}

/* Whether @problem is about the cell of @column in row @row of its record. */
static gboolean
is_about (AttestSheetRecord *record, AttestProblem *problem, const Column *column, guint row)
{
  guint number = 0;
  g_autofree char *path = bare_path (record->record, attest_problem_get_path (problem), &number);

  if (column->path == NULL || strcmp (path, column->path) != 0)
    return FALSE;
  if (column->place.list == NULL || column->place.list->kind == ATTEST_FIELD_TAGS)
    return row == 0;
  return column->number > 0 ? row == 0 && number + 1 == column->number : number == row;
}

static void
mark (AttestSheetPut *cell, AttestSeverity severity, GString *comment, const char *message)
{
  if (comment->len > 0)
    g_string_append_c (comment, '\n');
  g_string_append (comment, message);
  cell->mark = severity == ATTEST_SEVERITY_ERROR || cell->mark == ATTEST_SHEET_MARK_ERROR
                   ? ATTEST_SHEET_MARK_ERROR
                   : ATTEST_SHEET_MARK_WARNING;
}

static const AttestSheetUndecided *
find_undecided (Writer *self, const Column *column, const char *text)
{
  g_autofree char *key = column->path != NULL ? g_strconcat (column->path, " ", text, NULL) : NULL;

  return key != NULL ? g_hash_table_lookup (self->undecided, key) : NULL;
}

static char *
explain_undecided (Writer *self, const Column *column, const AttestSheetUndecided *value)
{
  return attest_rejected_explain_undecided (
      attest_sheet_place_get_owner (&column->place, self->import->schema),
      column->place.field,
      value);
}

static void
mark_cell (Writer *self,
           AttestSheetRecord *record,
           const Column *column,
           guint row,
           AttestSheetPut *cell)
{
  g_autoptr (GString) comment = g_string_new (NULL);
  const AttestSheetUndecided *undecided = find_undecided (self, column, cell->text);

  for (guint i = 0; i < record->problems->len; i++)
    {
      AttestProblem *problem = record->problems->pdata[i];

      if (is_about (record, problem, column, row)
          && !(undecided != NULL && attest_problem_is_missing (problem)))
        mark (cell,
              attest_problem_get_severity (problem),
              comment,
              attest_problem_get_message (problem));
    }
  if (undecided != NULL)
    {
      g_autofree char *reason = explain_undecided (self, column, undecided);

      mark (cell, ATTEST_SEVERITY_ERROR, comment, reason);
    }
  if (comment->len > 0)
    cell->comment = g_strdup (comment->str);
}

/* The cells. */

/* Returns: the column of the sheet that @record has for @column; -1: none */
static int
find_source (Writer *self, const AttestSheetRecord *record, const Column *column)
{
  const AttestSheetPortion *portion =
      record->portion > 0 ? g_ptr_array_index (self->import->table->portions, record->portion - 1)
                          : NULL;

  if (!column->is_portion)
    return column->source;
  for (guint i = 0; portion != NULL && i < portion->own->len; i++)
    {
      const AttestSheetColumn *own = g_ptr_array_index (portion->own, i);

      if (g_strcmp0 (own->path, column->path) == 0)
        return (int) own->column;
    }
  return -1;
}

/* @text: of a row with several certificates. Returns: (transfer full) (nullable): what it says of
 * that of @record; a standard that stood beside the number comes into the column for it */
static char *
dup_piece (Writer *self, AttestSheetRecord *record, const Column *column, const char *text)
{
  char *piece = attest_sheet_pairs_dup (
      self->import->schema, column->place.field, text, record->piece, record->n_pieces);

  return piece == NULL && g_strcmp0 (column->path, ATTEST_SHEET_STANDARDS) == 0
             ? attest_sheet_pairs_dup_standard (
                 self->import->table, g_array_index (record->rows, guint, 0) - 1, record->piece)
             : piece;
}

/* Returns: (transfer full): what stood in the cell; where a person said what that means, this */
static char *
dup_source (Writer *self, AttestSheetRecord *record, const Column *column, guint row)
{
  AttestSheetTable *table = self->import->table;
  const int source = find_source (self, record, column);
  const char *text = source < 0
                         ? ""
                         : attest_sheet_table_get_text (
                             table, g_array_index (record->rows, guint, row) - 1, (guint) source);
  g_autofree char *piece = NULL;
  g_autofree char *key = NULL;
  const char *decided = NULL;

  if (column->path == NULL)
    return g_strdup (text);
  if (record->n_pieces > 0 && row == 0)
    piece = dup_piece (self, record, column, text);
  if (piece != NULL)
    text = piece;
  key = g_strconcat (column->path, ":", text, NULL);
  decided = attest_decisions_get (self->import->decisions, ATTEST_DECIDE_VALUE, key);
  if (decided == NULL)
    decided = attest_decisions_get (self->import->decisions, ATTEST_DECIDE_VALUE, text);
  return g_strdup (decided != NULL ? decided : text);
}

/* Its days are none of the record, and tell that it is what it is. */
static gboolean
is_earlier_issue (const AttestSheetRecord *record, guint row)
{
  return record->newest > 0 && g_array_index (record->rows, guint, row) != record->newest;
}

/* A day is written as it was understood: its order may have been found out of the whole column, or
 * be a person's word. */
static char *
dup_cell (Writer *self,
          AttestSheetRecord *record,
          const Column *column,
          guint row,
          AttestCellKind *kind)
{
  char *text = NULL;
  g_autofree char *day = NULL;

  if (column->source < 0)
    return attest_record_dup_cell (record->record, &column->place, row, kind);
  if (row >= record->rows->len)
    return g_strdup ("");
  text = dup_source (self, record, column, row);
  if (*text == '\0' || column->place.field == NULL || column->place.list != NULL
      || column->place.field->kind != ATTEST_FIELD_DATE || is_earlier_issue (record, row))
    return text;
  day = attest_record_dup_cell (record->record, &column->place, 0, kind);
  if (*kind != ATTEST_CELL_DATE)
    return text;
  g_free (text);
  return g_steal_pointer (&day);
}

static guint
count_rows (Writer *self, AttestSheetRecord *record)
{
  guint n = record->rows->len;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = self->columns->pdata[i];

      if (column->source < 0)
        n = MAX (n, count_place (record->record, &column->place));
    }
  return n;
}

/* The words. */

/* A cell of which only a person can say what it means. */
typedef struct
{
  const Column *column;
  guint row;
  const AttestSheetUndecided *value;
} Open;

/* Returns: (transfer full): of Open: those of @record */
static GArray *
list_open (Writer *self, AttestSheetRecord *record)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Open));

  for (guint i = 0; g_hash_table_size (self->undecided) > 0 && i < self->n_source; i++)
    for (guint row = 0; row < record->rows->len; row++)
      {
        const Column *column = self->columns->pdata[i];
        AttestCellKind kind = ATTEST_CELL_TEXT;
        g_autofree char *text =
            column->path != NULL ? dup_cell (self, record, column, row, &kind) : NULL;
        const Open open = { column,
                            row,
                            text != NULL ? find_undecided (self, column, text) : NULL };

        if (open.value != NULL)
          g_array_append_val (all, open);
      }
  return all;
}

/* Whether nothing is in a field because what stands in its cell is one of @all. */
static gboolean
is_for_open (AttestSheetRecord *record, AttestProblem *problem, const GArray *all)
{
  if (!attest_problem_is_missing (problem))
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      const Open *open = &g_array_index (all, Open, i);

      if (is_about (record, problem, open->column, open->row))
        return TRUE;
    }
  return FALSE;
}

static void
add_open (Writer *self,
          AttestSheetRecord *record,
          const Open *open,
          GString *words,
          GHashTable *lines)
{
  g_autofree char *name = attest_rejected_name_place (record->record, open->column->path);
  g_autofree char *place = g_strdup_printf ("%s: “%s”", name, open->value->value);
  g_autofree char *reason = explain_undecided (self, open->column, open->value);

  attest_rejected_add_line (words, lines, place, reason);
}

/* Returns: (transfer full): all that is wrong with @record, a line for each */
static char *
make_words (Writer *self, AttestSheetRecord *record)
{
  GString *words = g_string_new (NULL);
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) open = list_open (self, record);

  for (guint i = 0; i < record->problems->len; i++)
    {
      AttestProblem *problem = record->problems->pdata[i];
      g_autofree char *place =
          attest_rejected_name_place (record->record, attest_problem_get_path (problem));

      if (!is_for_open (record, problem, open))
        attest_rejected_add_line (words, lines, place, attest_problem_get_message (problem));
    }
  for (guint i = 0; i < open->len; i++)
    add_open (self, record, &g_array_index (open, Open, i), words, lines);
  return g_string_free (words, FALSE);
}

/* Returns: (transfer full): what the rows of @record have in common, and no others */
static char *
make_id (const AttestSheetRecord *record)
{
  const guint row = g_array_index (record->rows, guint, 0);
  const guint part = record->n_pieces > 0 ? record->piece : record->portion;

  return part > 0 ? g_strdup_printf (ATTEST_SHEET_OWN_ROW "%u-%u", row, part)
                  : g_strdup_printf (ATTEST_SHEET_OWN_ROW "%u", row);
}

static gboolean
add_row (Writer *self, AttestSheetRecord *record, guint row, GError **error)
{
  guint n = self->columns->len;
  g_autofree AttestSheetPut *cells = g_new0 (AttestSheetPut, n + 2);
  g_autofree char *words = row == 0 ? make_words (self, record) : NULL;
  g_autofree char *id = record->own != NULL ? g_strdup (record->own) : make_id (record);
  gboolean added = FALSE;

  cells[0].text = words;
  for (guint i = 0; i < n; i++)
    {
      const Column *column = self->columns->pdata[i];

      cells[i + 1].text = dup_cell (self, record, column, row, &cells[i + 1].kind);
      mark_cell (self, record, column, row, &cells[i + 1]);
    }
  cells[n + 1].text = id;
  added = attest_sheet_writer_add (self->writer, cells, error);
  for (guint i = 1; i <= n; i++)
    {
      g_free ((char *) cells[i].text);
      g_free ((char *) cells[i].comment);
    }
  return added;
}

static gboolean
add_record (Writer *self, AttestSheetRecord *record, GError **error)
{
  guint n = count_rows (self, record);

  for (guint row = 0; row < n; row++)
    if (!add_row (self, record, row, error))
      return FALSE;
  return TRUE;
}

/* Returns: (transfer full) (element-type guint): the places of the records that have an error */
GArray *
attest_rejected_find (AttestSheetImport *import)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));

  g_return_val_if_fail (import != NULL, positions);

  for (guint i = 0; i < import->records->len; i++)
    {
      AttestSheetRecord *record = import->records->pdata[i];

      if (attest_check_count (record->problems, ATTEST_SEVERITY_ERROR) > 0)
        g_array_append_val (positions, i);
    }
  return positions;
}

/**
 * attest_rejected_write:
 * @import: a sheet as it was read
 * @positions: (element-type guint): which of its records
 * @format: %ATTEST_SHEET_XLSX, or %ATTEST_SHEET_TEXT, which has no colours and no comments
 * @error: return location for a #GIOErrorEnum or #GFileError
 *
 * Returns: (transfer full): the file
 */
GBytes *
attest_rejected_write (AttestSheetImport *import,
                       GArray *positions,
                       AttestSheetFormat format,
                       GError **error)
{
  g_auto (Writer) self = { import };

  g_return_val_if_fail (import != NULL && positions != NULL, NULL);

  self.writer = attest_sheet_writer_new (format);
  self.columns = g_ptr_array_new_with_free_func (column_free);
  self.undecided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < import->undecided->len; i++)
    {
      const AttestSheetUndecided *one = import->undecided->pdata[i];

      g_hash_table_insert (
          self.undecided, g_strconcat (one->path, " ", one->value, NULL), (gpointer) one);
    }
  add_source_columns (&self);
  add_missing (&self, positions, import->schema, "");
  if (!begin (&self, error))
    return NULL;
  for (guint i = 0; i < positions->len; i++)
    if (!add_record (&self, import->records->pdata[g_array_index (positions, guint, i)], error))
      return NULL;
  return attest_sheet_writer_finish (self.writer, error);
}
