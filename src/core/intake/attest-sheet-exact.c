/* Rows that are read word for word: see the header.
 *
 * A sheet has no way to say how a text is meant. “N/A” may be what somebody typed, and then it is
 * to come back; or what a person wrote into the sheet afterwards, for nothing. So the hidden cell
 * with the id of the draft says what the row has beyond its texts, and has a checksum of both:
 *
 *   ID ROW.LIST.LIST.CHECKSUM
 *
 * ROW counts the rows of the record, from 0. A LIST has a sign for each of its items in the row, or
 * the lengths of its tags. Columns may be moved, and rows be sorted. Where anything else was
 * changed, be it by a person or by a program that took an id for a number, the row is read like
 * anybody's. */
#include "attest-config.h"
#include "intake/attest-sheet-exact.h"

#include "intake/attest-record-cells.h"

#include <string.h>

#define PARTS "."
#define LENGTHS "-"
#define SIGN_EMPTY 'x' /* an empty list is sent */
#define CHECK_DIGITS 16

/* FNV-1a. */
static guint64
add_bytes (guint64 hash, const char *text)
{
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    hash = (hash ^ *p) * G_GUINT64_CONSTANT (1099511628211);
  return (hash ^ 0xff) * G_GUINT64_CONSTANT (1099511628211);
}

static guint64
hash_cell (const AttestSheetExactCell *cell)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  hash = add_bytes (hash, cell->path) + cell->number;
  return add_bytes (hash, cell->text);
}

/* The order of the columns does not count. */
static guint64
sum_up (const char *head, const AttestSheetExactCell *cells, guint n)
{
  guint64 sum = add_bytes (G_GUINT64_CONSTANT (14695981039346656037), head);

  for (guint i = 0; i < n; i++)
    if (*cells[i].text != '\0')
      sum += hash_cell (&cells[i]);
  return sum;
}

/* Whether the items of @list stand beside each other in numbered columns. */
static gboolean
goes_right (const AttestField *list, const AttestSheetExactCell *cells, guint n)
{
  for (guint i = 0; i < n; i++)
    if (cells[i].place->list == list && cells[i].number > 0)
      return TRUE;
  return FALSE;
}

/* Writing. */

static void
append_signs (GString *out, AttestRecord *record, const AttestField *list, guint row, gboolean all)
{
  const guint first = all ? 0 : row;
  const guint end = all ? attest_record_count_items (record, list) : row + 1;

  for (guint i = first; i < end; i++)
    g_string_append_c (out, (char) attest_record_get_item_sign (record, list, i));
}

static void
append_lengths (GString *out, AttestRecordList *tags)
{
  for (guint i = 0; i < attest_record_list_get_length (tags); i++)
    g_string_append_printf (out,
                            "%s%" G_GSIZE_FORMAT,
                            i > 0 ? LENGTHS : "",
                            strlen (attest_record_get_text (attest_record_list_get (tags, i), 0)));
}

/**
 * attest_sheet_exact_make_own:
 * @record: a record
 * @id: of its draft
 * @row: which one of its rows, from 0
 * @cells: (array length=n): the others of the row
 *
 * Returns: (transfer full): the text of the cell that says whose row it is
 */
char *
attest_sheet_exact_make_own (AttestRecord *record,
                             const char *id,
                             guint row,
                             const AttestSheetExactCell *cells,
                             guint n)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  GString *out = g_string_new (NULL);
  guint64 sum = 0;

  g_string_append_printf (out, "%s %u" PARTS, id, row);
  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];

      if (!attest_field_is_list (field))
        continue;
      if (attest_record_get_presence (record, i) == ATTEST_PRESENCE_EMPTY)
        g_string_append_c (out, SIGN_EMPTY);
      else if (field->kind == ATTEST_FIELD_TAGS)
        append_lengths (out, attest_record_get_list (record, i));
      else
        append_signs (out, record, field, row, goes_right (field, cells, n));
      g_string_append (out, PARTS);
    }
  sum = sum_up (out->str, cells, n);
  g_string_append_printf (out, "%0*" G_GINT64_MODIFIER "x", CHECK_DIGITS, sum);
  return g_string_free (out, FALSE);
}

/* Reading. */

static void
set_cell (AttestRecord *record, const AttestSheetExactCell *cell)
{
  if (*cell->text == '\0')
    return;
  if (cell->place->field->kind == ATTEST_FIELD_FLAG)
    attest_sheet_set_field (
        record, cell->place->field, g_str_equal (cell->text, "Yes") ? "yes" : "no");
  else
    attest_sheet_set_field (record, cell->place->field, cell->text);
}

static void
set_item (AttestRecord *item,
          const AttestSheetPlace *place,
          guint number,
          const AttestSheetExactCell *cells,
          guint n)
{
  for (guint i = 0; i < n; i++)
    if (cells[i].place->list == place->list && cells[i].place->inner == place->inner
        && cells[i].number == number)
      set_cell (item, &cells[i]);
}

/* @sign: of item @number. */
static void
put_item (AttestRecord *record,
          const AttestField *list,
          char sign,
          guint number,
          const AttestSheetExactCell *cells,
          guint n)
{
  const AttestField *inner = attest_record_find_inner_list (list);
  AttestRecordList *items = attest_sheet_get_list (record, list);
  const AttestSheetPlace outer_place = { .list = list };
  const AttestSheetPlace inner_place = { .list = list, .inner = inner };
  AttestRecord *item = NULL;

  if (sign == ATTEST_RECORD_ITEM_NONE)
    return;
  if (sign == ATTEST_RECORD_ITEM_GOES_ON && attest_record_list_get_length (items) > 0)
    item = attest_record_list_get (items, attest_record_list_get_length (items) - 1);
  else
    {
      item = attest_record_list_append (items);
      set_item (item, &outer_place, number, cells, n);
    }
  if (inner == NULL || sign == ATTEST_RECORD_ITEM_BARE)
    return;
  set_item (attest_record_list_append (attest_sheet_get_list (item, inner)),
            &inner_place,
            number,
            cells,
            n);
}

/* @lengths: of the tags in @text, with a comma and a blank between them */
static void
put_tags (AttestRecordList *tags, const char *lengths, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (lengths, LENGTHS, -1);
  gsize left = strlen (text);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const gsize length = (gsize) g_ascii_strtoull (parts[i], NULL, 10);
      g_autofree char *tag = length <= left ? g_strndup (text, length) : NULL;

      if (tag == NULL)
        return;
      attest_record_set_text (attest_record_list_append (tags), 0, tag);
      text += MIN (left, length + 2);
      left -= MIN (left, length + 2);
    }
}

static const char *
find_text (const AttestField *list, const AttestSheetExactCell *cells, guint n)
{
  for (guint i = 0; i < n; i++)
    if (cells[i].place->list == list)
      return cells[i].text;
  return "";
}

static void
put_list (AttestRecord *record,
          const AttestField *list,
          const char *signs,
          guint row,
          const AttestSheetExactCell *cells,
          guint n)
{
  const gboolean is_right = goes_right (list, cells, n);

  if (*signs == SIGN_EMPTY)
    list->was_read (record, 0);
  else if (list->kind == ATTEST_FIELD_TAGS)
    {
      if (row == 0 && *signs != '\0')
        put_tags (attest_sheet_get_list (record, list), signs, find_text (list, cells, n));
    }
  else
    for (guint i = 0; signs[i] != '\0' && (row == 0 || !is_right); i++)
      put_item (record, list, signs[i], is_right ? i + 1 : 0, cells, n);
}

/* Whether what each row of a record repeats is what it has from the first. */
static gboolean
agrees (AttestRecord *record, const AttestSheetExactCell *cells, guint n)
{
  g_autoptr (AttestRecord) own = attest_record_new (attest_record_get_schema (record));

  for (guint i = 0; i < n; i++)
    if (cells[i].place->list == NULL)
      {
        g_autofree char *before = attest_sheet_dup_field (record, cells[i].place->field);
        g_autofree char *text = NULL;

        set_cell (own, &cells[i]);
        text = attest_sheet_dup_field (own, cells[i].place->field);
        if (!g_str_equal (before, text))
          return FALSE;
      }
  return TRUE;
}

static void
put_all (AttestRecord *record, GStrv parts, guint row, const AttestSheetExactCell *cells, guint n)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  guint part = 1;

  for (guint i = 0; row == 0 && i < n; i++)
    if (cells[i].place->list == NULL)
      set_cell (record, &cells[i]);
  for (guint i = 0; i < schema->n_fields && parts[part] != NULL; i++)
    if (attest_field_is_list (&schema->fields[i]))
      put_list (record, &schema->fields[i], parts[part++], row, cells, n);
}

/* Returns: how many bytes of @own are the id of the draft */
gsize
attest_sheet_exact_get_id_length (const char *own)
{
  const char *blank = strrchr (own, ' ');

  return blank != NULL && blank[1] != '\0' ? (gsize) (blank - own) : strlen (own);
}

/**
 * attest_sheet_exact_put:
 * @own: what says whose row it is
 * @record: with what all rows of it above say, each put by this function
 * @row: how many rows those are
 * @cells: (array length=n): all cells of the row that are for fields
 *
 * Returns: whether nobody changed the row; then @record has what stands in it, word for word
 */
gboolean
attest_sheet_exact_put (const char *own,
                        AttestRecord *record,
                        guint row,
                        const AttestSheetExactCell *cells,
                        guint n)
{
  const gsize length = strlen (own);
  const gsize id_length = attest_sheet_exact_get_id_length (own);
  g_autofree char *head = NULL;
  g_auto (GStrv) parts = NULL;
  guint64 sum = 0;

  if (id_length == length || length - id_length <= CHECK_DIGITS
      || !g_ascii_string_to_unsigned (own + length - CHECK_DIGITS, 16, 0, G_MAXUINT64, &sum, NULL))
    return FALSE;
  head = g_strndup (own, length - CHECK_DIGITS);
  if (sum_up (head, cells, n) != sum)
    return FALSE;
  parts = g_strsplit (head + id_length + 1, PARTS, -1);
  if (g_ascii_strtoull (parts[0], NULL, 10) != row || (row > 0 && !agrees (record, cells, n)))
    return FALSE;
  put_all (record, parts, row, cells, n);
  return TRUE;
}
