/* The forms in which texts are compared, and wherein two that look the same differ. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *attest_text_fold_look (const char *text);       /* the same for texts that look the same */
char *attest_text_fold_code (const char *text);       /* and without regard to case: numbers, ids */
char *attest_text_fold_tight (const char *text);      /* and to blanks: ISO9001:2015 */
char *attest_text_fold_for_search (const char *text); /* for "contains" searches */
char *attest_text_fold_case (const char *text);       /* NFC, and nothing but case */
char *attest_text_explain_difference (const char *here, const char *there);

G_END_DECLS
