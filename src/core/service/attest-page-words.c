/* The words of a page: see the header. It is no browser: whatever is between the signs of a tag is
 * left out, and nothing in it is trusted. Thread: any. */
#include "attest-config.h"
#include "service/attest-page-words.h"

#include "base/attest-entity.h"

#include <string.h>

/* What stands between these is not read by anybody. */
static const char *const unread[] = { "head", "script", "style", "noscript", "template", "svg" };

/* Whether the tag at @tag, behind its "<", is of that name. */
static gboolean
is_tag (const char *tag, const char *name)
{
  const gsize length = strlen (name);

  return g_ascii_strncasecmp (tag, name, length) == 0 && !g_ascii_isalnum (tag[length]);
}

/* Behind the tag that ends @name, or the end of the text. */
static const char *
skip_to_end_of (const char *p, const char *name)
{
  for (p = strchr (p, '<'); p != NULL; p = strchr (p + 1, '<'))
    if (p[1] == '/' && is_tag (p + 2, name))
      return p;
  return NULL;
}

/* @p: at a "<". Returns: (nullable): behind the tag, and what belongs to it */
static const char *
skip_tag (const char *p, gboolean with_head)
{
  const char *end = NULL;

  if (g_str_has_prefix (p, "<!--"))
    {
      end = strstr (p, "-->");
      return end != NULL ? end + strlen ("-->") : NULL;
    }
  for (guint i = with_head ? 1 : 0; p != NULL && i < G_N_ELEMENTS (unread); i++)
    if (is_tag (p + 1, unread[i]))
      {
        p = skip_to_end_of (p + 1, unread[i]);
        break;
      }
  end = p != NULL ? strchr (p, '>') : NULL;
  return end != NULL ? end + 1 : NULL;
}

/* Signs and blanks; a letter that is named stays as it is written.
 *
 * @p: at a "&". Returns: behind what it stands for, which is appended */
static const char *
append_entity (GString *words, const char *p)
{
  const gboolean is_number = g_str_has_prefix (p, "&#39;");
  gsize length = 0;
  gunichar c = 0;

  while (g_ascii_isalpha (p[1 + length]))
    length++;
  if (is_number)
    c = '\'';
  else if (p[1 + length] == ';')
    c = attest_entity_find (p + 1, length);
  if (c == 0 || c > 0xa0)
    {
      g_string_append_c (words, '&');
      return p + 1;
    }
  g_string_append_c (words, c == 0xa0 ? ' ' : (char) c);
  return strchr (p, ';') + 1;
}

/* A tag is where a word ends, for most are. */
static char *
read_words (const char *text, gboolean with_head)
{
  GString *words = g_string_new (NULL);

  for (const char *p = text; p != NULL && *p != '\0';)
    if (*p == '<')
      {
        g_string_append_c (words, ' ');
        p = skip_tag (p, with_head);
      }
    else if (*p == '&')
      p = append_entity (words, p);
    else
      g_string_append_c (words, *p++);
  g_strstrip (words->str);
  return g_string_free (words, FALSE);
}

/**
 * attest_page_dup_words:
 * @text: what came back, UTF-8
 *
 * Returns: (transfer full) (nullable): what a page says to who reads it, its title where it says
 *   nothing else; "" if it says nothing at all; %NULL: it is no page
 */
char *
attest_page_dup_words (const char *text)
{
  g_autofree char *words = NULL;

  while (g_ascii_isspace (*text))
    text++;
  if (*text != '<' || (text[1] != '!' && text[1] != '?' && !g_ascii_isalpha (text[1])))
    return NULL;
  words = read_words (text, FALSE);
  return *words != '\0' ? g_steal_pointer (&words) : read_words (text, TRUE);
}
