/* Checks: a clean record, an edit, and the one problem that must come of it. */
#include <string.h>

#include "check/attest-check.h"
#include "codec/attest-codec.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"

static const char clean_certificate[] =
    "{\"certificate_number\":\"KR-Q-2026-0142\",\"certification_status\":\"active\","
    "\"certificate_accreditation_status\":\"Accredited\","
    "\"certification_type\":\"Management System\",\"certification_scope\":\"Design\\nSales\","
    "\"certification_original_issue_date\":\"20200320\","
    "\"certification_issue_date\":\"20260320\",\"certification_expiry_date\":\"20290320\","
    "\"certified_entity_name\":\"주식회사 한빛정밀\",\"certified_entity_unique_id\":\"고객-0417\","
    "\"certified_entity_country\":\"Korea, Republic of\","
    "\"certified_entity_website\":\"https://example.com\","
    "\"accreditation_body_name\":\"Korea Accreditation Board\","
    "\"accreditation_body_acronym_name\":\"KAB\","
    "\"certification_body_name\":\"Example Certification\","
    "\"certification_body_acronym_name\":\"EXC\","
    "\"schemes\":[{\"scheme_name\":\"Quality Management Systems\","
    "\"standard_list\":[{\"standards_name\":\"ISO 9001:2015\"}]}],"
    "\"sites\":[{\"street\":\"1 Centum-ro\",\"city\":\"Busan\","
    "\"country\":\"Korea, Republic of\"}]}";

static const char clean_form[] =
    "{\"name\":\"과정 수료증\",\"type\":\"completion\",\"tags\":[\"python\",\"기초\"],"
    "\"prefix\":\"PROG\",\"program_url\":\"https://example.com/basic\","
    "\"course_begin_at\":\"2024-03-01T00:00:00.000Z\","
    "\"course_end_at\":\"2024-06-30T23:59:59.999Z\","
    "\"achievementCertificateDesignId\":165,\"achievementBadgeDesignId\":83,"
    "\"requirements\":[{\"type\":\"score\",\"url\":\"https://example.com/info\",\"order\":0},"
    "{\"description\":\"d\",\"order\":1}]}";

/* The day on which all of this happens. */
static AttestCheckContext
context_of_today (void)
{
  AttestCheckContext context = { 0 };

  g_date_set_dmy (&context.today, 1, G_DATE_OCTOBER, 2026);
  return context;
}

static AttestRecord *
read_record (const AttestSchema *schema, const char *json)
{
  g_autoptr (GError) error = NULL;
  AttestRecord *record = attest_codec_read (schema, json, -1, ATTEST_CODEC_WIRE, NULL, &error);

  g_assert_no_error (error);
  return record;
}

static AttestRecord *
make_record (gboolean is_form)
{
  return is_form ? read_record (&attest_form_schema, clean_form)
                 : read_record (&attest_certificate_schema, clean_certificate);
}

static void
remove_all (AttestRecordList *list)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0)
    attest_record_list_remove (list, 0);
}

static void
edit (AttestRecord *root, const char *path, const char *text)
{
  const AttestField *field = NULL;
  AttestRecord *record = attest_record_lookup (root, path, &field);
  guint index = 0;

  g_assert_nonnull (record);
  g_assert_nonnull (field);
  index = attest_schema_index (attest_record_get_schema (record), field);
  if (attest_field_is_list (field) && strcmp (text, "clear") == 0)
    remove_all (attest_record_get_list (record, index));
  else if (attest_field_is_list (field))
    {
      AttestRecord *item = attest_record_list_append (attest_record_get_list (record, index));
      attest_record_set_text (item, attest_record_get_schema (item)->title_field, text);
    }
  else if (field->kind == ATTEST_FIELD_FLAG)
    attest_record_set_flag (record, index, ATTEST_FLAG_YES);
  else
    attest_record_set_text (record, index, text);
}

typedef struct
{
  const char *name;
  gboolean is_form;
  const char *edits[7]; /* path, text, … ; a text for a list is appended, "clear" empties it */
  const char *rule;     /* NULL: no problem */
  const char *path;
  AttestSeverity severity;
  AttestSource source;
  const char *fix; /* NULL: none is offered */
} Case;

#define E ATTEST_SEVERITY_ERROR
#define W ATTEST_SEVERITY_WARNING
#define DOC ATTEST_SOURCE_DOCUMENT
#define GLO ATTEST_SOURCE_GLOSSARY
#define SEN ATTEST_SOURCE_SENSE
#define LONG_60 "123456789-123456789-123456789-123456789-123456789-123456789-"
#define NUMBER "certificate_number"
#define STATUS "certification_status"
#define ISSUE "certification_issue_date"
#define EXPIRY "certification_expiry_date"
#define ENTITY "certified_entity_name"
#define ID "certified_entity_unique_id"
#define COUNTRY "certified_entity_country"
#define POST_CODE "certified_entity_post_code"
#define CONFIDENTIAL "confidential_certified_entity"
#define STANDARD "schemes[0].standard_list[0].standards_name"

static const Case cases[] = {
  { "clean-certificate", FALSE, { NULL }, NULL },
  { "clean-form", TRUE, { NULL }, NULL },

  /* 1: required */
  { "number-missing", FALSE, { NUMBER, "" }, "required", NUMBER, E, DOC, NULL },
  { "number-blank", FALSE, { NUMBER, " \u3000" }, "required", NUMBER, E, DOC, NULL },
  { "status-missing", FALSE, { STATUS, "" }, "required", STATUS, E, DOC, NULL },
  { "type-missing",
    FALSE,
    { "certification_type", "" },
    "required",
    "certification_type",
    E,
    DOC,
    NULL },
  { "issue-missing", FALSE, { ISSUE, "" }, "required", ISSUE, E, DOC, NULL },
  { "expiry-missing", FALSE, { EXPIRY, "" }, "required", EXPIRY, E, DOC, NULL },
  { "entity-missing", FALSE, { ENTITY, "" }, "required", ENTITY, E, DOC, NULL },
  { "id-missing", FALSE, { ID, "" }, "required", ID, E, DOC, NULL },
  { "country-missing", FALSE, { COUNTRY, "" }, "required", COUNTRY, E, DOC, NULL },
  { "ab-missing",
    FALSE,
    { "accreditation_body_name", "" },
    "required",
    "accreditation_body_name",
    E,
    DOC,
    NULL },
  { "ab-acronym-missing",
    FALSE,
    { "accreditation_body_acronym_name", "" },
    "required",
    "accreditation_body_acronym_name",
    E,
    DOC,
    NULL },
  { "cb-missing",
    FALSE,
    { "certification_body_name", "" },
    "required",
    "certification_body_name",
    E,
    DOC,
    NULL },
  { "cb-acronym-missing",
    FALSE,
    { "certification_body_acronym_name", "" },
    "required",
    "certification_body_acronym_name",
    E,
    DOC,
    NULL },
  { "schemes-missing", FALSE, { "schemes", "clear" }, "required", "schemes", E, DOC, NULL },
  { "scheme-name-missing",
    FALSE,
    { "schemes[0].scheme_name", "" },
    "required",
    "schemes[0].scheme_name",
    E,
    GLO,
    NULL },
  { "standard-missing",
    FALSE,
    { "schemes[0].standard_list", "clear" },
    "required",
    "schemes[0].standard_list",
    E,
    GLO,
    NULL },
  { "standard-only-blank", FALSE, { STANDARD, " " }, "required", STANDARD, E, GLO, NULL },
  { "scheme-blank",
    FALSE,
    { "schemes", "" },
    "blank-item",
    "schemes[1].scheme_name",
    W,
    SEN,
    NULL },

  /* 2: choices */
  { "status-unknown", FALSE, { STATUS, "pending" }, "choice", STATUS, E, DOC, NULL },
  { "status-in-capitals", FALSE, { STATUS, "Active" }, "choice", STATUS, E, DOC, "active" },
  { "status-with-blank", FALSE, { STATUS, "active " }, "choice", STATUS, E, DOC, "active" },
  { "status-as-shown",
    FALSE,
    { STATUS, "hidden (draft in certsearch)" },
    "choice",
    STATUS,
    E,
    DOC,
    "hidden" },
  { "accreditation-in-small",
    FALSE,
    { "certificate_accreditation_status", "accredited" },
    "choice",
    "certificate_accreditation_status",
    E,
    DOC,
    "Accredited" },
  { "accreditation-absent", FALSE, { "certificate_accreditation_status", "" }, NULL },

  /* 3: dates */
  { "issue-not-a-date", FALSE, { ISSUE, "20230229" }, "date", ISSUE, E, DOC, NULL },
  { "issue-unfinished", FALSE, { ISSUE, "2024-3" }, "date", ISSUE, E, DOC, NULL },
  { "issue-two-ways", FALSE, { ISSUE, "03/04/2026" }, "date", ISSUE, E, DOC, NULL },
  { "issue-dotted", FALSE, { ISSUE, "03.04.2026" }, "date", ISSUE, E, DOC, "2026-04-03" },
  { "issue-proved", FALSE, { ISSUE, "03.04.2026", EXPIRY, "20290402" }, NULL },
  { "issue-short-year", FALSE, { ISSUE, "26.3.20" }, "date", ISSUE, E, DOC, "2026-03-20" },
  { "issue-short-year-unclear", FALSE, { ISSUE, "3.4.26" }, "date", ISSUE, E, DOC, NULL },
  { "issue-serial", FALSE, { ISSUE, "46101" }, "date", ISSUE, E, DOC, "2026-03-20" },
  { "issue-weekday", FALSE, { ISSUE, "Friday, 20 March 2026" }, NULL },
  { "issue-other-weekday",
    FALSE,
    { ISSUE, "2026-03-20 (월)" },
    "date",
    ISSUE,
    E,
    DOC,
    "2026-03-20" },
  { "issue-midnight", FALSE, { ISSUE, "2026-03-20 00:00:00" }, NULL },
  { "issue-time", FALSE, { ISSUE, "2026-03-20 09:30" }, "date-form", ISSUE, W, DOC, "2026-03-20" },
  { "issue-zoned", FALSE, { ISSUE, "2026-03-20T15:00:00Z" }, "date", ISSUE, E, DOC, "2026-03-20" },
  { "issue-invisible",
    FALSE,
    { ISSUE, "\u200e2026-03-20" },
    "invisible",
    ISSUE,
    W,
    SEN,
    "2026-03-20" },
  { "issue-quoted", FALSE, { ISSUE, "=\"20260320\"" }, "escaped", ISSUE, E, SEN, "2026-03-20" },
  { "issue-other-form", FALSE, { ISSUE, "2026-03-20" }, NULL },

  /* 4 to 7: dates among themselves */
  { "expiry-before-issue",
    FALSE,
    { EXPIRY, "20260319", STATUS, "withdrawn" },
    "expiry-before-issue",
    EXPIRY,
    E,
    SEN,
    NULL },
  { "original-after-issue",
    FALSE,
    { "certification_original_issue_date", "20260321" },
    "original-after-issue",
    "certification_original_issue_date",
    W,
    SEN,
    NULL },
  { "original-is-issue", FALSE, { "certification_original_issue_date", "20260320" }, NULL },
  { "expiry-on-issue",
    FALSE,
    { EXPIRY, "20260320", STATUS, "withdrawn" },
    "expiry-on-issue",
    EXPIRY,
    W,
    SEN,
    NULL },
  { "three-years-and-a-day", FALSE, { EXPIRY, "20290321" }, "long-validity", EXPIRY, W, SEN, NULL },
  { "cycle-continued",
    FALSE,
    { "certification_original_issue_date", "20200520", EXPIRY, "20290519" },
    NULL },
  { "cycle-continued-to-the-day",
    FALSE,
    { "certification_original_issue_date", "20200320", ISSUE, "20260218" },
    NULL },
  { "cycle-shifted",
    FALSE,
    { "certification_original_issue_date", "20110704", EXPIRY, "20290801" },
    NULL },
  { "cycle-of-another-length",
    FALSE,
    { "certification_original_issue_date", "20110704", EXPIRY, "20300801" },
    "long-validity",
    EXPIRY,
    W,
    SEN,
    NULL },
  { "cycle-without-a-first",
    FALSE,
    { "certification_original_issue_date", "", EXPIRY, "20290519" },
    "long-validity",
    EXPIRY,
    W,
    SEN,
    NULL },
  { "active-after-expiry",
    FALSE,
    { EXPIRY, "20260930" },
    "active-after-expiry",
    EXPIRY,
    W,
    SEN,
    NULL },
  { "active-on-last-day", FALSE, { EXPIRY, "20261001" }, NULL },
  { "expired-before-expiry",
    FALSE,
    { STATUS, "expired" },
    "expired-before-expiry",
    EXPIRY,
    W,
    SEN,
    NULL },
  { "expired", FALSE, { STATUS, "expired", EXPIRY, "20260930" }, NULL },
  { "active-before-issue",
    FALSE,
    { ISSUE, "20261002" },
    "active-before-issue",
    ISSUE,
    W,
    SEN,
    NULL },

  /* 8: lengths and characters */
  { "number-60", FALSE, { NUMBER, LONG_60 }, NULL },
  { "number-61", FALSE, { NUMBER, LONG_60 "1" }, "length", NUMBER, W, GLO, NULL },
  { "id-quote", FALSE, { ID, "A'1" }, "unique-id-characters", ID, W, GLO, NULL },
  { "id-bracket", FALSE, { ID, "A(1)" }, "unique-id-characters", ID, W, GLO, NULL },
  { "id-signs", FALSE, { ID, "고객 A@#-+=\\/:;,~_.1" }, NULL },

  /* 9: web address */
  { "website-bare",
    FALSE,
    { "certified_entity_website", "www.example.com" },
    "url",
    "certified_entity_website",
    W,
    SEN,
    "https://www.example.com" },
  { "website-words",
    FALSE,
    { "certified_entity_website", "no website" },
    "url",
    "certified_entity_website",
    W,
    SEN,
    NULL },
  { "website-other-scheme",
    FALSE,
    { "certified_entity_website", "ftp://example.com" },
    "url",
    "certified_entity_website",
    W,
    SEN,
    NULL },
  { "website-hangul", FALSE, { "certified_entity_website", "http://한국.kr/소개?a=b" }, NULL },

  /* 12: countries */
  { "country-alias",
    FALSE,
    { COUNTRY, "South Korea" },
    "country-alias",
    COUNTRY,
    W,
    GLO,
    "Korea, Republic of" },
  { "country-korean",
    FALSE,
    { COUNTRY, "대한민국" },
    "country-alias",
    COUNTRY,
    W,
    GLO,
    "Korea, Republic of" },
  { "country-uk", FALSE, { COUNTRY, "UK" }, "country-alias", COUNTRY, W, GLO, "United Kingdom" },
  { "country-with-blank",
    FALSE,
    { COUNTRY, "Korea, Republic of " },
    "outer-space",
    COUNTRY,
    W,
    SEN,
    "Korea, Republic of" },
  { "country-in-small",
    FALSE,
    { COUNTRY, "korea, republic of" },
    "country-alias",
    COUNTRY,
    W,
    GLO,
    "Korea, Republic of" },
  { "country-unknown", FALSE, { COUNTRY, "Atlantis" }, "country-unknown", COUNTRY, W, GLO, NULL },
  { "site-country-alias",
    FALSE,
    { "sites[0].country", "Korea" },
    "country-alias",
    "sites[0].country",
    W,
    GLO,
    "Korea, Republic of" },

  /* 13 and 14: sites */
  { "site-country-missing",
    FALSE,
    { "sites[0].country", "" },
    "required",
    "sites[0].country",
    E,
    GLO,
    NULL },
  { "site-without-address",
    FALSE,
    { "sites[0].street", "", "sites[0].city", " " },
    "site-address",
    "sites[0].street",
    W,
    GLO,
    NULL },
  { "site-without-street", FALSE, { "sites[0].street", "" }, NULL },
  { "sites-emptied", FALSE, { "sites", "clear" }, "sites-empty", "sites", E, DOC, NULL },
  { "sites-remove", FALSE, { "sites-mode", "remove" }, "sites-remove", "sites", W, DOC, NULL },
  { "sites-not-sent", FALSE, { "sites-mode", "leave" }, "sites-not-sent", "sites", W, SEN, NULL },
  { "sites-left-alone", FALSE, { "sites-mode", "", "sites", "clear" }, NULL },

  { "site-blank", FALSE, { "sites", "" }, "blank-item", "sites[1].street", W, SEN, NULL },
  { "standard-blank",
    FALSE,
    { "schemes[0].standard_list", "" },
    "blank-item",
    "schemes[0].standard_list[1].standards_name",
    W,
    SEN,
    NULL },

  /* 16: confidential */
  { "confidential",
    FALSE,
    { CONFIDENTIAL, "" },
    "confidential-but-public",
    CONFIDENTIAL,
    W,
    SEN,
    NULL },
  { "confidential-hidden", FALSE, { CONFIDENTIAL, "", STATUS, "hidden" }, NULL },

  { "same-standard",
    FALSE,
    { "schemes[0].standard_list", "iso 9001:2015" },
    "same-standard",
    "schemes[0].standard_list[1].standards_name",
    W,
    SEN,
    NULL },

  /* Texts as other programs leave them */
  { "number-with-blank", FALSE, { NUMBER, "KR-1 " }, "outer-space", NUMBER, W, SEN, "KR-1" },
  { "number-full-width", FALSE, { NUMBER, "ＫＲ－１" }, "full-width", NUMBER, W, SEN, "KR-1" },
  { "id-full-width", FALSE, { ID, "고객-１" }, "full-width", ID, W, SEN, "고객-1" },
  { "entity-full-width-latin",
    FALSE,
    { ENTITY, "ＡＣＭＥ　Ltd." },
    "full-width",
    ENTITY,
    W,
    SEN,
    "ACME　Ltd." },
  { "entity-japanese", FALSE, { ENTITY, "株式会社ＮＴＴ（東京）" }, NULL },
  { "entity-korean-full-width", FALSE, { ENTITY, "한빛（주）１공장" }, NULL },
  { "entity-decomposed",
    FALSE,
    { ENTITY, "\u1112\u1161\u11ab빛" },
    "decomposed",
    ENTITY,
    W,
    SEN,
    "한빛" },
  { "entity-two-lines", FALSE, { ENTITY, "A\nB" }, "control-characters", ENTITY, W, SEN, "A B" },
  { "number-blank-unseen", FALSE, { NUMBER, "\u200b\u3164" }, "required", NUMBER, E, DOC, NULL },
  { "number-invisible", FALSE, { NUMBER, "KR-\u200b1" }, "invisible", NUMBER, W, SEN, "KR-1" },
  { "id-dash", FALSE, { ID, "A\u20131" }, "look-alike", ID, W, SEN, "A-1" },
  { "id-blank", FALSE, { ID, "A\u00a01" }, "look-alike", ID, W, SEN, "A 1" },
  { "number-cyrillic", FALSE, { NUMBER, "QMS-\u04101" }, "look-alike", NUMBER, W, SEN, "QMS-A1" },
  { "post-code-short",
    FALSE,
    { POST_CODE, "1524" },
    "post-code-short",
    POST_CODE,
    W,
    SEN,
    "01524" },
  { "post-code-old", FALSE, { POST_CODE, "152-04" }, NULL, NULL, 0, 0, NULL },
  { "number-day", FALSE, { NUMBER, "2-Jan" }, "sheet-day", NUMBER, W, SEN, NULL },
  { "number-rounded", FALSE, { NUMBER, "1.23457E+11" }, "sheet-number", NUMBER, W, SEN, NULL },
  { "number-quoted", FALSE, { NUMBER, "=\"000123\"" }, "escaped", NUMBER, W, SEN, "000123" },
  { "number-error", FALSE, { NUMBER, "#REF!" }, "sheet-error", NUMBER, W, SEN, NULL },
  { "issue-error", FALSE, { ISSUE, "#N/A" }, "sheet-error", ISSUE, E, SEN, NULL },
  { "name-lost", FALSE, { ENTITY, "?????" }, "question-marks", ENTITY, W, SEN, NULL },
  { "name-escaped", FALSE, { ENTITY, "R&amp;D" }, "escaped", ENTITY, W, SEN, "R&D" },
  { "name-broken", FALSE, { ENTITY, "한\ufffd빛" }, "broken-text", ENTITY, E, SEN, NULL },
  { "scope-broken",
    FALSE,
    { "certification_scope", "\ufffd" },
    "broken-text",
    "certification_scope",
    E,
    SEN,
    NULL },
  { "name-invisible",
    FALSE,
    { ENTITY, "한빛\u2060정밀" },
    "invisible",
    ENTITY,
    W,
    SEN,
    "한빛정밀" },
  { "status-invisible", FALSE, { STATUS, "active\u200b" }, "invisible", STATUS, E, SEN, "active" },
  { "design-invisible",
    TRUE,
    { "achievementCertificateDesignId", "16\u200e5" },
    "invisible",
    "achievementCertificateDesignId",
    E,
    SEN,
    "165" },
  { "website-invisible",
    FALSE,
    { "certified_entity_website", "https://example\u200b.com" },
    "invisible",
    "certified_entity_website",
    W,
    SEN,
    "https://example.com" },
  { "scope-two-lines", FALSE, { "certification_scope", "A\nB" }, NULL },

  /* 18: forms */
  { "form-name-missing", TRUE, { "name", "" }, "required", "name", E, DOC, NULL },
  { "form-type-missing", TRUE, { "type", "" }, "required", "type", E, DOC, NULL },
  { "form-type-unknown", TRUE, { "type", "warranty" }, "choice", "type", E, DOC, NULL },
  { "design-missing",
    TRUE,
    { "achievementCertificateDesignId", "" },
    "required",
    "achievementCertificateDesignId",
    E,
    DOC,
    NULL },
  { "badge-missing",
    TRUE,
    { "achievementBadgeDesignId", "" },
    "required",
    "achievementBadgeDesignId",
    E,
    DOC,
    NULL },
  { "design-zero",
    TRUE,
    { "achievementCertificateDesignId", "0" },
    "minimum",
    "achievementCertificateDesignId",
    E,
    DOC,
    NULL },
  { "design-no-number",
    TRUE,
    { "achievementCertificateDesignId", "16x" },
    "integer",
    "achievementCertificateDesignId",
    E,
    DOC,
    NULL },
  { "design-full-width",
    TRUE,
    { "achievementCertificateDesignId", " １６５" },
    "integer",
    "achievementCertificateDesignId",
    E,
    DOC,
    "165" },
  { "design-most", TRUE, { "achievementCertificateDesignId", "9007199254740991" }, NULL },
  { "design-not-exact",
    TRUE,
    { "achievementCertificateDesignId", "9007199254740993" },
    "maximum",
    "achievementCertificateDesignId",
    E,
    SEN,
    NULL },
  { "design-too-large",
    TRUE,
    { "achievementCertificateDesignId", "12345678901234567890" },
    "maximum",
    "achievementCertificateDesignId",
    E,
    SEN,
    NULL },
  { "badge-leading-zeros",
    TRUE,
    { "achievementBadgeDesignId", "0083" },
    "integer",
    "achievementBadgeDesignId",
    E,
    DOC,
    "83" },
  { "prefix-absent", TRUE, { "prefix", "" }, NULL },
  { "prefix-small", TRUE, { "prefix", "prog" }, NULL },
  { "prefix-digit", TRUE, { "prefix", "PRG1" }, "prefix-letters", "prefix", E, DOC, NULL },
  { "prefix-hangul", TRUE, { "prefix", "수료" }, "prefix-letters", "prefix", E, DOC, NULL },
  { "prefix-six", TRUE, { "prefix", "PROGRA" }, "length", "prefix", E, DOC, NULL },
  { "order-negative",
    TRUE,
    { "requirements[1].order", "-1" },
    "minimum",
    "requirements[1].order",
    E,
    DOC,
    NULL },
  { "order-twice",
    TRUE,
    { "requirements[1].order", "0" },
    "order-duplicate",
    "requirements[1].order",
    W,
    SEN,
    NULL },

  /* 19: forms, by sense */
  { "course-order",
    TRUE,
    { "course_end_at", "2024-02-29" },
    "course-order",
    "course_end_at",
    W,
    SEN,
    NULL },
  { "course-date-alone", TRUE, { "course_end_at", "2024. 6. 30." }, NULL },
  { "course-one-day", TRUE, { "course_end_at", "2024-03-01" }, NULL },
  { "course-other-zone", TRUE, { "course_end_at", "2024-06-30T08:00:00+09:00" }, NULL },
  { "course-no-zone",
    TRUE,
    { "course_end_at", "2024-06-30T08:00:00" },
    "date",
    "course_end_at",
    E,
    DOC,
    NULL },
  { "program-url",
    TRUE,
    { "program_url", "example.com/basic" },
    "url",
    "program_url",
    W,
    SEN,
    "https://example.com/basic" },
  { "requirement-url",
    TRUE,
    { "requirements[0].url", "https://" },
    "url",
    "requirements[0].url",
    W,
    SEN,
    NULL },
  { "tag-blank", TRUE, { "tags", " " }, "tag-blank", "tags[2].text", W, SEN, NULL },
  { "tag-twice", TRUE, { "tags", "Python" }, "tag-duplicate", "tags[2].text", W, SEN, NULL },
  { "tag-hash", TRUE, { "tags", "#data" }, "tag-hash", "tags[2].text", W, SEN, "data" },
};

static void
show (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s %s: %s",
                    attest_problem_get_path (problems->pdata[i]),
                    attest_problem_get_rule (problems->pdata[i]),
                    attest_problem_get_message (problems->pdata[i]));
}

/* A fix mends what it was offered for. */
static void
assert_fix (AttestRecord *record, AttestProblem *problem, const char *fix)
{
  AttestCheckContext context = context_of_today ();
  g_autoptr (GPtrArray) after = NULL;

  g_assert_cmpstr (attest_problem_get_fix_text (problem), ==, fix);
  g_assert_true ((attest_problem_get_fix_label (problem) != NULL) == (fix != NULL));
  g_assert_true (attest_problem_apply_fix (problem, record) == (fix != NULL));
  if (fix == NULL)
    return;
  after = attest_check (record, &context);
  show (after);
  g_assert_cmpuint (after->len, ==, 0);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  AttestCheckContext context = context_of_today ();
  g_autoptr (AttestRecord) record = make_record (c->is_form);
  g_autoptr (GPtrArray) problems = NULL;
  AttestProblem *problem = NULL;

  for (guint i = 0; c->edits[i] != NULL; i += 2)
    edit (record, c->edits[i], c->edits[i + 1]);
  problems = attest_check (record, &context);
  show (problems);
  g_assert_cmpuint (problems->len, ==, c->rule != NULL ? 1 : 0);
  if (c->rule == NULL)
    return;
  problem = problems->pdata[0];
  g_assert_cmpstr (attest_problem_get_rule (problem), ==, c->rule);
  g_assert_cmpstr (attest_problem_get_path (problem), ==, c->path);
  g_assert_cmpint (attest_problem_get_severity (problem), ==, c->severity);
  g_assert_cmpint (attest_problem_get_source (problem), ==, c->source);
  g_assert_cmpuint (attest_check_count (problems, c->severity), ==, 1);
  g_assert_nonnull (attest_record_lookup (record, c->path, NULL));
  assert_fix (record, problem, c->fix);
}

/* What has to be in the one item of a list is told where it is missing; and that all of it is only
 * missing yet is known. */
static void
test_missing (void)
{
  AttestCheckContext context = context_of_today ();
  g_autoptr (AttestRecord) record = make_record (FALSE);
  g_autoptr (GPtrArray) problems = NULL;

  edit (record, "schemes", "clear");
  edit (record, "schemes", "");
  edit (record, NUMBER, "");
  edit (record, "sites[0].country", "UK");
  problems = attest_check (record, &context);
  show (problems);
  g_assert_cmpuint (problems->len, ==, 4);
  g_assert_cmpstr (attest_problem_get_path (problems->pdata[1]), ==, "schemes[0].scheme_name");
  g_assert_cmpstr (attest_problem_get_path (problems->pdata[2]), ==, "schemes[0].standard_list");
  for (guint i = 0; i < problems->len; i++)
    g_assert_true (attest_problem_is_missing (problems->pdata[i]) == (i < 3));
}

/* Whether 24.5.25 is of 2024 or 2025 is known only of people who write the year first. */
static void
test_short_year (void)
{
  AttestCheckContext context = context_of_today ();
  const char *fixes[] = { NULL, "2024-05-25" };

  for (guint i = 0; i < G_N_ELEMENTS (fixes); i++)
    {
      g_autoptr (AttestRecord) record = make_record (FALSE);
      g_autoptr (GPtrArray) problems = NULL;

      context.is_year_first = i == 1;
      edit (record, ISSUE, "24.5.25");
      problems = attest_check (record, &context);
      g_assert_cmpuint (problems->len, ==, 1);
      g_assert_cmpstr (attest_problem_get_fix_text (problems->pdata[0]), ==, fixes[i]);
    }
}

/* In the order of the fields, whatever kind of rule found them. */
static void
test_order (void)
{
  AttestCheckContext context = context_of_today ();
  g_autoptr (AttestRecord) record = make_record (FALSE);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GString) paths = g_string_new (NULL);

  edit (record, "sites[0].country", "UK");
  edit (record, EXPIRY, "20200101");
  edit (record, NUMBER, "");
  edit (record, STANDARD, "ISO 9001 ");
  edit (record, COUNTRY, "Atlantis");
  problems = attest_check (record, &context);
  for (guint i = 0; i < problems->len; i++)
    g_string_append_printf (paths, "%s;", attest_problem_get_path (problems->pdata[i]));
  g_assert_cmpstr (
      paths->str, ==, NUMBER ";" EXPIRY ";" EXPIRY ";" COUNTRY ";" STANDARD ";sites[0].country;");
}

/* Number 10 and 11: against other drafts and what was accepted. */
static void
assert_peer_problem (AttestPeers *peers, const char *rule, const char *path)
{
  AttestCheckContext context = context_of_today ();
  g_autoptr (AttestRecord) record = make_record (FALSE);
  g_autoptr (GPtrArray) problems = NULL;

  context.owner = "me";
  context.peers = peers;
  problems = attest_check (record, &context);
  show (problems);
  g_assert_cmpuint (problems->len, ==, rule != NULL ? 1 : 0);
  if (rule == NULL)
    return;
  g_assert_cmpstr (attest_problem_get_rule (problems->pdata[0]), ==, rule);
  g_assert_cmpstr (attest_problem_get_path (problems->pdata[0]), ==, path);
  g_assert_cmpint (attest_problem_get_severity (problems->pdata[0]), ==, ATTEST_SEVERITY_WARNING);
}

static void
test_peers (void)
{
  g_autoptr (AttestPeers) peers = attest_peers_new ();

  attest_peers_set (peers, "me", FALSE, "KR-Q-2026-0142", "Former Name", "고객-0417");
  attest_peers_set (peers, "me/accepted", TRUE, "KR-Q-2026-0142", "Former Name", "고객-0417");
  attest_peers_set (peers, "other", FALSE, "KR-9", "주식회사 한빛정밀", "고객-0417");
  assert_peer_problem (peers, NULL, NULL);
  attest_peers_set (peers, "other", FALSE, "KR-Q-2026-0142", "", "");
  assert_peer_problem (peers, "same-number", NUMBER);
  attest_peers_set (peers, "other", FALSE, "KR-9", "한빛", "고객-0417");
  assert_peer_problem (peers, "same-id-other-name", ENTITY);
  attest_peers_set (peers, "other", FALSE, "KR-9", "주식회사 한빛정밀", "고객-9");
  assert_peer_problem (peers, "same-name-other-id", ID);
  attest_peers_set (peers, "other", FALSE, "KR-9", "한빛", "고객 0417");
  assert_peer_problem (peers, "id-other-spelling", ID);
  attest_peers_set (peers, "other", FALSE, "KR-9", "주식회사 한빛정밀", "고객-9");
  /* What was accepted counts for more, and so that is told. */
  g_assert_false (attest_peers_accepted_pair (peers, "고객-9", "주식회사 한빛정밀"));
  attest_peers_set (peers, "other", TRUE, "KR-9", "주식회사 한빛정밀", "고객-9");
  assert_peer_problem (peers, "same-name-other-id", ID);
  g_assert_true (attest_peers_accepted_pair (peers, "고객-9", "주식회사 한빛정밀"));
  g_assert_false (attest_peers_accepted_pair (peers, "고객-9", "한빛"));
}

/* Signs that are never meant, in the middle of whatever a field takes. */
static const struct
{
  const char *sign;
  const char *rule;
  gboolean in_codes; /* in a code alone */
} strangers[] = {
  { "\u200b", "invisible" },          { "\u200d", "invisible" },
  { "\u200e", "invisible" },          { "\u202e", "invisible" },
  { "\u00ad", "invisible" },          { "\u2060", "invisible" },
  { "\ufeff", "invisible" },          { "\u3164", "invisible" },
  { "\ufe0f", "invisible" },          { "\U000e0041", "invisible" },
  { "\x01", "control-characters" },   { "\x7f", "control-characters" },
  { "\ufdd0", "control-characters" }, { "\ufffd", "broken-text" },
  { "_x000B_", "escaped" },           { "\u2013", "look-alike", TRUE },
  { "\u00a0", "look-alike", TRUE },
};

static const char *
get_sample (const AttestField *field, const char *text)
{
  static const char *const samples[] = {
    [ATTEST_FIELD_TEXT] = "AB12",     [ATTEST_FIELD_LONG_TEXT] = "AB12",
    [ATTEST_FIELD_DATE] = "20260320", [ATTEST_FIELD_DATE_TIME] = "2026-03-20",
    [ATTEST_FIELD_INTEGER] = "12",    [ATTEST_FIELD_URL] = "https://example.com",
  };

  if (*text != '\0')
    return text;
  return field->kind == ATTEST_FIELD_CHOICE ? field->choices[0].wire : samples[field->kind];
}

static AttestProblem *
find_problem (GPtrArray *problems, const char *path, const char *rule)
{
  for (guint i = 0; i < problems->len; i++)
    if (g_str_equal (attest_problem_get_path (problems->pdata[i]), path)
        && g_str_equal (attest_problem_get_rule (problems->pdata[i]), rule))
      return problems->pdata[i];
  return NULL;
}

/* One of them in one field: told there, with a fix that takes it out. */
static void
try_stranger (AttestRecord *root,
              AttestRecord *record,
              guint index,
              const char *path,
              guint stranger)
{
  const AttestField *field = &attest_record_get_schema (record)->fields[index];
  AttestCheckContext context = context_of_today ();
  g_autofree char *before = g_strdup (attest_record_get_text (record, index));
  g_autofree char *sample = g_strdup (get_sample (field, before));
  const char *middle = g_utf8_next_char (sample);
  g_autofree char *text = g_strdup_printf (
      "%.*s%s%s", (int) (middle - sample), sample, strangers[stranger].sign, middle);
  g_autoptr (GPtrArray) problems = NULL;
  AttestProblem *problem = NULL;

  attest_record_set_text (record, index, text);
  problems = attest_check (root, &context);
  problem = find_problem (problems, path, strangers[stranger].rule);
  if (problem == NULL)
    {
      show (problems);
      g_error ("“%s” at %s is not told", text, path);
    }
  if (!g_str_equal (strangers[stranger].rule, "broken-text"))
    {
      g_assert_true (attest_problem_apply_fix (problem, root));
      g_clear_pointer (&problems, g_ptr_array_unref);
      problems = attest_check (root, &context);
      g_assert_null (find_problem (problems, path, strangers[stranger].rule));
    }
  else
    g_assert_cmpint (attest_problem_get_severity (problem), ==, ATTEST_SEVERITY_ERROR);
  attest_record_set_text (record, index, before);
}

static void
try_field (AttestRecord *root, AttestRecord *record, guint index, const char *path)
{
  const AttestField *field = &attest_record_get_schema (record)->fields[index];

  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    if (!strangers[i].in_codes || (field->kind == ATTEST_FIELD_TEXT && field->code))
      try_stranger (root, record, index, path, i);
}

static void
try_record (AttestRecord *root, AttestRecord *record, const char *prefix)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];
      g_autofree char *path = g_strconcat (prefix, attest_field_get_path_name (field), NULL);

      if (attest_field_is_list (field))
        {
          g_autofree char *below = g_strconcat (path, "[0].", NULL);

          try_record (root, attest_record_list_get (attest_record_get_list (record, i), 0), below);
        }
      else if (field->kind != ATTEST_FIELD_FLAG)
        try_field (root, record, i, path);
    }
}

/* Half a pair of surrogates in a file is a letter that is lost. */
static void
test_half_pair (void)
{
  AttestCheckContext context = context_of_today ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestRecord) form = attest_codec_read (
      &attest_form_schema, "{\"name\":\"A\\ud83d\"}", -1, ATTEST_CODEC_WIRE, &found, &error);
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_no_error (error);
  problems = attest_check (form, &context);
  g_assert_nonnull (find_problem (problems, "name", "broken-text"));
}

/* Whatever kind a field is of. */
static void
test_strangers (void)
{
  g_autoptr (AttestRecord) certificate = make_record (FALSE);
  g_autoptr (AttestRecord) form = make_record (TRUE);

  try_record (certificate, certificate, "");
  try_record (form, form, "");
}

/* Where two texts look the same, the message shows the difference. */
static void
assert_difference (AttestPeers *peers, const char *path, const char *text)
{
  AttestCheckContext context = context_of_today ();
  g_autoptr (AttestRecord) record = make_record (FALSE);
  g_autoptr (GPtrArray) problems = NULL;

  context.owner = "me";
  context.peers = peers;
  problems = attest_check (record, &context);
  show (problems);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (attest_problem_get_path (problems->pdata[0]), ==, path);
  g_assert_nonnull (strstr (attest_problem_get_message (problems->pdata[0]), text));
}

static void
test_difference (void)
{
  g_autoptr (AttestPeers) peers = attest_peers_new ();

  attest_peers_set (peers, "other", FALSE, "KR-Q-2026-\u200b0142", "", "");
  assert_difference (peers, NUMBER, "there it has U+200B zero width space after “…-Q-2026-”");
  attest_peers_set (peers, "other", FALSE, "", "주식회사\u00a0한빛정밀", "고객-0417");
  assert_difference (peers, ENTITY, "there it has U+00A0 no-break space after “주식회사”");
  attest_peers_set (peers, "other", FALSE, "", "주식회사 한빛정밀", "고객\u20110417");
  assert_difference (peers, ID, "there it has U+2011 dash after “고객”");
}

static void
test_accepted_wording (void)
{
  g_autoptr (AttestPeers) peers = attest_peers_new ();
  AttestCheckContext context = context_of_today ();
  g_autoptr (AttestRecord) record = make_record (FALSE);
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GPtrArray) uploads = NULL;

  context.peers = peers;
  attest_peers_set (peers, "other", FALSE, "KR-Q-2026-0142", "", "");
  drafts = attest_check (record, &context);
  attest_peers_set (peers, "other", TRUE, "KR-Q-2026-0142", "", "");
  uploads = attest_check (record, &context);
  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_cmpuint (uploads->len, ==, 1);
  g_assert_cmpstr (attest_problem_get_message (drafts->pdata[0]),
                   !=,
                   attest_problem_get_message (uploads->pdata[0]));
}

/* An empty record says what is required, and nothing else. */
static void
assert_required (const AttestSchema *schema, guint n)
{
  AttestCheckContext context = context_of_today ();
  g_autoptr (AttestRecord) record = attest_record_new (schema);
  g_autoptr (GPtrArray) problems = attest_check (record, &context);

  g_assert_cmpuint (problems->len, ==, n);
  for (guint i = 0; i < problems->len; i++)
    g_assert_cmpstr (attest_problem_get_rule (problems->pdata[i]), ==, "required");
}

static void
test_empty (void)
{
  assert_required (&attest_certificate_schema, 13);
  assert_required (&attest_form_schema, 4);
}

/* The program's own examples must be examples. */
static void
test_examples (void)
{
  const char *names[] = { "certificate.json", "form.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path =
          g_test_build_filename (G_TEST_DIST, "..", "data", "examples", names[i], NULL);
      g_autofree char *json = NULL;
      g_autoptr (AttestRecord) record = NULL;
      g_autoptr (GPtrArray) problems = NULL;
      AttestCheckContext context = context_of_today ();

      g_assert_true (g_file_get_contents (path, &json, NULL, NULL));
      record = read_record (i == 0 ? &attest_certificate_schema : &attest_form_schema, json);
      problems = attest_check (record, &context);
      show (problems);
      g_assert_cmpuint (attest_check_count (problems, ATTEST_SEVERITY_ERROR), ==, 0);
      g_assert_cmpuint (problems->len, ==, 0);
    }
}

/* A fix whose field is gone meanwhile does nothing. */
static void
test_fix_without_place (void)
{
  AttestCheckContext context = context_of_today ();
  g_autoptr (AttestRecord) record = make_record (FALSE);
  g_autoptr (GPtrArray) problems = NULL;

  edit (record, "sites[0].country", "UK");
  problems = attest_check (record, &context);
  edit (record, "sites", "clear");
  g_assert_false (attest_problem_apply_fix (problems->pdata[0], record));
}

static void
test_context (void)
{
  AttestCheckContext context;

  attest_check_context_init (&context);
  g_assert_true (g_date_valid (&context.today));
  g_assert_cmpuint (g_date_get_year (&context.today), >=, 2024);
  g_assert_null (context.peers);
  g_assert_null (context.owner);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/check/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/check/order", test_order);
  g_test_add_func ("/check/missing", test_missing);
  g_test_add_func ("/check/short-year", test_short_year);
  g_test_add_func ("/check/peers", test_peers);
  g_test_add_func ("/check/half-pair", test_half_pair);
  g_test_add_func ("/check/strangers", test_strangers);
  g_test_add_func ("/check/difference", test_difference);
  g_test_add_func ("/check/accepted-wording", test_accepted_wording);
  g_test_add_func ("/check/empty", test_empty);
  g_test_add_func ("/check/examples", test_examples);
  g_test_add_func ("/check/fix-without-place", test_fix_without_place);
  g_test_add_func ("/check/context", test_context);
  return g_test_run ();
}
