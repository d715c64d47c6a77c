/* Writing records as JSON.
 *
 * A small writer of our own rather than JsonGenerator: what turns out to hold nothing is taken back
 * by cutting the text, and the same record gives the same bytes with every version of json-glib,
 * which frozen request bodies and their check sums rely on. Thread: the record's. */
#include "attest-config.h"

#include "base/attest-date.h"
#include "base/attest-str.h"
#include "base/attest-text.h"
#include "codec/attest-codec.h"
#include "codec/attest-json.h"

typedef struct
{
  GString *out;
  AttestCodecFlags flags;
  guint depth;
} Writer;

static gboolean
is_draft (const Writer *w)
{
  return (w->flags & ATTEST_CODEC_DRAFT) != 0;
}

static void
write_line_end (Writer *w)
{
  if ((w->flags & ATTEST_CODEC_PRETTY) == 0)
    return;
  g_string_append_c (w->out, '\n');
  for (guint i = 0; i < w->depth; i++)
    g_string_append (w->out, "  ");
}

static void
write_separator (Writer *w, guint n_before)
{
  if (n_before > 0)
    g_string_append_c (w->out, ',');
  write_line_end (w);
}

static void
write_key (Writer *w, const char *key)
{
  attest_json_append_string (w->out, key);
  g_string_append (w->out, (w->flags & ATTEST_CODEC_PRETTY) != 0 ? ": " : ":");
}

static void
write_composed (Writer *w, const char *text)
{
  g_autofree char *composed = attest_text_compose (text);

  attest_json_append_string (w->out, composed);
}

/* What can not be brought into the form of the API is written as typed: it can not be sent, for
 * the check finds an error, but a saved copy loses nothing. */
static void
write_text (Writer *w, AttestRecord *record, guint index)
{
  const AttestField *field = &attest_record_get_schema (record)->fields[index];
  const char *text = attest_record_get_text (record, index);
  g_autofree char *date = is_draft (w) ? NULL : attest_codec_format_date (record, index);

  if (is_draft (w))
    attest_json_append_string (w->out, text);
  else if (date != NULL)
    attest_json_append_string (w->out, date);
  else if (field->kind == ATTEST_FIELD_INTEGER && attest_text_parse_integer (text, NULL))
    g_string_append (w->out, text);
  else
    write_composed (w, text);
}

static gboolean write_object (Writer *w, AttestRecord *record);

/* A tag is a text on the wire; FALSE where there is nothing to write. */
static gboolean
write_item (Writer *w, AttestFieldKind kind, AttestRecord *item)
{
  const AttestSchema *schema = attest_record_get_schema (item);
  const char *text = NULL;

  if (kind != ATTEST_FIELD_TAGS)
    return write_object (w, item) || is_draft (w);
  text = attest_record_get_text (item, schema->title_field);
  if (attest_str_is_blank (text) && !is_draft (w))
    return FALSE;
  write_text (w, item, schema->title_field);
  return TRUE;
}

static guint
write_items (Writer *w, AttestFieldKind kind, AttestRecordList *list)
{
  guint n = 0;

  g_string_append_c (w->out, '[');
  w->depth++;
  for (guint i = 0; i < attest_record_list_get_length (list); i++)
    {
      gsize mark = w->out->len;

      write_separator (w, n);
      if (write_item (w, kind, attest_record_list_get (list, i)))
        n++;
      else
        g_string_truncate (w->out, mark);
    }
  w->depth--;
  if (n > 0)
    write_line_end (w);
  g_string_append_c (w->out, ']');
  return n;
}

/* A list whose records all hold nothing is left out like an empty one: `[]` has a meaning of its
 * own to CertSearch, and that takes the explicit choice. */
static gboolean
write_list (Writer *w, AttestRecord *record, guint index)
{
  const AttestField *field = &attest_record_get_schema (record)->fields[index];
  AttestRecordList *list = attest_record_get_list (record, index);
  AttestPresence presence =
      is_draft (w) ? ATTEST_PRESENCE_LIST : attest_record_get_presence (record, index);

  if (presence == ATTEST_PRESENCE_LIST)
    return write_items (w, field->kind, list) > 0 || is_draft (w);
  if (presence == ATTEST_PRESENCE_EMPTY)
    g_string_append (w->out, "[]");
  return presence == ATTEST_PRESENCE_EMPTY;
}

/* Writes the value of a field; FALSE where the key is to be left out. */
static gboolean
write_value (Writer *w, AttestRecord *record, guint index)
{
  const AttestField *field = &attest_record_get_schema (record)->fields[index];
  const char *text = NULL;

  if (attest_field_is_list (field))
    return write_list (w, record, index);
  if (field->kind == ATTEST_FIELD_FLAG)
    {
      AttestFlag flag = attest_record_get_flag (record, index);

      g_string_append (w->out, flag == ATTEST_FLAG_YES ? "true" : "false");
      return flag != ATTEST_FLAG_UNSET;
    }
  text = attest_record_get_text (record, index);
  if (*text == '\0' || (attest_str_is_blank (text) && !is_draft (w)))
    return FALSE;
  write_text (w, record, index);
  return TRUE;
}

static guint
write_members (Writer *w, AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  guint n = 0;

  for (guint i = 0; i < schema->n_fields; i++)
    {
      gsize mark = w->out->len;

      if (schema->fields[i].key == NULL && !is_draft (w))
        continue;
      write_separator (w, n);
      write_key (w, attest_field_get_path_name (&schema->fields[i]));
      if (write_value (w, record, i))
        n++;
      else
        g_string_truncate (w->out, mark);
    }
  return n;
}

/* Returns: whether anything is in it */
static gboolean
write_object (Writer *w, AttestRecord *record)
{
  guint n = 0;

  g_string_append_c (w->out, '{');
  w->depth++;
  n = write_members (w, record);
  w->depth--;
  if (n > 0)
    write_line_end (w);
  g_string_append_c (w->out, '}');
  return n > 0;
}

/**
 * attest_codec_write:
 * @record: a record
 * @flags: for the wire or for keeping, compact or indented
 *
 * For the wire the keys stand in the order of the service's document and empty fields are left out;
 * a draft holds every text exactly as typed. The same record always gives the same bytes.
 *
 * Returns: (transfer full): a JSON object; when indented, with a line end behind it
 */
char *
attest_codec_write (AttestRecord *record, AttestCodecFlags flags)
{
  Writer writer = { .flags = flags };

  g_return_val_if_fail (ATTEST_IS_RECORD (record), NULL);

  writer.out = g_string_sized_new (2048);
  write_object (&writer, record);
  if ((flags & ATTEST_CODEC_PRETTY) != 0)
    g_string_append_c (writer.out, '\n');
  return g_string_free (writer.out, FALSE);
}

/**
 * attest_codec_write_field:
 * @record: a record
 * @field: (nullable): one of its fields; %NULL: all of them
 *
 * Returns: (transfer full): what is sent for it, as JSON; "" where nothing is
 */
char *
attest_codec_write_field (AttestRecord *record, const AttestField *field)
{
  Writer writer = { .flags = ATTEST_CODEC_WIRE };

  g_return_val_if_fail (ATTEST_IS_RECORD (record), NULL);

  if (field == NULL)
    return attest_codec_write (record, ATTEST_CODEC_WIRE);
  writer.out = g_string_new (NULL);
  if (!write_value (
          &writer, record, attest_schema_index (attest_record_get_schema (record), field)))
    g_string_truncate (writer.out, 0);
  return g_string_free (writer.out, FALSE);
}

/**
 * attest_codec_format_date:
 * @record: a record
 * @index: one of its fields, of any kind
 *
 * Returns: (transfer full) (nullable): what is sent for a date, or %NULL if the field holds no date
 *   or what was typed is none
 */
char *
attest_codec_format_date (AttestRecord *record, guint index)
{
  const AttestField *field = NULL;
  AttestDateReading day;
  gint64 moment = 0;

  g_return_val_if_fail (ATTEST_IS_RECORD (record), NULL);

  field = &attest_record_get_schema (record)->fields[index];
  if (field->kind == ATTEST_FIELD_DATE)
    {
      attest_record_read_date (record, index, &day);
      return day.fault == ATTEST_DATE_FINE ? attest_date_format (&day.readings[0]) : NULL;
    }
  if (field->kind == ATTEST_FIELD_DATE_TIME
      && attest_record_read_moment (record, index, &day, &moment) == ATTEST_DATE_FINE)
    return attest_date_time_format (moment);
  return NULL;
}
