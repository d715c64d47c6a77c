/* The help window: a page of text for each view, and first the one of the window it is asked for
 * in. It needs no network, no viewer and no installed files. Main thread. */
#include "attest-config.h"

#include "attest-window.h"
#include "dialogs/attest-dialogs.h"
#include "editor/attest-editor-window.h"
#include "imports/attest-import-window.h"
#include "keys/attest-keys-window.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *view;  /* of the main window, or of a window's own */
  const char *title; /* N_() */
  struct
  {
    const char *heading; /* N_() */
    const char *text;    /* N_() */
  } parts[7];
} Page;

static const Page pages[] = {
  { "register",
    N_ ("Certificates and Forms"),
    { { N_ ("Start a record"),
        N_ ("Press Ctrl+N, or choose New. Everything is saved as you type; there is no Save "
            "button, "
            "and a draft never needs to be complete. Ctrl+D duplicates the selected record.") },
      { N_ ("Open files"),
        N_ ("Press Ctrl+O, or drop files on the window. Each record in them becomes a draft, and "
            "what could not be read is listed.") },
      { N_ ("See what is published"),
        N_ ("The last column says what the chosen environment has of a record. A draft that was "
            "deleted can be brought back with Ctrl+Z.") },
      { N_ ("See what the service has"),
        N_ ("“Forms on kolleges” in the main menu lists them once you choose Read. Each can become "
            "a new draft, and before sending you are told if a name is already in use there.") },
      { N_ ("Send several at once"),
        N_ ("Select rows and press Ctrl+Enter. Attest says what will be sent, where to and how "
            "long it takes, and asks once.") },
      { N_ ("Choose the environment"),
        N_ ("Practice is built into Attest: nothing leaves this computer. Test and Production are "
            "the services’ own servers. The header always shows which one is chosen.") } } },
  { "editor",
    N_ ("Editor"),
    { { N_ ("Fill in the fields"),
        N_ ("The fields follow the order of a paper certificate. Dates can be typed in any common "
            "form; the Down key opens the calendar, or the suggestions of a field that has "
            "some.") },
      { N_ ("See what is wrong"),
        N_ ("Problems appear below a field when you leave it. F8 goes to the next one, and F9 "
            "shows "
            "all of them. Errors prevent sending, warnings do not.") },
      { N_ ("Undo"), N_ ("Ctrl+Z undoes every edit, including fixes and removed rows.") },
      { N_ ("Send"),
        N_ ("Press Ctrl+Enter. Attest says what will be sent, where to and what it changes there, "
            "and asks once.") },
      { N_ ("Your own lists"),
        N_ ("A file named reference.json in the data folder adds countries, accreditation bodies "
            "and schemes to the suggestions. The manual page of attest describes it.") },
      { N_ ("After a refusal"),
        N_ ("What the service said appears at the fields it is about and stays there until you "
            "edit "
            "them. Correct them and send again.") } } },
  { "import",
    N_ ("Import"),
    { { N_ ("Bring a spreadsheet in"),
        N_ ("Press Ctrl+I, drop the file on the window, or copy cells in a spreadsheet and press "
            "Ctrl+V in the list. Nothing is saved or sent until you choose to.") },
      { N_ ("Check what Attest understood"),
        N_ ("File: how it is read. Columns: what each one is for, and what is the same for all "
            "records. Values: words and dates only you can decide. Ctrl+Enter goes on.") },
      { N_ ("Correct the problems"),
        N_ ("Review lists problems by value: one answer corrects all records that have it. F8 goes "
            "to the next, F2 edits a record, Alt+O shows its row in the file. Ctrl+Z undoes any of "
            "this.") },
      { N_ ("Keep the records"),
        N_ ("They become drafts, even those with errors: errors only prevent sending. Then send "
            "what is new or changed. The file itself is never changed.") } } },
  { ATTEST_VIEW_OUTBOX,
    N_ ("Outbox"),
    { { N_ ("What waits here"),
        N_ ("Records wait here until the service has answered. Between two of them Attest leaves "
            "the "
            "pause the service asks for; you can change it in the preferences.") },
      { N_ ("Change your mind"),
        N_ ("Delete takes a record out before it is sent. Alt+Up and Alt+Down change the order. "
            "Pause stops after the record that is being sent.") },
      { N_ ("Read the outcome"),
        N_ ("Accepted and Refused are the service’s answers. Not sent: nothing arrived, so it can "
            "be "
            "sent again safely. Unknown: it may have arrived.") },
      { N_ ("If the outcome is unknown"),
        N_ ("Attest never resends such a record automatically. Check in the service whether it was "
            "saved, then record what you found.") },
      { N_ ("Close the window"),
        N_ ("Attest can keep sending in the background and tells you when it has finished.") } } },
  { ATTEST_VIEW_HISTORY,
    N_ ("History"),
    { { N_ ("What is kept"),
        N_ ("Everything that was sent and every reply, exactly as they were. Nothing is ever "
            "removed.") },
      { N_ ("Find an entry"),
        N_ ("Press Ctrl+F and type a number, a name, an entity, a message or an ID. The filters "
            "leave "
            "one service, environment or outcome.") },
      { N_ ("Send it again"),
        N_ ("A new draft can be made from whatever was sent. If it was refused, correct the record "
            "it "
            "came from instead.") } } },
  { "keys",
    N_ ("API Keys"),
    { { N_ ("Where keys are kept"),
        N_ ("In the system keyring only, one for each service, environment and host. Attest never "
            "shows a key again and writes it nowhere else.") },
      { N_ ("Add a key"),
        N_ ("Copy the key from the service’s website and paste it alone. Practice needs none.") },
      { N_ ("Hosts"),
        N_ ("The host is the address records are sent to. Change it only if the service tells you "
            "to; each host needs its own key.") },
      { N_ ("If the keyring is locked"),
        N_ ("Choose Unlock and enter the password of the keyring, usually the one you sign in "
            "with.") } } },
};

/* The page of @window; the first one where it has none. */
static guint
find_page (GtkWindow *window)
{
  const char *view = NULL;

  if (ATTEST_IS_EDITOR_WINDOW (window))
    view = "editor";
  else if (ATTEST_IS_IMPORT_WINDOW (window))
    view = "import";
  else if (ATTEST_IS_KEYS_WINDOW (window))
    view = "keys";
  else if (ATTEST_IS_WINDOW (window))
    view = attest_window_get_view (ATTEST_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].view, view) == 0)
      return i;
  return 0;
}

static void
show_page_cb (GtkDropDown *chooser, GParamSpec *pspec, GtkLabel *label)
{
  const Page *page = &pages[gtk_drop_down_get_selected (chooser)];
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (label), GTK_TYPE_SCROLLED_WINDOW);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (page->parts) && page->parts[i].heading != NULL; i++)
    {
      g_autofree char *part = g_markup_printf_escaped ("%s<b>%s</b>\n%s",
                                                       i > 0 ? "\n\n" : "",
                                                       _ (page->parts[i].heading),
                                                       _ (page->parts[i].text));

      g_string_append (text, part);
    }
  gtk_label_set_markup (label, text->str);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)),
                            0);
  attest_readers_name (GTK_ACCESSIBLE (scroller), _ (page->title));
}

/**
 * attest_show_help:
 * @application: the application
 *
 * Shows the page of the window that is active.
 */
void
attest_show_help (AttestApplication *application)
{
  GtkWindow *parent = attest_application_get_parent (application);
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/attest_app/Attest/ui/dialogs/attest-help.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "help_window"));
  GtkDropDown *chooser = GTK_DROP_DOWN (gtk_builder_get_object (builder, "pages"));
  GtkLabel *text = GTK_LABEL (gtk_builder_get_object (builder, "text"));
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_string_list_append (titles, _ (pages[i].title));
  gtk_drop_down_set_model (chooser, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (chooser, find_page (parent));
  g_signal_connect_object (chooser, "notify::selected", G_CALLBACK (show_page_cb), text, 0);
  show_page_cb (chooser, NULL, text);
  gtk_window_set_modal (window, parent != NULL && gtk_window_get_modal (parent));
  attest_application_present (application, window);
}
