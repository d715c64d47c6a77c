/* The rules across the fields of a certificate: one small function each, in one array with the
 * field where it is told. Their reasons are in CertSearch's documents or, where those are silent,
 * in the meaning of the fields; only what can be nothing but a mistake blocks sending. Main thread.
 */
#include "attest-config.h"

#include "base/attest-date.h"
#include "base/attest-sign.h"
#include "base/attest-str.h"
#include "base/attest-text.h"
#include "check/attest-bodies.h"
#include "check/attest-checker.h"
#include "check/attest-countries.h"
#include "model/attest-certificate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ERROR ATTEST_SEVERITY_ERROR
#define WARNING ATTEST_SEVERITY_WARNING
#define SENSE ATTEST_SOURCE_SENSE
#define GLOSSARY ATTEST_SOURCE_GLOSSARY
#define DOCUMENT ATTEST_SOURCE_DOCUMENT

#define FIELD_END '\x1f' /* between texts that are compared as one */
#define CYCLE_YEARS 3
#define A_WEEK 7 /* less is a slip of the pen */
#define LAST_MONTHS 184

static gboolean
get_date (AttestRecord *record, guint field, GDate *date)
{
  AttestDateReading reading;

  attest_record_read_date (record, field, &reading);
  if (reading.fault == ATTEST_DATE_FINE)
    *date = reading.readings[0];
  return reading.fault == ATTEST_DATE_FINE;
}

static gboolean
has_status (AttestRecord *record, const char *status)
{
  return strcmp (attest_record_get_text (record, ATTEST_CERTIFICATE_STATUS), status) == 0;
}

/* Uploading a number again updates the certificate, so it may be wanted. A number that only looks
 * the same is another one to the service. */
static void
check_same_number (AttestChecker *self, AttestRecord *record, guint field)
{
  AttestPeers *peers = self->context->peers;
  const char *number = attest_record_get_text (record, field);
  const char *other =
      peers != NULL ? attest_peers_find_same_number (peers, self->context->owner, number) : NULL;
  g_autofree char *difference = NULL;

  if (other == NULL)
    return;
  difference = attest_text_explain_difference (number, attest_peers_get_number (peers, other));
  if (difference != NULL)
    attest_checker_report (self,
                           WARNING,
                           "same-number",
                           GLOSSARY,
                           _ ("Another certificate’s number looks the same but is different: %s. "
                              "CertSearch treats them as two certificates."),
                           difference);
  else if (attest_peers_get_was_accepted (peers, other))
    attest_checker_report (
        self,
        WARNING,
        "same-number",
        GLOSSARY,
        _ ("A certificate with this number was uploaded before. Sending this updates it."));
  else
    attest_checker_report (self,
                           WARNING,
                           "same-number",
                           GLOSSARY,
                           _ ("Another certificate has the same number. The one sent last replaces "
                              "the other."));
}

static void
check_original_issue (AttestChecker *self, AttestRecord *record, guint field)
{
  GDate original = { 0 };
  GDate issue = { 0 };

  if (get_date (record, field, &original)
      && get_date (record, ATTEST_CERTIFICATE_ISSUE_DATE, &issue)
      && g_date_compare (&original, &issue) > 0)
    attest_checker_report (self,
                           WARNING,
                           "original-after-issue",
                           SENSE,
                           _ ("The original issue date is after the issue date. It should be the "
                              "date of the very first issue."));
}

static void
check_future_issue (AttestChecker *self, AttestRecord *record, guint field)
{
  GDate issue = { 0 };

  if (has_status (record, "active") && get_date (record, field, &issue)
      && g_date_compare (&issue, &self->context->today) > 0)
    attest_checker_report (self,
                           WARNING,
                           "active-before-issue",
                           SENSE,
                           _ ("The status is active, but the issue date is in the future."));
}

static void
check_expiry_order (AttestChecker *self, AttestRecord *record, guint field)
{
  GDate issue = { 0 };
  GDate expiry = { 0 };
  int order = 0;

  if (!get_date (record, ATTEST_CERTIFICATE_ISSUE_DATE, &issue)
      || !get_date (record, field, &expiry))
    return;
  order = g_date_compare (&expiry, &issue);
  if (order < 0)
    attest_checker_report (
        self, ERROR, "expiry-before-issue", SENSE, _ ("The expiry date is before the issue date."));
  else if (order == 0)
    attest_checker_report (self,
                           WARNING,
                           "expiry-on-issue",
                           SENSE,
                           _ ("The certificate expires on the day it is issued."));
}

/* Who is certified anew before the old cycle ends keeps its days: the new cycle is added to the old
 * one (ISO/IEC 17021-1, 9.6.3.2). The old cycle is counted from the first issue; where it was
 * shifted meanwhile, the audit for the next one takes place in its last months. */
static gboolean
continues_cycle (AttestRecord *record, const GDate *issue, const GDate *expiry)
{
  GDate original = { 0 };
  GDate old_end = *expiry;
  int days = 0;

  if (!get_date (record, ATTEST_CERTIFICATE_ORIGINAL_ISSUE_DATE, &original)
      || g_date_compare (&original, issue) >= 0)
    return FALSE;
  g_date_subtract_years (&old_end, CYCLE_YEARS);
  days = g_date_days_between (issue, &old_end);
  return attest_date_is_anniversary (&original, &old_end) || (days > A_WEEK && days <= LAST_MONTHS);
}

/* Management-system certificates run in cycles of three years. */
static void
check_validity (AttestChecker *self, AttestRecord *record, guint field)
{
  GDate issue = { 0 };
  GDate limit = { 0 };
  GDate expiry = { 0 };

  if (!get_date (record, ATTEST_CERTIFICATE_ISSUE_DATE, &issue)
      || !get_date (record, field, &expiry))
    return;
  limit = issue;
  g_date_add_years (&limit, CYCLE_YEARS);
  if (g_date_compare (&expiry, &limit) > 0 && !continues_cycle (record, &issue, &expiry))
    attest_checker_report (self,
                           WARNING,
                           "long-validity",
                           SENSE,
                           _ ("The expiry date is more than three years after the issue date."));
}

static void
check_expired (AttestChecker *self, AttestRecord *record, guint field)
{
  GDate expiry = { 0 };
  int order = 0;

  if (!get_date (record, field, &expiry))
    return;
  order = g_date_compare (&expiry, &self->context->today);
  if (has_status (record, "active") && order < 0)
    attest_checker_report (self,
                           WARNING,
                           "active-after-expiry",
                           SENSE,
                           _ ("The status is active, but the expiry date has passed."));
  if (has_status (record, "expired") && order > 0)
    attest_checker_report (self,
                           WARNING,
                           "expired-before-expiry",
                           SENSE,
                           _ ("The status is expired, but the expiry date is in the future."));
}

static void
check_renaming (AttestChecker *self, AttestRecord *record, guint field)
{
  AttestPeers *peers = self->context->peers;
  const char *id = attest_record_get_text (record, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID);
  const char *name = attest_record_get_text (record, field);
  const char *other =
      peers != NULL ? attest_peers_find_other_name (peers, self->context->owner, id, name) : NULL;
  g_autofree char *difference = other != NULL ? attest_text_explain_difference (name, other) : NULL;

  if (difference != NULL)
    attest_checker_report (self,
                           WARNING,
                           "same-id-other-name",
                           GLOSSARY,
                           _ ("Another certificate uses this unique ID with a name that looks the "
                              "same but is different: %s."),
                           difference);
  else if (other != NULL)
    attest_checker_report (self,
                           WARNING,
                           "same-id-other-name",
                           GLOSSARY,
                           attest_peers_accepted_pair (peers, id, other)
                               ? _ ("An accepted certificate has this unique ID with the name "
                                    "“%s”. The name sent last appears on all certificates of the "
                                    "entity.")
                               : _ ("Another certificate has this unique ID with the name “%s”. "
                                    "The name sent last appears on all certificates of the "
                                    "entity."),
                           other);
}

/* Letters and digits of any script, and these signs; whether blanks are allowed is not clear from
 * the glossary, so they pass. */
static gboolean
is_allowed_in_id (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == ' '
         || (c < 0x80 && strchr ("@#-+=\\/:;,~_.", (int) c) != NULL);
}

static void
check_unique_id (AttestChecker *self, AttestRecord *record, guint field)
{
  const char *id = attest_record_get_text (record, field);
  const char *p = id;
  char sign[7] = "";

  /* What cannot be seen or has a look-alike in ASCII has its own problem with a fix. */
  while (*p != '\0'
         && (is_allowed_in_id (g_utf8_get_char (p)) || !g_unichar_isgraph (g_utf8_get_char (p))
             || attest_sign_is_unseen (g_utf8_get_char (p))
             || attest_sign_get_ascii (id, p) != '\0'))
    p = g_utf8_next_char (p);
  if (*p == '\0')
    return;
  g_unichar_to_utf8 (g_utf8_get_char (p), sign);
  attest_checker_report (self,
                         WARNING,
                         "unique-id-characters",
                         GLOSSARY,
                         _ ("“%s” is not allowed in a unique ID. Use letters, digits and "
                            "@ # - + = \\ / : ; , ~ _ . only."),
                         sign);
}

static void
check_second_entity (AttestChecker *self, AttestRecord *record, guint field)
{
  AttestPeers *peers = self->context->peers;
  const char *name = attest_record_get_text (record, ATTEST_CERTIFICATE_ENTITY_NAME);
  const char *id = attest_record_get_text (record, field);
  const char *other =
      peers != NULL ? attest_peers_find_other_id (peers, self->context->owner, name, id) : NULL;
  g_autofree char *difference = other != NULL ? attest_text_explain_difference (id, other) : NULL;

  if (difference != NULL)
    attest_checker_report (self,
                           WARNING,
                           "same-name-other-id",
                           GLOSSARY,
                           _ ("Another certificate has this entity with a unique ID that looks the "
                              "same but is different: %s. A different ID creates a second entity."),
                           difference);
  else if (other != NULL)
    attest_checker_report (self,
                           WARNING,
                           "same-name-other-id",
                           GLOSSARY,
                           attest_peers_accepted_pair (peers, other, name)
                               ? _ ("An accepted certificate has this entity with unique ID “%s”. "
                                    "A different ID creates a second entity.")
                               : _ ("Another certificate has this entity with unique ID “%s”. A "
                                    "different ID creates a second entity."),
                           other);
}

/* 123-45-67890 and 1234567890 are one company for a person, and two for a service. */
static void
check_spelling (AttestChecker *self, AttestRecord *record, guint field)
{
  AttestPeers *peers = self->context->peers;
  const char *id = attest_record_get_text (record, field);
  const char *name = attest_record_get_text (record, ATTEST_CERTIFICATE_ENTITY_NAME);
  const char *owner = self->context->owner;
  const char *other = peers != NULL ? attest_peers_find_other_spelling (peers, owner, id) : NULL;

  if (other != NULL && attest_peers_find_other_id (peers, owner, name, id) == NULL)
    attest_checker_report (self,
                           WARNING,
                           "id-other-spelling",
                           SENSE,
                           _ ("Another certificate has this unique ID as “%s”. Another spelling "
                              "creates a second entity."),
                           other);
}

/* Post codes in Korea have five digits; a spreadsheet drops a zero at the beginning. */
static void
check_post_code (AttestChecker *self, const char *country, const char *code)
{
  g_autofree char *whole = g_strconcat ("0", code, NULL);

  if (g_str_equal (country, "Korea, Republic of") && strlen (code) == 4
      && strspn (code, "0123456789") == 4)
    attest_problem_offer (
        attest_checker_report (
            self,
            WARNING,
            "post-code-short",
            SENSE,
            _ ("Post codes in Korea have five digits. A spreadsheet may have dropped a zero.")),
        whole);
}

static void
check_entity_post_code (AttestChecker *self, AttestRecord *record, guint field)
{
  check_post_code (self,
                   attest_record_get_text (record, ATTEST_CERTIFICATE_ENTITY_COUNTRY),
                   attest_record_get_text (record, field));
}

static void
check_site_post_code (AttestChecker *self, AttestRecord *record, guint field)
{
  check_post_code (self,
                   attest_record_get_text (record, ATTEST_SITE_COUNTRY),
                   attest_record_get_text (record, field));
}

static void
check_country (AttestChecker *self, AttestRecord *record, guint field)
{
  const char *country = attest_record_get_text (record, field);
  const char *name = NULL;

  if (attest_str_is_blank (country))
    return;
  switch (attest_countries_match (country, &name))
    {
    case ATTEST_COUNTRY_ALIAS:
      attest_problem_offer (
          attest_checker_report (self,
                                 WARNING,
                                 "country-alias",
                                 GLOSSARY,
                                 _ ("CertSearch may not know “%s”. Its name for this country is "
                                    "probably “%s”."),
                                 country,
                                 name),
          name);
      return;
    case ATTEST_COUNTRY_UNKNOWN:
      attest_checker_report (self,
                             WARNING,
                             "country-unknown",
                             GLOSSARY,
                             _ ("“%s” is not on the list of country names. Check the spelling, or "
                                "that CertSearch knows it."),
                             country);
      return;
    case ATTEST_COUNTRY_KNOWN:
    default:
      return;
    }
}

/* Which of the two is right nobody knows; the name was chosen or typed more deliberately. */
static void
check_body (AttestChecker *self, AttestRecord *record, guint field)
{
  const char *typed = attest_record_get_text (record, field);
  const char *name = attest_record_get_text (record, ATTEST_CERTIFICATE_AB_NAME);
  const char *known = attest_bodies_find_by_acronym (typed);
  const char *right = attest_bodies_find_by_name (name);

  if (known != NULL && right != NULL && strcmp (known, right) != 0)
    attest_problem_offer (
        attest_checker_report (self,
                               WARNING,
                               "other-body",
                               SENSE,
                               /* TRANSLATORS: an acronym, another body's name, its acronym */
                               _ ("“%s” is a different body from “%s”, whose acronym is %s."),
                               typed,
                               name,
                               right),
        right);
}

/* The statuses with which CertSearch shows a certificate to the public; its documents disagree on
 * `cancelled`. */
static void
check_confidential (AttestChecker *self, AttestRecord *record, guint field)
{
  static const char *const public_statuses[] = { "active", "suspended", "withdrawn", "expired" };

  if (attest_record_get_flag (record, field) != ATTEST_FLAG_YES)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (public_statuses); i++)
    if (has_status (record, public_statuses[i]))
      attest_checker_report (self,
                             WARNING,
                             "confidential-but-public",
                             SENSE,
                             _ ("The entity is confidential, but certificates with this status are "
                                "public. Check that this is intended."));
}

static gboolean
has_sites (AttestRecord *record)
{
  AttestRecordList *sites = attest_record_get_list (record, ATTEST_CERTIFICATE_SITES);

  for (guint i = 0; i < attest_record_list_get_length (sites); i++)
    if (!attest_record_is_blank (attest_record_list_get (sites, i)))
      return TRUE;
  return FALSE;
}

/* An empty array deletes every stored site, so it takes an explicit choice, and that is told. */
static void
check_sites (AttestChecker *self, AttestRecord *record, guint field)
{
  const char *mode = attest_record_get_text (record, ATTEST_CERTIFICATE_SITES_MODE);

  if (strcmp (mode, ATTEST_SITES_REMOVE) == 0)
    attest_checker_report (self,
                           WARNING,
                           "sites-remove",
                           DOCUMENT,
                           _ ("All sites that CertSearch has stored for this certificate will be "
                              "deleted."));
  else if (strcmp (mode, ATTEST_SITES_REPLACE) == 0)
    {
      if (!has_sites (record))
        attest_checker_report (self,
                               ERROR,
                               "sites-empty",
                               DOCUMENT,
                               _ ("The list of sites is empty. Add a site, or choose to keep or "
                                  "remove the stored sites."));
    }
  else if (has_sites (record))
    attest_checker_report (
        self,
        WARNING,
        "sites-not-sent",
        SENSE,
        _ ("These sites are not sent, because those in CertSearch stay as they are."));
}

static void
check_site_address (AttestChecker *self, AttestRecord *record, guint field)
{
  if (attest_str_is_blank (attest_record_get_text (record, field))
      && attest_str_is_blank (attest_record_get_text (record, ATTEST_SITE_CITY)))
    attest_checker_report (self,
                           WARNING,
                           "site-address",
                           GLOSSARY,
                           _ ("Enter the street or the city of this site, or both."));
}

/* All of it: two sites of one town with nothing but their scopes can be two. */
static void
check_same_site (AttestChecker *self, AttestRecord *record, guint field)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  g_autoptr (GString) all = g_string_new (NULL);

  if (attest_checker_is_alone (record))
    return;
  for (guint i = 0; i < schema->n_fields; i++)
    {
      g_string_append (all, attest_record_get_text (record, i));
      g_string_append_c (all, FIELD_END);
    }
  if (attest_checker_note (self, "site", attest_text_fold_tight (all->str)))
    attest_checker_report (
        self, WARNING, "same-site", SENSE, _ ("This site is already in the list."));
}

/* One scheme may stand twice, with other standards. */
static void
check_same_scheme (AttestChecker *self, AttestRecord *record, guint field)
{
  g_autofree char *scheme = attest_text_fold_tight (attest_record_get_text (record, field));
  AttestRecordList *standards = attest_record_get_list (record, ATTEST_SCHEME_STANDARDS);
  g_autoptr (GTree) own = attest_checker_new_texts ();
  const char *twice = NULL;

  if (attest_checker_is_alone (record))
    return;
  for (guint i = 0; i < attest_record_list_get_length (standards); i++)
    {
      AttestRecord *standard = attest_record_list_get (standards, i);
      const char *name = attest_record_get_text (standard, ATTEST_STANDARD_NAME);
      char *folded = attest_text_fold_tight (name);
      gboolean is_first = g_tree_lookup_node (own, folded) == NULL;

      g_tree_insert (own, folded, NULL);
      if (is_first && *scheme != '\0' && *folded != '\0'
          && attest_checker_note (self, "scheme", g_strconcat (scheme, "\n", folded, NULL)))
        twice = name;
    }
  if (twice != NULL)
    attest_checker_report (self,
                           WARNING,
                           "same-scheme",
                           SENSE,
                           /* TRANSLATORS: %s is a standard: “ISO 9001:2015” */
                           _ ("This scheme is already in the list with “%s”."),
                           twice);
}

static void
check_same_standard (AttestChecker *self, AttestRecord *record, guint field)
{
  if (attest_checker_stands_above (self, record, field))
    attest_checker_report (self,
                           WARNING,
                           "same-standard",
                           SENSE,
                           _ ("This standard is already in the list of this scheme."));
}

const AttestRule attest_certificate_rules[] = {
  { &attest_certificate_schema, ATTEST_CERTIFICATE_NUMBER, check_same_number },
  { &attest_certificate_schema, ATTEST_CERTIFICATE_ORIGINAL_ISSUE_DATE, check_original_issue },
  { &attest_certificate_schema, ATTEST_CERTIFICATE_ISSUE_DATE, check_future_issue },
  { &attest_certificate_schema, ATTEST_CERTIFICATE_EXPIRY_DATE, check_expiry_order },
  { &attest_certificate_schema, ATTEST_CERTIFICATE_EXPIRY_DATE, check_validity },
  { &attest_certificate_schema, ATTEST_CERTIFICATE_EXPIRY_DATE, check_expired },
  { &attest_certificate_schema, ATTEST_CERTIFICATE_ENTITY_NAME, check_renaming },
  { &attest_certificate_schema, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID, check_unique_id },
  { &attest_certificate_schema, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID, check_second_entity },
  { &attest_certificate_schema, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID, check_spelling },
  { &attest_certificate_schema, ATTEST_CERTIFICATE_ENTITY_POST_CODE, check_entity_post_code },
  { &attest_certificate_schema, ATTEST_CERTIFICATE_ENTITY_COUNTRY, check_country },
  { &attest_certificate_schema, ATTEST_CERTIFICATE_CONFIDENTIAL, check_confidential },
  { &attest_certificate_schema, ATTEST_CERTIFICATE_AB_ACRONYM, check_body },
  { &attest_certificate_schema, ATTEST_CERTIFICATE_SITES, check_sites },
  { &attest_scheme_schema, ATTEST_SCHEME_NAME, check_same_scheme },
  { &attest_site_schema, ATTEST_SITE_STREET, check_site_address },
  { &attest_site_schema, ATTEST_SITE_STREET, check_same_site },
  { &attest_site_schema, ATTEST_SITE_COUNTRY, check_country },
  { &attest_site_schema, ATTEST_SITE_POSTCODE, check_site_post_code },
  { &attest_standard_schema, ATTEST_STANDARD_NAME, check_same_standard },
  { NULL },
};
