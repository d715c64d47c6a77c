/* Cells from a spreadsheet in a list of the form: see the header.
 *
 * What is no table of several cells is pasted as ever, by who has the keyboard. The group holds
 * what it needs until it goes. */
#include "attest-config.h"
#include "editor/attest-list-paste.h"

#include "editor/attest-field-extras.h"
#include "editor/attest-field-row.h"
#include "editor/attest-list-item.h"
#include "intake/attest-sheet-cells.h"
#include "widgets/attest-cells-clipboard.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestFormContext *context;
  AttestRecord *record;
  const AttestField *field; /* the list */
} Target;

/* One pressing of the keys. */
typedef struct
{
  GtkWidget *group;
  GtkWidget *focus;
  AttestRecord *item;       /* (nullable): where the keyboard was */
  const AttestField *first; /* (nullable): likewise */
  Target *target;           /* of the group */
} Paste;

static void
target_free (gpointer data)
{
  Target *target = data;

  g_object_unref (target->context);
  g_object_unref (target->record);
  g_free (target);
}

static void
paste_free (Paste *paste)
{
  g_object_unref (paste->group);
  g_object_unref (paste->focus);
  g_clear_object (&paste->item);
  g_free (paste);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Paste, paste_free)

static void
fill (AttestRecord *record, AttestRecord *from)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  for (guint i = 0; i < schema->n_fields; i++)
    attest_record_set_text (record, i, attest_record_get_text (from, i));
}

/* Behind the item with the keyboard, which is filled itself if it is empty. */
static void
insert (Paste *paste, AttestRecordList *list, GPtrArray *items)
{
  guint position = attest_record_list_get_length (list);
  guint done = 0;

  if (paste->item != NULL && attest_record_list_find (list, paste->item, &position))
    {
      position++;
      if (attest_record_is_blank (paste->item))
        fill (paste->item, g_ptr_array_index (items, done++));
    }
  for (; done < items->len; done++)
    attest_record_list_insert (list, position++, g_ptr_array_index (items, done));
}

/* All of it is one step. */
static void
put (Paste *paste, GPtrArray *items)
{
  const Target *target = paste->target;
  const AttestFieldExtra *extra = attest_field_extra_find (target->record, target->field);
  const AttestSchema *schema = attest_record_get_schema (target->record);
  AttestUndo *undo = attest_form_context_get_undo (target->context);

  if (undo != NULL)
    attest_undo_begin_group (undo);
  insert (paste,
          attest_record_get_list (target->record, attest_schema_index (schema, target->field)),
          items);
  if (extra != NULL && extra->added != NULL)
    extra->added (target->record);
  if (undo != NULL)
    attest_undo_end_group (undo);
}

/* Nothing of what was copied is lost without a word. */
static void
tell_left_out (Paste *paste, const AttestSheetCells *cells)
{
  g_autofree char *sentence = attest_sheet_cells_describe_left_out (cells);

  if (sentence != NULL)
    attest_tell (
        GTK_WINDOW (gtk_widget_get_root (paste->group)), _ ("Not Everything Was Pasted"), sentence);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Paste) paste = user_data;
  g_autoptr (GBytes) bytes =
      attest_cells_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestSheetCells) cells = NULL;

  if (gtk_widget_get_root (paste->group) == NULL)
    return;
  if (bytes != NULL)
    cells = attest_sheet_cells_read (bytes,
                                     attest_record_get_schema (paste->target->record),
                                     paste->target->field,
                                     paste->first,
                                     &error);
  if (cells != NULL && cells->items->len > 0)
    {
      put (paste, cells->items);
      tell_left_out (paste, cells);
    }
  else if (error != NULL)
    attest_tell (
        GTK_WINDOW (gtk_widget_get_root (paste->group)), _ ("Nothing Was Pasted"), error->message);
  else
    gtk_widget_activate_action (paste->focus, "clipboard.paste", NULL);
}

static void
find_place (Paste *paste)
{
  for (GtkWidget *widget = paste->focus; widget != paste->group;
       widget = gtk_widget_get_parent (widget))
    {
      if (ATTEST_IS_FIELD_ROW (widget) && paste->first == NULL)
        paste->first = attest_field_row_get_field (ATTEST_FIELD_ROW (widget));
      if (ATTEST_IS_LIST_ITEM (widget))
        paste->item = g_object_ref (attest_list_item_get_record (ATTEST_LIST_ITEM (widget)));
    }
}

static gboolean
paste_cb (GtkWidget *group, GVariant *args, gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (group);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  Paste *paste = NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, group))
    return GDK_EVENT_PROPAGATE;
  paste = g_new0 (Paste, 1);
  paste->group = g_object_ref (group);
  paste->focus = g_object_ref (focus);
  paste->target = user_data;
  find_place (paste);
  attest_cells_clipboard_read_async (gtk_widget_get_clipboard (group), NULL, read_cb, paste);
  return GDK_EVENT_STOP;
}

/* Rows of cells are items only where an item has several texts, and nothing else. */
static gboolean
takes_cells (const AttestSchema *schema)
{
  for (guint i = 0; i < schema->n_fields; i++)
    if (attest_field_is_list (&schema->fields[i]) || schema->fields[i].kind == ATTEST_FIELD_FLAG)
      return FALSE;
  return schema->n_fields > 1;
}

/**
 * attest_list_paste_attach:
 * @group: what shows the list
 * @context: of its form
 * @record: that has the list
 * @field: the list
 *
 * From now on several cells that are pasted anywhere in @group become items of the list.
 */
void
attest_list_paste_attach (GtkWidget *group,
                          AttestFormContext *context,
                          AttestRecord *record,
                          const AttestField *field)
{
  GtkEventController *keys = NULL;
  Target *target = NULL;

  if (!takes_cells (field->child))
    return;
  target = g_new0 (Target, 1);
  target->context = g_object_ref (context);
  target->record = g_object_ref (record);
  target->field = field;
  g_object_set_data_full (G_OBJECT (group), "attest-paste", target, target_free);
  keys = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_v, GDK_CONTROL_MASK),
                        gtk_callback_action_new (paste_cb, target, NULL)));
  gtk_widget_add_controller (group, keys);
}
