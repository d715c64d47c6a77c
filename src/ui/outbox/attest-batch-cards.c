/* AttestBatchCards: see the header. The store says which there are; it is asked again when the
 * queue has moved and when one was dismissed, in whichever process. */
#include "attest-config.h"
#include "outbox/attest-batch-cards.h"

#include "outbox/attest-batch-card.h"
#include "widgets/attest-clamps.h"
#include "widgets/attest-room-layout.h"

/* The newest are shown, fewer where the window is low; the rest when those have been seen. */
#define MOST_CARDS 3

/* In pixels: wider, what belongs together stands too far apart. */
#define MAX_WIDTH 736

struct _AttestBatchCards
{
  GtkBox parent_instance;

  AttestStore *store;
  GCancellable *cancellable; /* (nullable): of the reading under way */
};

G_DEFINE_FINAL_TYPE (AttestBatchCards, attest_batch_cards, GTK_TYPE_BOX)

enum
{
  SHOWN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* The places of cards stand first, then what is below them. */

static GtkWidget *
skip_others (GtkWidget *child)
{
  return child != NULL && ADW_IS_CLAMP (child) ? child : NULL;
}

/* Returns: (transfer none) (nullable): the first place, with a card in it */
static GtkWidget *
get_first (AttestBatchCards *self)
{
  return skip_others (gtk_widget_get_first_child (GTK_WIDGET (self)));
}

static GtkWidget *
get_next (GtkWidget *place)
{
  return skip_others (gtk_widget_get_next_sibling (place));
}

static AttestBatchCard *
get_card (GtkWidget *place)
{
  return ATTEST_BATCH_CARD (adw_clamp_get_child (ADW_CLAMP (place)));
}

static GtkWidget *
find_place (AttestBatchCards *self, const char *id)
{
  for (GtkWidget *place = get_first (self); place != NULL; place = get_next (place))
    if (g_str_equal (attest_batch_card_get_id (get_card (place)), id))
      return place;
  return NULL;
}

static GtkWidget *
make_place (const AttestBatch *batch)
{
  GtkWidget *place = g_object_new (
      ADW_TYPE_CLAMP, "maximum-size", MAX_WIDTH, "child", attest_batch_card_new (batch), NULL);

  gtk_widget_add_css_class (place, "attest-batches");
  attest_clamps_follow_letters (place);
  return place;
}

/* Returns: (transfer none): where the card of @batch is, new or the one it had, behind @before */
static GtkWidget *
put_card (AttestBatchCards *self, const AttestBatch *batch, GtkWidget *before)
{
  GtkWidget *place = find_place (self, batch->id);

  if (place == NULL)
    {
      place = make_place (batch);
      gtk_box_insert_child_after (GTK_BOX (self), place, before);
      return place;
    }
  attest_batch_card_update (get_card (place), batch);
  gtk_box_reorder_child_after (GTK_BOX (self), place, before);
  return place;
}

/* Returns: (transfer none) (nullable): where the card is that has the keyboard, the @n -th from 0
 */
static GtkWidget *
get_focus_place (AttestBatchCards *self, guint *n)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  *n = 0;
  for (GtkWidget *place = get_first (self); place != NULL && focus != NULL;
       place = get_next (place), (*n)++)
    if (gtk_widget_is_ancestor (focus, place))
      return place;
  return NULL;
}

/* To the card at the @n -th place of @n_places, or to the last. */
static void
move_focus (AttestBatchCards *self, guint n, guint n_places)
{
  GtkWidget *place = get_first (self);

  for (guint i = 0; i + 1 < n_places && i < n; i++)
    place = get_next (place);
  if (n_places == 0)
    return;
  gtk_widget_set_child_visible (place, TRUE); /* there is room for it now */
  gtk_widget_child_focus (place, GTK_DIR_TAB_FORWARD);
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

  /**
   * AttestBatchCards::shown:
   *
   * Cards have come or gone.
   */
  signals[SHOWN] = g_signal_new (
      "shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "batch.dismiss", "s", dismiss_cb);
}

static void
attest_batch_cards_init (AttestBatchCards *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), attest_room_layout_new (12));
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
  guint n_focus = 0;
  guint n = 0;

  g_return_if_fail (ATTEST_IS_BATCH_CARDS (self));

  focus = get_focus_place (self, &n_focus);
  for (guint i = 0; i < batches->len && n < MOST_CARDS; i++)
    if (attest_batch_get_n (batches->pdata[i]) > 1)
      {
        last = put_card (self, batches->pdata[i], last);
        n++;
      }
  while ((gone = last != NULL ? get_next (last) : get_first (self)) != NULL)
    {
      if (gone == focus)
        move_focus (self, n_focus, n);
      gtk_box_remove (GTK_BOX (self), gone);
    }
  g_signal_emit (self, signals[SHOWN], 0);
}
