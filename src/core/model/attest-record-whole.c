/* What is done with whole records: whether anything is in them, comparing, copying, and following a
 * path through them. It all goes through the fields' own functions, so that whoever listens to a
 * record hears of every difference. Main thread. */
#include "attest-config.h"

#include "base/attest-str.h"
#include "model/attest-record-list.h"
#include "model/attest-record.h"

#include <string.h>

typedef gboolean (*IsNothing) (const char *text);

static gboolean holds_nothing (AttestRecord *self, IsNothing is_nothing);

static gboolean
is_unset (const char *text)
{
  return *text == '\0';
}

static gboolean
is_field_nothing (AttestRecord *self, guint field, IsNothing is_nothing)
{
  const AttestField *descriptor = &attest_record_get_schema (self)->fields[field];
  AttestRecordList *list = NULL;

  if (descriptor->kind == ATTEST_FIELD_FLAG)
    return attest_record_get_flag (self, field) == ATTEST_FLAG_UNSET;
  if (!attest_field_is_list (descriptor))
    return is_nothing (attest_record_get_text (self, field));
  list = attest_record_get_list (self, field);
  for (guint i = 0; i < attest_record_list_get_length (list); i++)
    if (!holds_nothing (attest_record_list_get (list, i), is_nothing))
      return FALSE;
  return TRUE;
}

static gboolean
holds_nothing (AttestRecord *self, IsNothing is_nothing)
{
  for (guint i = 0; i < attest_record_get_schema (self)->n_fields; i++)
    if (!is_field_nothing (self, i, is_nothing))
      return FALSE;
  return TRUE;
}

static void
add_to_summary (GString *summary, const char *text)
{
  g_autofree char *line = g_strstrip (g_strdelimit (g_strdup (text), "\r\n\t", ' '));

  if (*line != '\0')
    g_string_append_printf (summary, "%s%s", summary->len > 0 ? " · " : "", line);
}

/**
 * attest_record_dup_summary:
 * @self: a record
 *
 * Returns: (transfer full): all that is in it, in its order and on one line; of what stands in
 *   lists the titles
 */
char *
attest_record_dup_summary (AttestRecord *self)
{
  const AttestSchema *schema = attest_record_get_schema (self);
  GString *summary = g_string_new (NULL);

  for (guint i = 0; i < schema->n_fields; i++)
    if (attest_field_is_list (&schema->fields[i]))
      {
        AttestRecordList *list = attest_record_get_list (self, i);

        for (guint k = 0; k < attest_record_list_get_length (list); k++)
          add_to_summary (summary, attest_record_get_title (attest_record_list_get (list, k)));
      }
    else if (schema->fields[i].kind != ATTEST_FIELD_FLAG)
      add_to_summary (summary, attest_record_get_text (self, i));
  return g_string_free (summary, FALSE);
}

/**
 * attest_record_is_empty:
 * @self: a record
 *
 * Returns: whether nothing was typed, chosen or answered in it or below it
 */
gboolean
attest_record_is_empty (AttestRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_RECORD (self), TRUE);
  return holds_nothing (self, is_unset);
}

/**
 * attest_record_is_blank:
 * @self: a record
 *
 * Like attest_record_is_empty(), but a text of nothing but white space counts as nothing. A blank
 * record in a list is not sent.
 *
 * Returns: whether there is nothing in the record or below it that could be sent
 */
gboolean
attest_record_is_blank (AttestRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_RECORD (self), TRUE);
  return holds_nothing (self, attest_str_is_blank);
}

static guint
count_equal_start (AttestRecordList *self, AttestRecordList *other)
{
  guint shorter = MIN (attest_record_list_get_length (self), attest_record_list_get_length (other));
  guint n = 0;

  while (
      n < shorter
      && attest_record_equal (attest_record_list_get (self, n), attest_record_list_get (other, n)))
    n++;
  return n;
}

/**
 * attest_record_list_equal:
 * @self: a list
 * @other: another list
 *
 * Returns: whether both hold equal records in the same order
 */
gboolean
attest_record_list_equal (AttestRecordList *self, AttestRecordList *other)
{
  guint length = 0;

  g_return_val_if_fail (ATTEST_IS_RECORD_LIST (self), FALSE);
  g_return_val_if_fail (ATTEST_IS_RECORD_LIST (other), FALSE);

  length = attest_record_list_get_length (self);
  return length == attest_record_list_get_length (other)
         && count_equal_start (self, other) == length;
}

static gboolean
are_fields_equal (AttestRecord *self, AttestRecord *other, guint field)
{
  const AttestField *descriptor = &attest_record_get_schema (self)->fields[field];

  if (descriptor->kind == ATTEST_FIELD_FLAG)
    return attest_record_get_flag (self, field) == attest_record_get_flag (other, field);
  if (attest_field_is_list (descriptor))
    return attest_record_list_equal (attest_record_get_list (self, field),
                                     attest_record_get_list (other, field));
  return strcmp (attest_record_get_text (self, field), attest_record_get_text (other, field)) == 0;
}

/**
 * attest_record_equal:
 * @self: a record
 * @other: another
 *
 * Returns: whether both are of one kind and hold the same, down to the last list
 */
gboolean
attest_record_equal (AttestRecord *self, AttestRecord *other)
{
  const AttestSchema *schema = NULL;

  g_return_val_if_fail (ATTEST_IS_RECORD (self), FALSE);
  g_return_val_if_fail (ATTEST_IS_RECORD (other), FALSE);

  schema = attest_record_get_schema (self);
  if (schema != attest_record_get_schema (other))
    return FALSE;
  for (guint i = 0; i < schema->n_fields; i++)
    if (!are_fields_equal (self, other, i))
      return FALSE;
  return TRUE;
}

/* Returns: the same for records that are attest_record_equal(): for tables of those without lists
 */
guint
attest_record_hash (AttestRecord *self)
{
  const AttestSchema *schema = NULL;
  guint hash = 0;

  g_return_val_if_fail (ATTEST_IS_RECORD (self), 0);

  schema = attest_record_get_schema (self);
  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].kind != ATTEST_FIELD_FLAG && !attest_field_is_list (&schema->fields[i]))
      hash = hash * 31 + g_str_hash (attest_record_get_text (self, i));
  return hash;
}

/* Makes @self equal to @from with as little disturbance as there can be: records that stand on
 * both sides keep their identity (and the rows that show them), only a difference in length adds
 * or removes records, there where the lists begin to differ. */
static void
assign_list (AttestRecordList *self, AttestRecordList *from)
{
  guint at = count_equal_start (self, from);

  while (attest_record_list_get_length (self) > attest_record_list_get_length (from))
    attest_record_list_remove (self, at);
  while (attest_record_list_get_length (self) < attest_record_list_get_length (from))
    {
      g_autoptr (AttestRecord) copy = attest_record_copy (attest_record_list_get (from, at));
      attest_record_list_insert (self, at++, copy);
    }
  for (guint i = 0; i < attest_record_list_get_length (from); i++)
    attest_record_assign (attest_record_list_get (self, i), attest_record_list_get (from, i));
}

static void
assign_field (AttestRecord *self, AttestRecord *from, guint field)
{
  const AttestField *descriptor = &attest_record_get_schema (self)->fields[field];

  if (attest_field_is_list (descriptor))
    assign_list (attest_record_get_list (self, field), attest_record_get_list (from, field));
  else if (descriptor->kind == ATTEST_FIELD_FLAG)
    attest_record_set_flag (self, field, attest_record_get_flag (from, field));
  else
    attest_record_set_text (self, field, attest_record_get_text (from, field));
}

/**
 * attest_record_assign:
 * @self: a record
 * @from: another of the same kind
 *
 * Makes @self equal to @from, touching only what differs; records in lists keep their identity
 * where they can. This is what undo, redo and "open" do.
 */
void
attest_record_assign (AttestRecord *self, AttestRecord *from)
{
  const AttestSchema *schema = NULL;

  g_return_if_fail (ATTEST_IS_RECORD (self));
  g_return_if_fail (ATTEST_IS_RECORD (from));
  schema = attest_record_get_schema (self);
  g_return_if_fail (schema == attest_record_get_schema (from));

  for (guint i = 0; i < schema->n_fields; i++)
    assign_field (self, from, i);
}

/**
 * attest_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): an equal record that shares nothing with @self and is in no list
 */
AttestRecord *
attest_record_copy (AttestRecord *self)
{
  AttestRecord *copy = NULL;

  g_return_val_if_fail (ATTEST_IS_RECORD (self), NULL);
  copy = attest_record_new (attest_record_get_schema (self));
  attest_record_assign (copy, self);
  return copy;
}

/**
 * attest_record_copy_for_next:
 * @self: a record
 *
 * Returns: (transfer full): what the next one like it begins with: an equal record, but for the
 *   fields of its own table that are one record's own
 */
AttestRecord *
attest_record_copy_for_next (AttestRecord *self)
{
  const AttestSchema *schema = NULL;
  AttestRecord *copy = NULL;

  g_return_val_if_fail (ATTEST_IS_RECORD (self), NULL);
  schema = attest_record_get_schema (self);
  copy = attest_record_copy (self);
  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].own)
      attest_record_set_text (copy, i, "");
  return copy;
}

/**
 * attest_record_take_details:
 * @self: a record
 * @from: another of the same kind
 *
 * Gives @self those details that stand in @from; where nothing stands there, what it has stays.
 */
void
attest_record_take_details (AttestRecord *self, AttestRecord *from)
{
  const AttestSchema *schema = NULL;

  g_return_if_fail (ATTEST_IS_RECORD (self));
  g_return_if_fail (ATTEST_IS_RECORD (from));
  schema = attest_record_get_schema (self);
  g_return_if_fail (schema == attest_record_get_schema (from));

  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].detail != ATTEST_DETAIL_NONE && !is_field_nothing (from, i, is_unset))
      assign_field (self, from, i);
}

/**
 * attest_record_take_section:
 * @self: a record
 * @from: another of the same kind
 * @field: one of their fields
 *
 * Gives @self what @from has in all fields of the section that @field stands in.
 */
void
attest_record_take_section (AttestRecord *self, AttestRecord *from, const AttestField *field)
{
  const AttestSchema *schema = NULL;

  g_return_if_fail (ATTEST_IS_RECORD (self));
  g_return_if_fail (ATTEST_IS_RECORD (from));
  schema = attest_record_get_schema (self);
  g_return_if_fail (schema == attest_record_get_schema (from));

  for (guint i = 0; i < schema->n_fields; i++)
    if (g_strcmp0 (schema->fields[i].section, field->section) == 0)
      assign_field (self, from, i);
}

/**
 * attest_record_has_details:
 * @self: a record
 * @details: another of the same kind
 *
 * Returns: whether both are of the same issuer: all that says who that is stands in @details, and
 * is the same here
 */
gboolean
attest_record_has_details (AttestRecord *self, AttestRecord *details)
{
  const AttestSchema *schema = NULL;
  guint n = 0;

  g_return_val_if_fail (ATTEST_IS_RECORD (self), FALSE);
  g_return_val_if_fail (ATTEST_IS_RECORD (details), FALSE);
  schema = attest_record_get_schema (self);
  if (schema != attest_record_get_schema (details))
    return FALSE;
  for (guint i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].detail == ATTEST_DETAIL_FIXED)
      {
        if (is_field_nothing (details, i, attest_str_is_blank)
            || !are_fields_equal (self, details, i))
          return FALSE;
        n++;
      }
  return n > 0;
}

/* The end moves on by whole years, so that a cycle begins where the last one ended: 29 February
 * becomes the 28th. What cannot be read is asked for. */
static void
move_end (AttestRecord *record, guint field, guint n_years)
{
  AttestDateReading reading;
  g_autofree char *text = NULL;
  GDate day;

  attest_record_read_date (record, field, &reading);
  if (reading.fault != ATTEST_DATE_FINE)
    {
      attest_record_set_text (record, field, "");
      return;
    }
  day = reading.readings[0];
  g_date_add_years (&day, n_years);
  text = attest_date_format_day (&day);
  attest_record_set_text (record, field, text);
}

/**
 * attest_record_copy_for_cycle:
 * @self: a record of a kind that holds from one day to another, and had a first one
 * @n_years: how long a cycle is
 *
 * Returns: (transfer full): the same for its next cycle: when that begins is left to be entered,
 *   it ends as many years after the last one did, and the very first day stays
 */
AttestRecord *
attest_record_copy_for_cycle (AttestRecord *self, guint n_years)
{
  const AttestSchema *schema = NULL;
  AttestRecord *copy = NULL;
  guint begins = 0;
  guint first = 0;

  g_return_val_if_fail (ATTEST_IS_RECORD (self), NULL);
  schema = attest_record_get_schema (self);
  g_return_val_if_fail (schema->begins != NULL && schema->ends != NULL && schema->first != NULL,
                        NULL);
  copy = attest_record_copy (self);
  begins = attest_schema_index (schema, schema->begins);
  first = attest_schema_index (schema, schema->first);
  if (attest_str_is_blank (attest_record_get_text (copy, first)))
    attest_record_set_text (copy, first, attest_record_get_text (copy, begins));
  attest_record_set_text (copy, begins, "");
  move_end (copy, attest_schema_index (schema, schema->ends), n_years);
  if (schema->status != NULL)
    attest_record_set_text (
        copy, attest_schema_index (schema, schema->status), schema->status->choices[0].wire);
  return copy;
}

/* Reads `name` or `name[3]` off the front of *path; FALSE if it is neither. */
static gboolean
take_step (const char **path, char **name, gint64 *index)
{
  const char *p = *path;
  gsize length = strcspn (p, ".[");

  if (length == 0)
    return FALSE;
  *name = g_strndup (p, length);
  *index = -1;
  p += length;
  if (*p == '[')
    {
      char *end = NULL;

      *index = (gint64) g_ascii_strtoull (p + 1, &end, 10);
      if (end == p + 1 || *end != ']')
        return FALSE;
      p = end + 1;
    }
  if (*p == '.')
    p++;
  *path = p;
  return TRUE;
}

/**
 * attest_record_lookup:
 * @self: the record a path starts at
 * @path: a path as problems and `changed` carry it: `schemes[0].scheme_name`
 * @field: (out) (optional) (nullable): the field the path ends in; %NULL when it ends at a record
 *
 * A path may come from a server, so it is read with suspicion.
 *
 * Returns: (transfer none) (nullable): the record the path ends in, or %NULL if there is no such
 *   place now
 */
AttestRecord *
attest_record_lookup (AttestRecord *self, const char *path, const AttestField **field)
{
  const AttestField *found = NULL;

  g_return_val_if_fail (ATTEST_IS_RECORD (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  while (*path != '\0')
    {
      const AttestSchema *schema = attest_record_get_schema (self);
      g_autofree char *name = NULL;
      gint64 index = -1;

      if (!take_step (&path, &name, &index))
        return NULL;
      found = attest_schema_find_key (schema, name);
      if (found == NULL)
        found = attest_schema_find_name (schema, name);
      if (found == NULL)
        return NULL;
      if (index >= 0)
        {
          AttestRecordList *list = NULL;

          if (!attest_field_is_list (found))
            return NULL;
          list = attest_record_get_list (self, attest_schema_index (schema, found));
          if (index >= attest_record_list_get_length (list))
            return NULL;
          self = attest_record_list_get (list, (guint) index);
          found = NULL;
        }
      else if (*path != '\0')
        return NULL;
    }
  if (field != NULL)
    *field = found;
  return self;
}

/* The list of @owner that @list is; NULL: of none. */
static const AttestField *
find_list_field (AttestRecord *owner, AttestRecordList *list)
{
  const AttestSchema *schema = attest_record_get_schema (owner);

  for (guint i = 0; i < schema->n_fields; i++)
    if (attest_field_is_list (&schema->fields[i]) && attest_record_get_list (owner, i) == list)
      return &schema->fields[i];
  return NULL;
}

/* Whether @self stands below @root; then the steps down to it are added to @path. */
static gboolean
add_steps (AttestRecord *self, AttestRecord *root, GString *path)
{
  AttestRecordList *list = attest_record_get_list_of (self);
  AttestRecord *owner = list != NULL ? attest_record_list_get_owner (list) : NULL;
  guint position = 0;

  if (self == root)
    return TRUE;
  if (owner == NULL || !attest_record_list_find (list, self, &position)
      || !add_steps (owner, root, path))
    return FALSE;
  g_string_append_printf (path,
                          "%s%s[%u]",
                          path->len > 0 ? "." : "",
                          attest_field_get_path_name (find_list_field (owner, list)),
                          position);
  return TRUE;
}

/**
 * attest_record_dup_path:
 * @self: a record
 * @field: (nullable): one of its fields; %NULL: @self as a whole
 * @root: where the path starts
 *
 * The way back from attest_record_lookup().
 *
 * Returns: (transfer full) (nullable): the path; %NULL: @self does not stand below @root now
 */
char *
attest_record_dup_path (AttestRecord *self, const AttestField *field, AttestRecord *root)
{
  g_autoptr (GString) path = g_string_new (NULL);

  g_return_val_if_fail (ATTEST_IS_RECORD (self), NULL);
  g_return_val_if_fail (ATTEST_IS_RECORD (root), NULL);

  if (!add_steps (self, root, path))
    return NULL;
  if (field != NULL)
    g_string_append_printf (
        path, "%s%s", path->len > 0 ? "." : "", attest_field_get_path_name (field));
  return g_strdup (path->str);
}
