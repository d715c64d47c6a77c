/* Looking things up in field tables, and their texts in the user's language. Thread: any. */
#include "attest-config.h"
#include "model/attest-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_ENUM_TYPE (AttestFlag,
                    attest_flag,
                    G_DEFINE_ENUM_VALUE (ATTEST_FLAG_UNSET, "unset"),
                    G_DEFINE_ENUM_VALUE (ATTEST_FLAG_YES, "yes"),
                    G_DEFINE_ENUM_VALUE (ATTEST_FLAG_NO, "no"))

static const char *
translate (const AttestSchema *schema, const char *text)
{
  return text != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, schema->name, text) : NULL;
}

/**
 * attest_field_get_label:
 * @schema: the table @field stands in
 * @field: a field
 *
 * Returns: (transfer none): the field's label in the user's language
 */
const char *
attest_field_get_label (const AttestSchema *schema, const AttestField *field)
{
  return translate (schema, field->label);
}

/**
 * attest_field_get_caption:
 * @schema: the table @field stands in
 * @field: a field
 *
 * Returns: (transfer none): its name where the title of its section is seen as well
 */
const char *
attest_field_get_caption (const AttestSchema *schema, const AttestField *field)
{
  return translate (schema, field->caption != NULL ? field->caption : field->label);
}

/**
 * attest_field_get_help:
 * @schema: the table @field stands in
 * @field: a field
 *
 * Returns: (transfer none) (nullable): a sentence or two on what belongs there
 */
const char *
attest_field_get_help (const AttestSchema *schema, const AttestField *field)
{
  return translate (schema, field->help);
}

/**
 * attest_field_get_section:
 * @schema: the table @field stands in
 * @field: a field
 *
 * Returns: (transfer none) (nullable): title of the group the field stands in
 */
const char *
attest_field_get_section (const AttestSchema *schema, const AttestField *field)
{
  return translate (schema, field->section);
}

/**
 * attest_schema_get_title:
 * @schema: a schema
 *
 * Returns: (transfer none): what one record of it is called, in the user's language
 */
const char *
attest_schema_get_title (const AttestSchema *schema)
{
  return translate (schema, schema->title);
}

/**
 * attest_choice_get_label:
 * @schema: the table the choice belongs to
 * @choice: a choice
 *
 * Returns: (transfer none): its name in the user's language; the wire value where it has none
 */
const char *
attest_choice_get_label (const AttestSchema *schema, const AttestChoice *choice)
{
  return choice->label != NULL ? translate (schema, choice->label) : choice->wire;
}

/**
 * attest_choice_get_explanation:
 * @schema: the table the choice belongs to
 * @choice: a choice
 *
 * Returns: (transfer none) (nullable): what choosing it means
 */
const char *
attest_choice_get_explanation (const AttestSchema *schema, const AttestChoice *choice)
{
  return translate (schema, choice->explanation);
}

/**
 * attest_field_find_choice:
 * @field: a field
 * @wire: (nullable): a wire value; upper and lower case differ, as the documents say
 *
 * Returns: (transfer none) (nullable): the choice with exactly this wire value
 */
const AttestChoice *
attest_field_find_choice (const AttestField *field, const char *wire)
{
  for (const AttestChoice *c = field->choices; c != NULL && c->wire != NULL; c++)
    if (g_strcmp0 (c->wire, wire) == 0)
      return c;
  return NULL;
}

/**
 * attest_field_is_list:
 * @field: a field
 *
 * Returns: whether the field holds an #AttestRecordList rather than a text or a flag
 */
gboolean
attest_field_is_list (const AttestField *field)
{
  return field->kind == ATTEST_FIELD_TAGS || field->kind == ATTEST_FIELD_RECORDS;
}

/**
 * attest_field_get_path_name:
 * @field: a field
 *
 * Returns: (transfer none): what the field is called in paths such as `sites[0].city`: its wire
 *   key, or its property name where it has none
 */
const char *
attest_field_get_path_name (const AttestField *field)
{
  return field->key != NULL ? field->key : field->name;
}

/**
 * attest_schema_find_key:
 * @schema: a schema
 * @key: a wire key
 *
 * Returns: (transfer none) (nullable): the field sent under this key
 */
const AttestField *
attest_schema_find_key (const AttestSchema *schema, const char *key)
{
  for (guint i = 0; i < schema->n_fields; i++)
    if (g_strcmp0 (schema->fields[i].key, key) == 0)
      return &schema->fields[i];
  return NULL;
}

/**
 * attest_schema_find_name:
 * @schema: a schema
 * @name: a property name
 *
 * Returns: (transfer none) (nullable): the field with this property name
 */
const AttestField *
attest_schema_find_name (const AttestSchema *schema, const char *name)
{
  for (guint i = 0; i < schema->n_fields; i++)
    if (strcmp (schema->fields[i].name, name) == 0)
      return &schema->fields[i];
  return NULL;
}

/**
 * attest_schema_has_details:
 * @schema: a kind of record
 *
 * Returns: whether such a record says who issues it
 */
gboolean
attest_schema_has_details (const AttestSchema *schema)
{
  g_return_val_if_fail (schema != NULL, FALSE);
  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].detail == ATTEST_DETAIL_FIXED)
      return TRUE;
  return FALSE;
}

/**
 * attest_schema_index:
 * @schema: a schema
 * @field: one of its fields
 *
 * Returns: the field's place in the table, which is what attest_record_get_text() takes
 */
guint
attest_schema_index (const AttestSchema *schema, const AttestField *field)
{
  gsize index = (gsize) (field - schema->fields);

  g_assert (index < schema->n_fields);
  return (guint) index;
}

static const struct
{
  const char *id;
  const char *label;
} sources[] = {
  [ATTEST_SOURCE_DOCUMENT] = { "document", NC_ ("rule source", "Service’s API document") },
  [ATTEST_SOURCE_GLOSSARY] = { "glossary", NC_ ("rule source", "Service’s field glossary") },
  [ATTEST_SOURCE_SENSE] = { "sense", NC_ ("rule source", "Meaning of the field") },
  [ATTEST_SOURCE_REPLY] = { "reply", NC_ ("rule source", "Service’s answer") },
};

/**
 * attest_source_get_id:
 * @source: whose rule it is
 *
 * Returns: (transfer none): a word for machines, the same in every language
 */
const char *
attest_source_get_id (AttestSource source)
{
  return sources[source].id;
}

/**
 * attest_source_get_label:
 * @source: whose rule it is
 *
 * Returns: (transfer none): whose rule it is, in the user's language
 */
const char *
attest_source_get_label (AttestSource source)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "rule source", sources[source].label);
}
