/* AttestImportPart: see the header. A list whose records have a list of their own is shown by what
 * stands in that: not a scheme and its standards, but each standard with its scheme. */
#include "attest-config.h"
#include "imports/attest-import-part.h"

struct _AttestImportPart
{
  GObject parent_instance;

  AttestImportRecord *whole;
  AttestRecord *record;
  AttestRecord *above; /* (nullable): that it stands in, if that is not the whole */
  char *path;
  guint number;
};

G_DEFINE_FINAL_TYPE (AttestImportPart, attest_import_part, G_TYPE_OBJECT)

static void
attest_import_part_finalize (GObject *object)
{
  AttestImportPart *self = ATTEST_IMPORT_PART (object);

  g_clear_object (&self->whole);
  g_clear_object (&self->record);
  g_clear_object (&self->above);
  g_free (self->path);
  G_OBJECT_CLASS (attest_import_part_parent_class)->finalize (object);
}

static void
attest_import_part_class_init (AttestImportPartClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_import_part_finalize;
}

static void
attest_import_part_init (AttestImportPart *self)
{
}

/* What is being listed. */
typedef struct
{
  GListStore *parts;
  AttestImportRecord *whole;
  guint first; /* place of the first one of the list of the whole that is gone through */
} Listing;

static void
add_part (Listing *listing, AttestRecord *record, AttestRecord *above, const char *path)
{
  g_autoptr (AttestImportPart) part = g_object_new (ATTEST_TYPE_IMPORT_PART, NULL);

  part->whole = g_object_ref (listing->whole);
  part->record = g_object_ref (record);
  if (above != attest_import_record_get_record (listing->whole))
    part->above = g_object_ref (above);
  part->path = g_strdup (path);
  part->number = g_list_model_get_n_items (G_LIST_MODEL (listing->parts)) - listing->first + 1;
  g_list_store_append (listing->parts, part);
}

static gboolean
has_parts (AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].kind == ATTEST_FIELD_RECORDS
        && attest_record_list_get_length (attest_record_get_list (record, i)) > 0)
      return TRUE;
  return FALSE;
}

static void
add_parts (Listing *listing, AttestRecord *above, const char *prefix)
{
  const AttestSchema *schema = attest_record_get_schema (above);

  for (guint i = 0; i < schema->n_fields; i++)
    {
      AttestRecordList *list =
          schema->fields[i].kind == ATTEST_FIELD_RECORDS ? attest_record_get_list (above, i) : NULL;

      if (*prefix == '\0')
        listing->first = g_list_model_get_n_items (G_LIST_MODEL (listing->parts));
      for (guint j = 0; list != NULL && j < attest_record_list_get_length (list); j++)
        {
          AttestRecord *record = attest_record_list_get (list, j);
          g_autofree char *path = g_strdup_printf (
              "%s%s[%u].", prefix, attest_field_get_path_name (&schema->fields[i]), j);

          if (has_parts (record))
            add_parts (listing, record, path);
          else
            add_part (listing, record, above, path);
        }
    }
}

/* Returns: whether anything stands in lists of @whole */
gboolean
attest_import_part_any (AttestImportRecord *whole)
{
  return has_parts (attest_import_record_get_record (whole));
}

/* Returns: (transfer full): of #AttestImportPart */
static GListStore *
list_parts (AttestImportRecord *whole)
{
  Listing listing = { g_list_store_new (ATTEST_TYPE_IMPORT_PART), whole, 0 };

  add_parts (&listing, attest_import_record_get_record (whole), "");
  return listing.parts;
}

/* Returns: whether @parts are as many as @others, in the same places; they say the same then */
static gboolean
take_contents (GListModel *parts, GListModel *others)
{
  const guint n = g_list_model_get_n_items (parts);
  gboolean are_same = g_list_model_get_n_items (others) == n;

  for (guint i = 0; are_same && i < n; i++)
    {
      g_autoptr (AttestImportPart) part = g_list_model_get_item (parts, i);
      g_autoptr (AttestImportPart) other = g_list_model_get_item (others, i);

      are_same = g_str_equal (part->path, other->path);
      g_set_object (&part->record, other->record);
      g_set_object (&part->above, other->above);
    }
  return are_same;
}

/* Called before any row that shows a part of it, which listens later. */
static void
changed_cb (GListStore *parts, AttestImportRecord *whole)
{
  g_autoptr (GListStore) now = list_parts (whole);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  if (take_contents (G_LIST_MODEL (parts), G_LIST_MODEL (now)))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (now)); i++)
    g_ptr_array_add (added, g_list_model_get_item (G_LIST_MODEL (now), i));
  g_list_store_splice (
      parts, 0, g_list_model_get_n_items (G_LIST_MODEL (parts)), added->pdata, added->len);
}

/**
 * attest_import_part_list:
 * @whole: a record
 *
 * Returns: (transfer full): of #AttestImportPart, which follow what the record says
 */
GListModel *
attest_import_part_list (AttestImportRecord *whole)
{
  GListStore *parts = list_parts (whole);

  g_signal_connect_object (whole, "changed", G_CALLBACK (changed_cb), parts, G_CONNECT_SWAPPED);
  return G_LIST_MODEL (parts);
}

/* Returns: (transfer none): the record it stands in */
AttestImportRecord *
attest_import_part_get_whole (AttestImportPart *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_PART (self), NULL);
  return self->whole;
}

/* Returns: (transfer none): what it says */
AttestRecord *
attest_import_part_get_record (AttestImportPart *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_PART (self), NULL);
  return self->record;
}

/* Returns: (transfer none) (nullable): the scheme of a standard */
AttestRecord *
attest_import_part_get_above (AttestImportPart *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_PART (self), NULL);
  return self->above;
}

/* Returns: (transfer none): what the paths of its fields begin with */
const char *
attest_import_part_get_path (AttestImportPart *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_PART (self), NULL);
  return self->path;
}

/* Returns: which of its kind it is in the record, from 1 */
guint
attest_import_part_get_number (AttestImportPart *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_PART (self), 0);
  return self->number;
}
