/* AttestSidebar: one row for each of attest_views_list(). Main thread. */
#include "attest-config.h"
#include "attest-sidebar.h"

#include "attest-views.h"
#include "outbox/attest-outbox.h"
#include "widgets/attest-calm.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-state-label.h"
#include "widgets/attest-tooltip.h"

#include <glib/gi18n.h>

/* What a view's row tells of it. */
typedef struct
{
  const char *signals[3];           /* of its source, by which that changes; ends with %NULL */
  guint (*count) (gpointer source); /* what goes its way by itself */
  guint (*count_calls) (gpointer source); /* what somebody has to look at, counted apart: */
  AttestState state;                      /* by the sign of this */
  char *(*describe_calls) (guint n);      /* and in words (transfer full) */
} Telling;

typedef struct
{
  AttestCalm calm;
  GtkWidget *row;
  GtkWidget *count;
  GtkWidget *calls;       /* a box */
  const char *title;      /* translated */
  const Telling *telling; /* (nullable) */
  gpointer source;
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
count_none (gpointer source)
{
  return 0;
}

static guint
count_refused (gpointer source)
{
  return attest_register_get_count (source, ATTEST_REGISTER_REFUSED);
}

static char *
describe_refused (guint n)
{
  return g_strdup_printf (ngettext ("%u refused", "%u refused", n), n);
}

static const Telling register_telling = { { "counts-changed" },
                                          count_none,
                                          count_refused,
                                          ATTEST_STATE_REFUSED,
                                          describe_refused };

static guint
count_waiting (gpointer source)
{
  return g_list_model_get_n_items (source) - attest_outbox_get_n_unknown (source);
}

static guint
count_unknown (gpointer source)
{
  return attest_outbox_get_n_unknown (source);
}

static char *
describe_unknown (guint n)
{
  return g_strdup_printf (ngettext ("%u unknown", "%u unknown", n), n);
}

static const Telling outbox_telling = { { "items-changed", "notify::n-unknown" },
                                        count_waiting,
                                        count_unknown,
                                        ATTEST_STATE_UNKNOWN,
                                        describe_unknown };

/* Returns: (transfer full) (nullable): the same in words */
static char *
update_calls (AttestSidebarRow *row, guint n)
{
  g_autofree char *text = g_strdup_printf ("%'u", n);
  char *words = n > 0 ? row->telling->describe_calls (n) : NULL;

  gtk_widget_set_visible (row->calls, n > 0);
  if (words == NULL)
    return NULL;
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (row->calls)), text);
  attest_tooltip_set (row->calls, words);
  return words;
}

static void
update_count_cb (gpointer data)
{
  AttestSidebarRow *row = data;
  guint n = row->telling != NULL ? row->telling->count (row->source) : 0;
  g_autofree char *calls =
      update_calls (row, row->telling != NULL ? row->telling->count_calls (row->source) : 0);
  g_autofree char *text = g_strdup_printf ("%'u", n);
  g_autofree char *name = NULL;

  gtk_label_set_label (GTK_LABEL (row->count), n > 0 ? text : "");
  gtk_widget_set_visible (row->count, n > 0);
  name = g_strconcat (
      row->title, n > 0 ? ", " : "", n > 0 ? text : "", calls != NULL ? ", " : "", calls, NULL);
  attest_readers_name (GTK_ACCESSIBLE (row->row), name);
}

static void
count_soon_cb (AttestSidebarRow *row)
{
  attest_calm_call (&row->calm, update_count_cb, row);
}

static void
stop_telling (AttestSidebarRow *row)
{
  attest_calm_clear (&row->calm);
  if (row->source != NULL)
    g_signal_handlers_disconnect_by_func (row->source, count_soon_cb, row);
  g_clear_object (&row->source);
  row->telling = NULL;
}

static void
tell (AttestSidebarRow *row, const Telling *telling, gpointer source)
{
  GtkImage *icon = GTK_IMAGE (gtk_widget_get_first_child (row->calls));

  stop_telling (row);
  row->telling = telling;
  row->source = g_object_ref (source);
  for (guint i = 0; telling->signals[i] != NULL; i++)
    g_signal_connect_swapped (source, telling->signals[i], G_CALLBACK (count_soon_cb), row);
  gtk_image_set_from_icon_name (icon, attest_state_get_icon_name (telling->state));
  gtk_widget_add_css_class (row->calls, attest_state_get_style_class (telling->state));
  update_count_cb (row);
}

static GtkWidget *
make_calls (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *icon =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = gtk_label_new (NULL);

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
  row->calls = make_calls ();
  gtk_box_append (GTK_BOX (box), row->calls);
  gtk_box_append (GTK_BOX (box), row->count);
  row->row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", box, NULL);
  return row->row;
}

static void
attest_sidebar_dispose (GObject *object)
{
  AttestSidebar *self = ATTEST_SIDEBAR (object);

  for (guint i = 0; i < self->n_rows; i++)
    stop_telling (&self->rows[i]);

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
 * attest_sidebar_set_register:
 * @self: a sidebar
 * @view: the number of a view
 * @drafts: what it shows; how many of it were refused stands behind the view's name
 */
void
attest_sidebar_set_register (AttestSidebar *self, guint view, AttestRegister *drafts)
{
  g_return_if_fail (ATTEST_IS_SIDEBAR (self));
  g_return_if_fail (view < self->n_rows);

  tell (&self->rows[view], &register_telling, drafts);
}

/**
 * attest_sidebar_set_outbox:
 * @self: a sidebar
 * @view: the number of a view
 * @outbox: what it shows; how much waits, and how much for a decision, stands behind its name
 */
void
attest_sidebar_set_outbox (AttestSidebar *self, guint view, AttestOutbox *outbox)
{
  g_return_if_fail (ATTEST_IS_SIDEBAR (self));
  g_return_if_fail (view < self->n_rows);

  tell (&self->rows[view], &outbox_telling, outbox);
}
