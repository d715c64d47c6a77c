/* AttestUnknownBox: see the header.
 *
 * A service with a list is looked at by the program; for the others it says what sending again
 * does. What a person saw can always be recorded. The outbox, the history and an editor show the
 * same box. It belongs to a window of the application by the time a button is pressed. */
#include "attest-config.h"
#include "unknown/attest-unknown-box.h"

#include "outbox/attest-reconciler.h"
#include "send/attest-send-again.h"
#include "unknown/attest-compare-dialog.h"
#include "unknown/attest-look-up-dialog.h"
#include "unknown/attest-resolve-dialog.h"
#include "widgets/attest-submission-words.h"
#include "widgets/attest-wrap-layout.h"
#include "workspace/attest-read-back.h"

#include <glib/gi18n.h>

#define N_WAYS 5

struct _AttestUnknownBox
{
  AdwBin parent_instance;

  AttestSubmission *submission; /* (nullable) */
  gboolean explains;            /* whether the advice is shown here */

  GtkWidget *advice;
  GtkWidget *buttons[N_WAYS];
};

G_DEFINE_FINAL_TYPE (AttestUnknownBox, attest_unknown_box, ADW_TYPE_BIN)

static gboolean
can_send_again (AttestSubmission *submission)
{
  const AttestService *service = attest_submission_get_service (submission);

  return service != NULL && service->sending_again_updates;
}

/* First what the program can do, then what a person can say. */
static const struct
{
  const char *action;
  const char *label;
  gboolean (*is_open) (AttestSubmission *submission); /* NULL: always */
} ways[N_WAYS] = {
  { "unknown.look", N_ ("Check in the _Service"), attest_reconciler_can_find },
  { "unknown.compare", N_ ("_Compare"), attest_read_back_is_possible },
  { "unknown.send-again", N_ ("_Send Again…"), can_send_again },
  { "unknown.absent", N_ ("_Not in the Service…"), NULL },
  { "unknown.found", N_ ("_Found in the Service…"), NULL },
};

/* A service that this version does not know has no way at all. */
static gboolean
is_undecided (AttestSubmission *submission)
{
  return attest_submission_get_service (submission) != NULL
         && attest_submission_get_state (submission) == ATTEST_STATE_UNKNOWN;
}

static gboolean
is_open (guint way, AttestSubmission *submission)
{
  return ways[way].is_open == NULL || ways[way].is_open (submission);
}

/**
 * attest_unknown_box_act:
 * @window: the window it belongs to
 * @submission: one of unknown outcome
 * @action: "unknown.look", "unknown.compare", "unknown.send-again", "unknown.absent" or
 *   "unknown.found"
 *
 * Does what the button does, for menus.
 */
void
attest_unknown_box_act (GtkWindow *window, AttestSubmission *submission, const char *action)
{
  AttestApplication *application = ATTEST_APPLICATION (gtk_window_get_application (window));
  AttestOutbox *outbox =
      attest_workspace_get_outbox (attest_application_get_workspace (application));

  if (!is_undecided (submission))
    return; /* decided since */
  if (g_str_equal (action, "unknown.look"))
    attest_look_up_dialog_present (window, application, submission);
  else if (g_str_equal (action, "unknown.compare"))
    attest_compare_dialog_present (window, application, submission);
  else if (g_str_equal (action, "unknown.send-again"))
    attest_send_again (window,
                       application,
                       submission,
                       _ ("The outcome was unknown; it was sent again, which updates it."));
  else if (g_str_equal (action, "unknown.absent"))
    attest_resolve_dialog_present (window, outbox, submission, ATTEST_STATE_NOT_SENT);
  else if (g_str_equal (action, "unknown.found"))
    attest_resolve_dialog_present (window, outbox, submission, ATTEST_STATE_ACCEPTED);
  else
    g_return_if_reached ();
}

/**
 * attest_unknown_box_make_menu:
 * @submission: a submission
 *
 * Returns: (transfer full) (nullable): what the buttons do, with actions "unknown."; %NULL: nothing
 */
GMenuModel *
attest_unknown_box_make_menu (AttestSubmission *submission)
{
  GMenu *menu = NULL;

  if (!is_undecided (submission))
    return NULL;
  menu = g_menu_new ();
  for (guint i = 0; i < N_WAYS; i++)
    if (is_open (i, submission))
      g_menu_append (menu, _ (ways[i].label), ways[i].action);
  return G_MENU_MODEL (menu);
}

static void
clicked_cb (GtkWidget *button, AttestUnknownBox *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (button));

  for (guint i = 0; i < N_WAYS; i++)
    if (self->buttons[i] == button)
      attest_unknown_box_act (window, self->submission, ways[i].action);
}

/* Its label gives way where the window is narrow. */
static GtkWidget *
add_button (AttestUnknownBox *self, GtkWidget *box, const char *text)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (text);
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  /* GTK 4.8 reads the underscores out; the label inside is enough. */
  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

/* On as many lines as they need. */
static void
add_buttons (AttestUnknownBox *self, GtkWidget *box)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (line, attest_wrap_layout_new (FALSE));
  gtk_box_append (GTK_BOX (box), line);
  for (guint i = 0; i < N_WAYS; i++)
    self->buttons[i] = add_button (self, line, _ (ways[i].label));
  gtk_widget_add_css_class (self->buttons[0], "suggested-action");
}

/* Few submissions ever need it, and each row of the outbox has a box. */
static void
ensure_content (AttestUnknownBox *self)
{
  GtkWidget *box = NULL;

  if (self->advice != NULL)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  self->advice = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->advice), 0);
  gtk_label_set_wrap (GTK_LABEL (self->advice), TRUE);
  gtk_box_append (GTK_BOX (box), self->advice);
  add_buttons (self, box);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
update_button (AttestUnknownBox *self, guint way)
{
  const char *title = attest_submission_get_title (self->submission);

  gtk_widget_set_visible (self->buttons[way], is_open (way, self->submission));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[way]),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  title != NULL ? title : "",
                                  -1);
}

/* Of what never left, as far as is known, it is said why it is a question all the same. */
static char *
dup_advice (AttestSubmission *submission)
{
  const char *why = attest_submission_get_sent (submission) == 0
                        ? attest_submission_get_message (submission)
                        : NULL;

  return why != NULL ? g_strdup (why) : attest_submission_advise (submission, NULL, 0);
}

static void
update_cb (AttestUnknownBox *self)
{
  gboolean undecided = self->submission != NULL && is_undecided (self->submission);
  g_autofree char *advice = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), undecided);
  if (!undecided)
    return;
  ensure_content (self);
  advice = dup_advice (self->submission);
  gtk_label_set_label (GTK_LABEL (self->advice), advice);
  gtk_widget_set_visible (self->advice, self->explains);
  for (guint i = 0; i < N_WAYS; i++)
    update_button (self, i);
}

static void
forget (AttestUnknownBox *self)
{
  if (self->submission != NULL)
    g_signal_handlers_disconnect_by_data (self->submission, self);
  g_clear_object (&self->submission);
}

static void
attest_unknown_box_dispose (GObject *object)
{
  forget (ATTEST_UNKNOWN_BOX (object));
  G_OBJECT_CLASS (attest_unknown_box_parent_class)->dispose (object);
}

static void
attest_unknown_box_class_init (AttestUnknownBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_unknown_box_dispose;
}

static void
attest_unknown_box_init (AttestUnknownBox *self)
{
  self->explains = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * attest_unknown_box_set_submission:
 * @self: a box
 * @submission: (nullable): what is to be decided; shown and followed while it is unknown
 */
void
attest_unknown_box_set_submission (AttestUnknownBox *self, AttestSubmission *submission)
{
  g_return_if_fail (ATTEST_IS_UNKNOWN_BOX (self));

  if (self->submission != submission)
    {
      forget (self);
      if (submission != NULL)
        {
          self->submission = g_object_ref (submission);
          g_signal_connect_swapped (submission, "notify::state", G_CALLBACK (update_cb), self);
        }
    }
  update_cb (self);
}

/**
 * attest_unknown_box_set_explains:
 * @self: a box
 * @explains: whether it says what to do; %FALSE where that stands beside it already
 */
void
attest_unknown_box_set_explains (AttestUnknownBox *self, gboolean explains)
{
  g_return_if_fail (ATTEST_IS_UNKNOWN_BOX (self));

  self->explains = explains;
  update_cb (self);
}
