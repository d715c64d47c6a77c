/* AttestBatchCards: see the header. The store says which there are; it is asked again when the
 * queue has moved and when one was dismissed, in whichever process. */
#include "attest-config.h"
#include "outbox/attest-batch-cards.h"

#include "widgets/attest-batch-words.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-room-layout.h"
#include "widgets/attest-state-label.h"
#include "widgets/attest-width-bin.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

/* The newest are shown, fewer where the window is low; the rest when those have been seen. */
#define MOST_CARDS 3

/* How narrow what was sent and when may become, in pixels. */
#define LEAST_TEXT 120

struct _AttestBatchCards
{
  AdwBin parent_instance;

  AttestStore *store;
  GCancellable *cancellable; /* (nullable): of the reading under way */
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (AttestBatchCards, attest_batch_cards, ADW_TYPE_BIN)

static GtkWidget *
make_label (const char *text, const char *style_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label",
                                   text,
                                   "wrap",
                                   TRUE,
                                   "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR,
                                   "xalign",
                                   0.0,
                                   NULL);

  gtk_widget_add_css_class (label, style_class);
  return label;
}

/* What asks for something comes first to the eye. */
static AttestState
get_worst (const AttestBatch *batch)
{
  static const AttestState states[] = { ATTEST_STATE_UNKNOWN,
                                        ATTEST_STATE_REFUSED,
                                        ATTEST_STATE_NOT_SENT };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (batch->counts[states[i]] > 0)
      return states[i];
  return ATTEST_STATE_ACCEPTED;
}

static GtkWidget *
make_dismiss (const AttestBatch *batch, const char *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Dismiss"));
  attest_readers_name (GTK_ACCESSIBLE (button), _ ("Dismiss"));
  attest_readers_describe (GTK_ACCESSIBLE (button), title);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "batch.dismiss");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", batch->id);
  return button;
}

static GtkWidget *
make_icon (AttestState state)
{
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name",
                                  attest_state_get_icon_name (state),
                                  "pixel-size",
                                  24,
                                  "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);

  if (attest_state_get_style_class (state) != NULL)
    gtk_widget_add_css_class (icon, attest_state_get_style_class (state));
  return icon;
}

static GtkWidget *
make_head (const AttestBatch *batch)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *bin = NULL;
  GtkWidget *badge = attest_environment_badge_new (batch->environment);
  g_autofree char *title = attest_batch_describe_sent (batch, batch->service->name);
  g_autofree char *time = attest_batch_describe_time (batch);

  gtk_box_append (GTK_BOX (texts), make_label (title, "heading"));
  gtk_box_append (GTK_BOX (texts), make_label (time, "dim-label"));
  gtk_widget_set_hexpand (texts, TRUE);
  /* A box asks texts how wide they want to be at the height of one line, which may be too wide. */
  bin = g_object_new (ATTEST_TYPE_WIDTH_BIN, "child", texts, "minimum", LEAST_TEXT, NULL);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), make_icon (get_worst (batch)));
  gtk_box_append (GTK_BOX (head), bin);
  gtk_box_append (GTK_BOX (head), badge);
  gtk_box_append (GTK_BOX (head), make_dismiss (batch, title));
  return head;
}

/* The number leads to exactly those. */
static GtkWidget *
make_link (const AttestBatch *batch, AttestState state)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (attest_state_get_icon_name (state));
  g_autofree char *text = attest_batch_describe_count (state, batch->counts[state]);
  g_autofree char *title = attest_batch_describe (batch);

  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), gtk_label_new (text));
  gtk_button_set_child (GTK_BUTTON (button), box);
  if (attest_state_get_style_class (state) != NULL)
    gtk_widget_add_css_class (box, attest_state_get_style_class (state));
  gtk_widget_set_tooltip_text (button, _ ("Show these in the history"));
  attest_readers_name (GTK_ACCESSIBLE (button), text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.show-batch");
  gtk_actionable_set_action_target (
      GTK_ACTIONABLE (button), "(sss)", batch->id, attest_state_get_id (state), title);
  return button;
}

static GtkWidget *
make_save (const AttestBatch *batch)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Save the _Results…"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.save-results");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", batch->id);
  return button;
}

static GtkWidget *
make_links (const AttestBatch *batch)
{
  static const AttestState states[] = {
    ATTEST_STATE_ACCEPTED, ATTEST_STATE_REFUSED, ATTEST_STATE_UNKNOWN, ATTEST_STATE_NOT_SENT
  };
  GtkWidget *links = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_layout_manager (links, attest_wrap_layout_new (FALSE));
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (batch->counts[states[i]] > 0)
      gtk_box_append (GTK_BOX (links), make_link (batch, states[i]));
  gtk_box_append (GTK_BOX (links), make_save (batch));
  return links;
}

static GtkWidget *
make_card (const AttestBatch *batch)
{
  /* GTK later than 4.8 gives a mere box no name. */
  GtkWidget *card = g_object_new (GTK_TYPE_BOX,
                                  "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_GROUP,
                                  "orientation",
                                  GTK_ORIENTATION_VERTICAL,
                                  "spacing",
                                  12,
                                  NULL);
  GtkWidget *links = make_links (batch);
  g_autofree char *name = attest_batch_describe (batch);

  gtk_widget_set_margin_start (links, 36);
  gtk_box_append (GTK_BOX (card), make_head (batch));
  gtk_box_append (GTK_BOX (card), links);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "attest-batch");
  attest_readers_name (GTK_ACCESSIBLE (card), name);
  return card;
}

static void
show (AttestBatchCards *self, GPtrArray *batches)
{
  GtkWidget *child = NULL;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; i < batches->len && n < MOST_CARDS; i++)
    if (attest_batch_get_n (batches->pdata[i]) > 1)
      {
        gtk_box_append (GTK_BOX (self->box), make_card (batches->pdata[i]));
        n++;
      }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestBatchCards) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) batches =
      attest_store_load_batches_finish (ATTEST_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* asked again meanwhile, or gone */
  if (batches != NULL)
    show (self, batches);
  else
    g_debug ("What became of the batches cannot be read: %s", error->message);
}

static void
load_cb (AttestBatchCards *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  attest_store_load_batches_async (self->store, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
dismiss_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestBatchCards *self = ATTEST_BATCH_CARDS (widget);

  attest_store_dismiss_batch (self->store, g_variant_get_string (parameter, NULL));
  gtk_widget_child_focus (gtk_widget_get_parent (widget), GTK_DIR_TAB_FORWARD);
}

static void
attest_batch_cards_dispose (GObject *object)
{
  AttestBatchCards *self = ATTEST_BATCH_CARDS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (attest_batch_cards_parent_class)->dispose (object);
}

static void
attest_batch_cards_class_init (AttestBatchCardsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_batch_cards_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "batch.dismiss", "s", dismiss_cb);
}

static void
attest_batch_cards_init (AttestBatchCards *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_layout_manager (self->box, attest_room_layout_new (12));
  gtk_widget_add_css_class (self->box, "attest-batches");
  adw_bin_set_child (ADW_BIN (self), self->box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * attest_batch_cards_set_application:
 * @self: cards
 * @application: whose batches are told; set once, its workspace is open
 */
void
attest_batch_cards_set_application (AttestBatchCards *self, AttestApplication *application)
{
  g_return_if_fail (ATTEST_IS_BATCH_CARDS (self));
  g_return_if_fail (self->store == NULL);

  self->store =
      g_object_ref (attest_workspace_get_store (attest_application_get_workspace (application)));
  g_signal_connect_object (
      self->store, "settings-changed", G_CALLBACK (load_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (attest_application_get_queue (application),
                           "changed",
                           G_CALLBACK (load_cb),
                           self,
                           G_CONNECT_SWAPPED);
  load_cb (self);
}
