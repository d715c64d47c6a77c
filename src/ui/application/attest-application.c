/* AttestApplication: owns the workspace and the practice service, and knows which environment
 * records are sent to. The window is shown at once; the workspace opens meanwhile. Main thread. */
#include "attest-config.h"
#include "application/attest-application-parts.h"

#include "attest-data-resources.h"
#include "attest-ui-resources.h"
#include "keys/attest-keys-window.h"

G_DEFINE_FINAL_TYPE (AttestApplication, attest_application, ADW_TYPE_APPLICATION)

typedef enum
{
  PROP_ENVIRONMENT = 1,
  PROP_READY,
  PROP_FAILURE,
  PROP_FIRST_START,
} AttestApplicationProperty;

static GParamSpec *properties[PROP_FIRST_START + 1];

static void
environment_setting_cb (AttestApplication *self)
{
  AttestEnvironment environment = g_settings_get_enum (self->settings, "environment");

  if (environment >= ATTEST_N_ENVIRONMENTS || environment == self->environment)
    return;

  self->environment = environment;
  attest_application_ensure_practice (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENVIRONMENT]);
}

static void
first_start_setting_cb (AttestApplication *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIRST_START]);
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
                           G_CALLBACK (environment_setting_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings,
                           "changed::first-start-done",
                           G_CALLBACK (first_start_setting_cb),
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
