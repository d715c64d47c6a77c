/* AttestSidebar: one row for each of attest_views_list(). Main thread. */
#include "attest-config.h"
#include "attest-sidebar.h"

#include "attest-views.h"
#include "outbox/attest-outbox.h"
#include "widgets/attest-calm.h"
#include "widgets/attest-state-label.h"
#include "widgets/attest-tooltip.h"

#include <glib/gi18n.h>

typedef struct
{
  AttestCalm calm;
  GtkWidget *row;
  GtkWidget *count;
  const char *title; /* translated */
  GListModel *model;
  gulong handler;
  GtkWidget *unknown; /* a box: what waits for a decision, in the outbox */
  gulong unknown_handler;
} AttestSidebarRow;

struct _AttestSidebar
{
  AdwBin parent_instance;

  GtkListBox *views;
  AttestSidebarRow rows[ATTEST_MAX_VIEWS];
  guint n_rows;
};

G_DEFINE_FINAL_TYPE (AttestSidebar, attest_sidebar, ADW_TYPE_BIN)

enum
{
  VIEW_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
count_unknown (AttestSidebarRow *row)
{
  return ATTEST_IS_OUTBOX (row->model) ? attest_outbox_get_n_unknown (ATTEST_OUTBOX (row->model))
                                       : 0;
}

/* What waits for a decision stands out from what goes its way by itself, and is counted apart.
 * Returns: (transfer full) (nullable): the same in words */
static char *
update_unknown (AttestSidebarRow *row, guint n)
{
  g_autofree char *text = g_strdup_printf ("%'u", n);
  g_autofree char *words = NULL;

  gtk_widget_set_visible (row->unknown, n > 0);
  if (n == 0)
    return NULL;
  words = g_strdup_printf (ngettext ("%u of unknown outcome", "%u of unknown outcome", n), n);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (row->unknown)), text);
  attest_tooltip_set (row->unknown, words);
  return g_steal_pointer (&words);
}

static void
update_count_cb (gpointer data)
{
  AttestSidebarRow *row = data;
  guint n_unknown = count_unknown (row);
  g_autofree char *unknown = update_unknown (row, n_unknown);
  guint n_all = row->model != NULL ? g_list_model_get_n_items (row->model) : 0;
  guint n = n_all - MIN (n_all, n_unknown);
  g_autofree char *text = g_strdup_printf ("%'u", n);
  g_autofree char *name = NULL;

  gtk_label_set_label (GTK_LABEL (row->count), n > 0 ? text : "");
  gtk_widget_set_visible (row->count, n > 0);

  name = n > 0 ? g_strdup_printf ("%s, %s", row->title, text) : g_strdup (row->title);
  if (unknown != NULL)
    {
      g_autofree char *counted = g_steal_pointer (&name);

      name = g_strdup_printf ("%s, %s", counted, unknown);
    }
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (row->row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
count_soon_cb (AttestSidebarRow *row)
{
  attest_calm_call (&row->calm, update_count_cb, row);
}

static GtkWidget *
make_unknown (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name",
                                  attest_state_get_icon_name (ATTEST_STATE_UNKNOWN),
                                  "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (box, attest_state_get_style_class (ATTEST_STATE_UNKNOWN));
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
row_activated_cb (GtkListBox *views, GtkListBoxRow *row, AttestSidebar *self)
{
  g_signal_emit (self, signals[VIEW_CHOSEN], 0, gtk_list_box_row_get_index (row));
}

static GtkWidget *
make_row (AttestSidebarRow *row, const AttestViewInfo *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name",
                                  view->icon,
                                  "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);
  GtkWidget *title =
      g_object_new (GTK_TYPE_LABEL, "label", _ (view->title), "xalign", 0.0, "hexpand", TRUE, NULL);

  row->title = _ (view->title);
  row->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (row->count, "dim-label");
  gtk_widget_add_css_class (row->count, "numeric");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), title);
  row->unknown = make_unknown ();
  gtk_box_append (GTK_BOX (box), row->unknown);
  gtk_box_append (GTK_BOX (box), row->count);
  row->row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", box, NULL);
  return row->row;
}

static void
attest_sidebar_dispose (GObject *object)
{
  AttestSidebar *self = ATTEST_SIDEBAR (object);

  for (guint i = 0; i < self->n_rows; i++)
    {
      attest_sidebar_set_model (self, i, NULL);
      attest_calm_clear (&self->rows[i].calm);
    }

  G_OBJECT_CLASS (attest_sidebar_parent_class)->dispose (object);
}

static void
attest_sidebar_class_init (AttestSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_sidebar_dispose;

  signals[VIEW_CHOSEN] = g_signal_new ("view-chosen",
                                       G_TYPE_FROM_CLASS (klass),
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       1,
                                       G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/attest_app/Attest/ui/attest-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestSidebar, views);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
attest_sidebar_init (AttestSidebar *self)
{
  const AttestViewInfo *views = attest_views_list (&self->n_rows);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < self->n_rows; i++)
    {
      gtk_list_box_append (self->views, make_row (&self->rows[i], &views[i]));
      update_count_cb (&self->rows[i]);
    }
}

/**
 * attest_sidebar_set_view:
 * @self: a sidebar
 * @view: the number of the view that is shown
 */
void
attest_sidebar_set_view (AttestSidebar *self, guint view)
{
  g_return_if_fail (ATTEST_IS_SIDEBAR (self));
  g_return_if_fail (view < self->n_rows);

  gtk_list_box_select_row (self->views, GTK_LIST_BOX_ROW (self->rows[view].row));
}

/**
 * attest_sidebar_set_model:
 * @self: a sidebar
 * @view: the number of a view
 * @model: (nullable): what it shows; its length stands behind the view's name
 */
void
attest_sidebar_set_model (AttestSidebar *self, guint view, GListModel *model)
{
  AttestSidebarRow *row = NULL;

  g_return_if_fail (ATTEST_IS_SIDEBAR (self));
  g_return_if_fail (view < self->n_rows);

  row = &self->rows[view];
  if (row->model != NULL)
    {
      g_clear_signal_handler (&row->handler, row->model);
      g_clear_signal_handler (&row->unknown_handler, row->model);
    }
  g_set_object (&row->model, model);
  if (model != NULL)
    {
      row->handler =
          g_signal_connect_swapped (model, "items-changed", G_CALLBACK (count_soon_cb), row);
      if (ATTEST_IS_OUTBOX (model))
        row->unknown_handler =
            g_signal_connect_swapped (model, "notify::n-unknown", G_CALLBACK (count_soon_cb), row);
      update_count_cb (row);
    }
}
