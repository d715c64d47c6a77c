/* XML of spreadsheets. What is plain in it, nearly all of a large one, is read here: tags and texts
 * of UTF-8. From the first thing that is not on, a part is expat's: it takes any encoding a part
 * may be in, and it alone says what is damaged.
 *
 * Texts are handed over in pieces and never gathered here, so that a part of one endless text costs
 * nothing; spreadsheets have no document type, and what has one is not read.
 * Thread: the caller's. */
#include "attest-config.h"
#include "sheet/attest-xml.h"

#include <expat.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH 64          /* elements in elements */
#define MAX_NAME 40           /* bytes of a plain element's name */
#define MAX_ATTRIBUTES 16     /* of a plain element */
#define MAX_KEPT (256 * 1024) /* bytes of a plain tag or text */

struct _AttestXml
{
  XML_Parser parser; /* (nullable): all so far is plain */
  GString *kept;     /* what is not scanned yet */
  char open[MAX_DEPTH][MAX_NAME];
  gboolean begun;     /* something was scanned */
  gboolean has_root;  /* it may have ended */
  gboolean replaying; /* the parser is told of what was scanned */
  const AttestXmlHandler *handler;
  gpointer data;
  GCancellable *cancellable;
  guint depth;
  gboolean stopped;
  GError *error;
};

static const char *
skip_prefix (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

/**
 * attest_xml_fail:
 * @error: (transfer full): why; the first one counts
 *
 * Reading ends, and fails with @error. For handlers.
 */
void
attest_xml_fail (AttestXml *self, GError *error)
{
  g_return_if_fail (self != NULL && error != NULL);

  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  if (!self->stopped && self->parser != NULL)
    XML_StopParser (self->parser, XML_FALSE);
  self->stopped = TRUE;
}

static void
fail_damaged (AttestXml *self)
{
  attest_xml_fail (self,
                   g_error_new_literal (G_IO_ERROR,
                                        G_IO_ERROR_INVALID_DATA,
                                        _ ("The file is damaged: its tables cannot be read. Open "
                                           "and save it in the program it came from.")));
}

static void
start_cb (void *data, const char *name, const char **attributes)
{
  AttestXml *self = data;

  if (self->stopped || self->replaying)
    return;
  if (++self->depth > MAX_DEPTH)
    fail_damaged (self);
  else if (self->handler->start != NULL)
    self->handler->start (self, skip_prefix (name), attributes, self->data);
}

static void
end_cb (void *data, const char *name)
{
  AttestXml *self = data;

  if (self->stopped || self->replaying)
    return;
  self->depth--;
  if (self->handler->end != NULL)
    self->handler->end (self, skip_prefix (name), self->data);
}

static void
text_cb (void *data, const char *text, int length)
{
  AttestXml *self = data;

  if (!self->stopped && self->handler->text != NULL)
    self->handler->text (self, text, (gsize) length, self->data);
}

static void
doctype_cb (void *data,
            const char *name,
            const char *system_id,
            const char *public_id,
            int has_subset)
{
  fail_damaged (data);
}

/* Plain XML. A scanner returns what comes behind what it scanned, and leaves it to the parser by
 * returning %NULL: then *@stop is what it does not know, or the end of what is there. Nothing is
 * changed in the bytes before all of a tag was scanned; behind them is a zero byte. */

typedef struct
{
  char *name;
  gsize length; /* of the name */
  gboolean ends;
  gboolean starts;
  char *parts[2 * MAX_ATTRIBUTES + 1]; /* name, value, …, NULL */
  char *ends_of_parts[2 * MAX_ATTRIBUTES];
  guint n_parts;
} Tag;

static gboolean
is_valid (const char *text, const char *end, guchar all)
{
  if (all < 0x80)
    return TRUE;
  /* XML has neither U+FFFE nor U+FFFF. */
  return g_utf8_validate_len (text, (gsize) (end - text), NULL)
         && g_strstr_len (text, end - text, "\xef\xbf\xbe") == NULL
         && g_strstr_len (text, end - text, "\xef\xbf\xbf") == NULL;
}

static char *
scan_name (char *p)
{
  if (g_ascii_isalpha (*p) || *p == '_')
    while (g_ascii_isalnum (*p) || *p == ':' || *p == '_' || *p == '-' || *p == '.')
      p++;
  return p;
}

static gboolean
has_attribute (const Tag *tag, const char *name, gsize length)
{
  for (guint i = 0; i < tag->n_parts; i += 2)
    if ((gsize) (tag->ends_of_parts[i] - tag->parts[i]) == length
        && memcmp (tag->parts[i], name, length) == 0)
      return TRUE;
  return FALSE;
}

/* @p: behind a space */
static char *
scan_attribute (Tag *tag, char *p, char **stop)
{
  char *name = p;
  char *value = NULL;
  char *end = *stop = scan_name (p);
  guchar all = 0;

  if (end == name || *end != '=')
    return NULL;
  *stop = end + 1;
  if (end[1] != '"')
    return NULL;
  for (p = value = end + 2; (guchar) *p >= ' ' && *p != '"' && *p != '<' && *p != '&'; p++)
    all |= (guchar) *p;
  *stop = p;
  if (*p != '"' || tag->n_parts == 2 * MAX_ATTRIBUTES || has_attribute (tag, name, end - name)
      || !is_valid (value, p, all))
    return NULL;
  tag->parts[tag->n_parts] = name;
  tag->ends_of_parts[tag->n_parts++] = end;
  tag->parts[tag->n_parts] = value;
  tag->ends_of_parts[tag->n_parts++] = p;
  return p + 1;
}

/* @p: behind “<” */
static char *
scan_tag (Tag *tag, char *p, char **stop)
{
  tag->starts = *p != '/';
  tag->ends = !tag->starts;
  tag->n_parts = 0;
  tag->name = tag->starts ? p : p + 1;
  *stop = p = scan_name (tag->name);
  tag->length = (gsize) (p - tag->name);
  if (tag->length == 0 || tag->length >= MAX_NAME)
    return NULL;
  while (tag->starts && p[0] == ' ' && p[1] != '/' && p[1] != '>')
    if ((p = scan_attribute (tag, p + 1, stop)) == NULL)
      return NULL;
  if (*p == ' ')
    p++;
  if (tag->starts && *p == '/')
    {
      tag->ends = TRUE;
      p++;
    }
  *stop = p;
  return *p == '>' ? p + 1 : NULL;
}

/* Returns: whether the tag may stand here; then it was told */
static gboolean
tell_tag (AttestXml *self, Tag *tag)
{
  char *last = self->depth > 0 ? self->open[self->depth - 1] : NULL;

  if (tag->starts ? self->depth == MAX_DEPTH || (last == NULL && self->has_root)
                  : last == NULL || strncmp (last, tag->name, tag->length) != 0
                        || last[tag->length] != '\0')
    return FALSE;
  if (tag->starts)
    {
      self->has_root = TRUE;
      last = self->open[self->depth];
      memcpy (last, tag->name, tag->length);
      last[tag->length] = '\0';
      for (guint i = 0; i < tag->n_parts; i++)
        *tag->ends_of_parts[i] = '\0';
      tag->parts[tag->n_parts] = NULL;
      start_cb (self, last, (const char **) tag->parts);
    }
  if (tag->ends)
    end_cb (self, last);
  return TRUE;
}

static char *
scan_entity (AttestXml *self, char *p, char **stop)
{
  static const char *const known[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&apos;" };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_prefix (p, known[i]))
      {
        text_cb (self, &"&<>\"'"[i], 1);
        return p + strlen (known[i]);
      }
  *stop = p + strspn (p, "&ampltgquos");
  return NULL;
}

/* A text at the end of what is there may go on: it is not told yet. */
static char *
scan_text (AttestXml *self, char *p, char **stop)
{
  char *text = p;
  guchar all = 0;

  for (; ((guchar) *p >= ' ' && *p != '<' && *p != '&' && *p != ']') || *p == '\n' || *p == '\t';
       p++)
    all |= (guchar) *p;
  *stop = p;
  if ((*p != '<' && *p != '&') || !is_valid (text, p, all))
    return NULL;
  if (self->depth > 0)
    text_cb (self, text, (int) (p - text));
  return self->depth > 0 || (*p == '<' && text + strspn (text, " \n\t") == p) ? p : NULL;
}

/* Only what says that all of it is UTF-8; what says nothing is too. */
static char *
scan_declaration (char *p, char **stop)
{
  static const char *const known[] = {
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    "<?xml version='1.0' encoding='UTF-8'?>",
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
    "<?xml version=\"1.0\"?>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_prefix (p, known[i]))
      return p + strlen (known[i]);
  *stop = p;
  return NULL;
}

static char *
scan_piece (AttestXml *self, char *p, char **stop)
{
  Tag tag;

  if (*p == '&' && self->depth > 0)
    return scan_entity (self, p, stop);
  if (*p != '<')
    return scan_text (self, p, stop);
  if (p[1] == '?' && !self->begun)
    return scan_declaration (p, stop);
  p = scan_tag (&tag, p + 1, stop);
  if (p == NULL || tell_tag (self, &tag))
    return p;
  *stop = tag.name;
  return NULL;
}

/* Returns: whether all of @self->kept is plain, but for an end that may go on */
static gboolean
scan (AttestXml *self)
{
  char *p = self->kept->str;
  char *end = p + self->kept->len;
  char *stop = p;

  while (p < end && !self->stopped)
    {
      char *next = scan_piece (self, p, &stop);

      if (next == NULL)
        break;
      self->begun = TRUE;
      p = next;
    }
  g_string_erase (self->kept, 0, p - self->kept->str);
  return p == end || self->stopped || (stop == end && self->kept->len < MAX_KEPT);
}

static void
parse (AttestXml *self, const char *text, gsize length)
{
  if (!self->stopped && XML_Parse (self->parser, text, (int) length, FALSE) != XML_STATUS_OK)
    fail_damaged (self);
}

/* The rest is the parser's. What was scanned stands for it as the elements that are open; where a
 * declaration was, another is none. */
static void
hand_over (AttestXml *self)
{
  self->parser = XML_ParserCreate (self->begun ? "UTF-8" : NULL);
  XML_SetUserData (self->parser, self);
  XML_SetElementHandler (self->parser, start_cb, end_cb);
  self->replaying = TRUE;
  if (self->begun)
    parse (self, "\n", 1);
  for (guint i = 0; i < self->depth; i++)
    {
      g_autofree char *tag = g_strdup_printf ("<%s>", self->open[i]);

      parse (self, tag, strlen (tag));
    }
  if (self->has_root && self->depth == 0)
    parse (self, "<a/>", strlen ("<a/>"));
  self->replaying = FALSE;
  XML_SetCharacterDataHandler (self->parser, text_cb);
  XML_SetStartDoctypeDeclHandler (self->parser, doctype_cb);
  parse (self, self->kept->str, self->kept->len);
}

static gboolean
piece_cb (const char *piece, gsize length, gpointer user_data)
{
  AttestXml *self = user_data;
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    attest_xml_fail (self, error);
  else if (self->parser != NULL)
    parse (self, piece, length);
  else
    {
      g_string_append_len (self->kept, piece, (gssize) length);
      if (!scan (self))
        hand_over (self);
    }
  return !self->stopped;
}

/* The end of what was read: only the parser says that something is missing. */
static void
finish (AttestXml *self)
{
  if (self->parser == NULL && self->has_root && self->depth == 0 && self->kept->len == 0)
    return;
  if (self->parser == NULL)
    hand_over (self);
  if (!self->stopped && XML_Parse (self->parser, "", 0, TRUE) != XML_STATUS_OK)
    fail_damaged (self);
}

/**
 * attest_xml_read:
 * @source: which part of what
 * @handler: is told of what stands in it
 * @data: for @handler
 * @error: return location for a #GIOErrorEnum, also for what a handler failed with
 *
 * Returns: whether all of it was read
 */
gboolean
attest_xml_read (const AttestXmlSource *source,
                 const AttestXmlHandler *handler,
                 gpointer data,
                 GError **error)
{
  AttestXml self = { .kept = g_string_new (NULL), .handler = handler, .data = data };
  gboolean read = FALSE;

  self.cancellable = source->cancellable;
  read = attest_container_read (source->container, source->part, piece_cb, &self, error);
  if (read && !self.stopped)
    finish (&self);
  g_clear_pointer (&self.parser, XML_ParserFree);
  g_string_free (self.kept, TRUE);
  if (self.error == NULL)
    return read;
  if (read)
    g_propagate_error (error, self.error);
  else
    g_error_free (self.error);
  return FALSE;
}

/* @name: an attribute's, without a prefix. Returns: (nullable): its value */
const char *
attest_xml_get (const char **attributes, const char *name)
{
  for (; *attributes != NULL; attributes += 2)
    if (strcmp (skip_prefix (*attributes), name) == 0)
      return attributes[1];
  return NULL;
}

/* @number: (out): set only if it returns %TRUE. Returns: whether the attribute is a whole number */
gboolean
attest_xml_get_number (const char **attributes, const char *name, guint64 *number)
{
  const char *value = attest_xml_get (attributes, name);

  return value != NULL && g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT32, number, NULL);
}

/* Returns: whether the attribute says yes, in either way that the formats know */
gboolean
attest_xml_get_flag (const char **attributes, const char *name)
{
  const char *value = attest_xml_get (attributes, name);

  return g_strcmp0 (value, "1") == 0 || g_strcmp0 (value, "true") == 0;
}
