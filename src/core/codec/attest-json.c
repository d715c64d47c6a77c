/* The reader behind attest_codec_read().
 *
 * Why not JsonParser: it knows no paths, drops duplicate keys, text after the value and digits of
 * long numbers in silence, takes comments and single quotes, and recurses as deep as a file asks it
 * to. A second pass to find all that would have to be a whole parser, so this is the only one. What
 * JSON does not allow is an error with line and column; what can be read all the same is reported
 * with its path. Thread: any. */
#include "attest-config.h"
#include "codec/attest-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/attest-codec.h"

#define REPLACEMENT 0xfffd

typedef struct
{
  const char *start;
  const char *p;
  const char *end;
  guint depth;
  guint n_values;
  GString *path;
  GPtrArray *problems; /* (nullable) */
  GError *error;
} Reader;

static AttestJson *read_value (Reader *r);

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

static gpointer
fail (Reader *r, const char *what)
{
  guint line = 1;
  guint column = 1;

  if (r->error != NULL)
    return NULL;
  for (const char *p = r->start; p < r->p; p++)
    {
      if (*p == '\n')
        {
          line++;
          column = 1;
        }
      else if (((guchar) *p & 0xc0) != 0x80)
        column++;
    }
  r->error = g_error_new (ATTEST_CODEC_ERROR,
                          ATTEST_CODEC_ERROR_SYNTAX,
                          /* TRANSLATORS: the last is what is wrong there */
                          _ ("Line %u, column %u: %s"),
                          line,
                          column,
                          what);
  return NULL;
}

static void
report (Reader *r, const char *rule, const char *message)
{
  if (r->problems != NULL)
    g_ptr_array_add (
        r->problems,
        attest_problem_new (
            ATTEST_SEVERITY_ERROR, r->path->str, rule, ATTEST_SOURCE_DOCUMENT, message));
}

static void
skip_space (Reader *r)
{
  while (r->p < r->end && strchr (" \t\r\n", *r->p) != NULL && *r->p != '\0')
    r->p++;
}

static gboolean
take (Reader *r, char c)
{
  if (r->p == r->end || *r->p != c)
    return FALSE;
  r->p++;
  return TRUE;
}

static AttestJson *
make (Reader *r, AttestJsonKind kind)
{
  AttestJson *json = NULL;

  if (++r->n_values > ATTEST_JSON_MAX_VALUES)
    return fail (r, _ ("the file holds too many values"));
  json = g_new0 (AttestJson, 1);
  json->kind = kind;
  return json;
}

static gboolean
take_hex (Reader *r, gunichar *code)
{
  *code = 0;
  for (int i = 0; i < 4; i++, r->p++)
    {
      if (r->p == r->end || !g_ascii_isxdigit (*r->p))
        return FALSE;
      *code = *code * 16 + (gunichar) g_ascii_xdigit_value (*r->p);
    }
  return TRUE;
}

/* After `\u`: one unit, or the two of a pair. Half a pair and NUL can be in no text. */
static gboolean
take_unicode (Reader *r, GString *text, gboolean *altered)
{
  gunichar code = 0;
  gunichar low = 0;

  if (!take_hex (r, &code))
    return FALSE;
  if (code >= 0xd800 && code < 0xdc00 && r->end - r->p >= 6 && r->p[0] == '\\' && r->p[1] == 'u')
    {
      const char *before = r->p;

      r->p += 2;
      if (!take_hex (r, &low))
        return FALSE;
      if (low >= 0xdc00 && low < 0xe000)
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
      else
        r->p = before;
    }
  if (code == 0 || (code >= 0xd800 && code < 0xe000))
    {
      *altered = TRUE;
      code = REPLACEMENT;
    }
  g_string_append_unichar (text, code);
  return TRUE;
}

static gboolean
take_escape (Reader *r, GString *text, gboolean *altered)
{
  const char signs[] = "\"\\/bfnrt";
  const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *sign = NULL;

  if (take (r, 'u'))
    return take_unicode (r, text, altered);
  sign = r->p < r->end && *r->p != '\0' ? strchr (signs, *r->p) : NULL;
  if (sign == NULL)
    return FALSE;
  g_string_append_c (text, meanings[sign - signs]);
  r->p++;
  return TRUE;
}

/* One character of a string as it stands; a byte that is none becomes a replacement character. */
static void
take_character (Reader *r, GString *text, gboolean *bad)
{
  gunichar c = g_utf8_get_char_validated (r->p, r->end - r->p);

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      *bad = TRUE;
      g_string_append_unichar (text, REPLACEMENT);
      r->p++;
      return;
    }
  g_string_append_unichar (text, c);
  r->p = g_utf8_next_char (r->p);
}

static char *
read_string (Reader *r, gboolean *bad, gboolean *altered)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!take (r, '"'))
    return fail (r, _ ("a text in double quotes is expected here"));
  while (!take (r, '"'))
    {
      if (r->p == r->end)
        return fail (r, _ ("the file ends inside a text"));
      if ((guchar) *r->p < 0x20)
        return fail (r, _ ("a line end or control character stands inside a text"));
      if (!take (r, '\\'))
        take_character (r, text, bad);
      else if (!take_escape (r, text, altered))
        return fail (r, _ ("there is no such escape with a backslash"));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
report_string (Reader *r, gboolean bad, gboolean altered)
{
  if (bad)
    report (r,
            "json-utf8",
            _ ("The text contains bytes that are not UTF-8. They are shown as “\357\277\275”."));
  if (altered)
    report (
        r,
        "json-character",
        _ ("The text contains characters that do not exist. They are shown as “\357\277\275”."));
}

static AttestJson *
read_string_value (Reader *r)
{
  gboolean bad = FALSE;
  gboolean altered = FALSE;
  g_autofree char *text = read_string (r, &bad, &altered);
  AttestJson *json = text != NULL ? make (r, ATTEST_JSON_STRING) : NULL;

  if (json == NULL)
    return NULL;
  report_string (r, bad, altered);
  json->text = g_steal_pointer (&text);
  return json;
}

static gboolean
take_digits (Reader *r)
{
  const char *start = r->p;

  while (r->p < r->end && g_ascii_isdigit (*r->p))
    r->p++;
  return r->p > start;
}

static gboolean
take_number (Reader *r)
{
  take (r, '-');
  if (!take (r, '0') && !take_digits (r))
    return FALSE;
  if (take (r, '.') && !take_digits (r))
    return FALSE;
  if (!take (r, 'e') && !take (r, 'E'))
    return TRUE;
  if (!take (r, '+'))
    take (r, '-');
  return take_digits (r);
}

static AttestJson *
read_number (Reader *r)
{
  const char *start = r->p;
  AttestJson *json = NULL;

  if (!take_number (r) || (r->p < r->end && g_ascii_isalnum (*r->p)))
    return fail (r, _ ("this is not a number as JSON writes it"));
  json = make (r, ATTEST_JSON_NUMBER);
  if (json != NULL)
    json->text = g_strndup (start, (gsize) (r->p - start));
  return json;
}

static AttestJson *
read_word (Reader *r)
{
  static const struct
  {
    const char *word;
    AttestJsonKind kind;
  } words[] = {
    { "null", ATTEST_JSON_NULL },
    { "true", ATTEST_JSON_BOOLEAN },
    { "false", ATTEST_JSON_BOOLEAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i].word);
      AttestJson *json = NULL;

      if ((gsize) (r->end - r->p) < length || memcmp (r->p, words[i].word, length) != 0)
        continue;
      json = make (r, words[i].kind);
      if (json == NULL)
        return NULL;
      json->text = g_strdup (words[i].word);
      r->p += length;
      return json;
    }
  return fail (r, _ ("no JSON value begins like this"));
}

/* Passes over an array or object without looking into it, whatever its depth. */
static AttestJson *
skip_container (Reader *r)
{
  gsize open = 0;
  gboolean in_string = FALSE;

  report (r, "json-nesting", _ ("This is nested too deeply and was not read."));
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
          return make (r, ATTEST_JSON_SKIPPED);
        }
    }
  return fail (r, _ ("the file ends inside a list or object"));
}

static gboolean
read_items (Reader *r, AttestJson *array)
{
  gsize length = r->path->len;

  skip_space (r);
  if (take (r, ']'))
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
      skip_space (r);
    }
  while (take (r, ','));
  return take (r, ']') || fail (r, _ ("a comma or ] is expected here")) != NULL;
}

/* The last of several values counts, as it does with most servers. */
static void
put_member (Reader *r, AttestJson *object, GHashTable *places, char *key, AttestJson *value)
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
  report (r, "json-duplicate-key", message);
  attest_json_free (object->values->pdata[GPOINTER_TO_UINT (place)]);
  object->values->pdata[GPOINTER_TO_UINT (place)] = value;
  g_free (key);
}

static gboolean
read_member (Reader *r, AttestJson *object, GHashTable *places)
{
  gsize length = r->path->len;
  gboolean bad = FALSE;
  gboolean altered = FALSE;
  AttestJson *value = NULL;
  char *key = NULL;

  skip_space (r);
  key = read_string (r, &bad, &altered);
  if (key == NULL)
    return FALSE;
  g_string_append_printf (r->path, "%s%s", length > 0 ? "." : "", key);
  report_string (r, bad, altered);
  skip_space (r);
  value = take (r, ':') ? read_value (r) : fail (r, _ ("a colon is expected here"));
  if (value != NULL)
    put_member (r, object, places, key, value);
  else
    g_free (key);
  g_string_truncate (r->path, length);
  return value != NULL;
}

static gboolean
read_members (Reader *r, AttestJson *object)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  skip_space (r);
  if (take (r, '}'))
    return TRUE;
  do
    {
      if (!read_member (r, object, places))
        return FALSE;
      skip_space (r);
    }
  while (take (r, ','));
  return take (r, '}') || fail (r, _ ("a comma or } is expected here")) != NULL;
}

static AttestJson *
read_container (Reader *r)
{
  gboolean is_object = *r->p == '{';
  g_autoptr (AttestJson) json = NULL;
  gboolean complete = FALSE;

  if (r->depth == ATTEST_JSON_MAX_DEPTH)
    return skip_container (r);
  json = make (r, is_object ? ATTEST_JSON_OBJECT : ATTEST_JSON_ARRAY);
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
read_value (Reader *r)
{
  skip_space (r);
  if (r->p == r->end)
    return fail (r, _ ("the file ends where a value is expected"));
  if (*r->p == '{' || *r->p == '[')
    return read_container (r);
  if (*r->p == '"')
    return read_string_value (r);
  if (*r->p == '-' || g_ascii_isdigit (*r->p))
    return read_number (r);
  return read_word (r);
}

static void
report_rest (Reader *r)
{
  g_autofree char *rest = NULL;
  g_autofree char *valid = NULL;
  g_autofree char *message = NULL;

  skip_space (r);
  if (r->p == r->end)
    return;
  rest = g_strndup (r->p, MIN ((gsize) (r->end - r->p), 80));
  valid = g_utf8_make_valid (rest, -1);
  message = g_strdup_printf (_ ("More text follows after the end of the record: %s"), valid);
  report (r, "json-trailing", message);
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
  Reader reader = { .start = data, .end = data + size, .path = path, .problems = problems };
  AttestJson *json = NULL;

  if (size >= 3 && memcmp (data, "\357\273\277", 3) == 0)
    reader.start += 3;
  reader.p = reader.start;
  if (size > ATTEST_JSON_MAX_SIZE)
    fail (&reader, _ ("the file is too large"));
  else
    json = read_value (&reader);
  if (json == NULL)
    g_propagate_error (error, reader.error);
  else
    report_rest (&reader);
  return json;
}
