/* Text as people and other programs leave it: what is odd about it, and the tidy form. */
#pragma once

#include "base/attest-fold.h"

#include <glib.h>

G_BEGIN_DECLS

/* Where a text stands. */
typedef enum
{
  ATTEST_TEXT_LONG, /* line ends and tabs are the writer's own */
  ATTEST_TEXT_LINE, /* names, places: one line */
  ATTEST_TEXT_CODE, /* numbers, ids, acronyms: one line, and each sign counts */
} AttestTextUse;

/* In the order in which they are told. */
typedef enum
{
  ATTEST_TEXT_BROKEN = 1 << 0,       /* U+FFFD: a letter was lost on the way */
  ATTEST_TEXT_SHEET_ERROR = 1 << 1,  /* the whole text is #REF!, #N/A, ######, =SUM(… */
  ATTEST_TEXT_SHEET_NUMBER = 1 << 2, /* a code is 1.23457E+11 */
  ATTEST_TEXT_QUESTIONS = 1 << 3,    /* ????? for letters that an encoding does not have */
  ATTEST_TEXT_GARBLED = 1 << 4,      /* read in another encoding: í•œë¹›, ÇÑºû */
  ATTEST_TEXT_ESCAPED = 1 << 5,      /* ="00501", _x000D_, &amp;, <br/> */
  ATTEST_TEXT_CONTROL = 1 << 6,      /* control characters; line ends where they have no place */
  ATTEST_TEXT_INVISIBLE = 1 << 7,    /* no look of their own, and not needed where they are */
  ATTEST_TEXT_LOOK_ALIKE = 1 << 8,   /* in a code: dashes, blanks, Cyrillic and Greek letters */
  ATTEST_TEXT_FULL_WIDTH = 1 << 9,   /* full-width forms of ASCII: ０-９, Ａ-Ｚ, （）, － */
  ATTEST_TEXT_OUTER_SPACE = 1 << 10, /* blanks in front or behind */
  ATTEST_TEXT_DECOMPOSED = 1 << 11,  /* not NFC, as Hangul from a Mac */
  ATTEST_TEXT_PRIVATE = 1 << 12,     /* signs of one font, or that Unicode does not have */
  ATTEST_TEXT_SHEET_DAY = 1 << 13,   /* a code is Jan-02 or 2-Jan, as which 1-2 is shown */
} AttestTextOddity;

/* What attest_text_mend() can do something about; of the rest the text itself is lost. */
#define ATTEST_TEXT_MENDABLE                                                                       \
  (ATTEST_TEXT_GARBLED | ATTEST_TEXT_ESCAPED | ATTEST_TEXT_CONTROL | ATTEST_TEXT_INVISIBLE         \
   | ATTEST_TEXT_LOOK_ALIKE | ATTEST_TEXT_FULL_WIDTH | ATTEST_TEXT_OUTER_SPACE                     \
   | ATTEST_TEXT_DECOMPOSED)

AttestTextOddity attest_text_find_oddities (const char *text, AttestTextUse use);
const char *attest_text_find_sign (const char *text, AttestTextOddity oddities, AttestTextUse use);
char *attest_text_mend (const char *text, AttestTextOddity oddities, AttestTextUse use);
char *attest_text_tidy (const char *text, AttestTextUse use);
gboolean attest_text_is_plain (const char *text);
char *attest_text_compose (const char *text); /* NFC */
char *attest_text_shorten (const char *text, guint characters, guint lines);
gboolean attest_text_ends_phrase (gunichar letter);
char **attest_text_split_phrases (const char *text);
gboolean attest_text_parse_integer (const char *text, gint64 *value);

void attest_text_append_raised (GString *out, const char *text, gsize length);

G_END_DECLS
