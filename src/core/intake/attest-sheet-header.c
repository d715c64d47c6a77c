/* Finding the head of a sheet.
 *
 * Above it stand titles, in it one row or two, in one language or two, with groups over several
 * columns. The row that says most of what is known is the head; the row below belongs to it if it
 * says as much, or stands under groups alone.
 * Thread: any. */
#include "attest-config.h"
#include "intake/attest-sheet-header.h"

#include "intake/attest-sheet-day-heads.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

#define MAX_ABOVE 50    /* rows that can stand above a head */
#define FEW 3           /* known words in a row that make it part of the head */
#define FEW_ABOVE 2     /* in the row above it, without a group */
#define MOST_OF_HEAD 64 /* bytes in which two languages may be */
#define MOST_HEADS 1024 /* columns of a row that are looked at to tell whether it is the head */

typedef struct
{
  AttestGrid *grid;
  const GArray *used; /* of guint */
  const AttestSchema *schema;
} Search;

static const char *
get_text (const Search *self, guint row, guint column)
{
  return column < attest_grid_get_n_columns (self->grid)
             ? attest_grid_get_text_of_id (self->grid, attest_grid_get_id (self->grid, row, column))
             : "";
}

static guint
get_n_looked_at (const Search *self)
{
  return MIN (self->used->len, MOST_HEADS);
}

static guint
count_known (const Search *self, guint row)
{
  g_autoptr (GHashTable) paths = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n_others = 0;

  for (guint i = 0; i < get_n_looked_at (self); i++)
    {
      guint id = attest_grid_get_id (self->grid, row, g_array_index (self->used, guint, i));
      const char *text = attest_grid_get_text_of_id (self->grid, id);
      const char *path = id != 0 && g_hash_table_add (seen, GUINT_TO_POINTER (id))
                             ? attest_sheet_find_known_head (self->schema, text)
                             : NULL;

      if (path == NULL && id != 0 && strlen (text) < MOST_OF_HEAD)
        path = attest_sheet_find_two_languages (self->schema, text);
      if (path != NULL && *path != '\0')
        g_hash_table_add (paths, (gpointer) path);
      else
        n_others += path != NULL;
    }
  return 2 * g_hash_table_size (paths) + MIN (n_others, 1);
}

/* Whether the cell is one with those at its right. */
static gboolean
is_merged (const Search *self, guint row, guint column)
{
  guint n_spans = 0;
  const AttestSpan *spans = attest_grid_get_spans (self->grid, &n_spans);

  for (guint i = 0; i < n_spans; i++)
    if (spans[i].row == row && spans[i].n_columns > 1 && spans[i].column <= column
        && column < spans[i].column + spans[i].n_columns)
      return TRUE;
  return FALSE;
}

/* Whether a group over several columns begins there, also where merges were lost, as in CSV. */
static gboolean
is_group (const Search *self, guint row, guint column)
{
  return is_merged (self, row, column)
         || (*get_text (self, row, column + 1) == '\0'
             && *get_text (self, row + 1, column + 1) != '\0');
}

/* Whether all that the row below @row says stands under groups: a row of records says something
 * under the other titles as well. */
static gboolean
is_under_groups (const Search *self, guint row)
{
  gboolean is_under = FALSE;

  for (guint i = 0; i < get_n_looked_at (self); i++)
    {
      const guint column = g_array_index (self->used, guint, i);

      if (*get_text (self, row + 1, column) == '\0')
        continue;
      if (*get_text (self, row, column) == '\0')
        is_under = TRUE;
      else if (!is_group (self, row, column))
        return FALSE;
    }
  return is_under;
}

/* Whether @row says of a column of its own what the row below says otherwise: it is no part of the
 * head, but says something of all records, such as who issues them. */
static gboolean
contradicts (const Search *self, guint row)
{
  for (guint i = 0; i < get_n_looked_at (self); i++)
    {
      const guint column = g_array_index (self->used, guint, i);
      const char *upper = get_text (self, row, column);
      const char *lower = get_text (self, row + 1, column);
      const char *path = NULL;
      const char *other = NULL;

      if (*upper == '\0' || *lower == '\0' || is_group (self, row, column))
        continue;
      path = attest_sheet_find_head (self->schema, upper);
      other = attest_sheet_find_head (self->schema, lower);
      if (path != NULL && other != NULL && !g_str_equal (path, other)
          && attest_sheet_find_under (self->schema, upper, lower) == NULL)
        return TRUE;
    }
  return FALSE;
}

/* Whether the row below @row goes on under its groups, and nothing stands below another title of
 * it: in a row with the title of the sheet alone there is none. */
static gboolean
has_lost_groups (const Search *self, guint row)
{
  gboolean has_own = FALSE;

  for (guint i = 0; i < get_n_looked_at (self) && !has_own; i++)
    {
      const guint column = g_array_index (self->used, guint, i);

      has_own = *get_text (self, row + 1, column) == '\0'
                && attest_sheet_find_head (self->schema, get_text (self, row, column)) != NULL;
    }
  return has_own && is_under_groups (self, row);
}

/* Whether the row above @row belongs to the head. */
static gboolean
goes_up (const Search *self, guint row)
{
  const gboolean has_group =
      attest_sheet_header_has_group (self->grid, row - 1) || has_lost_groups (self, row - 1);

  return count_known (self, row - 1) >= (has_group ? 2 : 2 * FEW_ABOVE)
         && !contradicts (self, row - 1);
}

/* Whether the row below @row says which draft it is of: it is a record, whatever it is called. */
static gboolean
is_above_own (const Search *self, guint row)
{
  for (guint i = 0; i < get_n_looked_at (self); i++)
    {
      const guint column = g_array_index (self->used, guint, i);
      const char *path = attest_sheet_find_head (self->schema, get_text (self, row, column));

      if (g_strcmp0 (path, ATTEST_SHEET_OWN) == 0)
        return *get_text (self, row + 1, column) != '\0';
    }
  return FALSE;
}

/* Whether all that @row says are titles, of which some are so only over days: 최초, 시작, 만료. */
static gboolean
has_day_heads (const Search *self, guint row)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_days = 0;

  for (guint i = 0; i < get_n_looked_at (self); i++)
    {
      const char *text = get_text (self, row, g_array_index (self->used, guint, i));
      const gboolean is_day = *text != '\0' && attest_sheet_is_day_head (self->schema, text);

      if (*text != '\0' && !is_day && attest_sheet_find_known_head (self->schema, text) == NULL)
        return FALSE;
      n_days += is_day;
      if (*text != '\0')
        g_hash_table_add (seen, (gpointer) text);
    }
  return n_days > 0 && g_hash_table_size (seen) >= FEW_ABOVE;
}

/* Whether the row below @row belongs to the head. */
static gboolean
goes_down (const Search *self, guint row)
{
  const guint n_known = count_known (self, row + 1);

  if (is_above_own (self, row))
    return FALSE;
  return n_known >= 2 * FEW || is_under_groups (self, row) || has_day_heads (self, row + 1)
         || (n_known >= 2 && attest_sheet_header_has_group (self->grid, row));
}

static AttestSheetHeader
find_best (const Search *self)
{
  guint n_rows = MIN (attest_grid_get_n_rows (self->grid), MAX_ABOVE);
  AttestSheetHeader found = { 0 };
  guint most = 1;

  for (guint row = 0; row < n_rows; row++)
    {
      guint known = count_known (self, row);

      if (known > most)
        {
          most = known;
          found = (AttestSheetHeader){ row, 1 };
        }
    }
  return found;
}

/* Returns: whether something in @row is a group over several columns */
gboolean
attest_sheet_header_has_group (AttestGrid *grid, guint row)
{
  guint n_spans = 0;
  const AttestSpan *spans = attest_grid_get_spans (grid, &n_spans);

  for (guint i = 0; i < n_spans; i++)
    if (spans[i].row == row && spans[i].n_columns > 1 && spans[i].n_rows == 1)
      return TRUE;
  return FALSE;
}

/**
 * attest_sheet_header_find:
 * @grid: a sheet
 * @used: (element-type guint): its columns with a text anywhere
 * @schema: the kind of the records in it
 * @wished: the row that a person decided on, from 1; 0: none
 *
 * Returns: its head
 */
AttestSheetHeader
attest_sheet_header_find (AttestGrid *grid,
                          const GArray *used,
                          const AttestSchema *schema,
                          guint wished)
{
  const Search self = { grid, used, schema };
  AttestSheetHeader found = { wished - 1, wished <= attest_grid_get_n_rows (grid) ? 1 : 0 };

  if (wished == 0)
    found = find_best (&self);
  if (found.n_rows == 0 || found.first + 1 >= attest_grid_get_n_rows (grid))
    return found;
  if (goes_down (&self, found.first))
    found.n_rows = 2;
  else if (wished == 0 && found.first > 0 && goes_up (&self, found.first))
    found = (AttestSheetHeader){ found.first - 1, 2 };
  return found;
}
