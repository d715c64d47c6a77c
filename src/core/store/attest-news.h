/* What changed in the database since somebody looked last, read in one go; and the choices as they
 * are. For the files of the store. */
#pragma once

#include "store/attest-db.h"

G_BEGIN_DECLS

typedef struct
{
  GHashTable *settings; /* name → value */
  GHashTable *hosts;    /* "service/environment" → base URL */
  guint n_writing;      /* settings that are being written */
} AttestChoices;

gboolean attest_settings_read (AttestDb *db, const char *name, char **value, GError **error);
gboolean attest_settings_write (AttestDb *db, const char *name, const char *value, GError **error);

/* What the store had to do that a person should know. It stands in the database, so that a command
 * nobody watched does not use it up: whoever opens the data tells it, until a person has seen it.
 */
#define ATTEST_SETTING_NOTICE "notice"

gboolean attest_notice_add (AttestDb *db, const char *text, GError **error);

void attest_choices_init (AttestChoices *self);
void attest_choices_clear (AttestChoices *self);
gboolean attest_choices_take (GHashTable **place, GHashTable **from);

typedef struct
{
  gboolean is_due;        /* to be read whether somebody wrote or not */
  gboolean is_read;       /* all below is there */
  gint64 revision;        /* in: what is known; 0: rows do not matter. Out: what is known then */
  GPtrArray *drafts;      /* of AttestDraftRow */
  GPtrArray *gone;        /* of their ids */
  GPtrArray *submissions; /* of AttestSubmissionRow */
  AttestChoices choices;
} AttestNews;

AttestNews *attest_news_new (gint64 revision, gboolean is_due);
gboolean attest_news_read (AttestDb *db, AttestNews *self, GError **error);
void attest_news_free (AttestNews *self);

G_END_DECLS
