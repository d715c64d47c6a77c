/* Message dialogs. Main thread. */
#include "attest-config.h"
#include "widgets/attest-question.h"

#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

/* How wide a dialog is within, in pixels: at least, and unless what is in it needs more. */
#define LEAST_WIDTH 320
#define MOST_WIDTH 440

/* As much is seen of it in any case. */
#define LEAST_HEIGHT 200

/* On the lowest screen, beside what is around a question there: in lines of text, a heading with
 * its margins, and each row of answers. */
#define LOWEST_SCREEN 600
#define HEADING_LINES 5.5
#define ANSWER_LINES 1.7

#define FIT_KEY "attest-fit"

/* A longer body scrolls. */
#define LONG_BODY 400

static gboolean
takes_focus (GtkWidget *widget)
{
  if (gtk_widget_get_focusable (widget) && gtk_widget_get_visible (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (takes_focus (child))
      return TRUE;
  return FALSE;
}

/* Texts alone take no focus: where there is more than can be seen, keys are to move it. GTK gives
 * it the keyboard all the same, which is lost then, unless nothing in it may have it. */
static void
adjustment_changed_cb (GtkAdjustment *adjustment, GtkWidget *scroller)
{
  const gboolean scrolls =
      gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment);

  gtk_widget_set_focusable (scroller, scrolls);
  gtk_widget_set_can_focus (
      scroller,
      scrolls || takes_focus (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller))));
}

/**
 * attest_question_scroller_new:
 * @child: (transfer floating): what a message dialog holds
 *
 * Returns: (transfer floating): as high as @child, or as the screen has room for; see
 *   attest_question_scroller_fit()
 */
GtkWidget *
attest_question_scroller_new (GtkWidget *child)
{
  GtkWidget *scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                                      "child",
                                      child,
                                      "hscrollbar-policy",
                                      GTK_POLICY_NEVER,
                                      "propagate-natural-width",
                                      TRUE,
                                      "propagate-natural-height",
                                      TRUE,
                                      NULL);

  gtk_widget_set_size_request (child,
                               LEAST_WIDTH - gtk_widget_get_margin_start (child)
                                   - gtk_widget_get_margin_end (child),
                               -1);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)),
                           "changed",
                           G_CALLBACK (adjustment_changed_cb),
                           scroller,
                           0);
  return scroller;
}

static int
get_room (GtkWidget *scroller, guint n_responses)
{
  g_autoptr (PangoLayout) line = gtk_widget_create_pango_layout (scroller, "한");
  const guint n_rows = n_responses > 2 ? n_responses : 1;
  int height;

  pango_layout_get_pixel_size (line, NULL, &height);
  return LOWEST_SCREEN - (int) ((HEADING_LINES + n_rows * ANSWER_LINES) * height);
}

/* What it was fitted to, to do it again when letters grow. */
typedef struct
{
  GtkWidget *scroller;
  guint n_responses;
  int most_height;
  guint idle;
} Fit;

static void
free_fit (gpointer data)
{
  Fit *fit = data;

  g_clear_handle_id (&fit->idle, g_source_remove);
  g_free (fit);
}

static gboolean
fit_again_cb (gpointer data)
{
  Fit *fit = data;

  fit->idle = 0;
  attest_question_scroller_fit (fit->scroller, fit->n_responses, fit->most_height);
  return G_SOURCE_REMOVE;
}

/* Its labels get the new letters with the next frame. */
static void
letters_changed_cb (GtkWidget *scroller)
{
  Fit *fit = g_object_get_data (G_OBJECT (scroller), FIT_KEY);

  if (fit->idle == 0)
    fit->idle = g_idle_add (fit_again_cb, fit);
}

static void
remember (GtkWidget *scroller, guint n_responses, int most_height)
{
  Fit *fit = g_object_get_data (G_OBJECT (scroller), FIT_KEY);

  if (fit == NULL)
    {
      fit = g_new0 (Fit, 1);
      fit->scroller = scroller;
      g_object_set_data_full (G_OBJECT (scroller), FIT_KEY, fit, free_fit);
      g_signal_connect_object (gtk_widget_get_settings (scroller),
                               "notify::gtk-xft-dpi",
                               G_CALLBACK (letters_changed_cb),
                               scroller,
                               G_CONNECT_SWAPPED);
    }
  fit->n_responses = n_responses;
  fit->most_height = most_height;
}

/**
 * attest_question_scroller_fit:
 * @scroller: what attest_question_scroller_new() gave, in its dialog
 * @n_responses: of the dialog: more than two of them stand below each other in a narrower one
 * @most_height: in pixels: where it begins to scroll in any case; 0: where a low screen ends
 *
 * To be called when what is in it has changed. A scrolled window by itself asks for the height its
 * texts would have if they were as narrow as can be.
 */
void
attest_question_scroller_fit (GtkWidget *scroller, guint n_responses, int most_height)
{
  GtkWidget *child = gtk_viewport_get_child (
      GTK_VIEWPORT (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller))));
  const int most_width = n_responses > 2 ? LEAST_WIDTH : MOST_WIDTH;
  int least;
  int wanted;
  int height;

  remember (scroller, n_responses, most_height);
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
  gtk_widget_measure (child,
                      GTK_ORIENTATION_VERTICAL,
                      MAX (least, MIN (wanted, most_width)),
                      NULL,
                      &height,
                      NULL,
                      NULL);
  height = MIN (height, get_room (scroller, n_responses));
  if (most_height > 0)
    height = MIN (height, most_height);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), -1);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), height);
  /* The dialog does not reckon with lines of its heading that it breaks itself. */
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller),
                                              MIN (height, LEAST_HEIGHT));
}

static GtkWidget *
make_long_body (const char *body)
{
  return attest_question_scroller_new (attest_plain_label_new (body, NULL));
}

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
  const gboolean is_long = g_utf8_strlen (body, -1) > LONG_BODY;
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, is_long ? NULL : body);
  GtkWidget *scroller = is_long ? make_long_body (body) : NULL;

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), scroller);
  if (scroller != NULL)
    attest_question_scroller_fit (scroller, 1, 0);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A name */

typedef struct
{
  GtkEditable *entry; /* the dialog's */
  AttestNamed named;
  gpointer data;
  GDestroyNotify free_data;
} Naming;

static void
naming_free (gpointer data, GClosure *closure)
{
  Naming *naming = data;

  naming->free_data (naming->data);
  g_free (naming);
}

static char *
dup_name (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static void
name_changed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *name = dup_name (entry);

  adw_message_dialog_set_response_enabled (dialog, "save", *name != '\0');
}

static void
named_cb (AdwMessageDialog *dialog, const char *response, Naming *naming)
{
  g_autofree char *name = dup_name (naming->entry);

  if (g_str_equal (response, "save") && *name != '\0')
    naming->named (gtk_window_get_transient_for (GTK_WINDOW (dialog)), name, naming->data);
}

/**
 * attest_ask_name:
 * @parent: the window that asks
 * @question: what is asked
 * @named: called with the name; not if the question is declined
 * @data: for @named
 * @free_data: called for @data once the question has gone
 */
void
attest_ask_name (GtkWindow *parent,
                 const AttestNameQuestion *question,
                 AttestNamed named,
                 gpointer data,
                 GDestroyNotify free_data)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, question->heading, question->body);
  GtkWidget *entry = gtk_entry_new ();
  Naming *naming = g_new0 (Naming, 1);

  *naming = (Naming){ GTK_EDITABLE (entry), named, data, free_data };
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  attest_readers_name (GTK_ACCESSIBLE (entry), question->label);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed_cb), dialog, 0);
  g_signal_connect_data (dialog, "response", G_CALLBACK (named_cb), naming, naming_free, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), question->name);
  name_changed_cb (GTK_EDITABLE (entry), ADW_MESSAGE_DIALOG (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

static gboolean
close_cb (gpointer window)
{
  gtk_window_close (GTK_WINDOW (window));
  return G_SOURCE_REMOVE;
}

/**
 * attest_question_close_parent:
 * @window: what a message dialog belongs to that has just been answered
 *
 * Closes it in a turn of its own: the dialog has to be gone before, or it takes back its handlers
 * from what is freed.
 */
void
attest_question_close_parent (GtkWindow *window)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, close_cb, g_object_ref (window), g_object_unref);
}

typedef struct
{
  GtkWindow *dialog; /* not owned: the handler is its own */
  AttestQuestionIsOver is_over;
  gpointer data;
} Following;

static void
free_following (gpointer following, GClosure *closure)
{
  g_free (following);
}

static void
changed_cb (Following *following)
{
  if (following->is_over (following->data))
    gtk_window_close (following->dialog);
}

/**
 * attest_question_follow:
 * @dialog: a message dialog that asks something
 * @object: (type GObject): what it asks about
 * @signal: a signal of @object
 * @is_over: asked at each @signal
 * @data: for @is_over; lives as long as @dialog
 *
 * Closes the question, as if it had been declined, once its reason has gone.
 */
void
attest_question_follow (GtkWidget *dialog,
                        gpointer object,
                        const char *signal,
                        AttestQuestionIsOver is_over,
                        gpointer data)
{
  Following *following = g_new0 (Following, 1);
  GClosure *closure = g_cclosure_new_swap (G_CALLBACK (changed_cb), following, free_following);

  following->dialog = GTK_WINDOW (dialog);
  following->is_over = is_over;
  following->data = data;
  g_object_watch_closure (G_OBJECT (dialog), closure);
  g_signal_connect_closure (object, signal, closure, FALSE);
}

/**
 * attest_wait_dialog_new:
 * @parent: the window it belongs to
 * @heading: what is being done
 *
 * Returns: (transfer none): a dialog with a spinner and the response "close", named Cancel
 */
GtkWidget *
attest_wait_dialog_new (GtkWindow *parent, const char *heading)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, NULL, NULL);
  GtkWidget *spinner = gtk_spinner_new ();

  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (dialog), heading);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), spinner);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Cancel"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  return dialog;
}

/**
 * attest_wait_dialog_answer:
 * @dialog: one that waits
 * @heading: what came of it
 * @body: more of it
 * @child: (nullable): what is shown below the words
 *
 * Shows the answer in the place of the spinner; "close" is named so then.
 */
void
attest_wait_dialog_answer (AdwMessageDialog *dialog,
                           const char *heading,
                           const char *body,
                           GtkWidget *child)
{
  adw_message_dialog_set_heading (dialog, heading);
  adw_message_dialog_set_body (dialog, body);
  adw_message_dialog_set_extra_child (dialog, child);
  adw_message_dialog_set_response_label (dialog, "close", _ ("_Close"));
}
