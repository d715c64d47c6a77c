/* What a field's descriptor alone says about the text in it. Main thread. */
#include "attest-config.h"

#include "base/attest-listing.h"
#include "base/attest-str.h"
#include "base/attest-text.h"
#include "check/attest-checker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_EXACT ((G_GINT64_CONSTANT (1) << 53) - 1)

static void
report_missing (const AttestCheckSubject *s)
{
  attest_checker_report (s->checker,
                         ATTEST_SEVERITY_ERROR,
                         "required",
                         s->field->required_source,
                         "%s",
                         /* TRANSLATORS: said of a field that is empty, beside its name */
                         C_ ("problem", "Required"));
}

static void
check_length (const AttestCheckSubject *s)
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
                         _ ("%ld characters; the limit is %u."),
                         length,
                         s->field->max_length);
}

static gboolean
is_same_word (const char *folded, const char *other)
{
  g_autofree char *other_folded = attest_text_fold_for_search (other);

  return strcmp (folded, other_folded) == 0;
}

/* Another case, or the label as it is shown in the user's language. */
static const AttestChoice *
guess_choice (const AttestCheckSubject *s)
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
check_choice (const AttestCheckSubject *s)
{
  const AttestChoice *guess = NULL;
  AttestProblem *problem = NULL;
  g_autoptr (GString) list = NULL;

  if (attest_field_find_choice (s->field, s->text) != NULL)
    return;
  guess = guess_choice (s);
  if (attest_check_report_never_meant (
          s, ATTEST_SEVERITY_ERROR, guess != NULL ? guess->wire : NULL))
    return;
  list = g_string_new (NULL);
  for (const AttestChoice *c = s->field->choices; c->wire != NULL; c++)
    attest_listing_add (list, c->wire);
  problem = attest_checker_report (s->checker,
                                   ATTEST_SEVERITY_ERROR,
                                   "choice",
                                   ATTEST_SOURCE_DOCUMENT,
                                   /* TRANSLATORS: what was typed, the values allowed */
                                   _ ("“%s” is not a possible value. Choose one of: %s."),
                                   s->text,
                                   list->str);
  if (guess != NULL)
    attest_problem_offer (problem, guess->wire);
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

/* What reads JSON has room for numbers up to 2^53, and takes another one for a larger one. */
static void
report_too_large (const AttestCheckSubject *s)
{
  attest_checker_report (s->checker,
                         ATTEST_SEVERITY_ERROR,
                         "maximum",
                         ATTEST_SOURCE_SENSE,
                         "%s",
                         _ ("This number is too large to arrive as it is."));
}

static void
report_no_integer (const AttestCheckSubject *s)
{
  g_autofree char *guess = guess_integer (s->text);
  AttestProblem *problem = NULL;

  if (attest_check_report_never_meant (s, ATTEST_SEVERITY_ERROR, guess))
    return;
  if (guess == NULL && attest_str_is_digits (s->text))
    {
      report_too_large (s);
      return;
    }
  problem = attest_checker_report (s->checker,
                                   ATTEST_SEVERITY_ERROR,
                                   "integer",
                                   ATTEST_SOURCE_DOCUMENT,
                                   "%s",
                                   _ ("Must be a whole number, such as 165."));
  if (guess != NULL)
    attest_problem_offer (problem, guess);
}

static void
check_integer (const AttestCheckSubject *s)
{
  gint64 number = 0;

  if (!attest_text_parse_integer (s->text, &number))
    report_no_integer (s);
  else if (number < s->field->minimum)
    attest_checker_report (s->checker,
                           ATTEST_SEVERITY_ERROR,
                           "minimum",
                           ATTEST_SOURCE_DOCUMENT,
                           _ ("Must be at least %ld."),
                           (long) s->field->minimum);
  else if (number > MOST_EXACT)
    report_too_large (s);
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
check_url (const AttestCheckSubject *s)
{
  g_autofree char *tidy = attest_text_tidy (s->text, ATTEST_TEXT_LINE);
  AttestProblem *problem = NULL;
  g_autofree char *guess = NULL;

  if (is_web_address (tidy))
    {
      attest_check_oddities (s);
      return;
    }
  if (attest_check_report_never_meant (s, ATTEST_SEVERITY_WARNING, NULL))
    return;
  problem = attest_checker_report (
      s->checker,
      ATTEST_SEVERITY_WARNING,
      "url",
      ATTEST_SOURCE_SENSE,
      "%s",
      _ ("Must be a complete web address starting with http:// or https://."));
  guess = g_strconcat ("https://", tidy, NULL);
  if (strstr (tidy, "://") == NULL && strchr (tidy, '.') != NULL && is_web_address (guess))
    attest_problem_offer (problem, guess);
}

static void
check_text (const AttestCheckSubject *s)
{
  check_length (s);
  attest_check_oddities (s);
}

static void (*const checks[]) (const AttestCheckSubject *) = {
  [ATTEST_FIELD_TEXT] = check_text,
  [ATTEST_FIELD_LONG_TEXT] = check_text,
  [ATTEST_FIELD_CHOICE] = check_choice,
  [ATTEST_FIELD_DATE] = attest_check_date,
  [ATTEST_FIELD_DATE_TIME] = attest_check_date_time,
  [ATTEST_FIELD_INTEGER] = check_integer,
  [ATTEST_FIELD_URL] = check_url,
};

/* Checks a field that holds text by its descriptor. */
void
attest_check_text_field (AttestChecker *self, AttestRecord *record, guint field)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  const AttestCheckSubject subject = {
    .checker = self,
    .record = record,
    .index = field,
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
