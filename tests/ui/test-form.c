/* The form of the editor: what is typed and what is wrong with it, an input method that composes,
 * lists that fold. Run with a display. */
#include "attest-config.h"
#include "attest-ui-resources.h"
#include "editor/attest-control.h"
#include "editor/attest-field-day.h"
#include "editor/attest-field-row.h"
#include "editor/attest-form-view.h"
#include "editor/attest-text-binding.h"

#include "check/attest-check.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"

#include <string.h>

typedef struct
{
  AttestRecord *record;
  AttestUndo *undo;
  AttestFormContext *context;
  GtkWidget *window;
  AttestFormView *form;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->record = attest_record_new (data);
  fixture->undo = attest_undo_new (fixture->record);
  fixture->context =
      attest_form_context_new (fixture->record, fixture->undo, attest_list_control_new);
  fixture->form = ATTEST_FORM_VIEW (attest_form_view_new (fixture->context));
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->form));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->context);
  g_object_unref (fixture->undo);
  g_object_unref (fixture->record);
}

static AttestFieldRow *
find_row (Fixture *fixture, const char *path)
{
  GtkWidget *row = attest_form_context_reveal (fixture->context, path);

  g_assert_nonnull (row);
  return ATTEST_FIELD_ROW (row);
}

/* The descendant of a type, in reading order. */
static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkEditable *
find_entry (Fixture *fixture, const char *path)
{
  GtkWidget *entry = find_widget (GTK_WIDGET (find_row (fixture, path)), GTK_TYPE_ENTRY);

  g_assert_nonnull (entry);
  return GTK_EDITABLE (entry);
}

static void
compose (GtkEditable *entry, const char *preedit)
{
  g_signal_emit_by_name (gtk_editable_get_delegate (entry), "preedit-changed", preedit);
}

static void
check (Fixture *fixture)
{
  AttestCheckContext context = { 0 };
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GListStore) list = g_list_store_new (ATTEST_TYPE_PROBLEM);

  attest_check_context_init (&context);
  problems = attest_check (fixture->record, &context);
  for (guint i = 0; i < problems->len; i++)
    g_list_store_append (list, problems->pdata[i]);
  attest_form_context_set_problems (fixture->context, G_LIST_MODEL (list));
}

static void
test_every_field_has_a_row (Fixture *fixture, gconstpointer data)
{
  const AttestSchema *schema = data;

  for (guint i = 0; i < schema->n_fields; i++)
    g_assert_nonnull (
        attest_form_context_find_row (fixture->context, fixture->record, &schema->fields[i]));
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_typing (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = find_entry (fixture, "certificate_number");
  guint n = 0;

  g_signal_connect_swapped (fixture->record, "notify::number", G_CALLBACK (count), &n);
  gtk_editable_insert_text (entry, "QMS", -1, &(int){ 0 });
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (attest_record_get_title (fixture->record), ==, "QMS");

  attest_record_set_text (fixture->record, ATTEST_CERTIFICATE_NUMBER, "QMS-1");
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "QMS-1");
}

/* While a syllable is being composed the entry is not written to, whatever happens to the record.
 */
static void
test_composing (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = find_entry (fixture, "certified_entity_name");

  gtk_editable_set_text (entry, "한");
  compose (entry, "ㅂ");
  g_assert_true (attest_text_binding_is_composing (GTK_WIDGET (entry)));
  attest_record_set_text (fixture->record, ATTEST_CERTIFICATE_ENTITY_NAME, "다른 이름");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "한");

  /* What is committed wins over what came in meanwhile. */
  gtk_editable_insert_text (entry, "빛", -1, &(int){ 1 });
  compose (entry, "");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "한빛");
  g_assert_cmpstr (
      attest_record_get_text (fixture->record, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "한빛");

  /* A pre-edit that is given up leaves room for it. */
  compose (entry, "ㅈ");
  attest_record_set_text (fixture->record, ATTEST_CERTIFICATE_ENTITY_NAME, "한빛정밀");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "한빛");
  compose (entry, "");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "한빛정밀");
}

static gboolean
is_invalid (GtkEditable *entry)
{
  g_autofree char *found = gtk_test_accessible_check_state (
      GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);

  return found == NULL;
}

static void
test_problem_shows_when_left (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = find_entry (fixture, "certificate_number");
  AttestFieldRow *row = find_row (fixture, "certificate_number");

  check (fixture);
  g_assert_false (is_invalid (entry));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (entry), "error"));

  attest_field_row_touch (row);
  g_assert_true (is_invalid (entry));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (entry), "error"));
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (entry),
                                                   GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE));

  gtk_editable_set_text (entry, "QMS-1");
  check (fixture);
  g_assert_false (is_invalid (entry));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (entry), "error"));
}

static void
test_touch_all (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = find_entry (fixture, "certification_expiry_date");

  check (fixture);
  attest_form_context_touch_all (fixture->context);
  g_assert_true (is_invalid (entry));
}

static void
say (GListStore *problems, const char *path, const char *text)
{
  g_autoptr (AttestProblem) problem =
      attest_problem_new (ATTEST_SEVERITY_ERROR, path, "refused", ATTEST_SOURCE_REPLY, text);

  g_list_store_append (problems, problem);
}

/* What the service said stands at its field beside what is wrong there, as long as it is told. */
static void
test_reply (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GListStore) problems = g_list_store_new (ATTEST_TYPE_PROBLEM);
  GtkEditable *entry = find_entry (fixture, "certified_entity_country");

  gtk_editable_set_text (entry, "Nowhere");
  say (problems, "certified_entity_country", "Data Mapping is required");
  say (problems, "certified_entity_country", "And more");
  /* What leads nowhere is no harm. */
  say (problems, "sites[7].city", "?");
  say (problems, "", "?");
  attest_form_context_set_problems (fixture->context, G_LIST_MODEL (problems));
  g_assert_true (is_invalid (entry));
  g_assert_cmpstr (attest_form_problems_get_reply (
                       attest_form_context_get_problems (fixture->context),
                       fixture->record,
                       &attest_certificate_schema.fields[ATTEST_CERTIFICATE_ENTITY_COUNTRY]),
                   ==,
                   "Data Mapping is required\nAnd more");
  check (fixture);
  g_assert_false (is_invalid (entry));
}

/* The button that says @label. */
static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (ADW_IS_BUTTON_CONTENT (widget)
      && g_str_equal (adw_button_content_get_label (ADW_BUTTON_CONTENT (widget)), label))
    return gtk_widget_get_parent (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
press (Fixture *fixture, const char *label)
{
  GtkWidget *button = find_button (GTK_WIDGET (fixture->form), label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* A site can be added at any time, and then sites are sent; one step takes both back. */
static void
test_adding_a_site (Fixture *fixture, gconstpointer data)
{
  AttestRecord *record = fixture->record;
  AttestUndo *undo = attest_form_context_get_undo (fixture->context);
  AttestRecordList *sites = attest_record_get_list (record, ATTEST_CERTIFICATE_SITES);
  AttestRecord *site = NULL;

  attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_CITY, "안산시");
  attest_undo_break (undo);
  press (fixture, "Add Site");
  g_assert_cmpuint (attest_record_list_get_length (sites), ==, 1);
  g_assert_cmpstr (
      attest_record_get_text (record, ATTEST_CERTIFICATE_SITES_MODE), ==, ATTEST_SITES_REPLACE);
  attest_undo_undo (undo);
  g_assert_cmpuint (attest_record_list_get_length (sites), ==, 0);
  g_assert_cmpstr (attest_record_get_text (record, ATTEST_CERTIFICATE_SITES_MODE), ==, "");

  press (fixture, "Same Address as the Entity");
  site = attest_record_list_get (sites, 0);
  g_assert_cmpstr (attest_record_get_text (site, ATTEST_SITE_CITY), ==, "안산시");
  g_assert_cmpstr (
      attest_record_get_text (record, ATTEST_CERTIFICATE_SITES_MODE), ==, ATTEST_SITES_REPLACE);
}

/* One and a half screens of 1100 x 800 pixels. */
#define MOST_HEIGHT 1200

/* With a scheme, two standards and two sites, each of which is a line. */
static void
test_dense (Fixture *fixture, gconstpointer data)
{
  AttestRecord *scheme = attest_record_list_append (
      attest_record_get_list (fixture->record, ATTEST_CERTIFICATE_SCHEMES));
  AttestRecordList *standards = attest_record_get_list (scheme, ATTEST_SCHEME_STANDARDS);
  AttestRecordList *sites = attest_record_get_list (fixture->record, ATTEST_CERTIFICATE_SITES);
  GtkWidget *view = NULL;
  int height = 0;

  attest_record_set_text (scheme, ATTEST_SCHEME_NAME, "Quality Management Systems");
  attest_record_set_text (fixture->record, ATTEST_CERTIFICATE_SITES_MODE, ATTEST_SITES_REPLACE);
  for (guint i = 0; i < 2; i++)
    {
      attest_record_set_text (
          attest_record_list_append (standards), ATTEST_STANDARD_NAME, "ISO 9001:2015");
      attest_record_set_text (
          attest_record_list_append (sites), ATTEST_SITE_STREET, "시화벤처로 123");
    }
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1100, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  view = find_widget (GTK_WIDGET (fixture->form), GTK_TYPE_VIEWPORT);
  g_assert_nonnull (view);
  gtk_widget_measure (gtk_viewport_get_child (GTK_VIEWPORT (view)),
                      GTK_ORIENTATION_VERTICAL,
                      1100,
                      NULL,
                      &height,
                      NULL,
                      NULL);
  g_test_message ("%d pixels", height);
  g_assert_cmpint (height, <=, MOST_HEIGHT);
}

/* What was passed by is marked and not blamed; what was emptied is. */
static void
test_passed_by (Fixture *fixture, gconstpointer data)
{
  GtkEditable *number = find_entry (fixture, "certificate_number");
  GtkEditable *entity = find_entry (fixture, "certified_entity_name");

  check (fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_widget_grab_focus (GTK_WIDGET (number));
  gtk_widget_grab_focus (GTK_WIDGET (entity));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (number), "error"));
  gtk_editable_set_text (entity, "A");
  gtk_editable_set_text (entity, "");
  check (fixture);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (entity), "error"));
  gtk_widget_grab_focus (GTK_WIDGET (number));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (entity), "error"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (number), "error"));
}

static const char *
get_words (Fixture *fixture, const char *path)
{
  GtkWidget *row = GTK_WIDGET (find_row (fixture, path));
  GtkWidget *day = gtk_widget_get_first_child (row);

  while (day != NULL && !ATTEST_IS_FIELD_DAY (day))
    day = gtk_widget_get_next_sibling (day);
  g_assert_nonnull (day);
  return gtk_label_get_label (GTK_LABEL (gtk_widget_get_first_child (day)));
}

/* Whatever is typed, the day stands below with its day of the week. */
static void
test_days (Fixture *fixture, gconstpointer data)
{
  static const char *const forms[] = { "20290319", "2029-03-19", "19 Mar 2029", "2029. 3. 19." };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      attest_record_set_text (fixture->record, ATTEST_CERTIFICATE_ISSUE_DATE, forms[i]);
      g_assert_cmpstr (
          get_words (fixture, "certification_issue_date"), ==, "19 March 2029, Monday");
    }
  attest_record_set_text (fixture->record, ATTEST_CERTIFICATE_ISSUE_DATE, "soon");
  g_assert_cmpstr (get_words (fixture, "certification_issue_date"), ==, "");
}

static int
get_height (GtkWidget *widget)
{
  int height = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, 300, &height, NULL, NULL, NULL);
  return height;
}

/* What is wrong stands right below the date, where its day would be; and a line without words is as
 * high as one in Hangul. */
static void
test_day_gives_way (Fixture *fixture, gconstpointer data)
{
  GtkWidget *date = GTK_WIDGET (find_row (fixture, "certification_issue_date"));
  GtkWidget *text = GTK_WIDGET (find_row (fixture, "certificate_number"));
  GtkWidget *words = find_widget (date, ATTEST_TYPE_FIELD_DAY);
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();
  int quiet = 0;
  int control = 0;
  int height = 0;

  attest_ui_register_resource ();
  gtk_css_provider_load_from_resource (style, "/io/github/attest_app/Attest/editor.css");
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (text),
                                              GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  quiet = get_height (text);
  control = get_height (date) - get_height (words);
  height = get_height (words);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (words)), "2029년 3월 19일 (월)");
  g_assert_cmpint (get_height (words), ==, height);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (words)), "");

  check (fixture);
  attest_form_context_touch_all (fixture->context);
  g_assert_cmpint (get_height (date) - control, ==, get_height (text) - quiet);
  attest_record_set_text (fixture->record, ATTEST_CERTIFICATE_ISSUE_DATE, "20290319");
  check (fixture);
  g_assert_cmpint (get_height (date), ==, control + height);
  gtk_style_context_remove_provider_for_display (gtk_widget_get_display (text),
                                                 GTK_STYLE_PROVIDER (style));
}

/* Until nothing is left to be done; looking at the text would have it laid out. */
static void
settle (void)
{
  for (guint n_quiet = 0; n_quiet < 50;)
    if (g_main_context_iteration (NULL, FALSE))
      n_quiet = 0;
    else
      {
        n_quiet++;
        g_usleep (1000);
      }
}

static GtkWidget *
find_arrow (GtkWidget *widget, const char *icon)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), icon) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_arrow (child, icon);
  return found;
}

/* Leafing through a calendar is not choosing: only a day that is picked is written, and whoever
 * leaves it is at the date. */
static void
test_calendar (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = GTK_WIDGET (find_row (fixture, "certification_issue_date"));
  GtkEditable *entry = find_entry (fixture, "certification_issue_date");
  GtkMenuButton *button = GTK_MENU_BUTTON (find_widget (row, GTK_TYPE_MENU_BUTTON));
  g_autoptr (GDateTime) day = g_date_time_new_local (2029, 3, 19, 0, 0, 0);
  GtkWidget *calendar = NULL;

  gtk_window_present (GTK_WINDOW (fixture->window));
  settle ();
  gtk_menu_button_popup (button);
  settle ();
  calendar = gtk_popover_get_child (gtk_menu_button_get_popover (button));
  g_signal_emit_by_name (find_arrow (calendar, "pan-end-symbolic"), "clicked");
  settle ();
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  g_assert_true (gtk_widget_get_mapped (calendar));
  gtk_menu_button_popdown (button);
  settle ();
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)),
                                         GTK_WIDGET (entry)));

  gtk_menu_button_popup (button);
  settle ();
  gtk_calendar_select_day (GTK_CALENDAR (calendar), day);
  settle ();
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "2029-03-19");
  g_assert_false (gtk_widget_get_mapped (calendar));
}

/* Enter takes the expiry that is offered, and only where nothing stands yet. */
static void
test_expiry_is_offered (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = find_entry (fixture, "certification_expiry_date");

  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  attest_record_set_text (fixture->record, ATTEST_CERTIFICATE_ISSUE_DATE, "29 Feb 2028");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "2031-02-27");
  attest_record_set_text (fixture->record, ATTEST_CERTIFICATE_ISSUE_DATE, "2026-03-20");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "2031-02-27");
}

/* Hundreds of items come folded and bit by bit; a path makes the one that is wanted. */
static void
test_long_list (Fixture *fixture, gconstpointer data)
{
  AttestRecordList *sites = attest_record_get_list (fixture->record, ATTEST_CERTIFICATE_SITES);
  AttestFieldRow *row = NULL;
  AttestRecord *last = NULL;

  for (guint i = 0; i < 200; i++)
    attest_record_list_append (sites);
  last = attest_record_list_get (sites, 199);
  row = find_row (fixture, "sites[199].city");
  g_assert_true (attest_field_row_get_record (row) == last);

  attest_record_list_move (sites, 199, 0);
  g_assert_true (find_row (fixture, "sites[0].city") == row);
  attest_record_list_remove (sites, 0);
  g_assert_true (attest_field_row_get_record (find_row (fixture, "sites[0].city")) != last);
}

static void
test_choice_keeps_unknown_values (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list =
      find_widget (GTK_WIDGET (find_row (fixture, "certification_status")), GTK_TYPE_DROP_DOWN);

  attest_record_set_text (fixture->record, ATTEST_CERTIFICATE_STATUS, "Active");
  g_assert_cmpstr (
      attest_record_get_text (fixture->record, ATTEST_CERTIFICATE_STATUS), ==, "Active");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (list), 1);
  g_assert_cmpstr (
      attest_record_get_text (fixture->record, ATTEST_CERTIFICATE_STATUS), ==, "active");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (list), 0);
  g_assert_cmpstr (attest_record_get_text (fixture->record, ATTEST_CERTIFICATE_STATUS), ==, "");
}

static guint
count_focusable (GtkWidget *widget)
{
  guint n = gtk_widget_get_focusable (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      n += count_focusable (child);
  return n;
}

/* Readers find one thing that takes the focus, whatever is chosen. */
static void
test_choice_is_one_stop (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list =
      find_widget (GTK_WIDGET (find_row (fixture, "certification_status")), GTK_TYPE_DROP_DOWN);

  for (guint i = 0; i < 3; i++)
    {
      gtk_drop_down_set_selected (GTK_DROP_DOWN (list), i);
      g_assert_cmpuint (count_focusable (gtk_widget_get_first_child (list)), ==, 1);
    }
}

static void
test_tags (Fixture *fixture, gconstpointer data)
{
  AttestRecordList *tags = attest_record_get_list (fixture->record, ATTEST_FORM_TAGS);
  GtkEditable *entry = find_entry (fixture, "tags");

  gtk_editable_set_text (entry, "python, 기초");
  g_assert_cmpuint (attest_record_list_get_length (tags), ==, 2);
  g_assert_cmpstr (attest_record_get_title (attest_record_list_get (tags, 0)), ==, "python");
  g_assert_cmpstr (attest_record_get_title (attest_record_list_get (tags, 1)), ==, "기초");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");

  /* What stands in the entry is not lost when the record is sent. */
  gtk_editable_set_text (entry, "advanced");
  attest_form_context_finish_typing (fixture->context);
  g_assert_cmpuint (attest_record_list_get_length (tags), ==, 3);
  attest_record_list_remove (tags, 2);

  /* A comma that is part of a pre-edit makes no tag. */
  compose (entry, "ㄱ");
  gtk_editable_set_text (entry, "가,");
  g_assert_cmpuint (attest_record_list_get_length (tags), ==, 2);
}

/* Typing over what is chosen is one step, in which the cursor comes back to where it was done. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AttestUndo) undo = attest_undo_new (fixture->record);
  GtkWidget *view =
      find_widget (GTK_WIDGET (find_row (fixture, "certification_scope")), GTK_TYPE_TEXT_VIEW);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_insert_at_cursor (buffer, "설계 및 생산", -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, 3);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, 4);
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, "과", -1, TRUE);
  gtk_text_buffer_end_user_action (buffer);
  g_assert_cmpstr (
      attest_record_get_text (fixture->record, ATTEST_CERTIFICATE_SCOPE), ==, "설계 과 생산");

  attest_undo_undo (undo);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  g_assert_cmpstr (
      attest_record_get_text (fixture->record, ATTEST_CERTIFICATE_SCOPE), ==, "설계 및 생산");
  gtk_text_buffer_get_iter_at_mark (buffer, &start, gtk_text_buffer_get_insert (buffer));
  g_assert_cmpint (gtk_text_iter_get_offset (&start), ==, 4);
  attest_undo_undo (undo);
  g_assert_false (attest_undo_get_can_undo (undo));
}

/* The height of all lines, laid out or not yet. */
static int
get_text_height (GtkTextView *view)
{
  GtkTextIter end;
  int y = 0, height = 0;

  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (view), &end);
  gtk_text_view_get_line_yrange (view, &end, &y, &height);
  return y + height;
}

static void
assert_whole (GtkTextView *view, int width, int dpi)
{
  const int given = gtk_widget_get_height (GTK_WIDGET (view));
  const int needed = get_text_height (view) + gtk_text_view_get_top_margin (view)
                     + gtk_text_view_get_bottom_margin (view);

  if (given != needed)
    g_error ("%d wide, %d dpi: %d high, the text needs %d", width, dpi, given, needed);
}

/* A field of several lines is as high as its text, whatever the letters and the width become while
 * it is shown. */
static void
test_long_text_is_as_high_as_its_lines (Fixture *fixture, gconstpointer data)
{
  static const int dpi[] = { 96, 192, 96, 144, 96 };
  static const int widths[] = { 900, 420, 700, 360 };
  GtkWidget *row = GTK_WIDGET (find_row (fixture, "certification_scope"));
  GtkTextView *view = GTK_TEXT_VIEW (find_widget (row, GTK_TYPE_TEXT_VIEW));

  attest_record_set_text (fixture->record,
                          ATTEST_CERTIFICATE_SCOPE,
                          "Design, development and production of precision injection parts");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  gtk_window_present (GTK_WINDOW (fixture->window));
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), widths[i], 600);
      for (guint j = 0; j < G_N_ELEMENTS (dpi); j++)
        {
          g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi[j] * PANGO_SCALE, NULL);
          settle ();
          assert_whole (view, widths[i], dpi[j]);
        }
    }
}

/* Types into a field that is below the window, ahead of the form that scrolls to it. */
static GtkEditable *
type_below_the_window (Fixture *fixture)
{
  GtkEditable *entry = find_entry (fixture, "accreditation_body_acronym_name");
  graphene_rect_t place;

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 420);
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle ();
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (entry), fixture->window, &place));
  g_assert_cmpfloat (place.origin.y, >, gtk_widget_get_height (fixture->window));

  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_insert_text (entry, "KA", -1, &(int){ 0 });
  return entry;
}

static gboolean
has_list_open (Fixture *fixture, GtkEditable *entry)
{
  GtkWidget *popover = find_widget (gtk_widget_get_parent (GTK_WIDGET (entry)), GTK_TYPE_POPOVER);
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (entry), fixture->window, &place));
  g_assert_cmpfloat (place.origin.y, <, gtk_widget_get_height (fixture->window));
  return popover != NULL && gtk_widget_get_mapped (popover);
}

/* Returns: whether the entry itself used the key up */
static gboolean
press_key (GtkEditable *entry, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (entry));
  gboolean is_used = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_used; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &is_used);
    }
  return is_used;
}

/* Somebody who types fast is ahead of the form that scrolls to where it is typed. */
static void
test_offers_wait_for_the_form (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = type_below_the_window (fixture);

  settle ();
  g_assert_true (has_list_open (fixture, entry));
  g_assert_true (press_key (entry, GDK_KEY_Escape));
  settle ();
  g_assert_false (has_list_open (fixture, entry));
  g_assert_false (press_key (entry, GDK_KEY_Escape));
}

/* Who says no before they are there does not get them after it. */
static void
test_offers_refused_before_they_come (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = type_below_the_window (fixture);

  g_assert_true (press_key (entry, GDK_KEY_Escape));
  settle ();
  g_assert_false (has_list_open (fixture, entry));
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "KA");
}

/* What is pasted from a cell often has a blank or the end of a line behind it. */
static void
test_offers_for_what_is_pasted (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = find_entry (fixture, "certified_entity_country");

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 420);
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle ();
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_insert_text (entry, " \n", -1, &(int){ 0 });
  settle ();
  g_assert_false (has_list_open (fixture, entry));
  gtk_editable_insert_text (entry, "대한민국", -1, &(int){ 0 });
  settle ();
  g_assert_true (has_list_open (fixture, entry));
  press_key (entry, GDK_KEY_Tab);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Korea, Republic of");
}

#define ADD(name, schema, test)                                                                    \
  g_test_add ("/ui/form/" name, Fixture, &schema, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("rows/certificate", attest_certificate_schema, test_every_field_has_a_row);
  ADD ("rows/form", attest_form_schema, test_every_field_has_a_row);
  ADD ("typing", attest_certificate_schema, test_typing);
  ADD ("composing", attest_certificate_schema, test_composing);
  ADD ("problem-shows-when-left", attest_certificate_schema, test_problem_shows_when_left);
  ADD ("touch-all", attest_certificate_schema, test_touch_all);
  ADD ("reply", attest_certificate_schema, test_reply);
  ADD ("undo", attest_certificate_schema, test_undo);
  ADD ("adding-a-site", attest_certificate_schema, test_adding_a_site);
  ADD ("passed-by", attest_certificate_schema, test_passed_by);
  ADD ("dense", attest_certificate_schema, test_dense);
  ADD ("days", attest_certificate_schema, test_days);
  ADD ("day-gives-way", attest_certificate_schema, test_day_gives_way);
  ADD ("calendar", attest_certificate_schema, test_calendar);
  ADD ("expiry-is-offered", attest_certificate_schema, test_expiry_is_offered);
  ADD ("long-list", attest_certificate_schema, test_long_list);
  ADD ("choice-keeps-unknown-values", attest_certificate_schema, test_choice_keeps_unknown_values);
  ADD ("choice-is-one-stop", attest_certificate_schema, test_choice_is_one_stop);
  ADD ("long-text", attest_certificate_schema, test_long_text_is_as_high_as_its_lines);
  ADD ("offers-wait", attest_certificate_schema, test_offers_wait_for_the_form);
  ADD ("offers-refused", attest_certificate_schema, test_offers_refused_before_they_come);
  ADD ("offers-pasted", attest_certificate_schema, test_offers_for_what_is_pasted);
  ADD ("tags", attest_form_schema, test_tags);
  return g_test_run ();
}
