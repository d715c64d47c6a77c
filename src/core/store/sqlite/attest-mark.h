/* AttestMark: a number beside the database that never becomes smaller. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AttestMark AttestMark;

typedef enum
{
  ATTEST_MARK_KNOWN,   /* wherever a mark should be, there is one */
  ATTEST_MARK_MISSING, /* nothing can be said about this database */
} AttestMarkAnswer;

AttestMark *attest_mark_new (const char *file_folder, const char *folder, const char *state_folder);
AttestMarkAnswer attest_mark_read (AttestMark *self, const char *id, gint64 *number);
gboolean attest_mark_can_raise (AttestMark *self, const char *id, GError **error);
gboolean attest_mark_raise (AttestMark *self, const char *id, gint64 number, GError **error);
gboolean attest_mark_knows_folder (AttestMark *self);
void attest_mark_note_folder (AttestMark *self);
void attest_mark_free (AttestMark *self);

G_END_DECLS
