/* AttestImportChoice, and an entry that does the same: see the header. */
#include "attest-config.h"
#include "imports/attest-import-choice.h"

#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

#define NAME_KEY "attest-import-decides"
#define IMPORT_KEY "attest-import"
#define DECISION_KEY "attest-import-decision"
#define KEY_KEY "attest-import-key"
#define TEXT_KEY "attest-import-text"

struct _AttestImportChoice
{
  GtkWidget parent_instance;

  GtkWidget *drop_down;
  GtkStringList *labels;
  GPtrArray *values;     /* of strings, NULL among them */
  GPtrArray *new_labels; /* what there is once one of them is selected */
  GPtrArray *new_values; /* likewise */
  char *name;
  gboolean filling;

  AttestImport *import; /* not owned: its window outlives its widgets */
  AttestImportDecision decision;
  char *key;
};

G_DEFINE_FINAL_TYPE (AttestImportChoice, attest_import_choice, GTK_TYPE_WIDGET)

static void
name_control (GtkWidget *control, AttestImportDecision decision, const char *key)
{
  g_object_set_data_full (
      G_OBJECT (control), NAME_KEY, g_strdup_printf ("%u %s", decision, key), g_free);
}

/* What takes the focus is a button inside, which GTK gives no name. */
static void
name_button (AttestImportChoice *self)
{
  GtkWidget *button = gtk_widget_get_first_child (self->drop_down);
  const guint position = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));
  const char *label = gtk_string_list_get_string (self->labels, position);
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), self->name, label != NULL ? label : "");

  attest_readers_name (GTK_ACCESSIBLE (button), name);
}

/* GTK's own label is never narrower than its text, and so nor is the window. */
static void
let_shrink (GtkWidget *widget)
{
  if (GTK_IS_POPOVER (widget))
    return;
  if (GTK_IS_LABEL (widget))
    gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    let_shrink (child);
}

static void
selected_cb (AttestImportChoice *self)
{
  const guint position = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));

  let_shrink (self->drop_down);
  name_button (self);
  if (self->filling || self->import == NULL || position >= self->values->len)
    return;
  if (self->decision == ATTEST_DECIDE_PROFILE)
    attest_import_choose_profile (self->import, g_ptr_array_index (self->values, position));
  else
    attest_import_decide (
        self->import, self->decision, self->key, g_ptr_array_index (self->values, position));
}

static void
attest_import_choice_dispose (GObject *object)
{
  AttestImportChoice *self = ATTEST_IMPORT_CHOICE (object);

  self->import = NULL;
  g_clear_pointer (&self->drop_down, gtk_widget_unparent);
  G_OBJECT_CLASS (attest_import_choice_parent_class)->dispose (object);
}

static void
attest_import_choice_finalize (GObject *object)
{
  AttestImportChoice *self = ATTEST_IMPORT_CHOICE (object);

  g_object_unref (self->labels);
  g_ptr_array_unref (self->values);
  g_ptr_array_unref (self->new_labels);
  g_ptr_array_unref (self->new_values);
  g_free (self->name);
  g_free (self->key);
  G_OBJECT_CLASS (attest_import_choice_parent_class)->finalize (object);
}

/* GTK asks what surrounds the keyboard whether it takes it itself, before it looks farther back. */
static gboolean
attest_import_choice_grab_focus (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0
         && gtk_widget_grab_focus (ATTEST_IMPORT_CHOICE (widget)->drop_down);
}

static void
attest_import_choice_class_init (AttestImportChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_import_choice_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_import_choice_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = attest_import_choice_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
attest_import_choice_init (AttestImportChoice *self)
{
  self->labels = gtk_string_list_new (NULL);
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->new_labels = g_ptr_array_new_with_free_func (g_free);
  self->new_values = g_ptr_array_new_with_free_func (g_free);
  self->drop_down = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->labels)), NULL);
  gtk_widget_set_parent (self->drop_down, GTK_WIDGET (self));
  g_signal_connect_object (
      self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
}

/**
 * attest_import_choice_new:
 * @name: what is chosen, for who can not see where it stands
 *
 * Returns: (transfer floating): a list with no choices yet
 */
GtkWidget *
attest_import_choice_new (const char *name)
{
  AttestImportChoice *self = g_object_new (ATTEST_TYPE_IMPORT_CHOICE, NULL);

  self->name = g_strdup (name);
  return GTK_WIDGET (self);
}

/* @self: gets other choices, which are there once one of them is selected */
void
attest_import_choice_clear (AttestImportChoice *self)
{
  g_ptr_array_set_size (self->new_labels, 0);
  g_ptr_array_set_size (self->new_values, 0);
}

/**
 * attest_import_choice_add:
 * @self: a list
 * @label: what is read
 * @value: (nullable): what is decided; %NULL takes the decision back
 */
void
attest_import_choice_add (AttestImportChoice *self, const char *label, const char *value)
{
  g_ptr_array_add (self->new_labels, g_strdup (label));
  g_ptr_array_add (self->new_values, g_strdup (value));
}

static gboolean
is_same (AttestImportChoice *self)
{
  if (self->values->len != self->new_values->len)
    return FALSE;
  for (guint i = 0; i < self->values->len; i++)
    if (g_strcmp0 (self->values->pdata[i], self->new_values->pdata[i]) != 0
        || g_strcmp0 (gtk_string_list_get_string (self->labels, i), self->new_labels->pdata[i])
               != 0)
      return FALSE;
  return TRUE;
}

/* A list that is open, and the keyboard in it, stay where they are if it is the same. */
static void
fill (AttestImportChoice *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->labels));
  GPtrArray *values = self->values;

  if (is_same (self))
    return;
  self->values = self->new_values;
  self->new_values = values;
  g_ptr_array_set_size (values, 0);
  for (guint i = 0; i < self->values->len; i++)
    g_ptr_array_add (values, g_strdup (self->values->pdata[i]));
  g_ptr_array_add (self->new_labels, NULL);
  gtk_string_list_splice (self->labels, 0, n, (const char *const *) self->new_labels->pdata);
  g_ptr_array_set_size (self->new_labels, (int) self->new_labels->len - 1);
}

/**
 * attest_import_choice_select:
 * @self: a list
 * @value: (nullable): of one of its choices; the first one if it has none such
 */
void
attest_import_choice_select (AttestImportChoice *self, const char *value)
{
  guint position = 0;

  self->filling = TRUE;
  fill (self);
  for (guint i = 0; i < self->values->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->values, i), value) == 0)
      {
        position = i;
        break;
      }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), position);
  self->filling = FALSE;
  let_shrink (self->drop_down);
  name_button (self);
}

/* Returns: (transfer none) (nullable): the value of what is chosen */
const char *
attest_import_choice_get (AttestImportChoice *self)
{
  const guint position = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));

  return position < self->values->len ? g_ptr_array_index (self->values, position) : NULL;
}

/**
 * attest_import_choice_decides:
 * @self: a list
 * @import: outlives it
 * @decision: what is decided
 * @key: about what
 *
 * From now on, choosing decides.
 */
void
attest_import_choice_decides (AttestImportChoice *self,
                              AttestImport *import,
                              AttestImportDecision decision,
                              const char *key)
{
  self->import = import;
  self->decision = decision;
  g_free (self->key);
  self->key = g_strdup (key);
  name_control (GTK_WIDGET (self), decision, key);
}

/* Entries */

static void
decide (GtkWidget *entry)
{
  AttestImport *import = g_object_get_data (G_OBJECT (entry), IMPORT_KEY);
  const AttestImportDecision decision =
      GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), DECISION_KEY));
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));

  g_object_set_data_full (G_OBJECT (entry), TEXT_KEY, g_strdup (text), g_free);
  /* What is the same for all records is nothing where it is empty. */
  attest_import_decide (import,
                        decision,
                        g_object_get_data (G_OBJECT (entry), KEY_KEY),
                        *text == '\0' && decision == ATTEST_DECIDE_CONSTANT ? NULL : text);
}

static void
activate_cb (GtkWidget *entry)
{
  decide (entry);
}

static void
leave_cb (GtkWidget *entry)
{
  /* A page that is made anew takes the keyboard from what it had: that is no leaving. */
  if (gtk_widget_get_root (entry) != NULL && gtk_widget_get_mapped (entry)
      && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)),
                    g_object_get_data (G_OBJECT (entry), TEXT_KEY))
             != 0)
    decide (entry);
}

/**
 * attest_import_entry_new:
 * @name: what is entered, for who can not see where it stands
 * @text: (nullable): what stands in it
 *
 * Returns: (transfer floating): an entry
 */
GtkWidget *
attest_import_entry_new (const char *name, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_editable_set_enable_undo (GTK_EDITABLE (entry), FALSE);
  g_object_set_data_full (G_OBJECT (entry), TEXT_KEY, g_strdup (text != NULL ? text : ""), g_free);
  attest_readers_name (GTK_ACCESSIBLE (entry), name);
  return entry;
}

/**
 * attest_import_entry_decides:
 * @entry: of attest_import_entry_new()
 * @import: outlives it
 * @decision: what is decided
 * @key: about what
 */
void
attest_import_entry_decides (GtkWidget *entry,
                             AttestImport *import,
                             AttestImportDecision decision,
                             const char *key)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_object_set_data (G_OBJECT (entry), IMPORT_KEY, import);
  g_object_set_data (G_OBJECT (entry), DECISION_KEY, GUINT_TO_POINTER (decision));
  g_object_set_data_full (G_OBJECT (entry), KEY_KEY, g_strdup (key), g_free);
  name_control (entry, decision, key);
  g_signal_connect (entry, "activate", G_CALLBACK (activate_cb), NULL);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), entry, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, focus);
}

/* @text: (nullable): what is decided by now; what is being typed stays */
void
attest_import_entry_show (GtkWidget *entry, const char *text)
{
  const char *shown = g_object_get_data (G_OBJECT (entry), TEXT_KEY);
  const gboolean is_typed = g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)), shown) != 0;

  text = text != NULL ? text : "";
  if (is_typed || g_str_equal (text, shown))
    return;
  g_object_set_data_full (G_OBJECT (entry), TEXT_KEY, g_strdup (text), g_free);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* Where the keyboard is */

/**
 * attest_import_dup_focus:
 * @page: a page
 *
 * Returns: (transfer full) (nullable): which of its controls has the keyboard
 */
char *
attest_import_dup_focus (GtkWidget *page)
{
  GtkRoot *root = gtk_widget_get_root (page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, page))
    return NULL;
  for (; focus != page; focus = gtk_widget_get_parent (focus))
    if (g_object_get_data (G_OBJECT (focus), NAME_KEY) != NULL)
      return g_strdup (g_object_get_data (G_OBJECT (focus), NAME_KEY));
  return NULL;
}

/* Returns: (transfer full) (nullable): as of attest_import_dup_focus(), of @control */
char *
attest_import_dup_name (GtkWidget *control)
{
  return g_strdup (g_object_get_data (G_OBJECT (control), NAME_KEY));
}

/**
 * attest_import_find_control:
 * @page: a page
 * @name: (nullable): of attest_import_dup_focus()
 *
 * Returns: (transfer none) (nullable): the control that decides the same
 */
GtkWidget *
attest_import_find_control (GtkWidget *page, const char *name)
{
  GtkWidget *found = NULL;

  if (name == NULL)
    return NULL;
  if (g_strcmp0 (g_object_get_data (G_OBJECT (page), NAME_KEY), name) == 0)
    return page;
  for (GtkWidget *child = gtk_widget_get_first_child (page); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = attest_import_find_control (child, name);
  return found;
}
