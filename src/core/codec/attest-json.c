/* The reader behind attest_codec_read().
 *
 * Why not JsonParser: it knows no paths, drops duplicate keys, text after the value and digits of
 * long numbers in silence, takes comments and single quotes, and recurses as deep as a file asks it
 * to. A second pass to find all that would have to be a whole parser, so this is the only one. What
 * JSON does not allow is an error with line and column; what can be read all the same is reported
 * with its path. Here are the containers; what is in them is read in attest-json-scan.c.
 * Thread: any. */
#include "attest-config.h"
#include "codec/attest-json-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static AttestJson *read_value (AttestJsonReader *r);

/**
 * attest_json_free:
 * @json: (nullable): a value, freed with all below it
 */
void
attest_json_free (AttestJson *json)
{
  if (json == NULL)
    return;
  g_free (json->text);
  g_clear_pointer (&json->values, g_ptr_array_unref);
  g_clear_pointer (&json->keys, g_ptr_array_unref);
  g_free (json);
}

static void
free_value (gpointer value)
{
  attest_json_free (value);
}

/* Passes over an array or object without looking into it, whatever its depth. */
static AttestJson *
skip_container (AttestJsonReader *r)
{
  gsize open = 0;
  gboolean in_string = FALSE;

  attest_json_report (r, "json-nesting", _ ("This is nested too deeply and was not read."));
  for (; r->p < r->end; r->p++)
    {
      if (in_string && *r->p == '\\' && r->p + 1 < r->end)
        r->p++;
      else if (*r->p == '"')
        in_string = !in_string;
      else if (!in_string && (*r->p == '[' || *r->p == '{'))
        open++;
      else if (!in_string && (*r->p == ']' || *r->p == '}') && --open == 0)
        {
          r->p++;
          return attest_json_make (r, ATTEST_JSON_SKIPPED);
        }
    }
  return attest_json_fail (r, _ ("the file ends inside a list or object"));
}

static gboolean
read_items (AttestJsonReader *r, AttestJson *array)
{
  gsize length = r->path->len;

  attest_json_skip_space (r);
  if (attest_json_take (r, ']'))
    return TRUE;
  do
    {
      AttestJson *value = NULL;

      g_string_append_printf (r->path, "[%u]", array->values->len);
      value = read_value (r);
      g_string_truncate (r->path, length);
      if (value == NULL)
        return FALSE;
      g_ptr_array_add (array->values, value);
      attest_json_skip_space (r);
    }
  while (attest_json_take (r, ','));
  return attest_json_take (r, ']')
         || attest_json_fail (r, _ ("a comma or ] is expected here")) != NULL;
}

/* The last of several values counts, as it does with most servers. */
static void
put_member (AttestJsonReader *r,
            AttestJson *object,
            GHashTable *places,
            char *key,
            AttestJson *value)
{
  gpointer place = NULL;
  g_autofree char *first = NULL;
  g_autofree char *message = NULL;

  if (!g_hash_table_lookup_extended (places, key, NULL, &place))
    {
      g_hash_table_insert (places, key, GUINT_TO_POINTER (object->keys->len));
      g_ptr_array_add (object->keys, key);
      g_ptr_array_add (object->values, value);
      return;
    }
  first = attest_json_print (object->values->pdata[GPOINTER_TO_UINT (place)], 80);
  message = g_strdup_printf (
      _ ("“%s” stands here twice. The last one counts; the one before was: %s"), key, first);
  attest_json_report (r, "json-duplicate-key", message);
  attest_json_free (object->values->pdata[GPOINTER_TO_UINT (place)]);
  object->values->pdata[GPOINTER_TO_UINT (place)] = value;
  g_free (key);
}

static gboolean
read_member (AttestJsonReader *r, AttestJson *object, GHashTable *places)
{
  gsize length = r->path->len;
  gboolean bad = FALSE;
  gboolean altered = FALSE;
  AttestJson *value = NULL;
  char *key = NULL;

  attest_json_skip_space (r);
  key = attest_json_read_string (r, &bad, &altered);
  if (key == NULL)
    return FALSE;
  g_string_append_printf (r->path, "%s%s", length > 0 ? "." : "", key);
  attest_json_report_string (r, bad, altered);
  attest_json_skip_space (r);
  value = attest_json_take (r, ':') ? read_value (r)
                                    : attest_json_fail (r, _ ("a colon is expected here"));
  if (value != NULL)
    put_member (r, object, places, key, value);
  else
    g_free (key);
  g_string_truncate (r->path, length);
  return value != NULL;
}

static gboolean
read_members (AttestJsonReader *r, AttestJson *object)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  attest_json_skip_space (r);
  if (attest_json_take (r, '}'))
    return TRUE;
  do
    {
      if (!read_member (r, object, places))
        return FALSE;
      attest_json_skip_space (r);
    }
  while (attest_json_take (r, ','));
  return attest_json_take (r, '}')
         || attest_json_fail (r, _ ("a comma or } is expected here")) != NULL;
}

static AttestJson *
read_container (AttestJsonReader *r)
{
  gboolean is_object = *r->p == '{';
  g_autoptr (AttestJson) json = NULL;
  gboolean complete = FALSE;

  if (r->depth == ATTEST_JSON_MAX_DEPTH)
    return skip_container (r);
  json = attest_json_make (r, is_object ? ATTEST_JSON_OBJECT : ATTEST_JSON_ARRAY);
  if (json == NULL)
    return NULL;
  json->values = g_ptr_array_new_with_free_func (free_value);
  json->keys = g_ptr_array_new_with_free_func (g_free);
  r->p++;
  r->depth++;
  complete = is_object ? read_members (r, json) : read_items (r, json);
  r->depth--;
  return complete ? g_steal_pointer (&json) : NULL;
}

static AttestJson *
read_value (AttestJsonReader *r)
{
  attest_json_skip_space (r);
  if (r->p == r->end)
    return attest_json_fail (r, _ ("the file ends where a value is expected"));
  if (*r->p == '{' || *r->p == '[')
    return read_container (r);
  return attest_json_read_scalar (r);
}

static void
report_rest (AttestJsonReader *r)
{
  g_autofree char *rest = NULL;
  g_autofree char *valid = NULL;
  g_autofree char *message = NULL;

  attest_json_skip_space (r);
  if (r->p == r->end)
    return;
  rest = g_strndup (r->p, MIN ((gsize) (r->end - r->p), 80));
  valid = g_utf8_make_valid (rest, -1);
  message = g_strdup_printf (_ ("More text follows after the end of the record: %s"), valid);
  attest_json_report (r, "json-trailing", message);
}

/**
 * attest_json_parse:
 * @data: a text, with or without a byte order mark
 * @length: its length in bytes, or -1 if it ends with a NUL
 * @problems: (nullable) (element-type AttestProblem): gets what was wrong and could be read all the
 *   same: duplicate keys, bytes that are not UTF-8, absurd nesting, text after the value
 * @error: return location for an error
 *
 * Returns: (transfer full): the value, or %NULL with %ATTEST_CODEC_ERROR_SYNTAX and the place in
 *   @error
 */
AttestJson *
attest_json_parse (const char *data, gssize length, GPtrArray *problems, GError **error)
{
  gsize size = length < 0 ? strlen (data) : (gsize) length;
  g_autoptr (GString) path = g_string_new (NULL);
  AttestJsonReader reader = {
    .start = data, .end = data + size, .path = path, .problems = problems
  };
  AttestJson *json = NULL;

  if (size >= 3 && memcmp (data, "\357\273\277", 3) == 0)
    reader.start += 3;
  reader.p = reader.start;
  if (size > ATTEST_JSON_MAX_SIZE)
    attest_json_fail (&reader, _ ("the file is too large"));
  else
    json = read_value (&reader);
  if (json == NULL)
    g_propagate_error (error, reader.error);
  else
    report_rest (&reader);
  return json;
}
