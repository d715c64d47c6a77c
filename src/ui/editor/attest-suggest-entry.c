/* AttestSuggestEntry: an entry, or a text view, with a list of completions that opens below it.
 *
 * Down opens the whole list, Down and Up choose in it, Enter and Tab take over what is chosen,
 * Escape closes. What begins with what was typed is chosen at once where there is a list of what is
 * usual; a free text would be replaced by another that was not meant. While an input method
 * composes keys are its own; one that only ends the composing of the last syllable is then for the
 * list.
 *
 * In a text of several lines it is the phrase before the cursor that is completed; its keys are the
 * text's own until something is chosen, and Alt+Down opens the list. Owns its entry or view, and
 * its list. Main thread. */
#include "attest-config.h"
#include "editor/attest-suggest-entry.h"

#include "base/attest-text.h"
#include "editor/attest-phrase.h"
#include "editor/attest-suggest-list.h"
#include "editor/attest-text-binding.h"

/* A phrase of one letter is none yet. */
#define LEAST_OF_PHRASE 2
/* A form is scrolled to what has the keyboard within a few frames; where it is not by then, nobody
 * waits for it. */
#define MOST_FRAMES 60

struct _AttestSuggestEntry
{
  GtkWidget parent_instance;

  AttestRecord *record;
  const AttestField *field;
  AttestFormContext *context; /* not owned: the form has it as long as this */
  AttestSuggestSource source;
  GPtrArray *shown;          /* of AttestSuggestion; nullable */
  GCancellable *cancellable; /* nullable: of what is fetched */
  char *asked;               /* nullable: what was typed then */
  char *unseen;              /* nullable: what was typed before it could be seen */
  guint tick_id;             /* until it can be seen; 0: it can, or nothing is to be shown */
  guint n_frames;            /* that are still waited for */

  GtkWidget *text;         /* an entry, or a text view */
  AttestSuggestList *list; /* made when first needed */
  gboolean picking;
};

G_DEFINE_FINAL_TYPE (AttestSuggestEntry, attest_suggest_entry, GTK_TYPE_WIDGET)

/**
 * attest_suggestions_fetch_finish:
 * @context: the form's
 * @fetch: what was called
 * @result: what the callback was given
 * @error: return location of whatever the fetching set, or cancelled
 *
 * Returns: (transfer full) (nullable) (element-type AttestSuggestion): what was found
 */
GPtrArray *
attest_suggestions_fetch_finish (AttestFormContext *context,
                                 AttestFetchFunc fetch,
                                 GAsyncResult *result,
                                 GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, context), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, fetch), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The entry or view. */

/* Blanks around it are what comes along when a cell is pasted. */
static char *
dup_typed (AttestSuggestEntry *self)
{
  if (GTK_IS_TEXT_VIEW (self->text))
    return attest_phrase_dup_typed (GTK_TEXT_VIEW (self->text));
  return attest_text_mend (
      gtk_editable_get_text (GTK_EDITABLE (self->text)), ATTEST_TEXT_OUTER_SPACE, ATTEST_TEXT_LINE);
}

static void
put (AttestSuggestEntry *self, const char *chosen)
{
  if (GTK_IS_TEXT_VIEW (self->text))
    {
      attest_phrase_replace (GTK_TEXT_VIEW (self->text), chosen);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->text), chosen);
  gtk_editable_set_position (GTK_EDITABLE (self->text), -1);
}

/* Where it is typed. */
static gboolean
get_place (AttestSuggestEntry *self, GtkWidget *in, graphene_rect_t *place)
{
  return GTK_IS_TEXT_VIEW (self->text)
             ? attest_phrase_get_place (GTK_TEXT_VIEW (self->text), in, place)
             : gtk_widget_compute_bounds (self->text, in, place);
}

static gboolean
is_long_enough (AttestSuggestEntry *self, const char *typed)
{
  return g_utf8_strlen (typed, -1) >= (GTK_IS_TEXT_VIEW (self->text) ? LEAST_OF_PHRASE : 1);
}

/* Returns: (transfer full): what other records of the list have, or the text has already */
static GStrv
dup_taken (AttestSuggestEntry *self)
{
  AttestRecordList *list =
      self->source.list != NULL ? self->source.list : attest_record_get_list_of (self->record);
  const guint index = attest_schema_index (attest_record_get_schema (self->record), self->field);
  g_autoptr (GStrvBuilder) taken = NULL;

  if (GTK_IS_TEXT_VIEW (self->text))
    return attest_text_split_phrases (attest_record_get_text (self->record, index));
  taken = g_strv_builder_new ();
  for (guint i = 0; self->source.once && list != NULL && i < attest_record_list_get_length (list);
       i++)
    if (attest_record_list_get (list, i) != self->record)
      g_strv_builder_add (taken, attest_record_get_text (attest_record_list_get (list, i), index));
  return g_strv_builder_end (taken);
}

static AttestSuggestQuery
make_query (AttestSuggestEntry *self, const char *typed)
{
  return (AttestSuggestQuery){ self->context, self->record, self->field, typed, NULL };
}

static void
stop_fetching (AttestSuggestEntry *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->asked, g_free);
}

static void
stop_waiting (AttestSuggestEntry *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  g_clear_pointer (&self->unseen, g_free);
}

static void
popdown (AttestSuggestEntry *self)
{
  if (self->list != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->list));
}

static void
close_list_cb (AttestSuggestEntry *self)
{
  stop_fetching (self);
  stop_waiting (self);
  popdown (self);
}

static gboolean
is_open (AttestSuggestEntry *self)
{
  return self->list != NULL && gtk_widget_get_visible (GTK_WIDGET (self->list));
}

static void
picked_cb (AttestSuggestEntry *self, const AttestSuggestion *suggestion)
{
  const AttestSuggestQuery query = make_query (self, suggestion->text);

  self->picking = TRUE;
  put (self, suggestion->text);
  self->picking = FALSE;
  close_list_cb (self);
  if (suggestion->own != NULL)
    self->source.fetched (&query, suggestion->own);
  else if (self->source.picked != NULL)
    self->source.picked (self->record, suggestion);
}

/* A list that only repeats what stands there already helps nobody. */
static gboolean
is_worth_showing (AttestSuggestEntry *self, const char *typed)
{
  const AttestSuggestion *first = self->shown->len > 0 ? self->shown->pdata[0] : NULL;

  return first != NULL && !(self->shown->len == 1 && g_str_equal (first->text, typed));
}

/* A list beside the window would have no place on the screen. */
static gboolean
is_in_view (AttestSuggestEntry *self)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (self->text));
  graphene_rect_t place;

  return root != NULL && get_place (self, root, &place) && place.size.width > 0
         && place.origin.y >= 0
         && place.origin.y + place.size.height <= gtk_widget_get_height (root);
}

static void
point_to_text (AttestSuggestEntry *self)
{
  graphene_rect_t place;

  if (get_place (self, GTK_WIDGET (self), &place))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->list),
                                 &(GdkRectangle){ (int) place.origin.x,
                                                  (int) place.origin.y,
                                                  (int) place.size.width,
                                                  (int) place.size.height });
}

static void
popup (AttestSuggestEntry *self, const char *typed)
{
  const AttestSuggestion *first = self->shown->pdata[0];

  if (self->list == NULL)
    {
      self->list = attest_suggest_list_new (self->text);
      g_signal_connect_swapped (self->list, "picked", G_CALLBACK (picked_cb), self);
      gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
    }
  if (GTK_IS_TEXT_VIEW (self->text))
    point_to_text (self);
  attest_suggest_list_show (
      self->list, self->shown, *typed != '\0' && self->source.suggest != NULL && first->is_begun);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AttestSuggestEntry *self = ATTEST_SUGGEST_ENTRY (widget);
  g_autofree char *typed = NULL;

  if (!is_in_view (self) && self->n_frames-- > 0)
    return G_SOURCE_CONTINUE;
  typed = g_steal_pointer (&self->unseen);
  self->tick_id = 0;
  if (is_in_view (self))
    popup (self, typed);
  return G_SOURCE_REMOVE;
}

/* Who types fast is ahead of the form, and has to see what is offered all the same. */
static void
wait_for_view (AttestSuggestEntry *self, const char *typed)
{
  self->unseen = g_strdup (typed);
  self->n_frames = MOST_FRAMES;
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
show_list (AttestSuggestEntry *self, const char *typed)
{
  const gboolean is_worth = is_worth_showing (self, typed);

  stop_waiting (self);
  if (is_worth && is_in_view (self))
    {
      popup (self, typed);
      return;
    }
  popdown (self);
  if (is_worth)
    wait_for_view (self, typed);
}

/* What came too late is not looked at. */
static gboolean
is_wanted (AttestSuggestEntry *self, GPtrArray *found)
{
  g_autofree char *typed = NULL;

  if (found == NULL || found->len == 0 || self->asked == NULL || self->text == NULL)
    return FALSE;
  typed = dup_typed (self);
  return *self->asked == '\0' || g_str_equal (self->asked, typed);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestSuggestEntry) self = user_data;
  g_autoptr (GPtrArray) found = attest_suggestions_fetch_finish (
      ATTEST_FORM_CONTEXT (source), self->source.fetch, result, NULL);
  g_autofree char *asked = NULL;

  if (!is_wanted (self, found))
    return;
  asked = g_steal_pointer (&self->asked);
  if (self->shown != NULL)
    attest_suggestions_add_all (found, self->shown);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_ptr_array_ref (found);
  show_list (self, asked);
}

static void
open_list (AttestSuggestEntry *self, const char *typed)
{
  AttestSuggestQuery query = make_query (self, typed);
  g_auto (GStrv) taken = dup_taken (self);

  query.without = (const char *const *) taken;
  stop_fetching (self);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = self->source.suggest != NULL
                    ? self->source.suggest (self->record, self->field, typed)
                    : attest_suggestions_new ();
  attest_suggestions_leave_out (self->shown, query.without);
  show_list (self, typed);
  if (self->source.fetch == NULL)
    return;
  self->asked = g_strdup (typed);
  self->cancellable = g_cancellable_new ();
  self->source.fetch (&query, self->cancellable, fetched_cb, g_object_ref (self));
}

static void
changed_cb (AttestSuggestEntry *self)
{
  g_autofree char *typed = NULL;

  if (self->picking || attest_text_binding_is_filling (self->text)
      || !gtk_widget_get_mapped (self->text))
    return;
  typed = dup_typed (self);
  if (!is_long_enough (self, typed)
      || (gtk_widget_get_state_flags (self->text) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    close_list_cb (self);
  else
    open_list (self, typed);
}

static void
move_selection (AttestSuggestEntry *self, int step)
{
  stop_fetching (self); /* what is being chosen from stays as it is */
  attest_suggest_list_move (self->list, step);
}

/* Returns: whether there was one */
static gboolean
pick_selected (AttestSuggestEntry *self)
{
  if (attest_suggest_list_pick_selected (self->list))
    return TRUE;
  close_list_cb (self);
  return FALSE;
}

static gboolean
key_while_open (AttestSuggestEntry *self, guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move_selection (self, 1);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move_selection (self, -1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      /* The key goes on: to the next field; in a text that goes on as well it is used up. */
      return pick_selected (self) && GTK_IS_TEXT_VIEW (self->text);
    case GDK_KEY_Tab:
      pick_selected (self);
      return FALSE;
    case GDK_KEY_Escape:
      close_list_cb (self);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Escape is for a list that is not there yet as well: opened after it, it would be taken over by
 * the Tab that follows. Returns: whether there was one to come */
static gboolean
refuse_what_comes (AttestSuggestEntry *self)
{
  const gboolean is_coming = self->tick_id != 0;

  close_list_cb (self);
  return is_coming;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                AttestSuggestEntry *self)
{
  const GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (attest_text_binding_is_composing (self->text))
    return FALSE;
  if (is_open (self) && modifiers == 0)
    return key_while_open (self, keyval);
  if (keyval == GDK_KEY_Escape && modifiers == 0)
    return refuse_what_comes (self);
  if (modifiers != (GTK_IS_TEXT_VIEW (self->text) ? GDK_ALT_MASK : 0)
      || (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down))
    return FALSE;
  open_list (self, "");
  return TRUE;
}

/* What the input method has left, and the entry not seen yet. */
static gboolean
key_left_cb (GtkEventControllerKey *controller,
             guint keyval,
             guint keycode,
             GdkModifierType state,
             AttestSuggestEntry *self)
{
  return is_open (self) && (state & gtk_accelerator_get_default_mod_mask ()) == 0
         && key_while_open (self, keyval);
}

static void
attest_suggest_entry_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  gtk_widget_measure (ATTEST_SUGGEST_ENTRY (widget)->text,
                      orientation,
                      for_size,
                      minimum,
                      natural,
                      minimum_baseline,
                      natural_baseline);
}

static void
attest_suggest_entry_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AttestSuggestEntry *self = ATTEST_SUGGEST_ENTRY (widget);

  gtk_widget_allocate (self->text, width, height, baseline, NULL);
  if (self->list != NULL)
    gtk_popover_present (GTK_POPOVER (self->list));
}

static GtkSizeRequestMode
attest_suggest_entry_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (ATTEST_SUGGEST_ENTRY (widget)->text);
}

static void
attest_suggest_entry_dispose (GObject *object)
{
  AttestSuggestEntry *self = ATTEST_SUGGEST_ENTRY (object);

  stop_fetching (self);
  stop_waiting (self);
  if (self->list != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->list)));
  g_clear_pointer (&self->text, gtk_widget_unparent);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_object (&self->record);
  G_OBJECT_CLASS (attest_suggest_entry_parent_class)->dispose (object);
}

static gboolean
attest_suggest_entry_grab_focus (GtkWidget *widget)
{
  /* Later than GTK 4.8, who leaves it backwards is asked whether it takes the keyboard itself. */
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0
         && gtk_widget_grab_focus (ATTEST_SUGGEST_ENTRY (widget)->text);
}

static void
attest_suggest_entry_class_init (AttestSuggestEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_suggest_entry_dispose;
  widget_class->grab_focus = attest_suggest_entry_grab_focus;
  widget_class->get_request_mode = attest_suggest_entry_get_request_mode;
  widget_class->measure = attest_suggest_entry_measure;
  widget_class->size_allocate = attest_suggest_entry_size_allocate;
}

static void
attest_suggest_entry_init (AttestSuggestEntry *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (close_list_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* Takes @text, whose text is bound to the field. */
static AttestSuggestEntry *
make (AttestFormContext *context,
      AttestRecord *record,
      const AttestField *field,
      const AttestSuggestSource *source,
      GtkWidget *text)
{
  AttestSuggestEntry *self = g_object_new (ATTEST_TYPE_SUGGEST_ENTRY, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->record = g_object_ref (record);
  self->field = field;
  self->context = context;
  self->source = *source;
  self->text = text;
  gtk_widget_set_parent (text, GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (text, keys);
  return self;
}

/**
 * attest_suggest_entry_new:
 * @context: the form's
 * @record: the record the field belongs to
 * @field: the field
 * @source: where completions come from; copied
 *
 * Returns: (transfer floating): the widget, its entry bound to the field
 */
GtkWidget *
attest_suggest_entry_new (AttestFormContext *context,
                          AttestRecord *record,
                          const AttestField *field,
                          const AttestSuggestSource *source)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  AttestSuggestEntry *self = make (context, record, field, source, entry);

  attest_text_binding_attach_entry (
      GTK_ENTRY (entry), record, attest_schema_index (attest_record_get_schema (record), field));
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry))), keys);
  return GTK_WIDGET (self);
}

/**
 * attest_suggest_entry_new_around:
 * @context: the form's
 * @record: the record the field belongs to
 * @field: the field, a text of several lines
 * @source: where completions come from; copied
 * @view: (transfer floating): a view that is bound to the field
 *
 * Returns: (transfer floating): a widget around @view
 */
GtkWidget *
attest_suggest_entry_new_around (AttestFormContext *context,
                                 AttestRecord *record,
                                 const AttestField *field,
                                 const AttestSuggestSource *source,
                                 GtkTextView *view)
{
  AttestSuggestEntry *self = make (context, record, field, source, GTK_WIDGET (view));

  g_signal_connect_object (
      gtk_text_view_get_buffer (view), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * attest_suggest_entry_get_entry:
 * @self: a suggest entry
 *
 * Returns: (transfer none): the entry, or the view, in it
 */
GtkWidget *
attest_suggest_entry_get_entry (AttestSuggestEntry *self)
{
  g_return_val_if_fail (ATTEST_IS_SUGGEST_ENTRY (self), NULL);
  return self->text;
}
