/* AttestPracticeControl: a thread of its own and a loopback port, and so only from the moment on at
 * which something would be sent there. Main thread. */
#include "attest-config.h"
#include "application/attest-practice-control.h"

#include "attest-practice.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>

struct _AttestPracticeControl
{
  GtkApplication *application; /* not owned: it owns this */
  GSimpleAction *action;
  AttestPractice *practice;   /* (nullable): runs from its first use on */
  AttestWorkspace *workspace; /* (nullable): the one that is open */
  gboolean wanted;
};

/* Where it listens in this run. */
static void
tell_url (AttestPracticeControl *self)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  for (guint i = 0; i < n_services; i++)
    attest_workspace_set_practice_url (
        self->workspace, services[i], attest_practice_get_url (self->practice, services[i]->id));
}

static void
tell_kept (AttestPracticeControl *self)
{
  const char *path = attest_practice_get_kept_path (self->practice);
  g_autofree char *words = NULL;

  if (path == NULL)
    return;
  words = g_strdup_printf (_ ("The practice service’s file is damaged. It was kept as “%s”; "
                              "practice continues with what could be read."),
                           path);
  attest_tell (gtk_application_get_active_window (self->application), _ ("About Your Data"), words);
}

static void
start (AttestPracticeControl *self)
{
  g_autofree char *state =
      g_build_filename (attest_workspace_get_folder (self->workspace), "practice.json", NULL);
  g_autoptr (AttestPractice) practice = attest_practice_new ();
  g_autoptr (GError) error = NULL;

  attest_practice_set_state_path (practice, state);
  if (!attest_practice_start (practice, 0, &error))
    {
      g_warning ("The practice service cannot run: %s", error->message);
      return;
    }

  self->practice = g_steal_pointer (&practice);
  tell_url (self);
  tell_kept (self);
  attest_practice_control_update (self);
}

static gboolean
has_queued (AttestOutbox *outbox)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (outbox));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AttestSubmission) row = g_list_model_get_item (G_LIST_MODEL (outbox), i);

      if (attest_submission_get_environment (row) == ATTEST_ENVIRONMENT_PRACTICE
          && attest_submission_get_state (row) == ATTEST_STATE_QUEUED)
        return TRUE;
    }
  return FALSE;
}

static void
start_if_needed (AttestPracticeControl *self)
{
  if (self->practice == NULL && self->workspace != NULL
      && (self->wanted || has_queued (attest_workspace_get_outbox (self->workspace))))
    start (self);
}

/* A command may queue something for practice while the window is elsewhere. */
static void
outbox_changed_cb (GListModel *outbox,
                   guint position,
                   guint removed,
                   guint added,
                   AttestPracticeControl *self)
{
  if (added > 0)
    start_if_needed (self);
}

static void
practice_reply_cb (GSimpleAction *action, GVariant *state, AttestPracticeControl *self)
{
  AttestMishap mishap;

  if (self->practice == NULL
      || !attest_mishap_from_id (g_variant_get_string (state, NULL), &mishap))
    return;

  attest_practice_set_mishap (self->practice, mishap);
  g_simple_action_set_state (action, state);
}

/**
 * attest_practice_control_new:
 * @application: the application; the action "practice-reply" becomes one of its own
 *
 * Returns: (transfer full): a control; nothing runs yet
 */
AttestPracticeControl *
attest_practice_control_new (GtkApplication *application)
{
  AttestPracticeControl *self = g_new0 (AttestPracticeControl, 1);

  self->application = application;
  self->action = g_simple_action_new_stateful (
      "practice-reply", G_VARIANT_TYPE_STRING, g_variant_new_string ("none"));
  g_signal_connect (self->action, "change-state", G_CALLBACK (practice_reply_cb), self);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (self->action));
  attest_practice_control_update (self);
  return self;
}

/**
 * attest_practice_control_free:
 * @self: a control; the service ends
 */
void
attest_practice_control_free (AttestPracticeControl *self)
{
  attest_practice_control_follow (self, NULL);
  g_signal_handlers_disconnect_by_data (self->action, self);
  g_object_unref (self->action);
  if (self->practice != NULL)
    attest_practice_stop (self->practice);
  g_clear_object (&self->practice);
  g_free (self);
}

/**
 * attest_practice_control_set_wanted:
 * @self: a control
 * @wanted: whether records are sent to practice
 */
void
attest_practice_control_set_wanted (AttestPracticeControl *self, gboolean wanted)
{
  self->wanted = wanted;
  start_if_needed (self);
}

/**
 * attest_practice_control_follow:
 * @self: a control
 * @workspace: (nullable): the workspace that is open
 */
void
attest_practice_control_follow (AttestPracticeControl *self, AttestWorkspace *workspace)
{
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (attest_workspace_get_outbox (self->workspace), self);
  g_set_object (&self->workspace, workspace);
  if (workspace == NULL)
    return;
  g_signal_connect (attest_workspace_get_outbox (workspace),
                    "items-changed",
                    G_CALLBACK (outbox_changed_cb),
                    self);
  if (self->practice != NULL)
    tell_url (self);
  start_if_needed (self);
}

/**
 * attest_practice_control_update:
 * @self: a control
 *
 * Brings the action up to date. Its state is what the service will do, and falls back by itself
 * after it was done; so who shows it asks for this first.
 */
void
attest_practice_control_update (AttestPracticeControl *self)
{
  g_simple_action_set_enabled (self->action, self->practice != NULL);
  if (self->practice != NULL)
    g_simple_action_set_state (
        self->action,
        g_variant_new_string (attest_mishap_get_id (attest_practice_get_mishap (self->practice))));
}
