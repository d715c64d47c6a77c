/* AttestSuggestEntry: an entry with a list of completions that opens below it.
 *
 * Down opens the whole list, Down and Up choose in it, Enter and Tab take over what is chosen,
 * Escape closes. What begins with what was typed is chosen at once where there is a list of what is
 * usual; a free text would be replaced by another that was not meant. Keys are left alone while an
 * input method composes. Owns its entry and its popover. Main thread. */
#include "attest-config.h"
#include "editor/attest-suggest-entry.h"

#include "editor/attest-text-binding.h"

#define MAX_SHOWN 60

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

  GtkWidget *entry;
  GtkWidget *popover; /* made when first needed */
  GtkWidget *list;
  gboolean picking;
};

G_DEFINE_FINAL_TYPE (AttestSuggestEntry, attest_suggest_entry, GTK_TYPE_WIDGET)

static void
suggestion_free (gpointer data)
{
  AttestSuggestion *suggestion = data;

  g_free (suggestion->text);
  g_free (suggestion->detail);
  g_free (suggestion->source);
  g_free (suggestion->goes_with);
  g_free (suggestion->own);
  g_free (suggestion);
}

/**
 * attest_suggestions_new:
 *
 * Returns: (transfer full): an empty array of #AttestSuggestion
 */
GPtrArray *
attest_suggestions_new (void)
{
  return g_ptr_array_new_with_free_func (suggestion_free);
}

/**
 * attest_suggestions_add:
 * @suggestions: an array made with attest_suggestions_new()
 * @text: what is put into the field
 * @detail: (nullable): what is shown beside it
 * @is_begun: whether what was typed is the beginning of it, or of another name of it
 *
 * Returns: (transfer none): what was added, for what else is known of it
 */
AttestSuggestion *
attest_suggestions_add (GPtrArray *suggestions,
                        const char *text,
                        const char *detail,
                        gboolean is_begun)
{
  AttestSuggestion *suggestion = g_new0 (AttestSuggestion, 1);

  suggestion->text = g_strdup (text);
  suggestion->detail = g_strdup (detail);
  suggestion->is_begun = is_begun;
  g_ptr_array_add (suggestions, suggestion);
  return suggestion;
}

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

/* Returns: (transfer full): what other records of the list have */
static GStrv
dup_taken (AttestSuggestEntry *self)
{
  AttestRecordList *list =
      self->source.list != NULL ? self->source.list : attest_record_get_list_of (self->record);
  const guint index = attest_schema_index (attest_record_get_schema (self->record), self->field);
  g_autoptr (GStrvBuilder) taken = g_strv_builder_new ();

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
close_list_cb (AttestSuggestEntry *self)
{
  stop_fetching (self);
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static gboolean
is_open (AttestSuggestEntry *self)
{
  return self->popover != NULL && gtk_widget_get_visible (self->popover);
}

static void
pick (AttestSuggestEntry *self, guint index)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_ref (self->shown);
  const AttestSuggestion *suggestion = g_ptr_array_index (shown, index);
  const AttestSuggestQuery query = make_query (self, suggestion->text);

  self->picking = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), suggestion->text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->picking = FALSE;
  close_list_cb (self);
  if (suggestion->own != NULL)
    self->source.fetched (&query, suggestion->own);
  else if (self->source.picked != NULL)
    self->source.picked (self->record, suggestion);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, AttestSuggestEntry *self)
{
  pick (self, (guint) gtk_list_box_row_get_index (row));
}

static void
make_popover (AttestSuggestEntry *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "suggestions");
  gtk_widget_set_focusable (self->list, FALSE);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 260);

  self->popover = gtk_popover_new ();
  /* The keyboard stays in the entry; Tab would go in here and not come out again. */
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_popover_set_child (GTK_POPOVER (self->popover), scrolled);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

/* Returns: (transfer full) (nullable): what is known of it, and where it is from */
static char *
dup_detail (const AttestSuggestion *suggestion)
{
  if (suggestion->detail == NULL || suggestion->source == NULL)
    return g_strdup (suggestion->detail != NULL ? suggestion->detail : suggestion->source);
  return g_strjoin (" · ", suggestion->detail, suggestion->source, NULL);
}

static GtkWidget *
make_row (const AttestSuggestion *suggestion)
{
  g_autofree char *said = dup_detail (suggestion);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_label_new (suggestion->text);

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  if (said != NULL)
    {
      GtkWidget *detail = gtk_label_new (said);

      gtk_widget_add_css_class (detail, "dim-label");
      gtk_box_append (GTK_BOX (box), detail);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
fill_list (AttestSuggestEntry *self)
{
  GtkWidget *row = NULL;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < MIN (self->shown->len, MAX_SHOWN); i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (self->shown->pdata[i]));
}

/* A list that only repeats what stands there already helps nobody. */
static gboolean
is_worth_showing (AttestSuggestEntry *self, const char *typed)
{
  const AttestSuggestion *first = self->shown->len > 0 ? self->shown->pdata[0] : NULL;

  return first != NULL && !(self->shown->len == 1 && g_str_equal (first->text, typed));
}

/* What is typed may be ahead of the form that scrolls to it; a list beside the window would have no
 * place on the screen. */
static gboolean
is_in_view (AttestSuggestEntry *self)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (self->entry));
  graphene_rect_t bounds;

  return root != NULL && gtk_widget_compute_bounds (self->entry, root, &bounds)
         && bounds.size.width > 0 && bounds.origin.y >= 0
         && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (root);
}

static void
scroll_to (AttestSuggestEntry *self, GtkListBoxRow *row)
{
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (GTK_LIST_BOX (self->list));
  graphene_rect_t bounds;

  if (adjustment != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), self->list, &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
select_row (AttestSuggestEntry *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), index);
  const AttestSuggestion *suggestion = g_ptr_array_index (self->shown, index);
  g_autofree char *detail = dup_detail (suggestion);
  g_autofree char *said = g_strjoin (", ", suggestion->text, detail, NULL);

  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  scroll_to (self, row);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said, -1);
}

static void
show_list (AttestSuggestEntry *self, const char *typed)
{
  if (!is_worth_showing (self, typed) || !is_in_view (self))
    {
      if (self->popover != NULL)
        gtk_popover_popdown (GTK_POPOVER (self->popover));
      return;
    }
  if (self->popover == NULL)
    make_popover (self);
  fill_list (self);
  gtk_widget_set_size_request (self->popover, MIN (gtk_widget_get_width (self->entry), 480), -1);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  if (*typed != '\0' && self->source.suggest != NULL
      && ((AttestSuggestion *) self->shown->pdata[0])->is_begun)
    select_row (self, 0);
}

/* What is in a list as well says what the list says of it, and how often it was used. */
static gboolean
join (GPtrArray *own, guint n_own, const AttestSuggestion *listed)
{
  for (guint i = 0; i < n_own; i++)
    {
      AttestSuggestion *suggestion = g_ptr_array_index (own, i);

      if (!g_str_equal (suggestion->text, listed->text) || suggestion->detail != NULL)
        continue;
      suggestion->detail = g_strdup (listed->detail);
      suggestion->goes_with = g_strdup (listed->goes_with);
      suggestion->is_begun |= listed->is_begun;
      return TRUE;
    }
  return FALSE;
}

static void
copy_to (GPtrArray *suggestions, const AttestSuggestion *listed)
{
  AttestSuggestion *copy =
      attest_suggestions_add (suggestions, listed->text, listed->detail, listed->is_begun);

  copy->source = g_strdup (listed->source);
  copy->goes_with = g_strdup (listed->goes_with);
}

/* Own records come before the lists. */
static void
put_before (AttestSuggestEntry *self, GPtrArray *own)
{
  const guint n_own = own->len;

  for (guint i = 0; self->shown != NULL && i < self->shown->len; i++)
    {
      const AttestSuggestion *listed = g_ptr_array_index (self->shown, i);

      if (!join (own, n_own, listed))
        copy_to (own, listed);
    }
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_ptr_array_ref (own);
}

/* What came too late is not looked at. */
static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestSuggestEntry) self = user_data;
  g_autoptr (GPtrArray) found = attest_suggestions_fetch_finish (
      ATTEST_FORM_CONTEXT (source), self->source.fetch, result, NULL);
  g_autofree char *asked = NULL;

  if (found == NULL || found->len == 0 || self->asked == NULL || self->entry == NULL
      || (*self->asked != '\0'
          && !g_str_equal (self->asked, gtk_editable_get_text (GTK_EDITABLE (self->entry)))))
    return;
  asked = g_steal_pointer (&self->asked);
  put_before (self, found);
  show_list (self, asked);
}

static void
leave_out (GPtrArray *suggestions, const char *const *taken)
{
  for (guint i = suggestions->len; i > 0; i--)
    if (g_strv_contains (taken, ((AttestSuggestion *) suggestions->pdata[i - 1])->text))
      g_ptr_array_remove_index (suggestions, i - 1);
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
  leave_out (self->shown, query.without);
  show_list (self, typed);
  if (self->source.fetch == NULL)
    return;
  self->asked = g_strdup (typed);
  self->cancellable = g_cancellable_new ();
  self->source.fetch (&query, self->cancellable, fetched_cb, g_object_ref (self));
}

static void
entry_changed_cb (AttestSuggestEntry *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  GtkStateFlags state = gtk_widget_get_state_flags (self->entry);

  if (self->picking || attest_text_binding_is_filling (self->entry)
      || !gtk_widget_get_mapped (self->entry))
    return;
  if (*typed == '\0' || (state & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    close_list_cb (self);
  else
    open_list (self, typed);
}

static void
move_selection (AttestSuggestEntry *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  const int n = (int) MIN (self->shown->len, MAX_SHOWN);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : step > 0 ? 0 : n - 1;

  stop_fetching (self); /* what is being chosen from stays as it is */
  select_row (self, CLAMP (index, 0, n - 1));
}

static void
pick_selected (AttestSuggestEntry *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row == NULL)
    close_list_cb (self);
  else
    pick (self, (guint) gtk_list_box_row_get_index (row));
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
    case GDK_KEY_Tab:
      /* The key goes on: to the next field. */
      pick_selected (self);
      return FALSE;
    case GDK_KEY_Escape:
      close_list_cb (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                AttestSuggestEntry *self)
{
  const GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (attest_text_binding_is_composing (self->entry))
    return FALSE;
  if (modifiers != 0)
    return FALSE;
  if (is_open (self))
    return key_while_open (self, keyval);
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return FALSE;
  open_list (self, "");
  return TRUE;
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
  gtk_widget_measure (ATTEST_SUGGEST_ENTRY (widget)->entry,
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

  gtk_widget_allocate (self->entry, width, height, baseline, NULL);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
attest_suggest_entry_dispose (GObject *object)
{
  AttestSuggestEntry *self = ATTEST_SUGGEST_ENTRY (object);

  stop_fetching (self);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_object (&self->record);
  G_OBJECT_CLASS (attest_suggest_entry_parent_class)->dispose (object);
}

static gboolean
attest_suggest_entry_grab_focus (GtkWidget *widget)
{
  /* Later than GTK 4.8, who leaves it backwards is asked whether it takes the keyboard itself. */
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0
         && gtk_widget_grab_focus (ATTEST_SUGGEST_ENTRY (widget)->entry);
}

static void
attest_suggest_entry_class_init (AttestSuggestEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_suggest_entry_dispose;
  widget_class->grab_focus = attest_suggest_entry_grab_focus;
  widget_class->measure = attest_suggest_entry_measure;
  widget_class->size_allocate = attest_suggest_entry_size_allocate;
}

static void
attest_suggest_entry_init (AttestSuggestEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_entry_new ();
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (close_list_cb), self);
  gtk_widget_add_controller (self->entry, focus);
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
  AttestSuggestEntry *self = g_object_new (ATTEST_TYPE_SUGGEST_ENTRY, NULL);

  self->record = g_object_ref (record);
  self->field = field;
  self->context = context;
  self->source = *source;
  attest_text_binding_attach_entry (GTK_ENTRY (self->entry),
                                    record,
                                    attest_schema_index (attest_record_get_schema (record), field));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (entry_changed_cb), self);
  return GTK_WIDGET (self);
}

/**
 * attest_suggest_entry_get_entry:
 * @self: a suggest entry
 *
 * Returns: (transfer none): the entry in it
 */
GtkWidget *
attest_suggest_entry_get_entry (AttestSuggestEntry *self)
{
  g_return_val_if_fail (ATTEST_IS_SUGGEST_ENTRY (self), NULL);
  return self->entry;
}
