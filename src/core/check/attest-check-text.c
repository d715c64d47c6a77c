/* What is odd about a text, in words: one table of them for every kind of field. Main thread. */
#include "attest-config.h"

#include "base/attest-sign.h"
#include "base/attest-text.h"
#include "check/attest-checker.h"

#include <glib/gi18n-lib.h>

/* What is told of an oddity. */
typedef struct
{
  AttestTextOddity oddity;
  AttestSeverity severity;
  const char *rule;
  const char *message; /* may name the sign the oddity is in */
  const char *fix;     /* NULL: the text itself is lost */
} OddityWords;

/* In the order in which they are told; one problem a text is enough, its fix mends all. */
static const OddityWords oddities[] = {
  { ATTEST_TEXT_BROKEN,
    ATTEST_SEVERITY_ERROR,
    "broken-text",
    N_ ("A character was lost by an encoding error: %s. Type it again."),
    NULL },
  { ATTEST_TEXT_SHEET_ERROR,
    ATTEST_SEVERITY_WARNING,
    "sheet-error",
    N_ ("Contains a spreadsheet error or a formula. Enter the actual value."),
    NULL },
  { ATTEST_TEXT_SHEET_NUMBER,
    ATTEST_SEVERITY_WARNING,
    "sheet-number",
    N_ ("Rounded by a spreadsheet. Enter all digits."),
    NULL },
  { ATTEST_TEXT_SHEET_DAY,
    ATTEST_SEVERITY_WARNING,
    "sheet-day",
    N_ ("A spreadsheet may have made a date of it. Compare it with the certificate."),
    NULL },
  { ATTEST_TEXT_QUESTIONS,
    ATTEST_SEVERITY_WARNING,
    "question-marks",
    N_ ("Some characters were replaced by question marks. Type it again."),
    NULL },
  { ATTEST_TEXT_PRIVATE,
    ATTEST_SEVERITY_WARNING,
    "private-character",
    N_ ("Contains a character that only some computers can show: %s. Replace it."),
    NULL },
  { ATTEST_TEXT_GARBLED,
    ATTEST_SEVERITY_WARNING,
    "garbled",
    N_ ("Read in the wrong encoding."),
    N_ ("Correct the encoding") },
  { ATTEST_TEXT_ESCAPED,
    ATTEST_SEVERITY_WARNING,
    "escaped",
    N_ ("Contains codes from a spreadsheet or web page."),
    N_ ("Replace the codes") },
  { ATTEST_TEXT_CONTROL,
    ATTEST_SEVERITY_WARNING,
    "control-characters",
    N_ ("Contains line breaks or invisible control characters: %s."),
    N_ ("Remove control characters") },
  { ATTEST_TEXT_INVISIBLE,
    ATTEST_SEVERITY_WARNING,
    "invisible",
    N_ ("Contains invisible characters: %s."),
    N_ ("Remove invisible characters") },
  { ATTEST_TEXT_LOOK_ALIKE,
    ATTEST_SEVERITY_WARNING,
    "look-alike",
    N_ ("Contains a character that looks like an ordinary one but is different: %s."),
    N_ ("Use ordinary characters") },
  { ATTEST_TEXT_FULL_WIDTH,
    ATTEST_SEVERITY_WARNING,
    "full-width",
    N_ ("Contains full-width digits or letters."),
    N_ ("Use ordinary digits and letters") },
  { ATTEST_TEXT_OUTER_SPACE,
    ATTEST_SEVERITY_WARNING,
    "outer-space",
    N_ ("Begins or ends with a space."),
    N_ ("Remove surrounding spaces") },
  { ATTEST_TEXT_DECOMPOSED,
    ATTEST_SEVERITY_WARNING,
    "decomposed",
    N_ ("Contains letters stored in parts. They are sent as whole letters."),
    N_ ("Join the parts of letters") },
};

/* What cannot be meant in any field, whatever it holds. */
#define NEVER_MEANT                                                                                \
  (ATTEST_TEXT_BROKEN | ATTEST_TEXT_SHEET_ERROR | ATTEST_TEXT_SHEET_NUMBER | ATTEST_TEXT_SHEET_DAY \
   | ATTEST_TEXT_QUESTIONS | ATTEST_TEXT_ESCAPED | ATTEST_TEXT_CONTROL | ATTEST_TEXT_INVISIBLE     \
   | ATTEST_TEXT_PRIVATE)

static AttestTextUse
get_use (const AttestField *field)
{
  switch (field->kind)
    {
    case ATTEST_FIELD_LONG_TEXT:
      return ATTEST_TEXT_LONG;
    case ATTEST_FIELD_TEXT:
    case ATTEST_FIELD_URL:
      return field->code ? ATTEST_TEXT_CODE : ATTEST_TEXT_LINE;
    default:
      return ATTEST_TEXT_CODE;
    }
}

static const OddityWords *
find_words (AttestTextOddity found)
{
  for (guint i = 0; i < G_N_ELEMENTS (oddities); i++)
    if ((found & oddities[i].oddity) != 0)
      return &oddities[i];
  return NULL;
}

static AttestProblem *
report_oddity (const AttestCheckSubject *s, const OddityWords *words, AttestSeverity severity)
{
  const char *at = attest_text_find_sign (s->text, words->oddity, get_use (s->field));
  g_autofree char *sign = at != NULL ? attest_sign_describe (s->text, at) : NULL;
  const char *message = _ (words->message);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return attest_checker_report (s->checker,
                                MIN (severity, words->severity),
                                words->rule,
                                ATTEST_SOURCE_SENSE,
                                message,
                                sign != NULL ? sign : "");
#pragma GCC diagnostic pop
}

/* What is odd about the text of a field that takes any text: one problem, with a fix. */
void
attest_check_oddities (const AttestCheckSubject *s)
{
  AttestTextUse use = get_use (s->field);
  AttestTextOddity found = attest_text_find_oddities (s->text, use);
  const OddityWords *words = find_words (found);
  AttestProblem *problem = NULL;
  g_autofree char *mended = NULL;

  if (words == NULL)
    return;
  problem = report_oddity (s, words, ATTEST_SEVERITY_WARNING);
  if (words->fix == NULL)
    return;
  /* What the mend uncovers is mended as well, but what is at home stays. */
  if ((found & ATTEST_TEXT_FULL_WIDTH) == 0)
    mended = attest_text_mend (s->text, ATTEST_TEXT_MENDABLE & ~ATTEST_TEXT_FULL_WIDTH, use);
  else
    mended = attest_text_tidy (s->text, use);
  attest_problem_set_fix (problem, _ (words->fix), mended);
}

/* Where a value cannot be understood: that something in it cannot be seen or was damaged is the
 * true reason, if there is one. @guess is what was meant, where that is known.
 *
 * Returns: whether that was told */
gboolean
attest_check_report_never_meant (const AttestCheckSubject *s,
                                 AttestSeverity severity,
                                 const char *guess)
{
  AttestTextOddity found = attest_text_find_oddities (s->text, get_use (s->field)) & NEVER_MEANT;
  const OddityWords *words = find_words (found);
  AttestProblem *problem = NULL;

  if (words == NULL)
    return FALSE;
  problem = report_oddity (s, words, severity);
  if (guess != NULL && words->fix != NULL)
    attest_problem_offer (problem, guess);
  return TRUE;
}
