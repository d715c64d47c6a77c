/* Controls for text: a line (text, web address, whole number) with or without completions, and
 * several lines. Main thread. */
#include "attest-config.h"
#include "editor/attest-control.h"

#include "editor/attest-field-extras.h"
#include "editor/attest-suggest-entry.h"
#include "editor/attest-text-binding.h"

/* Up to this expected length a field does not fill its column. */
#define SHORT_WIDTH 12

static GtkInputPurpose
get_purpose (const AttestField *field)
{
  switch (field->kind)
    {
    case ATTEST_FIELD_URL:
      return GTK_INPUT_PURPOSE_URL;
    case ATTEST_FIELD_INTEGER:
      return GTK_INPUT_PURPOSE_DIGITS;
    case ATTEST_FIELD_TEXT:
    case ATTEST_FIELD_LONG_TEXT:
    case ATTEST_FIELD_CHOICE:
    case ATTEST_FIELD_DATE:
    case ATTEST_FIELD_DATE_TIME:
    case ATTEST_FIELD_FLAG:
    case ATTEST_FIELD_TAGS:
    case ATTEST_FIELD_RECORDS:
    default:
      return GTK_INPUT_PURPOSE_FREE_FORM;
    }
}

static void
set_width (GtkWidget *widget, GtkWidget *entry, const AttestField *field)
{
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), SHORT_WIDTH - 4);
  if (field->width > 0 && field->width <= SHORT_WIDTH)
    {
      gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), (int) field->width + 6);
      gtk_widget_set_halign (widget, GTK_ALIGN_START);
    }
  else
    gtk_widget_set_hexpand (widget, TRUE);
}

/* A line of text; completions where the table of extras knows some. */
AttestControl
attest_text_control_new (AttestFormContext *context, AttestRecord *record, const AttestField *field)
{
  const AttestFieldExtra *extra = attest_field_extra_find (record, field);
  const guint index = attest_schema_index (attest_record_get_schema (record), field);
  AttestControl control = { NULL };

  if (extra != NULL && extra->suggest != NULL)
    {
      control.widget = attest_suggest_entry_new (record, field, extra->suggest, extra->picked);
      control.focus = attest_suggest_entry_get_entry (ATTEST_SUGGEST_ENTRY (control.widget));
    }
  else
    {
      control.widget = control.focus = gtk_entry_new ();
      attest_text_binding_attach_entry (GTK_ENTRY (control.focus), record, index);
    }
  gtk_entry_set_input_purpose (GTK_ENTRY (control.focus), get_purpose (field));
  set_width (control.widget, control.focus, field);
  return control;
}

/* Several lines: grows with its text up to a height, Tab goes on to the next field. */
AttestControl
attest_long_text_control_new (AttestFormContext *context,
                              AttestRecord *record,
                              const AttestField *field)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  attest_text_binding_attach_view (
      GTK_TEXT_VIEW (view), record, attest_schema_index (attest_record_get_schema (record), field));

  gtk_widget_add_css_class (scrolled, "text-field");
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 58);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 220);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scrolled),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  attest_field_get_label (attest_record_get_schema (record), field),
                                  -1);
  return (AttestControl){ .widget = scrolled, .focus = view };
}
