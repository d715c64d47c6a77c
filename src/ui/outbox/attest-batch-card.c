/* AttestBatchCard: see the header. What is told of a batch may change while somebody is on its
 * card, as when one whose outcome was unknown is settled: no button that stays is made anew. */
#include "attest-config.h"
#include "outbox/attest-batch-card.h"

#include "widgets/attest-batch-words.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-state-label.h"
#include "widgets/attest-width-bin.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

/* In the order in which they stand. */
static const AttestState states[] = { ATTEST_STATE_ACCEPTED,
                                      ATTEST_STATE_REFUSED,
                                      ATTEST_STATE_UNKNOWN,
                                      ATTEST_STATE_NOT_SENT };

struct _AttestBatchCard
{
  AdwBin parent_instance;

  char *id;
  const char *style_class; /* (nullable): static, of the icon shown */

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *time;
  AttestEnvironmentBadge *badge;
  GtkWidget *dismiss;
  GtkWidget *head;
  GtkWidget *links;
  GtkWidget *save;
  GtkWidget *numbers[G_N_ELEMENTS (states)]; /* (nullable): where there are none */
};

G_DEFINE_FINAL_TYPE (AttestBatchCard, attest_batch_card, ADW_TYPE_BIN)

/* What asks for something comes first to the eye. */
static AttestState
get_worst (const AttestBatch *batch)
{
  static const AttestState worst[] = { ATTEST_STATE_UNKNOWN,
                                       ATTEST_STATE_REFUSED,
                                       ATTEST_STATE_NOT_SENT };

  for (guint i = 0; i < G_N_ELEMENTS (worst); i++)
    if (batch->counts[worst[i]] > 0)
      return worst[i];
  return ATTEST_STATE_ACCEPTED;
}

static void
update_icon (AttestBatchCard *self, AttestState state)
{
  if (self->style_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->style_class);
  self->style_class = attest_state_get_style_class (state);
  if (self->style_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), self->style_class);
  gtk_image_set_from_icon_name (self->icon, attest_state_get_icon_name (state));
}

static GtkWidget *
make_number (AttestState state)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (attest_state_get_icon_name (state)));
  gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
  if (attest_state_get_style_class (state) != NULL)
    gtk_widget_add_css_class (box, attest_state_get_style_class (state));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_tooltip_text (button, _ ("Show these in the history"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.show-batch");
  return button;
}

static void
update_number (GtkWidget *button, const AttestBatch *batch, AttestState state)
{
  GtkWidget *label = gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (button)));
  g_autofree char *text = attest_batch_describe_count (state, batch->counts[state]);
  g_autofree char *title = attest_batch_describe (batch);

  gtk_label_set_label (GTK_LABEL (label), text);
  attest_readers_name (GTK_ACCESSIBLE (button), text);
  gtk_actionable_set_action_target (
      GTK_ACTIONABLE (button), "(sss)", batch->id, attest_state_get_id (state), title);
}

static void
update_numbers (AttestBatchCard *self, const AttestBatch *batch)
{
  GtkWidget *before = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (batch->counts[states[i]] == 0)
        {
          if (self->numbers[i] != NULL)
            gtk_box_remove (GTK_BOX (self->links), self->numbers[i]);
          self->numbers[i] = NULL;
          continue;
        }
      if (self->numbers[i] == NULL)
        {
          self->numbers[i] = make_number (states[i]);
          gtk_box_insert_child_after (GTK_BOX (self->links), self->numbers[i], before);
        }
      update_number (self->numbers[i], batch, states[i]);
      before = self->numbers[i];
    }
}

static void
attest_batch_card_finalize (GObject *object)
{
  g_free (ATTEST_BATCH_CARD (object)->id);
  G_OBJECT_CLASS (attest_batch_card_parent_class)->finalize (object);
}

static void
attest_batch_card_class_init (AttestBatchCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = attest_batch_card_finalize;
  g_type_ensure (ATTEST_TYPE_ENVIRONMENT_BADGE);
  g_type_ensure (ATTEST_TYPE_WIDTH_BIN);
  /* GTK later than 4.8 gives a mere box no name. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/outbox/attest-batch-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestBatchCard, icon);
  gtk_widget_class_bind_template_child (widget_class, AttestBatchCard, title);
  gtk_widget_class_bind_template_child (widget_class, AttestBatchCard, time);
  gtk_widget_class_bind_template_child (widget_class, AttestBatchCard, badge);
  gtk_widget_class_bind_template_child (widget_class, AttestBatchCard, dismiss);
  gtk_widget_class_bind_template_child (widget_class, AttestBatchCard, head);
  gtk_widget_class_bind_template_child (widget_class, AttestBatchCard, links);
  gtk_widget_class_bind_template_child (widget_class, AttestBatchCard, save);
}

static void
attest_batch_card_init (AttestBatchCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->head, attest_wrap_layout_new (FALSE));
  attest_plain_wrap_buttons (self->links);
  gtk_widget_set_layout_manager (self->links, attest_wrap_layout_new (FALSE));
  attest_readers_name (GTK_ACCESSIBLE (self->dismiss), _ ("Dismiss"));
}

/**
 * attest_batch_card_new:
 * @batch: what is told; only read in this call
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
attest_batch_card_new (const AttestBatch *batch)
{
  AttestBatchCard *self = g_object_new (ATTEST_TYPE_BATCH_CARD, NULL);

  self->id = g_strdup (batch->id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->dismiss), "s", batch->id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->save), "s", batch->id);
  attest_batch_card_update (self, batch);
  return GTK_WIDGET (self);
}

/**
 * attest_batch_card_update:
 * @self: a card
 * @batch: the same batch, as it is now
 */
void
attest_batch_card_update (AttestBatchCard *self, const AttestBatch *batch)
{
  g_autofree char *title = NULL;
  g_autofree char *time = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (ATTEST_IS_BATCH_CARD (self));
  g_return_if_fail (g_str_equal (self->id, batch->id));

  title = attest_batch_describe_sent (batch, batch->service->name);
  time = attest_batch_describe_time (batch);
  name = attest_batch_describe (batch);
  update_icon (self, get_worst (batch));
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->time, time);
  attest_environment_badge_set_environment (self->badge, batch->environment);
  attest_readers_describe (GTK_ACCESSIBLE (self->dismiss), title);
  attest_readers_name (GTK_ACCESSIBLE (self), name);
  update_numbers (self, batch);
}

/* Returns: (transfer none): the id of its batch */
const char *
attest_batch_card_get_id (AttestBatchCard *self)
{
  g_return_val_if_fail (ATTEST_IS_BATCH_CARD (self), NULL);
  return self->id;
}
