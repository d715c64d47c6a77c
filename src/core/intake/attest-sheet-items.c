/* The lists of a record, from the columns of a row.
 *
 * Columns with the same number are one item. An item that is there already is not put a second
 * time; a standard goes under the scheme of its row, or under its usual one. Where a cell has
 * several items, the others of the row are about each of them, or have as many lines.
 * Thread: the main one, as records live there. */
#include "attest-config.h"
#include "intake/attest-sheet-items.h"

#include "base/attest-text.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-several.h"
#include "intake/attest-sheet-standards.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

#define LONG 32 /* items of a list, from which on it is looked up what is in it */

/* A cell with several lines, or what parts as lines do. */
typedef struct
{
  AttestSheetCell cell; /* its text is owned */
  GPtrArray *lines;
  gboolean is_beside; /* what it says is of the items, and never how many those are */
} Lines;

/* One item of a list, or the standards of one scheme. */
typedef struct
{
  const AttestField *list;
  const AttestField *inner; /* (nullable): a list in it */
  guint number;
  AttestRecord *record;
  GPtrArray *texts;           /* of the inner list */
  GArray *lines;              /* (nullable): of Lines, what is not in the record yet */
  AttestSheetSeveral several; /* what they say */
  guint n;                    /* of items, if so */
  gboolean is_none;           /* a cell says that there is one, and not which */
} Item;

struct _AttestSheetItems
{
  AttestSheetValues *values;
  GPtrArray *items;   /* of Item */
  gboolean one_a_row; /* Attest wrote the sheet: a line more is a line more */
};

static void
lines_clear (gpointer data)
{
  Lines *lines = data;

  g_free ((char *) lines->cell.text);
  g_ptr_array_unref (lines->lines);
}

static void
item_free (gpointer data)
{
  Item *item = data;

  g_object_unref (item->record);
  g_ptr_array_unref (item->texts);
  g_clear_pointer (&item->lines, g_array_unref);
  g_free (item);
}

/**
 * attest_sheet_items_new:
 * @values: reads the cells; outlives the object
 * @one_a_row: whether no cell has several items
 *
 * Returns: (transfer full): nothing for any list
 */
AttestSheetItems *
attest_sheet_items_new (AttestSheetValues *values, gboolean one_a_row)
{
  AttestSheetItems *self = g_new0 (AttestSheetItems, 1);

  self->values = values;
  self->one_a_row = one_a_row;
  self->items = g_ptr_array_new_with_free_func (item_free);
  return self;
}

/* Frees @self. */
void
attest_sheet_items_free (AttestSheetItems *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->items);
  g_free (self);
}

static Item *
need_item (AttestSheetItems *self, const AttestSheetPlace *place, guint number)
{
  Item *item = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      item = g_ptr_array_index (self->items, i);
      if (item->list == place->list && item->number == number)
        return item;
    }
  item = g_new0 (Item, 1);
  item->list = place->list;
  item->number = number;
  item->record = attest_record_new (place->list->child);
  item->texts = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->items, item);
  return item;
}

/* Returns: (transfer none): what is in @list, by what it says */
static GHashTable *
need_set (GHashTable *long_lists, AttestRecordList *list)
{
  GHashTable *set = g_hash_table_lookup (long_lists, list);

  if (set != NULL)
    return set;
  set = g_hash_table_new ((GHashFunc) attest_record_hash, (GEqualFunc) attest_record_equal);
  for (guint i = 0; i < attest_record_list_get_length (list); i++)
    g_hash_table_add (set, attest_record_list_get (list, i));
  g_hash_table_insert (long_lists, list, set);
  return set;
}

static gboolean
has_equal (AttestRecordList *list, AttestRecord *record)
{
  for (guint i = 0; i < attest_record_list_get_length (list); i++)
    if (attest_record_equal (attest_record_list_get (list, i), record))
      return TRUE;
  return FALSE;
}

/* Most records have a site or two; a bank has thousands, and comparing each with all would take as
 * long as all the rest. */
static void
append (AttestRecordList *list, AttestRecord *record, GHashTable **long_lists)
{
  const guint n = attest_record_list_get_length (list);
  GHashTable *set = NULL;

  if (n < LONG)
    {
      if (!has_equal (list, record))
        attest_record_list_insert (list, n, record);
      return;
    }
  if (*long_lists == NULL)
    *long_lists = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  set = need_set (*long_lists, list);
  if (g_hash_table_contains (set, record))
    return;
  g_hash_table_add (set, record);
  attest_record_list_insert (list, n, record);
}

/* The first record of @list whose first text is @text; a new one if there is none. */
static AttestRecord *
need_named (AttestRecordList *list, const char *text)
{
  AttestRecord *record = NULL;

  for (guint i = 0; i < attest_record_list_get_length (list); i++)
    {
      record = attest_record_list_get (list, i);
      if (attest_sheet_is_same_text (attest_record_get_text (record, 0), text))
        return record;
    }
  record = attest_record_list_append (list);
  attest_record_set_text (record, 0, text);
  return record;
}

/* Each text under the item's own name, or the one that usually is its. */
static void
put_inner (AttestRecord *record, const Item *item)
{
  AttestRecordList *list = attest_sheet_get_list (record, item->list);
  const char *own = attest_record_get_text (item->record, 0);

  for (guint i = 0; i < item->texts->len; i++)
    {
      const char *text = g_ptr_array_index (item->texts, i);
      const char *name = NULL;
      const char *usual = NULL;
      AttestRecord *outer = NULL;

      attest_sheet_find_standard (text, &name, &usual);
      outer = need_named (list, *own != '\0' ? own : (usual != NULL ? usual : ""));
      need_named (attest_sheet_get_list (outer, item->inner), text);
    }
  if (item->texts->len == 0 && *own != '\0')
    need_named (list, own);
}

static void
put_plain (AttestRecordList *list, AttestRecord *record, GHashTable **long_lists)
{
  if (!attest_record_is_blank (record))
    append (list, record, long_lists);
}

static void
set_field (AttestSheetItems *self,
           AttestRecord *record,
           const AttestSheetCell *cell,
           const char *text)
{
  AttestSheetCell own = *cell;
  g_autofree char *read = NULL;

  own.text = text;
  read = attest_sheet_values_read (self->values, &own);
  if (read != NULL)
    attest_sheet_set_field (record, cell->field, read);
}

/* @i: which of them, where @item has several; a cell with as many lines has one for each */
static void
set_lines (AttestSheetItems *self, const Item *item, AttestRecord *record, guint i)
{
  for (guint j = 0; item->lines != NULL && j < item->lines->len; j++)
    {
      const Lines *lines = &g_array_index (item->lines, Lines, j);
      const gboolean is_each =
          item->several == ATTEST_SEVERAL_CLEAR && lines->lines->len == item->n;

      set_field (self,
                 record,
                 &lines->cell,
                 is_each ? g_ptr_array_index (lines->lines, i) : lines->cell.text);
    }
}

static void
put_item (AttestSheetItems *self, AttestRecord *record, const Item *item, GHashTable **long_lists)
{
  AttestRecordList *list = attest_sheet_get_list (record, item->list);

  if (item->is_none)
    return;
  if (item->inner != NULL)
    {
      put_inner (record, item);
      return;
    }
  for (guint i = 0; item->several == ATTEST_SEVERAL_CLEAR && i < item->n; i++)
    {
      g_autoptr (AttestRecord) one = attest_record_copy (item->record);

      set_lines (self, item, one, i);
      put_plain (list, one, long_lists);
    }
  if (item->several == ATTEST_SEVERAL_CLEAR)
    return;
  set_lines (self, item, item->record, 0);
  put_plain (list, item->record, long_lists);
}

/* What a list of several says of each: a town, a country. What it does may be said in lines. */
static gboolean
is_of_each (const AttestField *field)
{
  return field->kind != ATTEST_FIELD_LONG_TEXT;
}

/* A town or a country for each line of an address says that they are several. */
static void
judge_lines (Item *item)
{
  gboolean differ = FALSE;

  for (guint i = 0; item->several != ATTEST_SEVERAL_NOT && i < item->lines->len; i++)
    {
      const Lines *lines = &g_array_index (item->lines, Lines, i);
      const gboolean counts = is_of_each (lines->cell.field) && lines->lines->len > 1;

      if (!counts || lines->is_beside || attest_sheet_may_be_several (lines->cell.path))
        continue;
      if (lines->lines->len == item->n)
        item->several = ATTEST_SEVERAL_CLEAR;
      differ = differ || lines->lines->len != item->n;
    }
  if (differ)
    item->several = ATTEST_SEVERAL_DOUBT;
}

/* @pieces: (transfer full) (nullable): the item without its number. Returns: whether there is one
 */
static gboolean
add_single (AttestSheetItems *self, Item *item, const AttestSheetCell *cell, GPtrArray *pieces)
{
  g_autoptr (GPtrArray) own = pieces;

  if (own == NULL || own->len == 0)
    return FALSE;
  set_field (self, item->record, cell, g_ptr_array_index (own, 0));
  return TRUE;
}

/* @lines: taken over, but for the text */
static void
hold (Item *item, Lines *lines)
{
  lines->cell.text = g_strdup (lines->cell.text);
  if (item->lines == NULL)
    {
      item->lines = g_array_new (FALSE, FALSE, sizeof (Lines));
      g_array_set_clear_func (item->lines, lines_clear);
    }
  g_array_append_val (item->lines, *lines);
}

/* Returns: whether @cell waits for the others of its item, as it has several lines */
static gboolean
add_lines (AttestSheetItems *self, Item *item, const AttestSheetCell *cell)
{
  Lines lines = { *cell, NULL, FALSE };
  AttestSheetSeveral several = ATTEST_SEVERAL_NOT;

  if (self->one_a_row)
    return FALSE;
  lines.lines = attest_sheet_split_beside (cell->path, cell->text);
  lines.is_beside = lines.lines != NULL;
  if (lines.is_beside)
    {
      hold (item, &lines);
      return TRUE;
    }
  several = attest_sheet_split_items (cell->path, cell->text, &lines.lines);
  if (several == ATTEST_SEVERAL_NOT && strchr (cell->text, '\n') == NULL)
    return add_single (self, item, cell, lines.lines);
  if (several == ATTEST_SEVERAL_NOT)
    {
      g_clear_pointer (&lines.lines, g_ptr_array_unref);
      lines.lines = attest_sheet_split_lines (cell->text);
    }
  else
    {
      item->several = several;
      item->n = lines.lines->len;
    }
  hold (item, &lines);
  return TRUE;
}

static void
add_to_item (AttestSheetItems *self,
             Item *item,
             const AttestSheetPlace *place,
             const AttestSheetCell *cell)
{
  g_autoptr (GPtrArray) pieces = NULL;

  if (place->inner == NULL)
    {
      if (!add_lines (self, item, cell))
        set_field (self, item->record, cell, cell->text);
      return;
    }
  item->inner = place->inner;
  pieces = attest_sheet_split_standards (cell->text);
  for (guint i = 0; i < pieces->len; i++)
    {
      AttestSheetCell piece = *cell;
      char *read = NULL;

      piece.text = g_ptr_array_index (pieces, i);
      read = attest_sheet_values_read (self->values, &piece);
      if (read != NULL)
        g_ptr_array_add (item->texts, read);
    }
}

/* Returns: (transfer full): @text with a comma for what parts tags beside signs of ASCII */
static char *
unfold_tags (const char *text)
{
  static const char *const signs[] = { "、",  "，",   "；",  "|",    "｜",
                                       " / ", " ／ ", " · ", " ㆍ ", " • " };
  GString *plain = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    g_string_replace (plain, signs[i], ",", 0);
  return g_string_free (plain, FALSE);
}

static gboolean
is_hangul (gunichar c)
{
  return c >= 0xac00 && c <= 0xd7a3;
}

/* Returns: how many letters of Hangul stand at the end of @text before @end */
static guint
count_hangul_before (const char *text, const char *end)
{
  guint n = 0;

  for (const char *p = end; p > text && is_hangul (g_utf8_get_char (g_utf8_prev_char (p)));
       p = g_utf8_prev_char (p))
    n++;
  return n;
}

static guint
count_hangul_after (const char *text)
{
  guint n = 0;

  while (is_hangul (g_utf8_get_char (text)))
    text = g_utf8_next_char (text), n++;
  return n;
}

/* 용접/안전: a stroke between two words of Hangul parts them. CI/CD, 온/오프라인 and 입/출력 are
 * one.
 *
 * @parted: (transfer full). Returns: (transfer full): it, with a comma for each that parts */
static char *
part_strokes (char *parted)
{
  for (char *p = strchr (parted, '/'); p != NULL; p = strchr (p + 1, '/'))
    if (count_hangul_before (parted, p) > 1 && count_hangul_after (p + 1) > 1)
      *p = ',';
  return parted;
}

/* #용접 #안전, #용접#안전: the sign begins a tag. In C# it is one of its letters.
 *
 * @parted: (transfer full). Returns: (transfer full): it, with a comma for each that begins one */
static char *
part_hash_tags (char *parted)
{
  g_autofree char *text = g_strdup (parted);
  const gboolean begins = *text == '#';

  for (gsize i = 0; parted[i] != '\0'; i++)
    if (parted[i] == '#'
        && (i == 0 || g_ascii_isspace (text[i - 1]) || strchr (",;#", text[i - 1]) != NULL
            || (begins && (guchar) text[i + 1] >= 0x80)))
      parted[i] = ',';
  return parted;
}

/* Tags stand in one cell. */
static void
add_tags (AttestSheetItems *self, const AttestSheetPlace *place, const char *text)
{
  g_autofree char *parted = part_hash_tags (part_strokes (unfold_tags (text)));
  g_auto (GStrv) words = g_strsplit_set (parted, ",;\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *tidy = attest_text_tidy (words[i], ATTEST_TEXT_LINE);

      if (*tidy != '\0' && (self->one_a_row || !attest_sheet_is_nothing (tidy)))
        attest_sheet_set_field (
            need_item (self, place, self->items->len + 1000)->record, place->field, tidy);
    }
}

/**
 * attest_sheet_items_add:
 * @place: a field in a list
 * @number: of the item it is one of
 * @cell: what stands in the row
 */
void
attest_sheet_items_add (AttestSheetItems *self,
                        const AttestSheetPlace *place,
                        guint number,
                        const AttestSheetCell *cell)
{
  g_return_if_fail (self != NULL && place != NULL && place->list != NULL && cell != NULL);

  if (place->list->kind == ATTEST_FIELD_TAGS)
    add_tags (self, place, cell->text);
  else
    add_to_item (self, need_item (self, place, number), place, cell);
}

/* @place, @number: as of what is added; @text: of the field, whatever its cell says */
void
attest_sheet_items_set_text (AttestSheetItems *self,
                             const AttestSheetPlace *place,
                             guint number,
                             const char *text)
{
  g_return_if_fail (self != NULL && place != NULL && place->list != NULL && text != NULL);

  attest_sheet_set_field (need_item (self, place, number)->record, place->field, text);
}

/* @place, @number: as of what is added. The list gets no such item, whatever else is said of it. */
void
attest_sheet_items_leave (AttestSheetItems *self, const AttestSheetPlace *place, guint number)
{
  g_return_if_fail (self != NULL && place != NULL && place->list != NULL);

  need_item (self, place, number)->is_none = TRUE;
}

/* Returns: (transfer none) (nullable): what may be several items, and was put as one */
const char *
attest_sheet_items_get_doubt (AttestSheetItems *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = g_ptr_array_index (self->items, i);

      for (guint j = 0; item->several == ATTEST_SEVERAL_DOUBT && j < item->lines->len; j++)
        {
          const Lines *lines = &g_array_index (item->lines, Lines, j);

          if (attest_sheet_may_be_several (lines->cell.path))
            return lines->cell.text;
        }
    }
  return NULL;
}

/**
 * attest_sheet_items_get_uneven:
 * @n: (out): how many items there are
 * @n_parts: (out): how many parts the cell has
 *
 * Returns: (transfer none) (nullable): what stands beside several items, and has more or
 *   fewer parts than they are: each got it as a whole
 */
const AttestSheetCell *
attest_sheet_items_get_uneven (AttestSheetItems *self, guint *n, guint *n_parts)
{
  g_return_val_if_fail (self != NULL && n != NULL && n_parts != NULL, NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = g_ptr_array_index (self->items, i);

      for (guint j = 0; item->several == ATTEST_SEVERAL_CLEAR && j < item->lines->len; j++)
        {
          const Lines *lines = &g_array_index (item->lines, Lines, j);

          *n = item->n;
          *n_parts = lines->lines->len;
          if (lines->is_beside && *n_parts != *n)
            return &lines->cell;
        }
    }
  return NULL;
}

/**
 * attest_sheet_items_put:
 * @record: gets what its lists do not have yet
 * @long_lists: (inout) (nullable): %NULL at first, and the same whenever more is put into @record:
 *   what is in those of its lists that are long; to be unreferenced before @record
 */
void
attest_sheet_items_put (AttestSheetItems *self, AttestRecord *record, GHashTable **long_lists)
{
  g_return_if_fail (self != NULL && ATTEST_IS_RECORD (record) && long_lists != NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      judge_lines (g_ptr_array_index (self->items, i));
      put_item (self, record, g_ptr_array_index (self->items, i), long_lists);
    }
}
