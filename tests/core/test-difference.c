/* What is told to be different between two records, and what is not. */
#include "codec/attest-codec.h"
#include "codec/attest-difference.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"

static AttestRecord *
make_certificate (void)
{
  AttestRecord *record = attest_record_new (&attest_certificate_schema);
  AttestRecord *scheme =
      attest_record_list_append (attest_record_get_list (record, ATTEST_CERTIFICATE_SCHEMES));

  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, "KR-1");
  attest_record_set_text (record, ATTEST_CERTIFICATE_STATUS, "active");
  attest_record_set_text (record, ATTEST_CERTIFICATE_ISSUE_DATE, "20260320");
  attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_NAME, "Hanbit");
  attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID, "C-1");
  attest_record_set_text (scheme, ATTEST_SCHEME_NAME, "Quality");
  attest_record_set_text (
      attest_record_list_append (attest_record_get_list (scheme, ATTEST_SCHEME_STANDARDS)),
      ATTEST_STANDARD_NAME,
      "ISO 9001:2015");
  return record;
}

static void
add_site (AttestRecord *record, const char *city, const char *street)
{
  AttestRecord *site =
      attest_record_list_append (attest_record_get_list (record, ATTEST_CERTIFICATE_SITES));

  attest_record_set_text (record, ATTEST_CERTIFICATE_SITES_MODE, ATTEST_SITES_REPLACE);
  attest_record_set_text (site, ATTEST_SITE_CITY, city);
  attest_record_set_text (site, ATTEST_SITE_STREET, street);
  attest_record_set_text (site, ATTEST_SITE_COUNTRY, "Korea, Republic of");
}

static AttestRecord *
get_item (AttestRecord *record, guint field, guint position)
{
  return attest_record_list_get (attest_record_get_list (record, field), position);
}

/* One line for each: path|label|old|new|effect */
static char *
compare (AttestRecord *before, AttestRecord *after)
{
  g_autofree char *old_wire = attest_codec_write (before, ATTEST_CODEC_WIRE);
  g_autofree char *new_wire = attest_codec_write (after, ATTEST_CODEC_WIRE);
  g_autoptr (GPtrArray) found =
      attest_compare_wire (attest_record_get_schema (after), old_wire, new_wire);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const AttestDifference *d = g_ptr_array_index (found, i);

      g_string_append_printf (lines,
                              "%s|%s|%s|%s|%s\n",
                              d->path,
                              d->label,
                              d->old_text != NULL ? d->old_text : "-",
                              d->new_text != NULL ? d->new_text : "-",
                              d->effect != NULL ? d->effect : "-");
    }
  return g_string_free (lines, FALSE);
}

#define assert_differences(before, after, expected)                                                \
  do                                                                                               \
    {                                                                                              \
      g_autofree char *found_ = compare ((before), (after));                                       \
      g_assert_cmpstr (found_, ==, (expected));                                                    \
    }                                                                                              \
  while (0)

static void
test_same (void)
{
  g_autoptr (AttestRecord) before = make_certificate ();
  g_autoptr (AttestRecord) after = make_certificate ();

  assert_differences (before, after, "");
  attest_record_set_text (after, ATTEST_CERTIFICATE_ISSUE_DATE, "2026-03-20");
  attest_record_set_text (after, ATTEST_CERTIFICATE_SCOPE, "  ");
  attest_record_set_text (after, ATTEST_CERTIFICATE_SITES_MODE, ATTEST_SITES_LEAVE);
  assert_differences (before, after, "");
}

static void
test_texts (void)
{
  g_autoptr (AttestRecord) before = make_certificate ();
  g_autoptr (AttestRecord) after = make_certificate ();

  attest_record_set_text (before, ATTEST_CERTIFICATE_SCOPE, "Making");
  attest_record_set_text (after, ATTEST_CERTIFICATE_STATUS, "suspended");
  attest_record_set_text (after, ATTEST_CERTIFICATE_ISSUE_DATE, "2026-04-01");
  attest_record_set_text (after, ATTEST_CERTIFICATE_ENTITY_CITY, "Busan");
  attest_record_set_flag (after, ATTEST_CERTIFICATE_CONFIDENTIAL, ATTEST_FLAG_YES);
  assert_differences (before,
                      after,
                      "certification_status|Status|Active|Suspended|-\n"
                      "certification_scope|Scope of certification|Making|-|"
                      "No longer sent; the stored value may remain.\n"
                      "certification_issue_date|Issue date|2026-03-20|2026-04-01|-\n"
                      "certified_entity_street_city|City|-|Busan|-\n"
                      "confidential_certified_entity|Confidential entity|-|Yes|"
                      "The entity’s details will not be shown to the public.\n");
}

/* What looks the same on both sides is told by the sign that is different. */
static void
test_looks (void)
{
  g_autoptr (AttestRecord) before = make_certificate ();
  g_autoptr (AttestRecord) after = make_certificate ();

  attest_record_set_text (before, ATTEST_CERTIFICATE_ENTITY_CITY, "Sejong City");
  attest_record_set_text (after, ATTEST_CERTIFICATE_ENTITY_CITY, "Sejong\u00a0City");
  attest_record_set_text (before, ATTEST_CERTIFICATE_ENTITY_NAME, "Han\u200bbit");
  assert_differences (before,
                      after,
                      "certified_entity_name|Entity name|Han\u200bbit|Hanbit|"
                      "Both look the same, but there it has U+200B zero width space after “Han”. "
                      "The entity will be renamed on all its certificates.\n"
                      "certified_entity_street_city|City|Sejong City|Sejong\u00a0City|"
                      "Both look the same, but here it has U+00A0 no-break space after “Sejong”."
                      "\n");
}

static void
test_effects (void)
{
  g_autoptr (AttestRecord) before = make_certificate ();
  g_autoptr (AttestRecord) after = make_certificate ();

  attest_record_set_text (after, ATTEST_CERTIFICATE_STATUS, "hidden");
  attest_record_set_text (after, ATTEST_CERTIFICATE_ENTITY_NAME, "Hanbit Ltd");
  assert_differences (before,
                      after,
                      "certification_status|Status|Active|Hidden (Draft in CertSearch)|"
                      "The certificate will not be public any more.\n"
                      "certified_entity_name|Entity name|Hanbit|Hanbit Ltd|"
                      "The entity will be renamed on all its certificates.\n");
  attest_record_set_text (after, ATTEST_CERTIFICATE_STATUS, "active");
  attest_record_set_text (after, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID, "C-2");
  assert_differences (before,
                      after,
                      "certified_entity_name|Entity name|Hanbit|Hanbit Ltd|-\n"
                      "certified_entity_unique_id|Unique ID|C-1|C-2|"
                      "A different ID for the same company creates a second entity.\n");
}

static void
test_sites_replaced (void)
{
  g_autoptr (AttestRecord) before = make_certificate ();
  g_autoptr (AttestRecord) after = make_certificate ();

  add_site (before, "Seoul", "1 Main St");
  add_site (before, "Busan", "2 Port Rd");
  add_site (before, "Daegu", "3 Hill Rd");
  add_site (after, "Seoul", "1 Main St");
  add_site (after, "Daegu", "4 Hill Rd");
  assert_differences (before,
                      after,
                      "sites|Sites|3|2|3 sites will be replaced by 2.\n"
                      "sites|Sites|2 Port Rd, Busan, Korea, Republic of|-|-\n"
                      "sites[1].street|Sites › Daegu › Street|3 Hill Rd|4 Hill Rd|-\n");
}

/* As many as before: what the numbers are does not tell what is different. */
static void
test_sites_same_number (void)
{
  g_autoptr (AttestRecord) before = make_certificate ();
  g_autoptr (AttestRecord) after = make_certificate ();
  AttestDifference summary = { "", "Sites", "2", "2", "1 of 2 sites is different." };
  g_autofree char *words = attest_difference_describe (&summary);

  add_site (before, "Seoul", "1 Main St");
  add_site (before, "Busan", "2 Port Rd");
  add_site (after, "Busan", "2 Port Rd");
  add_site (after, "Seoul", "1 Main St");
  assert_differences (before, after, "sites|Sites|-|-|Only the order is different.\n");
  attest_record_set_text (
      get_item (after, ATTEST_CERTIFICATE_SITES, 1), ATTEST_SITE_STREET, "1 High St");
  assert_differences (before,
                      after,
                      "sites|Sites|2|2|1 of 2 sites is different.\n"
                      "sites[1].street|Sites › Seoul › Street|1 Main St|1 High St|-\n");
  g_assert_cmpstr (words, ==, "Sites: 1 of 2 sites is different.");
  attest_record_list_remove (attest_record_get_list (before, ATTEST_CERTIFICATE_SITES), 1);
  attest_record_list_remove (attest_record_get_list (after, ATTEST_CERTIFICATE_SITES), 0);
  assert_differences (before,
                      after,
                      "sites|Sites|1|1|The site is different.\n"
                      "sites[0].street|Sites › Seoul › Street|1 Main St|1 High St|-\n");
}

static void
test_sites_presence (void)
{
  g_autoptr (AttestRecord) none = make_certificate ();
  g_autoptr (AttestRecord) removed = make_certificate ();
  g_autoptr (AttestRecord) one = make_certificate ();

  attest_record_set_text (removed, ATTEST_CERTIFICATE_SITES_MODE, ATTEST_SITES_REMOVE);
  add_site (one, "Seoul", "1 Main St");
  assert_differences (one, none, "sites|Sites|1|-|Sites are left as they are.\n");
  assert_differences (removed, none, "sites|Sites|0|-|Sites are left as they are.\n");
  assert_differences (none, removed, "sites|Sites|-|0|All stored sites will be removed.\n");
  assert_differences (one,
                      removed,
                      "sites|Sites|1|0|All stored sites will be removed.\n"
                      "sites|Sites|1 Main St, Seoul, Korea, Republic of|-|-\n");
  assert_differences (
      none, one, "sites|Sites|-|1|Any stored sites will be replaced by this one.\n");
  assert_differences (removed,
                      one,
                      "sites|Sites|0|1|1 site will be stored.\n"
                      "sites[0]|Sites|-|1 Main St, Seoul, Korea, Republic of|-\n");
  assert_differences (one, one, "");
}

static void
test_standards (void)
{
  g_autoptr (AttestRecord) before = make_certificate ();
  g_autoptr (AttestRecord) after = make_certificate ();
  AttestRecordList *standards = attest_record_get_list (
      get_item (after, ATTEST_CERTIFICATE_SCHEMES, 0), ATTEST_SCHEME_STANDARDS);
  AttestRecord *scheme =
      attest_record_list_append (attest_record_get_list (after, ATTEST_CERTIFICATE_SCHEMES));

  attest_record_set_text (
      attest_record_list_get (standards, 0), ATTEST_STANDARD_NAME, "ISO 9001:2026");
  attest_record_set_text (scheme, ATTEST_SCHEME_NAME, "Environment");
  attest_record_set_text (
      attest_record_list_append (attest_record_get_list (scheme, ATTEST_SCHEME_STANDARDS)),
      ATTEST_STANDARD_NAME,
      "ISO 14001:2015");
  assert_differences (before,
                      after,
                      "schemes[0].standard_list|Schemes › Quality › Standards|ISO 9001:2015|-|-\n"
                      "schemes[0].standard_list[0]|Schemes › Quality › Standards|-|"
                      "ISO 9001:2026|-\n"
                      "schemes[1]|Schemes|-|Environment: ISO 14001:2015|-\n");
}

static void
test_order (void)
{
  g_autoptr (AttestRecord) before = make_certificate ();
  g_autoptr (AttestRecord) after = NULL;
  AttestRecord *scheme =
      attest_record_list_append (attest_record_get_list (before, ATTEST_CERTIFICATE_SCHEMES));

  attest_record_set_text (scheme, ATTEST_SCHEME_NAME, "Environment");
  after = attest_record_copy (before);
  attest_record_list_move (attest_record_get_list (after, ATTEST_CERTIFICATE_SCHEMES), 1, 0);
  assert_differences (before, after, "schemes|Schemes|-|-|Only the order is different.\n");
}

static void
test_form (void)
{
  g_autoptr (AttestRecord) before = attest_record_new (&attest_form_schema);
  g_autoptr (AttestRecord) after = attest_record_new (&attest_form_schema);
  AttestRecordList *tags = attest_record_get_list (after, ATTEST_FORM_TAGS);

  attest_record_set_text (before, ATTEST_FORM_COURSE_BEGIN, "2025-04-03T00:00:00.000Z");
  attest_record_set_text (after, ATTEST_FORM_COURSE_BEGIN, "2025-04-03");
  assert_differences (before, after, "");
  attest_record_set_text (after, ATTEST_FORM_COURSE_BEGIN, "2025-04-03T14:59:59.000Z");
  attest_record_set_text (attest_record_list_append (tags), ATTEST_TAG_TEXT, "python");
  assert_differences (before,
                      after,
                      "tags[0]|Tags|-|python|-\n"
                      "course_begin_at|Course begins|2025-04-03|2025-04-03 14:59:59 UTC|-\n");
}

static void
test_describe (void)
{
  AttestDifference changed = { "", "City", "Seoul", "Busan", NULL };
  AttestDifference added = { "", "Sites", NULL, "Busan", NULL };
  AttestDifference removed = { "", "Scope", "Making", NULL, "It may stay." };
  AttestDifference order = { "", "Schemes", NULL, NULL, "Only the order is different." };
  g_autofree char *a = attest_difference_describe (&changed);
  g_autofree char *b = attest_difference_describe (&added);
  g_autofree char *c = attest_difference_describe (&removed);
  g_autofree char *d = attest_difference_describe (&order);

  g_assert_cmpstr (a, ==, "City: “Seoul” becomes “Busan”.");
  g_assert_cmpstr (b, ==, "Sites: “Busan” is added.");
  g_assert_cmpstr (c, ==, "Scope: “Making” is removed. It may stay.");
  g_assert_cmpstr (d, ==, "Schemes: Only the order is different.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/difference/same", test_same);
  g_test_add_func ("/difference/texts", test_texts);
  g_test_add_func ("/difference/looks", test_looks);
  g_test_add_func ("/difference/effects", test_effects);
  g_test_add_func ("/difference/sites-replaced", test_sites_replaced);
  g_test_add_func ("/difference/sites-same-number", test_sites_same_number);
  g_test_add_func ("/difference/sites-presence", test_sites_presence);
  g_test_add_func ("/difference/standards", test_standards);
  g_test_add_func ("/difference/order", test_order);
  g_test_add_func ("/difference/form", test_form);
  g_test_add_func ("/difference/describe", test_describe);
  return g_test_run ();
}
