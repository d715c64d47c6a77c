/* AttestImportSteps: see the header. What the steps show is the business of their pages, which are
 * made one by one, and brought up to date whenever there is another reading. */
#include "attest-config.h"
#include "imports/attest-import-steps.h"

#include "imports/attest-import-columns-page.h"
#include "imports/attest-import-file-page.h"
#include "imports/attest-import-review-page.h"
#include "imports/attest-import-values-page.h"
#include "imports/attest-import-words.h"
#include "widgets/attest-clamps.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

struct _AttestImportSteps
{
  AdwBin parent_instance;

  AttestImport *import; /* not owned: the window's */
  AdwViewStack *stack;
  AdwViewStackPage *values_step;
  AdwViewStackPage *review_step;
  GtkWidget *pages[ATTEST_IMPORT_N_STEPS]; /* %NULL: not made yet */
  GtkLabel *effect;
  GtkButton *next;
  gboolean is_stale[ATTEST_IMPORT_N_STEPS]; /* it shows an earlier reading, and is not seen */
};

G_DEFINE_FINAL_TYPE (AttestImportSteps, attest_import_steps, ADW_TYPE_BIN)

static guint moved_signal;

static const struct
{
  const char *name;
  const char *next; /* N_(): the button to the one after it; %NULL: that says what is kept */
  GType (*get_type) (void); /* of its page */
} steps[ATTEST_IMPORT_N_STEPS] = {
  [ATTEST_IMPORT_STEP_FILE] = { "file", N_ ("_Next: Columns"), attest_import_file_page_get_type },
  [ATTEST_IMPORT_STEP_COLUMNS] = { "columns",
                                   N_ ("_Next: Values"),
                                   attest_import_columns_page_get_type },
  [ATTEST_IMPORT_STEP_VALUES] = { "values",
                                  N_ ("_Next: Review"),
                                  attest_import_values_page_get_type },
  [ATTEST_IMPORT_STEP_REVIEW] = { "review", NULL, attest_import_review_page_get_type },
};

static AttestImportStep
get_step (AttestImportSteps *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->stack);

  for (guint i = 0; i < ATTEST_IMPORT_N_STEPS; i++)
    if (g_strcmp0 (name, steps[i].name) == 0)
      return (AttestImportStep) i;
  return ATTEST_IMPORT_STEP_FILE;
}

/* Also those that were not compared with anything yet. */
static guint
count_to_keep (const AttestImportCounts *counts)
{
  return counts->n_records - counts->n_left_out - counts->n_effects[ATTEST_IMPORT_EFFECT_NOTHING]
         - counts->n_effects[ATTEST_IMPORT_EFFECT_CONFLICT];
}

/* The bar */

static char *
name_next (AttestImportSteps *self, const AttestImportCounts *counts)
{
  const AttestImportStep step = get_step (self);
  const guint n = count_to_keep (counts);

  if (steps[step].next != NULL)
    return g_strdup (_ (steps[step].next));
  if (counts->n_undecided > 0)
    return g_strdup (_ ("_Decide the Values"));
  /* That is an answer too, and what was decided is kept with it. */
  if (n == 0)
    return g_strdup (_ ("_Finish"));
  return g_strdup_printf (ngettext ("_Keep %'u as a Draft", "_Keep %'u as Drafts", n), n);
}

static char *
describe_effect (AttestImportSteps *self, const AttestImportCounts *counts)
{
  const char *profile = attest_import_get_profile (self->import);
  g_autofree char *effect = NULL;

  if (get_step (self) != ATTEST_IMPORT_STEP_REVIEW)
    return attest_import_describe_rows (self->import);
  if (counts->n_undecided == 0)
    {
      effect = attest_import_describe_effect (self->import);
      if (profile == NULL)
        return g_steal_pointer (&effect);
      /* Translators: what keeping a sheet does, and the name of the profile by which it was read */
      return g_strdup_printf (_ ("%s · read with profile “%s”"), effect, profile);
    }
  return g_strdup_printf (ngettext ("%'u value has to be decided before this can be kept.",
                                    "%'u values have to be decided before this can be kept.",
                                    counts->n_undecided),
                          counts->n_undecided);
}

/* A number of the switcher's own lies upon the icon, the more so the larger the letters are. */
static void
title_step (AdwViewStackPage *step, const char *title, guint n_to_do)
{
  g_autofree char *counted = g_strdup_printf ("%s (%'u)", title, n_to_do);

  adw_view_stack_page_set_title (step, n_to_do > 0 ? counted : title);
}

/**
 * attest_import_steps_update_bar:
 * @self: steps of an import that was read
 *
 * Shows what the step that is shown leads to.
 */
void
attest_import_steps_update_bar (AttestImportSteps *self)
{
  AttestImportCounts counts;
  g_autofree char *next = NULL;
  g_autofree char *effect = NULL;

  g_return_if_fail (ATTEST_IS_IMPORT_STEPS (self));

  attest_import_count (self->import, &counts);
  next = name_next (self, &counts);
  effect = describe_effect (self, &counts);
  gtk_button_set_label (self->next, next);
  gtk_label_set_label (self->effect, effect);
  title_step (self->values_step, _ ("Values"), counts.n_undecided);
  title_step (self->review_step, _ ("Review"), counts.n_with_errors);
}

/**
 * attest_import_steps_can_go_on:
 * @self: steps of an import that was read
 *
 * What is kept has to be read to its end. Else a key pressed after a decision is not lost.
 *
 * Returns: whether the step that is shown leads on
 */
gboolean
attest_import_steps_can_go_on (AttestImportSteps *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_STEPS (self), FALSE);

  return get_step (self) != ATTEST_IMPORT_STEP_REVIEW || !attest_import_get_is_busy (self->import);
}

/**
 * attest_import_steps_go_on:
 * @self: steps of an import that was read
 *
 * Shows the next step, if there is one or something has to be decided.
 *
 * Returns: whether there is nothing left but to keep it
 */
gboolean
attest_import_steps_go_on (AttestImportSteps *self)
{
  const AttestImportStep step = get_step (self);
  AttestImportCounts counts;

  g_return_val_if_fail (ATTEST_IS_IMPORT_STEPS (self), FALSE);

  attest_import_count (self->import, &counts);
  if (step != ATTEST_IMPORT_STEP_REVIEW)
    attest_import_steps_show (self, (AttestImportStep) (step + 1));
  else if (counts.n_undecided > 0)
    attest_import_steps_show (self, ATTEST_IMPORT_STEP_VALUES);
  else
    return TRUE;
  return FALSE;
}

static void
set_import (AttestImportSteps *self, AttestImportStep step)
{
  GtkWidget *page = self->pages[step];

  switch (step)
    {
    case ATTEST_IMPORT_STEP_COLUMNS:
      attest_import_columns_page_set_import (ATTEST_IMPORT_COLUMNS_PAGE (page), self->import);
      break;
    case ATTEST_IMPORT_STEP_VALUES:
      attest_import_values_page_set_import (ATTEST_IMPORT_VALUES_PAGE (page), self->import);
      break;
    case ATTEST_IMPORT_STEP_REVIEW:
      attest_import_review_page_set_import (ATTEST_IMPORT_REVIEW_PAGE (page), self->import);
      break;
    case ATTEST_IMPORT_STEP_FILE:
    case ATTEST_IMPORT_N_STEPS:
    default:
      attest_import_file_page_set_import (ATTEST_IMPORT_FILE_PAGE (page), self->import);
      break;
    }
}

static void
make_page (AttestImportSteps *self, AttestImportStep step)
{
  GtkWidget *place = adw_view_stack_get_child_by_name (self->stack, steps[step].name);

  self->pages[step] = g_object_new (steps[step].get_type (), NULL);
  set_import (self, step);
  adw_bin_set_child (ADW_BIN (place), self->pages[step]);
  attest_clamps_follow_letters (place);
}

/**
 * attest_import_steps_make_page:
 * @self: steps
 *
 * Makes the next one of their pages, or of the review what is known only when the file is read, so
 * that it takes no time when it is to be shown.
 *
 * Returns: whether something was missing
 */
gboolean
attest_import_steps_make_page (AttestImportSteps *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_STEPS (self), FALSE);

  for (guint i = 0; i < ATTEST_IMPORT_N_STEPS; i++)
    if (self->pages[i] == NULL)
      {
        make_page (self, (AttestImportStep) i);
        return TRUE;
      }
  return attest_import_review_page_prepare (
      ATTEST_IMPORT_REVIEW_PAGE (self->pages[ATTEST_IMPORT_STEP_REVIEW]));
}

static void
update_page (AttestImportSteps *self, AttestImportStep step)
{
  if (self->pages[step] == NULL)
    make_page (self, step);
  if (!self->is_stale[step])
    return;
  self->is_stale[step] = FALSE;
  switch (step)
    {
    case ATTEST_IMPORT_STEP_COLUMNS:
      attest_import_columns_page_update (ATTEST_IMPORT_COLUMNS_PAGE (self->pages[step]));
      break;
    case ATTEST_IMPORT_STEP_VALUES:
      attest_import_values_page_update (ATTEST_IMPORT_VALUES_PAGE (self->pages[step]));
      break;
    case ATTEST_IMPORT_STEP_REVIEW:
      attest_import_review_page_update (ATTEST_IMPORT_REVIEW_PAGE (self->pages[step]));
      break;
    case ATTEST_IMPORT_STEP_FILE:
    case ATTEST_IMPORT_N_STEPS:
    default:
      attest_import_file_page_update (ATTEST_IMPORT_FILE_PAGE (self->pages[step]));
      break;
    }
}

static void
moved_cb (AttestImportSteps *self)
{
  if (self->import != NULL)
    update_page (self, get_step (self));
  g_signal_emit (self, moved_signal, 0);
}

/* @step: is shown, and has the keyboard */
void
attest_import_steps_show (AttestImportSteps *self, AttestImportStep step)
{
  g_return_if_fail (ATTEST_IS_IMPORT_STEPS (self) && step < ATTEST_IMPORT_N_STEPS);

  adw_view_stack_set_visible_child_name (self->stack, steps[step].name);
  gtk_widget_child_focus (adw_view_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

/* Shows the reading there is now: what is not seen is brought up to date when it is. */
void
attest_import_steps_update (AttestImportSteps *self)
{
  g_return_if_fail (ATTEST_IS_IMPORT_STEPS (self));

  for (guint i = 0; i < ATTEST_IMPORT_N_STEPS; i++)
    self->is_stale[i] = TRUE;
  update_page (self, get_step (self));
}

/* Decides as it is suggested. */
void
attest_import_steps_accept (AttestImportSteps *self)
{
  g_return_if_fail (ATTEST_IS_IMPORT_STEPS (self));
  update_page (self, ATTEST_IMPORT_STEP_VALUES);
  attest_import_values_page_accept (
      ATTEST_IMPORT_VALUES_PAGE (self->pages[ATTEST_IMPORT_STEP_VALUES]));
}

/* Whether @action went to the next or the one before of what is left to a person among the values.
 */
static gboolean
go_in_values (AttestImportSteps *self, const char *action)
{
  AttestImportValuesPage *values =
      ATTEST_IMPORT_VALUES_PAGE (self->pages[ATTEST_IMPORT_STEP_VALUES]);

  if (g_str_equal (action, "import.next-problem"))
    return attest_import_values_page_go (values, 1);
  return g_str_equal (action, "import.previous-problem")
         && attest_import_values_page_go (values, -1);
}

/* @action: about a record; it is done in the review, whatever step is shown, but for what goes from
 * one thing left to a person to the next */
void
attest_import_steps_review (AttestImportSteps *self, const char *action)
{
  g_return_if_fail (ATTEST_IS_IMPORT_STEPS (self));

  if (get_step (self) == ATTEST_IMPORT_STEP_VALUES && go_in_values (self, action))
    return;
  if (get_step (self) != ATTEST_IMPORT_STEP_REVIEW)
    attest_import_steps_show (self, ATTEST_IMPORT_STEP_REVIEW);
  attest_import_review_page_act (ATTEST_IMPORT_REVIEW_PAGE (self->pages[ATTEST_IMPORT_STEP_REVIEW]),
                                 action);
}

/* The object */

static void
attest_import_steps_class_init (AttestImportStepsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  moved_signal = g_signal_new (
      "moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/imports/attest-import-steps.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestImportSteps, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestImportSteps, values_step);
  gtk_widget_class_bind_template_child (widget_class, AttestImportSteps, review_step);
  gtk_widget_class_bind_template_child (widget_class, AttestImportSteps, effect);
  gtk_widget_class_bind_template_child (widget_class, AttestImportSteps, next);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
}

static void
attest_import_steps_init (AttestImportSteps *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (gtk_widget_get_parent (GTK_WIDGET (self->effect)),
                                 attest_wrap_layout_new (TRUE));
}

/**
 * attest_import_steps_new:
 * @import: an import; outlives the steps
 *
 * Returns: (transfer floating): its steps, without their pages
 */
GtkWidget *
attest_import_steps_new (AttestImport *import)
{
  AttestImportSteps *self = NULL;

  g_return_val_if_fail (ATTEST_IS_IMPORT (import), NULL);

  self = g_object_new (ATTEST_TYPE_IMPORT_STEPS, NULL);
  self->import = import;
  return GTK_WIDGET (self);
}

/* Returns: (transfer none): for what shows the names of the steps */
AdwViewStack *
attest_import_steps_get_stack (AttestImportSteps *self)
{
  g_return_val_if_fail (ATTEST_IS_IMPORT_STEPS (self), NULL);
  return self->stack;
}
