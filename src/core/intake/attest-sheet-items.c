/* The lists of a record, from the columns of a row.
 *
 * Columns with the same number are one item. An item that is there already is not put a second
 * time; a standard goes under the scheme of its row, or under its usual one.
 * Thread: the main one, as records live there. */
#include "attest-config.h"
#include "intake/attest-sheet-items.h"

#include "base/attest-text.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-standards.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

#define LONG 32 /* items of a list, from which on it is looked up what is in it */

/* One item of a list, or the standards of one scheme. */
typedef struct
{
  const AttestField *list;
  const AttestField *inner; /* (nullable): a list in it */
  guint number;
  AttestRecord *record;
  GPtrArray *texts; /* of the inner list */
} Item;

struct _AttestSheetItems
{
  AttestSheetValues *values;
  GPtrArray *items; /* of Item */
};

static void
item_free (gpointer data)
{
  Item *item = data;

  g_object_unref (item->record);
  g_ptr_array_unref (item->texts);
  g_free (item);
}

/**
 * attest_sheet_items_new:
 * @values: reads the cells; outlives the object
 *
 * Returns: (transfer full): nothing for any list
 */
AttestSheetItems *
attest_sheet_items_new (AttestSheetValues *values)
{
  AttestSheetItems *self = g_new0 (AttestSheetItems, 1);

  self->values = values;
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

static guint
hash_record (gconstpointer record)
{
  AttestRecord *self = (AttestRecord *) record;
  const AttestSchema *schema = attest_record_get_schema (self);
  guint hash = 0;

  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].kind != ATTEST_FIELD_FLAG && !attest_field_is_list (&schema->fields[i]))
      hash = hash * 31 + g_str_hash (attest_record_get_text (self, i));
  return hash;
}

static gboolean
equal_records (gconstpointer record, gconstpointer other)
{
  return attest_record_equal ((AttestRecord *) record, (AttestRecord *) other);
}

/* Returns: (transfer none): what is in @list, by what it says */
static GHashTable *
need_set (GHashTable *long_lists, AttestRecordList *list)
{
  GHashTable *set = g_hash_table_lookup (long_lists, list);

  if (set != NULL)
    return set;
  set = g_hash_table_new (hash_record, equal_records);
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
put_item (AttestRecord *record, const Item *item, GHashTable **long_lists)
{
  AttestRecordList *list = attest_sheet_get_list (record, item->list);

  if (item->inner != NULL)
    put_inner (record, item);
  else if (!attest_record_is_blank (item->record))
    append (list, item->record, long_lists);
}

static void
add_to_item (AttestSheetItems *self,
             Item *item,
             const AttestSheetPlace *place,
             const AttestSheetCell *cell)
{
  g_autoptr (GPtrArray) pieces = NULL;
  g_autofree char *text = NULL;

  if (place->inner == NULL)
    {
      text = attest_sheet_values_read (self->values, cell);
      if (text != NULL)
        attest_sheet_set_field (item->record, place->field, text);
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

/* Tags stand in one cell. */
static void
add_tags (AttestSheetItems *self, const AttestSheetPlace *place, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, ",;\n#", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *tidy = attest_text_tidy (words[i], ATTEST_TEXT_LINE);

      if (*tidy != '\0')
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
    put_item (record, g_ptr_array_index (self->items, i), long_lists);
}
