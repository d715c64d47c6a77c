/* AttestSubmissionSummary: see the header. Nothing is asked of anybody here. */
#include "attest-config.h"
#include "history/attest-submission-summary.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "codec/attest-codec.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-state-label.h"
#include "widgets/attest-submission-words.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>
#include <string.h>

/* Of the server's message. All of it stands below, in the reply; a label of many kilobytes would
 * hold up the window for seconds. */
#define MOST_CHARACTERS 1000
#define MOST_LINES 20

struct _AttestSubmissionSummary
{
  GtkBox parent_instance;

  const char *style_class; /* static: of the outcome shown */

  GtkWidget *line;
  GtkImage *icon;
  GtkLabel *outcome;
  AttestEnvironmentBadge *badge;
  GtkLabel *record;
  GtkLabel *where;
  GtkLabel *explanation;
  GtkWidget *quote;
  GtkLabel *quote_title;
  GtkLabel *message;
  GtkBox *field_texts;
  GtkLabel *advice;
};

G_DEFINE_FINAL_TYPE (AttestSubmissionSummary, attest_submission_summary, GTK_TYPE_BOX)

static void
set_optional (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_outcome (AttestSubmissionSummary *self, AttestSubmission *submission)
{
  AttestState state = attest_submission_get_outcome (submission);
  g_autofree char *outcome = attest_submission_describe_outcome (submission);
  const char *style_class = attest_submission_is_taken_out (submission)
                                ? "dim-label"
                                : attest_state_get_style_class (state);

  gtk_image_set_from_icon_name (self->icon, attest_state_get_icon_name (state));
  gtk_label_set_label (self->outcome, outcome);
  if (self->style_class != NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->style_class);
      gtk_widget_remove_css_class (GTK_WIDGET (self->outcome), self->style_class);
    }
  self->style_class = style_class;
  if (style_class != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->icon), style_class);
      gtk_widget_add_css_class (GTK_WIDGET (self->outcome), style_class);
    }
}

static void
show_head (AttestSubmissionSummary *self, AttestSubmission *submission)
{
  const char *title = attest_submission_get_title (submission);
  const char *entity = attest_submission_get_entity (submission);
  AttestPlace place = attest_submission_get_place (submission);
  g_autofree char *host = attest_place_describe_host (&place);
  g_autofree char *where =
      g_strjoin (" · ", attest_submission_get_service_text (submission, FALSE), host, NULL);
  g_autofree char *record = NULL;

  if (attest_str_is_blank (title))
    title = _ ("Untitled");
  entity = attest_submission_second_name (title, entity);
  record = *entity == '\0' ? g_strdup (title) : g_strdup_printf ("%s\n%s", title, entity);
  show_outcome (self, submission);
  attest_environment_badge_set_environment (self->badge,
                                            attest_submission_get_environment (submission));
  gtk_label_set_label (self->record, record);
  gtk_label_set_label (self->where, where);
}

/* The name of the field as the editor shows it, where the path leads to one we know. */
static char *
name_field (AttestRecord *sent, const char *path)
{
  const AttestField *field = NULL;
  AttestRecord *record = attest_record_lookup (sent, path, &field);

  if (record != NULL && field != NULL)
    return g_strdup (attest_field_get_label (attest_record_get_schema (record), field));
  return g_strdup (path);
}

/* What was sent, so that a path leads into its lists; blank if it can not be read any more. */
static AttestRecord *
read_sent (AttestSubmissionDetails *details, const AttestService *service)
{
  const char *body = attest_submission_details_get_request_body (details);
  AttestRecord *record = NULL;

  if (body != NULL)
    record = attest_codec_read (service->schema, body, -1, ATTEST_CODEC_WIRE, NULL, NULL);
  return record != NULL ? record : attest_record_new (service->schema);
}

static void
add_field_text (AttestSubmissionSummary *self, AttestRecord *sent, AttestFieldText *text)
{
  g_autofree char *line = NULL;
  GtkWidget *label;

  if (text->path == NULL || *text->path == '\0')
    line = g_strdup (text->text);
  else
    {
      g_autofree char *name = name_field (sent, text->path);
      line = g_strdup_printf ("%s: %s", name, text->text);
    }
  label = attest_plain_label_new (line, NULL);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_box_append (self->field_texts, label);
}

static void
clear_field_texts (AttestSubmissionSummary *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->field_texts))) != NULL)
    gtk_box_remove (self->field_texts, child);
}

/* Some services say the same once for all and once for each field. */
static gboolean
says_more (const char *message, GPtrArray *texts)
{
  gboolean says_all = texts != NULL && texts->len > 0;

  if (attest_str_is_blank (message))
    return FALSE;
  for (guint i = 0; says_all && i < texts->len; i++)
    says_all = strstr (message, ((AttestFieldText *) g_ptr_array_index (texts, i))->text) != NULL;
  return !says_all;
}

static void
show_meaning (AttestSubmissionSummary *self, AttestSubmissionDetails *details)
{
  AttestSubmission *submission = attest_submission_details_get_submission (details);
  const AttestService *service = attest_submission_get_service (submission);
  g_autoptr (AttestReply) reply = attest_submission_details_dup_reply (details);
  g_autofree char *explanation = attest_submission_explain (details, reply);
  g_autofree char *advice = attest_submission_advise (
      submission, reply, attest_submission_details_get_accepted_since (details));
  const char *message = reply != NULL ? attest_reply_get_message (reply) : NULL;
  GPtrArray *texts = reply != NULL ? attest_reply_get_field_texts (reply) : NULL;
  g_autofree char *quote_title = NULL;
  g_autofree char *beginning = NULL;

  clear_field_texts (self);
  if (texts != NULL && texts->len > 0 && service != NULL)
    {
      g_autoptr (AttestRecord) sent = read_sent (details, service);

      for (guint i = 0; i < texts->len; i++)
        add_field_text (self, sent, g_ptr_array_index (texts, i));
    }
  /* Translators: followed by the message of the server, whose name is %s */
  quote_title = g_strdup_printf (_ ("In the words of %s"), service != NULL ? service->name : "–");
  gtk_label_set_label (self->quote_title, quote_title);
  if (says_more (message, texts))
    beginning = attest_text_shorten (message, MOST_CHARACTERS, MOST_LINES);
  set_optional (self->message, beginning);
  gtk_widget_set_visible (
      self->quote, (message != NULL && *message != '\0') || (texts != NULL && texts->len > 0));
  set_optional (self->explanation, explanation);
  set_optional (self->advice, advice);
}

static void
attest_submission_summary_class_init (AttestSubmissionSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ATTEST_TYPE_ENVIRONMENT_BADGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/history/attest-submission-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionSummary, line);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionSummary, icon);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionSummary, outcome);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionSummary, badge);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionSummary, record);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionSummary, where);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionSummary, explanation);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionSummary, quote);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionSummary, quote_title);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionSummary, message);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionSummary, field_texts);
  gtk_widget_class_bind_template_child (widget_class, AttestSubmissionSummary, advice);
}

static void
attest_submission_summary_init (AttestSubmissionSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->line, attest_wrap_layout_new (FALSE));
}

/**
 * attest_submission_summary_show:
 * @self: a summary
 * @details: the submission to be shown
 */
void
attest_submission_summary_show (AttestSubmissionSummary *self, AttestSubmissionDetails *details)
{
  g_return_if_fail (ATTEST_IS_SUBMISSION_SUMMARY (self));
  g_return_if_fail (ATTEST_IS_SUBMISSION_DETAILS (details));

  show_head (self, attest_submission_details_get_submission (details));
  show_meaning (self, details);
}

/**
 * attest_submission_summary_set_advice:
 * @self: a summary
 * @advice: (nullable): what to do now, instead of what is said by itself
 */
void
attest_submission_summary_set_advice (AttestSubmissionSummary *self, const char *advice)
{
  g_return_if_fail (ATTEST_IS_SUBMISSION_SUMMARY (self));

  set_optional (self->advice, advice);
}
