/* How bytes are shown: see the header.
 *
 * JSON is not parsed into a tree and written again: that would hide duplicate keys, round numbers
 * and alter escapes, and a history has to show what really went over the wire. Only the white space
 * between tokens is replaced, in one pass, without recursion: replies may be anything. */
#include "attest-config.h"
#include "history/attest-json-layout.h"

#include <string.h>

/* A text view takes long to lay out one very long line. */
#define LONGEST_LINE 2000
#define DEEPEST 512
#define INDENT 2

typedef struct
{
  const char *at;
  const char *end;
  GString *out;
  char closers[DEEPEST];
  guint depth;
} Writer;

static void
skip_space (Writer *self)
{
  while (self->at < self->end && strchr (" \t\r\n", *self->at) != NULL && *self->at != '\0')
    self->at++;
}

static void
new_line (Writer *self)
{
  g_string_append_c (self->out, '\n');
  for (guint i = 0; i < self->depth * INDENT; i++)
    g_string_append_c (self->out, ' ');
}

/* Copies a string with its quotes; %FALSE when it does not end. */
static gboolean
copy_string (Writer *self)
{
  const char *start = self->at++;

  while (self->at < self->end && *self->at != '"')
    {
      if ((guchar) *self->at < 0x20)
        return FALSE;
      self->at += *self->at == '\\' ? 2 : 1;
    }
  if (self->at >= self->end)
    return FALSE;
  self->at++;
  g_string_append_len (self->out, start, self->at - start);
  return TRUE;
}

/* Copies a number, true, false or null. */
static gboolean
copy_word (Writer *self)
{
  const char *start = self->at;

  while (self->at < self->end && (g_ascii_isalnum (*self->at) || strchr ("+-.", *self->at))
         && *self->at != '\0')
    self->at++;
  g_string_append_len (self->out, start, self->at - start);
  return self->at > start;
}

static gboolean
open_bracket (Writer *self)
{
  char closer = *self->at == '{' ? '}' : ']';

  if (self->depth == DEEPEST)
    return FALSE;
  g_string_append_c (self->out, *self->at++);
  skip_space (self);
  if (self->at < self->end && *self->at == closer)
    {
      g_string_append_c (self->out, *self->at++);
      return TRUE;
    }
  self->closers[self->depth++] = closer;
  new_line (self);
  return TRUE;
}

static gboolean
close_bracket (Writer *self)
{
  if (self->depth == 0 || self->closers[self->depth - 1] != *self->at)
    return FALSE;
  self->depth--;
  new_line (self);
  g_string_append_c (self->out, *self->at++);
  return TRUE;
}

static gboolean
copy_token (Writer *self)
{
  switch (*self->at)
    {
    case '{':
    case '[':
      return open_bracket (self);
    case '}':
    case ']':
      return close_bracket (self);
    case ',':
      g_string_append_c (self->out, *self->at++);
      new_line (self);
      return self->depth > 0;
    case ':':
      g_string_append (self->out, ": ");
      self->at++;
      return self->depth > 0;
    case '"':
      return copy_string (self);
    default:
      return copy_word (self);
    }
}

/* Returns: (transfer full) (nullable): @text indented; %NULL when it is no JSON object or array.
 * Stops early, and says so, once there is more than @limit. */
static char *
indent_json (const char *text, gsize length, gsize limit, gboolean *cut)
{
  Writer writer = { .at = text, .end = text + length, .out = g_string_sized_new (length * 2) };

  skip_space (&writer);
  if (writer.at < writer.end && (*writer.at == '{' || *writer.at == '['))
    while (writer.at < writer.end)
      {
        if (!copy_token (&writer))
          break;
        skip_space (&writer);
        *cut = writer.out->len > limit;
        if (*cut || writer.depth == 0)
          break;
      }
  if (*cut && writer.out->len > 2 * limit) /* one endless string */
    g_string_truncate (writer.out, 2 * limit);
  if (*cut || (writer.out->len > 0 && writer.depth == 0 && writer.at == writer.end))
    return g_string_free (writer.out, FALSE);
  g_string_free (writer.out, TRUE);
  return NULL;
}

/* Very long lines are broken, at a character, for the sake of the text view. */
static char *
break_long_lines (const char *text)
{
  GString *out = g_string_new (NULL);
  gsize column = 0;

  for (const char *at = text; *at != '\0';)
    {
      const char *next = g_utf8_next_char (at);

      column = *at == '\n' ? 0 : column + 1;
      if (column > LONGEST_LINE)
        {
          g_string_append_c (out, '\n');
          column = 1;
        }
      g_string_append_len (out, at, next - at);
      at = next;
    }
  return g_string_free (out, FALSE);
}

/**
 * attest_layout_new:
 * @bytes: (nullable): what was sent or came back
 * @limit: how many bytes of text are wanted at most, about
 *
 * Works in linear time on anything. Bytes that are no UTF-8 are shown with replacement characters.
 *
 * Returns: (transfer full): the text to be shown; empty for no bytes
 */
AttestLayout *
attest_layout_new (GBytes *bytes, gsize limit)
{
  AttestLayout *self = g_new0 (AttestLayout, 1);
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  g_autofree char *valid = NULL;
  g_autofree char *pretty = NULL;

  if (length == 0)
    {
      self->text = g_strdup ("");
      return self;
    }
  if (g_utf8_validate_len (data, length, NULL))
    pretty = indent_json (data, length, limit, &self->cut);
  self->is_json = pretty != NULL;
  if (pretty == NULL)
    {
      self->cut = length > limit;
      valid = g_utf8_make_valid (data, MIN (length, limit));
    }
  else
    valid = g_utf8_make_valid (pretty, -1);
  self->text = break_long_lines (valid);
  return self;
}

/**
 * attest_layout_free:
 * @self: (transfer full): a layout
 */
void
attest_layout_free (AttestLayout *self)
{
  g_free (self->text);
  g_free (self);
}
