/* Certificates on cards: see the header.
 *
 *   Certificate No | K-1          Certificate No: K-1
 *   Company        | Elm          Company: Elm
 *
 *   Certificate No | K-2
 *
 * They are recognised, so that nobody is told to swap rows and columns; what is beside which title
 * is not certain enough to be read. */
#include "attest-config.h"
#include "intake/attest-sheet-cards.h"

#include "intake/attest-sheet-words.h"

#include <string.h>

#define MOST_SEEN 200 /* rows, of some cards */
#define MOST_MAPPED 4 /* columns: more have titles in the row of a table */
#define FEW 3         /* titles below each other, at least */

/* What is found in one column. */
typedef struct
{
  GHashTable *paths;
  guint n_numbers;
  guint n_labels; /* titles with what they are of in the same cell */
} Found;

static const char *
find_path (const AttestSheetTable *table, const char *text)
{
  const char *path = attest_sheet_find_head (table->schema, text);

  return path != NULL && *path != '\0' ? path : NULL;
}

static void
look_at (AttestSheetTable *table, const char *text, Found *found)
{
  const char *colon = strchr (text, ':');
  g_autofree char *label = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  const char *path = find_path (table, text);

  if (path == NULL && label != NULL && colon[1] != '\0')
    {
      path = find_path (table, label);
      found->n_labels += path != NULL;
    }
  if (path == NULL)
    return;
  g_hash_table_add (found->paths, (gpointer) path);
  found->n_numbers += g_str_equal (path, table->schema->fields[table->schema->title_field].key);
}

/* Returns: whether what stands in @table, with a head or without, is on cards */
gboolean
attest_sheet_cards_has (AttestSheetTable *table)
{
  g_autoptr (GHashTable) paths = g_hash_table_new (g_str_hash, g_str_equal);
  Found found = { paths };
  guint end = 0;

  g_return_val_if_fail (table != NULL, FALSE);

  if (table->used->len == 0 || table->n_mapped > MOST_MAPPED
      || attest_sheet_table_find (table, ATTEST_SHEET_OWN) != NULL)
    return FALSE;
  end = MIN (attest_grid_get_n_rows (table->grid), MOST_SEEN);
  for (guint row = 0; row < end; row++)
    look_at (table,
             attest_sheet_table_get_text (table, row, g_array_index (table->used, guint, 0)),
             &found);
  return g_hash_table_size (paths) >= FEW && (found.n_numbers > 1 || found.n_labels >= FEW);
}
