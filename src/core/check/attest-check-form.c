/* The rules across the fields of a certificate form. What blocks sending is in kolleges' document;
 * the rest is the meaning of the fields and what its certificates look like. Main thread. */
#include "attest-config.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "check/attest-checker.h"
#include "model/attest-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ERROR ATTEST_SEVERITY_ERROR
#define WARNING ATTEST_SEVERITY_WARNING
#define SENSE ATTEST_SOURCE_SENSE
#define DOCUMENT ATTEST_SOURCE_DOCUMENT

static void
check_prefix (AttestChecker *self, AttestRecord *record, guint field)
{
  const char *prefix = attest_record_get_text (record, field);
  g_autofree char *tidy = attest_text_tidy (prefix, ATTEST_TEXT_CODE);
  AttestProblem *problem = NULL;

  if (attest_str_is_blank (prefix) || strspn (prefix, G_CSET_A_2_Z G_CSET_a_2_z) == strlen (prefix))
    return;
  problem = attest_checker_report (
      self,
      ERROR,
      "prefix-letters",
      DOCUMENT,
      _ ("The prefix can contain only the letters A to Z, upper or lower case."));
  if (strspn (tidy, G_CSET_A_2_Z G_CSET_a_2_z) == strlen (tidy))
    attest_problem_offer (problem, tidy);
}

static void
check_course (AttestChecker *self, AttestRecord *record, guint field)
{
  AttestDateReading day;
  gint64 begin = 0;
  gint64 end = 0;

  if (attest_record_read_moment (record, ATTEST_FORM_COURSE_BEGIN, &day, &begin) == ATTEST_DATE_FINE
      && attest_record_read_moment (record, field, &day, &end) == ATTEST_DATE_FINE && end < begin)
    attest_checker_report (
        self, WARNING, "course-order", SENSE, _ ("The course ends before it begins."));
}

static void
check_tag (AttestChecker *self, AttestRecord *record, guint field)
{
  const char *tag = attest_record_get_text (record, field);
  g_autofree char *tidy = attest_text_tidy (tag, ATTEST_TEXT_LINE);
  const char *bare = tidy + strspn (tidy, "# ");

  if (*tidy == '\0')
    attest_checker_report (
        self, WARNING, "tag-blank", SENSE, _ ("This tag is empty and is not sent."));
  else if (attest_checker_stands_above (self, record, field))
    attest_checker_report (
        self, WARNING, "tag-duplicate", SENSE, _ ("This tag is already in the list."));
  else if (*tidy == '#')
    {
      AttestProblem *problem = attest_checker_report (
          self,
          WARNING,
          "tag-hash",
          SENSE,
          _ ("“#” is printed in front of every tag, so this one would have two."));
      if (*bare != '\0')
        attest_problem_offer (problem, bare);
    }
}

static void
check_same_order (AttestChecker *self, AttestRecord *record, guint field)
{
  if (attest_checker_stands_above (self, record, field))
    attest_checker_report (
        self,
        WARNING,
        "order-duplicate",
        SENSE,
        _ ("Another requirement has the same order, so it is not clear which comes first."));
}

const AttestRule attest_form_rules[] = {
  { &attest_form_schema, ATTEST_FORM_PREFIX, check_prefix },
  { &attest_form_schema, ATTEST_FORM_COURSE_END, check_course },
  { &attest_tag_schema, ATTEST_TAG_TEXT, check_tag },
  { &attest_requirement_schema, ATTEST_REQUIREMENT_ORDER, check_same_order },
  { NULL },
};
