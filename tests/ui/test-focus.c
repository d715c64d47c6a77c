/* The keyboard when what had it is taken out of a window: nothing that is gone keeps it, and then
 * what stands beside has it. What is only told anew keeps it. */
#include "attest-config.h"
#include "attest-ui-resources.h"
#include "outbox/attest-batch-card.h"
#include "outbox/attest-batch-cards.h"
#include "widgets/attest-focus.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *box;
  GtkWidget *first;
  GtkWidget *card; /* with the second button in it */
  GtkWidget *second;
  GtkWidget *third;
} Fixture;

static void
wait_for_frames (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gint64 first = gdk_frame_clock_get_frame_counter (clock);

  while (gdk_frame_clock_get_frame_counter (clock) < first + 2)
    {
      gtk_widget_queue_draw (widget);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->window = gtk_window_new ();
  attest_focus_watch (GTK_WINDOW (self->window));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->first = gtk_button_new_with_label ("First");
  self->card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->second = gtk_button_new_with_label ("Second");
  self->third = gtk_button_new_with_label ("Third");
  gtk_box_append (GTK_BOX (self->box), self->first);
  gtk_box_append (GTK_BOX (self->card), self->second);
  gtk_box_append (GTK_BOX (self->box), self->card);
  gtk_box_append (GTK_BOX (self->box), self->third);
  gtk_window_set_child (GTK_WINDOW (self->window), self->box);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (self->second))
    g_main_context_iteration (NULL, TRUE);
  wait_for_frames (self->window);
  g_assert_true (gtk_widget_grab_focus (self->second));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == self->second);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static void
assert_is_left (Fixture *self)
{
  GtkWidget *focus = NULL;

  g_assert_null (gtk_window_get_focus (GTK_WINDOW (self->window)));
  wait_for_frames (self->window);
  focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  g_assert_true (focus == self->first || focus == self->third);
}

/* Lists whose rows are made anew: who goes through them with the keyboard stays where they are. */
static void
test_made_anew (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) widgets = g_ptr_array_new ();
  guint place = 0;

  g_ptr_array_add (widgets, self->first);
  g_assert_false (attest_focus_find (widgets, &place));
  g_ptr_array_add (widgets, self->second);
  g_ptr_array_add (widgets, self->third);
  g_assert_true (attest_focus_find (widgets, &place));
  g_assert_cmpuint (place, ==, 1);

  /* The one after it has its place now. */
  gtk_box_remove (GTK_BOX (self->card), self->second);
  g_ptr_array_remove_index (widgets, place);
  attest_focus_give (widgets, place);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == self->third);

  /* It was the last. */
  gtk_box_remove (GTK_BOX (self->box), self->third);
  g_ptr_array_remove_index (widgets, place);
  attest_focus_give (widgets, place);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == self->first);
}

static void
test_taken_out (Fixture *self, gconstpointer data)
{
  gtk_box_remove (GTK_BOX (self->card), self->second);
  assert_is_left (self);
}

static void
test_with_its_parent (Fixture *self, gconstpointer data)
{
  gtk_box_remove (GTK_BOX (self->box), self->card);
  assert_is_left (self);
}

/* What is put away comes back; GTK itself leads from there. */
static void
test_hidden (Fixture *self, gconstpointer data)
{
  gtk_widget_set_visible (self->second, FALSE);
  wait_for_frames (self->window);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) != self->second);
}

/* Neither what had it before nor the window that is gone is asked. */
static void
test_others (Fixture *self, gconstpointer data)
{
  gtk_widget_grab_focus (self->third);
  gtk_box_remove (GTK_BOX (self->box), self->card);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == self->third);
}

/* The cards of what was sent: other counts, a new card above and a dismissed one beside leave the
 * keyboard where it is; where its own card is dismissed, the one that takes the place has it. */

static AttestBatch *
make_batch (const char *id, guint n_accepted, guint n_unknown)
{
  AttestBatch *batch = g_new0 (AttestBatch, 1);

  batch->id = g_strdup (id);
  batch->service = attest_service_list (NULL)[0];
  batch->counts[ATTEST_STATE_ACCEPTED] = n_accepted;
  batch->counts[ATTEST_STATE_UNKNOWN] = n_unknown;
  batch->ended = g_get_real_time ();
  return batch;
}

/* What nobody answers to cannot have the keyboard. */
static void
add_action (GtkWidget *widget)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("show-batch", G_VARIANT_TYPE ("(sss)"));

  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (widget, "app", G_ACTION_GROUP (group));
}

/* @ids: a letter for each */
static void
show_batches (AttestBatchCards *cards, const char *ids, guint n_accepted, guint n_unknown)
{
  g_autoptr (GPtrArray) batches =
      g_ptr_array_new_with_free_func ((GDestroyNotify) attest_batch_free);

  for (; *ids != '\0'; ids++)
    g_ptr_array_add (batches, make_batch ((char[]){ *ids, '\0' }, n_accepted, n_unknown));
  attest_batch_cards_show (cards, batches);
}

static GtkWidget *
find_button (GtkWidget *widget, const char *action, const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget))
    {
      const char *name = gtk_actionable_get_action_name (GTK_ACTIONABLE (widget));
      GtkWidget *last = gtk_widget_get_last_child (gtk_widget_get_first_child (widget));

      if (g_strcmp0 (name, action) == 0
          && (text == NULL || g_strcmp0 (gtk_label_get_label (GTK_LABEL (last)), text) == 0))
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, action, text);
  return found;
}

static const char *
get_id_with_focus (Fixture *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  GtkWidget *card = gtk_widget_get_ancestor (focus, ATTEST_TYPE_BATCH_CARD);

  return card != NULL ? attest_batch_card_get_id (ATTEST_BATCH_CARD (card)) : NULL;
}

static void
test_cards (Fixture *self, gconstpointer data)
{
  AttestBatchCards *cards = g_object_new (ATTEST_TYPE_BATCH_CARDS, NULL);
  GtkWidget *number = NULL;

  add_action (self->window);
  gtk_box_append (GTK_BOX (cards), gtk_label_new ("Nothing waits"));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (cards));
  show_batches (cards, "bc", 3, 2);
  wait_for_frames (self->window);
  number = find_button (GTK_WIDGET (cards), "app.show-batch", "3 accepted");
  g_assert_true (gtk_widget_grab_focus (number));

  show_batches (cards, "abc", 4, 1);
  g_assert_nonnull (find_button (GTK_WIDGET (cards), "app.show-batch", "4 accepted"));
  show_batches (cards, "ab", 5, 0);
  g_assert_null (find_button (GTK_WIDGET (cards), "app.show-batch", "1 unknown"));
  wait_for_frames (self->window);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == number);
  g_assert_cmpstr (get_id_with_focus (self), ==, "b");

  show_batches (cards, "abc", 5, 0);
  show_batches (cards, "ac", 5, 0);
  g_assert_cmpstr (get_id_with_focus (self), ==, "c");
  show_batches (cards, "a", 5, 0);
  g_assert_cmpstr (get_id_with_focus (self), ==, "a");
  show_batches (cards, "", 5, 0);
  g_assert_true (GTK_IS_LABEL (gtk_widget_get_first_child (GTK_WIDGET (cards))));
  assert_is_left (self);
}

static void
add (const char *path, void (*test) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  attest_ui_register_resource ();
  add ("/focus/taken-out", test_taken_out);
  add ("/focus/made-anew", test_made_anew);
  add ("/focus/with-its-parent", test_with_its_parent);
  add ("/focus/hidden", test_hidden);
  add ("/focus/others", test_others);
  add ("/focus/cards", test_cards);
  return g_test_run ();
}
