/* SQLite's codes as errors with advice. Thread: any. */
#include "attest-config.h"

#include "store/sqlite/attest-connection.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  int sqlite_code; /* the primary one, without its extension */
  AttestStoreError code;
  const char *text;
} Explanation;

static const Explanation explanations[] = {
  { SQLITE_FULL,
    ATTEST_STORE_ERROR_FULL,
    N_ ("The disk is full, or the file has reached its size limit. Free some space.") },
  { SQLITE_READONLY,
    ATTEST_STORE_ERROR_READ_ONLY,
    N_ ("Attest is not allowed to write to the data folder. Change its permissions to go on "
        "saving.") },
  { SQLITE_CANTOPEN,
    ATTEST_STORE_ERROR_PERMISSION,
    N_ ("The file with drafts and history cannot be opened. Check the permissions of the data "
        "folder.") },
  { SQLITE_PERM,
    ATTEST_STORE_ERROR_PERMISSION,
    N_ ("Attest is not allowed to use the file with drafts and history. Check the permissions of "
        "the data folder.") },
  { SQLITE_CORRUPT,
    ATTEST_STORE_ERROR_DAMAGED,
    N_ ("The file with drafts and history is damaged. Close Attest and start it again to recover "
        "what can be read; the damaged file is kept.") },
  { SQLITE_NOTADB,
    ATTEST_STORE_ERROR_DAMAGED,
    N_ ("The file with drafts and history is damaged. Close Attest and start it again to recover "
        "what can be read; the damaged file is kept.") },
  { SQLITE_BUSY,
    ATTEST_STORE_ERROR_BUSY,
    N_ ("Another program is using the data. Close other copies of Attest.") },
  { SQLITE_LOCKED,
    ATTEST_STORE_ERROR_BUSY,
    N_ ("Another program is using the data. Close other copies of Attest.") },
  { SQLITE_IOERR,
    ATTEST_STORE_ERROR_DISK,
    N_ ("The disk reported an error while reading or writing the data. Check the disk.") },
};

/**
 * attest_store_set_error:
 * @error: (nullable): where to set the error
 * @sqlite_code: a result code of SQLite, extended or not
 * @detail: (nullable): SQLite's own words; added where there is no better explanation
 *
 * Sets an %ATTEST_STORE_ERROR with a translated message that says what to do.
 */
void
attest_store_set_error (GError **error, int sqlite_code, const char *detail)
{
  for (guint i = 0; i < G_N_ELEMENTS (explanations); i++)
    if (explanations[i].sqlite_code == (sqlite_code & 0xff))
      {
        g_debug ("SQLite: %d, %s", sqlite_code, detail != NULL ? detail : "");
        g_set_error_literal (
            error, ATTEST_STORE_ERROR, explanations[i].code, _ (explanations[i].text));
        return;
      }
  g_set_error (error,
               ATTEST_STORE_ERROR,
               ATTEST_STORE_ERROR_FAILED,
               _ ("The data cannot be read or written: %s"),
               detail != NULL ? detail : sqlite3_errstr (sqlite_code));
}
