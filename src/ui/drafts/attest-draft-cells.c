/* Cells of the table of drafts. A cell is made once for each row on the screen and filled again as
 * rows scroll by; most are one AttestListCell. Main thread. */
#include "attest-config.h"
#include "drafts/attest-draft-cells.h"

#include "drafts/attest-draft-words.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-list-cell.h"
#include "widgets/attest-row-menu.h"
#include "widgets/attest-state-label.h"
#include "widgets/attest-time-text.h"

#include <glib/gi18n.h>

/* What style.css and the icons add to a text. */
#define PADDING (2 * 9)
#define ICON (16 + 6)

/* Letters are put on whole pixels one by one, which the sum does not know. */
#define ROUNDING 4

/* Of many errors or warnings, as many as are told apart by their number's length. */
#define MANY 88

/* As style.css has it for captions. */
#define CAPTION 0.82

/* Of what may be cut off. */
#define LEAST_CHARS 3

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

/* Texts */

static int
get_wider (PangoLayout *layout, const char *text, int width)
{
  int own = 0;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &own, NULL);
  return MAX (own, width);
}

static GtkWidget *
make_line (void)
{
  return attest_list_cell_new (ATTEST_LIST_CELL_LINE, LEAST_CHARS);
}

static void
set_line (GtkWidget *cell, const char *text)
{
  attest_list_cell_set_texts (ATTEST_LIST_CELL (cell), text, NULL);
}

/* Number or name, and with the entity under it */

static void
show_names (GtkWidget *cell, AttestDraft *draft, const char *entity)
{
  g_autofree char *name = attest_draft_dup_name (draft);
  const char *title = attest_draft_get_title (draft);

  attest_list_cell_set_texts (ATTEST_LIST_CELL (cell), name, entity);
  attest_list_cell_set_style (ATTEST_LIST_CELL (cell),
                              title != NULL && *title != '\0' ? NULL : "dim-label");
}

static void
fill_title (GtkWidget *cell, AttestDraft *draft)
{
  show_names (cell, draft, NULL);
  name_row (cell, draft);
}

const AttestDraftCell attest_draft_title_cell = { .make = make_line, .fill = fill_title };

static void
fill_entity (GtkWidget *cell, AttestDraft *draft)
{
  set_line (cell, attest_draft_get_entity (draft));
}

const AttestDraftCell attest_draft_entity_cell = { .make = make_line, .fill = fill_entity };

static GtkWidget *
make_names (void)
{
  return attest_list_cell_new (ATTEST_LIST_CELL_TWO_LINES, LEAST_CHARS);
}

static void
fill_names (GtkWidget *cell, AttestDraft *draft)
{
  show_names (cell, draft, attest_draft_get_entity (draft));
  name_row (cell, draft);
}

const AttestDraftCell attest_draft_names_cell = { .make = make_names, .fill = fill_names };

/* Status */

static void
fill_status (GtkWidget *cell, AttestDraft *draft)
{
  set_line (cell, attest_draft_get_status_label (draft));
}

/* An explanation in brackets behind the word may be cut off; the pointer shows it. */
static int
measure_status (PangoLayout *layout, const AttestSchema *schema)
{
  int width = 0;

  for (const AttestChoice *choice = schema->status->choices; choice->wire != NULL; choice++)
    {
      const char *label = attest_choice_get_label (schema, choice);
      g_autofree char *word = g_strndup (label, strcspn (label, "("));

      width = get_wider (layout, word, width);
    }
  return width + PADDING + ROUNDING;
}

const AttestDraftCell attest_draft_status_cell = { make_line, fill_status, measure_status };

/* Problems by icon, number and word */

static void
fill_problems (GtkWidget *cell, AttestDraft *draft)
{
  static const struct
  {
    const char *style;
    const char *icon;
  } looks[] = {
    { "dim-label", "object-select-symbolic" },
    { "warning", "dialog-warning-symbolic" },
    { "error", "dialog-error-symbolic" },
  };
  guint worst = attest_draft_get_n_errors (draft) > 0     ? 2
                : attest_draft_get_n_warnings (draft) > 0 ? 1
                                                          : 0;
  g_autofree char *text = attest_draft_dup_problems (draft);

  attest_list_cell_set_icon (ATTEST_LIST_CELL (cell), looks[worst].icon);
  attest_list_cell_set_style (ATTEST_LIST_CELL (cell), looks[worst].style);
  set_line (cell, text);
}

static int
measure_problems (PangoLayout *layout, const AttestSchema *schema)
{
  g_autofree char *none = attest_problems_describe (0, 0);
  g_autofree char *warnings = attest_problems_describe (0, MANY);
  g_autofree char *errors = attest_problems_describe (MANY, 0);
  int width = get_wider (layout, none, 0);

  width = get_wider (layout, warnings, width);
  width = get_wider (layout, errors, width);
  return width + ICON + PADDING + ROUNDING;
}

const AttestDraftCell attest_draft_problems_cell = { make_line, fill_problems, measure_problems };

/* What became of it when it was last sent */

/* When it was sent. Made only where the pointer rests: setting a tooltip asks the display where the
 * pointer is, which takes longer than filling the whole row. */
static gboolean
query_sent_cb (GtkWidget *cell,
               int x,
               int y,
               gboolean keyboard,
               GtkTooltip *tooltip,
               gpointer user_data)
{
  GtkListItem *item = attest_row_menu_find (cell);
  AttestDraft *draft = item != NULL ? gtk_list_item_get_item (item) : NULL;
  g_autofree char *sent = NULL;
  g_autofree char *both = NULL;

  if (draft == NULL || attest_draft_get_last_state (draft) == ATTEST_STATE_NONE)
    return FALSE;
  sent = attest_time_format_full (attest_draft_get_last_sent (draft));
  /* Translators: %s is when the record was sent, a date and time */
  both = attest_draft_is_outdated (draft) ? g_strdup_printf (_ ("%s. It was changed since."), sent)
                                          : NULL;
  gtk_tooltip_set_text (tooltip, both != NULL ? both : sent);
  return TRUE;
}

static GtkWidget *
make_outcome (void)
{
  GtkWidget *label = attest_state_label_new (ATTEST_STATE_NONE);

  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_sent_cb), NULL);
  gtk_widget_set_has_tooltip (label, TRUE);
  return label;
}

static void
fill_outcome (GtkWidget *cell, AttestDraft *draft)
{
  AttestStateLabel *label = ATTEST_STATE_LABEL (cell);
  AttestState state = attest_draft_get_last_state (draft);
  g_autofree char *place = attest_draft_describe_place (attest_draft_get_last_environment (draft),
                                                        attest_draft_is_outdated (draft));

  attest_state_label_set_state (label, state);
  attest_state_label_set_detail (label, state != ATTEST_STATE_NONE ? place : NULL);
}

static int
measure_outcome (PangoLayout *layout, const AttestSchema *schema)
{
  int width = 0;

  for (guint state = 0; state < ATTEST_N_STATES; state++)
    for (guint environment = 0; environment < ATTEST_N_ENVIRONMENTS; environment++)
      {
        g_autofree char *place =
            attest_draft_describe_place (environment, state == ATTEST_STATE_ACCEPTED);
        g_autofree char *text = attest_state_describe (state, place);

        width = get_wider (layout, text, width);
      }
  return width + ICON + PADDING + ROUNDING;
}

const AttestDraftCell attest_draft_outcome_cell = { make_outcome, fill_outcome, measure_outcome };

/* When it was changed */

static GtkWidget *
make_changed (void)
{
  GtkWidget *cell = make_line ();

  attest_list_cell_set_style (ATTEST_LIST_CELL (cell), "dim-label");
  return cell;
}

static void
fill_changed (GtkWidget *cell, AttestDraft *draft)
{
  g_autofree char *text = attest_time_format_short (attest_draft_get_changed (draft));

  set_line (cell, text);
}

static int
get_wider_time (PangoLayout *layout, gint64 time, int width)
{
  g_autofree char *text = attest_time_format_short (time);

  return get_wider (layout, text, width);
}

/* How a time is told depends on how long ago it was, and the names of months differ in length. */
static int
measure_changed (PangoLayout *layout, const AttestSchema *schema)
{
  gint64 now = g_get_real_time ();
  int width = get_wider_time (layout, now, 0);

  width = get_wider_time (layout, now - 59 * G_TIME_SPAN_MINUTE, width);
  width = get_wider_time (layout, now - G_TIME_SPAN_DAY, width);
  for (guint month = 1; month <= 13; month++)
    width = get_wider_time (layout, now - month * 30 * G_TIME_SPAN_DAY, width);
  return width + PADDING + ROUNDING;
}

const AttestDraftCell attest_draft_changed_cell = { make_changed, fill_changed, measure_changed };

/* Problems and what became of it share a cell */

static GtkWidget *
make_state (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *outcome = make_outcome ();

  gtk_widget_add_css_class (outcome, "caption");
  gtk_box_append (GTK_BOX (box), make_line ());
  gtk_box_append (GTK_BOX (box), outcome);
  return box;
}

static void
fill_state (GtkWidget *cell, AttestDraft *draft)
{
  fill_problems (gtk_widget_get_first_child (cell), draft);
  fill_outcome (gtk_widget_get_last_child (cell), draft);
}

static int
measure_state (PangoLayout *layout, const AttestSchema *schema)
{
  g_autoptr (PangoAttrList) small = pango_attr_list_new ();
  int width = measure_problems (layout, schema);

  pango_attr_list_insert (small, pango_attr_scale_new (CAPTION));
  pango_layout_set_attributes (layout, small);
  width = MAX (measure_outcome (layout, schema), width);
  pango_layout_set_attributes (layout, NULL);
  return width;
}

const AttestDraftCell attest_draft_state_cell = { make_state, fill_state, measure_state };

/* All of it, one below the other */

static GtkWidget *
make_whole (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), make_names ());
  gtk_box_append (GTK_BOX (box), make_state ());
  return box;
}

static void
fill_whole (GtkWidget *cell, AttestDraft *draft)
{
  show_names (gtk_widget_get_first_child (cell), draft, attest_draft_get_entity (draft));
  fill_state (gtk_widget_get_last_child (cell), draft);
  name_row (cell, draft);
}

const AttestDraftCell attest_draft_whole_cell = { .make = make_whole, .fill = fill_whole };
