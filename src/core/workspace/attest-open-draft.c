/* AttestOpenDraft: the object. What is wrong with what is typed is in attest-open-draft-problems.c,
 * and how it and its row in the database follow each other in attest-open-draft-saving.c. Main
 * thread. */
#include "attest-config.h"
#include "workspace/attest-open-draft-private.h"

#include "base/attest-ident.h"
#include "workspace/attest-workspace-private.h"

/* Together with the writing itself these keep the promise of 1 s and 3 s. */
#define IDLE_DELAY_MS 800
#define CEILING_DELAY_MS 2500
#define RETRY_DELAY_MS 3000

G_DEFINE_FINAL_TYPE (AttestOpenDraft, attest_open_draft, G_TYPE_OBJECT)

typedef enum
{
  PROP_DRAFT = 1,
  PROP_OTHER,
  PROP_SAVE_STATE,
  PROP_SAVE_ERROR,
  PROP_SAVED_AT,
  PROP_IDLE_DELAY,
  PROP_CEILING_DELAY,
  PROP_RETRY_DELAY,
} AttestOpenDraftProperty;

static GParamSpec *properties[PROP_RETRY_DELAY + 1];

static void
record_changed_cb (AttestOpenDraft *self, const char *path)
{
  if (!self->following)
    attest_open_draft_note_edit (self);
  attest_open_draft_check_soon (self);
}

static void
submission_changed_cb (AttestOpenDraft *self, AttestSubmission *submission)
{
  if (g_strcmp0 (attest_submission_get_draft_id (submission), self->id) == 0)
    attest_open_draft_load_refusal (self);
}

/* The object. */

static void
attest_open_draft_dispose (GObject *object)
{
  AttestOpenDraft *self = ATTEST_OPEN_DRAFT (object);

  attest_open_draft_stop_saving (self);
  g_clear_handle_id (&self->check_source, g_source_remove);
  if (self->workspace != NULL)
    g_ptr_array_remove (self->workspace->open_drafts, self);
  if (self->record != NULL)
    g_signal_handlers_disconnect_by_data (self->record, self);
  g_clear_object (&self->undo);
  g_clear_object (&self->record);
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->draft);
  g_clear_object (&self->other);
  g_clear_object (&self->problems);
  g_clear_pointer (&self->refusal, attest_refusal_free);
  g_clear_object (&self->refused);
  g_clear_object (&self->peers);
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (attest_open_draft_parent_class)->dispose (object);
}

static void
attest_open_draft_finalize (GObject *object)
{
  AttestOpenDraft *self = ATTEST_OPEN_DRAFT (object);

  g_free (self->id);
  g_free (self->save_error);
  g_free (self->compared);
  G_OBJECT_CLASS (attest_open_draft_parent_class)->finalize (object);
}

static void
attest_open_draft_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestOpenDraft *self = ATTEST_OPEN_DRAFT (object);

  switch ((AttestOpenDraftProperty) id)
    {
    case PROP_DRAFT:
      g_value_set_object (value, self->draft);
      break;
    case PROP_OTHER:
      g_value_set_object (value, self->other);
      break;
    case PROP_SAVE_STATE:
      g_value_set_uint (value, self->save_state);
      break;
    case PROP_SAVE_ERROR:
      g_value_set_string (value, self->save_error);
      break;
    case PROP_SAVED_AT:
      g_value_set_int64 (value, self->saved_at);
      break;
    case PROP_IDLE_DELAY:
    case PROP_CEILING_DELAY:
    case PROP_RETRY_DELAY:
      g_value_set_uint (value, self->delays[id - PROP_IDLE_DELAY]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_open_draft_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestOpenDraft *self = ATTEST_OPEN_DRAFT (object);

  switch ((AttestOpenDraftProperty) id)
    {
    case PROP_IDLE_DELAY:
    case PROP_CEILING_DELAY:
    case PROP_RETRY_DELAY:
      self->delays[id - PROP_IDLE_DELAY] = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static GParamSpec *
make_delay (const char *name, guint milliseconds)
{
  return g_param_spec_uint (name,
                            NULL,
                            NULL,
                            0,
                            G_MAXUINT,
                            milliseconds,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
}

static void
attest_open_draft_class_init (AttestOpenDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = attest_open_draft_dispose;
  object_class->finalize = attest_open_draft_finalize;
  object_class->get_property = attest_open_draft_get_property;
  object_class->set_property = attest_open_draft_set_property;
  properties[PROP_DRAFT] = g_param_spec_object (
      "draft", NULL, NULL, ATTEST_TYPE_DRAFT, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_OTHER] = g_param_spec_object (
      "other", NULL, NULL, ATTEST_TYPE_DRAFT, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SAVE_STATE] = g_param_spec_uint ("save-state",
                                                   NULL,
                                                   NULL,
                                                   0,
                                                   ATTEST_SAVE_FAILED,
                                                   ATTEST_SAVE_NOTHING,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SAVE_ERROR] = g_param_spec_string (
      "save-error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SAVED_AT] = g_param_spec_int64 (
      "saved-at", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_IDLE_DELAY] = make_delay ("idle-delay", IDLE_DELAY_MS);
  properties[PROP_CEILING_DELAY] = make_delay ("ceiling-delay", CEILING_DELAY_MS);
  properties[PROP_RETRY_DELAY] = make_delay ("retry-delay", RETRY_DELAY_MS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_signal_new ("problems-changed",
                G_TYPE_FROM_CLASS (klass),
                G_SIGNAL_RUN_LAST,
                0,
                NULL,
                NULL,
                NULL,
                G_TYPE_NONE,
                0);
}

static void
attest_open_draft_init (AttestOpenDraft *self)
{
  self->problems = g_list_store_new (ATTEST_TYPE_PROBLEM);
  g_queue_init (&self->waiting);
}

/**
 * attest_open_draft_new:
 * @workspace: an open workspace
 * @draft: (nullable): the draft whose record @record is; %NULL: a new one, which gets its row with
 *   the first edit
 * @record: (transfer none): what is edited: itself, no copy
 *
 * Returns: (transfer full): the draft being edited
 */
AttestOpenDraft *
attest_open_draft_new (AttestWorkspace *workspace, AttestDraft *draft, AttestRecord *record)
{
  AttestOpenDraft *self = NULL;

  g_return_val_if_fail (ATTEST_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (draft == NULL || ATTEST_IS_DRAFT (draft), NULL);
  g_return_val_if_fail (ATTEST_IS_RECORD (record), NULL);

  self = g_object_new (ATTEST_TYPE_OPEN_DRAFT, NULL);
  self->workspace = g_object_ref (workspace);
  self->record = g_object_ref (record);
  self->undo = attest_undo_new (record);
  if (draft != NULL)
    {
      self->id = g_strdup (attest_draft_get_id (draft));
      attest_open_draft_set_draft (self, draft);
      self->saved_at = attest_draft_get_changed (draft);
    }
  else
    self->id = attest_ident_new ();
  g_ptr_array_add (workspace->open_drafts, self);
  g_signal_connect_swapped (record, "changed", G_CALLBACK (record_changed_cb), self);
  g_signal_connect_swapped (
      workspace, "submission-changed", G_CALLBACK (submission_changed_cb), self);
  if (draft != NULL)
    attest_open_draft_load_refusal (self);
  attest_open_draft_check (self);
  return self;
}

/* Returns: (transfer none): the record itself; editing it is what gets saved */
AttestRecord *
attest_open_draft_get_record (AttestOpenDraft *self)
{
  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (self), NULL);
  return self->record;
}

/* Returns: (transfer none): its steps back and forth */
AttestUndo *
attest_open_draft_get_undo (AttestOpenDraft *self)
{
  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (self), NULL);
  return self->undo;
}

/* Returns: (transfer none) (nullable): its row; a new one has none before its first edit */
AttestDraft *
attest_open_draft_get_draft (AttestOpenDraft *self)
{
  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (self), NULL);
  return self->draft;
}

/* Returns: (transfer none) (nullable): the draft this was until another process changed that while
 * it was edited here: since then this is a copy of its own */
AttestDraft *
attest_open_draft_get_other (AttestOpenDraft *self)
{
  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (self), NULL);
  return self->other;
}

/* Returns: how the last saving went */
AttestSaveState
attest_open_draft_get_save_state (AttestOpenDraft *self)
{
  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (self), ATTEST_SAVE_NOTHING);
  return self->save_state;
}

/* Returns: when it was last durable, microseconds since 1970, UTC; 0: not yet */
gint64
attest_open_draft_get_saved_at (AttestOpenDraft *self)
{
  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (self), 0);
  return self->saved_at;
}

/* Returns: (transfer none) (nullable): why it can not be saved just now, translated */
const char *
attest_open_draft_get_save_error (AttestOpenDraft *self)
{
  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (self), NULL);
  return self->save_error;
}
