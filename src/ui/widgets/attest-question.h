/* Message dialogs: one that only tells, one that waits, and questions that go when their reason
 * goes. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void attest_tell (GtkWindow *parent /* (nullable) */, const char *heading, const char *body);

/* One that waits for an answer from elsewhere: a spinner, and "close" gives up. */
GtkWidget *attest_wait_dialog_new (GtkWindow *parent, const char *heading);
void attest_wait_dialog_answer (AdwMessageDialog *dialog,
                                const char *heading,
                                const char *body,
                                GtkWidget *child /* (nullable): below the words */);

/* One that asks for a name, which is not empty. */
typedef struct
{
  const char *heading;
  const char *body;
  const char *label; /* of the entry, for readers */
  const char *name;  /* that is proposed */
} AttestNameQuestion;

typedef void (*AttestNamed) (GtkWindow *parent, const char *name, gpointer data);

void attest_ask_name (GtkWindow *parent,
                      const AttestNameQuestion *question,
                      AttestNamed named,
                      gpointer data,
                      GDestroyNotify free_data);

/* What scrolls where the screen is too low for all of it. */
GtkWidget *attest_question_scroller_new (GtkWidget *child);
void
attest_question_scroller_fit (GtkWidget *scroller, guint n_responses, int most_height /* 0: any */);

void attest_question_close_parent (GtkWindow *window);

/* Whether a question need not be answered any more. */
typedef gboolean (*AttestQuestionIsOver) (gpointer data);

void attest_question_follow (GtkWidget *dialog,
                             gpointer object,
                             const char *signal,
                             AttestQuestionIsOver is_over,
                             gpointer data);

G_END_DECLS
