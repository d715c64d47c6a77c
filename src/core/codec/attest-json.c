/* The reader behind attest_codec_read().
 *
 * Why not JsonParser: it knows no paths, drops duplicate keys, text after the value and digits of
 * long numbers in silence, takes comments and single quotes, and recurses as deep as a file asks it
 * to. A second pass to find all that would have to be a whole parser, so this is the only one. What
 * JSON does not allow is an error with line and column; what can be read all the same is noted at
 * the value, and told by whoever takes the value over. So nothing here grows faster than the text.
 * Here are the containers; what is in them is read in attest-json-scan.c. Thread: any. */
#include "attest-config.h"
#include "codec/attest-json-private.h"

#include "codec/attest-codec.h"

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
  g_free (json->replaced);
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
  return attest_json_fail (r, _ ("the file ends inside a list or an object"));
}

static gboolean
read_items (AttestJsonReader *r, AttestJson *array)
{
  attest_json_skip_space (r);
  if (attest_json_take (r, ']'))
    return TRUE;
  do
    {
      AttestJson *value = read_value (r);

      if (value == NULL)
        return FALSE;
      g_ptr_array_add (array->values, value);
      attest_json_skip_space (r);
    }
  while (attest_json_take (r, ','));
  return attest_json_take (r, ']')
         || attest_json_fail (r, _ ("a comma or ] is expected here")) != NULL;
}

/* The last of several values counts, as it does with most servers. The places are sorted by the
 * keys rather than hashed: a file can hold any number of keys that have one hash. */
static void
put_member (AttestJson *object, GTree *places, char *key, AttestJson *value)
{
  gpointer place = NULL;
  AttestJson **before = NULL;

  if (!g_tree_lookup_extended (places, key, NULL, &place))
    {
      g_tree_insert (places, key, GUINT_TO_POINTER (object->keys->len));
      g_ptr_array_add (object->keys, key);
      g_ptr_array_add (object->values, value);
      return;
    }
  before = (AttestJson **) &object->values->pdata[GPOINTER_TO_UINT (place)];
  value->replaced = attest_json_print (*before, ATTEST_JSON_SHOWN);
  attest_json_free (*before);
  *before = value;
  g_free (key);
}

static gboolean
read_member (AttestJsonReader *r, AttestJson *object, GTree *places)
{
  AttestJsonDamage damage = 0;
  AttestJson *value = NULL;
  char *key = NULL;

  attest_json_skip_space (r);
  key = attest_json_read_string (r, &damage);
  if (key == NULL)
    return FALSE;
  attest_json_skip_space (r);
  value = attest_json_take (r, ':') ? read_value (r)
                                    : attest_json_fail (r, _ ("a colon is expected here"));
  if (value == NULL)
    {
      g_free (key);
      return FALSE;
    }
  if ((damage & ATTEST_JSON_BAD_BYTES) != 0)
    value->damage |= ATTEST_JSON_KEY_BAD_BYTES;
  if ((damage & ATTEST_JSON_BAD_CHARACTERS) != 0)
    value->damage |= ATTEST_JSON_KEY_BAD_CHARACTERS;
  put_member (object, places, key, value);
  return TRUE;
}

static gboolean
read_members (AttestJsonReader *r, AttestJson *object)
{
  g_autoptr (GTree) places = g_tree_new ((GCompareFunc) strcmp);

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
  if (is_object)
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

static AttestJsonReader
begin (const char *data, gssize length)
{
  gsize size = length < 0 ? strlen (data) : (gsize) length;
  const char *start = data;

  if (size >= 3 && memcmp (data, "\357\273\277", 3) == 0)
    start += 3;
  return (
      AttestJsonReader){ .p = start, .counted = start, .end = data + size, .line = 1, .column = 1 };
}

/* What stands behind a value up to the end of its line, and is not read. */
static AttestJson *
read_rest (AttestJsonReader *r)
{
  gsize length = MIN ((gsize) (r->end - r->p), ATTEST_JSON_SHOWN);
  const char *end = memchr (r->p, '\n', length);
  AttestJson *json = attest_json_make (r, ATTEST_JSON_REST);
  g_autofree char *rest = g_strndup (r->p, end != NULL ? (gsize) (end - r->p) : length);

  if (json != NULL)
    json->text = g_utf8_make_valid (rest, -1);
  return json;
}

/* A value that is none is noted, for those in other lines can be read. */
static AttestJson *
note_broken (AttestJsonReader *r)
{
  g_autoptr (GError) error = g_steal_pointer (&r->error);
  AttestJson *json = attest_json_make (r, ATTEST_JSON_BROKEN);

  if (json != NULL)
    json->text = g_strdup (error->message);
  return json;
}

/* To the next line that begins with an object, as records do that stand in a line each. What is
 * inside of one is seldom written so. */
static void
go_to_next_record (AttestJsonReader *r, const char *start)
{
  while (r->p < r->end && (*r->p != '{' || r->p == start || r->p[-1] != '\n'))
    r->p++;
}

/* One value more, or what stands where one should. Leaves @r where the next one may begin. */
static AttestJson *
read_next (AttestJsonReader *r, gboolean is_first)
{
  const char *start = r->p;
  gboolean begins = is_first || *start == '{' || *start == '[';
  AttestJson *json = begins ? read_value (r) : read_rest (r);

  r->depth = 0;
  if (json == NULL && r->n_values <= ATTEST_JSON_MAX_VALUES)
    json = note_broken (r);
  if (json != NULL && (json->kind == ATTEST_JSON_REST || json->kind == ATTEST_JSON_BROKEN))
    go_to_next_record (r, start);
  attest_json_skip_space (r);
  return json;
}

/**
 * attest_json_parse:
 * @data: a text, with or without a byte order mark
 * @length: its length in bytes, or -1 if it ends with a NUL
 * @error: return location for an error
 *
 * Returns: (transfer full): the value, or %NULL with %ATTEST_CODEC_ERROR_SYNTAX and the place in
 *   @error; also if more than white space follows it
 */
AttestJson *
attest_json_parse (const char *data, gssize length, GError **error)
{
  AttestJsonReader reader = begin (data, length);
  g_autoptr (AttestJson) json = read_value (&reader);

  attest_json_skip_space (&reader);
  if (json != NULL && reader.p < reader.end)
    attest_json_fail (&reader, _ ("more text follows the end"));
  if (reader.error == NULL)
    return g_steal_pointer (&json);
  g_propagate_error (error, reader.error);
  return NULL;
}

static gboolean
is_value (gconstpointer json, gconstpointer nothing)
{
  AttestJsonKind kind = ((const AttestJson *) json)->kind;

  return kind != ATTEST_JSON_BROKEN && kind != ATTEST_JSON_REST;
}

/**
 * attest_json_parse_all:
 * @data: a text, with or without a byte order mark
 * @length: its length in bytes, or -1 if it ends with a NUL
 * @error: return location for an error
 *
 * Reads one value after the other, as in files with one record a line. Where one is broken, reading
 * goes on with the next line that begins with an object.
 *
 * Returns: (transfer full) (element-type AttestJson): the values, and between them
 *   %ATTEST_JSON_BROKEN and %ATTEST_JSON_REST for what is none; or %NULL with
 *   %ATTEST_CODEC_ERROR_SYNTAX if there is no value at all or there are too many
 */
GPtrArray *
attest_json_parse_all (const char *data, gssize length, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (free_value);
  AttestJsonReader reader = begin (data, length);

  do
    {
      AttestJson *json = read_next (&reader, found->len == 0);

      if (json == NULL)
        {
          g_propagate_error (error, reader.error);
          return NULL;
        }
      g_ptr_array_add (found, json);
    }
  while (reader.p < reader.end);
  if (g_ptr_array_find_with_equal_func (found, NULL, is_value, NULL))
    return g_steal_pointer (&found);
  g_set_error_literal (
      error, ATTEST_CODEC_ERROR, ATTEST_CODEC_ERROR_SYNTAX, ((AttestJson *) found->pdata[0])->text);
  return NULL;
}
