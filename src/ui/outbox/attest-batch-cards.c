/* AttestBatchCards: see the header. The store says which there are; it is asked again when the
 * queue has moved and when one was dismissed, in whichever process. */
#include "attest-config.h"
#include "outbox/attest-batch-cards.h"

#include "outbox/attest-batch-card.h"
#include "widgets/attest-room-layout.h"

/* The newest are shown, fewer where the window is low; the rest when those have been seen. */
#define MOST_CARDS 3

struct _AttestBatchCards
{
  AdwBin parent_instance;

  AttestStore *store;
  GCancellable *cancellable; /* (nullable): of the reading under way */
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (AttestBatchCards, attest_batch_cards, ADW_TYPE_BIN)

static GtkWidget *
find_card (AttestBatchCards *self, const char *id)
{
  for (GtkWidget *card = gtk_widget_get_first_child (self->box); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    if (g_str_equal (attest_batch_card_get_id (ATTEST_BATCH_CARD (card)), id))
      return card;
  return NULL;
}

/* Returns: (transfer none): the card of @batch, new or the one it had, behind @before */
static GtkWidget *
put_card (AttestBatchCards *self, const AttestBatch *batch, GtkWidget *before)
{
  GtkWidget *card = find_card (self, batch->id);

  if (card == NULL)
    {
      card = attest_batch_card_new (batch);
      gtk_box_insert_child_after (GTK_BOX (self->box), card, before);
      return card;
    }
  attest_batch_card_update (ATTEST_BATCH_CARD (card), batch);
  gtk_box_reorder_child_after (GTK_BOX (self->box), card, before);
  return card;
}

/* Returns: (transfer none) (nullable): the card that has the keyboard; its place is put into @place
 */
static GtkWidget *
get_focus_card (AttestBatchCards *self, guint *place)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  *place = 0;
  for (GtkWidget *card = gtk_widget_get_first_child (self->box); card != NULL && focus != NULL;
       card = gtk_widget_get_next_sibling (card), (*place)++)
    if (gtk_widget_is_ancestor (focus, card))
      return card;
  return NULL;
}

/* To the card that has that place now, of @n, or to the last. */
static void
move_focus (AttestBatchCards *self, guint place, guint n)
{
  GtkWidget *card = gtk_widget_get_first_child (self->box);

  for (guint i = 0; i + 1 < n && i < place; i++)
    card = gtk_widget_get_next_sibling (card);
  if (n == 0)
    return;
  gtk_widget_set_child_visible (card, TRUE); /* there is room for it now */
  gtk_widget_child_focus (card, GTK_DIR_TAB_FORWARD);
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
    attest_batch_cards_show (self, batches);
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

/**
 * attest_batch_cards_show:
 * @self: cards
 * @batches: (element-type AttestBatch): those that are through, the newest first
 *
 * A card that stays is changed where it stands, so that the keyboard stays on it.
 */
void
attest_batch_cards_show (AttestBatchCards *self, GPtrArray *batches)
{
  GtkWidget *last = NULL;
  GtkWidget *gone = NULL;
  GtkWidget *focus = NULL;
  guint place = 0;
  guint n = 0;

  g_return_if_fail (ATTEST_IS_BATCH_CARDS (self));

  focus = get_focus_card (self, &place);
  for (guint i = 0; i < batches->len && n < MOST_CARDS; i++)
    if (attest_batch_get_n (batches->pdata[i]) > 1)
      {
        last = put_card (self, batches->pdata[i], last);
        n++;
      }
  while ((gone = last != NULL ? gtk_widget_get_next_sibling (last)
                              : gtk_widget_get_first_child (self->box))
         != NULL)
    {
      if (gone == focus)
        move_focus (self, place, n);
      gtk_box_remove (GTK_BOX (self->box), gone);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}
