/* Rows that stay while they say the same: see the header. */
#include "attest-config.h"
#include "imports/attest-import-list.h"

#include "widgets/attest-inside.h"

#define SAYS_KEY "attest-says"

struct _AttestImportList
{
  AdwPreferencesPage *page; /* not owned: has it */
  GPtrArray *groups;        /* of AdwPreferencesGroup, owned by the page, in their order on it */
  guint n_groups;           /* gone through, the last one in part */
  int n_rows;               /* of that */
  guint n_made;             /* rows and groups, since it was begun */
  GtkWidget *focus;         /* (nullable): weak: what had the keyboard when it was begun */
  gboolean had_focus;
};

/* @page: outlives it */
AttestImportList *
attest_import_list_new (AdwPreferencesPage *page)
{
  AttestImportList *self = g_new0 (AttestImportList, 1);

  self->page = page;
  self->groups = g_ptr_array_new ();
  return self;
}

/* Frees @self; its widgets are the page's. */
void
attest_import_list_free (AttestImportList *self)
{
  g_clear_weak_pointer (&self->focus);
  g_ptr_array_unref (self->groups);
  g_free (self);
}

static GtkWidget *
find_focus (AttestImportList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->page));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->page)) ? focus : NULL;
}

/* From the top again. */
void
attest_import_list_begin (AttestImportList *self)
{
  GtkWidget *focus = find_focus (self);

  self->n_groups = 0;
  self->n_rows = 0;
  self->n_made = 0;
  self->had_focus = focus != NULL;
  g_set_weak_pointer (&self->focus, focus);
}

/* Groups */

/* Rows are put between others there, which a group itself does not offer. */
static GtkListBox *
get_box (AttestImportList *self)
{
  return attest_inside_find (g_ptr_array_index (self->groups, self->n_groups - 1),
                             GTK_TYPE_LIST_BOX);
}

static void
remove_rest_of_rows (AttestImportList *self)
{
  GtkListBox *box = self->n_groups > 0 ? get_box (self) : NULL;
  GtkListBoxRow *row = NULL;

  while (box != NULL && (row = gtk_list_box_get_row_at_index (box, self->n_rows)) != NULL)
    gtk_list_box_remove (box, GTK_WIDGET (row));
}

static void
remove_groups (AttestImportList *self, guint end)
{
  for (guint i = self->n_groups; i < end; i++)
    adw_preferences_page_remove (self->page, g_ptr_array_index (self->groups, i));
  g_ptr_array_remove_range (self->groups, self->n_groups, end - self->n_groups);
}

static void
add_group (AttestImportList *self, const char *title, const char *words)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *next =
      self->n_groups < self->groups->len ? g_ptr_array_index (self->groups, self->n_groups) : NULL;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), words);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
  if (next != NULL)
    gtk_widget_insert_before (group, gtk_widget_get_parent (next), next);
  g_ptr_array_insert (self->groups, (int) self->n_groups, group);
  self->n_made++;
}

/**
 * attest_import_list_show_group:
 * @self: a list
 * @title: of the group after the one before, and no other; in markup
 * @words: (nullable): what it is about
 *
 * Rows follow from its first one.
 *
 * Returns: (transfer none): the group
 */
AdwPreferencesGroup *
attest_import_list_show_group (AttestImportList *self, const char *title, const char *words)
{
  guint place = self->n_groups;

  remove_rest_of_rows (self);
  while (place < self->groups->len
         && g_strcmp0 (adw_preferences_group_get_title (g_ptr_array_index (self->groups, place)),
                       title)
                != 0)
    place++;
  if (place == self->groups->len)
    add_group (self, title, words);
  else if (place > self->n_groups)
    remove_groups (self, place);
  self->n_rows = 0;
  return g_ptr_array_index (self->groups, self->n_groups++);
}

/* Rows */

/**
 * attest_import_list_keep:
 * @self: a list with a group
 * @says: all that the row shows, however it is written
 *
 * Returns: (transfer none) (nullable): the row that says so already, which is the next one now;
 *   %NULL: it is to be made and added
 */
GtkWidget *
attest_import_list_keep (AttestImportList *self, const char *says)
{
  GtkListBox *box = get_box (self);
  GtkListBoxRow *found = NULL;
  int place = self->n_rows;

  while ((found = gtk_list_box_get_row_at_index (box, place)) != NULL
         && g_strcmp0 (g_object_get_data (G_OBJECT (found), SAYS_KEY), says) != 0)
    place++;
  if (found == NULL)
    return NULL;
  for (; place > self->n_rows; place--)
    gtk_list_box_remove (box, GTK_WIDGET (gtk_list_box_get_row_at_index (box, self->n_rows)));
  self->n_rows++;
  return GTK_WIDGET (found);
}

/* @row: is the next one, since none was kept that says @says */
void
attest_import_list_add (AttestImportList *self, GtkWidget *row, const char *says)
{
  g_object_set_data_full (G_OBJECT (row), SAYS_KEY, g_strdup (says), g_free);
  gtk_list_box_insert (get_box (self), row, self->n_rows++);
  self->n_made++;
}

/* What was not gone through is gone. */
void
attest_import_list_end (AttestImportList *self)
{
  remove_rest_of_rows (self);
  remove_groups (self, self->groups->len);
}

/**
 * attest_import_list_show_some:
 * @self: a list
 * @n: how many rows and groups are to be made; what stays costs nothing and is not counted
 * @next: goes on with it
 * @page: for @next
 *
 * Returns: whether there may be more
 */
gboolean
attest_import_list_show_some (AttestImportList *self,
                              guint n,
                              AttestImportListNext next,
                              gpointer page)
{
  const guint end = self->n_made + n;

  while (self->n_made < end)
    if (!next (page))
      return FALSE;
  return TRUE;
}

/* Returns: how much had to be made since it was begun, in rows and groups */
guint
attest_import_list_get_n_made (AttestImportList *self)
{
  return self->n_made;
}

/* Returns: whether the keyboard was on the page when it was begun, at what is not there any more;
 * once */
gboolean
attest_import_list_lost_focus (AttestImportList *self)
{
  const gboolean is_there =
      self->focus != NULL && gtk_widget_is_ancestor (self->focus, GTK_WIDGET (self->page));
  const gboolean is_lost = self->had_focus && !is_there;

  self->had_focus = FALSE;
  g_clear_weak_pointer (&self->focus);
  return is_lost;
}
