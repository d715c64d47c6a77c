/* Compares with the service: see the header.
 *
 * One dialog from the question to the answer; closing it gives up asking. Nothing is written, for
 * what the service tells is not all there is. */
#include "attest-config.h"
#include "unknown/attest-compare-dialog.h"

#include "send/attest-difference-list.h"
#include "widgets/attest-question.h"
#include "workspace/attest-read-back.h"

#include <glib/gi18n.h>

/* Then it scrolls, in pixels. */
#define MOST_HEIGHT 360

/* Shared by the dialog and by the asking, whichever ends last. */
typedef struct
{
  AdwMessageDialog *dialog; /* weak: %NULL once it was closed */
  AttestSubmission *submission;
  GCancellable *cancellable;
} Comparing;

static void
comparing_clear (gpointer data)
{
  Comparing *self = data;

  g_clear_weak_pointer (&self->dialog);
  g_object_unref (self->submission);
  g_object_unref (self->cancellable);
}

static void
comparing_unref (Comparing *self)
{
  g_rc_box_release_full (self, comparing_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Comparing, comparing_unref)

static const char *
get_name (Comparing *self)
{
  return attest_submission_get_service (self->submission)->name;
}

static char *
describe_untold (Comparing *self, AttestReadBack *back)
{
  g_autofree char *joined = NULL;

  if (back->untold->len == 0)
    return g_strdup ("");
  g_ptr_array_add (back->untold, NULL);
  joined = g_strjoinv (", ", (char **) back->untold->pdata);
  g_ptr_array_set_size (back->untold, (int) back->untold->len - 1);
  /* Translators: the name of a service, and names of fields with commas in between */
  return g_strdup_printf (_ ("%s does not report: %s."), get_name (self), joined);
}

/* What differs, and below it what cannot be told. */
static GtkWidget *
make_differences (AttestReadBack *back, const char *untold)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scroller = attest_question_scroller_new (box);
  GtkWidget *label = gtk_label_new (untold);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), attest_difference_rows_new (back->differences));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_visible (label, *untold != '\0');
  attest_question_scroller_fit (scroller, 1, MOST_HEIGHT);
  return scroller;
}

static void
show_differences (Comparing *self, AttestReadBack *back)
{
  guint n = back->differences->len;
  g_autofree char *untold = describe_untold (self, back);
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  if (n == 0)
    {
      body = g_strdup_printf (
          _ ("All that %s reports is the same as what was sent.\n\n%s"), get_name (self), untold);
      attest_wait_dialog_answer (self->dialog, _ ("No Differences"), body, NULL);
      return;
    }
  heading = g_strdup_printf (ngettext ("%u Difference", "%u Differences", n), n);
  body = g_strdup_printf (_ ("In %s now → what was sent"), get_name (self));
  attest_wait_dialog_answer (self->dialog, heading, body, make_differences (back, untold));
}

static void
show_gone (Comparing *self)
{
  g_autofree char *body = g_strdup_printf (
      _ ("%s has nothing under the ID it gave this record. It may have been deleted there."),
      get_name (self));

  attest_wait_dialog_answer (self->dialog, _ ("Not in the Service"), body, NULL);
}

static void
read_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Comparing) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestReadBack) back =
      attest_workspace_read_back_finish (ATTEST_WORKSPACE (source), result, &error);

  if (self->dialog == NULL)
    return;
  if (back == NULL)
    attest_wait_dialog_answer (self->dialog, _ ("Could Not Compare"), error->message, NULL);
  else if (back->is_there)
    show_differences (self, back);
  else
    show_gone (self);
}

static void
waiting_cb (guint seconds, gpointer user_data)
{
  Comparing *self = user_data;
  g_autofree char *body = NULL;

  if (self->dialog == NULL)
    return;
  body = g_strdup_printf (ngettext ("%s requires a pause. Attest asks in %u second.",
                                    "%s requires a pause. Attest asks in %u seconds.",
                                    seconds),
                          get_name (self),
                          seconds);
  adw_message_dialog_set_body (self->dialog, body);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Comparing *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
closure_free (gpointer data, GClosure *closure)
{
  comparing_unref (data);
}

/**
 * attest_compare_dialog_present:
 * @parent: the window it belongs to
 * @application: the application; its workspace is open
 * @submission: one that attest_read_back_is_possible() for
 *
 * Begins to ask at once.
 */
void
attest_compare_dialog_present (GtkWindow *parent,
                               AttestApplication *application,
                               AttestSubmission *submission)
{
  g_autofree char *heading =
      g_strdup_printf (_ ("Asking %s…"), attest_submission_get_service (submission)->name);
  GtkWidget *dialog = attest_wait_dialog_new (parent, heading);
  Comparing *self = g_rc_box_new0 (Comparing);
  AttestReadBackWish wish = { submission, waiting_cb, self };

  g_set_weak_pointer (&self->dialog, ADW_MESSAGE_DIALOG (dialog));
  self->submission = g_object_ref (submission);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_data (
      dialog, "response", G_CALLBACK (response_cb), g_rc_box_acquire (self), closure_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  attest_workspace_read_back_async (
      attest_application_get_workspace (application), &wish, self->cancellable, read_back_cb, self);
}
