/* What a field's descriptor alone says about the text in it. Main thread. */
#include "attest-config.h"
#include "check/attest-checker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/attest-date.h"
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

/* Full-width signs are at home in East Asian text: only in codes, and in texts that have no other
 * East Asian letter, are they a slip of the input method. */
static gboolean
is_at_home_with_full_width (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    switch (g_unichar_get_script (g_utf8_get_char (p)))
      {
      case G_UNICODE_SCRIPT_HANGUL:
      case G_UNICODE_SCRIPT_HAN:
      case G_UNICODE_SCRIPT_HIRAGANA:
      case G_UNICODE_SCRIPT_KATAKANA:
      case G_UNICODE_SCRIPT_BOPOMOFO:
        return TRUE;
      default:
        break;
      }
  return FALSE;
}

/* In the order in which they are told; one problem a text is enough, its fix mends all. */
static const struct
{
  AttestTextOddity oddity;
  const char *rule;
  const char *message;
  const char *fix;
} oddities[] = {
  { ATTEST_TEXT_CONTROL,
    "control-characters",
    N_ ("“%s” contains line ends or invisible control characters. Remove them."),
    N_ ("Remove control characters") },
  { ATTEST_TEXT_FULL_WIDTH,
    "full-width",
    N_ ("“%s” contains full-width digits or letters. Use ordinary ones."),
    N_ ("Use ordinary digits and letters") },
  { ATTEST_TEXT_OUTER_SPACE,
    "outer-space",
    N_ ("“%s” begins or ends with a space. Remove it."),
    N_ ("Remove surrounding spaces") },
  { ATTEST_TEXT_DECOMPOSED,
    "decomposed",
    N_ ("“%s” contains letters split into parts, as some systems store Hangul. They are sent "
        "composed."),
    N_ ("Compose letters") },
};

static void
check_oddities (const Subject *s)
{
  gboolean one_line = s->field->kind != ATTEST_FIELD_LONG_TEXT;
  AttestTextOddity found = attest_text_find_oddities (s->text, one_line);
  g_autofree char *mended = NULL;

  if ((found & ATTEST_TEXT_FULL_WIDTH) != 0 && !s->field->code
      && is_at_home_with_full_width (s->text))
    found &= ~ATTEST_TEXT_FULL_WIDTH;
  for (guint i = 0; i < G_N_ELEMENTS (oddities); i++)
    if ((found & oddities[i].oddity) != 0)
      {
        AttestProblem *problem = NULL;
        const char *message = _ (oddities[i].message);

        mended = attest_text_mend (s->text, found, one_line);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        problem = attest_checker_report (s->checker,
                                         ATTEST_SEVERITY_WARNING,
                                         oddities[i].rule,
                                         ATTEST_SOURCE_SENSE,
                                         message,
                                         get_label (s));
#pragma GCC diagnostic pop
        attest_problem_set_fix (problem, _ (oddities[i].fix), mended);
        return;
      }
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
  g_autofree char *tidy = attest_text_tidy (s->text, TRUE);
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
  guess = guess_choice (s);
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

static void
check_date (const Subject *s)
{
  GDate date = { 0 };
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
  g_autofree char *tidy = attest_text_tidy (text, TRUE);
  const char *digits = tidy;

  while (*digits == '0' && g_ascii_isdigit (digits[1]))
    digits++;
  return attest_text_parse_integer (digits, NULL) ? g_strdup (digits) : NULL;
}

static void
check_integer (const Subject *s)
{
  gint64 number = 0;
  AttestProblem *problem = NULL;
  g_autofree char *guess = NULL;

  if (!attest_text_parse_integer (s->text, &number))
    {
      problem = attest_checker_report (s->checker,
                                       ATTEST_SEVERITY_ERROR,
                                       "integer",
                                       ATTEST_SOURCE_DOCUMENT,
                                       _ ("“%s” must be a whole number, such as 165."),
                                       get_label (s));
      guess = guess_integer (s->text);
      if (guess != NULL)
        attest_problem_offer (problem, guess);
    }
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
  g_autofree char *tidy = attest_text_tidy (s->text, TRUE);
  AttestProblem *problem = NULL;
  g_autofree char *guess = NULL;

  if (is_web_address (tidy))
    {
      check_oddities (s);
      return;
    }
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
