/* AttestKeyWindow: see the header.
 *
 * The text stays in the entry's secure buffer until the keyring has it. Nothing of it is altered:
 * what stands around the key is named and taken off on request, since copied keys often carry some.
 */
#include "attest-config.h"
#include "keys/attest-key-window.h"

#include "keys/attest-entry-problem.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>
#include <string.h>

struct _AttestKeyWindow
{
  AdwWindow parent_instance;

  AttestKeyring *keyring;
  AttestPlace *place;
  AttestKeyEntry kind;

  GtkWidget *save;
  GtkSpinner *spinner;
  AttestEnvironmentBadge *badge;
  GtkLabel *host;
  GtkEditable *entry;
  GtkWidget *problem_box;
  GtkLabel *problem;
  GtkWidget *strip;
  GtkLabel *note;
};

static const struct
{
  const char *title; /* N_() */
  const char *save;  /* N_() */
  const char *note;  /* N_() */
} texts[] = {
  [ATTEST_KEY_ENTRY_ADD] = { N_ ("Add Key"),
                             N_ ("_Add Key"),
                             N_ ("The key is stored in your keyring, for this environment and host "
                                 "only. It is never shown again.") },
  [ATTEST_KEY_ENTRY_REPLACE] = { N_ ("Replace Key"),
                                 N_ ("_Replace Key"),
                                 N_ ("It replaces the key in your keyring and is never shown "
                                     "again.") },
  [ATTEST_KEY_ENTRY_USE_ONCE] = { N_ ("Add Key"),
                                  N_ ("_Add Key"),
                                  N_ ("The key is kept in memory only, until Attest is closed.") },
};

G_DEFINE_FINAL_TYPE (AttestKeyWindow, attest_key_window, ADW_TYPE_WINDOW)

static void
show_problem (AttestKeyWindow *self, const char *problem, gboolean strip)
{
  gtk_widget_set_visible (self->strip, strip);
  attest_entry_problem_show (self->entry, self->problem_box, self->problem, problem);
}

static void
changed_cb (AttestKeyWindow *self)
{
  show_problem (self, NULL, FALSE);
}

/* Returns: (transfer full) (nullable): the key that was entered; NULL: what is wrong is shown */
static SecretValue *
read_key (AttestKeyWindow *self)
{
  const char *text = gtk_editable_get_text (self->entry);
  g_autofree char *wrapping = NULL;
  g_autofree char *problem = NULL;
  g_autoptr (GError) error = NULL;
  SecretValue *key = attest_key_parse (text, strlen (text), &wrapping, &error);

  if (key != NULL && strcmp (secret_value_get_text (key), text) == 0)
    return key;
  if (wrapping != NULL)
    problem = g_strdup_printf (_ ("This is not part of the key: %s"), wrapping);
  else
    problem =
        g_strdup (error != NULL ? error->message : _ ("The key begins or ends with a space."));
  show_problem (self, problem, key != NULL);
  g_clear_pointer (&key, secret_value_unref);
  return NULL;
}

static void
strip_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestKeyWindow *self = ATTEST_KEY_WINDOW (widget);
  const char *text = gtk_editable_get_text (self->entry);
  SecretValue *key = attest_key_parse (text, strlen (text), NULL, NULL);

  if (key != NULL)
    {
      gtk_editable_set_text (self->entry, secret_value_get_text (key));
      secret_value_unref (key);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
finish (AttestKeyWindow *self)
{
  gtk_editable_set_text (self->entry, "");
  gtk_window_close (GTK_WINDOW (self));
}

static void
show_busy (AttestKeyWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "key-window.save", !busy);
}

static void
store_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestKeyWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  attest_keyring_call_finish (ATTEST_KEYRING (source), result, NULL, &error);
  if (error == NULL)
    {
      finish (self);
      return;
    }
  show_busy (self, FALSE);
  show_problem (self, error->message, FALSE);
}

static void
save_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestKeyWindow *self = ATTEST_KEY_WINDOW (widget);
  SecretValue *key = read_key (self);
  g_autoptr (GError) error = NULL;

  if (key == NULL)
    return;
  if (self->kind != ATTEST_KEY_ENTRY_USE_ONCE)
    {
      show_busy (self, TRUE);
      attest_keyring_call_async (self->keyring,
                                 &(AttestKeyringCall){ ATTEST_KEYRING_STORE, self->place, key },
                                 NULL,
                                 store_cb,
                                 g_object_ref (self));
    }
  else if (attest_keyring_set_for_this_run (self->keyring, self->place, key, &error))
    finish (self);
  else
    show_problem (self, error->message, FALSE);
  secret_value_unref (key);
}

static void
attest_key_window_dispose (GObject *object)
{
  AttestKeyWindow *self = ATTEST_KEY_WINDOW (object);

  g_clear_object (&self->keyring);
  g_clear_pointer (&self->place, attest_place_free);
  G_OBJECT_CLASS (attest_key_window_parent_class)->dispose (object);
}

static void
attest_key_window_class_init (AttestKeyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_key_window_dispose;
  g_type_ensure (ATTEST_TYPE_ENVIRONMENT_BADGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/keys/attest-key-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestKeyWindow, save);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyWindow, badge);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyWindow, host);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyWindow, problem_box);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyWindow, note);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "key-window.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "key-window.strip", NULL, strip_cb);
}

static void
attest_key_window_init (AttestKeyWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * attest_key_window_new:
 * @keyring: where the key goes
 * @place: whose key
 * @entry: what is done with it
 *
 * Returns: (transfer floating): the window, not yet shown
 */
GtkWidget *
attest_key_window_new (AttestKeyring *keyring, const AttestPlace *place, AttestKeyEntry entry)
{
  AttestKeyWindow *self = g_object_new (ATTEST_TYPE_KEY_WINDOW, NULL);
  g_autofree char *where = g_strdup_printf ("%s\n%s", place->service->name, place->host);

  self->keyring = g_object_ref (keyring);
  self->place = attest_place_copy (place);
  self->kind = entry;
  gtk_window_set_title (GTK_WINDOW (self), _ (texts[entry].title));
  gtk_button_set_label (GTK_BUTTON (self->save), _ (texts[entry].save));
  attest_plain_wrap_buttons (GTK_WIDGET (self));
  /* With large letters the host has the whole width, below the badge. */
  gtk_widget_set_layout_manager (gtk_widget_get_parent (GTK_WIDGET (self->badge)),
                                 attest_wrap_layout_new (FALSE));
  gtk_label_set_label (self->note, _ (texts[entry].note));
  gtk_label_set_label (self->host, where);
  attest_environment_badge_set_environment (self->badge, place->environment);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return GTK_WIDGET (self);
}
