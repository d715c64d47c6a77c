/* AttestApplication: owns the workspace and the practice service, and knows which environment
 * records are sent to. The window is shown at once; the workspace opens meanwhile. Main thread. */
#include "attest-config.h"
#include "attest-application.h"

#include <glib/gi18n.h>

#include "attest-application-private.h"
#include "attest-data-resources.h"
#include "attest-ui-resources.h"
#include "keys/attest-keys-window.h"

struct _AttestApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  AttestWorkspace *workspace;
  AttestPractice *practice; /* (nullable): runs from its first use on */
  AttestDraftTrash *trash;
  AttestQueueWatch *queue;
  AttestBackground *background; /* (nullable): once the workspace is open */
  AttestEnvironment environment;
  gboolean opening;
  gboolean ready;
  gboolean closing; /* the workspace is being closed, or is closed */
  gboolean closed;
  gboolean ending;   /* at once: the session ends */
  gboolean quitting; /* the user does not want it to go on without a window */
  GError *failure;
  GPtrArray *files; /* of GFile: to be opened once the workspace is */
};

G_DEFINE_FINAL_TYPE (AttestApplication, attest_application, ADW_TYPE_APPLICATION)

typedef enum
{
  PROP_ENVIRONMENT = 1,
  PROP_READY,
  PROP_FAILURE,
  PROP_FIRST_START,
} AttestApplicationProperty;

static GParamSpec *properties[PROP_FIRST_START + 1];

/* The practice service: a thread of its own and a loopback port, and so only where it is used. */

static void
start_practice (AttestApplication *self)
{
  g_autofree char *state =
      g_build_filename (attest_workspace_get_folder (self->workspace), "practice.json", NULL);
  g_autoptr (AttestPractice) practice = attest_practice_new ();
  g_autoptr (GError) error = NULL;
  const AttestService *const *services;
  guint n_services;

  attest_practice_set_state_path (practice, state);
  if (!attest_practice_start (practice, 0, &error))
    {
      g_warning ("The practice service cannot run: %s", error->message);
      return;
    }

  services = attest_service_list (&n_services);
  for (guint i = 0; i < n_services; i++)
    attest_workspace_set_practice_url (
        self->workspace, services[i], attest_practice_get_url (practice, services[i]->id));
  self->practice = g_steal_pointer (&practice);
}

static gboolean
has_practice_queued (AttestOutbox *outbox)
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
ensure_practice (AttestApplication *self)
{
  if (self->ready && self->practice == NULL
      && (self->environment == ATTEST_ENVIRONMENT_PRACTICE
          || has_practice_queued (attest_workspace_get_outbox (self->workspace))))
    start_practice (self);
  attest_application_update_actions (self);
}

static void
on_environment_setting (AttestApplication *self)
{
  AttestEnvironment environment = g_settings_get_enum (self->settings, "environment");

  if (environment >= ATTEST_N_ENVIRONMENTS || environment == self->environment)
    return;

  self->environment = environment;
  ensure_practice (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENVIRONMENT]);
}

static void
on_first_start_setting (AttestApplication *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIRST_START]);
}

/* A command may queue something for practice while the window is elsewhere. */
static void
on_outbox_changed (GListModel *outbox, guint position, guint removed, guint added, gpointer self)
{
  if (added > 0 && ATTEST_APPLICATION (self)->practice == NULL)
    ensure_practice (self);
}

/* What an earlier run left queued goes on, unless it is paused. */
static void
start_sending (AttestApplication *self)
{
  AttestOutbox *outbox = attest_workspace_get_outbox (self->workspace);

  g_signal_connect_object (outbox, "items-changed", G_CALLBACK (on_outbox_changed), self, 0);
  attest_outbox_start (outbox);
}

/* Opening the workspace */

/* Such as a damaged file that was mended: said once, and before anything is done with it. */
static void
tell_notice (AttestApplication *self)
{
  const char *notice = attest_workspace_get_notice (self->workspace);
  GtkWidget *dialog;

  if (notice == NULL)
    return;
  dialog =
      adw_message_dialog_new (attest_application_get_parent (self), _ ("About Your Data"), notice);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_workspace_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestApplication *self = ATTEST_APPLICATION (user_data);
  g_autoptr (GPtrArray) files = NULL;

  self->opening = FALSE;
  self->ready = attest_workspace_open_finish (ATTEST_WORKSPACE (source), result, &self->failure);
  if (self->ready && !self->ending)
    {
      self->trash = attest_draft_trash_new (self->workspace);
      self->queue = attest_queue_watch_new (self->workspace);
      self->background = attest_background_new (self);
      ensure_practice (self);
      start_sending (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
      tell_notice (self);
      files = g_steal_pointer (&self->files);
      if (files != NULL)
        attest_application_open_files (self, (GFile **) files->pdata, files->len);
    }
  else if (!self->ready)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILURE]);

  attest_application_update_actions (self);
  g_application_release (G_APPLICATION (self));
}

/**
 * attest_application_open_workspace:
 * @self: the application
 *
 * Starts opening the workspace, again if it failed before. "ready" or "failure" tells the end.
 */
void
attest_application_open_workspace (AttestApplication *self)
{
  if (self->opening || self->ready)
    return;

  self->opening = TRUE;
  g_clear_error (&self->failure);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILURE]);
  g_application_hold (G_APPLICATION (self));
  attest_workspace_open_async (self->workspace, NULL, on_workspace_opened, self);
}

/* GApplication */

static void
attest_application_startup (GApplication *application)
{
  AttestApplication *self = ATTEST_APPLICATION (application);

  attest_data_register_resource ();
  attest_ui_register_resource ();
  G_APPLICATION_CLASS (attest_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (ATTEST_APP_ID);

  self->settings = g_settings_new (ATTEST_APP_ID);
  self->environment = g_settings_get_enum (self->settings, "environment");
  g_signal_connect_object (self->settings,
                           "changed::environment",
                           G_CALLBACK (on_environment_setting),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings,
                           "changed::first-start-done",
                           G_CALLBACK (on_first_start_setting),
                           self,
                           G_CONNECT_SWAPPED);
  self->workspace = attest_workspace_new (NULL);
  attest_application_add_actions (self);
  attest_application_watch_session (self);
  attest_application_open_workspace (self);
}

/* However the program is told to go, nothing is lost. The main loop is over by now: what still has
 * to happen is waited for here. */
static void
attest_application_shutdown (GApplication *application)
{
  AttestApplication *self = ATTEST_APPLICATION (application);

  self->ending = TRUE;
  if (!self->closed)
    attest_application_finish_session (self);
  G_APPLICATION_CLASS (attest_application_parent_class)->shutdown (application);
}

static void
attest_application_activate (GApplication *application)
{
  AttestApplication *self = ATTEST_APPLICATION (application);

  gtk_window_present (GTK_WINDOW (attest_application_get_window (self)));
  self->quitting = FALSE;
  attest_background_leave (self->background);
}

static void
attest_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  AttestApplication *self = ATTEST_APPLICATION (application);

  g_application_activate (application);
  if (self->ready)
    {
      attest_application_open_files (self, files, n_files);
      return;
    }

  if (self->files == NULL)
    self->files = g_ptr_array_new_with_free_func (g_object_unref);
  for (int i = 0; i < n_files; i++)
    g_ptr_array_add (self->files, g_object_ref (files[i]));
}

static void
attest_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  AttestApplication *self = ATTEST_APPLICATION (application);

  GTK_APPLICATION_CLASS (attest_application_parent_class)->window_removed (application, window);

  if (gtk_application_get_windows (application) != NULL || !self->ready)
    return;
  if (!self->quitting && attest_background_is_needed (self->background))
    attest_background_enter (self->background);
  else
    attest_application_end (self);
}

static void
attest_application_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestApplication *self = ATTEST_APPLICATION (object);

  switch ((AttestApplicationProperty) id)
    {
    case PROP_ENVIRONMENT:
      g_value_set_int (value, self->environment);
      break;
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    case PROP_FAILURE:
      g_value_set_boxed (value, self->failure);
      break;
    case PROP_FIRST_START:
      g_value_set_boolean (value, attest_application_is_first_start (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_application_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestApplication *self = ATTEST_APPLICATION (object);

  switch ((AttestApplicationProperty) id)
    {
    case PROP_ENVIRONMENT:
      attest_application_set_environment (self, g_value_get_int (value));
      break;
    case PROP_READY:
    case PROP_FAILURE:
    case PROP_FIRST_START:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_application_finalize (GObject *object)
{
  AttestApplication *self = ATTEST_APPLICATION (object);

  if (self->practice != NULL)
    attest_practice_stop (self->practice);
  g_clear_object (&self->practice);
  g_clear_object (&self->trash);
  g_clear_pointer (&self->background, attest_background_free);
  g_clear_object (&self->queue);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->files, g_ptr_array_unref);

  G_OBJECT_CLASS (attest_application_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_ENVIRONMENT] =
      g_param_spec_int ("environment",
                        NULL,
                        NULL,
                        0,
                        ATTEST_N_ENVIRONMENTS - 1,
                        ATTEST_ENVIRONMENT_PRACTICE,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, read);
  properties[PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL, G_TYPE_ERROR, read);
  properties[PROP_FIRST_START] = g_param_spec_boolean ("first-start", NULL, NULL, TRUE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
attest_application_class_init (AttestApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->get_property = attest_application_get_property;
  object_class->set_property = attest_application_set_property;
  object_class->finalize = attest_application_finalize;
  application_class->startup = attest_application_startup;
  application_class->shutdown = attest_application_shutdown;
  application_class->activate = attest_application_activate;
  application_class->open = attest_application_open;
  GTK_APPLICATION_CLASS (klass)->window_removed = attest_application_window_removed;
  install_properties (object_class);
}

static void
attest_application_init (AttestApplication *self)
{
}

/**
 * attest_application_new:
 *
 * Returns: (transfer full): the application, to be run
 */
AttestApplication *
attest_application_new (void)
{
  return g_object_new (ATTEST_TYPE_APPLICATION,
                       "application-id",
                       ATTEST_APP_ID,
                       "flags",
                       G_APPLICATION_HANDLES_OPEN,
                       "register-session",
                       TRUE,
                       "resource-base-path",
                       "/io/github/attest_app/Attest",
                       NULL);
}

/**
 * attest_application_get_workspace:
 * @self: the application
 *
 * Returns: (transfer none): the workspace; it can be used once "ready" is %TRUE
 */
AttestWorkspace *
attest_application_get_workspace (AttestApplication *self)
{
  g_return_val_if_fail (ATTEST_IS_APPLICATION (self), NULL);

  return self->workspace;
}

/**
 * attest_application_get_ready:
 * @self: the application
 *
 * Returns: whether the workspace is open
 */
gboolean
attest_application_get_ready (AttestApplication *self)
{
  g_return_val_if_fail (ATTEST_IS_APPLICATION (self), FALSE);

  return self->ready;
}

/**
 * attest_application_get_failure:
 * @self: the application
 *
 * Returns: (transfer none) (nullable): why the workspace could not be opened
 */
const GError *
attest_application_get_failure (AttestApplication *self)
{
  g_return_val_if_fail (ATTEST_IS_APPLICATION (self), NULL);

  return self->failure;
}

/**
 * attest_application_get_environment:
 * @self: the application
 *
 * Returns: where records are sent
 */
AttestEnvironment
attest_application_get_environment (AttestApplication *self)
{
  g_return_val_if_fail (ATTEST_IS_APPLICATION (self), ATTEST_ENVIRONMENT_PRACTICE);

  return self->environment;
}

/**
 * attest_application_set_environment:
 * @self: the application
 * @environment: where records are sent from now on; remembered
 */
void
attest_application_set_environment (AttestApplication *self, AttestEnvironment environment)
{
  g_return_if_fail (ATTEST_IS_APPLICATION (self));
  g_return_if_fail (environment < ATTEST_N_ENVIRONMENTS);

  g_settings_set_enum (self->settings, "environment", environment);
}

/**
 * attest_application_show_history:
 * @self: the application
 * @submission_id: (nullable): what is to be selected there
 */
void
attest_application_show_history (AttestApplication *self, const char *submission_id)
{
  AttestWindow *window;

  g_return_if_fail (ATTEST_IS_APPLICATION (self));

  window = attest_application_get_window (self);
  attest_window_show_history (window, submission_id);
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * attest_application_show_keys:
 * @self: the application
 */
void
attest_application_show_keys (AttestApplication *self)
{
  g_return_if_fail (ATTEST_IS_APPLICATION (self));

  if (!self->ready)
    return;

  attest_application_present (self, GTK_WINDOW (attest_keys_window_new (self)));
}

/* Whether the examples are still to be offered, see AttestWelcome. */
gboolean
attest_application_is_first_start (AttestApplication *self)
{
  return !g_settings_get_boolean (self->settings, "first-start-done");
}

void
attest_application_finish_first_start (AttestApplication *self)
{
  g_settings_set_boolean (self->settings, "first-start-done", TRUE);
}

AttestDraftTrash *
attest_application_get_trash (AttestApplication *self)
{
  return self->trash;
}

/* Closes the workspace, and the program with it, unless there is a window. */
void
attest_application_end (AttestApplication *self)
{
  if (self->closing || gtk_application_get_windows (GTK_APPLICATION (self)) != NULL)
    return;
  self->closing = TRUE;
  attest_application_close_workspace (self);
}

/* Closes the workspace whatever windows there are; no sending goes on. Returns whether there is
 * nothing to be waited for any more. */
gboolean
attest_application_end_at_once (AttestApplication *self)
{
  self->quitting = TRUE;
  if (self->ready && !self->closing)
    {
      self->closing = TRUE;
      attest_application_close_workspace (self);
    }
  return !self->opening && (!self->ready || self->closed);
}

void
attest_application_set_closed (AttestApplication *self)
{
  self->closed = TRUE;
}

AttestBackground *
attest_application_get_background (AttestApplication *self)
{
  return self->background;
}

void
attest_application_set_quitting (AttestApplication *self, gboolean quitting)
{
  self->quitting = quitting;
}

AttestQueueWatch *
attest_application_get_queue (AttestApplication *self)
{
  return self->queue;
}

AttestPractice *
attest_application_get_practice (AttestApplication *self)
{
  return self->practice;
}

AttestWindow *
attest_application_get_window (AttestApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (ATTEST_IS_WINDOW (l->data))
      return ATTEST_WINDOW (l->data);

  return ATTEST_WINDOW (attest_window_new (self));
}

GtkWindow *
attest_application_get_parent (AttestApplication *self)
{
  return gtk_application_get_active_window (GTK_APPLICATION (self));
}

/* Shows a window that belongs to the one that is active, with the application's actions and keys.
 */
void
attest_application_present (AttestApplication *self, GtkWindow *window)
{
  gtk_window_set_transient_for (window, attest_application_get_parent (self));
  gtk_window_set_destroy_with_parent (window, TRUE);
  gtk_window_set_application (window, GTK_APPLICATION (self));
  gtk_window_present (window);
}
