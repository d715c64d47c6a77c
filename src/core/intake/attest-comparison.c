/* Comparing by meaning.
 *
 * A country has several names, a standard several spellings, an address may have two blanks where
 * it had one: none of that is news for whom it is sent to. What a list is in which order is none
 * either. Thread: any that has the records alone. */
#include "attest-config.h"
#include "intake/attest-comparison.h"

#include "base/attest-fold.h"
#include "base/attest-str.h"
#include "base/attest-text.h"
#include "check/attest-countries.h"
#include "codec/attest-codec.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-place.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

/* Takes @text. Returns: (transfer full): it with one blank where there are several, or a line end
 */
static char *
squeeze (char *text)
{
  GString *out = g_string_new (NULL);
  gboolean was_blank = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = g_utf8_get_char (p);
      gboolean is_blank = g_unichar_isspace (sign);

      if (!is_blank)
        g_string_append_unichar (out, sign);
      else if (!was_blank)
        g_string_append_c (out, ' ');
      was_blank = is_blank;
    }
  g_free (text);
  return g_string_free (out, FALSE);
}

/* Returns: (transfer full): the one spelling of @text in @field */
static char *
spell (const AttestField *field, const char *text)
{
  g_autofree char *tidy = attest_text_tidy (
      text,
      field->code ? ATTEST_TEXT_CODE
                  : (field->kind == ATTEST_FIELD_LONG_TEXT ? ATTEST_TEXT_LONG : ATTEST_TEXT_LINE));
  const char *name = NULL;
  const char *scheme = NULL;
  gsize length = 0;

  tidy = squeeze (g_steal_pointer (&tidy));
  length = strlen (tidy);
  if (g_str_has_suffix (field->key, "country")
      && attest_countries_match (tidy, &name) != ATTEST_COUNTRY_UNKNOWN && name != NULL)
    return g_strdup (name);
  if (g_str_equal (field->key, "standards_name")
      && attest_sheet_find_standard (tidy, &name, &scheme) == ATTEST_SHEET_WORD_KNOWN)
    return g_strdup (name);
  if (field->kind == ATTEST_FIELD_URL && length > 0 && tidy[length - 1] == '/')
    tidy[length - 1] = '\0';
  return g_steal_pointer (&tidy);
}

static void
spell_all (AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];
      g_autofree char *text = NULL;

      if (attest_field_is_list (field))
        {
          AttestRecordList *list = attest_record_get_list (record, i);

          for (guint j = 0; j < attest_record_list_get_length (list); j++)
            spell_all (attest_record_list_get (list, j));
          continue;
        }
      if (field->key == NULL || field->kind == ATTEST_FIELD_FLAG)
        continue;
      text = spell (field, attest_record_get_text (record, i));
      attest_record_set_text (record, i, text);
    }
}

/* A number in small letters is the same number. */
static void
take_codes (AttestRecord *before, AttestRecord *after)
{
  const AttestSchema *schema = attest_record_get_schema (after);

  for (guint i = 0; i < schema->n_fields; i++)
    {
      g_autofree char *old_fold = NULL;
      g_autofree char *new_fold = NULL;

      if (!schema->fields[i].code)
        continue;
      old_fold = attest_text_fold_code (attest_record_get_text (before, i));
      new_fold = attest_text_fold_code (attest_record_get_text (after, i));
      if (*new_fold != '\0' && g_str_equal (old_fold, new_fold))
        attest_record_set_text (after, i, attest_record_get_text (before, i));
    }
}

/* A list that is not sent leaves what is there as it is; one in another order says the same. */
static gboolean
is_news (const AttestDifference *difference, AttestRecord *after)
{
  const AttestSchema *schema = attest_record_get_schema (after);
  const AttestField *field = attest_schema_find_key (schema, difference->path);

  if (difference->old_text == NULL && difference->new_text == NULL)
    return FALSE;
  return field == NULL || field->presence == NULL
         || attest_record_get_presence (after, attest_schema_index (schema, field))
                != ATTEST_PRESENCE_OMITTED;
}

/**
 * attest_compare_meaning:
 * @schema: the kind of record
 * @before: what was accepted, or is in a draft, as it is sent
 * @after: what would be sent now
 *
 * Returns: (transfer full) (element-type AttestDifference): what is not the same however it is
 *   spelt; empty if nothing is, or one cannot be read
 */
GPtrArray *
attest_compare_meaning (const AttestSchema *schema, const char *before, const char *after)
{
  g_autoptr (AttestRecord) old_record =
      attest_codec_read (schema, before, -1, ATTEST_CODEC_WIRE, NULL, NULL);
  g_autoptr (AttestRecord) new_record =
      attest_codec_read (schema, after, -1, ATTEST_CODEC_WIRE, NULL, NULL);
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = NULL;
  GPtrArray *found = NULL;

  if (old_record == NULL || new_record == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) attest_difference_free);
  spell_all (old_record);
  spell_all (new_record);
  take_codes (old_record, new_record);
  old_text = attest_codec_write (old_record, ATTEST_CODEC_WIRE);
  new_text = attest_codec_write (new_record, ATTEST_CODEC_WIRE);
  found = attest_compare_wire (schema, old_text, new_text);
  for (guint i = found->len; i > 0; i--)
    if (!is_news (g_ptr_array_index (found, i - 1), new_record))
      g_ptr_array_remove_index (found, i - 1);
  return found;
}

static void
copy_list (AttestRecordList *list, AttestRecordList *from)
{
  for (guint i = 0; i < attest_record_list_get_length (from); i++)
    {
      g_autoptr (AttestRecord) item = attest_record_copy (attest_record_list_get (from, i));

      attest_record_list_insert (list, i, item);
    }
}

/* Returns: whether @record has something of its own there now */
static gboolean
fill_field (AttestRecord *record, AttestRecord *from, guint i)
{
  const AttestField *field = &attest_record_get_schema (record)->fields[i];

  if (attest_field_is_list (field))
    {
      AttestRecordList *list = attest_record_get_list (record, i);
      AttestRecordList *others = attest_record_get_list (from, i);

      if (attest_record_list_get_length (list) > 0 || attest_record_list_get_length (others) == 0)
        return FALSE;
      copy_list (list, others);
      return TRUE;
    }
  if (field->kind == ATTEST_FIELD_FLAG)
    {
      if (attest_record_get_flag (record, i) != ATTEST_FLAG_UNSET
          || attest_record_get_flag (from, i) == ATTEST_FLAG_UNSET)
        return FALSE;
      attest_record_set_flag (record, i, attest_record_get_flag (from, i));
      return TRUE;
    }
  if (!attest_str_is_blank (attest_record_get_text (record, i))
      || attest_str_is_blank (attest_record_get_text (from, i)))
    return FALSE;
  attest_record_set_text (record, i, attest_record_get_text (from, i));
  return TRUE;
}

/* Whether nothing would be sent for a list that the service leaves as it is then, though the sheet
 * is about such lists. */
static gboolean
is_left_alone (AttestRecord *record, guint i)
{
  const AttestField *field = &attest_record_get_schema (record)->fields[i];

  return field->presence != NULL
         && attest_record_get_presence (record, i) == ATTEST_PRESENCE_OMITTED;
}

/* Returns: whether the sheet says something of the field, in this record */
static gboolean
is_said (AttestRecord *record, guint i, GHashTable *said)
{
  const AttestField *field = &attest_record_get_schema (record)->fields[i];

  return g_hash_table_contains (said, field->key) && !is_left_alone (record, i);
}

/**
 * attest_find_left_alone:
 * @record: what a sheet says
 * @from: what is there of the same record
 * @said: (element-type utf8): keys of the fields that the sheet is about
 *
 * A sheet with columns for sites can have none for a record that has some. Cells that were emptied
 * look the same as cells that nobody filled in, so what is there stays, and somebody has to be
 * told.
 *
 * Returns: (nullable): such a list
 */
const AttestField *
attest_find_left_alone (AttestRecord *record, AttestRecord *from, GHashTable *said)
{
  const AttestSchema *schema = NULL;

  g_return_val_if_fail (ATTEST_IS_RECORD (record) && ATTEST_IS_RECORD (from) && said != NULL, NULL);

  schema = attest_record_get_schema (record);
  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].key != NULL && g_hash_table_contains (said, schema->fields[i].key)
        && is_left_alone (record, i)
        && attest_record_list_get_length (attest_record_get_list (from, i)) > 0)
      return &schema->fields[i];
  return NULL;
}

/**
 * attest_fill_unsaid:
 * @record: what a sheet says
 * @from: what is there of the same record
 * @said: (element-type utf8): keys of the fields that the sheet is about
 * @is_draft: @from is a draft, not what was accepted: of that, lists that can be left alone are
 *
 * A sheet without a column for websites says nothing about websites: what is there stays.
 *
 * Returns: whether anything was taken over
 */
gboolean
attest_fill_unsaid (AttestRecord *record, AttestRecord *from, GHashTable *said, gboolean is_draft)
{
  const AttestSchema *schema = NULL;
  gboolean is_filled = FALSE;

  g_return_val_if_fail (ATTEST_IS_RECORD (record) && ATTEST_IS_RECORD (from) && said != NULL,
                        FALSE);

  schema = attest_record_get_schema (record);
  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];

      if (field->key != NULL && !is_said (record, i, said) && (is_draft || field->presence == NULL)
          && fill_field (record, from, i))
        {
          is_filled = TRUE;
          if (field->was_read != NULL)
            field->was_read (record,
                             attest_record_list_get_length (attest_record_get_list (record, i)));
        }
    }
  return is_filled;
}
