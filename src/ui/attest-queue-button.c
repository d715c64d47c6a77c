/* AttestQueueButton: shown while the outbox has something to send. The spinner turns only during a
 * request; between two, nothing moves and no timer runs. Main thread. */
#include "attest-config.h"
#include "attest-queue-button.h"

#include "widgets/attest-readers.h"
#include "widgets/attest-tooltip.h"

#include <glib/gi18n.h>

struct _AttestQueueButton
{
  AdwBin parent_instance;

  AttestQueueWatch *watch; /* (nullable) */
  gboolean wanted;
  GtkWidget *button;
  GtkWidget *stack;
  GtkWidget *icon;
  GtkWidget *spinner;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (AttestQueueButton, attest_queue_button, ADW_TYPE_BIN)

static void
update_icon (AttestQueueButton *self)
{
  AttestOutbox *outbox = attest_queue_watch_get_outbox (self->watch);
  gboolean sending = attest_outbox_get_sending (outbox);

  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), sending);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), sending ? self->spinner : self->icon);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                attest_outbox_get_paused (outbox) ? "media-playback-pause-symbolic"
                                                                  : "attest-outbox-symbolic");
}

static void
update_cb (AttestQueueButton *self)
{
  guint left = self->watch != NULL ? attest_queue_watch_get_n_left (self->watch) : 0;
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;
  guint all;

  gtk_widget_set_visible (GTK_WIDGET (self), self->wanted && left > 0);
  if (left == 0)
    {
      gtk_spinner_stop (GTK_SPINNER (self->spinner));
      return;
    }
  all = attest_queue_watch_get_n_all (self->watch);
  text = g_strdup_printf ("%u/%u", all - left, all);
  words = attest_queue_watch_describe_progress (self->watch);
  gtk_label_set_label (GTK_LABEL (self->label), text);
  if (attest_tooltip_set (self->button, words))
    attest_readers_name (GTK_ACCESSIBLE (self->button), words);
  update_icon (self);
}

static void
attest_queue_button_dispose (GObject *object)
{
  g_clear_object (&ATTEST_QUEUE_BUTTON (object)->watch);

  G_OBJECT_CLASS (attest_queue_button_parent_class)->dispose (object);
}

static void
attest_queue_button_class_init (AttestQueueButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_queue_button_dispose;
}

static void
attest_queue_button_init (AttestQueueButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->wanted = TRUE;
  self->icon =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->spinner = gtk_spinner_new ();
  self->stack = gtk_stack_new ();
  gtk_stack_add_child (GTK_STACK (self->stack), self->icon);
  gtk_stack_add_child (GTK_STACK (self->stack), self->spinner);
  self->label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_box_append (GTK_BOX (box), self->label);
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.show-view");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", "outbox");
  adw_bin_set_child (ADW_BIN (self), self->button);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * attest_queue_button_set_watch:
 * @self: a button
 * @watch: what it follows; set once
 */
void
attest_queue_button_set_watch (AttestQueueButton *self, AttestQueueWatch *watch)
{
  g_return_if_fail (ATTEST_IS_QUEUE_BUTTON (self));
  g_return_if_fail (self->watch == NULL);

  self->watch = g_object_ref (watch);
  g_signal_connect_object (watch, "changed", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  update_cb (self);
}

/**
 * attest_queue_button_set_wanted:
 * @self: a button
 * @wanted: whether it leads anywhere: not in the outbox itself
 */
void
attest_queue_button_set_wanted (AttestQueueButton *self, gboolean wanted)
{
  g_return_if_fail (ATTEST_IS_QUEUE_BUTTON (self));

  self->wanted = wanted;
  update_cb (self);
}
