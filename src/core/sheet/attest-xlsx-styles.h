/* AttestXlsxStyles: what the styles of an XLSX file say of its cells. Thread: the reader's. */
#pragma once

#include "sheet/attest-number-format.h"
#include "sheet/attest-xml.h"

G_BEGIN_DECLS

typedef struct
{
  GHashTable *codes; /* number of a format → its code */
  GArray *formats;   /* of AttestNumberFormat, by style */
  GArray *fonts;     /* of gboolean: whether each strikes out */
  GArray *struck;    /* of gboolean, by style: likewise */
  gboolean in_formats;
  gboolean in_fonts;
} AttestXlsxStyles;

void attest_xlsx_styles_init (AttestXlsxStyles *self);
void attest_xlsx_styles_clear (AttestXlsxStyles *self);
gboolean
attest_xlsx_styles_read (AttestXlsxStyles *self, const AttestXmlSource *source, GError **error);
const AttestNumberFormat *attest_xlsx_styles_get_format (const AttestXlsxStyles *self, guint style);
gboolean attest_xlsx_styles_are_struck (const AttestXlsxStyles *self, guint style);
gboolean attest_xlsx_strikes (const char *name, const char **attributes);

G_END_DECLS
