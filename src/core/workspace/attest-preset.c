/* AttestPreset: see the header. Any thread. */
#include "attest-config.h"
#include "workspace/attest-preset.h"

#include "base/attest-ident.h"
#include "codec/attest-codec.h"
#include "model/attest-kinds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const role_ids[] = {
  [ATTEST_PRESET_DETAILS] = "details",
  [ATTEST_PRESET_TEMPLATE] = "template",
};

/**
 * attest_preset_new:
 * @role: what it is
 * @name: what it is called
 * @record: what is in it; copied, of details without what is none
 *
 * Returns: (transfer full): one that was not kept yet
 */
AttestPreset *
attest_preset_new (AttestPresetRole role, const char *name, AttestRecord *record)
{
  AttestPreset *self = g_new0 (AttestPreset, 1);

  self->role = role;
  self->name = g_strdup (name);
  if (role == ATTEST_PRESET_TEMPLATE)
    self->record = attest_record_copy (record);
  else
    {
      self->record = attest_record_new (attest_record_get_schema (record));
      attest_record_take_details (self->record, record);
    }
  return self;
}

/* @self: (nullable) */
void
attest_preset_free (AttestPreset *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_clear_object (&self->record);
  g_free (self);
}

/**
 * attest_preset_dup_name:
 * @record: a record with details in it
 *
 * Returns: (transfer full): what they can be called: the short names of who issues it; "" for none
 */
char *
attest_preset_dup_name (AttestRecord *record)
{
  const AttestSchema *schema = NULL;
  g_autoptr (GString) name = g_string_new (NULL);

  g_return_val_if_fail (ATTEST_IS_RECORD (record), NULL);
  schema = attest_record_get_schema (record);
  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].detail == ATTEST_DETAIL_FIXED && schema->fields[i].code
        && *attest_record_get_text (record, i) != '\0')
      g_string_append_printf (
          name, "%s%s", name->len > 0 ? " · " : "", attest_record_get_text (record, i));
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/**
 * attest_preset_dup_issuer:
 * @record: a record with details in it
 *
 * Returns: (transfer full): who issues it, as one text, to compare
 */
char *
attest_preset_dup_issuer (AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  GString *issuer = g_string_new (NULL);

  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].detail == ATTEST_DETAIL_FIXED)
      g_string_append_printf (issuer, "%s\n", attest_record_get_text (record, i));
  return g_string_free (issuer, FALSE);
}

/**
 * attest_preset_fill:
 * @self: details
 * @record: a record of their kind
 *
 * Gives the record these details. Of a list with several in it nobody knows which one is meant:
 * that is left as it is.
 */
void
attest_preset_fill (const AttestPreset *self, AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);
  g_autoptr (AttestRecord) details = attest_record_copy (self->record);

  for (guint i = 0; i < schema->n_fields; i++)
    if (attest_field_is_list (&schema->fields[i]))
      {
        AttestRecordList *list = attest_record_get_list (details, i);

        for (guint n = attest_record_list_get_length (list); n > 1; n--)
          attest_record_list_remove (list, n - 1);
        if (attest_record_list_get_length (attest_record_get_list (self->record, i)) > 1)
          attest_record_list_remove (list, 0);
      }
  attest_record_take_details (record, details);
}

/**
 * attest_preset_begin_record:
 * @self: a template
 *
 * Returns: (transfer full): a new record like it, but for what it is called and its dates
 */
AttestRecord *
attest_preset_begin_record (const AttestPreset *self)
{
  AttestRecord *record = attest_record_copy (self->record);
  const AttestSchema *schema = attest_record_get_schema (record);

  attest_record_set_text (record, schema->title_field, "");
  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].kind == ATTEST_FIELD_DATE
        || schema->fields[i].kind == ATTEST_FIELD_DATE_TIME)
      attest_record_set_text (record, i, "");
  return record;
}

/**
 * attest_preset_make_id:
 * @role: what it is to be
 * @schema: of which kind of record
 *
 * Returns: (transfer full): an id for a new one
 */
char *
attest_preset_make_id (AttestPresetRole role, const AttestSchema *schema)
{
  g_autofree char *ident = attest_ident_new ();

  return g_strjoin ("/", role_ids[role], schema->name, ident, NULL);
}

/**
 * attest_preset_read:
 * @id: as attest_preset_make_id() makes them
 * @text: what attest_preset_write() made, perhaps that of another version
 *
 * What has no name of its own is called so that it can be seen and named.
 *
 * Returns: (transfer full) (nullable): it, nowhere proved; %NULL: it cannot be read
 */
AttestPreset *
attest_preset_read (const char *id, const char *text)
{
  g_auto (GStrv) words = g_strsplit (id, "/", 3);
  const AttestSchema *schema = g_strv_length (words) == 3 ? attest_kinds_find (words[1]) : NULL;
  const char *json = strchr (text, '\n');
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (AttestRecord) record = NULL;
  AttestPreset *self = NULL;

  if (schema == NULL || json == NULL)
    return NULL;
  record = attest_codec_read (schema, json + 1, -1, ATTEST_CODEC_DRAFT, &problems, NULL);
  if (record == NULL)
    return NULL;
  self = g_new0 (AttestPreset, 1);
  self->id = g_strdup (id);
  self->role = g_str_equal (words[0], role_ids[ATTEST_PRESET_TEMPLATE]) ? ATTEST_PRESET_TEMPLATE
                                                                        : ATTEST_PRESET_DETAILS;
  self->name = json > text ? g_strndup (text, (gsize) (json - text)) : g_strdup (_ ("Details"));
  self->record = g_steal_pointer (&record);
  return self;
}

/**
 * attest_preset_write:
 * @self: a preset
 *
 * Returns: (transfer full): its name, and in the lines below its record
 */
char *
attest_preset_write (const AttestPreset *self)
{
  g_autofree char *line = g_strdelimit (g_strdup (self->name), "\n\r", ' ');
  g_autofree char *json = attest_codec_write (self->record, ATTEST_CODEC_DRAFT);

  return g_strconcat (line, "\n", json, NULL);
}
