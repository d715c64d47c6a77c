/* Writing JSON texts, and whole values in one line for messages. Thread: any. */
#include "attest-config.h"

#include "codec/attest-json.h"

#include <string.h>

/**
 * attest_json_append_string:
 * @out: where to write
 * @text: valid UTF-8
 *
 * Writes @text in quotes, with no escapes but those that JSON asks for.
 */
void
attest_json_append_string (GString *out, const char *text)
{
  const char signs[] = "\"\\bfnrt";
  const char meanings[] = "\"\\\b\f\n\r\t";

  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      const char *escape = strchr (meanings, *p);

      if (escape != NULL)
        g_string_append_printf (out, "\\%c", signs[escape - meanings]);
      else if ((guchar) *p < 0x20)
        g_string_append_printf (out, "\\u%04x", (guint) (guchar) *p);
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/* Of a long text no more than makes it too long, for it will be cut. */
static void
print_string (GString *out, const char *text, gsize max_length)
{
  gsize most = max_length + 8;
  g_autofree char *start = NULL;

  if (strnlen (text, most) == most)
    start = g_strndup (text, (gsize) (g_utf8_find_prev_char (text, text + most) - text));
  attest_json_append_string (out, start != NULL ? start : text);
}

static void
print (GString *out, const AttestJson *json, gsize max_length)
{
  gboolean is_object = json->kind == ATTEST_JSON_OBJECT;

  if (json->kind == ATTEST_JSON_STRING)
    print_string (out, json->text, max_length);
  else if (json->kind == ATTEST_JSON_SKIPPED)
    g_string_append (out, "…");
  else if (json->values == NULL)
    g_string_append (out, json->text);
  else
    {
      g_string_append_c (out, is_object ? '{' : '[');
      for (guint i = 0; i < json->values->len && out->len <= max_length; i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          if (is_object)
            {
              print_string (out, json->keys->pdata[i], max_length);
              g_string_append_c (out, ':');
            }
          print (out, json->values->pdata[i], max_length);
        }
      g_string_append_c (out, is_object ? '}' : ']');
    }
}

/**
 * attest_json_print:
 * @json: a value
 * @max_length: in bytes; what is longer is cut and ends with an ellipsis
 *
 * Returns: (transfer full): the value in one line, for messages
 */
char *
attest_json_print (const AttestJson *json, gsize max_length)
{
  g_autoptr (GString) out = g_string_new (NULL);

  print (out, json, max_length);
  if (out->len > max_length)
    {
      const char *cut = out->str + max_length;

      g_string_truncate (out, (gsize) (g_utf8_find_prev_char (out->str, cut + 1) - out->str));
      g_string_append (out, "…");
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
