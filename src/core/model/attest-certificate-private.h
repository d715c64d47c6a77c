/* Between the files of the certificate only. */
#pragma once

#include "model/attest-certificate.h"

G_BEGIN_DECLS

char *attest_certificate_explain_change (AttestRecord *before, AttestRecord *after, guint field);

G_END_DECLS
