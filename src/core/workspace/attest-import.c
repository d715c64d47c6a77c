/* A file of records on its way in: see the header. What reads it, what is decided and what is known
 * of sheets before are objects of their own; here they hear of each other. */
#include "attest-config.h"
#include "workspace/attest-import.h"

#include "workspace/attest-import-private.h"

#include <glib/gi18n-lib.h>

struct _AttestImport
{
  GObject parent_instance;

  AttestWorkspace *workspace;
  char *name;
  AttestImportReader *reader;
  AttestImportDecider *decider;
  AttestImportMemory *memory;
  AttestDecisions *decisions; /* of @decider */
  guint n_busy;

  gboolean compares;
  gboolean has_environment;
  AttestEnvironment environment;
  GPtrArray *missing; /* of AttestMissing */
  gint64 kept_before; /* when the same file was imported; 0: never */

  gboolean is_named;   /* a person said what its decisions are to be called */
  gboolean is_chosen;  /* a person said which profile, or that none is wanted */
  gboolean recognises; /* a profile is looked for, if none was chosen */

  GHashTable *kept; /* (nullable): first row → AttestImportRow: kept before it was opened */
  char *id;         /* (nullable): once anything of it is kept */
  char *state;
};

G_DEFINE_FINAL_TYPE (AttestImport, attest_import, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_IS_BUSY,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];
static guint changed_signal;

static void
attest_import_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestImport *self = ATTEST_IMPORT (object);

  switch (id)
    {
    case PROP_IS_BUSY:
      g_value_set_boolean (value, attest_import_get_is_busy (self));
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, attest_import_decider_can_undo (self->decider));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, attest_import_decider_can_redo (self->decider));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_import_finalize (GObject *object)
{
  AttestImport *self = ATTEST_IMPORT (object);

  g_clear_object (&self->workspace);
  g_free (self->name);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  attest_import_memory_free (self->memory);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_free (self->id);
  g_free (self->state);
  attest_import_decider_free (self->decider);
  attest_import_reader_free (self->reader);
  G_OBJECT_CLASS (attest_import_parent_class)->finalize (object);
}

static void
attest_import_class_init (AttestImportClass *klass)
{
  static const char *const names[] = { NULL, "is-busy", "can-undo", "can-redo" };

  G_OBJECT_CLASS (klass)->get_property = attest_import_get_property;
  G_OBJECT_CLASS (klass)->finalize = attest_import_finalize;
  for (guint i = 1; i < N_PROPERTIES; i++)
    properties[i] = g_param_spec_boolean (
        names[i], NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  changed_signal = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* Reading. */

static void
set_busy (gpointer import, gboolean busy)
{
  AttestImport *self = import;
  gboolean was_busy = self->n_busy > 0;

  self->n_busy += busy ? 1u : (guint) -1;
  if (was_busy != (self->n_busy > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BUSY]);
}

static void
show_kept (AttestImport *self, AttestImportWork *work)
{
  GHashTableIter iter;
  gpointer row = NULL;
  gpointer kept = NULL;

  if (self->kept == NULL || work->by_row == NULL)
    return;
  work->is_counted = FALSE;
  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, &row, &kept))
    if (g_hash_table_contains (work->by_row, row))
      attest_import_record_set_kept (g_hash_table_lookup (work->by_row, row), kept);
}

static void
take_decisions (AttestImport *self, AttestDecisions *decisions)
{
  attest_import_decider_take_decisions (self->decider, decisions);
  self->decisions = decisions;
}

static void
take (gpointer import, AttestImportWork *work)
{
  AttestImport *self = import;

  g_clear_pointer (&self->missing, g_ptr_array_unref);
  self->missing = work->missing != NULL ? g_steal_pointer (&work->missing) : g_ptr_array_new ();
  if (work->profile != NULL)
    {
      take_decisions (self, attest_decisions_copy (work->decisions));
      attest_decisions_set (self->decisions, ATTEST_DECIDE_PROFILE, "", work->profile);
    }
  self->recognises = FALSE;
  self->kept_before = work->kept;
  show_kept (self, work);
}

static void
done (gpointer import)
{
  g_signal_emit (import, changed_signal, 0);
}

static AttestImportView
get_view (AttestImport *self, const AttestSchema *schema)
{
  const AttestService *service = attest_service_for_schema (schema);

  return (AttestImportView){ .has_environment = self->has_environment,
                             .is_sent_once = service != NULL && !service->sending_again_updates };
}

static AttestStore *
compare (gpointer import, AttestImportWork *work)
{
  AttestImport *self = import;

  work->view = get_view (self, work->reading->schema);
  work->environment = self->environment;
  work->import_id = g_strdup (self->id);
  if (work->profile == NULL)
    work->earlier = g_strdup (attest_import_get_profile (self));
  return attest_workspace_get_store (self->workspace);
}

static void
begin (gpointer import, AttestImportWork *work)
{
  AttestImport *self = import;

  work->decisions = attest_decisions_copy (self->decisions);
  work->remembered = attest_decisions_copy (self->memory->meanings);
  work->is_compared = self->compares;
  work->profiles = self->recognises && !self->is_chosen
                       ? attest_import_memory_copy_profiles (self->memory)
                       : NULL;
}

static const AttestImportReaderFuncs reader_funcs = { set_busy, begin, compare, take, done };

static AttestImportRecords *
get_records (AttestImport *self)
{
  return attest_import_reader_get_records (self->reader);
}

/* Returns: whether what is shown is about to be another */
gboolean
attest_import_get_is_busy (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), FALSE);
  return self->n_busy > 0;
}

/* Returns: (transfer none) (nullable): why there are no records */
const GError *
attest_import_get_error (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), NULL);
  return attest_import_reader_get_error (self->reader);
}

/* @name: of the file, or "" */
void
attest_import_set_name (AttestImport *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
}

/* Returns: (transfer none): the name of the file, for people */
const char *
attest_import_get_name (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), "");
  return self->name;
}

/* Returns: (transfer none) (nullable): the sheets as they were read last */
AttestWorkbook *
attest_import_get_workbook (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), NULL);
  return attest_import_reader_get_workbook (self->reader);
}

/* Returns: (transfer none) (nullable): how the sheets were understood; %NULL: there is an error */
AttestSheetImport *
attest_import_get_reading (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), NULL);
  return attest_import_records_get_reading (get_records (self));
}

/* Returns: (transfer none): of AttestImportRecord, in the order of the sheet */
GListModel *
attest_import_get_records (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), NULL);
  return G_LIST_MODEL (get_records (self));
}

/* Deciding. */

/* Returns: (transfer none) (nullable): what a person decided, for a constant also what the user's
 * details say; %NULL: nothing */
const char *
attest_import_get_decision (AttestImport *self, AttestImportDecision decision, const char *key)
{
  const char *text = NULL;

  g_return_val_if_fail (ATTEST_IS_IMPORT (self), NULL);

  text = attest_decisions_get (self->decisions, decision, key);
  if (text == NULL && decision == ATTEST_DECIDE_CONSTANT)
    text = attest_decisions_get (self->memory->meanings, ATTEST_DECIDE_USUAL, key);
  return text;
}

/* Another sheet has other records in the same rows: what was kept of the first one is not of them.
 */
static void
begin_another (AttestImport *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_free (self->state);
  self->state = g_strdup ("open");
}

/* A decision about one record changes that one and those it is compared with, and nothing is read.
 */

static void
show_record (AttestImport *self, AttestImportDecision decision, const char *key)
{
  const AttestSheetImport *reading = attest_import_get_reading (self);
  AttestImportView view = { 0 };

  if (reading == NULL)
    return;
  view = get_view (self, reading->schema);
  attest_import_records_show (
      get_records (self), self->decisions, decision, key, self->compares ? &view : NULL);
}

/* Returns: whether they follow; %FALSE: it is to be read anew */
static gboolean
show_others (AttestImport *self)
{
  const AttestSheetImport *reading = attest_import_get_reading (self);
  AttestImportView view = { 0 };

  if (reading == NULL)
    return TRUE;
  view = get_view (self, reading->schema);
  return attest_import_records_settle (get_records (self), self->compares ? &view : NULL);
}

static gboolean
change (gpointer import, AttestImportDecision decision, const char *key, gboolean is_large)
{
  AttestImport *self = import;

  if (decision == ATTEST_DECIDE_SHEET)
    begin_another (self);
  if (ATTEST_DECISION_IS_READ (decision)
      || (decision >= ATTEST_DECIDE_EDIT && decision <= ATTEST_DECIDE_CONFLICT
          && (attest_import_reader_is_reading (self->reader) || is_large)))
    return TRUE;
  show_record (self, decision, key);
  return FALSE;
}

static void
settle (gpointer import, gboolean is_due)
{
  is_due = is_due || !show_others (import);
  g_object_notify_by_pspec (import, properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (import, properties[PROP_CAN_REDO]);
  if (is_due)
    attest_import_reader_read_anew (((AttestImport *) import)->reader);
  else
    g_signal_emit (import, changed_signal, 0);
}

static const AttestImportDeciderFuncs decider_funcs = { set_busy, change, settle };

/* Returns: (transfer none): its steps, to make, to undo and to do again */
AttestImportDecider *
attest_import_get_decider (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), NULL);
  return self->decider;
}

/**
 * attest_import_decide:
 * @self: an import
 * @decision: what about
 * @key: see AttestImportDecision
 * @value: (nullable): %NULL takes the decision back
 */
void
attest_import_decide (AttestImport *self,
                      AttestImportDecision decision,
                      const char *key,
                      const char *value)
{
  g_return_if_fail (ATTEST_IS_IMPORT (self) && decision < ATTEST_N_DECISIONS && key != NULL);
  attest_import_decider_decide (self->decider, decision, key, value);
}

/* Puts @text at @path of @record; %NULL: what the sheet has. */
void
attest_import_edit (AttestImport *self,
                    AttestImportRecord *record,
                    const char *path,
                    const char *text)
{
  g_autofree char *key = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && ATTEST_IS_IMPORT_RECORD (record) && path != NULL);

  key = attest_decisions_make_key (attest_import_record_get_row (record), path);
  attest_import_decide (self, ATTEST_DECIDE_EDIT, key, text);
}

/* @left_out: whether nothing is to become of @record */
void
attest_import_leave_out (AttestImport *self, AttestImportRecord *record, gboolean left_out)
{
  g_autofree char *key = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self) && ATTEST_IS_IMPORT_RECORD (record));

  key = g_strdup_printf ("%u", attest_import_record_get_row (record));
  attest_import_decide (self, ATTEST_DECIDE_LEAVE_OUT, key, left_out ? "yes" : NULL);
}

/* Comparing, again. */

/* From now on with what @environment accepted last. */
void
attest_import_compare_with (AttestImport *self, AttestEnvironment environment)
{
  g_return_if_fail (ATTEST_IS_IMPORT (self) && environment < ATTEST_N_ENVIRONMENTS);
  if (self->has_environment && self->environment == environment)
    return;
  self->has_environment = TRUE;
  self->environment = environment;
  if (attest_import_get_bytes (self) != NULL)
    attest_import_reader_read_anew (self->reader);
}

/* Returns: whether it is compared with an environment */
gboolean
attest_import_get_environment (AttestImport *self, AttestEnvironment *environment)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self) && environment != NULL, FALSE);
  *environment = self->environment;
  return self->has_environment;
}

/* Returns: (transfer container) (element-type AttestMissing): see the header; valid until "changed"
 */
GPtrArray *
attest_import_list_missing (AttestImport *self)
{
  GPtrArray *asked = g_ptr_array_new ();

  g_return_val_if_fail (ATTEST_IS_IMPORT (self), asked);
  for (guint i = 0; i < self->missing->len; i++)
    {
      AttestMissing *missing = g_ptr_array_index (self->missing, i);

      if (attest_decisions_get (self->decisions, ATTEST_DECIDE_WATCH, missing->key) == NULL
          && attest_decisions_get (self->decisions, ATTEST_DECIDE_MISSING, missing->key) == NULL)
        g_ptr_array_add (asked, missing);
    }
  return asked;
}

/* Profiles. */

/* Returns: when the same file was imported before, microseconds since 1970, UTC; 0: never */
gint64
attest_import_get_kept_before (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), 0);
  return self->kept_before;
}

/* Returns: (transfer none) (nullable): the profile by which it is read, or that is made of it */
const char *
attest_import_get_profile (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), NULL);
  return attest_decisions_get (self->decisions, ATTEST_DECIDE_PROFILE, "");
}

/* Returns: (transfer none) (element-type AttestProfile): all there are, once it is open */
GPtrArray *
attest_import_list_profiles (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), NULL);
  return self->memory->profiles;
}

/* @recognises: whether a profile is looked for when it is opened, if none was chosen */
void
attest_import_set_recognises (AttestImport *self, gboolean recognises)
{
  g_return_if_fail (ATTEST_IS_IMPORT (self));
  self->recognises = recognises;
}

/* @name: what its decisions are kept as */
void
attest_import_name_profile (AttestImport *self, const char *name)
{
  g_return_if_fail (ATTEST_IS_IMPORT (self) && name != NULL);
  attest_decisions_set (self->decisions, ATTEST_DECIDE_PROFILE, "", name);
  self->is_named = TRUE;
}

/* Before it is read. Returns: whether the profile that was chosen is there, or none is wanted */
gboolean
attest_import_apply_chosen (AttestImport *self, GError **error)
{
  const char *name = attest_import_get_profile (self);
  const AttestProfile *profile = attest_import_memory_find_profile (self->memory, name);

  if (self->is_chosen && name != NULL && profile == NULL)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_INVALID_ARGUMENT,
                   /* TRANSLATORS: %s is the name of a profile */
                   _ ("There is no profile “%s”."),
                   name);
      return FALSE;
    }
  if (profile != NULL)
    attest_decisions_fill (self->decisions, profile->decisions);
  return TRUE;
}

/* For what keeps it. Returns: (transfer full) (nullable): what is decided now, under its name;
 * %NULL: it has none, or one that comes with the program */
AttestProfile *
attest_import_make_profile (AttestImport *self)
{
  const AttestSheetImport *reading = attest_import_get_reading (self);

  if (reading == NULL)
    return NULL;
  return attest_import_memory_make_profile (
      self->memory, reading->table, self->decisions, self->is_named);
}

/**
 * attest_import_choose_profile:
 * @name: (nullable): of a profile; %NULL: none
 *
 * Before it is opened: the profile to read it by. Afterwards: one step, in which all that was
 * decided about the sheet gives way to what the profile says.
 */
void
attest_import_choose_profile (AttestImport *self, const char *name)
{
  const AttestProfile *profile = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT (self));

  self->is_chosen = TRUE;
  if (attest_import_get_bytes (self) == NULL || attest_import_reader_is_opening (self->reader))
    {
      attest_decisions_set (self->decisions, ATTEST_DECIDE_PROFILE, "", name);
      return;
    }
  profile = attest_import_memory_find_profile (self->memory, name);
  attest_import_decider_replace (self->decider, name, profile != NULL ? profile->decisions : NULL);
}

/* What it hands its parts. */

/* Returns: (transfer none) (nullable): where it is kept */
AttestWorkspace *
attest_import_get_workspace (AttestImport *self)
{
  return self->workspace;
}

/* Returns: (transfer none): what reads it */
AttestImportReader *
attest_import_get_reader (AttestImport *self)
{
  return self->reader;
}

/* Returns: (transfer none): what is known of sheets before */
AttestImportMemory *
attest_import_get_memory (AttestImport *self)
{
  return self->memory;
}

/* Returns: (transfer none) (nullable): the file */
GBytes *
attest_import_get_bytes (AttestImport *self)
{
  return attest_import_reader_get_bytes (self->reader);
}

/* Returns: (transfer none): all that was decided */
const AttestDecisions *
attest_import_get_decisions (AttestImport *self)
{
  return self->decisions;
}

/* Before it is opened: what was decided and kept of it. @rows: (element-type AttestImportRow) */
void
attest_import_take_stored (AttestImport *self, const AttestImportInfo *info, GPtrArray *rows)
{
  g_autoptr (JsonNode) node = json_from_string (info->decisions, NULL);

  if (node != NULL)
    take_decisions (self, attest_decisions_read (node));
  attest_decisions_set (self->decisions, ATTEST_DECIDE_PROFILE, "", info->profile);
  self->recognises = FALSE;
  attest_import_set_kept (self, info->id, info->state);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  self->kept = g_hash_table_new_full (NULL, NULL, NULL, attest_import_row_free);
  for (guint i = 0; i < rows->len; i++)
    {
      AttestImportRow *row = g_ptr_array_index (rows, i);

      g_hash_table_insert (self->kept, GUINT_TO_POINTER (row->row), row);
    }
  g_ptr_array_set_free_func (rows, NULL);
}

/* @id: of the import as it is kept */
void
attest_import_set_kept (AttestImport *self, const char *id, const char *state)
{
  if (self->id != id)
    {
      g_free (self->id);
      self->id = g_strdup (id);
    }
  g_free (self->state);
  self->state = g_strdup (state);
}

/* After its records became something else. */
void
attest_import_emit_changed (AttestImport *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* Returns: (transfer none) (nullable): its id once anything of it is kept */
const char *
attest_import_get_id (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), NULL);
  return self->id;
}

/* Returns: (transfer none): open, kept or undone */
const char *
attest_import_get_state (AttestImport *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT (self), "open");
  return self->state;
}

/* The object. */

static void
attest_import_init (AttestImport *self)
{
  self->name = g_strdup ("");
  self->reader = attest_import_reader_new (&reader_funcs, G_OBJECT (self));
  self->decider = attest_import_decider_new (&decider_funcs, G_OBJECT (self));
  self->decisions = attest_import_decider_get_decisions (self->decider);
  self->memory = attest_import_memory_new ();
  self->missing = g_ptr_array_new ();
  self->recognises = TRUE;
  self->state = g_strdup ("open");
}

/**
 * attest_import_new:
 * @workspace: (nullable): where the records are to be kept; %NULL: nowhere
 *
 * Returns: (transfer full): an import of nothing yet
 */
AttestImport *
attest_import_new (AttestWorkspace *workspace)
{
  AttestImport *self = g_object_new (ATTEST_TYPE_IMPORT, NULL);

  self->workspace = workspace != NULL ? g_object_ref (workspace) : NULL;
  self->compares = workspace != NULL;
  return self;
}

/* @compares: see the header */
void
attest_import_set_compares (AttestImport *self, gboolean compares)
{
  g_return_if_fail (ATTEST_IS_IMPORT (self));
  self->compares = compares && self->workspace != NULL;
}
