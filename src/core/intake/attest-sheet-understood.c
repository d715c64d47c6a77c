/* What was understood by itself: see the header. All texts of a column are looked at, which may be
 * as many as it has rows. */
#include "attest-config.h"
#include "intake/attest-sheet-understood.h"

#include "base/attest-text.h"
#include "check/attest-countries.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

/* More appear when these are decided. */
#define MOST_UNDERSTOOD 60

/* @data: of one column */
void
attest_sheet_understood_free (gpointer data)
{
  AttestSheetUnderstood *self = data;

  g_array_unref (self->meanings);
  g_hash_table_unref (self->decided);
  g_free (self);
}

static const char *
understand_word (const char *path, const char *text)
{
  const char *wire = NULL;

  return attest_sheet_find_value (path, text, &wire) == ATTEST_SHEET_WORD_KNOWN ? wire : NULL;
}

/* Returns: (nullable): what @text in @column was taken for, if that is not the same */
static const char *
understand (const AttestSheetColumn *column, const char *text)
{
  const AttestField *field = column->place.field;
  g_autofree char *opposite = column->opposite ? g_strconcat ("!", column->path, NULL) : NULL;
  const char *name = NULL;
  const char *scheme = NULL;

  if (field->kind == ATTEST_FIELD_FLAG)
    return understand_word (opposite != NULL ? opposite : column->path, text);
  if (field->kind == ATTEST_FIELD_CHOICE)
    return understand_word (column->path, text);
  if (g_str_has_suffix (column->path, "country"))
    return attest_countries_match (text, &name) == ATTEST_COUNTRY_ALIAS ? name : NULL;
  if (g_str_has_suffix (column->path, "standards_name")
      && attest_sheet_find_standard (text, &name, &scheme) == ATTEST_SHEET_WORD_KNOWN
      && strcmp (name, text) != 0)
    return name;
  return NULL;
}

static gboolean
may_be_understood (const AttestSheetColumn *column)
{
  const AttestField *field = column->place.field;

  return field->kind == ATTEST_FIELD_FLAG || field->kind == ATTEST_FIELD_CHOICE
         || g_str_has_suffix (column->path, "country")
         || g_str_has_suffix (column->path, "standards_name");
}

/* Returns: (transfer full): how often each distinct text stands in @column */
static guint *
count_texts (const AttestSheetTable *table, const AttestSheetColumn *column)
{
  guint *counts = g_new0 (guint, attest_grid_get_n_ids (table->grid) + 1);
  const guint n_rows = attest_grid_get_n_rows (table->grid);

  for (guint row = table->header + table->n_header; row < n_rows; row++)
    counts[attest_grid_get_id (table->grid, row, column->column)]++;
  return counts;
}

static void
add_meanings (AttestSheetUnderstood *self,
              const AttestSheetTable *table,
              const AttestSheetColumn *column,
              const guint *counts)
{
  const guint n_ids = attest_grid_get_n_ids (table->grid);

  for (guint id = 1; id <= n_ids && self->meanings->len < MOST_UNDERSTOOD; id++)
    {
      const char *meaning =
          counts[id] > 0 ? understand (column, attest_grid_get_text_of_id (table->grid, id)) : NULL;

      if (meaning != NULL)
        g_array_append_val (self->meanings, ((AttestSheetMeaning){ id, meaning, counts[id] }));
    }
}

/* Whatever is decided about: as it stands there once it is tidy. */
static void
add_decided (AttestSheetUnderstood *self, const AttestSheetTable *table, const guint *counts)
{
  for (guint id = 1; id <= attest_grid_get_n_ids (table->grid); id++)
    {
      g_autofree char *text =
          counts[id] > 0
              ? attest_text_tidy (attest_grid_get_text_of_id (table->grid, id), ATTEST_TEXT_LINE)
              : NULL;
      gpointer key = NULL;
      gpointer before = NULL;

      if (text != NULL && g_hash_table_lookup_extended (self->decided, text, &key, &before))
        g_hash_table_insert (self->decided,
                             g_steal_pointer (&text),
                             GUINT_TO_POINTER (GPOINTER_TO_UINT (before) + counts[id]));
    }
}

static AttestSheetUnderstood *
look_at_column (AttestSheetImport *import, const AttestSheetColumn *column, GPtrArray *keys)
{
  AttestSheetUnderstood *self = g_new (AttestSheetUnderstood, 1);
  g_autofree char *prefix = g_strconcat (column->path != NULL ? column->path : "", ":", NULL);
  g_autofree guint *counts = NULL;

  self->meanings = g_array_new (FALSE, FALSE, sizeof (AttestSheetMeaning));
  self->decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (column->place.field == NULL)
    return self;
  for (guint i = 0; i < keys->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (keys, i), prefix))
      g_hash_table_insert (
          self->decided, g_strdup ((char *) g_ptr_array_index (keys, i) + strlen (prefix)), NULL);
  if (!may_be_understood (column) && g_hash_table_size (self->decided) == 0)
    return self;
  counts = count_texts (import->table, column);
  if (may_be_understood (column))
    add_meanings (self, import->table, column, counts);
  if (g_hash_table_size (self->decided) > 0)
    add_decided (self, import->table, counts);
  return self;
}

/**
 * attest_sheet_import_understand:
 * @self: as it was read
 *
 * Finds out what is told of its columns beside what has to be decided: one for each of them.
 */
void
attest_sheet_import_understand (AttestSheetImport *self)
{
  g_autoptr (GPtrArray) keys = NULL;
  const GPtrArray *columns = NULL;

  g_return_if_fail (self != NULL && self->understood == NULL);

  keys = attest_decisions_list (self->decisions, ATTEST_DECIDE_VALUE);
  columns = self->table->columns;
  self->understood = g_ptr_array_new_with_free_func (attest_sheet_understood_free);
  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (self->understood, look_at_column (self, g_ptr_array_index (columns, i), keys));
}
