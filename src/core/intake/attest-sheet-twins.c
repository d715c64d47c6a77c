/* What would be sent twice: see the header. A second certificate with the number of the first is an
 * update, and compared by AttestPeers; of what has no number the whole content tells. */
#include "attest-config.h"
#include "intake/attest-sheet-twins.h"

#include "base/attest-str.h"
#include "codec/attest-codec.h"
#include "service/attest-service.h"

struct _AttestSheetTwins
{
  GHashTable *contents; /* place → content of its record, not owned */
  GHashTable *places;   /* content → GArray of guint: places, the first one first */
};

/* Returns: (transfer full): nothing is known of any record yet */
AttestSheetTwins *
attest_sheet_twins_new (void)
{
  AttestSheetTwins *self = g_new (AttestSheetTwins, 1);

  self->contents = g_hash_table_new (NULL, NULL);
  self->places =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  return self;
}

/* Frees @self. */
void
attest_sheet_twins_free (AttestSheetTwins *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->contents);
  g_hash_table_unref (self->places);
  g_free (self);
}

/* What has no name yet cannot be sent, and is told so. Returns: (transfer full) (nullable): what
 * would be sent, told from all else; %NULL: there is no second one of it */
static char *
make_content (AttestRecord *record)
{
  const AttestService *service =
      record != NULL ? attest_service_for_schema (attest_record_get_schema (record)) : NULL;
  g_autofree char *wire = NULL;

  if (service == NULL || service->sending_again_updates
      || attest_str_is_blank (attest_record_get_title (record)))
    return NULL;
  wire = attest_codec_write (record, ATTEST_CODEC_WIRE);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, wire, -1);
}

static guint
find_index (const GArray *places, guint place)
{
  guint i = places->len;

  /* Most are added behind all others. */
  while (i > 0 && g_array_index (places, guint, i - 1) >= place)
    i--;
  return i;
}

static void
forget (AttestSheetTwins *self, guint place)
{
  const char *content = g_hash_table_lookup (self->contents, GUINT_TO_POINTER (place));
  GArray *places = content != NULL ? g_hash_table_lookup (self->places, content) : NULL;

  if (places == NULL)
    return;
  g_hash_table_remove (self->contents, GUINT_TO_POINTER (place));
  g_array_remove_index (places, find_index (places, place));
  if (places->len == 0)
    g_hash_table_remove (self->places, content);
}

static void
add (AttestSheetTwins *self, guint place, const char *content)
{
  gpointer key = NULL;
  gpointer places = NULL;

  if (!g_hash_table_lookup_extended (self->places, content, &key, &places))
    {
      key = g_strdup (content);
      places = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->places, key, places);
    }
  g_array_insert_val (places, find_index (places, place), place);
  g_hash_table_insert (self->contents, GUINT_TO_POINTER (place), key);
}

/* @content, @affected: (nullable): adds the places of all that are sent so */
static void
add_affected (AttestSheetTwins *self, const char *content, GHashTable *affected)
{
  const GArray *same = content != NULL ? g_hash_table_lookup (self->places, content) : NULL;

  for (guint i = 0; affected != NULL && same != NULL && i < same->len; i++)
    g_hash_table_add (affected, GUINT_TO_POINTER (g_array_index (same, guint, i)));
}

/**
 * attest_sheet_twins_set:
 * @self: the twins
 * @place: of a record
 * @record: (nullable): what it says now; %NULL: it is left out
 * @affected: (nullable): a set, to which all are added whose first twin may be another now
 *
 * Returns: whether others may have another twin now
 */
gboolean
attest_sheet_twins_set (AttestSheetTwins *self,
                        guint place,
                        AttestRecord *record,
                        GHashTable *affected)
{
  g_autofree char *content = NULL;
  const char *before = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  content = make_content (record);
  before = g_hash_table_lookup (self->contents, GUINT_TO_POINTER (place));
  if (g_strcmp0 (before, content) == 0)
    return FALSE;
  add_affected (self, before, affected);
  forget (self, place);
  if (content != NULL)
    add (self, place, content);
  add_affected (self, content, affected);
  return TRUE;
}

/**
 * attest_sheet_twins_find_first:
 * @self: the twins
 * @place: of a record
 * @first: (out): the place of the first one that would be sent the same
 *
 * Returns: whether there is one before it
 */
gboolean
attest_sheet_twins_find_first (AttestSheetTwins *self, guint place, guint *first)
{
  const char *content = NULL;
  const GArray *places = NULL;

  g_return_val_if_fail (self != NULL && first != NULL, FALSE);

  content = g_hash_table_lookup (self->contents, GUINT_TO_POINTER (place));
  places = content != NULL ? g_hash_table_lookup (self->places, content) : NULL;
  if (places == NULL)
    return FALSE;
  *first = g_array_index (places, guint, 0);
  return *first != place;
}
