/* Reading JSON into records: takes over all it can and says what it could not, with the path and
 * what was found there. A warning: the value was taken over in another form. An error: something
 * was lost. Thread: main. */
#include "attest-config.h"
#include "codec/attest-codec.h"

#include <glib/gi18n-lib.h>

#include "codec/attest-json.h"
#include "model/attest-kinds.h"

G_DEFINE_QUARK (attest - codec - error - quark, attest_codec_error)

#define SHOWN_LENGTH 80

typedef struct
{
  AttestCodecFlags flags;
  GPtrArray *problems;
  GString *path;
} Reader;

static void
report (Reader *r,
        AttestSeverity severity,
        const char *rule,
        const char *format,
        const AttestJson *found)
{
  g_autofree char *shown = attest_json_print (found, SHOWN_LENGTH);
  g_autofree char *message = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  message = g_strdup_printf (format, shown);
#pragma GCC diagnostic pop
  g_ptr_array_add (
      r->problems,
      attest_problem_new (severity, r->path->str, rule, ATTEST_SOURCE_DOCUMENT, message));
}

static void
report_lost (Reader *r, const char *format, const AttestJson *found)
{
  if (found->kind != ATTEST_JSON_SKIPPED) /* that was said already */
    report (r, ATTEST_SEVERITY_ERROR, "json-type", format, found);
}

static void
report_taken (Reader *r, const char *format, const AttestJson *found)
{
  if ((r->flags & ATTEST_CODEC_DRAFT) == 0)
    report (r, ATTEST_SEVERITY_WARNING, "json-type", format, found);
}

static void
read_text (Reader *r, AttestRecord *record, guint index, const AttestJson *value)
{
  gboolean wants_number =
      attest_record_get_schema (record)->fields[index].kind == ATTEST_FIELD_INTEGER;

  if (value->text == NULL)
    {
      report_lost (r,
                   wants_number ? _ ("A number is expected. This was left out: %s")
                                : _ ("A text is expected. This was left out: %s"),
                   value);
      return;
    }
  if (wants_number && value->kind != ATTEST_JSON_NUMBER)
    report_taken (r, _ ("A number is expected. This was taken over: %s"), value);
  else if (!wants_number && value->kind != ATTEST_JSON_STRING)
    report_taken (r, _ ("A text is expected. This was taken over as one: %s"), value);
  attest_record_set_text (record, index, value->text);
}

static void
read_flag (Reader *r, AttestRecord *record, guint index, const AttestJson *value)
{
  gboolean is_true = value->text != NULL && g_ascii_strcasecmp (value->text, "true") == 0;
  gboolean is_false = value->text != NULL && g_ascii_strcasecmp (value->text, "false") == 0;

  if (!is_true && !is_false)
    {
      report_lost (r, _ ("true or false is expected. This was left out: %s"), value);
      return;
    }
  if (value->kind != ATTEST_JSON_BOOLEAN)
    report_taken (
        r, _ ("true or false without quotes is expected. This was taken over: %s"), value);
  attest_record_set_flag (record, index, is_true ? ATTEST_FLAG_YES : ATTEST_FLAG_NO);
}

static void read_members (Reader *r, AttestRecord *record, const AttestJson *object);

static void
read_item (Reader *r, AttestFieldKind kind, AttestRecordList *list, const AttestJson *value)
{
  if (value->kind == ATTEST_JSON_NULL)
    report (r,
            ATTEST_SEVERITY_WARNING,
            "json-null",
            _ ("An entry without content was left out: %s"),
            value);
  else if (kind == ATTEST_FIELD_TAGS && value->text != NULL)
    read_text (r,
               attest_record_list_append (list),
               attest_record_list_get_schema (list)->title_field,
               value);
  else if (kind == ATTEST_FIELD_TAGS)
    report_lost (r, _ ("A text is expected. This was left out: %s"), value);
  else if (value->kind != ATTEST_JSON_OBJECT)
    report_lost (r, _ ("An object is expected. This was left out: %s"), value);
  else
    read_members (r, attest_record_list_append (list), value);
}

/* A list that was there but could not be read is not the same as one that was empty, so what counts
 * for the record is how long it was in the file. */
static void
read_list (Reader *r, AttestRecord *record, guint index, const AttestJson *value)
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
find_field (const Reader *r, const AttestSchema *schema, const char *key)
{
  const AttestField *field = attest_schema_find_key (schema, key);

  if (field == NULL && (r->flags & ATTEST_CODEC_DRAFT) != 0)
    field = attest_schema_find_name (schema, key);
  return field;
}

static void
read_member (Reader *r, AttestRecord *record, const char *key, const AttestJson *value)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  const AttestField *field = find_field (r, schema, key);
  guint index = field != NULL ? attest_schema_index (schema, field) : 0;

  if (field == NULL)
    report (r,
            ATTEST_SEVERITY_ERROR,
            "json-unknown-key",
            _ ("The service’s document knows no such key. This was left out: %s"),
            value);
  else if (value->kind == ATTEST_JSON_NULL)
    report (r,
            ATTEST_SEVERITY_WARNING,
            "json-null",
            _ ("A value is expected. The key was read as if it were left out: %s"),
            value);
  else if (attest_field_is_list (field))
    read_list (r, record, index, value);
  else if (field->kind == ATTEST_FIELD_FLAG)
    read_flag (r, record, index, value);
  else
    read_text (r, record, index, value);
}

static void
read_members (Reader *r, AttestRecord *record, const AttestJson *object)
{
  gsize length = r->path->len;

  for (guint i = 0; i < object->keys->len; i++)
    {
      g_string_append_printf (
          r->path, "%s%s", length > 0 ? "." : "", (const char *) object->keys->pdata[i]);
      read_member (r, record, object->keys->pdata[i], object->values->pdata[i]);
      g_string_truncate (r->path, length);
    }
}

/**
 * attest_codec_read:
 * @schema: which kind of record it is
 * @data: JSON in UTF-8, with or without a byte order mark
 * @length: its length in bytes, or -1 if it ends with a NUL
 * @flags: %ATTEST_CODEC_DRAFT for what was kept with that flag
 * @problems: (out) (optional) (transfer full) (element-type AttestProblem): what was wrong with the
 *   file: unknown and duplicate keys, other types, bad UTF-8, … each with its path
 * @error: return location for an error
 *
 * Takes over all that can be read, and reports what was not.
 *
 * Returns: (transfer full): the record, or %NULL with an %ATTEST_CODEC_ERROR if @data is no JSON
 *   object at all
 */
AttestRecord *
attest_codec_read (const AttestSchema *schema,
                   const char *data,
                   gssize length,
                   AttestCodecFlags flags,
                   GPtrArray **problems,
                   GError **error)
{
  g_autoptr (GString) path = g_string_new (NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  Reader reader = { .flags = flags, .problems = found, .path = path };
  g_autoptr (AttestJson) json = NULL;
  AttestRecord *record = NULL;

  g_return_val_if_fail (schema != NULL && data != NULL, NULL);

  json = attest_json_parse (data, length, found, error);
  if (json == NULL)
    return NULL;
  if (json->kind != ATTEST_JSON_OBJECT)
    {
      g_set_error_literal (error,
                           ATTEST_CODEC_ERROR,
                           ATTEST_CODEC_ERROR_NO_OBJECT,
                           _ ("The file is JSON, but holds no record: a record is an object in "
                              "braces."));
      return NULL;
    }
  record = attest_record_new (schema);
  read_members (&reader, record, json);
  if (problems != NULL)
    *problems = g_steal_pointer (&found);
  return record;
}

static guint
count_known_keys (const AttestSchema *schema, const AttestJson *object)
{
  guint n = 0;

  for (guint i = 0; i < object->keys->len; i++)
    n += attest_schema_find_key (schema, object->keys->pdata[i]) != NULL;
  return n;
}

/**
 * attest_codec_guess_schema:
 * @data: JSON in UTF-8
 * @length: its length in bytes, or -1 if it ends with a NUL
 *
 * Returns: (transfer none) (nullable): the kind of record that has the most of the keys, or %NULL
 *   if none has any, or two have as many
 */
const AttestSchema *
attest_codec_guess_schema (const char *data, gssize length)
{
  g_autoptr (AttestJson) json = NULL;
  const AttestSchema *best = NULL;
  guint most = 0;
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);

  g_return_val_if_fail (data != NULL, NULL);

  json = attest_json_parse (data, length, NULL, NULL);
  if (json == NULL || json->kind != ATTEST_JSON_OBJECT)
    return NULL;
  for (guint i = 0; i < n_kinds; i++)
    {
      guint n = count_known_keys (kinds[i], json);

      if (n >= most)
        best = n > most ? kinds[i] : NULL;
      most = MAX (n, most);
    }
  return best;
}
