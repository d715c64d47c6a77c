/* AttestApplication: which environment records are sent to, and what windows ask of the program;
 * the workspace has a life of its own. Main thread. */
#include "attest-config.h"
#include "application/attest-application.h"

#include "application/attest-workspace-life.h"
#include "widgets/attest-ahead.h"
#include "widgets/attest-closing.h"
#include "widgets/attest-focus.h"
#include "widgets/attest-line-breaks.h"
#include "widgets/attest-pointer.h"
#include "widgets/attest-readers.h"

typedef struct
{
  GSettings *settings;
  AttestWorkspaceLife
      *life; /* (nullable): before the start, and where another process is started */
  AttestEnvironment environment;
} AttestApplicationPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AttestApplication, attest_application, ADW_TYPE_APPLICATION)

typedef enum
{
  PROP_ENVIRONMENT = 1,
  PROP_READY,
  PROP_FAILURE,
  PROP_FIRST_START,
} AttestApplicationProperty;

static GParamSpec *properties[PROP_FIRST_START + 1];

static AttestApplicationPrivate *
get_private (AttestApplication *self)
{
  return attest_application_get_instance_private (self);
}

static void
notify (AttestApplication *self, AttestApplicationProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
environment_setting_cb (AttestApplication *self)
{
  AttestApplicationPrivate *priv = get_private (self);
  AttestEnvironment environment = g_settings_get_enum (priv->settings, "environment");

  if (environment >= ATTEST_N_ENVIRONMENTS || environment == priv->environment)
    return;

  priv->environment = environment;
  attest_practice_control_set_wanted (attest_workspace_life_get_practice (priv->life),
                                      environment == ATTEST_ENVIRONMENT_PRACTICE);
  notify (self, PROP_ENVIRONMENT);
}

static void
first_start_setting_cb (AttestApplication *self)
{
  notify (self, PROP_FIRST_START);
}

/* The workspace */

/**
 * attest_application_open_workspace:
 * @self: the application
 *
 * Starts opening the workspace, again if it failed before. "ready" or "failure" tells the end.
 */
void
attest_application_open_workspace (AttestApplication *self)
{
  attest_workspace_life_open (get_private (self)->life);
}

/**
 * attest_application_close_workspace:
 * @self: the application
 *
 * Keeps the program running until everything is written, then ends it, unless there is a window
 * again. Does nothing if the workspace is not open.
 */
void
attest_application_close_workspace (AttestApplication *self)
{
  attest_workspace_life_close (get_private (self)->life);
}

/**
 * attest_application_close_at_once:
 * @self: the application, whose main loop is over
 * @patience_ms: how long this may take, in milliseconds
 *
 * Closes the workspace before it returns, unless that takes too long.
 */
void
attest_application_close_at_once (AttestApplication *self, guint patience_ms)
{
  AttestWorkspaceLife *life = get_private (self)->life;

  if (life != NULL)
    attest_workspace_life_close_at_once (life, patience_ms);
}

static void
life_changed_cb (GtkApplication *application, AttestLifeChange change)
{
  notify (ATTEST_APPLICATION (application),
          change == ATTEST_LIFE_FAILURE ? PROP_FAILURE : PROP_READY);
}

static void
life_offered_cb (GtkApplication *application, AdwToast *toast)
{
  attest_application_add_toast (ATTEST_APPLICATION (application), toast);
}

static void
life_ended_cb (GApplication *application)
{
  if (gtk_application_get_windows (GTK_APPLICATION (application)) == NULL)
    attest_application_close_workspace (ATTEST_APPLICATION (application));
}

static const AttestWorkspaceLifeFuncs life_funcs = {
  .changed = life_changed_cb,
  .offered = life_offered_cb,
  .ended = life_ended_cb,
};

/* GApplication */

/* An older style engine would take the file for faulty. */
static void
load_style_variables (void)
{
  g_autoptr (GtkCssProvider) provider = NULL;

  if (gtk_check_version (4, 16, 0) != NULL)
    return;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider,
                                       "/io/github/attest_app/Attest/style-variables.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
attest_application_startup (GApplication *application)
{
  AttestApplication *self = ATTEST_APPLICATION (application);
  AttestApplicationPrivate *priv = get_private (self);

  /* On its own thread the workspace opens while GTK begins. */
  priv->life = attest_workspace_life_new (GTK_APPLICATION (self), &life_funcs);
  attest_application_open_workspace (self);
  G_APPLICATION_CLASS (attest_application_parent_class)->startup (application);
  load_style_variables ();
  attest_closing_install (GTK_APPLICATION (self));
  attest_line_breaks_install ();
  attest_pointer_install ();
  attest_readers_install ();
  priv->settings = g_settings_new (ATTEST_APP_ID);
  priv->environment = g_settings_get_enum (priv->settings, "environment");
  g_signal_connect_object (priv->settings,
                           "changed::environment",
                           G_CALLBACK (environment_setting_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->settings,
                           "changed::first-start-done",
                           G_CALLBACK (first_start_setting_cb),
                           self,
                           G_CONNECT_SWAPPED);
  attest_practice_control_set_wanted (attest_workspace_life_get_practice (priv->life),
                                      priv->environment == ATTEST_ENVIRONMENT_PRACTICE);
}

static void
attest_application_activate (GApplication *application)
{
  AttestApplicationPrivate *priv = get_private (ATTEST_APPLICATION (application));

  attest_workspace_life_stay (priv->life);
}

static void
attest_application_window_added (GtkApplication *application, GtkWindow *window)
{
  attest_focus_watch (window);
  attest_line_breaks_begin (window);
  GTK_APPLICATION_CLASS (attest_application_parent_class)->window_added (application, window);
}

static void
attest_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  AttestApplicationPrivate *priv = get_private (ATTEST_APPLICATION (application));

  GTK_APPLICATION_CLASS (attest_application_parent_class)->window_removed (application, window);

  if (gtk_application_get_windows (application) == NULL)
    attest_workspace_life_leave (priv->life);
}

static void
attest_application_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestApplication *self = ATTEST_APPLICATION (object);
  AttestApplicationPrivate *priv = get_private (self);

  switch ((AttestApplicationProperty) id)
    {
    case PROP_ENVIRONMENT:
      g_value_set_int (value, priv->environment);
      break;
    case PROP_READY:
      g_value_set_boolean (value, attest_application_get_ready (self));
      break;
    case PROP_FAILURE:
      g_value_set_boxed (value, attest_application_get_failure (self));
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
  AttestApplicationPrivate *priv = get_private (ATTEST_APPLICATION (object));

  g_clear_pointer (&priv->life, attest_workspace_life_free);
  g_clear_object (&priv->settings);

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
  application_class->activate = attest_application_activate;
  GTK_APPLICATION_CLASS (klass)->window_added = attest_application_window_added;
  GTK_APPLICATION_CLASS (klass)->window_removed = attest_application_window_removed;
  install_properties (object_class);
}

static void
attest_application_init (AttestApplication *self)
{
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
  AttestWorkspaceLife *life = NULL;

  g_return_val_if_fail (ATTEST_IS_APPLICATION (self), NULL);

  life = get_private (self)->life;
  return life != NULL ? attest_workspace_life_get_workspace (life) : NULL;
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
  AttestWorkspaceLife *life = NULL;

  g_return_val_if_fail (ATTEST_IS_APPLICATION (self), FALSE);

  life = get_private (self)->life;
  return life != NULL && attest_workspace_life_get_ready (life);
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
  AttestWorkspaceLife *life = NULL;

  g_return_val_if_fail (ATTEST_IS_APPLICATION (self), NULL);

  life = get_private (self)->life;
  return life != NULL ? attest_workspace_life_get_failure (life) : NULL;
}

/**
 * attest_application_is_needed:
 * @self: the application
 *
 * Returns: whether something would be sent if the program went on
 */
gboolean
attest_application_is_needed (AttestApplication *self)
{
  AttestWorkspaceLife *life = get_private (self)->life;

  return life != NULL && attest_workspace_life_is_needed (life);
}

/**
 * attest_application_set_quitting:
 * @self: the application
 * @quitting: whether it ends with its last window, whatever waits to be sent
 */
void
attest_application_set_quitting (AttestApplication *self, gboolean quitting)
{
  AttestWorkspaceLife *life = get_private (self)->life;

  if (life != NULL)
    attest_workspace_life_set_quitting (life, quitting);
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

  return get_private (self)->environment;
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

  g_settings_set_enum (get_private (self)->settings, "environment", environment);
}

/**
 * attest_application_is_first_start:
 * @self: the application
 *
 * Returns: whether the examples are still to be offered
 */
gboolean
attest_application_is_first_start (AttestApplication *self)
{
  return !g_settings_get_boolean (get_private (self)->settings, "first-start-done");
}

/**
 * attest_application_finish_first_start:
 * @self: the application
 *
 * The examples need not be offered any more.
 */
void
attest_application_finish_first_start (AttestApplication *self)
{
  g_settings_set_boolean (get_private (self)->settings, "first-start-done", TRUE);
}

/**
 * attest_application_get_trash:
 * @self: the application, which is ready
 *
 * Returns: (transfer none): what deletes drafts and brings them back
 */
AttestDraftTrash *
attest_application_get_trash (AttestApplication *self)
{
  return attest_workspace_life_get_trash (get_private (self)->life);
}

/**
 * attest_application_get_queue:
 * @self: the application, which is ready
 *
 * Returns: (transfer none): how far the outbox is
 */
AttestQueueWatch *
attest_application_get_queue (AttestApplication *self)
{
  return attest_workspace_life_get_queue (get_private (self)->life);
}

/**
 * attest_application_update_practice:
 * @self: the application
 *
 * Before the menu is shown that holds the next reply of the practice service.
 */
void
attest_application_update_practice (AttestApplication *self)
{
  attest_practice_control_update (attest_workspace_life_get_practice (get_private (self)->life));
}

/* Windows */

/**
 * attest_application_get_parent:
 * @self: the application
 *
 * Returns: (transfer none) (nullable): the window that a dialog belongs to
 */
GtkWindow *
attest_application_get_parent (AttestApplication *self)
{
  return gtk_application_get_active_window (GTK_APPLICATION (self));
}

/**
 * attest_application_present:
 * @self: the application
 * @window: a window that belongs to the one that is active
 *
 * Shows it, with the application's actions and keys.
 */
void
attest_application_present (AttestApplication *self, GtkWindow *window)
{
  gtk_window_set_transient_for (window, attest_application_get_parent (self));
  gtk_window_set_destroy_with_parent (window, TRUE);
  gtk_window_set_application (window, GTK_APPLICATION (self));
  attest_ahead_present (GTK_APPLICATION (self), window);
}

/**
 * attest_application_open_draft:
 * @self: the application
 * @draft: the draft to be edited
 * @send: whether sending it is to be asked about at once
 *
 * Opens an editor, or raises the one that is open.
 */
void
attest_application_open_draft (AttestApplication *self, AttestDraft *draft, gboolean send)
{
  g_return_if_fail (ATTEST_IS_APPLICATION (self));
  g_return_if_fail (ATTEST_IS_DRAFT (draft));

  ATTEST_APPLICATION_GET_CLASS (self)->open_draft (self, draft, send);
}

/**
 * attest_application_new_record:
 * @self: the application
 * @schema: the kind of record
 * @initial: (nullable): what it begins with, taken over as it is
 *
 * Opens an editor for a new draft. An empty one is kept from its first edit on, one that begins
 * with something at once.
 */
void
attest_application_new_record (AttestApplication *self,
                               const AttestSchema *schema,
                               AttestRecord *initial)
{
  g_return_if_fail (ATTEST_IS_APPLICATION (self));
  g_return_if_fail (schema != NULL);
  g_return_if_fail (initial == NULL || attest_record_get_schema (initial) == schema);

  ATTEST_APPLICATION_GET_CLASS (self)->new_record (self, schema, initial);
}

/**
 * attest_application_begin_record:
 * @self: the application
 * @record: what a new draft begins with, taken over as it is
 *
 * Opens an editor for it, as for an empty one: nothing is kept before its first edit.
 */
void
attest_application_begin_record (AttestApplication *self, AttestRecord *record)
{
  g_return_if_fail (ATTEST_IS_APPLICATION (self));
  g_return_if_fail (ATTEST_IS_RECORD (record));

  ATTEST_APPLICATION_GET_CLASS (self)->begin_record (self, record);
}

/**
 * attest_application_duplicate:
 * @self: the application
 * @ids: (array zero-terminated=1): drafts of one kind, at least one
 *
 * Makes drafts with the same in them but the dates. One opens in its editor; several are shown and
 * selected in the list.
 */
void
attest_application_duplicate (AttestApplication *self, const char *const *ids)
{
  g_return_if_fail (ATTEST_IS_APPLICATION (self));
  g_return_if_fail (ids != NULL && ids[0] != NULL);

  ATTEST_APPLICATION_GET_CLASS (self)->duplicate (self, ids);
}

/**
 * attest_application_show_history:
 * @self: the application
 * @submission_id: (nullable): what is to be selected there
 */
void
attest_application_show_history (AttestApplication *self, const char *submission_id)
{
  g_return_if_fail (ATTEST_IS_APPLICATION (self));

  g_action_group_activate_action (
      G_ACTION_GROUP (self),
      "show-history",
      g_variant_new_string (submission_id != NULL ? submission_id : ""));
}

/**
 * attest_application_show_keys:
 * @self: the application
 */
void
attest_application_show_keys (AttestApplication *self)
{
  g_return_if_fail (ATTEST_IS_APPLICATION (self));

  g_action_group_activate_action (G_ACTION_GROUP (self), "keys", NULL);
}

/**
 * attest_application_save_all:
 * @self: the application
 * @done: called once, when all is durable or something can not be
 * @user_data: for @done
 *
 * Saves everything that is typed in any editor.
 */
void
attest_application_save_all (AttestApplication *self, AttestSaved done, gpointer user_data)
{
  g_return_if_fail (ATTEST_IS_APPLICATION (self));

  ATTEST_APPLICATION_GET_CLASS (self)->save_all (self, done, user_data);
}

/**
 * attest_application_add_toast:
 * @self: the application
 * @toast: (transfer none): what the main window says in passing
 */
void
attest_application_add_toast (AttestApplication *self, AdwToast *toast)
{
  g_return_if_fail (ATTEST_IS_APPLICATION (self));

  ATTEST_APPLICATION_GET_CLASS (self)->add_toast (self, toast);
}

/**
 * attest_application_asks_before_closing:
 * @self: the application
 * @window: a window that is about to close, and has nothing to be saved any more
 *
 * With the last window the program ends. While something is being sent, that is asked first.
 *
 * Returns: whether it asks: then the window stays until the answer
 */
gboolean
attest_application_asks_before_closing (AttestApplication *self, GtkWindow *window)
{
  g_return_val_if_fail (ATTEST_IS_APPLICATION (self), FALSE);

  return ATTEST_APPLICATION_GET_CLASS (self)->asks_before_closing (self, window);
}
