/* AttestOpenDraft: saving while somebody types, and the problems of what is typed.
 *
 * Every edit has a number; what is durable is the number of the last edit that was written. Saves
 * of one draft follow each other, so that an older text never overwrites a newer one. A save that
 * fails is tried again until it succeeds; the text stays in the record all the while. Main thread.
 */
#include "attest-config.h"
#include "workspace/attest-open-draft-private.h"

#include "base/attest-ident.h"
#include "base/attest-str.h"
#include "workspace/attest-problem-list.h"
#include "workspace/attest-workspace-private.h"

/* Together with the writing itself these keep the promise of 1 s and 3 s. */
#define IDLE_DELAY_MS 800
#define CEILING_DELAY_MS 2500
#define RETRY_DELAY_MS 3000

struct _AttestOpenDraft
{
  GObject parent_instance;

  AttestWorkspace *workspace;
  AttestDraft *draft; /* (nullable): a new one has no row before its first edit */
  char *id;
  AttestRecord *record;
  AttestUndo *undo;

  GListStore *problems;
  guint check_source;      /* until the main loop comes round, further edits are only counted */
  gboolean problems_stale; /* there were some */

  AttestSaveState save_state;
  char *save_error;
  gint64 saved_at;
  guint64 last_edit;
  guint64 saving_edit; /* being written; 0: none is */
  guint64 saved_edit;
  GQueue waiting; /* of owned GTask: their data is the edit that must be durable */
  guint delays[3];
  guint timers[3];
};

typedef enum
{
  TIMER_IDLE,
  TIMER_CEILING,
  TIMER_RETRY,
} Timer;

G_DEFINE_FINAL_TYPE (AttestOpenDraft, attest_open_draft, G_TYPE_OBJECT)

enum
{
  PROBLEMS_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef enum
{
  PROP_DRAFT = 1,
  PROP_SAVE_STATE,
  PROP_SAVE_ERROR,
  PROP_SAVED_AT,
  PROP_IDLE_DELAY,
  PROP_CEILING_DELAY,
  PROP_RETRY_DELAY,
} AttestOpenDraftProperty;

static GParamSpec *properties[PROP_RETRY_DELAY + 1];

static void save_now (AttestOpenDraft *self);

/* Problems. */

static void
check (AttestOpenDraft *self)
{
  AttestCheckContext context = { 0 };
  g_autoptr (GPtrArray) problems = NULL;

  self->problems_stale = FALSE;
  attest_check_context_init (&context);
  context.owner = self->id;
  context.peers = attest_workspace_get_peers (self->workspace);
  problems = attest_check (self->record, &context);
  attest_problem_list_update (self->problems, problems);
}

static gboolean
check_again (gpointer data)
{
  AttestOpenDraft *self = data;

  self->check_source = 0;
  if (self->problems_stale)
    {
      check (self);
      g_signal_emit (self, signals[PROBLEMS_CHANGED], 0);
    }
  return G_SOURCE_REMOVE;
}

/* The first edit is checked at once; more of them before the main loop comes round (an undo, a
 * paste of many rows) are checked together. */
static void
check_soon (AttestOpenDraft *self)
{
  if (self->check_source != 0)
    {
      self->problems_stale = TRUE;
      return;
    }
  self->check_source = g_idle_add_full (G_PRIORITY_HIGH, check_again, self, NULL);
  check (self);
  g_signal_emit (self, signals[PROBLEMS_CHANGED], 0);
}

/* Saving. */

static void
set_save_state (AttestOpenDraft *self, AttestSaveState state, const char *error)
{
  if (attest_str_set (&self->save_error, error))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVE_ERROR]);
  if (self->save_state == state)
    return;
  self->save_state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVE_STATE]);
}

/* Whether anything was edited that is not durable yet. */
gboolean
attest_open_draft_is_unsaved (AttestOpenDraft *self)
{
  return self->saved_edit != self->last_edit;
}

static void
stop_timers (AttestOpenDraft *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->timers); i++)
    g_clear_handle_id (&self->timers[i], g_source_remove);
}

static gboolean
on_timer (AttestOpenDraft *self, Timer timer)
{
  self->timers[timer] = 0;
  save_now (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_idle_timer (gpointer self)
{
  return on_timer (self, TIMER_IDLE);
}

static gboolean
on_ceiling_timer (gpointer self)
{
  return on_timer (self, TIMER_CEILING);
}

static gboolean
on_retry_timer (gpointer self)
{
  return on_timer (self, TIMER_RETRY);
}

static void
start_timer (AttestOpenDraft *self, Timer timer, GSourceFunc func)
{
  g_clear_handle_id (&self->timers[timer], g_source_remove);
  self->timers[timer] = g_timeout_add (self->delays[timer], func, self);
}

static void
on_record_changed (AttestOpenDraft *self, const char *path)
{
  self->last_edit++;
  start_timer (self, TIMER_IDLE, on_idle_timer);
  if (self->timers[TIMER_CEILING] == 0)
    start_timer (self, TIMER_CEILING, on_ceiling_timer);
  /* A failure stays said until it is cured. */
  if (self->save_state != ATTEST_SAVE_FAILED)
    set_save_state (self, ATTEST_SAVE_PENDING, NULL);
  check_soon (self);
}

static guint64
get_awaited_edit (GTask *task)
{
  return *(guint64 *) g_task_get_task_data (task);
}

/* Tells those who wait for what is durable now, or all of them that it failed. */
static void
tell_waiting (AttestOpenDraft *self, const GError *error)
{
  GQueue waiting = self->waiting;

  g_queue_init (&self->waiting);
  while (!g_queue_is_empty (&waiting))
    {
      g_autoptr (GTask) task = g_queue_pop_head (&waiting);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else if (get_awaited_edit (task) <= self->saved_edit)
        g_task_return_boolean (task, TRUE);
      else
        g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
    }
}

static void
take_saved (AttestOpenDraft *self)
{
  AttestDraft *draft = attest_workspace_find_draft (self->workspace, self->id);

  self->saved_at = g_get_real_time ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVED_AT]);
  if (g_set_object (&self->draft, draft))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAFT]);
  set_save_state (
      self, attest_open_draft_is_unsaved (self) ? ATTEST_SAVE_PENDING : ATTEST_SAVE_DONE, NULL);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestOpenDraft) self = user_data;
  g_autoptr (GError) error = NULL;

  if (attest_workspace_save_draft_finish (ATTEST_WORKSPACE (source), result, &error))
    {
      self->saved_edit = self->saving_edit;
      self->saving_edit = 0;
      take_saved (self);
    }
  else
    {
      self->saving_edit = 0;
      set_save_state (self, ATTEST_SAVE_FAILED, error->message);
      if (!g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_CLOSED))
        start_timer (self, TIMER_RETRY, on_retry_timer);
    }
  tell_waiting (self, error);
  if (!g_queue_is_empty (&self->waiting))
    save_now (self);
}

/* Writes the record as it is now, unless a write is under way: then the timers, or those who wait,
 * see to the next one. */
static void
save_now (AttestOpenDraft *self)
{
  if (!attest_open_draft_is_unsaved (self))
    return;
  if (self->saving_edit != 0)
    {
      if (self->timers[TIMER_IDLE] == 0)
        start_timer (self, TIMER_IDLE, on_idle_timer);
      return;
    }
  stop_timers (self);
  self->saving_edit = self->last_edit;
  attest_workspace_save_draft_async (
      self->workspace, self->id, self->record, NULL, on_saved, g_object_ref (self));
}

/* Writes what is unsaved of one draft now. */
void
attest_open_drafts_flush (GPtrArray *open_drafts, const char *id)
{
  for (guint i = 0; i < open_drafts->len; i++)
    {
      AttestOpenDraft *self = g_ptr_array_index (open_drafts, i);

      if (g_str_equal (self->id, id))
        save_now (self);
    }
}

/* The object. */

static void
attest_open_draft_dispose (GObject *object)
{
  AttestOpenDraft *self = ATTEST_OPEN_DRAFT (object);

  stop_timers (self);
  g_clear_handle_id (&self->check_source, g_source_remove);
  if (self->workspace != NULL)
    {
      /* Nobody waits for it, but it is not lost. */
      if (self->workspace->is_open && attest_open_draft_is_unsaved (self))
        attest_workspace_save_draft_async (
            self->workspace, self->id, self->record, NULL, NULL, NULL);
      g_ptr_array_remove (self->workspace->open_drafts, self);
    }
  if (self->record != NULL)
    g_signal_handlers_disconnect_by_data (self->record, self);
  g_clear_object (&self->undo);
  g_clear_object (&self->record);
  g_clear_object (&self->draft);
  g_clear_object (&self->problems);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (attest_open_draft_parent_class)->dispose (object);
}

static void
attest_open_draft_finalize (GObject *object)
{
  AttestOpenDraft *self = ATTEST_OPEN_DRAFT (object);

  g_free (self->id);
  g_free (self->save_error);
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
  signals[PROBLEMS_CHANGED] = g_signal_new ("problems-changed",
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
      self->draft = g_object_ref (draft);
      self->id = g_strdup (attest_draft_get_id (draft));
      self->saved_at = attest_draft_get_changed (draft);
    }
  else
    self->id = attest_ident_new ();
  g_ptr_array_add (workspace->open_drafts, self);
  g_signal_connect_swapped (record, "changed", G_CALLBACK (on_record_changed), self);
  check (self);
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

/**
 * attest_open_draft_get_problems:
 * @self: a draft being edited
 *
 * Returns: (transfer none): the live list of #AttestProblem: errors before warnings, in the order
 *   of the fields; a problem that stays is the same object
 */
GListModel *
attest_open_draft_get_problems (AttestOpenDraft *self)
{
  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (self), NULL);
  if (self->problems_stale)
    check (self);
  return G_LIST_MODEL (self->problems);
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

/**
 * attest_open_draft_apply_fix:
 * @self: a draft being edited
 * @problem: one of its problems
 *
 * Applies what the problem offers, as one step of undo.
 *
 * Returns: whether something was changed
 */
gboolean
attest_open_draft_apply_fix (AttestOpenDraft *self, AttestProblem *problem)
{
  gboolean applied = FALSE;

  g_return_val_if_fail (ATTEST_IS_OPEN_DRAFT (self), FALSE);
  g_return_val_if_fail (ATTEST_IS_PROBLEM (problem), FALSE);

  attest_undo_begin_group (self->undo);
  applied = attest_problem_apply_fix (problem, self->record);
  attest_undo_end_group (self->undo);
  return applied;
}

/**
 * attest_open_draft_save_async:
 * @self: a draft being edited
 *
 * Writes what was edited so far, without waiting for the usual moment.
 */
void
attest_open_draft_save_async (AttestOpenDraft *self,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ATTEST_IS_OPEN_DRAFT (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, attest_open_draft_save_async);
  if (!attest_open_draft_is_unsaved (self))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_task_set_task_data (task, g_memdup2 (&self->last_edit, sizeof self->last_edit), g_free);
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  if (self->saving_edit == 0)
    save_now (self);
}

/**
 * attest_open_draft_save_finish:
 * @error: return location of an %ATTEST_STORE_ERROR: why it could not be written; it will be tried
 *   again, and the text is still there
 *
 * Returns: whether what had been edited when it was asked for is durable
 */
gboolean
attest_open_draft_save_finish (AttestOpenDraft *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
