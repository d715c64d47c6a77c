/* Message dialogs. Main thread. */
#include "attest-config.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>

/**
 * attest_tell:
 * @parent: (nullable): the window it belongs to
 * @heading: what happened
 * @body: what that means, and what can be done
 *
 * Shows what needs no answer.
 */
void
attest_tell (GtkWindow *parent, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct
{
  GtkWindow *dialog; /* not owned: the handler is its own */
  gpointer object;   /* likewise: its signal calls */
  AttestQuestionIsOver is_over;
} Following;

static void
free_following (gpointer following, GClosure *closure)
{
  g_free (following);
}

static void
changed_cb (Following *following)
{
  if (following->is_over (following->object))
    gtk_window_close (following->dialog);
}

/**
 * attest_question_follow:
 * @dialog: a message dialog that asks something
 * @object: (type GObject): what it asks about
 * @signal: a signal of @object
 * @is_over: asked with @object at each @signal
 *
 * Closes the question, as if it had been declined, once its reason has gone.
 */
void
attest_question_follow (GtkWidget *dialog,
                        gpointer object,
                        const char *signal,
                        AttestQuestionIsOver is_over)
{
  Following *following = g_new0 (Following, 1);
  GClosure *closure = g_cclosure_new_swap (G_CALLBACK (changed_cb), following, free_following);

  following->dialog = GTK_WINDOW (dialog);
  following->object = object;
  following->is_over = is_over;
  g_object_watch_closure (G_OBJECT (dialog), closure);
  g_signal_connect_closure (object, signal, closure, FALSE);
}
