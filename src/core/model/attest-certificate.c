/* The tables of a certificate and of the schemes, standards and sites in it.
 *
 * Keys, order, required fields and choices: CertSearch's document for `upload-cert`. Lengths: its
 * field glossary for file templates, which the API probably shares, so they only warn. */
#include "attest-config.h"
#include "model/attest-certificate-private.h"

#include <glib/gi18n-lib.h>

#define CERTIFICATE NC_ ("certificate", "Certificate")
#define ENTITY NC_ ("certificate", "Certified entity")
#define ACCREDITATION_BODY NC_ ("certificate", "Accreditation body")
#define CERTIFICATION_BODY NC_ ("certificate", "Certification body")
#define SCHEMES NC_ ("certificate", "Schemes and standards")
#define SITES NC_ ("certificate", "Sites")

/* Wire values stay English; `hidden` is what the CertSearch console calls a draft. */
static const AttestChoice status_choices[] = {
  { "active", NC_ ("certificate", "Active"), NC_ ("certificate", "Valid and in force") },
  { "inactive",
    NC_ ("certificate", "Inactive"),
    NC_ ("certificate", "Not valid, and none of the other statuses fits") },
  { "suspended",
    NC_ ("certificate", "Suspended"),
    NC_ ("certificate", "Temporarily invalid by decision of the certification body") },
  { "cancelled", NC_ ("certificate", "Cancelled"), NC_ ("certificate", "Ended permanently") },
  { "hidden",
    NC_ ("certificate", "Hidden (Draft in CertSearch)"),
    NC_ ("certificate",
         "Stored in CertSearch but not public. CertSearch shows it as “Draft”; this is unrelated "
         "to the drafts in this program.") },
  { "withdrawn",
    NC_ ("certificate", "Withdrawn"),
    NC_ ("certificate", "Withdrawn by the certification body") },
  { "expired",
    NC_ ("certificate", "Expired"),
    NC_ ("certificate", "The expiry date passed without renewal") },
  { NULL },
};

static const AttestChoice accreditation_status_choices[] = {
  { "Accredited", NC_ ("certificate", "Accredited") },
  { "Unaccredited", NC_ ("certificate", "Unaccredited") },
  { NULL },
};

static const AttestChoice type_suggestions[] = {
  { "Management System" },
  { NULL },
};

static const AttestChoice sites_mode_choices[] = {
  { ATTEST_SITES_LEAVE,
    NC_ ("certificate", "Sites in CertSearch stay as they are"),
    NC_ ("certificate", "Nothing about sites is sent.") },
  { ATTEST_SITES_REPLACE,
    NC_ ("certificate", "These sites replace those in CertSearch"),
    NC_ ("certificate", "The sites below replace those stored in CertSearch.") },
  { ATTEST_SITES_REMOVE,
    NC_ ("certificate", "All sites in CertSearch are deleted"),
    NC_ ("certificate", "Every site stored in CertSearch for this certificate is deleted.") },
  { NULL },
};

/* An emptied list is never "remove all": that takes the explicit choice. */
static AttestPresence
get_sites_presence (AttestRecord *record)
{
  const char *mode = attest_record_get_text (record, ATTEST_CERTIFICATE_SITES_MODE);
  AttestRecordList *sites = attest_record_get_list (record, ATTEST_CERTIFICATE_SITES);

  if (g_str_equal (mode, ATTEST_SITES_REMOVE))
    return ATTEST_PRESENCE_EMPTY;
  if (g_str_equal (mode, ATTEST_SITES_REPLACE) && attest_record_list_get_length (sites) > 0)
    return ATTEST_PRESENCE_LIST;
  return ATTEST_PRESENCE_OMITTED;
}

static void
sites_were_read (AttestRecord *record, guint n_sites)
{
  attest_record_set_text (record,
                          ATTEST_CERTIFICATE_SITES_MODE,
                          n_sites > 0 ? ATTEST_SITES_REPLACE : ATTEST_SITES_REMOVE);
}

static const AttestField certificate_fields[] = {
  [ATTEST_CERTIFICATE_NUMBER] = {
    .name = "number",
    .key = "certificate_number",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("certificate", "Certificate number"),
    .caption = NC_ ("certificate", "Number"),
    .help = NC_ ("certificate",
                 "As printed on the certificate. Uploading the same number again updates it."),
    .section = CERTIFICATE,
    .width = 24,
    .required = TRUE,
    .max_length = 60,
    .max_length_source = ATTEST_SOURCE_GLOSSARY,
    .code = TRUE,
    .own = TRUE,
  },
  [ATTEST_CERTIFICATE_STATUS] = {
    .name = "status",
    .key = "certification_status",
    .kind = ATTEST_FIELD_CHOICE,
    .label = NC_ ("certificate", "Status"),
    .section = CERTIFICATE,
    .width = 24,
    .required = TRUE,
    .choices = status_choices,
  },
  [ATTEST_CERTIFICATE_ACCREDITATION_STATUS] = {
    .name = "accreditation-status",
    .key = "certificate_accreditation_status",
    .kind = ATTEST_FIELD_CHOICE,
    .label = NC_ ("certificate", "Accreditation status"),
    .section = CERTIFICATE,
    .width = 24,
    .choices = accreditation_status_choices,
    .detail = ATTEST_DETAIL_USUAL,
  },
  [ATTEST_CERTIFICATE_TYPE] = {
    .name = "type",
    .key = "certification_type",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("certificate", "Certification type"),
    .caption = NC_ ("certificate", "Type"),
    .help = NC_ ("certificate", "CertSearch’s newer documents list only “Management System”."),
    .section = CERTIFICATE,
    .width = 24,
    .required = TRUE,
    .choices = type_suggestions,
    .detail = ATTEST_DETAIL_USUAL,
    .pool = "certification-type",
  },
  [ATTEST_CERTIFICATE_SCOPE] = {
    .name = "scope",
    .key = "certification_scope",
    .kind = ATTEST_FIELD_LONG_TEXT,
    .label = NC_ ("certificate", "Scope of certification"),
    .caption = NC_ ("certificate", "Scope"),
    .section = CERTIFICATE,
    .width = 60,
    .own = TRUE,
    .pool = "scope",
  },
  [ATTEST_CERTIFICATE_ORIGINAL_ISSUE_DATE] = {
    .name = "original-issue-date",
    .key = "certification_original_issue_date",
    .kind = ATTEST_FIELD_DATE,
    .label = NC_ ("certificate", "Original issue date"),
    .help = NC_ ("certificate", "When the certificate was issued for the first time."),
    .section = CERTIFICATE,
    .width = 12,
    .own = TRUE,
  },
  [ATTEST_CERTIFICATE_ISSUE_DATE] = {
    .name = "issue-date",
    .key = "certification_issue_date",
    .kind = ATTEST_FIELD_DATE,
    .label = NC_ ("certificate", "Issue date"),
    .help = NC_ ("certificate", "When this edition was issued: the latest issue or renewal."),
    .section = CERTIFICATE,
    .width = 12,
    .required = TRUE,
    .own = TRUE,
  },
  [ATTEST_CERTIFICATE_EXPIRY_DATE] = {
    .name = "expiry-date",
    .key = "certification_expiry_date",
    .kind = ATTEST_FIELD_DATE,
    .label = NC_ ("certificate", "Expiry date"),
    .section = CERTIFICATE,
    .width = 12,
    .required = TRUE,
    .own = TRUE,
  },
  [ATTEST_CERTIFICATE_ENTITY_NAME] = {
    .name = "entity-name",
    .key = "certified_entity_name",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("certificate", "Entity name"),
    .caption = NC_ ("certificate", "Name"),
    .help = NC_ ("certificate", "The legal name, as in the national register."),
    .section = ENTITY,
    .width = 40,
    .required = TRUE,
    .max_length = 300,
    .max_length_source = ATTEST_SOURCE_GLOSSARY,
  },
  [ATTEST_CERTIFICATE_ENTITY_ENGLISH_NAME] = {
    .name = "entity-english-name",
    .key = "certified_entity_english_name",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("certificate", "English name"),
    .section = ENTITY,
    .width = 40,
  },
  [ATTEST_CERTIFICATE_ENTITY_TRADING_NAME] = {
    .name = "entity-trading-name",
    .key = "certified_entity_trading_name",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("certificate", "Trading name"),
    .section = ENTITY,
    .width = 40,
    .max_length = 500,
    .max_length_source = ATTEST_SOURCE_GLOSSARY,
  },
  [ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID] = {
    .name = "entity-unique-id",
    .key = "certified_entity_unique_id",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("certificate", "Unique ID"),
    .help = NC_ ("certificate",
                 "Your own client number. The same ID with another name renames the entity; a different ID for the same company creates a second entity."),
    .section = ENTITY,
    .width = 40,
    .required = TRUE,
    .max_length = 45,
    .max_length_source = ATTEST_SOURCE_GLOSSARY,
    .code = TRUE,
  },
  [ATTEST_CERTIFICATE_ENTITY_STREET] = {
    .name = "entity-street",
    .key = "certified_entity_street_address",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("certificate", "Street address"),
    .section = ENTITY,
    .width = 60,
    .pool = "street",
  },
  [ATTEST_CERTIFICATE_ENTITY_CITY] = {
    .name = "entity-city",
    .key = "certified_entity_street_city",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("certificate", "City"),
    .section = ENTITY,
    .width = 24,
    .pool = "city",
  },
  [ATTEST_CERTIFICATE_ENTITY_STATE] = {
    .name = "entity-state",
    .key = "certified_entity_state",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("certificate", "State or province"),
    .section = ENTITY,
    .width = 24,
    .pool = "state",
  },
  [ATTEST_CERTIFICATE_ENTITY_POST_CODE] = {
    .name = "entity-post-code",
    .key = "certified_entity_post_code",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("certificate", "Post code"),
    .section = ENTITY,
    .width = 12,
    .code = TRUE,
  },
  [ATTEST_CERTIFICATE_ENTITY_COUNTRY] = {
    .name = "entity-country",
    .key = "certified_entity_country",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("certificate", "Country"),
    .help = NC_ ("certificate", "By name, as CertSearch lists it, such as “Korea, Republic of”."),
    .section = ENTITY,
    .width = 24,
    .required = TRUE,
    .detail = ATTEST_DETAIL_USUAL,
    .pool = "country",
  },
  [ATTEST_CERTIFICATE_ENTITY_WEBSITE] = {
    .name = "entity-website",
    .key = "certified_entity_website",
    .kind = ATTEST_FIELD_URL,
    .label = NC_ ("certificate", "Website"),
    .help = NC_ ("certificate", "With http:// or https:// in front."),
    .section = ENTITY,
    .width = 60,
  },
  [ATTEST_CERTIFICATE_CONFIDENTIAL] = {
    .name = "confidential",
    .key = "confidential_certified_entity",
    .kind = ATTEST_FIELD_FLAG,
    .label = NC_ ("certificate", "Confidential entity"),
    .help = NC_ ("certificate", "If “Yes”, the entity’s details are not shown to the public."),
    .section = ENTITY,
    .width = 24,
  },
  [ATTEST_CERTIFICATE_AB_NAME] = {
    .name = "ab-name",
    .key = "accreditation_body_name",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("certificate", "Accreditation body name"),
    .caption = NC_ ("certificate", "Full name"),
    .help = NC_ ("certificate", "Exactly as in the accreditation body’s own CertSearch profile."),
    .section = ACCREDITATION_BODY,
    .width = 60,
    .required = TRUE,
    .detail = ATTEST_DETAIL_FIXED,
    .pool = "ab-name",
  },
  [ATTEST_CERTIFICATE_AB_ACRONYM] = {
    .name = "ab-acronym",
    .key = "accreditation_body_acronym_name",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("certificate", "Accreditation body acronym"),
    .caption = NC_ ("certificate", "Acronym"),
    .section = ACCREDITATION_BODY,
    .width = 12,
    .required = TRUE,
    .code = TRUE,
    .detail = ATTEST_DETAIL_FIXED,
  },
  [ATTEST_CERTIFICATE_CB_NAME] = {
    .name = "cb-name",
    .key = "certification_body_name",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("certificate", "Certification body name"),
    .caption = NC_ ("certificate", "Full name"),
    .help = NC_ ("certificate",
                 "Exactly as your accreditation body registered it. Another spelling does not reach your account."),
    .section = CERTIFICATION_BODY,
    .width = 60,
    .required = TRUE,
    .detail = ATTEST_DETAIL_FIXED,
    .pool = "cb-name",
  },
  [ATTEST_CERTIFICATE_CB_ACRONYM] = {
    .name = "cb-acronym",
    .key = "certification_body_acronym_name",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("certificate", "Certification body acronym"),
    .caption = NC_ ("certificate", "Acronym"),
    .section = CERTIFICATION_BODY,
    .width = 12,
    .required = TRUE,
    .code = TRUE,
    .detail = ATTEST_DETAIL_FIXED,
  },
  [ATTEST_CERTIFICATE_SCHEMES] = {
    .name = "schemes",
    .key = "schemes",
    .kind = ATTEST_FIELD_RECORDS,
    .label = NC_ ("certificate", "Schemes"),
    .section = SCHEMES,
    .required = TRUE,
    .child = &attest_scheme_schema,
    .detail = ATTEST_DETAIL_USUAL,
  },
  [ATTEST_CERTIFICATE_SITES_MODE] = {
    .name = "sites-mode",
    .kind = ATTEST_FIELD_CHOICE,
    .label = NC_ ("certificate", "What to do with sites"),
    .section = SITES,
    .choices = sites_mode_choices,
  },
  [ATTEST_CERTIFICATE_SITES] = {
    .name = "sites",
    .key = "sites",
    .kind = ATTEST_FIELD_RECORDS,
    .label = NC_ ("certificate", "Sites"),
    .section = SITES,
    .child = &attest_site_schema,
    .presence = get_sites_presence,
    .was_read = sites_were_read,
  },
};

static const AttestField scheme_fields[];
static const AttestField standard_fields[];

const AttestSchema attest_certificate_schema = {
  .name = "certificate",
  .title = NC_ ("certificate", "Certificate"),
  .get_type = attest_certificate_get_type,
  .fields = certificate_fields,
  .n_fields = ATTEST_CERTIFICATE_N_FIELDS,
  .title_field = ATTEST_CERTIFICATE_NUMBER,
  .entity = &certificate_fields[ATTEST_CERTIFICATE_ENTITY_NAME],
  .entity_id = &certificate_fields[ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID],
  .status = &certificate_fields[ATTEST_CERTIFICATE_STATUS],
  .begins = &certificate_fields[ATTEST_CERTIFICATE_ISSUE_DATE],
  .ends = &certificate_fields[ATTEST_CERTIFICATE_EXPIRY_DATE],
  .first = &certificate_fields[ATTEST_CERTIFICATE_ORIGINAL_ISSUE_DATE],
  .confidential = &certificate_fields[ATTEST_CERTIFICATE_CONFIDENTIAL],
  .key_with = { &certificate_fields[ATTEST_CERTIFICATE_CB_ACRONYM] },
  .standards = { &certificate_fields[ATTEST_CERTIFICATE_SCHEMES],
                 &scheme_fields[ATTEST_SCHEME_STANDARDS],
                 &standard_fields[ATTEST_STANDARD_NAME] },
  .searched = { &certificate_fields[ATTEST_CERTIFICATE_NUMBER],
                &certificate_fields[ATTEST_CERTIFICATE_ENTITY_NAME],
                &certificate_fields[ATTEST_CERTIFICATE_ENTITY_ENGLISH_NAME],
                &certificate_fields[ATTEST_CERTIFICATE_ENTITY_TRADING_NAME],
                &certificate_fields[ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID] },
  .explain_change = attest_certificate_explain_change,
};

/* That the parts of a scheme are required is inferred: the document marks `schemes` only. */
static const AttestField scheme_fields[] = {
  [ATTEST_SCHEME_NAME] = {
    .name = "name",
    .key = "scheme_name",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("scheme", "Scheme name"),
    .caption = NC_ ("scheme", "Scheme"),
    .help = NC_ ("scheme", "As in your accreditation record, such as “Quality Management Systems”."),
    .width = 40,
    .required = TRUE,
    .required_source = ATTEST_SOURCE_GLOSSARY,
    .detail = ATTEST_DETAIL_FIXED,
    .pool = "scheme",
  },
  [ATTEST_SCHEME_STANDARDS] = {
    .name = "standards",
    .key = "standard_list",
    .kind = ATTEST_FIELD_RECORDS,
    .label = NC_ ("scheme", "Standards"),
    .width = 40,
    .required = TRUE,
    .required_source = ATTEST_SOURCE_GLOSSARY,
    .child = &attest_standard_schema,
  },
};

const AttestSchema attest_scheme_schema = {
  .name = "scheme",
  .title = NC_ ("scheme", "Scheme"),
  .get_type = attest_scheme_get_type,
  .fields = scheme_fields,
  .n_fields = ATTEST_SCHEME_N_FIELDS,
  .title_field = ATTEST_SCHEME_NAME,
};

static const AttestField standard_fields[] = {
  [ATTEST_STANDARD_NAME] = {
    .name = "name",
    .key = "standards_name",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("standard", "Standard"),
    .help = NC_ ("standard", "With its edition, such as “ISO 9001:2015”."),
    .width = 24,
    .required = TRUE,
    .required_source = ATTEST_SOURCE_GLOSSARY,
    .code = TRUE,
    .detail = ATTEST_DETAIL_FIXED,
    .pool = "standard",
  },
};

const AttestSchema attest_standard_schema = {
  .name = "standard",
  .title = NC_ ("standard", "Standard"),
  .get_type = attest_standard_get_type,
  .fields = standard_fields,
  .n_fields = ATTEST_STANDARD_N_FIELDS,
  .title_field = ATTEST_STANDARD_NAME,
};

static const AttestField site_fields[] = {
  [ATTEST_SITE_STREET] = {
    .name = "street",
    .key = "street",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("site", "Street"),
    .width = 60,
    .max_length = 100,
    .max_length_source = ATTEST_SOURCE_GLOSSARY,
    .pool = "street",
  },
  [ATTEST_SITE_CITY] = {
    .name = "city",
    .key = "city",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("site", "City"),
    .width = 24,
    .max_length = 100,
    .max_length_source = ATTEST_SOURCE_GLOSSARY,
    .pool = "city",
  },
  [ATTEST_SITE_STATE] = {
    .name = "state",
    .key = "state",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("site", "State or province"),
    .width = 24,
    .pool = "state",
  },
  [ATTEST_SITE_COUNTRY] = {
    .name = "country",
    .key = "country",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("site", "Country"),
    .width = 24,
    .required = TRUE,
    .required_source = ATTEST_SOURCE_GLOSSARY,
    .pool = "country",
  },
  [ATTEST_SITE_POSTCODE] = {
    .name = "postcode",
    .key = "postcode",
    .kind = ATTEST_FIELD_TEXT,
    .label = NC_ ("site", "Post code"),
    .width = 12,
    .code = TRUE,
  },
  [ATTEST_SITE_SCOPE] = {
    .name = "scope",
    .key = "scope_description",
    .kind = ATTEST_FIELD_LONG_TEXT,
    .label = NC_ ("site", "Scope at this site"),
    .pool = "scope",
    .max_length = 10000,
    .max_length_source = ATTEST_SOURCE_GLOSSARY,
  },
};

const AttestSchema attest_site_schema = {
  .name = "site",
  .title = NC_ ("site", "Site"),
  .get_type = attest_site_get_type,
  .fields = site_fields,
  .n_fields = ATTEST_SITE_N_FIELDS,
  .title_field = ATTEST_SITE_CITY,
};

struct _AttestCertificate
{
  AttestRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestCertificate, attest_certificate, ATTEST_TYPE_RECORD)

static void
attest_certificate_class_init (AttestCertificateClass *klass)
{
  attest_record_class_install (ATTEST_RECORD_CLASS (klass), &attest_certificate_schema);
}

static void
attest_certificate_init (AttestCertificate *self)
{
}

struct _AttestScheme
{
  AttestRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestScheme, attest_scheme, ATTEST_TYPE_RECORD)

static void
attest_scheme_class_init (AttestSchemeClass *klass)
{
  attest_record_class_install (ATTEST_RECORD_CLASS (klass), &attest_scheme_schema);
}

static void
attest_scheme_init (AttestScheme *self)
{
}

struct _AttestStandard
{
  AttestRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestStandard, attest_standard, ATTEST_TYPE_RECORD)

static void
attest_standard_class_init (AttestStandardClass *klass)
{
  attest_record_class_install (ATTEST_RECORD_CLASS (klass), &attest_standard_schema);
}

static void
attest_standard_init (AttestStandard *self)
{
}

struct _AttestSite
{
  AttestRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestSite, attest_site, ATTEST_TYPE_RECORD)

static void
attest_site_class_init (AttestSiteClass *klass)
{
  attest_record_class_install (ATTEST_RECORD_CLASS (klass), &attest_site_schema);
}

static void
attest_site_init (AttestSite *self)
{
}
