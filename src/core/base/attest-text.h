/* Text as people and other programs leave it: what is odd about it, and the tidy form. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_TEXT_OUTER_SPACE =
      1 << 0,                      /* blanks in front or behind, no-break and zero-width ones too */
  ATTEST_TEXT_FULL_WIDTH = 1 << 1, /* full-width forms of ASCII: ０-９, Ａ-Ｚ, （）, － */
  ATTEST_TEXT_DECOMPOSED = 1 << 2, /* not NFC, as Hangul from a Mac */
  ATTEST_TEXT_CONTROL = 1 << 3,    /* control characters; line ends too where @one_line */
} AttestTextOddity;

AttestTextOddity attest_text_find_oddities (const char *text, gboolean one_line);
char *attest_text_mend (const char *text, AttestTextOddity oddities, gboolean one_line);
char *attest_text_tidy (const char *text, gboolean one_line);
char *attest_text_compose (const char *text); /* NFC */
char *attest_text_shorten (const char *text, guint characters, guint lines);
gboolean attest_text_parse_integer (const char *text, gint64 *value);
char *
attest_text_fold_for_search (const char *text); /* NFC, case-folded; for "contains" searches */

G_END_DECLS
