/* Rows that go on with the one above: see the header.
 *
 * Such a row says nothing of the record itself. Of columns that are for no field nobody knows what
 * they say, but for what stands in the rows with a number: where each of those has a text of its
 * own, as a running number or a name under a word that is not known, a row with another text is
 * something else; and so is one with a count where they have none. What stands right of something
 * of a site or a standard is of that. */
#include "attest-config.h"
#include "intake/attest-sheet-follow.h"

#include "base/attest-str.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

#define OF_WORD 4 /* bytes by which two heads begin alike */
#define NEARLY_ALL(n, all) ((n) *10 >= (all) *9)

/* What a column that is for no field says in the rows with a number. */
typedef enum
{
  SAYS_SOMETHING,
  SAYS_NOTHING,
  SAYS_OWN, /* each says it for itself */
} Says;

/* @path: of what names a record in @table, which outlives @self; to be cleared */
void
attest_sheet_follow_init (AttestSheetFollow *self, AttestSheetTable *table, const char *path)
{
  *self = (AttestSheetFollow){ table, attest_sheet_table_find (table, path), NULL };
}

/* Frees what is in @self. */
void
attest_sheet_follow_clear (AttestSheetFollow *self)
{
  g_clear_pointer (&self->own, g_array_unref);
}

static const char *
get_text (const AttestSheetFollow *self, guint row, const AttestSheetColumn *column)
{
  const char *text = attest_grid_get_text (self->table->grid, row, column->column);

  return attest_sheet_is_nothing (text) ? "" : text;
}

static gboolean
is_of_list (const AttestSheetColumn *column)
{
  return column->path != NULL && strstr (column->path, "[]") != NULL;
}

/* What the columns say. */

typedef struct
{
  guint n_numbers; /* rows with a number */
  guint n_texts;   /* of them, with a text in the column */
  guint n_counted; /* of them, with a count that is higher than the one before */
  guint n_without; /* rows with a text, and without a number */
  gboolean differ; /* the texts in rows with a number */
} Tally;

static void
add_text (Tally *self, const char *text, guint64 *last, const char **first)
{
  self->n_texts += *text != '\0';
  self->n_counted += g_ascii_string_to_unsigned (text, 10, *last + 1, G_MAXUINT32, last, NULL);
  if (*first == NULL)
    *first = text;
  self->differ = self->differ || !g_str_equal (*first, text);
}

static Tally
count_texts (const AttestSheetFollow *self, const AttestSheetColumn *column)
{
  const AttestSheetTable *table = self->table;
  Tally tally = { 0 };
  const char *first = NULL;
  guint64 last = 0;

  for (guint row = table->header + table->n_header; row < attest_grid_get_n_rows (table->grid);
       row++)
    {
      const char *number = get_text (self, row, self->number);
      const char *text = get_text (self, row, column);

      tally.n_without += *number == '\0' && *text != '\0';
      if (!attest_str_has_digit (number))
        continue;
      tally.n_numbers++;
      add_text (&tally, text, &last, &first);
    }
  return tally;
}

/* 사업장명 beside 사업장주소: what begins with the same word is of the same. */
static gboolean
is_called_as_list (const AttestSheetFollow *self, const AttestSheetColumn *column)
{
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const AttestSheetColumn *other = g_ptr_array_index (self->table->columns, i);

      if (is_of_list (other) && strlen (column->folded) >= OF_WORD
          && strncmp (other->folded, column->folded, OF_WORD) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether there is more of each record than its number: names, days. */
static gboolean
has_more (const AttestSheetFollow *self)
{
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->table->columns, i);

      if (column != self->number && column->path != NULL && *column->path != '#'
          && !is_of_list (column))
        return TRUE;
    }
  return FALSE;
}

/* Of words that are known to be for no field only a running number tells records apart, and only
 * where nothing else could: people number their rows as well. A telephone number is a site's too.
 * Rows whose number is still to come are the fewer ones.
 *
 * @is_beside: it stands right of something of a site or a standard */
static Says
find_says (const AttestSheetFollow *self, const AttestSheetColumn *column, gboolean is_beside)
{
  const Tally tally = count_texts (self, column);

  if (tally.n_numbers == 0)
    return SAYS_SOMETHING;
  if (tally.n_texts == 0)
    return SAYS_NOTHING;
  if (NEARLY_ALL (tally.n_counted, tally.n_numbers))
    return has_more (self) ? SAYS_SOMETHING : SAYS_OWN;
  return !is_beside && NEARLY_ALL (tally.n_texts, tally.n_numbers) && tally.differ
                 && tally.n_without < tally.n_numbers && !is_called_as_list (self, column)
                 && attest_sheet_find_head (self->table->schema, column->head) == NULL
             ? SAYS_OWN
             : SAYS_SOMETHING;
}

/* Nobody asks in most sheets, and in the others once. */
static void
find_own (AttestSheetFollow *self)
{
  gboolean is_beside = FALSE;

  self->own = g_array_new (FALSE, FALSE, sizeof (Says));
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->table->columns, i);
      const gboolean is_for_nothing = column->path == NULL && column->standard == NULL;
      Says says = SAYS_SOMETHING;

      if (is_for_nothing)
        says = find_says (self, column, is_beside);
      else
        is_beside = is_of_list (column);
      g_array_append_val (self->own, says);
    }
}

/* Returns: (transfer none): what stands above @row in @column, for the record there */
static const char *
get_above (const AttestSheetFollow *self, guint row, const AttestSheetColumn *column)
{
  const guint first = self->table->header + self->table->n_header;
  const char *text = "";

  while (*text == '\0' && row-- > first)
    {
      text = get_text (self, row, column);
      if (*get_text (self, row, self->number) != '\0')
        break;
    }
  return text;
}

static gboolean
says_other (AttestSheetFollow *self, guint row)
{
  if (self->number == NULL)
    return FALSE;
  if (self->own == NULL)
    find_own (self);
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->table->columns, i);
      const Says says = g_array_index (self->own, Says, i);
      const char *text = get_text (self, row, column);

      if ((says == SAYS_NOTHING && attest_str_is_digits (text))
          || (says == SAYS_OWN && *text != '\0'
              && !attest_sheet_is_same_text (text, get_above (self, row, column))))
        return TRUE;
    }
  return FALSE;
}

static gboolean
says_item_alone (const AttestSheetFollow *self, guint row)
{
  gboolean has_item = FALSE;

  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->table->columns, i);
      gboolean empty =
          attest_str_is_blank (attest_grid_get_text (self->table->grid, row, column->column));

      if (is_of_list (column))
        has_item = has_item || !empty;
      else if (column->path != NULL && !g_str_equal (column->path, ATTEST_SHEET_MAIN) && !empty)
        return FALSE;
    }
  return has_item;
}

/* Whether the number of @row stands above in the same cell. */
static gboolean
is_one_with_above (const AttestSheetFollow *self, guint row)
{
  return self->number != NULL
         && *attest_sheet_table_get_text (self->table, row, self->number->column) != '\0';
}

/* @row: from 0; there is one above it. Returns: whether all that is of the whole record is empty in
 * it, or stands above in the same cell, and nothing says that it is something else */
gboolean
attest_sheet_follow_goes_on (AttestSheetFollow *self, guint row)
{
  return says_item_alone (self, row) && (is_one_with_above (self, row) || !says_other (self, row));
}
