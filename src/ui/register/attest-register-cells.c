/* Cells of the register. A cell is made once for each row on the screen and filled again as rows
 * scroll by; nearly all are one AttestListCell. A good row is a quiet one: colour and signs stand
 * only where somebody has to do something. Main thread. */
#include "attest-config.h"
#include "register/attest-register-cells.h"

#include "register/attest-register-words.h"
#include "widgets/attest-list-cell.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

/* Of what may be cut off. */
#define LEAST_CHARS 3

/* Rows have no name of their own before GTK 4.12. */
static void
name_row (GtkWidget *cell, AttestDraft *draft, AttestEnvironment environment)
{
  GtkWidget *item = gtk_widget_get_parent (cell);
  GtkWidget *row = item != NULL ? gtk_widget_get_parent (item) : NULL;
  g_autofree char *name = NULL;

  if (row == NULL)
    return;
  name = attest_draft_describe_row (draft, environment);
  attest_readers_name (GTK_ACCESSIBLE (row), name);
}

static GtkWidget *
make_line (void)
{
  return attest_list_cell_new (ATTEST_LIST_CELL_LINE, LEAST_CHARS);
}

static GtkWidget *
make_two_lines (void)
{
  return attest_list_cell_new (ATTEST_LIST_CELL_TWO_LINES, LEAST_CHARS);
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
fill_title (GtkWidget *cell, AttestDraft *draft, AttestEnvironment environment)
{
  show_names (cell, draft, NULL);
  name_row (cell, draft, environment);
}

const AttestRegisterCell attest_register_title_cell = { .make = make_line, .fill = fill_title };

static void
fill_entity (GtkWidget *cell, AttestDraft *draft, AttestEnvironment environment)
{
  attest_list_cell_set_texts (ATTEST_LIST_CELL (cell), attest_draft_get_entity (draft), NULL);
}

const AttestRegisterCell attest_register_entity_cell = { .make = make_line, .fill = fill_entity };

static void
fill_names (GtkWidget *cell, AttestDraft *draft, AttestEnvironment environment)
{
  show_names (cell, draft, attest_draft_get_entity (draft));
  name_row (cell, draft, environment);
}

const AttestRegisterCell attest_register_names_cell = { .make = make_two_lines,
                                                        .fill = fill_names };

/* Standards, and until when they are certified */

static void
fill_standards (GtkWidget *cell, AttestDraft *draft, AttestEnvironment environment)
{
  g_autofree char *words = attest_standards_shorten (attest_draft_get_standards (draft));

  attest_list_cell_set_texts (ATTEST_LIST_CELL (cell), words, NULL);
}

static char *
explain_standards (AttestDraft *draft, AttestEnvironment environment)
{
  return g_strdup (attest_draft_get_standards (draft));
}

const AttestRegisterCell attest_register_standards_cell = { make_line,
                                                            fill_standards,
                                                            explain_standards };

static void
fill_expiry (GtkWidget *cell, AttestDraft *draft, AttestEnvironment environment)
{
  const char *day = attest_draft_get_expiry (draft);
  g_autofree char *words = attest_day_format_short (day);
  const gboolean near = attest_day_is_near (day);

  attest_list_cell_set_texts (ATTEST_LIST_CELL (cell), words, NULL);
  attest_list_cell_set_style (ATTEST_LIST_CELL (cell), near ? "warning" : NULL);
  attest_list_cell_set_mark (ATTEST_LIST_CELL (cell), near ? "attest-waiting-symbolic" : NULL);
}

static char *
explain_expiry (AttestDraft *draft, AttestEnvironment environment)
{
  return attest_day_format_full (attest_draft_get_expiry (draft));
}

const AttestRegisterCell attest_register_expiry_cell = { make_line, fill_expiry, explain_expiry };

/* What is to do: the worse by sign and number, both under the pointer */

static const char *
get_to_do_icon_name (AttestDraft *draft)
{
  return attest_draft_get_n_errors (draft) > 0     ? "dialog-error-symbolic"
         : attest_draft_get_n_warnings (draft) > 0 ? "dialog-warning-symbolic"
                                                   : NULL;
}

static const char *
get_to_do_style (AttestDraft *draft)
{
  return attest_draft_get_n_errors (draft) > 0 ? "error" : "warning";
}

static void
fill_to_do (GtkWidget *cell, AttestDraft *draft, AttestEnvironment environment)
{
  const guint n_errors = attest_draft_get_n_errors (draft);
  const guint n = n_errors > 0 ? n_errors : attest_draft_get_n_warnings (draft);
  g_autofree char *words = n > 0 ? g_strdup_printf ("%'u", n) : NULL;

  attest_list_cell_set_icon (ATTEST_LIST_CELL (cell), get_to_do_icon_name (draft));
  attest_list_cell_set_style (ATTEST_LIST_CELL (cell), get_to_do_style (draft));
  attest_list_cell_set_texts (ATTEST_LIST_CELL (cell), words, NULL);
}

static char *
explain_to_do (AttestDraft *draft, AttestEnvironment environment)
{
  return attest_draft_dup_to_do (draft, TRUE);
}

const AttestRegisterCell attest_register_to_do_cell = { make_line, fill_to_do, explain_to_do };

/* What the environment has of it. What was accepted stands beside what happened since. */

static void
show_published (GtkWidget *cell, const AttestPublished *published, const char *detail)
{
  g_autofree char *words = attest_published_describe (published);

  attest_list_cell_set_icon (ATTEST_LIST_CELL (cell), attest_published_get_icon_name (published));
  attest_list_cell_set_style (ATTEST_LIST_CELL (cell),
                              attest_published_get_style_class (published));
  attest_list_cell_set_mark (ATTEST_LIST_CELL (cell),
                             attest_published_hides (published) ? "attest-accepted-symbolic"
                                                                : NULL);
  attest_list_cell_set_texts (ATTEST_LIST_CELL (cell), words, detail);
}

static void
fill_published (GtkWidget *cell, AttestDraft *draft, AttestEnvironment environment)
{
  show_published (cell, attest_draft_get_published (draft, environment), NULL);
}

static char *
explain_published (AttestDraft *draft, AttestEnvironment environment)
{
  return attest_published_explain (attest_draft_get_published (draft, environment), environment);
}

const AttestRegisterCell attest_register_published_cell = { make_line,
                                                            fill_published,
                                                            explain_published };

/* With what is to do under it, or until when it holds */
static void
fill_state (GtkWidget *cell, AttestDraft *draft, AttestEnvironment environment)
{
  const char *day = attest_draft_get_expiry (draft);
  g_autofree char *detail = attest_draft_dup_to_do (draft, FALSE);
  const gboolean is_near = detail == NULL && attest_day_is_near (day);

  if (detail == NULL)
    detail = attest_day_format_short (day);
  attest_list_cell_set_detail_style (ATTEST_LIST_CELL (cell), is_near ? "warning" : NULL);
  show_published (cell, attest_draft_get_published (draft, environment), detail);
}

const AttestRegisterCell attest_register_state_cell = { make_two_lines,
                                                        fill_state,
                                                        explain_published };

/* All of it, one below the other */

static GtkWidget *
make_whole (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), make_two_lines ());
  gtk_box_append (GTK_BOX (box), make_two_lines ());
  return box;
}

static void
fill_whole (GtkWidget *cell, AttestDraft *draft, AttestEnvironment environment)
{
  show_names (gtk_widget_get_first_child (cell), draft, attest_draft_get_entity (draft));
  fill_state (gtk_widget_get_last_child (cell), draft, environment);
  name_row (cell, draft, environment);
}

const AttestRegisterCell attest_register_whole_cell = { make_whole, fill_whole, explain_published };
