/* The columns of the table of drafts. One entry of the table below is one column; a cell is made
 * once for each row on the screen and filled again as rows scroll by. Main thread. */
#include "attest-config.h"
#include "drafts/attest-draft-columns.h"

#include <glib/gi18n.h>

#include "attest-environment-badge.h"
#include "attest-state-label.h"
#include "attest-time-text.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"

#define COLUMN_KEY "attest-draft-column"
#define ITEM_KEY "attest-list-item"
#define SORTED_KEY "attest-draft-sorted"

typedef struct
{
  const char *certificate_title; /* N_() */
  const char *form_title;        /* N_() */
  AttestRoom from;               /* shown with at least this much room, */
  AttestRoom to;                 /* and at most this much */
  gboolean expand;
  int width; /* in pixels, of those that do not expand */
  GtkWidget *(*make) (void);
  void (*fill) (GtkWidget *cell, AttestDraft *draft);
  GtkSorter *(*make_sorter) (void);
} AttestDraftColumn;

/* Pieces of cells */

/* A text that is cut off is shown in full under the pointer. */
static gboolean
on_query_tooltip (GtkWidget *inscription,
                  int x,
                  int y,
                  gboolean keyboard,
                  GtkTooltip *tooltip,
                  gpointer data)
{
  const char *text = gtk_inscription_get_text (GTK_INSCRIPTION (inscription));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (inscription, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_tooltip_set_text (tooltip, text);
  return width > gtk_widget_get_width (inscription);
}

static GtkWidget *
make_inscription (const char *style)
{
  GtkWidget *inscription = g_object_new (GTK_TYPE_INSCRIPTION,
                                         "xalign",
                                         0.0,
                                         "text-overflow",
                                         GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END,
                                         "hexpand",
                                         TRUE,
                                         "has-tooltip",
                                         TRUE,
                                         NULL);

  g_signal_connect (inscription, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
  if (style != NULL)
    gtk_widget_add_css_class (inscription, style);
  return inscription;
}

static GtkWidget *
make_text (void)
{
  return make_inscription (NULL);
}

static GtkWidget *
make_dim_text (void)
{
  return make_inscription ("dim-label");
}

static void
set_text (GtkWidget *inscription, const char *text)
{
  gtk_inscription_set_text (GTK_INSCRIPTION (inscription), text);
}

/* Number or name; with the entity under it where there is no room for a second column */

char *
attest_draft_dup_name (AttestDraft *draft)
{
  const char *title = attest_draft_get_title (draft);

  if (title != NULL && *title != '\0')
    return g_strdup (title);
  return g_strdup (attest_draft_get_schema (draft) == &attest_form_schema
                       ? _ ("Form without a name")
                       : _ ("Certificate without a number"));
}

/* Rows have no name of their own before GTK 4.12. Theirs is short: readers go through the cells. */
static void
name_row (GtkWidget *cell, AttestDraft *draft)
{
  GtkWidget *item = gtk_widget_get_parent (cell);
  GtkWidget *row = item != NULL ? gtk_widget_get_parent (item) : NULL;
  g_autofree char *title = attest_draft_dup_name (draft);
  g_autofree char *problems = attest_draft_dup_problems (draft);
  g_autofree char *name = g_strdup_printf (
      "%s, %s, %s", title, problems, attest_state_get_word (attest_draft_get_last_state (draft)));

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_title (GtkWidget *cell, AttestDraft *draft)
{
  g_autofree char *name = attest_draft_dup_name (draft);
  const char *title = attest_draft_get_title (draft);

  set_text (cell, name);
  if (title != NULL && *title != '\0')
    gtk_widget_remove_css_class (cell, "dim-label");
  else
    gtk_widget_add_css_class (cell, "dim-label");
}

static void
fill_title (GtkWidget *cell, AttestDraft *draft)
{
  show_title (cell, draft);
  name_row (cell, draft);
}

static GtkWidget *
make_both_titles (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *second = make_inscription ("dim-label");

  gtk_widget_add_css_class (second, "caption");
  gtk_box_append (GTK_BOX (box), make_inscription (NULL));
  gtk_box_append (GTK_BOX (box), second);
  return box;
}

static void
fill_both_titles (GtkWidget *cell, AttestDraft *draft)
{
  show_title (gtk_widget_get_first_child (cell), draft);
  name_row (cell, draft);
  set_text (gtk_widget_get_last_child (cell), attest_draft_get_entity (draft));
}

static void
fill_entity (GtkWidget *cell, AttestDraft *draft)
{
  set_text (cell, attest_draft_get_entity (draft));
}

/* The status of a certificate, the type of a form, in the user's language */

static const char *
get_status_label (AttestDraft *draft)
{
  const AttestSchema *schema = attest_draft_get_schema (draft);
  guint index =
      schema == &attest_form_schema ? (guint) ATTEST_FORM_TYPE : (guint) ATTEST_CERTIFICATE_STATUS;
  const char *wire = attest_draft_get_status (draft);
  const AttestChoice *choice =
      wire != NULL ? attest_field_find_choice (&schema->fields[index], wire) : NULL;

  return choice != NULL ? attest_choice_get_label (schema, choice) : wire;
}

static void
fill_status (GtkWidget *cell, AttestDraft *draft)
{
  set_text (cell, get_status_label (draft));
}

/* Problems by icon, number and word */

char *
attest_draft_dup_problems (AttestDraft *draft)
{
  guint errors = attest_draft_get_n_errors (draft);
  guint warnings = attest_draft_get_n_warnings (draft);

  if (errors > 0)
    return g_strdup_printf (ngettext ("%u error", "%u errors", errors), errors);
  if (warnings > 0)
    return g_strdup_printf (ngettext ("%u warning", "%u warnings", warnings), warnings);
  return g_strdup (_ ("No problems"));
}

static GtkWidget *
make_problems (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (
      GTK_BOX (box),
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (box), make_inscription (NULL));
  return box;
}

static void
fill_problems (GtkWidget *cell, AttestDraft *draft)
{
  static const char *const styles[] = { "dim-label", "warning", "error" };
  static const char *const icons[] = { "object-select-symbolic",
                                       "dialog-warning-symbolic",
                                       "dialog-error-symbolic" };
  guint worst = attest_draft_get_n_errors (draft) > 0     ? 2
                : attest_draft_get_n_warnings (draft) > 0 ? 1
                                                          : 0;
  GtkWidget *image = gtk_widget_get_first_child (cell);
  g_autofree char *text = attest_draft_dup_problems (draft);

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (i == worst)
      gtk_widget_add_css_class (cell, styles[i]);
    else
      gtk_widget_remove_css_class (cell, styles[i]);
  gtk_image_set_from_icon_name (GTK_IMAGE (image), icons[worst]);
  set_text (gtk_widget_get_last_child (cell), text);
}

/* What became of it when it was last sent */

/* The row a piece of a cell belongs to. */
static GtkListItem *
find_item (GtkWidget *widget)
{
  GtkListItem *item = NULL;

  for (; widget != NULL && item == NULL; widget = gtk_widget_get_parent (widget))
    item = g_object_get_data (G_OBJECT (widget), ITEM_KEY);
  return item;
}

static gboolean
is_outdated (AttestDraft *draft)
{
  return attest_draft_get_last_state (draft) == ATTEST_STATE_ACCEPTED
         && attest_draft_get_changed_since_sent (draft);
}

/* Where it went; and that what stands there is not what stands here any more. */
static char *
describe_outcome (AttestDraft *draft)
{
  const char *environment =
      attest_environment_get_label (attest_draft_get_last_environment (draft));

  if (!is_outdated (draft))
    return g_strdup (environment);
  /* Translators: %s is an environment, such as "Production"; the record was changed after it was
   * sent there */
  return g_strdup_printf (_ ("%s, changed"), environment);
}

/* When it was sent. Made only where the pointer rests: setting a tooltip asks the display where the
 * pointer is, which takes longer than filling the whole row. */
static gboolean
on_query_sent (GtkWidget *cell,
               int x,
               int y,
               gboolean keyboard,
               GtkTooltip *tooltip,
               gpointer user_data)
{
  GtkListItem *item = find_item (cell);
  AttestDraft *draft = item != NULL ? gtk_list_item_get_item (item) : NULL;
  g_autofree char *sent = NULL;
  g_autofree char *both = NULL;

  if (draft == NULL || attest_draft_get_last_state (draft) == ATTEST_STATE_NONE)
    return FALSE;
  sent = attest_time_format_full (attest_draft_get_last_sent (draft));
  /* Translators: %s is when the record was sent, a date and time */
  both = is_outdated (draft) ? g_strdup_printf (_ ("%s. It was changed since."), sent) : NULL;
  gtk_tooltip_set_text (tooltip, both != NULL ? both : sent);
  return TRUE;
}

static GtkWidget *
make_outcome (void)
{
  GtkWidget *label = attest_state_label_new (ATTEST_STATE_NONE);

  g_signal_connect (label, "query-tooltip", G_CALLBACK (on_query_sent), NULL);
  gtk_widget_set_has_tooltip (label, TRUE);
  return label;
}

static void
fill_outcome (GtkWidget *cell, AttestDraft *draft)
{
  AttestStateLabel *label = ATTEST_STATE_LABEL (cell);
  AttestState state = attest_draft_get_last_state (draft);
  g_autofree char *detail = state != ATTEST_STATE_NONE ? describe_outcome (draft) : NULL;

  attest_state_label_set_state (label, state);
  attest_state_label_set_detail (label, detail);
}

static void
fill_changed (GtkWidget *cell, AttestDraft *draft)
{
  g_autofree char *text = attest_time_format_short (attest_draft_get_changed (draft));

  set_text (cell, text);
}

/* Narrow: problems and what became of it share a cell */

static GtkWidget *
make_state (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *outcome = make_outcome ();

  gtk_widget_add_css_class (outcome, "caption");
  gtk_box_append (GTK_BOX (box), make_problems ());
  gtk_box_append (GTK_BOX (box), outcome);
  return box;
}

static void
fill_state (GtkWidget *cell, AttestDraft *draft)
{
  fill_problems (gtk_widget_get_first_child (cell), draft);
  fill_outcome (gtk_widget_get_last_child (cell), draft);
}

/* Sorters */

static GtkSorter *
make_text_sorter (const char *property)
{
  return GTK_SORTER (
      gtk_string_sorter_new (gtk_property_expression_new (ATTEST_TYPE_DRAFT, NULL, property)));
}

static GtkSorter *
make_title_sorter (void)
{
  return make_text_sorter ("title");
}

static GtkSorter *
make_entity_sorter (void)
{
  return make_text_sorter ("entity");
}

static int
compare_status (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const char *left = get_status_label (ATTEST_DRAFT ((gpointer) a));
  const char *right = get_status_label (ATTEST_DRAFT ((gpointer) b));

  return gtk_ordering_from_cmpfunc (
      g_utf8_collate (left != NULL ? left : "", right != NULL ? right : ""));
}

static int
compare_problems (gconstpointer a, gconstpointer b, gpointer user_data)
{
  AttestDraft *left = ATTEST_DRAFT ((gpointer) a);
  AttestDraft *right = ATTEST_DRAFT ((gpointer) b);
  guint errors[] = { attest_draft_get_n_errors (left), attest_draft_get_n_errors (right) };
  guint warnings[] = { attest_draft_get_n_warnings (left), attest_draft_get_n_warnings (right) };

  if (errors[0] != errors[1])
    return errors[0] < errors[1] ? GTK_ORDERING_LARGER : GTK_ORDERING_SMALLER;
  if (warnings[0] != warnings[1])
    return warnings[0] < warnings[1] ? GTK_ORDERING_LARGER : GTK_ORDERING_SMALLER;
  return GTK_ORDERING_EQUAL;
}

static int
compare_outcome (gconstpointer a, gconstpointer b, gpointer user_data)
{
  AttestState left = attest_draft_get_last_state (ATTEST_DRAFT ((gpointer) a));
  AttestState right = attest_draft_get_last_state (ATTEST_DRAFT ((gpointer) b));

  return left < right ? GTK_ORDERING_SMALLER
                      : (left > right ? GTK_ORDERING_LARGER : GTK_ORDERING_EQUAL);
}

static int
compare_changed (gconstpointer a, gconstpointer b, gpointer user_data)
{
  gint64 left = attest_draft_get_changed (ATTEST_DRAFT ((gpointer) a));
  gint64 right = attest_draft_get_changed (ATTEST_DRAFT ((gpointer) b));

  return left < right ? GTK_ORDERING_SMALLER
                      : (left > right ? GTK_ORDERING_LARGER : GTK_ORDERING_EQUAL);
}

static GtkSorter *
make_status_sorter (void)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare_status, NULL, NULL));
}

static GtkSorter *
make_problems_sorter (void)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare_problems, NULL, NULL));
}

static GtkSorter *
make_outcome_sorter (void)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare_outcome, NULL, NULL));
}

static GtkSorter *
make_changed_sorter (void)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare_changed, NULL, NULL));
}

static const AttestDraftColumn columns[] = {
  { .certificate_title = N_ ("Certificate"),
    .form_title = N_ ("Form"),
    .from = ATTEST_ROOM_MEDIUM,
    .to = ATTEST_ROOM_WIDE,
    .expand = TRUE,
    .make = make_text,
    .fill = fill_title,
    .make_sorter = make_title_sorter },
  { .certificate_title = N_ ("Entity"),
    .form_title = N_ ("Program"),
    .from = ATTEST_ROOM_MEDIUM,
    .to = ATTEST_ROOM_WIDE,
    .expand = TRUE,
    .make = make_text,
    .fill = fill_entity,
    .make_sorter = make_entity_sorter },
  { .certificate_title = N_ ("Status"),
    .form_title = N_ ("Type"),
    .from = ATTEST_ROOM_WIDE,
    .to = ATTEST_ROOM_WIDE,
    .width = 110,
    .make = make_text,
    .fill = fill_status,
    .make_sorter = make_status_sorter },
  { .certificate_title = N_ ("Problems"),
    .form_title = N_ ("Problems"),
    .from = ATTEST_ROOM_MEDIUM,
    .to = ATTEST_ROOM_WIDE,
    .width = 132,
    .make = make_problems,
    .fill = fill_problems,
    .make_sorter = make_problems_sorter },
  { .certificate_title = N_ ("Last Sent"),
    .form_title = N_ ("Last Sent"),
    .from = ATTEST_ROOM_MEDIUM,
    .to = ATTEST_ROOM_WIDE,
    .width = 212,
    .make = make_outcome,
    .fill = fill_outcome,
    .make_sorter = make_outcome_sorter },
  { .certificate_title = N_ ("Changed"),
    .form_title = N_ ("Changed"),
    .from = ATTEST_ROOM_WIDE,
    .to = ATTEST_ROOM_WIDE,
    .width = 100,
    .make = make_dim_text,
    .fill = fill_changed,
    .make_sorter = make_changed_sorter },
  /* These two stand in for all the others where there is little room. */
  { .certificate_title = N_ ("Certificate"),
    .form_title = N_ ("Form"),
    .from = ATTEST_ROOM_NARROW,
    .to = ATTEST_ROOM_NARROW,
    .expand = TRUE,
    .make = make_both_titles,
    .fill = fill_both_titles,
    .make_sorter = make_title_sorter },
  { .certificate_title = N_ ("State"),
    .form_title = N_ ("State"),
    .from = ATTEST_ROOM_NARROW,
    .to = ATTEST_ROOM_NARROW,
    .width = 150,
    .make = make_state,
    .fill = fill_state,
    .make_sorter = make_problems_sorter },
};

/* The factory of a column */

typedef struct
{
  const AttestDraftColumn *column;
  GtkGesture *(*make_gesture) (GtkListItem *item, gpointer user_data);
  gpointer user_data;
} AttestCellMaker;

static void
free_maker (gpointer maker, GClosure *closure)
{
  g_free (maker);
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item, AttestCellMaker *maker)
{
  GtkWidget *cell = maker->column->make ();

  g_object_set_data (G_OBJECT (cell), ITEM_KEY, item);
  gtk_widget_add_controller (cell,
                             GTK_EVENT_CONTROLLER (maker->make_gesture (item, maker->user_data)));
  gtk_list_item_set_child (item, cell);
}

static void
fill (GtkListItem *item)
{
  const AttestDraftColumn *column = g_object_get_data (G_OBJECT (item), COLUMN_KEY);

  column->fill (gtk_list_item_get_child (item), ATTEST_DRAFT (gtk_list_item_get_item (item)));
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item, AttestCellMaker *maker)
{
  g_object_set_data (G_OBJECT (item), COLUMN_KEY, (gpointer) maker->column);
  g_signal_connect_swapped (gtk_list_item_get_item (item), "notify", G_CALLBACK (fill), item);
  fill (item);
}

static void
on_unbind (GtkListItemFactory *factory, GtkListItem *item, AttestCellMaker *maker)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), fill, item);
}

/**
 * attest_draft_columns_add:
 * @view: a table of drafts
 * @schema: of which kind
 * @make_gesture: (scope forever): makes what each cell gets for the pointer
 * @user_data: (not nullable): for @make_gesture; outlives @view
 *
 * Gives the table its columns.
 */
void
attest_draft_columns_add (GtkColumnView *view,
                          const AttestSchema *schema,
                          GtkGesture *(*make_gesture) (GtkListItem *item, gpointer user_data),
                          gpointer user_data)
{
  gboolean is_form = schema == &attest_form_schema;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const AttestDraftColumn *column = &columns[i];
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      AttestCellMaker *maker = g_new0 (AttestCellMaker, 1);
      g_autoptr (GtkSorter) sorter = column->make_sorter ();
      g_autoptr (GtkColumnViewColumn) shown = NULL;

      *maker = (AttestCellMaker){ column, make_gesture, user_data };
      g_signal_connect_data (factory, "setup", G_CALLBACK (on_setup), maker, free_maker, 0);
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind), maker);
      g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), maker);

      shown = gtk_column_view_column_new (
          _ (is_form ? column->form_title : column->certificate_title), factory);
      gtk_column_view_column_set_expand (shown, column->expand);
      gtk_column_view_column_set_resizable (shown, TRUE);
      gtk_column_view_column_set_sorter (shown, sorter);
      gtk_column_view_append_column (view, shown);
    }
}

/**
 * attest_draft_columns_refresh_times:
 * @widget: a table of drafts, or a part of it
 *
 * Writes the times anew that are told from now, such as "Just now", in the rows on the screen.
 */
void
attest_draft_columns_refresh_times (GtkWidget *widget)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (widget), ITEM_KEY);
  const AttestDraftColumn *column =
      item != NULL ? g_object_get_data (G_OBJECT (item), COLUMN_KEY) : NULL;

  if (item != NULL)
    {
      if (column != NULL && column->fill == fill_changed && gtk_list_item_get_item (item) != NULL)
        fill (item);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    attest_draft_columns_refresh_times (child);
}

/**
 * attest_draft_columns_set_room:
 * @view: a table of drafts
 * @room: how much room it has
 *
 * Shows as many columns as there is room for.
 */
void
attest_draft_columns_set_room (GtkColumnView *view, AttestRoom room)
{
  GListModel *all = gtk_column_view_get_columns (view);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (all, i);
      gboolean visible = room >= columns[i].from && room <= columns[i].to;

      /* GTK 4.8 keeps the fixed width of a column free even where it is hidden. */
      gtk_column_view_column_set_visible (column, visible);
      gtk_column_view_column_set_fixed_width (
          column, visible && columns[i].width > 0 ? columns[i].width : -1);
    }
}

/**
 * attest_draft_columns_make_menu:
 * @schema: the kind of drafts
 * @action: a detailed action's name, whose target is the number of a column
 *
 * Returns: (transfer full): a menu with each column to sort by
 */
GMenuModel *
attest_draft_columns_make_menu (const AttestSchema *schema, const char *action)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const AttestDraftColumn *column = &columns[i];
      g_autoptr (GMenuItem) item = NULL;

      if (column->from == ATTEST_ROOM_NARROW)
        continue;
      item = g_menu_item_new (
          _ (schema == &attest_form_schema ? column->form_title : column->certificate_title), NULL);
      g_menu_item_set_action_and_target (item, action, "u", i);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

/**
 * attest_draft_columns_sort:
 * @view: a table of drafts
 * @column: the column to sort by
 *
 * Does what a click on the column's header does: the second time turns the order round.
 */
void
attest_draft_columns_sort (GtkColumnView *view, guint column)
{
  GListModel *all = gtk_column_view_get_columns (view);
  g_autoptr (GtkColumnViewColumn) chosen = g_list_model_get_item (all, column);
  gboolean again = g_object_get_data (G_OBJECT (view), SORTED_KEY) == chosen;

  g_return_if_fail (chosen != NULL);

  gtk_column_view_sort_by_column (view, NULL, GTK_SORT_ASCENDING);
  gtk_column_view_sort_by_column (view, chosen, again ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  g_object_set_data (G_OBJECT (view), SORTED_KEY, again ? NULL : chosen);
}

/**
 * attest_draft_columns_find_row:
 * @focus: (nullable): a widget
 *
 * Returns: the position of the row that has the focus, or %GTK_INVALID_LIST_POSITION where @focus
 *   is no row of such a table
 */
guint
attest_draft_columns_find_row (GtkWidget *focus)
{
  GtkWidget *first = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;
  GtkWidget *cell = first != NULL ? gtk_widget_get_first_child (first) : NULL;
  GtkListItem *item = cell != NULL ? g_object_get_data (G_OBJECT (cell), ITEM_KEY) : NULL;

  return item != NULL ? gtk_list_item_get_position (item) : GTK_INVALID_LIST_POSITION;
}
