/* Reading what came: JSON as RFC 8259 has it, dates and whole numbers. Written here a second time
 * on purpose, so that a mistake in Attest's own reading and writing shows. Any thread. */
#include "practice-private.h"

#include <string.h>

/* More than any record needs; keeps the parser's recursion short. */
#define MAX_DEPTH 32

/* json-glib lets comments and a second value pass; a real service does not. This goes over the
 * brackets and strings only: one value, nothing beside it, and not absurdly deep. */
static gboolean
is_one_value (const char *text, gsize length)
{
  guint depth = 0;
  gboolean in_text = FALSE;
  gboolean ended = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_text)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_text = FALSE;
          else if ((guchar) c < 0x20)
            return FALSE;
          continue;
        }
      if (strchr (" \t\r\n", c) != NULL && c != '\0')
        continue;
      if (ended || c == '/' || c == '\'' || c == '\0')
        return FALSE;
      if (c == '"')
        in_text = TRUE;
      else if ((c == '{' || c == '[') && ++depth > MAX_DEPTH)
        return FALSE;
      else if (c == '}' || c == ']')
        ended = depth-- <= 1;
    }
  return ended && !in_text;
}

/**
 * practice_read_json:
 * @body: the body of a request
 *
 * Returns: (transfer full) (nullable): the one JSON object or array in @body, %NULL for anything
 *   else
 */
JsonNode *
practice_read_json (GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  if (text == NULL || !g_utf8_validate_len (text, length, NULL) || !is_one_value (text, length)
      || !json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return NULL;
  return json_parser_steal_root (parser);
}

/* Whether the request says that its body is JSON. */
gboolean
practice_sends_json (const PracticeCall *call)
{
  const char *type = soup_message_headers_get_content_type (call->headers, NULL);

  return type != NULL && g_ascii_strcasecmp (type, "application/json") == 0;
}

/* Whether a JSON reply is welcome. Leaving `Accept` out is allowed so far (CertSearch's guide). */
gboolean
practice_takes_json (const PracticeCall *call)
{
  static const char *const types[] = { "application/json", "application/*", "*/*", NULL };
  const char *accept = soup_message_headers_get_list (call->headers, "Accept");
  GSList *parsed;
  gboolean found = FALSE;

  if (accept == NULL)
    return TRUE;
  parsed = soup_header_parse_quality_list (accept, NULL);
  for (GSList *l = parsed; l != NULL; l = l->next)
    found = found || practice_is_one_of (l->data, types);
  soup_header_free_list (parsed);
  return found;
}

/* Practice takes any key in one word, except those that say they are wrong. */
gboolean
practice_key_is_good (const char *key)
{
  return *key != '\0' && strpbrk (key, " \t") == NULL && strcmp (key, "wrong") != 0
         && !g_str_has_prefix (key, "invalid");
}

/* Returns: (nullable): the text under @key, %NULL when it is absent or no string */
const char *
practice_get_text (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && practice_is_text (node) ? json_node_get_string (node) : NULL;
}

/* Returns: whether @node is a JSON string */
gboolean
practice_is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* @text: UTF-8. Returns: whether nothing but white space is in it */
gboolean
practice_is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

/* @values: ends with %NULL. Returns: whether @text is one of them, to the letter */
gboolean
practice_is_one_of (const char *text, const char *const *values)
{
  return g_strv_contains (values, text);
}

/* A real calendar day written `YYYYMMDD`. */
gboolean
practice_is_date (const char *text)
{
  guint number = 0;

  if (strlen (text) != 8)
    return FALSE;
  for (guint i = 0; i < 8; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      number = number * 10 + (guint) g_ascii_digit_value (text[i]);
    }
  return g_date_valid_dmy (
      (GDateDay) (number % 100), (GDateMonth) (number / 100 % 100), (GDateYear) (number / 10000));
}

/* A date or a date and time as ISO 8601 has it; without a zone it is taken as UTC. */
gboolean
practice_is_moment (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *full =
      strchr (text, 'T') == NULL ? g_strconcat (text, "T00:00:00", NULL) : g_strdup (text);
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (full, utc);

  return moment != NULL;
}

/**
 * practice_get_whole:
 * @node: a JSON value
 * @value: (out): its number
 *
 * Returns: whether @node is a number without a fraction; `1.0` is one, as in JavaScript
 */
gboolean
practice_get_whole (JsonNode *node, gint64 *value)
{
  double number;

  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    {
      *value = json_node_get_int (node);
      return TRUE;
    }
  if (json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return FALSE;
  number = json_node_get_double (node);
  if (!(number >= -9e15 && number <= 9e15))
    return FALSE;
  *value = (gint64) number;
  return (double) *value == number;
}

/* Returns: (transfer full): the present moment as kolleges writes it */
char *
practice_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *seconds = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", seconds, g_date_time_get_microsecond (now) / 1000);
}
