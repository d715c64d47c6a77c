/* IAF CertSearch: one certificate as it stands there.
 *
 * The guide's page for retrieving a certification: {"data":{"company_certifications_id":"…",…}},
 * with other names than those of the upload: certification_number for certificate_number,
 * scope_description for certification_scope. The page as it is known is cut off, so that what else
 * it tells (schemes, sites, the address) is not relied on. Thread: any. */
#include "attest-config.h"

#include "model/attest-certificate.h"
#include "service/attest-reply-reader.h"
#include "service/attest-service-private.h"

/* In the order of the page. */
static const struct
{
  const char *key;
  guint field;
} names[] = {
  { "scope_description", ATTEST_CERTIFICATE_SCOPE },
  { "issue_date", ATTEST_CERTIFICATE_ISSUE_DATE },
  { "expiry_date", ATTEST_CERTIFICATE_EXPIRY_DATE },
  { "original_issue_date", ATTEST_CERTIFICATE_ORIGINAL_ISSUE_DATE },
  { "status", ATTEST_CERTIFICATE_STATUS },
  { "type", ATTEST_CERTIFICATE_TYPE },
  { "certification_number", ATTEST_CERTIFICATE_NUMBER },
  { "accreditation_status", ATTEST_CERTIFICATE_ACCREDITATION_STATUS },
  { "company_name", ATTEST_CERTIFICATE_ENTITY_NAME },
  { "certification_bodies_name", ATTEST_CERTIFICATE_CB_NAME },
  { "accreditation_bodies_name", ATTEST_CERTIFICATE_AB_NAME },
};

const guint attest_certsearch_told[] = {
  ATTEST_CERTIFICATE_NUMBER,
  ATTEST_CERTIFICATE_STATUS,
  ATTEST_CERTIFICATE_ACCREDITATION_STATUS,
  ATTEST_CERTIFICATE_TYPE,
  ATTEST_CERTIFICATE_SCOPE,
  ATTEST_CERTIFICATE_ORIGINAL_ISSUE_DATE,
  ATTEST_CERTIFICATE_ISSUE_DATE,
  ATTEST_CERTIFICATE_EXPIRY_DATE,
  ATTEST_CERTIFICATE_ENTITY_NAME,
  ATTEST_CERTIFICATE_AB_NAME,
  ATTEST_CERTIFICATE_CB_NAME,
  ATTEST_CERTIFICATE_N_FIELDS,
};

/* A day may come with the midnight it begins at; a word of a choice in another case. */
static char *
make_text (const AttestField *field, const char *text)
{
  const char *time = strchr (text, 'T');

  if (field->kind == ATTEST_FIELD_DATE && time != NULL && g_str_has_prefix (time, "T00:00:00"))
    return g_strndup (text, (gsize) (time - text));
  for (const AttestChoice *choice = field->choices;
       field->kind == ATTEST_FIELD_CHOICE && choice != NULL && choice->wire != NULL;
       choice++)
    if (g_ascii_strcasecmp (choice->wire, text) == 0)
      return g_strdup (choice->wire);
  return g_strdup (text);
}

static void
take_field (AttestRecord *record, guint index, const AttestJson *value)
{
  const AttestField *field = &attest_certificate_schema.fields[index];
  g_autofree char *text =
      value != NULL && value->values == NULL ? attest_reply_dup_text (value) : NULL;
  g_autofree char *ours = text != NULL ? make_text (field, text) : NULL;

  attest_record_set_text (record, index, ours);
}

/* What AttestService.one of CertSearch reads. */
gboolean
attest_certsearch_read_one (GBytes *body, GPtrArray *stored, guint *n_pages)
{
  g_autoptr (AttestJson) root = attest_reply_parse (NULL, body, ATTEST_REPLY_MAX);
  const AttestJson *data = attest_reply_get_member (root, "data");
  g_autofree char *id =
      attest_reply_dup_name (attest_reply_get_member (data, "company_certifications_id"));
  AttestStored *one = NULL;

  if (id == NULL || attest_reply_get_member (data, "certification_number") == NULL)
    return FALSE;
  one = g_new0 (AttestStored, 1);
  one->id = g_steal_pointer (&id);
  one->record = attest_record_new (&attest_certificate_schema);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    take_field (one->record, names[i].field, attest_reply_get_member (data, names[i].key));
  g_ptr_array_add (stored, one);
  *n_pages = 1;
  return TRUE;
}
