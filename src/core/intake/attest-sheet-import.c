/* From the rows of a sheet to records.
 *
 * Rows with the same number are one record: sheets have a row for each standard, or for each site.
 * What stands in them is gathered, never chosen in silence: where two rows say different things of
 * one record, the first is taken and the difference told. Every row is some record's, or is listed
 * with what it is.
 * Thread: any; the records belong to whoever asked for them. */
#include "attest-config.h"
#include "intake/attest-sheet-import.h"

#include "base/attest-reference.h"
#include "base/attest-str.h"
#include "base/attest-text.h"
#include "check/attest-problem.h"
#include "intake/attest-sheet-check.h"
#include "intake/attest-sheet-dates.h"
#include "intake/attest-sheet-items.h"
#include "intake/attest-sheet-words.h"
#include "model/attest-kinds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_CELLS (128 * 1000 * 1000) /* that are looked at: rows by columns with a text */

typedef struct
{
  AttestSheetRecord *result;
  char *entity_id;
  GHashTable *sources; /* field → the row, from 1, that its text is from */
} Group;

typedef struct
{
  const AttestSchema *schema;
  AttestSheetImport *import;
  gboolean one_record_a_row;
  GPtrArray *groups;  /* of Group */
  GHashTable *by_key; /* folded key → Group */
  GHashTable *heads;  /* number of a value that is a head → what it is when folded */
  guint last_head;    /* the highest such number: a low one, since heads come first */
  GHashTable *shared; /* path of the entity's → path of a site's, where a column is for both */
  Group *current;
  char *block_standard;
  guint row; /* from 0 */
  gboolean filled;
  gboolean blocks;
  gboolean marks;
  gboolean numbers;
  gboolean joined;
} Reader;

static void
record_free (gpointer data)
{
  AttestSheetRecord *record = data;

  g_object_unref (record->record);
  g_free (record->own);
  g_array_unref (record->rows);
  g_ptr_array_unref (record->problems);
  g_free (record);
}

static void
group_free (gpointer data)
{
  Group *group = data;

  g_free (group->entity_id);
  g_hash_table_unref (group->sources);
  g_free (group);
}

static void
reader_clear (Reader *self)
{
  g_ptr_array_unref (self->groups);
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->heads);
  g_hash_table_unref (self->shared);
  g_free (self->block_standard);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* Problems of a row. */

static void
report (AttestSheetRecord *record,
        AttestSeverity severity,
        const char *path,
        const char *rule,
        const char *message)
{
  g_ptr_array_add (record->problems,
                   attest_problem_new (severity, path, rule, ATTEST_SOURCE_SENSE, message));
}

static void
report_difference (Reader *self,
                   Group *group,
                   const AttestField *field,
                   const char *first,
                   const char *other)
{
  guint source = GPOINTER_TO_UINT (g_hash_table_lookup (group->sources, field));
  g_autofree char *message = NULL;

  /* TRANSLATORS: %u are rows of a sheet, %s what stands in them */
  message = g_strdup_printf (_ ("Rows %u and %u differ: “%s” and “%s”. The first was used."),
                             source,
                             self->row + 1,
                             first,
                             other);
  report (group->result, ATTEST_SEVERITY_WARNING, field->key, "rows-differ", message);
}

static void
report_cell (Reader *self, AttestSheetRecord *record, const AttestSheetCell *cell)
{
  static const struct
  {
    AttestCellKind kind;
    const char *rule;
    const char *message;
  } kinds[] = {
    { ATTEST_CELL_CUT,
      "sheet-cut",
      N_ ("The cell has more than a spreadsheet keeps: its end may be lost. Compare it with the "
          "certificate.") },
    { ATTEST_CELL_ERROR, "sheet-error", N_ ("The cell has an error instead of a value.") },
    { ATTEST_CELL_NO_RESULT,
      "sheet-formula",
      N_ ("The cell has a formula without a result. Open and save the file in the program it came "
          "from.") },
    { ATTEST_CELL_LOST, "sheet-lost", N_ ("The text of the cell is missing in the file.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (cell->kind == kinds[i].kind)
      {
        g_autofree char *message
            /* TRANSLATORS: %u is a row of a sheet, %s a sentence */
            = g_strdup_printf (_ ("Row %u: %s"), self->row + 1, _ (kinds[i].message));

        report (record, ATTEST_SEVERITY_ERROR, cell->path, kinds[i].rule, message);
      }
}

/* Fields. */

/* @forced: it comes before what is there */
static void
put_field (Reader *self, Group *group, const AttestField *field, const char *text, gboolean forced)
{
  g_autofree char *before = attest_sheet_dup_field (group->result->record, field);

  if (!attest_str_is_blank (before) && !forced)
    {
      if (!attest_sheet_is_same_text (before, text))
        report_difference (self, group, field, before, text);
      return;
    }
  attest_sheet_set_field (group->result->record, field, text);
  g_hash_table_insert (group->sources, (gpointer) field, GUINT_TO_POINTER (self->row + 1));
}

/* Rows. */

/* An expiry that says from when on as well. Returns: whether it does */
static gboolean
put_range (Reader *self, Group *group, const AttestSheetCell *cell)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  AttestRecord *record = group->result->record;
  guint begins = 0;

  if (cell->field != self->schema->ends
      || !attest_sheet_values_read_range (self->import->values, cell, &from, &to))
    return FALSE;
  put_field (self, group, cell->field, to, FALSE);
  begins = attest_schema_index (self->schema, self->schema->begins);
  if (attest_str_is_blank (attest_record_get_text (record, begins)))
    put_field (self, group, self->schema->begins, from, FALSE);
  return TRUE;
}

static void
put_cell (Reader *self, Group *group, const AttestSheetCell *cell, gboolean forced)
{
  g_autofree char *text = NULL;

  if (put_range (self, group, cell))
    return;
  text = attest_sheet_values_read (self->import->values, cell);
  if (text != NULL)
    put_field (self, group, cell->field, text, forced);
}

/* What a column has for a site as well as for the entity. */
static void
share_cell (Reader *self, AttestSheetItems *items, const AttestSheetCell *cell)
{
  const char *path = g_hash_table_lookup (self->shared, cell->path);
  AttestSheetPlace place = attest_sheet_place_find (self->schema, path);
  AttestSheetCell other = *cell;

  other.path = path;
  other.field = place.field;
  if (place.field != NULL)
    attest_sheet_items_add (items, &place, 0, &other);
}

static gboolean
is_mark (const char *text)
{
  static const char *const no[] = { "x", "X", "-", "–", "×", "✗", "n", "N", "no", "0" };

  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    if (strcmp (text, no[i]) == 0)
      return FALSE;
  return *text != '\0';
}

/* Returns: whether this row, of several of one record, is about the entity itself */
static gboolean
is_main (AttestSheetTable *table, guint row)
{
  const AttestSheetColumn *column = attest_sheet_table_find (table, ATTEST_SHEET_MAIN);
  g_autofree char *folded = NULL;

  if (column == NULL)
    return FALSE;
  folded = attest_sheet_fold (attest_sheet_table_get_text (table, row, column->column));
  return g_str_has_prefix (folded, "main") || g_str_has_prefix (folded, "head")
         || g_str_has_prefix (folded, "본사");
}

static const char *const standards_path = "schemes[].standard_list[].standards_name";

static void
add_standard (Reader *self, AttestSheetItems *items, const char *name)
{
  AttestSheetPlace place = attest_sheet_place_find (self->schema, standards_path);
  AttestSheetCell cell = { standards_path, place.field, ATTEST_CELL_TEXT, name };

  if (place.field != NULL)
    attest_sheet_items_add (items, &place, 0, &cell);
}

static void
take_column (Reader *self,
             Group *group,
             AttestSheetTable *table,
             const AttestSheetColumn *column,
             AttestSheetItems *items)
{
  guint id = attest_sheet_table_get_id (table, self->row, column->column);
  const char *text = attest_grid_get_text_of_id (table->grid, id);
  AttestSheetCell cell = {
    column->path, column->place.field, attest_grid_get_kind_of_id (table->grid, id),
    text,         column->opposite,    column->order
  };

  if (column->standard != NULL && is_mark (text))
    {
      self->marks = TRUE;
      add_standard (self, items, column->standard);
    }
  if (id == 0 || column->place.field == NULL)
    return;
  report_cell (self, group->result, &cell);
  self->numbers = self->numbers || column->number > 0;
  if (column->place.list == NULL)
    {
      gboolean is_shared = g_hash_table_contains (self->shared, column->path);

      share_cell (self, items, &cell);
      /* Rows of sites have other addresses; the entity's is the first, or the one marked so. */
      if (!is_shared || group->result->rows->len <= 1 || is_main (table, self->row))
        put_cell (self, group, &cell, is_shared);
    }
  else
    attest_sheet_items_add (items, &column->place, column->number, &cell);
}

static void
take_row (Reader *self, Group *group, AttestSheetTable *table)
{
  g_autoptr (AttestSheetItems) items = attest_sheet_items_new (self->import->values);

  for (guint i = 0; i < table->columns->len; i++)
    take_column (self, group, table, g_ptr_array_index (table->columns, i), items);
  if (self->block_standard != NULL)
    add_standard (self, items, self->block_standard);
  attest_sheet_items_put (items, group->result->record);
}

/* Which rows are one record. */

static const char *
get_path_text (AttestSheetTable *table, guint row, const char *path)
{
  const AttestSheetColumn *column = path != NULL ? attest_sheet_table_find (table, path) : NULL;

  return column != NULL ? attest_sheet_table_get_text (table, row, column->column) : "";
}

static const char *
get_title_path (const AttestSchema *schema)
{
  return schema->fields[schema->title_field].key;
}

/* Returns: (transfer full): what tells the record of @row from others; "" if nothing does. Where
 * nothing has an id, it is all that the service knows a record by. */
static char *
make_number_key (Reader *self, AttestSheetTable *table)
{
  const AttestSchema *schema = self->schema;
  const char *text = get_path_text (table, self->row, ATTEST_SHEET_IDENTITY);
  g_autoptr (GString) key = NULL;

  if (attest_sheet_is_nothing (text))
    text = get_path_text (table, self->row, get_title_path (schema));
  if (attest_sheet_is_nothing (text))
    return g_strdup ("");
  key = g_string_new (text);
  for (guint i = 0; schema->entity_id == NULL && schema->key_with[i] != NULL; i++)
    g_string_append_printf (
        key, "\n%s", get_path_text (table, self->row, schema->key_with[i]->key));
  return attest_text_fold_tight (key->str);
}

/* The id of a draft is hidden in what Attest wrote: rows that a person adds have none, and belong
 * to the record with their number. */
static char *
make_key (Reader *self, AttestSheetTable *table)
{
  const char *own = get_path_text (table, self->row, ATTEST_SHEET_OWN);

  return attest_str_is_blank (own) ? make_number_key (self, table) : g_strconcat ("#", own, NULL);
}

static Group *
add_group (Reader *self, const char *key)
{
  Group *group = g_new0 (Group, 1);
  AttestSheetRecord *result = g_new0 (AttestSheetRecord, 1);

  result->record = attest_record_new (self->schema);
  result->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  result->problems = g_ptr_array_new_with_free_func (g_object_unref);
  group->result = result;
  group->sources = g_hash_table_new (NULL, NULL);
  g_ptr_array_add (self->import->records, result);
  g_ptr_array_add (self->groups, group);
  if (*key != '\0')
    g_hash_table_replace (self->by_key, g_strdup (key), group);
  return group;
}

static const char *
get_entity_id (Reader *self, AttestSheetTable *table)
{
  const AttestField *field = self->schema->entity_id;

  return field != NULL ? get_path_text (table, self->row, field->key) : "";
}

/* One number for two entities is a slip in the sheet: both stay, and both are told. */
static Group *
find_group (Reader *self, AttestSheetTable *table, const char *key)
{
  Group *group =
      *key != '\0' && !self->one_record_a_row ? g_hash_table_lookup (self->by_key, key) : NULL;
  const char *entity_id = get_entity_id (self, table);
  g_autofree char *message = NULL;
  g_autofree char *both = NULL;

  if (group == NULL || attest_str_is_blank (entity_id) || attest_str_is_blank (group->entity_id)
      || attest_sheet_is_same_text (group->entity_id, entity_id))
    return group;
  both = g_strconcat (key, " ", entity_id, NULL);
  message = g_strdup_printf (
      /* TRANSLATORS: %u is a row of a sheet, %s are ids */
      _ ("Row %u has the same number, but another unique ID: “%s”, not “%s”."),
      self->row + 1,
      entity_id,
      group->entity_id);
  report (
      group->result, ATTEST_SEVERITY_ERROR, self->schema->entity_id->key, "rows-of-two", message);
  group = g_hash_table_lookup (self->by_key, both);
  return group != NULL ? group : add_group (self, both);
}

/* What a row is that has no number. */

static guint
count_texts (Reader *self, AttestSheetTable *table, const char **first)
{
  guint n = 0;

  *first = "";
  for (guint i = 0; i < table->used->len; i++)
    {
      guint id = attest_grid_get_id (table->grid, self->row, g_array_index (table->used, guint, i));
      const char *text = attest_grid_get_text_of_id (table->grid, id);

      if (id == 0 || attest_sheet_is_nothing (text) || attest_str_is_blank (text))
        continue;
      if (n++ == 0)
        *first = text;
    }
  return n;
}

/* @begins: by letters of ASCII, whether a head begins so */
static gboolean
may_be_head (const char *text, const gboolean *begins)
{
  while (*text != '\0' && (guchar) *text < 0x80 && !g_ascii_isalnum (*text) && *text != '#')
    text++;
  return (guchar) *text >= 0x80 || begins[(guchar) g_ascii_tolower (*text)];
}

/* Rows or values between two looks at whether somebody gave up. */
#define ROWS_AT_ONCE 256

static gboolean
is_stopped (GCancellable *cancellable, guint n_done, GError **error)
{
  return n_done % ROWS_AT_ONCE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Of all values only those that are a head when folded: folding every cell costs more than all the
 * rest. */
static gboolean
find_heads (Reader *self, AttestSheetTable *table, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) folded = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean begins[128] = { FALSE };

  for (guint i = 0; i < table->columns->len; i++)
    {
      const char *text = ((AttestSheetColumn *) g_ptr_array_index (table->columns, i))->folded;

      begins[(guchar) *text & 0x7f] = TRUE;
      g_hash_table_add (folded, (gpointer) text);
    }
  for (guint id = 1; id < attest_grid_get_n_ids (table->grid); id++)
    {
      const char *whole = attest_grid_get_text_of_id (table->grid, id);
      g_autofree char *text = may_be_head (whole, begins) ? attest_sheet_fold (whole) : NULL;

      if (is_stopped (cancellable, id, error))
        return FALSE;
      if (text != NULL && *text != '\0' && g_hash_table_contains (folded, text))
        {
          g_hash_table_insert (self->heads, GUINT_TO_POINTER (id), g_steal_pointer (&text));
          self->last_head = id;
        }
    }
  return TRUE;
}

static gboolean
is_header_again (Reader *self, AttestSheetTable *table, guint n_texts)
{
  guint n_equal = 0;

  for (guint i = 0; i < table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (table->columns, i);
      guint id = attest_grid_get_id (table->grid, self->row, column->column);
      const char *head =
          id <= self->last_head ? g_hash_table_lookup (self->heads, GUINT_TO_POINTER (id)) : NULL;

      n_equal += head != NULL && g_str_equal (head, column->folded);
    }
  return n_texts > 1 && n_equal * 10 >= n_texts * 6;
}

static void
skip (Reader *self, AttestSheetRowKind kind)
{
  GArray *skipped = self->import->skipped;
  AttestSheetSkip *last =
      skipped->len > 0 ? &g_array_index (skipped, AttestSheetSkip, skipped->len - 1) : NULL;
  AttestSheetSkip new = { kind, self->row + 1, self->row + 1 };

  if (last != NULL && last->kind == kind && last->last == self->row)
    last->last++;
  else
    g_array_append_val (skipped, new);
}

static void
say (AttestSheetImport *self, const char *path)
{
  if (path != NULL)
    g_hash_table_add (self->said, g_strndup (path, strcspn (path, "[")));
}

/* A title over a block of rows names the standard of all of them. */
static void
start_block (Reader *self, const char *title)
{
  g_clear_pointer (&self->block_standard, g_free);
  if (attest_sheet_table_find (self->import->table, standards_path) != NULL)
    return;
  self->block_standard = attest_sheet_find_in_title (title);
  if (self->block_standard == NULL)
    return;
  say (self->import, standards_path);
  self->blocks = TRUE;
}

/* Whether all that is of the whole record is empty here, or stands above in the same cell. */
static gboolean
goes_on (Reader *self, AttestSheetTable *table)
{
  gboolean has_item = FALSE;

  for (guint i = 0; i < table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (table->columns, i);
      gboolean empty =
          attest_str_is_blank (attest_grid_get_text (table->grid, self->row, column->column));
      gboolean of_list = column->path != NULL && strstr (column->path, "[]") != NULL;

      if (of_list)
        has_item = has_item || !empty;
      else if (column->path != NULL && !empty)
        return FALSE;
    }
  return has_item;
}

static Group *
add_group_of_row (Reader *self, AttestSheetTable *table, const char *key)
{
  Group *group = add_group (self, key);
  g_autofree char *number = make_number_key (self, table);
  const char *own = get_path_text (table, self->row, ATTEST_SHEET_OWN);

  if (!attest_str_is_blank (own))
    group->result->own = g_strdup (own);
  if (*number != '\0' && !g_hash_table_contains (self->by_key, number))
    g_hash_table_insert (self->by_key, g_steal_pointer (&number), group);
  return group;
}

static gboolean
has_own (Reader *self, AttestSheetTable *table)
{
  return !attest_str_is_blank (get_path_text (table, self->row, ATTEST_SHEET_OWN));
}

static Group *
need_group (Reader *self, AttestSheetTable *table)
{
  g_autofree char *key = make_key (self, table);
  Group *group = find_group (self, table, key);

  return group != NULL ? group : add_group_of_row (self, table, key);
}

static Group *
choose_group (Reader *self, AttestSheetTable *table)
{
  const char *first = NULL;
  guint n_texts = count_texts (self, table, &first);

  if (has_own (self, table))
    return need_group (self, table);
  if (n_texts == 0)
    return skip (self, ATTEST_SHEET_ROW_EMPTY), NULL;
  if (is_header_again (self, table, n_texts))
    return skip (self, ATTEST_SHEET_ROW_REPEATED), NULL;
  if (attest_sheet_is_total (first))
    return skip (self, ATTEST_SHEET_ROW_TOTAL), NULL;
  if (self->current != NULL && goes_on (self, table))
    {
      self->filled = TRUE;
      return self->current;
    }
  if (n_texts == 1)
    {
      start_block (self, first);
      return skip (self, ATTEST_SHEET_ROW_TITLE), NULL;
    }
  return need_group (self, table);
}

static void
read_row (Reader *self, AttestSheetTable *table)
{
  Group *group = choose_group (self, table);
  guint number = self->row + 1;

  self->current = group;
  if (group == NULL)
    return;
  if (group->entity_id == NULL)
    group->entity_id = g_strdup (get_entity_id (self, table));
  g_array_append_val (group->result->rows, number);
  take_row (self, group, table);
}

static void
skip_above (Reader *self, AttestSheetTable *table)
{
  for (self->row = 0; self->row < table->header; self->row++)
    {
      const char *first = NULL;
      guint n_texts = count_texts (self, table, &first);
      g_autofree char *standard = n_texts == 1 ? attest_sheet_find_in_title (first) : NULL;

      /* Of the titles above the head, that of the first block is not always the last. */
      if (standard != NULL)
        start_block (self, first);
      skip (self, n_texts > 0 ? ATTEST_SHEET_ROW_TITLE : ATTEST_SHEET_ROW_EMPTY);
    }
  for (guint i = 0; i < table->n_header; i++, self->row++)
    skip (self, ATTEST_SHEET_ROW_HEADER);
}

/* A sheet that has something of sites, but no address of them, has it where the entity's is. */
static void
find_shared (Reader *self, AttestSheetTable *table)
{
  g_autoptr (JsonArray) all = NULL;
  gboolean has_item = FALSE;
  gboolean has_place = FALSE;

  for (guint i = 0; i < table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (table->columns, i);

      has_item = has_item || (column->path != NULL && g_str_has_prefix (column->path, "sites[]"));
      has_place = has_place || g_strcmp0 (column->path, "sites[].street") == 0;
    }
  if (!has_item || has_place)
    return;
  all = attest_reference_load_list ("sheet-words.json", "shared");
  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonObject *entry = json_array_get_object_element (all, i);

      if (g_str_equal (json_object_get_string_member (entry, "kind"), self->schema->name))
        g_hash_table_insert (self->shared,
                             g_strdup (json_object_get_string_member (entry, "entity")),
                             g_strdup (json_object_get_string_member (entry, "site")));
    }
}

static void
say_columns (AttestSheetImport *self, AttestSheetTable *table)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (table->columns, i);

      say (self, column->standard != NULL ? standards_path : column->path);
    }
}

/* Other sheets that say more of the same records. */

static const char *
find_join (Reader *self, AttestSheetTable *other)
{
  const AttestField *entity_id = self->schema->entity_id;
  AttestSheetTable *own = self->import->table;

  if (attest_sheet_table_find (other, ATTEST_SHEET_IDENTITY) != NULL
      && attest_sheet_table_find (own, ATTEST_SHEET_IDENTITY) != NULL)
    return ATTEST_SHEET_IDENTITY;
  if (entity_id != NULL && attest_sheet_table_find (other, entity_id->key) != NULL
      && attest_sheet_table_find (own, entity_id->key) != NULL)
    return entity_id->key;
  return NULL;
}

/* Rows of @other by what joins them. */
static GHashTable *
index_rows (AttestSheetTable *other, const char *path)
{
  GHashTable *rows =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  const AttestSheetColumn *column = attest_sheet_table_find (other, path);

  for (guint row = other->header + other->n_header; row < attest_grid_get_n_rows (other->grid);
       row++)
    {
      char *key = attest_text_fold_tight (attest_sheet_table_get_text (other, row, column->column));
      GArray *list = g_hash_table_lookup (rows, key);

      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (rows, g_strdup (key), list);
        }
      g_array_append_val (list, row);
      g_free (key);
    }
  return rows;
}

static void
report_orphan (Reader *self, Group *group, AttestSheetTable *other, const char *id)
{
  g_autofree char *message
      /* TRANSLATORS: the first %s is the name of a sheet, the second an id */
      = g_strdup_printf (
          _ ("No row of the sheet “%s” has the ID “%s”."), attest_grid_get_name (other->grid), id);

  for (guint i = 0; i < other->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (other->columns, i);
      const AttestField *field = column->place.field;

      if (field != NULL && column->place.list == NULL && field->required
          && field != self->schema->entity_id)
        report (group->result, ATTEST_SEVERITY_ERROR, column->path, "sheet-orphan", message);
    }
}

static void
join_group (Reader *self, Group *group, AttestSheetTable *other, const char *path, GHashTable *rows)
{
  guint first = g_array_index (group->result->rows, guint, 0) - 1;
  const char *id = get_path_text (self->import->table, first, path);
  g_autofree char *key = attest_text_fold_tight (id);
  GArray *found = g_hash_table_lookup (rows, key);

  if (found == NULL && !g_str_equal (path, ATTEST_SHEET_IDENTITY))
    report_orphan (self, group, other, id);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      self->row = g_array_index (found, guint, i);
      take_row (self, group, other);
    }
}

static void
join_table (Reader *self, AttestSheetTable *other)
{
  const char *path = find_join (self, other);
  g_autoptr (GHashTable) rows = path != NULL ? index_rows (other, path) : NULL;

  if (path == NULL)
    return;
  self->joined = TRUE;
  say_columns (self->import, other);
  attest_sheet_dates_find_orders (other, self->import->decisions);
  for (guint i = 0; i < self->groups->len; i++)
    join_group (self, g_ptr_array_index (self->groups, i), other, path, rows);
}

/* What the sheet does not have. */

/* A list of standards or tags that is empty gets one; sites that are not there are not made up. */
static gboolean
put_item (Reader *self,
          AttestRecord *record,
          const AttestSheetPlace *place,
          const char *path,
          const char *text)
{
  AttestSheetCell cell = { path, place->field, ATTEST_CELL_TEXT, text };
  g_autoptr (AttestSheetItems) items = NULL;

  if (place->list == NULL || (place->inner == NULL && place->list->kind != ATTEST_FIELD_TAGS)
      || attest_record_list_get_length (attest_sheet_get_list (record, place->list)) > 0)
    return FALSE;
  items = attest_sheet_items_new (self->import->values);
  attest_sheet_items_add (items, place, 0, &cell);
  attest_sheet_items_put (items, record);
  return TRUE;
}

static void
put_everywhere (Reader *self, const AttestSheetPlace *place, const char *path, const char *text)
{
  say (self->import, path);
  for (guint i = 0; i < self->groups->len; i++)
    {
      AttestRecord *record = ((Group *) g_ptr_array_index (self->groups, i))->result->record;

      if (!put_item (self, record, place, path, text))
        attest_sheet_place_fill (place, record, text);
    }
}

static gboolean
put_constants (Reader *self, GError **error)
{
  const AttestDecisions *decisions = self->import->decisions;
  g_autoptr (GPtrArray) paths = attest_decisions_list (decisions, ATTEST_DECIDE_CONSTANT);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      AttestSheetPlace place = attest_sheet_place_find (self->schema, path);

      if (place.field == NULL || attest_field_is_list (place.field))
        {
          g_set_error (error,
                       G_IO_ERROR,
                       G_IO_ERROR_INVALID_ARGUMENT,
                       /* TRANSLATORS: %s is a path such as sites[].street, as written by the user
                        */
                       _ ("“%s” is not a field."),
                       path);
          return FALSE;
        }
      put_everywhere (
          self, &place, path, attest_decisions_get (decisions, ATTEST_DECIDE_CONSTANT, path));
    }
  return TRUE;
}

static gboolean
has_column (GPtrArray *tables, const char *path)
{
  for (guint i = 0; i < tables->len; i++)
    if (attest_sheet_table_find (g_ptr_array_index (tables, i), path) != NULL)
      return TRUE;
  return FALSE;
}

/* What is usual is so for one kind of record; a cell left empty was left empty by somebody. */
static void
put_usual (Reader *self, GPtrArray *tables)
{
  const AttestDecisions *decisions = self->import->decisions;
  g_autoptr (GPtrArray) paths = attest_decisions_list (decisions, ATTEST_DECIDE_USUAL);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      AttestSheetPlace place = attest_sheet_place_find (self->schema, path);

      if (place.field != NULL && !attest_field_is_list (place.field) && !has_column (tables, path))
        put_everywhere (
            self, &place, path, attest_decisions_get (decisions, ATTEST_DECIDE_USUAL, path));
    }
}

static char
name_layout (Reader *self, gboolean has_spans)
{
  gboolean several = FALSE;
  gboolean has_site = FALSE;

  for (guint i = 0; i < self->import->records->len; i++)
    several =
        several
        || ((AttestSheetRecord *) g_ptr_array_index (self->import->records, i))->rows->len > 1;
  for (guint i = 0; i < self->import->table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->import->table->columns, i);

      has_site = has_site || (column->path != NULL && g_str_has_prefix (column->path, "sites[]"));
    }
  if (self->joined)
    return 'D';
  if (self->blocks)
    return 'G';
  if (self->marks)
    return 'F';
  if (self->numbers)
    return 'E';
  if (self->filled)
    return has_spans ? 'I' : 'H';
  if (several)
    return has_site ? 'C' : 'B';
  return 'A';
}

/* A text in the last corner of a sheet is no reason to look at all of its cells, but a head over
 * every column and a text in every row is. */
static gboolean
check_area (AttestSheetTable *table, GError **error)
{
  gsize n_columns = table->used->len + table->columns->len;

  if (n_columns * attest_grid_get_n_rows (table->grid) <= MOST_CELLS)
    return TRUE;
  g_propagate_error (error, attest_grid_new_full_error ());
  return FALSE;
}

static gboolean
read_tables (Reader *self,
             GPtrArray *tables,
             guint chosen,
             GCancellable *cancellable,
             GError **error)
{
  AttestSheetTable *table = g_ptr_array_index (tables, chosen);

  say_columns (self->import, table);
  if (!find_heads (self, table, cancellable, error))
    return FALSE;
  attest_sheet_dates_find_orders (table, self->import->decisions);
  find_shared (self, table);
  skip_above (self, table);
  for (; self->row < attest_grid_get_n_rows (table->grid); self->row++)
    {
      if (is_stopped (cancellable, self->row, error))
        return FALSE;
      read_row (self, table);
    }
  for (guint i = 0; i < tables->len; i++)
    if (i != chosen)
      join_table (self, g_ptr_array_index (tables, i));
  if (!put_constants (self, error))
    return FALSE;
  put_usual (self, tables);
  return TRUE;
}

static GPtrArray *
make_tables (Reader *self, AttestWorkbook *workbook)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_sheet_table_free);

  for (guint i = 0; i < workbook->grids->len; i++)
    g_ptr_array_add (tables,
                     attest_sheet_table_new (g_ptr_array_index (workbook->grids, i),
                                             self->schema,
                                             self->import->decisions));
  return tables;
}

/* Takes the table with the records out of @tables. */
static gboolean
read_workbook (Reader *self, AttestWorkbook *workbook, GCancellable *cancellable, GError **error)
{
  const AttestDecisions *decisions = self->import->decisions;
  g_autoptr (GPtrArray) tables = make_tables (self, workbook);
  int chosen = attest_sheet_table_choose (
      tables, self->schema, attest_decisions_get (decisions, ATTEST_DECIDE_SHEET, ""));
  gboolean is_read = FALSE;

  if (chosen < 0)
    {
      g_set_error_literal (
          error,
          G_IO_ERROR,
          G_IO_ERROR_INVALID_DATA,
          _ ("No sheet has a row with known column titles. Specify the row or the columns."));
      return FALSE;
    }
  self->import->table = g_ptr_array_index (tables, (guint) chosen);
  is_read = check_area (self->import->table, error)
            && read_tables (self, tables, (guint) chosen, cancellable, error)
            && attest_sheet_import_check_all (self->import, cancellable, error);
  g_ptr_array_steal_index (tables, (guint) chosen);
  return is_read;
}

static const AttestSchema *
choose_schema (AttestWorkbook *workbook, const AttestDecisions *decisions)
{
  const char *kind = attest_decisions_get (decisions, ATTEST_DECIDE_KIND, "");
  const AttestSchema *schema = kind != NULL ? attest_kinds_find (kind) : NULL;

  return schema != NULL ? schema : attest_sheet_guess_kind (workbook, decisions);
}

/**
 * attest_sheet_import_read:
 * @workbook: a file
 * @decisions: what a person decided; copied
 * @cancellable: (nullable): gives up
 * @error: return location for a #GIOErrorEnum; %G_IO_ERROR_INVALID_ARGUMENT: a decision is about
 *   nothing there is
 *
 * Thread: any; whoever gets the records has them alone.
 *
 * Returns: (transfer full): the records, checked, and where each row went; %NULL if no sheet is one
 *   of such records
 */
AttestSheetImport *
attest_sheet_import_read (AttestWorkbook *workbook,
                          const AttestDecisions *decisions,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (AttestSheetImport) import = g_new0 (AttestSheetImport, 1);
  g_auto (Reader) self = { NULL, import };

  g_return_val_if_fail (workbook != NULL && decisions != NULL, NULL);

  self.groups = g_ptr_array_new_with_free_func (group_free);
  self.by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.heads = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self.shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.one_record_a_row =
      g_strcmp0 (attest_decisions_get (decisions, ATTEST_DECIDE_LAYOUT, ""), "A") == 0;
  self.schema = import->schema = choose_schema (workbook, decisions);
  import->decisions = attest_decisions_copy (decisions);
  import->records = g_ptr_array_new_with_free_func (record_free);
  import->skipped = g_array_new (FALSE, FALSE, sizeof (AttestSheetSkip));
  import->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  import->peers = attest_peers_new ();
  import->values = attest_sheet_values_new (import->decisions);
  import->undecided = attest_sheet_values_get_undecided (import->values);
  if (!read_workbook (&self, workbook, cancellable, error))
    return NULL;
  import->layout = name_layout (&self, workbook->format == ATTEST_SHEET_HTML);
  return g_steal_pointer (&import);
}

/* Frees @self, with its records. */
void
attest_sheet_import_free (AttestSheetImport *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->table, attest_sheet_table_free);
  g_ptr_array_unref (self->records);
  g_array_unref (self->skipped);
  attest_sheet_values_free (self->values);
  attest_decisions_free (self->decisions);
  g_object_unref (self->peers);
  g_hash_table_unref (self->said);
  g_free (self);
}

/* Returns: (transfer none): what a row is called that became no record; the same in every language
 */
const char *
attest_sheet_row_kind_get_id (AttestSheetRowKind kind)
{
  static const char *const ids[] = { "title", "header", "repeated", "empty", "total" };

  g_return_val_if_fail (kind < ATTEST_SHEET_N_ROW_KINDS, "");

  return ids[kind];
}
