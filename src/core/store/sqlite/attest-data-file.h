/* AttestDataFile: the file with the data as the system has it: where it really is, who may read it,
 * who else has it open, and whether it is still the same one. Looks at nothing that only SQLite
 * understands, but at whether its log is whole. Thread: the store's. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ATTEST_DATA_FILE "attest.db"

typedef struct
{
  char *folder; /* where the file really is: locks belong beside it */
  char *path;
  gboolean alone; /* while it is opened: nobody else has it open */
  int lock;       /* held while the file is open; -1: none */
} AttestDataFile;

typedef enum
{
  ATTEST_FILE_USUAL,
  ATTEST_FILE_MISSING, /* or empty, though there was one before */
  ATTEST_FILE_DAMAGED,
  ATTEST_FILE_UNSEEN, /* see errno: to be opened it would perhaps be made */
} AttestFileCondition;

char *attest_data_file_find (const char *folder);
gboolean attest_data_file_find_in (AttestDataFile *self, const char *folder, GError **error);
gboolean attest_data_file_ensure_one_name (AttestDataFile *self, GError **error);
void attest_data_file_lock (AttestDataFile *self);
gboolean attest_data_file_is_alone (AttestDataFile *self);
AttestFileCondition attest_data_file_look (AttestDataFile *self, gboolean had_one);
gboolean attest_data_file_is_same (AttestDataFile *self);
void attest_data_file_share (AttestDataFile *self);
void attest_data_file_clear (AttestDataFile *self);

gboolean attest_data_file_make_private (const char *path, gint64 *size, GError **error);
gboolean attest_data_file_fail (int code, const char *path, GError **error);

G_END_DECLS
