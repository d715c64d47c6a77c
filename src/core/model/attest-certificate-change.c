/* What it does in CertSearch when a certificate that is stored there is sent again with other
 * content. Sites and the entity's ID: the service's document for `upload-cert` and its glossary.
 * What leaving a field out does to the stored one is not documented, and is said so. Thread: any.
 */
#include "attest-config.h"

#include "base/attest-str.h"
#include "model/attest-certificate-private.h"

#include <glib/gi18n-lib.h>

static guint
count_sites (AttestRecord *record)
{
  return attest_record_list_get_length (attest_record_get_list (record, ATTEST_CERTIFICATE_SITES));
}

/* How many sites of @after are none of @before, wherever they stand. A bank has thousands: they are
 * looked up. */
static guint
count_other_sites (AttestRecord *before, AttestRecord *after)
{
  AttestRecordList *old_sites = attest_record_get_list (before, ATTEST_CERTIFICATE_SITES);
  AttestRecordList *new_sites = attest_record_get_list (after, ATTEST_CERTIFICATE_SITES);
  g_autoptr (GHashTable) left =
      g_hash_table_new ((GHashFunc) attest_record_hash, (GEqualFunc) attest_record_equal);
  guint n_others = 0;

  for (guint i = 0; i < attest_record_list_get_length (old_sites); i++)
    {
      AttestRecord *site = attest_record_list_get (old_sites, i);

      g_hash_table_insert (
          left, site, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (left, site)) + 1));
    }
  for (guint i = 0; i < attest_record_list_get_length (new_sites); i++)
    {
      AttestRecord *site = attest_record_list_get (new_sites, i);
      const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (left, site));

      n_others += n == 0;
      if (n > 0)
        g_hash_table_insert (left, site, GUINT_TO_POINTER (n - 1));
    }
  return n_others;
}

/* As many sites as before. Returns: (nullable): %NULL: they are the same ones */
static char *
explain_same_number (AttestRecord *before, AttestRecord *after)
{
  const guint n = count_other_sites (before, after);

  if (n == 0)
    return NULL;
  if (count_sites (after) == 1)
    return g_strdup (_ ("The site is different."));
  /* Translators: how many sites are other ones than before, and how many there are */
  return g_strdup_printf (
      ngettext ("%u of %u sites is different.", "%u of %u sites are different.", n),
      n,
      count_sites (after));
}

static char *
explain_new_sites (AttestRecord *before, AttestRecord *after)
{
  guint n_before = count_sites (before);
  guint n_after = count_sites (after);

  switch (attest_record_get_presence (before, ATTEST_CERTIFICATE_SITES))
    {
    case ATTEST_PRESENCE_LIST:
      if (n_before == n_after)
        return explain_same_number (before, after);
      /* Translators: the first number decides between singular and plural; the second one is how
       * many sites there will be. */
      return g_strdup_printf (ngettext ("%u site will be replaced by %u.",
                                        "%u sites will be replaced by %u.",
                                        n_before),
                              n_before,
                              n_after);
    case ATTEST_PRESENCE_EMPTY:
      return g_strdup_printf (
          ngettext ("%u site will be stored.", "%u sites will be stored.", n_after), n_after);
    case ATTEST_PRESENCE_OMITTED:
    default:
      return g_strdup_printf (ngettext ("Any stored sites will be replaced by this one.",
                                        "Any stored sites will be replaced by these %u.",
                                        n_after),
                              n_after);
    }
}

static char *
explain_sites (AttestRecord *before, AttestRecord *after)
{
  switch (attest_record_get_presence (after, ATTEST_CERTIFICATE_SITES))
    {
    case ATTEST_PRESENCE_LIST:
      return explain_new_sites (before, after);
    case ATTEST_PRESENCE_EMPTY:
      return g_strdup (_ ("All stored sites will be removed."));
    case ATTEST_PRESENCE_OMITTED:
    default:
      return g_strdup (_ ("Sites are left as they are."));
    }
}

static gboolean
is_hidden (AttestRecord *record)
{
  return g_str_equal (attest_record_get_text (record, ATTEST_CERTIFICATE_STATUS), "hidden");
}

static char *
explain_status (AttestRecord *before, AttestRecord *after)
{
  if (is_hidden (after))
    return g_strdup (_ ("The certificate will not be public any more."));
  if (is_hidden (before))
    return g_strdup (_ ("The certificate will become public."));
  return NULL;
}

static char *
explain_confidential (AttestRecord *after)
{
  switch (attest_record_get_flag (after, ATTEST_CERTIFICATE_CONFIDENTIAL))
    {
    case ATTEST_FLAG_YES:
      return g_strdup (_ ("The entity’s details will not be shown to the public."));
    case ATTEST_FLAG_NO:
      return g_strdup (_ ("The entity’s details will be shown to the public."));
    case ATTEST_FLAG_UNSET:
    default:
      return g_strdup (_ ("No longer sent; the stored value may remain."));
    }
}

static gboolean
is_same_entity (AttestRecord *before, AttestRecord *after)
{
  return g_str_equal (attest_record_get_text (before, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID),
                      attest_record_get_text (after, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID));
}

static char *
explain_text (AttestRecord *after, guint field)
{
  AttestFieldKind kind = attest_certificate_schema.fields[field].kind;

  if (kind == ATTEST_FIELD_RECORDS || !attest_str_is_blank (attest_record_get_text (after, field)))
    return NULL;
  return g_strdup (_ ("No longer sent; the stored value may remain."));
}

/* The certificate's AttestSchema.explain_change: @field differs between the two. */
char *
attest_certificate_explain_change (AttestRecord *before, AttestRecord *after, guint field)
{
  switch ((AttestCertificateField) field)
    {
    case ATTEST_CERTIFICATE_SITES:
      return explain_sites (before, after);
    case ATTEST_CERTIFICATE_STATUS:
      return explain_status (before, after);
    case ATTEST_CERTIFICATE_CONFIDENTIAL:
      return explain_confidential (after);
    case ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID:
      return g_strdup (_ ("A different ID for the same company creates a second entity."));
    case ATTEST_CERTIFICATE_ENTITY_NAME:
      return is_same_entity (before, after)
                 ? g_strdup (_ ("The entity will be renamed on all its certificates."))
                 : NULL;
    case ATTEST_CERTIFICATE_NUMBER:
      return g_strdup (_ ("A different number creates a different certificate."));
    default:
      return explain_text (after, field);
    }
}
