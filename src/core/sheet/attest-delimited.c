/* Rows of texts between separators.
 *
 * A quote begins a text only at the beginning of a cell, a doubled one in it is one, and a text in
 * quotes may have lines and separators in it. A quote that never ends, or ends some rows below in
 * the middle of a cell, is taken for a letter: one slip must not swallow the rest of a file. Rows
 * count as a spreadsheet shows them.
 * Thread: the caller's. */
#include "attest-config.h"
#include "sheet/attest-delimited.h"

#include <string.h>

#define SEPARATORS ",;\t|"
#define LOOKED_AT 50    /* rows from which the separator is told */
#define BYTES_A_TEXT 64 /* of a file for each distinct text, where there are many */

typedef struct
{
  const char *p;
  char separator;
  guint row;
  guint open_quote;
  GArray *cells; /* of AttestGridText: those of the row; without a text it is the next of @text */
  GString *text; /* what does not stand in the file as it is meant */
} Reader;

/* @p: behind a quote. Returns: (nullable): the quote that ends the text */
static const char *
find_end (const char *p)
{
  for (p = strchr (p, '"'); p != NULL && p[1] == '"'; p = strchr (p + 2, '"'))
    ;
  return p;
}

static const char *
skip_line (const char *p)
{
  return p + (p[0] == '\r' && p[1] == '\n' ? 2 : 1);
}

/* How often @separator stands in each of the first rows, outside of quotes. */
static guint
count_in_rows (const char *p, char separator, guint *counts)
{
  guint n_rows = 0;
  gboolean begins = TRUE;

  for (counts[0] = 0; *p != '\0' && n_rows < LOOKED_AT;)
    {
      const char *end = *p == '"' && begins ? find_end (p + 1) : NULL;

      begins = *p == separator || *p == '\n' || *p == '\r';
      if (end != NULL)
        p = end + 1;
      else if (*p == '\n' || *p == '\r')
        {
          p = skip_line (p);
          if (++n_rows < LOOKED_AT)
            counts[n_rows] = 0;
        }
      else
        counts[n_rows] += *p++ == separator;
    }
  return MIN (n_rows + (n_rows < LOOKED_AT && counts[n_rows] > 0), LOOKED_AT);
}

/* Returns: how many rows have the count that most rows have; 0 if most have none */
static guint
find_usual (const guint *counts, guint n_rows, guint *usual)
{
  guint most = 0;

  *usual = 0;
  for (guint i = 0; i < n_rows; i++)
    {
      guint n = 0;

      for (guint j = 0; j < n_rows; j++)
        n += counts[j] == counts[i];
      if (counts[i] > 0 && (n > most || (n == most && counts[i] > *usual)))
        {
          most = n;
          *usual = counts[i];
        }
    }
  return most;
}

/**
 * attest_delimited_guess_separator:
 * @text: UTF-8
 *
 * The one that stands equally often in most of the first rows: a comma in addresses stands more
 * often than a semicolon between cells, but not equally often.
 *
 * Returns: the separator; 0 if there is a single column
 */
char
attest_delimited_guess_separator (const char *text)
{
  char best = '\0';
  guint most = 0;
  guint usual_of_best = 0;

  g_return_val_if_fail (text != NULL, '\0');

  for (const char *s = SEPARATORS; *s != '\0'; s++)
    {
      guint counts[LOOKED_AT] = { 0 };
      guint usual = 0;
      guint n = find_usual (counts, count_in_rows (text, *s, counts), &usual);

      if (n > most || (n == most && n > 0 && usual > usual_of_best))
        {
          best = *s;
          most = n;
          usual_of_best = usual;
        }
    }
  return best;
}

static gboolean
ends_cell (const Reader *self, char c)
{
  return c == '\0' || c == '\n' || c == '\r' || c == self->separator;
}

/* @p: behind a quote. Returns: whether nothing but blanks stands between it and the end of a cell
 */
static gboolean
ends_text (const Reader *self, const char *p)
{
  return ends_cell (self, p[strspn (p, " ")]);
}

static gboolean
has_lines (const char *p, const char *end)
{
  return memchr (p, '\n', (gsize) (end - p)) != NULL || memchr (p, '\r', (gsize) (end - p)) != NULL;
}

/* @p: behind a quote that begins a cell. Returns: (nullable): the quote that ends the text; %NULL:
 * the first one is a letter. In "C "inner" D" it is the last one of the line. */
static const char *
find_end_of_cell (const Reader *self, const char *p)
{
  const char *first = find_end (p);

  if (first == NULL || ends_text (self, first + 1))
    return first;
  if (has_lines (p, first))
    return NULL;
  for (const char *next = find_end (first + 1); next != NULL && !has_lines (first, next);
       next = find_end (next + 1))
    if (ends_text (self, next + 1))
      return next;
  return first;
}

/* Blanks before a text in quotes, as in "a", "b", are nobody's. */
static void
skip_blanks (Reader *self)
{
  const char *quote = self->p + strspn (self->p, " ");
  const char *end = quote > self->p && *quote == '"' ? find_end (quote + 1) : NULL;

  if (end != NULL && ends_text (self, end + 1))
    self->p = quote;
}

/* The text in quotes at self->p; what stands behind the quote, up to the end of the cell, is added:
 * it is somebody's. */
static gboolean
take_quoted (Reader *self)
{
  const char *end = find_end_of_cell (self, self->p + 1);

  if (end == NULL)
    {
      if (self->open_quote == 0)
        self->open_quote = self->row + 1;
      return FALSE;
    }
  for (const char *p = self->p + 1; p < end;)
    {
      const char *quote = memchr (p, '"', (gsize) (end - p));
      const char *stop = quote != NULL ? quote + 1 : end;

      g_string_append_len (self->text, p, stop - p);
      p = quote != NULL && quote[1] == '"' ? quote + 2 : stop;
    }
  self->p = end + 1;
  if (ends_text (self, self->p))
    self->p += strspn (self->p, " ");
  return TRUE;
}

/* ="00501" is how people keep a spreadsheet from making a number of it. */
static gboolean
is_guarded (const Reader *self)
{
  const char *end = self->p[0] == '=' && self->p[1] == '"' ? find_end (self->p + 2) : NULL;

  return end != NULL && ends_cell (self, end[1]);
}

/* Writers of CSV, our own among them, put an apostrophe before what a spreadsheet would take for a
 * formula; and people ="…" around what it would take for a number, which spreadsheets write out
 * again in quotes of its own. */
static void
drop_guard (AttestGridText *cell)
{
  gsize n = 0;

  while (n < cell->length && cell->text[n] == '\'')
    n++;
  if (n > 0 && n < cell->length && memchr ("=+-@\t\r", cell->text[n], 6) != NULL)
    {
      cell->text++;
      cell->length--;
    }
  else if (cell->length > 2 && cell->text[0] == '=' && cell->text[1] == '"'
           && cell->text[cell->length - 1] == '"')
    {
      cell->text += 2;
      cell->length -= 3;
    }
}

/* A text in quotes without a quote in it stands in the file as it is. */
static gboolean
take_plain_quoted (Reader *self, AttestGridText *cell)
{
  const char *end = strchr (self->p + 1, '"');

  if (end == NULL || !ends_cell (self, end[1]))
    return FALSE;
  *cell = (AttestGridText){ self->p + 1, (gsize) (end - self->p - 1) };
  self->p = end + 1;
  return TRUE;
}

/* What stands otherwise in the file goes into self->text: its place there, while the row is not
 * over, since that may move. */
static void
take_changed (Reader *self, AttestGridText *cell)
{
  gsize place = self->text->len;
  const char *start = NULL;

  take_quoted (self);
  for (start = self->p; !ends_cell (self, *self->p); self->p++)
    ;
  g_string_append_len (self->text, start, self->p - start);
  *cell = (AttestGridText){ NULL, self->text->len - place };
}

static void
take_cell (Reader *self)
{
  AttestGridText cell = { NULL };

  if (*self->p == '=' && is_guarded (self))
    self->p++;
  else if (*self->p == ' ')
    skip_blanks (self);
  if (*self->p != '"')
    {
      cell.text = self->p;
      while (!ends_cell (self, *self->p))
        self->p++;
      cell.length = (gsize) (self->p - cell.text);
    }
  else if (!take_plain_quoted (self, &cell))
    take_changed (self, &cell);
  /* One more than a sheet can have is enough to tell. */
  if (self->cells->len < ATTEST_GRID_MAX_COLUMNS
      || (self->cells->len == ATTEST_GRID_MAX_COLUMNS && cell.length > 0))
    g_array_append_val (self->cells, cell);
}

/* Returns: whether the grid keeps the row */
static gboolean
end_row (Reader *self, AttestGrid *grid)
{
  const char *changed = self->text->str;
  gboolean kept = FALSE;

  for (guint i = 0; i < self->cells->len; i++)
    {
      AttestGridText *cell = &g_array_index (self->cells, AttestGridText, i);

      if (cell->text == NULL)
        {
          cell->text = changed;
          changed += cell->length;
        }
      if (cell->length > 0 && (*cell->text == '\'' || *cell->text == '='))
        drop_guard (cell);
    }
  kept = attest_grid_set_row (
      grid, self->row, (const AttestGridText *) (gpointer) self->cells->data, self->cells->len);
  g_array_set_size (self->cells, 0);
  g_string_truncate (self->text, 0);
  self->row++;
  return kept;
}

/* A first line “sep=;” is for the program, not for the table. */
static const char *
take_sep (const char *text, char *separator)
{
  if (g_ascii_strncasecmp (text, "sep=", 4) != 0 || text[4] == '\0'
      || (text[5] != '\n' && text[5] != '\r'))
    return text;
  *separator = text[4];
  return skip_line (text + 5);
}

/* Returns: whether another cell of the row follows */
static gboolean
goes_on (Reader *self)
{
  if (*self->p != self->separator || *self->p == '\0')
    return FALSE;
  self->p++;
  return TRUE;
}

/**
 * attest_delimited_read:
 * @text: UTF-8
 * @separator: (inout): what stands between cells; 0: found out
 * @open_quote: (out): the row, from 1, with the first quote at the beginning of a cell that is
 * taken for a letter; 0: none
 * @cancellable: (nullable): looked at now and then
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: (transfer full): the table
 */
AttestGrid *
attest_delimited_read (const char *text,
                       char *separator,
                       guint *open_quote,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (AttestGrid) grid = attest_grid_new (NULL);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (AttestGridText));
  g_autoptr (GString) buffer = g_string_new (NULL);
  Reader self = { text, *separator, 0, 0, cells, buffer };

  if (*separator == '\0')
    {
      self.p = take_sep (text, separator);
      if (*separator == '\0')
        *separator = attest_delimited_guess_separator (self.p);
      self.separator = *separator;
    }
  attest_grid_reserve (grid, strlen (text) / BYTES_A_TEXT);
  while (*self.p != '\0')
    {
      if (self.row % 1024 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      do
        take_cell (&self);
      while (goes_on (&self));
      if (*self.p != '\0')
        self.p = skip_line (self.p);
      if (!end_row (&self, grid))
        {
          g_propagate_error (error, attest_grid_new_full_error ());
          return NULL;
        }
    }
  attest_grid_extend (grid, self.row);
  *open_quote = self.open_quote;
  return g_steal_pointer (&grid);
}
