/* One record of an import: see the header. Made on any thread, then of the main one alone. */
#include "attest-config.h"
#include "workspace/attest-import-record.h"

#include "base/attest-shared-text.h"
#include "base/attest-str.h"
#include "check/attest-check.h"
#include "codec/attest-codec.h"
#include "intake/attest-comparison.h"
#include "intake/attest-sheet-names.h"
#include "intake/attest-sheet-words.h"
#include "model/attest-roles.h"
#include "workspace/attest-import-record-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _AttestImportRecord
{
  GObject parent_instance;

  AttestRecord *record;
  GArray *rows;
  GPtrArray *problems;
  GPtrArray *kinds; /* (nullable): of shared texts, one for each problem; see the function */
  guint place;
  char *key;          /* (nullable): natural key */
  char *own;          /* (nullable): of which draft it is, where Attest wrote the sheet */
  char *hash;         /* (nullable): of what would be sent */
  AttestFound *found; /* (nullable): what is there of it */
  const AttestField *left_alone; /* (nullable): a list that is there, and the sheet has none */
  gboolean prefers_sheet;
  gboolean is_kept;
  gboolean is_left_out;
  GHashTable *edits; /* (nullable): path → what stood there before it was edited */
  AttestComparison comparison;
  AttestImportEffect effect;
  GPtrArray *changes;
  GPtrArray *conflict;
  char *draft_id;
};

G_DEFINE_FINAL_TYPE (AttestImportRecord, attest_import_record, G_TYPE_OBJECT)

static guint changed_signal;

static void
attest_import_record_finalize (GObject *object)
{
  AttestImportRecord *self = ATTEST_IMPORT_RECORD (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->edits, g_hash_table_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->conflict, g_ptr_array_unref);
  g_clear_pointer (&self->found, attest_found_free);
  g_free (self->own);
  g_free (self->key);
  g_free (self->hash);
  g_free (self->draft_id);
  G_OBJECT_CLASS (attest_import_record_parent_class)->finalize (object);
}

static void
attest_import_record_class_init (AttestImportRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_import_record_finalize;
  changed_signal = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_import_record_init (AttestImportRecord *self)
{
}

/* For the import alone. @place: among those of the sheet. Returns: (transfer full): it */
AttestImportRecord *
attest_import_record_new (AttestSheetRecord *source, guint place)
{
  AttestImportRecord *self = g_object_new (ATTEST_TYPE_IMPORT_RECORD, NULL);

  self->record = g_object_ref (source->record);
  self->rows = g_array_ref (source->rows);
  self->problems = g_ptr_array_ref (source->problems);
  self->place = place;
  self->own = g_strdup (source->own);
  return self;
}

/* For the import alone. */
guint
attest_import_record_get_place (AttestImportRecord *self)
{
  return self->place;
}

/* Each is what the other was; nobody is told. (Their counts of references are left alone: other
 * threads may be letting go of them.) */
void
attest_import_record_swap (AttestImportRecord *self, AttestImportRecord *other)
{
  const gsize start = sizeof (GObject);
  const gsize size = sizeof (AttestImportRecord) - start;
  char content[sizeof (AttestImportRecord)];

  memcpy (content, (char *) self + start, size);
  memcpy ((char *) self + start, (char *) other + start, size);
  memcpy ((char *) other + start, content, size);
}

/* For the import alone: after it was changed. */
void
attest_import_record_emit_changed (AttestImportRecord *self)
{
  if (g_signal_has_handler_pending (self, changed_signal, 0, TRUE))
    g_signal_emit (self, changed_signal, 0);
}

/**
 * attest_import_record_edit:
 * @path: of a field; as in AttestProblem
 * @text: (nullable): what to put there; %NULL: what stood there at first
 *
 * For the import alone. The record is to be checked then.
 *
 * Returns: whether there is such a field, and it says something else now
 */
gboolean
attest_import_record_edit (AttestImportRecord *self, const char *path, const char *text)
{
  const AttestField *field = NULL;
  AttestRecord *record = attest_record_lookup (self->record, path, &field);
  g_autofree char *before = NULL;

  if (record == NULL || field == NULL || attest_field_is_list (field))
    return FALSE;
  if (text == NULL && self->edits != NULL)
    text = g_hash_table_lookup (self->edits, path);
  before = attest_sheet_dup_field (record, field);
  if (text == NULL || g_str_equal (text, before))
    return FALSE;
  attest_sheet_set_field (record, field, text);
  attest_import_record_forget_kinds (self);
  if (self->edits == NULL)
    self->edits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!g_hash_table_contains (self->edits, path))
    g_hash_table_insert (self->edits, g_strdup (path), g_steal_pointer (&before));
  else if (g_str_equal (text, g_hash_table_lookup (self->edits, path)))
    g_hash_table_remove (self->edits, path);
  return TRUE;
}

/* For the import alone. */
void
attest_import_record_set_left_out (AttestImportRecord *self, gboolean left_out)
{
  self->is_left_out = left_out;
}

/* For the import alone. @prefers_sheet: what a person wrote into the draft is replaced */
void
attest_import_record_set_prefers_sheet (AttestImportRecord *self, gboolean prefers_sheet)
{
  self->prefers_sheet = prefers_sheet;
}

/* For the import alone. @row: what became of it */
void
attest_import_record_set_kept (AttestImportRecord *self, const AttestImportRow *row)
{
  self->is_kept = TRUE;
  for (guint i = 1; i < ATTEST_N_IMPORT_EFFECTS; i++)
    if (g_strcmp0 (attest_import_effect_get_id (i), row->effect) == 0)
      self->effect = i;
  g_free (self->draft_id);
  self->draft_id = g_strdup (row->draft_id);
}

/* Comparing. */

static char *
write_wire (AttestImportRecord *self)
{
  char *wire = attest_codec_write (self->record, ATTEST_CODEC_WIRE);

  g_free (self->hash);
  self->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, wire, -1);
  return wire;
}

/* For the import alone: finds out what it is known by. */
void
attest_import_record_identify (AttestImportRecord *self)
{
  g_auto (AttestRoles) roles = { 0 };
  g_autofree char *wire = write_wire (self);

  attest_roles_read (&roles, self->record);
  g_free (self->key);
  self->key = g_steal_pointer (&roles.key);
}

/* For the import alone. Returns: (transfer none): its natural key; "" if it has none */
const char *
attest_import_record_get_key (AttestImportRecord *self)
{
  return self->key != NULL ? self->key : "";
}

/* For the import alone. Returns: (transfer none): SHA-256 of what would be sent */
const char *
attest_import_record_get_hash (AttestImportRecord *self)
{
  return self->hash != NULL ? self->hash : "";
}

/* For the import alone. Returns: (transfer none): the id of the draft it was written from; "" if
 * the sheet says none */
const char *
attest_import_record_get_own (AttestImportRecord *self)
{
  return self->own != NULL ? self->own : "";
}

/* For the import alone. Returns: (transfer none): the unique id of whom it is about; "" if it says
 * none */
const char *
attest_import_record_get_entity_id (AttestImportRecord *self)
{
  return attest_record_get_role (self->record, attest_record_get_schema (self->record)->entity_id);
}

/* For the import alone. Returns: (transfer none) (nullable): what is there of it */
const AttestFound *
attest_import_record_get_found (AttestImportRecord *self)
{
  return self->found;
}

static AttestRecord *
read_record (AttestImportRecord *self, const char *json, AttestCodecFlags flags)
{
  return attest_codec_read (attest_record_get_schema (self->record), json, -1, flags, NULL, NULL);
}

/* Two bodies can give one number: what is called otherwise is another record. */
static gboolean
has_other_name (AttestImportRecord *self, const AttestFound *found)
{
  const AttestField *entity = attest_record_get_schema (self->record)->entity;
  const char *own = attest_record_get_role (self->record, entity);
  g_autoptr (AttestRecord) other = NULL;

  if (found->record != NULL)
    other = read_record (self, found->record, ATTEST_CODEC_DRAFT);
  else if (found->published_body != NULL)
    other = read_record (self, found->published_body, ATTEST_CODEC_WIRE);
  return other != NULL && !attest_str_is_blank (own)
         && attest_sheet_names_differ (own, attest_record_get_role (other, entity));
}

/* For the import alone. */
void
attest_import_record_take_found (AttestImportRecord *self, AttestFound *found)
{
  g_clear_pointer (&self->found, attest_found_free);
  self->found = found;
  if (found == NULL || !found->is_by_number || !has_other_name (self, found))
    return;
  attest_found_free (self->found);
  self->found = g_new0 (AttestFound, 1);
}

static gboolean
is_other_entity (AttestImportRecord *self, const char *entity_id)
{
  const char *own = attest_import_record_get_entity_id (self);

  return entity_id != NULL && !attest_str_is_blank (own)
         && !attest_sheet_is_same_text (own, entity_id);
}

/**
 * attest_import_record_fill:
 *
 * For the import alone: what the sheet says nothing about stays as it is there.
 *
 * Returns: whether the record is to be checked again
 */
gboolean
attest_import_record_fill (AttestImportRecord *self, const AttestImportView *view)
{
  const AttestFound *found = self->found;
  g_autoptr (AttestRecord) from = NULL;

  if (found == NULL || g_strcmp0 (found->content_hash, self->hash) == 0)
    return FALSE;
  if (found->record != NULL && !is_other_entity (self, found->entity_id))
    from = read_record (self, found->record, ATTEST_CODEC_DRAFT);
  else if (found->record == NULL && found->published_body != NULL
           && !is_other_entity (self, found->published_entity_id))
    from = read_record (self, found->published_body, ATTEST_CODEC_WIRE);
  if (from == NULL)
    return FALSE;
  self->left_alone = attest_find_left_alone (self->record, from, view->said);
  return attest_fill_unsaid (self->record, from, view->said, found->record != NULL);
}

/* Returns: (transfer full): what is different, by meaning; empty if @hash is the record's own */
static GPtrArray *
compare_with (AttestImportRecord *self, const char *hash, const char *before, const char *wire)
{
  if (g_strcmp0 (hash, self->hash) == 0)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) attest_difference_free);
  return attest_compare_meaning (attest_record_get_schema (self->record), before, wire);
}

static GPtrArray *
compare_with_draft (AttestImportRecord *self, const char *wire)
{
  g_autoptr (AttestRecord) draft = NULL;
  g_autofree char *before = NULL;

  if (g_strcmp0 (self->found->content_hash, self->hash) != 0)
    draft = read_record (self, self->found->record, ATTEST_CODEC_DRAFT);
  before = draft != NULL ? attest_codec_write (draft, ATTEST_CODEC_WIRE) : NULL;
  return compare_with (self, self->found->content_hash, before != NULL ? before : "", wire);
}

/* One number for two companies: neither may take the other's place. */
static void
tell_other_entity (AttestImportRecord *self, const char *entity_id)
{
  g_autofree char *message = g_strdup_printf (
      /* TRANSLATORS: %s is the unique ID of a company */
      _ ("Another record already has this number, with unique ID “%s”."),
      entity_id);
  const AttestSchema *schema = attest_record_get_schema (self->record);

  g_ptr_array_add (self->problems,
                   attest_problem_new (ATTEST_SEVERITY_ERROR,
                                       schema->entity_id->key,
                                       "other-entity",
                                       ATTEST_SOURCE_SENSE,
                                       message));
}

/* Cells that were emptied look the same as cells that nobody filled in. */
static void
tell_left_alone (AttestImportRecord *self)
{
  const AttestSchema *schema = attest_record_get_schema (self->record);
  g_autofree char *message = g_strdup_printf (
      /* TRANSLATORS: %s is the label of a list: Sites */
      _ ("%s stay as they are: the sheet has none for this record."),
      attest_field_get_label (schema, self->left_alone));

  g_ptr_array_add (self->problems,
                   attest_problem_new (ATTEST_SEVERITY_WARNING,
                                       self->left_alone->key,
                                       "left-alone",
                                       ATTEST_SOURCE_SENSE,
                                       message));
}

/* What is told by comparing. */
static void
forget_told (AttestImportRecord *self)
{
  static const char *const rules[] = { "other-entity", "left-alone", NULL };

  for (guint i = self->problems->len; i > 0; i--)
    if (g_strv_contains (rules,
                         attest_problem_get_rule (g_ptr_array_index (self->problems, i - 1))))
      g_ptr_array_remove_index (self->problems, i - 1);
}

/* Whether nobody changed the draft since it was imported, or sent as it is. */
static gboolean
is_untouched (const AttestFound *found)
{
  return found->imported_hash != NULL ? g_str_equal (found->imported_hash, found->content_hash)
                                      : found->is_current;
}

static void
compare_published (AttestImportRecord *self, const char *wire)
{
  self->comparison = ATTEST_COMPARISON_NEW;
  if (self->found == NULL || self->found->published_body == NULL
      || is_other_entity (self, self->found->published_entity_id))
    return;
  self->changes =
      compare_with (self, self->found->published_hash, self->found->published_body, wire);
  self->comparison =
      self->changes->len > 0 ? ATTEST_COMPARISON_CHANGED : ATTEST_COMPARISON_UNCHANGED;
}

static void
compare_draft (AttestImportRecord *self, const AttestImportView *view, const char *wire)
{
  g_autoptr (GPtrArray) changes = NULL;
  AttestFound *found = self->found;

  if (found == NULL || found->record == NULL || is_other_entity (self, found->entity_id))
    {
      self->effect =
          self->comparison == ATTEST_COMPARISON_UNCHANGED
                  || (self->comparison == ATTEST_COMPARISON_CHANGED && view->is_sent_once)
              ? ATTEST_IMPORT_EFFECT_NOTHING
              : ATTEST_IMPORT_EFFECT_CREATE;
      return;
    }
  self->draft_id = g_strdup (found->draft_id);
  changes = compare_with_draft (self, wire);
  if (changes->len == 0)
    self->effect = ATTEST_IMPORT_EFFECT_NOTHING;
  else if (is_untouched (found) || self->prefers_sheet)
    self->effect = ATTEST_IMPORT_EFFECT_UPDATE;
  else
    self->effect = ATTEST_IMPORT_EFFECT_CONFLICT;
  if (self->effect == ATTEST_IMPORT_EFFECT_CONFLICT || self->prefers_sheet)
    self->conflict = g_ptr_array_ref (changes);
  if (view->has_environment)
    return;
  self->comparison = changes->len > 0 ? ATTEST_COMPARISON_CHANGED : ATTEST_COMPARISON_UNCHANGED;
  self->changes = g_steal_pointer (&changes);
}

/* Checking the record anew forgot it. */
static void
tell (AttestImportRecord *self)
{
  forget_told (self);
  if (self->left_alone != NULL)
    tell_left_alone (self);
  if (self->found != NULL && is_other_entity (self, self->found->entity_id))
    tell_other_entity (self, self->found->entity_id);
  else if (self->found != NULL && is_other_entity (self, self->found->published_entity_id))
    tell_other_entity (self, self->found->published_entity_id);
}

/* For the import alone: with what was found of it. What was kept stays what it became. */
void
attest_import_record_compare (AttestImportRecord *self, const AttestImportView *view)
{
  g_autofree char *wire = NULL;

  attest_import_record_forget_kinds (self);
  tell (self);
  if (self->is_kept)
    return;
  wire = write_wire (self);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->conflict, g_ptr_array_unref);
  g_clear_pointer (&self->draft_id, g_free);
  compare_published (self, wire);
  compare_draft (self, view, wire);
}

/* Returns: (transfer none): what it says; not to be changed but by attest_import_edit() */
AttestRecord *
attest_import_record_get_record (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), NULL);
  return self->record;
}

/* Returns: the first of its rows, from 1 as a spreadsheet shows them */
guint
attest_import_record_get_row (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), 0);
  return self->rows->len > 0 ? g_array_index (self->rows, guint, 0) : 0;
}

/* Returns: (transfer none) (element-type guint): its rows, from 1, in the sheet's order */
GArray *
attest_import_record_get_rows (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), NULL);
  return self->rows;
}

/* Returns: (transfer none) (element-type AttestProblem): of its rows, then of itself */
GPtrArray *
attest_import_record_get_problems (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), NULL);
  return self->problems;
}

/* sites[3].street is sites[].street */
static void
append_field_path (GString *text, const char *path)
{
  gboolean is_inside = FALSE;

  for (; *path != '\0'; path++)
    {
      is_inside = is_inside && *path != ']';
      if (!is_inside)
        g_string_append_c (text, *path);
      is_inside = is_inside || *path == '[';
    }
}

static char *
dup_kind (AttestImportRecord *self, AttestProblem *problem)
{
  const char *path = attest_problem_get_path (problem);
  GString *kind = g_string_new (attest_problem_get_rule (problem));
  const AttestField *field = NULL;
  AttestRecord *there = attest_record_lookup (self->record, path, &field);
  g_autofree char *text = NULL;

  g_string_append_c (kind, '\n');
  append_field_path (kind, path);
  g_string_append_c (kind, '\n');
  if (there != NULL && field != NULL && !attest_field_is_list (field))
    text = attest_sheet_dup_field (there, field);
  g_string_append (kind, text != NULL ? text : "");
  return g_string_free (kind, FALSE);
}

/**
 * attest_import_record_get_kinds:
 *
 * For the import alone. What each of its problems has in common with those of other records: rule,
 * path without places, and what stands there, a line each. Of each kind there is one text in all,
 * so that kinds are the same if and only if their texts are the same pointer. It is made when it is
 * asked for first: on a thread, for thousands of records.
 *
 * Returns: (transfer none) (element-type utf8): one for each problem
 */
GPtrArray *
attest_import_record_get_kinds (AttestImportRecord *self)
{
  if (self->kinds != NULL)
    return self->kinds;
  self->kinds =
      g_ptr_array_new_full (self->problems->len, (GDestroyNotify) attest_shared_text_release);
  for (guint i = 0; i < self->problems->len; i++)
    {
      g_autofree char *kind = dup_kind (self, g_ptr_array_index (self->problems, i));

      g_ptr_array_add (self->kinds, attest_shared_text_new (kind));
    }
  return self->kinds;
}

/* For the import alone: after it was checked, its problems are others. */
void
attest_import_record_forget_kinds (AttestImportRecord *self)
{
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
}

/* Returns: how many of its problems keep it from being sent */
guint
attest_import_record_get_n_errors (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), 0);
  return attest_check_count (self->problems, ATTEST_SEVERITY_ERROR);
}

/* Returns: how many of its problems are only to be looked at */
guint
attest_import_record_get_n_warnings (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), 0);
  return attest_check_count (self->problems, ATTEST_SEVERITY_WARNING);
}

/* Returns: whether a person does not want it */
gboolean
attest_import_record_get_is_left_out (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), FALSE);
  return self->is_left_out;
}

/* Returns: whether a person put there what is at @path; of %NULL: anywhere */
gboolean
attest_import_record_get_is_edited (AttestImportRecord *self, const char *path)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), FALSE);
  if (self->edits == NULL)
    return FALSE;
  return path != NULL ? g_hash_table_contains (self->edits, path)
                      : g_hash_table_size (self->edits) > 0;
}

/* Returns: what it is against what is there */
AttestComparison
attest_import_record_get_comparison (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), ATTEST_COMPARISON_NONE);
  return self->comparison;
}

/* Returns: (transfer none) (nullable): see the header */
GPtrArray *
attest_import_record_get_changes (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), NULL);
  return self->changes;
}

/* Returns: what keeping does with it */
AttestImportEffect
attest_import_record_get_effect (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), ATTEST_IMPORT_EFFECT_NONE);
  return self->is_left_out ? ATTEST_IMPORT_EFFECT_LEFT_OUT : self->effect;
}

/* Returns: (transfer none) (nullable): see the header */
GPtrArray *
attest_import_record_get_conflict (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), NULL);
  return self->conflict;
}

/* Returns: (transfer none) (nullable): see the header */
const char *
attest_import_record_get_draft_id (AttestImportRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_RECORD (self), NULL);
  return self->draft_id;
}

/* Returns: (transfer none) (nullable): what it is called in files; the same in every language */
const char *
attest_comparison_get_id (AttestComparison comparison)
{
  static const char *const ids[] = { NULL, "new", "changed", "unchanged" };

  g_return_val_if_fail (comparison < ATTEST_N_COMPARISONS, NULL);
  return ids[comparison];
}

/* Returns: (transfer none) (nullable): what it is called in files; the same in every language */
const char *
attest_import_effect_get_id (AttestImportEffect effect)
{
  static const char *const ids[] = { NULL, "create", "update", "nothing", "conflict", "left-out" };

  g_return_val_if_fail (effect < ATTEST_N_IMPORT_EFFECTS, NULL);
  return ids[effect];
}
