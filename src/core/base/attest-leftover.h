/* What spreadsheets, web pages and encodings leave in a text. Private to this folder. */
#pragma once

#include "base/attest-text.h"

G_BEGIN_DECLS

AttestTextOddity attest_leftover_find (const char *text, AttestTextUse use);
char *attest_leftover_regain (const char *text);
char *attest_leftover_decode (const char *text, AttestTextUse use);

G_END_DECLS
