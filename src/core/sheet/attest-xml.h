/* XML parts of a container, read as they are unpacked. */
#pragma once

#include "sheet/attest-container.h"

G_BEGIN_DECLS

typedef struct _AttestXml AttestXml;

/* Names come without their prefix: writers choose any. @attributes: name, value, …, NULL. */
typedef struct
{
  void (*start) (AttestXml *xml, const char *name, const char **attributes, gpointer data);
  void (*end) (AttestXml *xml, const char *name, gpointer data);
  void (*text) (AttestXml *xml, const char *text, gsize length, gpointer data);
} AttestXmlHandler;

typedef struct
{
  AttestContainer *container;
  const char *part;
  GCancellable *cancellable; /* (nullable) */
} AttestXmlSource;

gboolean attest_xml_read (const AttestXmlSource *source,
                          const AttestXmlHandler *handler,
                          gpointer data,
                          GError **error);
void attest_xml_fail (AttestXml *self, GError *error);

const char *attest_xml_get (const char **attributes, const char *name);
gboolean attest_xml_get_number (const char **attributes, const char *name, guint64 *number);
gboolean attest_xml_get_flag (const char **attributes, const char *name);

G_END_DECLS
