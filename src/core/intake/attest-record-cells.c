/* The texts of a record by the places that columns are for. Lists are counted through: a scheme
 * with three standards is three items. Thread: the record's. */
#include "attest-config.h"
#include "intake/attest-record-cells.h"

/* A list that is not sent has no items. */
static AttestRecordList *
get_items (AttestRecord *record, const AttestField *list)
{
  guint index = attest_schema_index (attest_record_get_schema (record), list);

  return attest_record_get_presence (record, index) == ATTEST_PRESENCE_LIST
             ? attest_record_get_list (record, index)
             : NULL;
}

/* @list: of records. Returns: (transfer none) (nullable): the list that each of them has itself */
const AttestField *
attest_record_find_inner_list (const AttestField *list)
{
  g_return_val_if_fail (list != NULL && list->child != NULL, NULL);

  for (guint i = 0; i < list->child->n_fields; i++)
    if (attest_field_is_list (&list->child->fields[i]))
      return &list->child->fields[i];
  return NULL;
}

static guint
count_inner (AttestRecord *item, const AttestField *inner)
{
  AttestRecordList *list = inner != NULL ? get_items (item, inner) : NULL;

  return list != NULL ? MAX (attest_record_list_get_length (list), 1) : 1;
}

/**
 * attest_record_count_items:
 * @record: a record
 * @list: one of its fields that is a list
 *
 * An item with a list in it counts as often as that has items.
 *
 * Returns: how many there are; none in a list that is not sent
 */
guint
attest_record_count_items (AttestRecord *record, const AttestField *list)
{
  AttestRecordList *items = get_items (record, list);
  const AttestField *inner = attest_record_find_inner_list (list);
  guint n = 0;

  for (guint i = 0; items != NULL && i < attest_record_list_get_length (items); i++)
    n += count_inner (attest_record_list_get (items, i), inner);
  return n;
}

/* @number: of an item of @list, from 0, as attest_record_count_items() counts */
AttestRecordItemSign
attest_record_get_item_sign (AttestRecord *record, const AttestField *list, guint number)
{
  AttestRecordList *items = get_items (record, list);
  const AttestField *inner = attest_record_find_inner_list (list);

  for (guint i = 0; items != NULL && i < attest_record_list_get_length (items); i++)
    {
      AttestRecord *item = attest_record_list_get (items, i);
      const guint n = count_inner (item, inner);

      if (number >= n)
        number -= n;
      else if (number > 0)
        return ATTEST_RECORD_ITEM_GOES_ON;
      else
        return inner != NULL && get_items (item, inner) == NULL ? ATTEST_RECORD_ITEM_BARE
                                                                : ATTEST_RECORD_ITEM_BEGINS;
    }
  return ATTEST_RECORD_ITEM_NONE;
}

/* Returns: (transfer none) (nullable): item @number of those that @place has, from 0 */
static AttestRecord *
find_item (AttestRecord *record, const AttestSheetPlace *place, guint number)
{
  AttestRecordList *items = get_items (record, place->list);
  const AttestField *inner = attest_record_find_inner_list (place->list);

  for (guint i = 0; items != NULL && i < attest_record_list_get_length (items); i++)
    {
      AttestRecord *item = attest_record_list_get (items, i);
      guint n = count_inner (item, inner);

      if (number < n && place->inner != NULL)
        {
          AttestRecordList *list = get_items (item, place->inner);

          return list != NULL ? attest_record_list_get (list, number) : NULL;
        }
      if (number < n)
        return item;
      number -= n;
    }
  return NULL;
}

static char *
join_tags (AttestRecord *record, const AttestField *field)
{
  AttestRecordList *tags = get_items (record, field);
  GString *text = g_string_new (NULL);

  for (guint i = 0; tags != NULL && i < attest_record_list_get_length (tags); i++)
    g_string_append_printf (
        text, i > 0 ? ", %s" : "%s", attest_record_get_text (attest_record_list_get (tags, i), 0));
  return g_string_free (text, FALSE);
}

/* A day that is one stands there as such. */
static char *
dup_day (AttestRecord *record, guint index, AttestCellKind *kind)
{
  AttestDateReading reading;

  attest_record_read_date (record, index, &reading);
  if (reading.fault != ATTEST_DATE_FINE)
    return g_strdup (attest_record_get_text (record, index));
  *kind = ATTEST_CELL_DATE;
  return attest_date_format_day (&reading.readings[0]);
}

static char *
dup_field (AttestRecord *record, const AttestField *field, AttestCellKind *kind)
{
  static const char *const answers[] = { "", "Yes", "No" };
  guint index = attest_schema_index (attest_record_get_schema (record), field);

  if (field->kind == ATTEST_FIELD_FLAG)
    return g_strdup (answers[attest_record_get_flag (record, index)]);
  if (field->kind == ATTEST_FIELD_DATE)
    return dup_day (record, index, kind);
  return g_strdup (attest_record_get_text (record, index));
}

/**
 * attest_record_dup_cell:
 * @record: a record
 * @place: one with a field
 * @number: of the item, from 0, where @place is in a list
 * @kind: (out): %ATTEST_CELL_DATE if it is a day that can be read, else %ATTEST_CELL_TEXT
 *
 * Returns: (transfer full): what stands there, "" for nothing
 */
char *
attest_record_dup_cell (AttestRecord *record,
                        const AttestSheetPlace *place,
                        guint number,
                        AttestCellKind *kind)
{
  AttestRecord *item = NULL;

  g_return_val_if_fail (ATTEST_IS_RECORD (record) && place->field != NULL && kind != NULL, NULL);

  *kind = ATTEST_CELL_TEXT;
  if (place->list == NULL)
    return dup_field (record, place->field, kind);
  if (place->list->kind == ATTEST_FIELD_TAGS)
    return join_tags (record, place->list);
  item = find_item (record, place, number);
  return item != NULL ? dup_field (item, place->field, kind) : g_strdup ("");
}
