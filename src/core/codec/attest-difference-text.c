/* Values of a record as people read them: choices and flags in their language, dates with their
 * parts apart, an entry of a list in one line. The records were read from what is sent, so dates
 * are in the form of the API. Thread: main. */
#include "attest-config.h"

#include "base/attest-date.h"
#include "base/attest-listing.h"
#include "base/attest-str.h"
#include "codec/attest-difference-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MIDNIGHT "T00:00:00.000Z"

static char *
format_date (const char *text)
{
  GDate date = { 0 };

  if (attest_date_parse (text, &date) == ATTEST_DATE_INVALID)
    return g_strdup (text);
  return attest_date_format_day (&date);
}

/* A date alone is sent as midnight UTC. */
static char *
format_date_time (const char *text)
{
  GString *shown = NULL;

  if (attest_date_time_parse (text, NULL) != ATTEST_DATE_WIRE)
    return g_strdup (text);
  if (g_str_has_suffix (text, MIDNIGHT))
    return g_strndup (text, strlen (text) - strlen (MIDNIGHT));
  shown = g_string_new (text);
  g_string_replace (shown, "T", " ", 1);
  g_string_replace (shown, ".000", "", 1);
  g_string_replace (shown, "Z", " UTC", 1);
  return g_string_free (shown, FALSE);
}

static char *
dup_text (AttestRecord *record, guint index)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  const AttestField *field = &schema->fields[index];
  const char *text = attest_record_get_text (record, index);
  const AttestChoice *choice = attest_field_find_choice (field, text);

  if (attest_str_is_blank (text))
    return NULL;
  if (choice != NULL)
    return g_strdup (attest_choice_get_label (schema, choice));
  if (field->kind == ATTEST_FIELD_DATE)
    return format_date (text);
  if (field->kind == ATTEST_FIELD_DATE_TIME)
    return format_date_time (text);
  return g_strdup (text);
}

static char *
dup_flag (AttestRecord *record, guint index)
{
  switch (attest_record_get_flag (record, index))
    {
    case ATTEST_FLAG_YES:
      return g_strdup (_ ("Yes"));
    case ATTEST_FLAG_NO:
      return g_strdup (_ ("No"));
    case ATTEST_FLAG_UNSET:
    default:
      return NULL;
    }
}

/* How many, as a list may be long; its entries are compared one by one beside that. */
static char *
dup_count (AttestRecord *record, guint index)
{
  switch (attest_record_get_presence (record, index))
    {
    case ATTEST_PRESENCE_LIST:
      return g_strdup_printf (
          "%u", attest_record_list_get_length (attest_record_get_list (record, index)));
    case ATTEST_PRESENCE_EMPTY:
      return g_strdup ("0");
    case ATTEST_PRESENCE_OMITTED:
    default:
      return NULL;
    }
}

/* Returns: (transfer full) (nullable): what stands in a field; %NULL: nothing */
char *
attest_difference_dup_value (AttestRecord *record, guint index)
{
  const AttestField *field = &attest_record_get_schema (record)->fields[index];

  if (attest_field_is_list (field))
    return dup_count (record, index);
  if (field->kind == ATTEST_FIELD_FLAG)
    return dup_flag (record, index);
  return dup_text (record, index);
}

static void
append_part (GString *line, const char *part)
{
  if (part == NULL)
    return;
  attest_listing_add (line, part);
}

static void
append_list (GString *line, AttestRecordList *list)
{
  g_autoptr (GString) items = g_string_new (NULL);

  for (guint i = 0; i < attest_record_list_get_length (list); i++)
    {
      g_autofree char *item = attest_difference_dup_item (attest_record_list_get (list, i));

      append_part (items, item);
    }
  if (items->len == 0)
    return;
  if (line->len > 0)
    g_string_append (line, ": ");
  g_string_append (line, items->str);
}

/* Returns: (transfer full): all that stands in an entry of a list, in one line */
char *
attest_difference_dup_item (AttestRecord *item)
{
  const AttestSchema *schema = attest_record_get_schema (item);
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < schema->n_fields; i++)
    {
      g_autofree char *value = NULL;

      if (attest_field_is_list (&schema->fields[i]))
        append_list (line, attest_record_get_list (item, i));
      else
        {
          value = attest_difference_dup_value (item, i);
          append_part (line, value);
        }
    }
  return g_string_free (line, FALSE);
}

/* Returns: (transfer full): a short name for an entry of a list: its title, or else its number */
char *
attest_difference_dup_name (AttestRecord *item, guint position)
{
  const char *title = attest_record_get_title (item);

  if (!attest_str_is_blank (title))
    return g_strdup (title);
  return g_strdup_printf ("%u", position + 1);
}
