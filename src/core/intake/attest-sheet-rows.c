/* What a row of a sheet is: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-rows.h"

#include "base/attest-str.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-notes.h"
#include "intake/attest-sheet-title.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

#define MOST_OF_ROW(n, n_texts) ((n) *10 >= (n_texts) *6)
#define LEAST_HEADS 2      /* of the table itself, in a row of titles */
#define FEW_HEADS 3        /* that make a row the head of another table, or a column one of heads */
#define MOST_TURNED 100    /* rows in which the heads of a sheet on its side are looked for */
#define MOST_UNIT 4        /* letters and signs beside a figure, and one more */
#define VALUES_AT_ONCE 256 /* between two looks at whether somebody gave up */

/* @begins: by letters of ASCII, whether a head begins so */
static gboolean
may_be_head (const char *text, const gboolean *begins)
{
  while (*text != '\0' && (guchar) *text < 0x80 && !g_ascii_isalnum (*text) && *text != '#')
    text++;
  return (guchar) *text >= 0x80 || begins[(guchar) g_ascii_tolower (*text)];
}

static gboolean
says_anything (const char *text)
{
  return !attest_sheet_is_nothing (text) && !attest_str_is_blank (text);
}

/**
 * attest_sheet_rows_init:
 * @self: to be cleared, also where it fails
 * @table: outlives it
 * @cancellable: (nullable): gives up
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Of all values only those are kept that are a head when folded: folding every cell costs more than
 * all the rest.
 *
 * Returns: whether nobody gave up
 */
gboolean
attest_sheet_rows_init (AttestSheetRows *self,
                        AttestSheetTable *table,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GHashTable) folded = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean begins[128] = { FALSE };

  *self = (AttestSheetRows){ .table = table };
  self->heads = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->says = g_new0 (guint8, attest_grid_get_n_ids (table->grid));
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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

      if (id % VALUES_AT_ONCE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      self->says[id] = says_anything (whole);
      if (text != NULL && *text != '\0' && g_hash_table_contains (folded, text))
        {
          g_hash_table_insert (self->heads, GUINT_TO_POINTER (id), g_steal_pointer (&text));
          self->last_head = id;
        }
    }
  return TRUE;
}

/* Frees what is in @self. */
void
attest_sheet_rows_clear (AttestSheetRows *self)
{
  g_clear_pointer (&self->heads, g_hash_table_unref);
  g_clear_pointer (&self->says, g_free);
  g_clear_pointer (&self->titles, g_hash_table_unref);
}

/* Returns: (transfer none): what stands in the cell itself */
const char *
attest_sheet_rows_get_text (const AttestSheetRows *self, guint row, guint column)
{
  return attest_grid_get_text (self->table->grid, row, column);
}

/* @first: (out): the column of the first of them. Returns: how many cells of @row say something */
guint
attest_sheet_rows_count_texts (const AttestSheetRows *self, guint row, guint *first)
{
  const AttestSheetTable *table = self->table;
  guint n = 0;

  *first = 0;
  for (guint i = 0; i < table->used->len; i++)
    {
      const guint column = g_array_index (table->used, guint, i);

      if (!self->says[attest_grid_get_id (table->grid, row, column)])
        continue;
      if (n++ == 0)
        *first = column;
    }
  return n;
}

static const char *
find_head (const AttestSheetRows *self, guint row, guint column)
{
  guint id = attest_grid_get_id (self->table->grid, row, column);

  return id != 0 && id <= self->last_head ? g_hash_table_lookup (self->heads, GUINT_TO_POINTER (id))
                                          : NULL;
}

/* How many of the texts of @row are the titles of their columns. */
static guint
count_equal (const AttestSheetRows *self, guint row)
{
  guint n_equal = 0;

  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->table->columns, i);
      const char *head = find_head (self, row, column->column);

      n_equal += head != NULL && g_str_equal (head, column->folded);
    }
  return n_equal;
}

/* Whether @row, whose texts are titles, has another one over a column that is for something. */
static gboolean
says_other (const AttestSheetRows *self, guint row)
{
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->table->columns, i);
      const char *text = attest_sheet_rows_get_text (self, row, column->column);
      const char *head = find_head (self, row, column->column);
      const char *path = NULL;

      if (column->path == NULL || attest_str_is_blank (text)
          || (head != NULL && g_str_equal (head, column->folded)))
        continue;
      path = attest_sheet_find_head (self->table->schema, text);
      if (path == NULL || !g_str_equal (path, column->path))
        return TRUE;
    }
  return FALSE;
}

static const AttestSheetColumn *
find_number (const AttestSheetRows *self)
{
  return attest_sheet_title_find (self->table);
}

/* Whether @row has titles where they stand in the head: most of its texts are that, or what stands
 * where the others have their number. */
static gboolean
repeats_head (const AttestSheetRows *self, guint row, guint n_texts)
{
  const AttestSheetColumn *number = find_number (self);
  const char *head = number != NULL ? find_head (self, row, number->column) : NULL;

  return n_texts > 1
         && (MOST_OF_ROW (count_equal (self, row), n_texts)
             || (head != NULL && g_str_equal (head, number->folded)));
}

/* Right below the head: its titles in another language, or as they are sent. */
static gboolean
goes_on_with_head (const AttestSheetRows *self, guint row, guint n_texts)
{
  const AttestSheetTable *table = self->table;
  guint n_same = 0;

  if (row != table->header + table->n_header || n_texts < FEW_HEADS)
    return FALSE;
  for (guint i = 0; i < table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (table->columns, i);
      const char *text = attest_sheet_rows_get_text (self, row, column->column);
      const char *path = column->path != NULL && *text != '\0'
                             ? attest_sheet_find_head (table->schema, text)
                             : NULL;

      n_same += path != NULL && g_str_equal (path, column->path);
    }
  return n_same >= FEW_HEADS && MOST_OF_ROW (n_same, n_texts);
}

/* @n_texts: how many texts @row has. Returns: whether it is the head once more */
gboolean
attest_sheet_rows_is_head (const AttestSheetRows *self, guint row, guint n_texts)
{
  return (repeats_head (self, row, n_texts) && !says_other (self, row))
         || goes_on_with_head (self, row, n_texts);
}

/* How many of the texts of @row are titles; of the table itself or, @others, of whatever. */
static guint
count_heads (const AttestSheetRows *self, guint row, gboolean others)
{
  guint n_heads = 0;

  for (guint i = 0; i < self->table->used->len; i++)
    {
      const guint column = g_array_index (self->table->used, guint, i);
      const char *text = others ? attest_sheet_rows_get_text (self, row, column) : "";

      n_heads += find_head (self, row, column) != NULL
                 || (*text != '\0'
                     && (attest_sheet_find_head (self->table->schema, text) != NULL
                         || attest_sheet_has_word ("ended", text)));
    }
  return n_heads;
}

/* @n_texts: how many texts @row has. Returns: whether it is the head of another table, which has
 * these columns in other places, or other ones beside these */
gboolean
attest_sheet_rows_is_other_head (const AttestSheetRows *self, guint row, guint n_texts)
{
  if (repeats_head (self, row, n_texts))
    return says_other (self, row);
  return n_texts >= FEW_HEADS && count_heads (self, row, FALSE) >= LEAST_HEADS
         && MOST_OF_ROW (count_heads (self, row, TRUE), n_texts);
}

static gboolean
is_written_alike (const char *text, const char *other)
{
  g_autofree char *own = attest_sheet_drop_digits (text);
  g_autofree char *others = attest_sheet_drop_digits (other);

  return strchr (own, '0') != NULL && g_str_equal (own, others);
}

/* Whether @text is a value of what its column is for, as no title is: a day, a standard. */
static gboolean
is_value (const AttestSheetRows *self, guint place, const char *text)
{
  const AttestSheetColumn *column = attest_sheet_table_find_at (self->table, place);
  const AttestField *field = column != NULL ? column->place.field : NULL;
  AttestDateReading reading;
  const char *name = NULL;
  const char *scheme = NULL;

  if (field == NULL)
    return FALSE;
  if (field->kind == ATTEST_FIELD_DATE || field->kind == ATTEST_FIELD_DATE_TIME)
    {
      attest_date_read (text, &reading);
      return reading.n_readings > 0;
    }
  return g_str_has_suffix (column->path, "standards_name")
         && attest_sheet_find_standard (text, &name, &scheme) != ATTEST_SHEET_WORD_UNKNOWN;
}

static gboolean
is_for_item (const AttestSheetRows *self, guint place)
{
  const AttestSheetColumn *column = attest_sheet_table_find_at (self->table, place);

  return column != NULL && column->place.list != NULL;
}

/* @before: the row of the record above @row; 0: there is none right above. Returns: whether @row
 * has a number, written like that of the row above or below */
static gboolean
has_number (const AttestSheetRows *self, guint row, guint before)
{
  const AttestSheetColumn *number = find_number (self);
  const char *text = number != NULL ? attest_sheet_rows_get_text (self, row, number->column) : "";

  return *text != '\0'
         && (is_written_alike (text, attest_sheet_rows_get_text (self, row + 1, number->column))
             || (before > 0
                 && is_written_alike (text,
                                      attest_sheet_rows_get_text (self, before, number->column))));
}

static gboolean
has_values (const AttestSheetRows *self, guint row)
{
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->table->columns, i);
      const char *text = attest_sheet_rows_get_text (self, row, column->column);

      if (column->path != NULL && *text != '\0' && is_value (self, column->column, text))
        return TRUE;
    }
  return FALSE;
}

/* Whether @text is how many, or how much: 2, 1,200, 총 3건. */
static gboolean
is_figure (const char *text)
{
  guint n_letters = 0;
  guint n_points = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      n_letters += (guchar) *p >= 0x80;
      n_points += *p == '.';
      if ((guchar) *p < 0x80 && !g_ascii_isdigit (*p) && strchr (" ,.%", *p) == NULL)
        return FALSE;
    }
  return n_letters < MOST_UNIT && n_points < 2 && attest_str_has_digit (text);
}

/* Whether all that @row has is the name of what is summed up, and figures. */
static gboolean
sums_up (const AttestSheetRows *self, guint row)
{
  const AttestSheetTable *table = self->table;
  gboolean has_name = FALSE;

  for (guint i = 0; i < table->used->len; i++)
    {
      const guint column = g_array_index (table->used, guint, i);
      const char *text = attest_sheet_rows_get_text (self, row, column);

      if (!self->says[attest_grid_get_id (table->grid, row, column)] || is_figure (text))
        continue;
      if (!attest_sheet_is_total_of (text))
        return FALSE;
      has_name = TRUE;
    }
  return has_name;
}

/**
 * attest_sheet_rows_is_total:
 * @row: any
 * @first: the first text in it
 * @before: the row of the record above it; 0: there is none right above
 *
 * A company can be called “계” or “Total” as well: then the row has a number, a day or a standard.
 *
 * Returns: whether it sums up what is above
 */
gboolean
attest_sheet_rows_is_total (const AttestSheetRows *self, guint row, const char *first, guint before)
{
  const AttestSheetColumn *number = find_number (self);
  const char *other =
      number != NULL ? attest_sheet_rows_get_text (self, row, number->column) : first;

  if (sums_up (self, row))
    return !has_number (self, row, before);
  if (!attest_sheet_is_total (first) && (other == first || !attest_sheet_is_total (other)))
    return FALSE;
  return !has_number (self, row, before) && !has_values (self, row);
}

/* Returns: whether nothing in @row stands under a title that is for anything */
gboolean
attest_sheet_rows_says_nothing (const AttestSheetRows *self, guint row)
{
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->table->columns, i);

      if ((column->path != NULL || column->standard != NULL)
          && !attest_str_is_blank (attest_sheet_table_get_text (self->table, row, column->column)))
        return FALSE;
    }
  return TRUE;
}

/**
 * attest_sheet_rows_is_record:
 * @row: one with a single text
 * @column: where that stands
 * @before: the row of the record above it; 0: there is none right above
 *
 * A title stands in the first column, or over several, and at the beginning of what it is the title
 * of. A number that is written like those beside it is the number of a record that has nothing
 * else; right of it an address of a site is no title; and what stands in the middle of a record's
 * rows, under another head, or is a day or a standard under the head for that, is a record without
 * one.
 *
 * Returns: whether it is a record with little in it, and no title
 */
gboolean
attest_sheet_rows_is_record (const AttestSheetRows *self, guint row, guint column, guint before)
{
  const AttestSheetColumn *number = find_number (self);
  guint ignored = 0;
  const char *text = NULL;
  const char *next = NULL;
  g_autofree char *standard = NULL;

  if (number == NULL)
    return FALSE;
  text = attest_sheet_rows_get_text (self, row, column);
  next = attest_sheet_rows_get_text (self, row + 1, number->column);
  if (column == number->column)
    return has_number (self, row, before);
  if (column != g_array_index (self->table->used, guint, 0) && is_value (self, column, text))
    return TRUE;
  standard = attest_sheet_find_in_title (text);
  if (column > number->column && standard == NULL && is_for_item (self, column))
    return TRUE;
  return before > 0 && standard == NULL && column != g_array_index (self->table->used, guint, 0)
         && !attest_str_is_blank (next)
         && attest_sheet_rows_count_texts (self, row + 1, &ignored) > 1
         && *attest_sheet_table_get_text (self->table, row, column + 1) == '\0';
}

/* @text: what stands in a row above the head */
void
attest_sheet_rows_add_title (AttestSheetRows *self, const char *text)
{
  g_hash_table_insert (self->titles, attest_sheet_drop_digits (text), GINT_TO_POINTER (TRUE));
}

/* Whether @text stands above the head too, but for its numbers, or numbers a page. This is asked of
 * every row's number, and those have one form. */
static gboolean
is_title_text (const AttestSheetRows *self, const char *text)
{
  g_autofree char *form = attest_sheet_drop_digits (text);
  gpointer known = NULL;
  gboolean is_page;

  if (g_hash_table_lookup_extended (self->titles, form, NULL, &known))
    return GPOINTER_TO_INT (known);
  is_page = attest_sheet_is_page (text);
  g_hash_table_insert (self->titles, g_steal_pointer (&form), GINT_TO_POINTER (is_page));
  return is_page;
}

typedef struct
{
  guint n_titles;
  guint n_marks;
  guint n_signatures;
  gboolean begins_signed;
} Notes;

/* Returns: what the row can still be, by its texts so far; all 0: a record */
static Notes
count_notes (const AttestSheetRows *self, guint row)
{
  const AttestSheetTable *table = self->table;
  Notes notes = { 0 };
  guint n = 0;

  for (guint i = 0; i < table->used->len; i++)
    {
      const char *text =
          attest_sheet_rows_get_text (self, row, g_array_index (table->used, guint, i));
      gboolean is_signature = FALSE;

      if (!says_anything (text))
        continue;
      is_signature = attest_sheet_is_signature (text);
      notes.begins_signed = notes.begins_signed || (n == 0 && is_signature);
      notes.n_signatures += is_signature;
      notes.n_titles += is_title_text (self, text);
      notes.n_marks += attest_sheet_is_mark (text);
      n++;
      if (notes.n_titles < n && notes.n_marks < n && !notes.begins_signed)
        return (Notes){ 0 };
    }
  return notes;
}

/* 예시 where the others have their running number. */
static gboolean
begins_as_example (const AttestSheetRows *self, guint row)
{
  const AttestSheetTable *table = self->table;
  const AttestSheetColumn *first =
      table->columns->len > 0 ? g_ptr_array_index (table->columns, 0) : NULL;

  return first != NULL && first->path == NULL && first->standard == NULL
         && attest_sheet_is_example_word (attest_sheet_rows_get_text (self, row, first->column));
}

static gboolean
is_in_brackets (const char *text)
{
  const char *end = *text == '(' ? strchr (text, ')') : NULL;

  return end != NULL && end[1] == '\0' && !attest_str_has_digit (text);
}

/* (번호), (명칭), (년월일): what each column is, right below its title. */
static gboolean
explains_head (const AttestSheetRows *self, guint row)
{
  const AttestSheetTable *table = self->table;

  if (row != table->header + table->n_header)
    return FALSE;
  for (guint i = 0; i < table->used->len; i++)
    {
      const guint column = g_array_index (table->used, guint, i);

      if (self->says[attest_grid_get_id (table->grid, row, column)]
          && !is_in_brackets (attest_sheet_rows_get_text (self, row, column)))
        return FALSE;
    }
  return TRUE;
}

/**
 * attest_sheet_rows_find_note:
 * @row: any
 * @n_texts: how many texts it has
 * @kind: (out): what it is
 *
 * The title and the number of another page; words under a head that say how to fill it in; where
 * people sign for the sheet; an example. What has a number is a record, whatever else it has.
 *
 * Returns: whether it is one of these, and no record
 */
gboolean
attest_sheet_rows_find_note (const AttestSheetRows *self,
                             guint row,
                             guint n_texts,
                             AttestSheetRowKind *kind)
{
  const AttestSheetColumn *number = find_number (self);
  const char *text = number != NULL ? attest_sheet_rows_get_text (self, row, number->column) : "";
  Notes notes;

  if (attest_sheet_is_example (text) || begins_as_example (self, row))
    return *kind = ATTEST_SHEET_ROW_NOTE, TRUE;
  if (number == NULL || n_texts == 0
      || (attest_str_has_digit (text) && !is_title_text (self, text)))
    return FALSE;
  if (n_texts > 1 && explains_head (self, row))
    return *kind = ATTEST_SHEET_ROW_NOTE, TRUE;
  notes = count_notes (self, row);
  *kind = notes.n_titles == n_texts ? ATTEST_SHEET_ROW_TITLE : ATTEST_SHEET_ROW_NOTE;
  return notes.n_titles == n_texts || notes.n_marks == n_texts
         || (notes.begins_signed && n_texts <= 2 * notes.n_signatures + 1);
}

/* Returns: whether the heads stand below each other in the first column: each record is a column */
gboolean
attest_sheet_rows_are_turned (const AttestSheetRows *self)
{
  const AttestSheetTable *table = self->table;
  const guint first = table->used->len > 0 ? g_array_index (table->used, guint, 0) : 0;
  guint n_known = 0;

  for (guint row = table->header + 1;
       table->n_mapped == 1 && row < MIN (attest_grid_get_n_rows (table->grid), MOST_TURNED);
       row++)
    {
      const char *path =
          attest_sheet_find_head (table->schema, attest_sheet_rows_get_text (self, row, first));

      n_known += path != NULL && *path != '\0';
    }
  return n_known >= FEW_HEADS;
}
