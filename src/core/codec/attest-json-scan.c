/* The smallest parts of a JSON text, for the reader in attest-json.c: white space, strings, numbers
 * and words; and where a mistake stands. Thread: any. */
#include "attest-config.h"

#include "codec/attest-codec.h"
#include "codec/attest-json-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define REPLACEMENT 0xfffd

/* Counts on from where it was counted before, so that many mistakes cost no more than one. */
static void
count_lines (AttestJsonReader *r)
{
  for (; r->counted < r->p; r->counted++)
    {
      if (*r->counted == '\n')
        {
          r->line++;
          r->column = 1;
        }
      else if (((guchar) *r->counted & 0xc0) != 0x80)
        r->column++;
    }
}

/**
 * attest_json_fail:
 * @r: a reader
 * @what: what is wrong at its place, translated
 *
 * Sets the reader's error, with line and column; the first one stays.
 *
 * Returns: %NULL, for whoever has to give up with it
 */
gpointer
attest_json_fail (AttestJsonReader *r, const char *what)
{
  if (r->error != NULL)
    return NULL;
  count_lines (r);
  r->error = g_error_new (ATTEST_CODEC_ERROR,
                          ATTEST_CODEC_ERROR_SYNTAX,
                          /* TRANSLATORS: the last is what is wrong there */
                          _ ("Line %u, column %u: %s"),
                          r->line,
                          r->column,
                          what);
  return NULL;
}

/* Passes over the four kinds of white space JSON knows. */
void
attest_json_skip_space (AttestJsonReader *r)
{
  while (r->p < r->end && strchr (" \t\r\n", *r->p) != NULL && *r->p != '\0')
    r->p++;
}

/* Whether @c comes next; passes over it then. */
gboolean
attest_json_take (AttestJsonReader *r, char c)
{
  if (r->p == r->end || *r->p != c)
    return FALSE;
  r->p++;
  return TRUE;
}

/* Returns: (transfer full) (nullable): a value of that kind; fails when there are too many */
AttestJson *
attest_json_make (AttestJsonReader *r, AttestJsonKind kind)
{
  AttestJson *json = NULL;

  if (++r->n_values > ATTEST_JSON_MAX_VALUES)
    return attest_json_fail (r, _ ("the file holds too many values"));
  json = g_new0 (AttestJson, 1);
  json->kind = kind;
  return json;
}

static gboolean
take_hex (AttestJsonReader *r, gunichar *code)
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
take_unicode (AttestJsonReader *r, GString *text, AttestJsonDamage *damage)
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
      *damage |= ATTEST_JSON_BAD_CHARACTERS;
      code = REPLACEMENT;
    }
  g_string_append_unichar (text, code);
  return TRUE;
}

static gboolean
take_escape (AttestJsonReader *r, GString *text, AttestJsonDamage *damage)
{
  const char signs[] = "\"\\/bfnrt";
  const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *sign = NULL;

  if (attest_json_take (r, 'u'))
    return take_unicode (r, text, damage);
  sign = r->p < r->end && *r->p != '\0' ? strchr (signs, *r->p) : NULL;
  if (sign == NULL)
    return FALSE;
  g_string_append_c (text, meanings[sign - signs]);
  r->p++;
  return TRUE;
}

/* One character of a string as it stands; a byte that is none becomes a replacement character. */
static void
take_character (AttestJsonReader *r, GString *text, AttestJsonDamage *damage)
{
  gunichar c = g_utf8_get_char_validated (r->p, r->end - r->p);

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      *damage |= ATTEST_JSON_BAD_BYTES;
      g_string_append_unichar (text, REPLACEMENT);
      r->p++;
      return;
    }
  g_string_append_unichar (text, c);
  r->p = g_utf8_next_char (r->p);
}

/**
 * attest_json_read_string:
 * @r: a reader, where a string should begin
 * @damage: (inout): gets what was mended in it
 *
 * Returns: (transfer full) (nullable): its content, without what was wrong
 */
char *
attest_json_read_string (AttestJsonReader *r, AttestJsonDamage *damage)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!attest_json_take (r, '"'))
    return attest_json_fail (r, _ ("text in double quotes is expected here"));
  while (!attest_json_take (r, '"'))
    {
      if (r->p == r->end)
        return attest_json_fail (r, _ ("the file ends inside text"));
      if ((guchar) *r->p < 0x20)
        return attest_json_fail (r, _ ("text contains a line break or a control character"));
      if (!attest_json_take (r, '\\'))
        take_character (r, text, damage);
      else if (!take_escape (r, text, damage))
        return attest_json_fail (r, _ ("unknown escape after a backslash"));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static AttestJson *
read_string_value (AttestJsonReader *r)
{
  AttestJsonDamage damage = 0;
  g_autofree char *text = attest_json_read_string (r, &damage);
  AttestJson *json = text != NULL ? attest_json_make (r, ATTEST_JSON_STRING) : NULL;

  if (json == NULL)
    return NULL;
  json->damage = damage;
  json->text = g_steal_pointer (&text);
  return json;
}

static gboolean
take_digits (AttestJsonReader *r)
{
  const char *start = r->p;

  while (r->p < r->end && g_ascii_isdigit (*r->p))
    r->p++;
  return r->p > start;
}

static gboolean
take_number (AttestJsonReader *r)
{
  attest_json_take (r, '-');
  if (!attest_json_take (r, '0') && !take_digits (r))
    return FALSE;
  if (attest_json_take (r, '.') && !take_digits (r))
    return FALSE;
  if (!attest_json_take (r, 'e') && !attest_json_take (r, 'E'))
    return TRUE;
  if (!attest_json_take (r, '+'))
    attest_json_take (r, '-');
  return take_digits (r);
}

static AttestJson *
read_number (AttestJsonReader *r)
{
  const char *start = r->p;
  AttestJson *json = NULL;

  if (!take_number (r) || (r->p < r->end && g_ascii_isalnum (*r->p)))
    return attest_json_fail (r, _ ("this is not a valid JSON number"));
  json = attest_json_make (r, ATTEST_JSON_NUMBER);
  if (json != NULL)
    json->text = g_strndup (start, (gsize) (r->p - start));
  return json;
}

static AttestJson *
read_word (AttestJsonReader *r)
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
      json = attest_json_make (r, words[i].kind);
      if (json == NULL)
        return NULL;
      json->text = g_strdup (words[i].word);
      r->p += length;
      return json;
    }
  return attest_json_fail (r, _ ("no JSON value begins like this"));
}

/**
 * attest_json_read_scalar:
 * @r: a reader, not at its end
 *
 * Returns: (transfer full) (nullable): the string, number or word that stands here
 */
AttestJson *
attest_json_read_scalar (AttestJsonReader *r)
{
  if (*r->p == '"')
    return read_string_value (r);
  if (*r->p == '-' || g_ascii_isdigit (*r->p))
    return read_number (r);
  return read_word (r);
}
