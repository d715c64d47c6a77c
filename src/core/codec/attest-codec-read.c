/* A JSON value becomes a record: takes over all it can and says what it could not, with the path
 * and what was found there. A warning: the value was taken over in another form. An error:
 * something was lost. Thread: any, as long as nobody else has the records. */
#include "attest-config.h"

#include "base/attest-text.h"
#include "codec/attest-codec-private.h"

#include <glib/gi18n-lib.h>

/* How many problems are listed of one record, and of all of a file. */
#define MAX_PROBLEMS 1000
#define MAX_PROBLEMS_OF_FILE 10000
#define MAX_KEY 200 /* characters of a key in a path */

/**
 * attest_codec_reader_report:
 * @r: a reader
 * @severity: whether something was lost
 * @rule: the rule's name
 * @format: the message, translated; may have one `%s`
 * @shown: (nullable): what stands there instead
 *
 * Reports what is wrong at the path of @r, unless much is wrong already.
 */
void
attest_codec_reader_report (AttestCodecReader *r,
                            AttestSeverity severity,
                            const char *rule,
                            const char *format,
                            const char *shown)
{
  g_autofree char *message = NULL;

  if (r->problems->len >= MAX_PROBLEMS || r->n_listed >= MAX_PROBLEMS_OF_FILE)
    {
      r->n_left_out++;
      return;
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  message = g_strdup_printf (format, shown);
#pragma GCC diagnostic pop
  r->n_listed++;
  g_ptr_array_add (
      r->problems,
      attest_problem_new (severity, r->path->str, rule, ATTEST_SOURCE_DOCUMENT, message));
}

/**
 * attest_codec_reader_report_value:
 * @r: a reader
 * @severity: whether something was lost
 * @rule: the rule's name
 * @format: the message, translated, with a `%s`
 * @found: what stands there instead
 *
 * As attest_codec_reader_report(), with the beginning of a value.
 */
void
attest_codec_reader_report_value (AttestCodecReader *r,
                                  AttestSeverity severity,
                                  const char *rule,
                                  const char *format,
                                  const AttestJson *found)
{
  g_autofree char *shown = attest_json_print (found, ATTEST_JSON_SHOWN);

  attest_codec_reader_report (r, severity, rule, format, shown);
}

static void
report_left_out (AttestCodecReader *r)
{
  g_autofree char *message = NULL;

  if (r->n_left_out == 0)
    return;
  message = g_strdup_printf (ngettext ("%u more problem is not listed here.",
                                       "%u more problems are not listed here.",
                                       r->n_left_out),
                             r->n_left_out);
  g_ptr_array_add (
      r->problems,
      attest_problem_new (
          ATTEST_SEVERITY_ERROR, "", "more-problems", ATTEST_SOURCE_DOCUMENT, message));
}

/* What was found wrong at a value when it was scanned. */
static void
report_damage (AttestCodecReader *r, const char *key, const AttestJson *value)
{
  g_autofree char *shown = key != NULL ? attest_text_shorten (key, MAX_KEY, 1) : NULL;
  g_autofree char *both = NULL;

  if ((value->damage & (ATTEST_JSON_BAD_BYTES | ATTEST_JSON_KEY_BAD_BYTES)) != 0)
    attest_codec_reader_report (
        r,
        ATTEST_SEVERITY_ERROR,
        "json-utf8",
        _ ("The text contains bytes that are not UTF-8. They are shown as “\357\277\275”."),
        NULL);
  if ((value->damage & (ATTEST_JSON_BAD_CHARACTERS | ATTEST_JSON_KEY_BAD_CHARACTERS)) != 0)
    attest_codec_reader_report (
        r,
        ATTEST_SEVERITY_ERROR,
        "json-character",
        _ ("The text contains characters that do not exist. They are shown as "
           "“\357\277\275”."),
        NULL);
  if (value->kind == ATTEST_JSON_SKIPPED)
    attest_codec_reader_report (r,
                                ATTEST_SEVERITY_ERROR,
                                "json-nesting",
                                _ ("This is nested too deeply and was not read."),
                                NULL);
  if (value->replaced == NULL)
    return;
  both = g_strdup_printf (
      _ ("“%s” appears twice. The last one was used; the other was: %s"), shown, value->replaced);
  attest_codec_reader_report (r, ATTEST_SEVERITY_ERROR, "json-duplicate-key", "%s", both);
}

static void
report_lost (AttestCodecReader *r, const char *format, const AttestJson *found)
{
  if (found->kind != ATTEST_JSON_SKIPPED) /* that was said already */
    attest_codec_reader_report_value (r, ATTEST_SEVERITY_ERROR, "json-type", format, found);
}

static void
report_taken (AttestCodecReader *r, const char *format, const AttestJson *found)
{
  if ((r->flags & ATTEST_CODEC_DRAFT) == 0)
    attest_codec_reader_report_value (r, ATTEST_SEVERITY_WARNING, "json-type", format, found);
}

static void
read_text (AttestCodecReader *r, AttestRecord *record, guint index, const AttestJson *value)
{
  gboolean wants_number =
      attest_record_get_schema (record)->fields[index].kind == ATTEST_FIELD_INTEGER;

  if (value->text == NULL)
    {
      report_lost (r,
                   wants_number ? _ ("A number is expected. This was left out: %s")
                                : _ ("Text is expected. This was left out: %s"),
                   value);
      return;
    }
  if (wants_number && value->kind != ATTEST_JSON_NUMBER)
    report_taken (r, _ ("A number is expected. This was used: %s"), value);
  else if (!wants_number && value->kind != ATTEST_JSON_STRING)
    report_taken (r, _ ("Text is expected. This was used as text: %s"), value);
  attest_record_set_text (record, index, value->text);
}

static void
read_flag (AttestCodecReader *r, AttestRecord *record, guint index, const AttestJson *value)
{
  gboolean is_true = value->text != NULL && g_ascii_strcasecmp (value->text, "true") == 0;
  gboolean is_false = value->text != NULL && g_ascii_strcasecmp (value->text, "false") == 0;

  if (!is_true && !is_false)
    {
      report_lost (r, _ ("true or false is expected. This was left out: %s"), value);
      return;
    }
  if (value->kind != ATTEST_JSON_BOOLEAN)
    report_taken (r, _ ("true or false without quotes is expected. This was used: %s"), value);
  attest_record_set_flag (record, index, is_true ? ATTEST_FLAG_YES : ATTEST_FLAG_NO);
}

static void read_members (AttestCodecReader *r, AttestRecord *record, const AttestJson *object);

/* Read before it is in the list, so that nobody asks where in the list it is with every text. */
static void
append_item (AttestCodecReader *r,
             AttestFieldKind kind,
             AttestRecordList *list,
             const AttestJson *value)
{
  const AttestSchema *schema = attest_record_list_get_schema (list);
  g_autoptr (AttestRecord) item = attest_record_new (schema);

  if (kind == ATTEST_FIELD_TAGS)
    read_text (r, item, schema->title_field, value);
  else
    read_members (r, item, value);
  attest_record_list_insert (list, G_MAXUINT, item);
}

static void
read_item (AttestCodecReader *r,
           AttestFieldKind kind,
           AttestRecordList *list,
           const AttestJson *value)
{
  report_damage (r, NULL, value);
  if (value->kind == ATTEST_JSON_NULL)
    attest_codec_reader_report_value (r,
                                      ATTEST_SEVERITY_WARNING,
                                      "json-null",
                                      _ ("An entry without content was left out: %s"),
                                      value);
  else if (kind == ATTEST_FIELD_TAGS && value->text == NULL)
    report_lost (r, _ ("Text is expected. This was left out: %s"), value);
  else if (kind != ATTEST_FIELD_TAGS && value->kind != ATTEST_JSON_OBJECT)
    report_lost (r, _ ("An object is expected. This was left out: %s"), value);
  else
    append_item (r, kind, list, value);
}

/* A list that was there but could not be read is not the same as one that was empty, so what counts
 * for the record is how long it was in the file. */
static void
read_list (AttestCodecReader *r, AttestRecord *record, guint index, const AttestJson *value)
{
  const AttestField *field = &attest_record_get_schema (record)->fields[index];
  AttestRecordList *list = attest_record_get_list (record, index);
  gsize length = r->path->len;

  if (value->kind != ATTEST_JSON_ARRAY)
    {
      report_lost (r, _ ("A list is expected. This was left out: %s"), value);
      return;
    }
  for (guint i = 0; i < value->values->len; i++)
    {
      g_string_append_printf (r->path, "[%u]", i);
      read_item (r, field->kind, list, value->values->pdata[i]);
      g_string_truncate (r->path, length);
    }
  if (field->was_read != NULL && (r->flags & ATTEST_CODEC_DRAFT) == 0)
    field->was_read (record, value->values->len);
}

static const AttestField *
find_field (const AttestCodecReader *r, const AttestSchema *schema, const char *key)
{
  const AttestField *field = attest_schema_find_key (schema, key);

  if (field == NULL && (r->flags & ATTEST_CODEC_DRAFT) != 0)
    field = attest_schema_find_name (schema, key);
  return field;
}

static void
read_member (AttestCodecReader *r, AttestRecord *record, const char *key, const AttestJson *value)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  const AttestField *field = find_field (r, schema, key);
  guint index = field != NULL ? attest_schema_index (schema, field) : 0;

  report_damage (r, key, value);
  if (field == NULL)
    attest_codec_reader_report_value (r,
                                      ATTEST_SEVERITY_ERROR,
                                      "json-unknown-key",
                                      _ ("The service has no such field. This was left out: %s"),
                                      value);
  else if (value->kind == ATTEST_JSON_NULL)
    attest_codec_reader_report_value (
        r,
        ATTEST_SEVERITY_WARNING,
        "json-null",
        _ ("A value is expected. The field was treated as missing: %s"),
        value);
  else if (attest_field_is_list (field))
    read_list (r, record, index, value);
  else if (field->kind == ATTEST_FIELD_FLAG)
    read_flag (r, record, index, value);
  else
    read_text (r, record, index, value);
}

static void
read_members (AttestCodecReader *r, AttestRecord *record, const AttestJson *object)
{
  gsize length = r->path->len;

  for (guint i = 0; i < object->keys->len; i++)
    {
      g_autofree char *name = attest_text_shorten (object->keys->pdata[i], MAX_KEY, G_MAXUINT);

      g_string_append_printf (r->path, "%s%s", length > 0 ? "." : "", name);
      read_member (r, record, object->keys->pdata[i], object->values->pdata[i]);
      g_string_truncate (r->path, length);
    }
}

/**
 * attest_codec_reader_finish:
 * @r: a reader
 * @record: (transfer full) (nullable): what was read
 *
 * Returns: (transfer full): the record with what was reported; @r is ready for the next one
 */
AttestCodecItem *
attest_codec_reader_finish (AttestCodecReader *r, AttestRecord *record)
{
  AttestCodecItem *item = g_new0 (AttestCodecItem, 1);

  report_left_out (r);
  item->record = record;
  item->problems = r->problems;
  r->problems = g_ptr_array_new_with_free_func (g_object_unref);
  r->n_left_out = 0;
  return item;
}

/**
 * attest_codec_reader_init:
 * @r: to be cleared
 * @flags: as for attest_codec_read()
 */
void
attest_codec_reader_init (AttestCodecReader *r, AttestCodecFlags flags)
{
  *r = (AttestCodecReader){ .flags = flags,
                            .path = g_string_new (NULL),
                            .problems = g_ptr_array_new_with_free_func (g_object_unref) };
}

/**
 * attest_codec_reader_clear:
 * @r: a reader
 *
 * Frees what is in it.
 */
void
attest_codec_reader_clear (AttestCodecReader *r)
{
  g_string_free (r->path, TRUE);
  g_ptr_array_unref (r->problems);
}

/**
 * attest_codec_reader_read:
 * @r: a reader
 * @schema: which kind of record it is
 * @object: an object
 *
 * Takes over all that can be read of one record, and reports what was not.
 *
 * Returns: (transfer full): the record and its problems
 */
AttestCodecItem *
attest_codec_reader_read (AttestCodecReader *r,
                          const AttestSchema *schema,
                          const AttestJson *object)
{
  AttestRecord *record = attest_record_new (schema);

  report_damage (r, NULL, object);
  read_members (r, record, object);
  return attest_codec_reader_finish (r, record);
}
