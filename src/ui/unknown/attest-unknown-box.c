/* AttestUnknownBox: see the header.
 *
 * A service with a list is looked at by the program. What a person saw can always be recorded. The
 * outbox, the history and an editor show the same box; what to do is said beside it there. It
 * belongs to a window of the application by the time a button is pressed. */
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

  GtkWidget *line; /* (nullable): of @buttons */
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

/* Few submissions ever need it, and each row of the outbox has a box. On as many lines as they
 * need.
 */
static void
ensure_content (AttestUnknownBox *self)
{
  if (self->line != NULL)
    return;
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (self->line, attest_wrap_layout_new (FALSE));
  adw_bin_set_child (ADW_BIN (self), self->line);
  for (guint i = 0; i < N_WAYS; i++)
    self->buttons[i] = add_button (self, self->line, _ (ways[i].label));
  gtk_widget_add_css_class (self->buttons[0], "suggested-action");
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

static void
update_cb (AttestUnknownBox *self)
{
  gboolean undecided = self->submission != NULL && is_undecided (self->submission);

  gtk_widget_set_visible (GTK_WIDGET (self), undecided);
  if (!undecided)
    return;
  ensure_content (self);
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

/* Of what never left, as far as is known: why it is a question all the same. Returns: (transfer
 * none) (nullable): that */
static const char *
get_reason (AttestSubmission *submission)
{
  return attest_submission_get_sent (submission) == 0 ? attest_submission_get_message (submission)
                                                      : NULL;
}

/**
 * attest_unknown_box_advise:
 * @submission: one of unknown outcome
 *
 * Returns: (transfer full) (nullable): what to do about it; %NULL: nothing can be done here
 */
char *
attest_unknown_box_advise (AttestSubmission *submission)
{
  const char *reason = get_reason (submission);

  return reason != NULL ? g_strdup (reason) : attest_submission_advise (submission, NULL, 0);
}

static char *
advise_of_many (AttestSubmission *submission)
{
  const AttestService *service = attest_submission_get_service (submission);
  const char *reason = get_reason (submission);

  if (reason != NULL || service == NULL)
    return g_strdup (reason);
  if (service->sending_again_updates)
    /* Translators: %s is the name of a service */
    return g_strdup_printf (_ ("Sending again to %s is safe: it updates the same record. Or check "
                               "there and record the result."),
                            service->name);
  /* Translators: %s is the name of a service */
  return g_strdup_printf (_ ("Before sending again to %s, check in the service, or it may have a "
                             "record twice. You can also look there yourself and record the "
                             "result."),
                          service->name);
}

/**
 * attest_unknown_box_advise_all:
 * @submissions: of AttestSubmission: all of unknown outcome
 *
 * Returns: (transfer full): what to do about them, in lines: what is the same for many stands there
 *   once
 */
char *
attest_unknown_box_advise_all (GListModel *submissions)
{
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *text =
      g_string_new (_ ("Whether these arrived is not known. Nothing is resent automatically."));

  for (guint i = 0; i < g_list_model_get_n_items (submissions); i++)
    {
      g_autoptr (AttestSubmission) submission = g_list_model_get_item (submissions, i);
      char *line = advise_of_many (submission);

      if (line != NULL && g_hash_table_add (said, line))
        g_string_append_printf (text, "\n%s", line);
    }
  return g_string_free (text, FALSE);
}
