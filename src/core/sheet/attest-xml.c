/* XML through expat: it takes any encoding a part may be in, a mark at its beginning, and any
 * prefix.
 *
 * Texts are handed over in pieces and never gathered here, so that a part of one endless text costs
 * nothing; spreadsheets have no document type, and what has one is not read.
 * Thread: the caller's. */
#include "attest-config.h"
#include "sheet/attest-xml.h"

#include <expat.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH 64 /* elements in elements */

struct _AttestXml
{
  XML_Parser parser;
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
  if (!self->stopped)
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

  if (self->stopped)
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

  if (self->stopped)
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

static gboolean
piece_cb (const char *piece, gsize length, gpointer user_data)
{
  AttestXml *self = user_data;
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    attest_xml_fail (self, error);
  else if (XML_Parse (self->parser, piece, (int) length, FALSE) != XML_STATUS_OK)
    fail_damaged (self);
  return !self->stopped;
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
  AttestXml self = { XML_ParserCreate (NULL), handler, data, source->cancellable };
  gboolean read = FALSE;

  XML_SetUserData (self.parser, &self);
  XML_SetElementHandler (self.parser, start_cb, end_cb);
  XML_SetCharacterDataHandler (self.parser, text_cb);
  XML_SetStartDoctypeDeclHandler (self.parser, doctype_cb);
  read = attest_container_read (source->container, source->part, piece_cb, &self, error);
  if (read && !self.stopped && XML_Parse (self.parser, "", 0, TRUE) != XML_STATUS_OK)
    fail_damaged (&self);
  XML_ParserFree (self.parser);
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
