/* Finding the records in a text: one, or several in whatever way they stand together. Thread: any,
 * as long as nobody else has the records. */
#include "attest-config.h"

#include "codec/attest-codec-private.h"
#include "model/attest-kinds.h"

#include <glib/gi18n-lib.h>

/* How deep records are looked for in what is none: `{"data":{"certifications":[{…}]}}`. */
#define MAX_WRAPPING 4

G_DEFINE_QUARK (attest - codec - error - quark, attest_codec_error)

/**
 * attest_codec_item_free:
 * @item: (nullable): one of attest_codec_read_any()
 */
void
attest_codec_item_free (AttestCodecItem *item)
{
  if (item == NULL)
    return;
  g_clear_object (&item->record);
  g_ptr_array_unref (item->problems);
  g_free (item);
}

static void
set_no_object (GError **error)
{
  g_set_error_literal (
      error,
      ATTEST_CODEC_ERROR,
      ATTEST_CODEC_ERROR_NO_OBJECT,
      _ ("The file is JSON but contains no record. A record is an object in braces."));
}

/**
 * attest_codec_read:
 * @schema: which kind of record it is
 * @data: JSON in UTF-8, with or without a byte order mark
 * @length: its length in bytes, or -1 if it ends with a NUL
 * @flags: %ATTEST_CODEC_DRAFT for what was kept with that flag
 * @problems: (out) (optional) (transfer full) (element-type AttestProblem): what was wrong with the
 *   text: unknown and duplicate keys, other types, bad UTF-8, … each with its path
 * @error: return location for an error
 *
 * Takes over all that can be read of one record, and reports what was not.
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
  AttestCodecReader reader;
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (AttestCodecItem) item = NULL;
  const AttestJson *first = NULL;

  g_return_val_if_fail (schema != NULL && data != NULL, NULL);

  values = attest_json_parse_all (data, length, error);
  if (values == NULL)
    return NULL;
  first = values->pdata[0];
  if (first->kind != ATTEST_JSON_OBJECT)
    {
      set_no_object (error);
      return NULL;
    }
  attest_codec_reader_init (&reader, flags);
  if (values->len > 1)
    {
      g_autofree char *rest = attest_json_print (values->pdata[1], ATTEST_JSON_SHOWN);

      attest_codec_reader_report (&reader,
                                  ATTEST_SEVERITY_ERROR,
                                  "json-trailing",
                                  _ ("More text follows after the end of the record: %s"),
                                  rest);
    }
  item = attest_codec_reader_read (&reader, schema, first);
  attest_codec_reader_clear (&reader);
  if (problems != NULL)
    *problems = g_ptr_array_ref (item->problems);
  return g_steal_pointer (&item->record);
}

/* Which kind of record has the most of the keys; NULL if none has more than another. */
static const AttestSchema *
guess_kind (const AttestJson *object, guint *n_known)
{
  const AttestSchema *best = NULL;
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);

  *n_known = 0;
  for (guint k = 0; k < n_kinds; k++)
    {
      guint n = 0;

      for (guint i = 0; i < object->keys->len; i++)
        n += attest_schema_find_key (kinds[k], object->keys->pdata[i]) != NULL;
      if (n == *n_known)
        best = NULL;
      else if (n > *n_known)
        {
          best = kinds[k];
          *n_known = n;
        }
    }
  return best;
}

/* Whether this is a record, or holds some. */
static gboolean
holds_records (const AttestJson *json, guint wrapping)
{
  guint n_known = 0;

  if (json->values == NULL || wrapping > MAX_WRAPPING)
    return FALSE;
  if (json->kind == ATTEST_JSON_OBJECT)
    guess_kind (json, &n_known);
  for (guint i = 0; n_known == 0 && i < json->values->len; i++)
    n_known = holds_records (json->values->pdata[i], wrapping + 1);
  return n_known > 0;
}

typedef struct
{
  AttestCodecReader reader;
  const AttestSchema *schema; /* (nullable): to be guessed for each */
  GPtrArray *items;           /* of owned AttestCodecItem */
} Collector;

static void
collect_object (Collector *c, const AttestJson *object)
{
  guint n_known = 0;
  const AttestSchema *schema = guess_kind (object, &n_known);

  if (c->schema != NULL)
    schema = c->schema;
  if (schema != NULL)
    {
      g_ptr_array_add (c->items, attest_codec_reader_read (&c->reader, schema, object));
      return;
    }
  attest_codec_reader_report_value (&c->reader,
                                    ATTEST_SEVERITY_ERROR,
                                    "kind-unknown",
                                    _ ("Attest knows no kind of record with these fields: %s"),
                                    object);
  g_ptr_array_add (c->items, attest_codec_reader_finish (&c->reader, NULL));
}

static void
collect_none (Collector *c, const AttestJson *json)
{
  AttestCodecItem *last =
      c->items->len > 0 ? g_ptr_array_index (c->items, c->items->len - 1) : NULL;

  if (json->kind == ATTEST_JSON_REST && last != NULL)
    {
      attest_codec_reader_report (&c->reader,
                                  ATTEST_SEVERITY_ERROR,
                                  "json-trailing",
                                  _ ("More text follows after the end of the record: %s"),
                                  json->text);
      g_ptr_array_extend_and_steal (last->problems, g_steal_pointer (&c->reader.problems));
      c->reader.problems = g_ptr_array_new_with_free_func (g_object_unref);
      return;
    }
  if (json->kind == ATTEST_JSON_BROKEN)
    attest_codec_reader_report (&c->reader, ATTEST_SEVERITY_ERROR, "json-syntax", "%s", json->text);
  else
    attest_codec_reader_report_value (
        &c->reader,
        ATTEST_SEVERITY_ERROR,
        "json-type",
        _ ("This is not a record (an object in braces) and was left out: %s"),
        json);
  g_ptr_array_add (c->items, attest_codec_reader_finish (&c->reader, NULL));
}

static void
collect (Collector *c, const AttestJson *json, guint wrapping)
{
  guint n_known = 0;

  if (json->kind == ATTEST_JSON_OBJECT
      && (guess_kind (json, &n_known) != NULL || n_known > 0 || !holds_records (json, wrapping)))
    collect_object (c, json);
  else if (json->values == NULL || wrapping > MAX_WRAPPING)
    collect_none (c, json);
  else
    for (guint i = 0; i < json->values->len; i++)
      {
        const AttestJson *value = json->values->pdata[i];

        /* Beside the records in an object stand counts and other words about them. */
        if (json->kind == ATTEST_JSON_ARRAY || holds_records (value, wrapping + 1))
          collect (c, value, wrapping + 1);
      }
}

static gboolean
is_object (const AttestJson *json, guint wrapping)
{
  if (json->kind == ATTEST_JSON_OBJECT)
    return TRUE;
  for (guint i = 0; json->values != NULL && wrapping < MAX_WRAPPING && i < json->values->len; i++)
    if (is_object (json->values->pdata[i], wrapping + 1))
      return TRUE;
  return FALSE;
}

/**
 * attest_codec_read_any:
 * @schema: (nullable): the kind of all records; %NULL: of each the one that has most of its keys
 * @data: JSON in UTF-8, with or without a byte order mark
 * @length: its length in bytes, or -1 if it ends with a NUL
 * @error: return location for an error
 *
 * Reads all records of a text, which is parsed once: one record, several in a list, in a list
 * within an object (as CertSearch's bulk upload has it), or one after the other, as one a line.
 *
 * Returns: (transfer full) (element-type AttestCodecItem): the records in their order, and what
 *   stands in the place of one; or %NULL with an %ATTEST_CODEC_ERROR if there is no JSON or no
 *   object in it
 */
GPtrArray *
attest_codec_read_any (const AttestSchema *schema, const char *data, gssize length, GError **error)
{
  g_autoptr (GPtrArray) values = NULL;
  gboolean found = FALSE;
  Collector c = { .schema = schema };

  g_return_val_if_fail (data != NULL, NULL);

  values = attest_json_parse_all (data, length, error);
  if (values == NULL)
    return NULL;
  for (guint i = 0; !found && i < values->len; i++)
    found = is_object (values->pdata[i], 0);
  if (!found)
    {
      set_no_object (error);
      return NULL;
    }
  attest_codec_reader_init (&c.reader, ATTEST_CODEC_WIRE);
  c.items = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_codec_item_free);
  for (guint i = 0; i < values->len; i++)
    collect (&c, values->pdata[i], 0);
  attest_codec_reader_clear (&c.reader);
  return c.items;
}
