/* What a field's descriptor alone says about the text in it. Main thread. */
#include "attest-config.h"
#include "check/attest-checker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/attest-date.h"
#include "base/attest-sign.h"
#include "base/attest-str.h"
#include "base/attest-text.h"

typedef struct
{
  AttestChecker *checker;
  const AttestSchema *schema;
  const AttestField *field;
  const char *text;
} Subject;

static const char *
get_label (const Subject *s)
{
  return attest_field_get_label (s->schema, s->field);
}

static void
report_missing (const Subject *s)
{
  attest_checker_report (s->checker,
                         ATTEST_SEVERITY_ERROR,
                         "required",
                         s->field->required_source,
                         s->field->kind == ATTEST_FIELD_CHOICE ? _ ("Choose a value for “%s”.")
                                                               : _ ("Fill in “%s”."),
                         get_label (s));
}

static void
check_length (const Subject *s)
{
  g_autofree char *composed = NULL;
  glong length = 0;

  if (s->field->max_length == 0 || strlen (s->text) <= s->field->max_length)
    return;
  composed = attest_text_compose (s->text);
  length = g_utf8_strlen (composed, -1);
  if (length <= (glong) s->field->max_length)
    return;
  attest_checker_report (s->checker,
                         s->field->max_length_source == ATTEST_SOURCE_DOCUMENT
                             ? ATTEST_SEVERITY_ERROR
                             : ATTEST_SEVERITY_WARNING,
                         "length",
                         s->field->max_length_source,
                         _ ("“%s” has %ld characters; %u are the most."),
                         get_label (s),
                         length,
                         s->field->max_length);
}

/* What is told of an oddity. */
typedef struct
{
  AttestTextOddity oddity;
  AttestSeverity severity;
  const char *rule;
  const char *message; /* the field, and the sign where the oddity is in one */
  const char *fix;     /* NULL: the text itself is lost */
} OddityWords;

/* In the order in which they are told; one problem a text is enough, its fix mends all. */
static const OddityWords oddities[] = {
  { ATTEST_TEXT_BROKEN,
    ATTEST_SEVERITY_ERROR,
    "broken-text",
    N_ ("A letter of “%s” was lost when it was read in another encoding: %s. Type it anew."),
    NULL },
  { ATTEST_TEXT_SHEET_ERROR,
    ATTEST_SEVERITY_WARNING,
    "sheet-error",
    N_ ("A spreadsheet left an error or a formula in “%s”. Type what should stand there."),
    NULL },
  { ATTEST_TEXT_SHEET_NUMBER,
    ATTEST_SEVERITY_WARNING,
    "sheet-number",
    N_ ("A spreadsheet shortened “%s” to a rounded number. Type all of its digits."),
    NULL },
  { ATTEST_TEXT_QUESTIONS,
    ATTEST_SEVERITY_WARNING,
    "question-marks",
    N_ ("Letters of “%s” were replaced by question marks, as programs do that do not know them. "
        "Type it anew."),
    NULL },
  { ATTEST_TEXT_ESCAPED,
    ATTEST_SEVERITY_WARNING,
    "escaped",
    N_ ("“%s” contains signs that a spreadsheet or a web page uses for itself."),
    N_ ("Write what they stand for") },
  { ATTEST_TEXT_CONTROL,
    ATTEST_SEVERITY_WARNING,
    "control-characters",
    N_ ("“%s” contains line ends or invisible control characters: %s. Remove them."),
    N_ ("Remove control characters") },
  { ATTEST_TEXT_INVISIBLE,
    ATTEST_SEVERITY_WARNING,
    "invisible",
    N_ ("“%s” contains what cannot be seen: %s. Remove it."),
    N_ ("Remove invisible signs") },
  { ATTEST_TEXT_LOOK_ALIKE,
    ATTEST_SEVERITY_WARNING,
    "look-alike",
    N_ ("“%s” contains a sign that looks like an ordinary one but is another: %s."),
    N_ ("Use ordinary signs") },
  { ATTEST_TEXT_FULL_WIDTH,
    ATTEST_SEVERITY_WARNING,
    "full-width",
    N_ ("“%s” contains full-width digits or letters. Use ordinary ones."),
    N_ ("Use ordinary digits and letters") },
  { ATTEST_TEXT_OUTER_SPACE,
    ATTEST_SEVERITY_WARNING,
    "outer-space",
    N_ ("“%s” begins or ends with a space. Remove it."),
    N_ ("Remove surrounding spaces") },
  { ATTEST_TEXT_DECOMPOSED,
    ATTEST_SEVERITY_WARNING,
    "decomposed",
    N_ ("“%s” contains letters split into parts, as some systems store Hangul. They are sent "
        "composed."),
    N_ ("Compose letters") },
};

/* What cannot be meant in any field, whatever it holds. */
#define NEVER_MEANT                                                                                \
  (ATTEST_TEXT_BROKEN | ATTEST_TEXT_SHEET_ERROR | ATTEST_TEXT_SHEET_NUMBER | ATTEST_TEXT_QUESTIONS \
   | ATTEST_TEXT_ESCAPED | ATTEST_TEXT_CONTROL | ATTEST_TEXT_INVISIBLE)

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
report_oddity (const Subject *s, const OddityWords *words, AttestSeverity severity)
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
                                get_label (s),
                                sign != NULL ? sign : "");
#pragma GCC diagnostic pop
}

static void
check_oddities (const Subject *s)
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
static gboolean
report_never_meant (const Subject *s, AttestSeverity severity, const char *guess)
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

static gboolean
is_same_word (const char *folded, const char *other)
{
  g_autofree char *other_folded = attest_text_fold_for_search (other);

  return strcmp (folded, other_folded) == 0;
}

/* Another case, or the label as it is shown in the user's language. */
static const AttestChoice *
guess_choice (const Subject *s)
{
  g_autofree char *tidy = attest_text_tidy (s->text, ATTEST_TEXT_CODE);
  g_autofree char *folded = attest_text_fold_for_search (tidy);

  for (const AttestChoice *c = s->field->choices; c->wire != NULL; c++)
    if (is_same_word (folded, c->wire)
        || is_same_word (folded, attest_choice_get_label (s->schema, c)))
      return c;
  return NULL;
}

static void
check_choice (const Subject *s)
{
  const AttestChoice *guess = NULL;
  AttestProblem *problem = NULL;
  g_autoptr (GString) list = NULL;

  if (attest_field_find_choice (s->field, s->text) != NULL)
    return;
  guess = guess_choice (s);
  if (report_never_meant (s, ATTEST_SEVERITY_ERROR, guess != NULL ? guess->wire : NULL))
    return;
  list = g_string_new (NULL);
  for (const AttestChoice *c = s->field->choices; c->wire != NULL; c++)
    g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", c->wire);
  problem = attest_checker_report (s->checker,
                                   ATTEST_SEVERITY_ERROR,
                                   "choice",
                                   ATTEST_SOURCE_DOCUMENT,
                                   /* TRANSLATORS: what was typed, the field, the values allowed */
                                   _ ("“%s” is not a value of “%s”. Choose one of: %s."),
                                   s->text,
                                   get_label (s),
                                   list->str);
  if (guess != NULL)
    attest_problem_offer (problem, guess->wire);
}

/* What was typed is understood, and @wire is what becomes of it. */
static void
report_date_form (const Subject *s, const char *wire)
{
  attest_problem_offer (attest_checker_report (s->checker,
                                               ATTEST_SEVERITY_WARNING,
                                               "date-form",
                                               ATTEST_SOURCE_DOCUMENT,
                                               _ ("“%s” is sent as %s."),
                                               get_label (s),
                                               wire),
                        wire);
}

/* What the field sends if everything that cannot be meant is taken out. */
static char *
guess_date (const Subject *s)
{
  g_autofree char *tidy = attest_text_tidy (s->text, get_use (s->field));
  GDate date = { 0 };
  gint64 moment = 0;

  if (s->field->kind == ATTEST_FIELD_DATE)
    return attest_date_parse (tidy, &date) != ATTEST_DATE_INVALID ? attest_date_format (&date)
                                                                  : NULL;
  return attest_date_time_parse (tidy, &moment) != ATTEST_DATE_INVALID
             ? attest_date_time_format (moment)
             : NULL;
}

static void
check_date (const Subject *s)
{
  GDate date = { 0 };
  g_autofree char *guess = NULL;
  g_autofree char *wire = NULL;

  switch (attest_date_parse (s->text, &date))
    {
    case ATTEST_DATE_WIRE:
      return;
    case ATTEST_DATE_OTHER_FORM:
      wire = attest_date_format (&date);
      report_date_form (s, wire);
      return;
    case ATTEST_DATE_INVALID:
    default:
      guess = guess_date (s);
      if (report_never_meant (s, ATTEST_SEVERITY_ERROR, guess))
        return;
      attest_checker_report (s->checker,
                             ATTEST_SEVERITY_ERROR,
                             "date",
                             ATTEST_SOURCE_DOCUMENT,
                             _ ("“%s” is not a date of the calendar, or can be read in two ways. "
                                "Write year, month and day, such as 20260320."),
                             s->text);
    }
}

/* A date alone is how people give a course's days, so it passes in silence: its one meaning is
 * told by the field's help. A time of another zone may change the day, so that is told. */
static void
check_date_time (const Subject *s)
{
  gint64 moment = 0;
  g_autofree char *guess = NULL;
  g_autofree char *wire = NULL;

  switch (attest_date_time_parse (s->text, &moment))
    {
    case ATTEST_DATE_WIRE:
      return;
    case ATTEST_DATE_OTHER_FORM:
      if (attest_date_parse (s->text, NULL) != ATTEST_DATE_INVALID)
        return;
      wire = attest_date_time_format (moment);
      report_date_form (s, wire);
      return;
    case ATTEST_DATE_INVALID:
    default:
      guess = guess_date (s);
      if (report_never_meant (s, ATTEST_SEVERITY_ERROR, guess))
        return;
      attest_checker_report (s->checker,
                             ATTEST_SEVERITY_ERROR,
                             "date",
                             ATTEST_SOURCE_DOCUMENT,
                             _ ("“%s” is not a date of the calendar, or can be read in two ways. "
                                "Write a date such as 2026-03-20, or a moment such as "
                                "2026-03-20T00:00:00.000Z."),
                             s->text);
    }
}

/* The number somebody meant who typed blanks, full-width digits or leading zeros. */
static char *
guess_integer (const char *text)
{
  g_autofree char *tidy = attest_text_tidy (text, ATTEST_TEXT_CODE);
  const char *digits = tidy;

  while (*digits == '0' && g_ascii_isdigit (digits[1]))
    digits++;
  return attest_text_parse_integer (digits, NULL) ? g_strdup (digits) : NULL;
}

static void
report_no_integer (const Subject *s)
{
  g_autofree char *guess = guess_integer (s->text);
  AttestProblem *problem = NULL;

  if (report_never_meant (s, ATTEST_SEVERITY_ERROR, guess))
    return;
  problem = attest_checker_report (s->checker,
                                   ATTEST_SEVERITY_ERROR,
                                   "integer",
                                   ATTEST_SOURCE_DOCUMENT,
                                   _ ("“%s” must be a whole number, such as 165."),
                                   get_label (s));
  if (guess != NULL)
    attest_problem_offer (problem, guess);
}

static void
check_integer (const Subject *s)
{
  gint64 number = 0;

  if (!attest_text_parse_integer (s->text, &number))
    report_no_integer (s);
  else if (number < s->field->minimum)
    attest_checker_report (s->checker,
                           ATTEST_SEVERITY_ERROR,
                           "minimum",
                           ATTEST_SOURCE_DOCUMENT,
                           _ ("“%s” must be at least %ld."),
                           get_label (s),
                           (long) s->field->minimum);
}

static gboolean
is_web_address (const char *text)
{
  const char *host = NULL;

  if (g_ascii_strncasecmp (text, "http://", 7) == 0)
    host = text + 7;
  else if (g_ascii_strncasecmp (text, "https://", 8) == 0)
    host = text + 8;
  return host != NULL && *host != '\0' && strchr ("/?#:", *host) == NULL
         && strpbrk (text, " \t\r\n<>\"") == NULL;
}

static void
check_url (const Subject *s)
{
  g_autofree char *tidy = attest_text_tidy (s->text, ATTEST_TEXT_LINE);
  AttestProblem *problem = NULL;
  g_autofree char *guess = NULL;

  if (is_web_address (tidy))
    {
      check_oddities (s);
      return;
    }
  if (report_never_meant (s, ATTEST_SEVERITY_WARNING, NULL))
    return;
  problem = attest_checker_report (s->checker,
                                   ATTEST_SEVERITY_WARNING,
                                   "url",
                                   ATTEST_SOURCE_SENSE,
                                   _ ("“%s” must be a whole web address that begins with http:// "
                                      "or https://."),
                                   get_label (s));
  guess = g_strconcat ("https://", tidy, NULL);
  if (strstr (tidy, "://") == NULL && strchr (tidy, '.') != NULL && is_web_address (guess))
    attest_problem_offer (problem, guess);
}

static void
check_text (const Subject *s)
{
  check_length (s);
  check_oddities (s);
}

static void (*const checks[]) (const Subject *) = {
  [ATTEST_FIELD_TEXT] = check_text,
  [ATTEST_FIELD_LONG_TEXT] = check_text,
  [ATTEST_FIELD_CHOICE] = check_choice,
  [ATTEST_FIELD_DATE] = check_date,
  [ATTEST_FIELD_DATE_TIME] = check_date_time,
  [ATTEST_FIELD_INTEGER] = check_integer,
  [ATTEST_FIELD_URL] = check_url,
};

/* Checks a field that holds text by its descriptor. */
void
attest_check_text_field (AttestChecker *self, AttestRecord *record, guint field)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  const Subject subject = {
    .checker = self,
    .schema = schema,
    .field = &schema->fields[field],
    .text = attest_record_get_text (record, field),
  };

  g_assert (subject.field->kind < G_N_ELEMENTS (checks) && checks[subject.field->kind] != NULL);
  if (!attest_str_is_blank (subject.text))
    checks[subject.field->kind](&subject);
  else if (subject.field->required)
    report_missing (&subject);
}
