/* AttestWorkspace: the object, its opening, what it holds, and how the parts hear of each other.
 * Main thread; nothing here blocks it. */
#include "attest-config.h"
#include "workspace/attest-workspace-private.h"

#include "base/attest-reference.h"
#include "base/attest-str.h"
#include "store/attest-store-choices.h"
#include "store/attest-store-drafts.h"
#include "workspace/attest-open-draft-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (AttestWorkspace, attest_workspace, G_TYPE_OBJECT)

enum
{
  SUBMISSION_CHANGED,
  HOSTS_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef enum
{
  PROP_ERROR = 1,
  PROP_NOTICE,
} AttestWorkspaceProperty;

static GParamSpec *properties[PROP_NOTICE + 1];

/* What the store tells. */

static void
set_error (AttestWorkspace *self, const char *error)
{
  if (attest_str_set (&self->error, error))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
written_cb (AttestWorkspace *self)
{
  g_clear_pointer (&self->unwritten, g_free);
  set_error (self, NULL);
}

static void
write_failed_cb (AttestWorkspace *self, const GError *error)
{
  g_autoptr (GString) text = g_string_new (self->unwritten);

  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", error->message);
  self->may_pass =
      error->domain == ATTEST_STORE_ERROR
      && (error->code == ATTEST_STORE_ERROR_FULL || error->code == ATTEST_STORE_ERROR_DISK
          || error->code == ATTEST_STORE_ERROR_FAILED);
  set_error (self, text->str);
}

/* What came back is told at once: whoever ends the program now knows it all the same. */
static void
unwritten_cb (AttestWorkspace *self, const AttestClaimEnd *end, const GError *error)
{
  g_autoptr (AttestSubmission) submission =
      attest_outbox_list_find (attest_outbox_get_list (self->outbox), end->id);

  g_free (self->unwritten);
  /* Translators: the first %s is a record, the second what became of it: Accepted */
  self->unwritten =
      g_strdup_printf (_ ("The outcome of sending “%s” cannot be saved yet: %s."),
                       submission != NULL ? attest_submission_get_title (submission) : "",
                       attest_state_get_label (end->to));
  write_failed_cb (self, error);
}

static void
notice_cb (AttestWorkspace *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
}

static void
submissions_changed_cb (AttestWorkspace *self, GPtrArray *submissions)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  gboolean was_accepted = FALSE;

  for (guint i = 0; i < submissions->len; i++)
    {
      AttestSubmission *submission = g_ptr_array_index (submissions, i);
      const char *draft_id = attest_submission_get_draft_id (submission);
      AttestDraft *draft = attest_workspace_find_draft (self, draft_id);

      if (draft != NULL)
        attest_draft_update_last (draft, submission);
      if (draft_id != NULL)
        g_ptr_array_add (ids, (gpointer) draft_id);
      if (attest_submission_get_state (submission) == ATTEST_STATE_ACCEPTED)
        was_accepted = TRUE;
      g_signal_emit (self, signals[SUBMISSION_CHANGED], 0, submission);
    }
  if (was_accepted)
    attest_open_drafts_compare_anew (self->open_drafts, NULL);
  g_ptr_array_add (ids, NULL);
  if (ids->len > 1)
    attest_store_read_drafts_async (
        self->store, (const char *const *) ids->pdata, NULL, NULL, NULL);
}

/* To be called when attest_workspace_get_host() may say something else. */
void
attest_workspace_emit_hosts_changed (AttestWorkspace *self)
{
  g_signal_emit (self, signals[HOSTS_CHANGED], 0);
}

/* What is open, with what is known now. */
static void
check_again_cb (AttestWorkspace *self)
{
  for (guint i = 0; i < self->open_drafts->len; i++)
    attest_open_draft_check_soon (g_ptr_array_index (self->open_drafts, i));
}

/* The object. */

static void
attest_workspace_dispose (GObject *object)
{
  AttestWorkspace *self = ATTEST_WORKSPACE (object);

  self->is_open = FALSE;
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->meanings);
  g_clear_object (&self->presets);
  g_clear_object (&self->outbox);
  g_clear_object (&self->keyring);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (attest_workspace_parent_class)->dispose (object);
}

static void
attest_workspace_finalize (GObject *object)
{
  AttestWorkspace *self = ATTEST_WORKSPACE (object);

  g_hash_table_unref (self->practice_urls);
  g_hash_table_unref (self->listed);
  g_ptr_array_unref (self->open_drafts);
  g_free (self->folder);
  g_free (self->error);
  g_free (self->unwritten);
  g_free (self->notice);
  G_OBJECT_CLASS (attest_workspace_parent_class)->finalize (object);
}

static void
attest_workspace_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestWorkspace *self = ATTEST_WORKSPACE (object);

  switch ((AttestWorkspaceProperty) id)
    {
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    case PROP_NOTICE:
      g_value_set_string (value, attest_workspace_get_notice (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_workspace_class_init (AttestWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = attest_workspace_dispose;
  object_class->finalize = attest_workspace_finalize;
  object_class->get_property = attest_workspace_get_property;
  properties[PROP_ERROR] =
      g_param_spec_string ("error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NOTICE] =
      g_param_spec_string ("notice", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SUBMISSION_CHANGED] = g_signal_new ("submission-changed",
                                              type,
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              NULL,
                                              NULL,
                                              NULL,
                                              G_TYPE_NONE,
                                              1,
                                              ATTEST_TYPE_SUBMISSION);
  signals[HOSTS_CHANGED] =
      g_signal_new ("hosts-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_workspace_init (AttestWorkspace *self)
{
  self->practice_urls = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->listed =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->open_drafts = g_ptr_array_new ();
  self->keyring = attest_keyring_new ();
}

/* What is not absolute is to be ignored (XDG Base Directory Specification): else there would be
 * another outbox in each folder the program is started from. GLib 2.74 takes it as it is.
 * @usual: below the user's home */
static char *
dup_folder (const char *chosen, const char *usual)
{
  if (g_path_is_absolute (chosen))
    return g_build_filename (chosen, "attest", NULL);
  return g_build_filename (g_get_home_dir (), usual, "attest", NULL);
}

/**
 * attest_workspace_dup_usual_folder:
 *
 * Returns: (transfer full): where the data is if nobody says otherwise; it may not be there yet
 */
char *
attest_workspace_dup_usual_folder (void)
{
  return dup_folder (g_get_user_data_dir (), ".local/share");
}

/**
 * attest_workspace_new:
 * @folder: (nullable): where the data is or will be; %NULL: `$XDG_DATA_HOME/attest`
 *
 * Returns: (transfer full): a workspace that is not open yet
 */
AttestWorkspace *
attest_workspace_new (const char *folder)
{
  AttestWorkspace *self = g_object_new (ATTEST_TYPE_WORKSPACE, NULL);
  g_autofree char *state = NULL;

  self->folder = folder != NULL ? g_strdup (folder) : attest_workspace_dup_usual_folder ();
  if (folder == NULL)
    state = dup_folder (g_get_user_state_dir (), ".local/state");
  /* Small, and read before anything is suggested. */
  self->notice = attest_reference_use_own (self->folder);
  self->store = attest_store_new (self->folder, state);
  self->outbox = attest_outbox_new (self->store, self->keyring);
  self->presets = attest_presets_new (self->store);
  g_signal_connect_object (
      self->presets, "changed", G_CALLBACK (check_again_cb), self, G_CONNECT_SWAPPED);
  self->meanings = attest_meanings_new (self->store);
  g_signal_connect_object (
      self->meanings, "changed", G_CALLBACK (check_again_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->store, "written", G_CALLBACK (written_cb), self);
  g_signal_connect_swapped (self->store, "write-failed", G_CALLBACK (write_failed_cb), self);
  g_signal_connect_object (
      self->outbox, "failed", G_CALLBACK (write_failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->outbox, "unwritten", G_CALLBACK (unwritten_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->store, "notify::notice", G_CALLBACK (notice_cb), self);
  g_signal_connect_swapped (
      self->store, "submissions-changed", G_CALLBACK (submissions_changed_cb), self);
  g_signal_connect_swapped (
      self->store, "drafts-changed", G_CALLBACK (attest_workspace_take_drafts), self);
  g_signal_connect_swapped (
      self->store, "hosts-changed", G_CALLBACK (attest_workspace_emit_hosts_changed), self);
  return self;
}

/**
 * attest_workspace_get_folder:
 * @self: the workspace
 *
 * Returns: (transfer none): where its data is
 */
const char *
attest_workspace_get_folder (AttestWorkspace *self)
{
  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);
  return self->folder;
}

/* Opening: the store, then the outbox. */

/* How long a deleted draft can be brought back. */
#define KEPT_AFTER_DELETION (24 * G_TIME_SPAN_HOUR)

/* What follows from drafts and submissions is made little by little, where it is not there. */
static void
projected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = TRUE;

  if (!attest_store_project_finish (ATTEST_STORE (source), result, &is_done, &error))
    g_debug ("What lists show cannot be found out: %s", error->message);
  else if (!is_done && self->is_open)
    attest_store_project_async (self->store, NULL, projected_cb, g_object_ref (self));
}

static void
outbox_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!attest_outbox_open_finish (ATTEST_OUTBOX (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->is_open = TRUE;
  attest_presets_load (self->presets);
  attest_meanings_load (self->meanings);
  /* Nothing that is shown waits for these. */
  attest_store_project_async (self->store, NULL, projected_cb, g_object_ref (self));
  attest_store_purge_old_drafts_async (self->store, KEPT_AFTER_DELETION, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
store_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (attest_store_open_finish (ATTEST_STORE (source), result, &error))
    attest_outbox_open_async (
        self->outbox, g_task_get_cancellable (task), outbox_opened_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/**
 * attest_workspace_open_async:
 * @self: a workspace that is not open
 * @cancellable: (nullable): to stop it
 *
 * Opens the data, makes it if there is none. If it fails, it may be tried again.
 */
void
attest_workspace_open_async (AttestWorkspace *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (!self->is_open);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_open_async);
  attest_store_open_async (self->store, cancellable, store_opened_cb, task);
}

/**
 * attest_workspace_open_finish:
 * @error: return location of an %ATTEST_STORE_ERROR, with a message for the user
 *
 * Returns: whether it is open; property "notice" says what had to be done for it
 */
gboolean
attest_workspace_open_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_open_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What it holds. */

/**
 * attest_workspace_get_store:
 * @self: the workspace
 *
 * Returns: (transfer none): where all of it is kept, for verbs that need no more than that
 */
AttestStore *
attest_workspace_get_store (AttestWorkspace *self)
{
  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);
  return self->store;
}

/**
 * attest_workspace_get_keyring:
 * @self: the workspace
 *
 * Returns: (transfer none): the keys of this user
 */
AttestKeyring *
attest_workspace_get_keyring (AttestWorkspace *self)
{
  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);
  return self->keyring;
}

/**
 * attest_workspace_get_presets:
 * @self: the workspace
 *
 * Returns: (transfer none): what new records begin with
 */
AttestPresets *
attest_workspace_get_presets (AttestWorkspace *self)
{
  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);
  return self->presets;
}

/**
 * attest_workspace_get_outbox:
 * @self: the workspace
 *
 * Returns: (transfer none): what sends, and what is waiting there
 */
AttestOutbox *
attest_workspace_get_outbox (AttestWorkspace *self)
{
  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);
  return self->outbox;
}

/**
 * attest_workspace_get_error:
 * @self: the workspace
 *
 * Returns: (transfer none) (nullable): why nothing can be written just now, translated
 */
const char *
attest_workspace_get_error (AttestWorkspace *self)
{
  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);
  return self->error;
}

/**
 * attest_workspace_may_error_pass:
 * @self: the workspace
 *
 * Returns: whether what attest_workspace_get_error() says may be over by itself, so that whoever
 *   stays open saves as soon as it is
 */
gboolean
attest_workspace_may_error_pass (AttestWorkspace *self)
{
  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), FALSE);
  return self->error != NULL && self->may_pass;
}

/**
 * attest_workspace_get_notice:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): what opening had to do that the user should know, such as
 *   recovering a damaged file, or what is wrong with the user's own lists, in words
 */
const char *
attest_workspace_get_notice (AttestWorkspace *self)
{
  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);
  if (self->store != NULL && attest_store_get_notice (self->store) != NULL)
    return attest_store_get_notice (self->store);
  return self->notice;
}

/**
 * attest_workspace_dismiss_notice:
 * @self: a workspace
 *
 * A person has seen the notice: it is not told again.
 */
void
attest_workspace_dismiss_notice (AttestWorkspace *self)
{
  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  if (self->is_open && attest_store_get_notice (self->store) != NULL)
    attest_store_dismiss_notice (self->store);
  else if (self->notice != NULL)
    {
      g_clear_pointer (&self->notice, g_free);
      notice_cb (self);
    }
}
