/* What can go wrong with the kept data, in words a user can act on. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ATTEST_STORE_ERROR (attest_store_error_quark ())
GQuark attest_store_error_quark (void);

typedef enum
{
  ATTEST_STORE_ERROR_FAILED,     /* anything not named below */
  ATTEST_STORE_ERROR_FULL,       /* no room on the disk */
  ATTEST_STORE_ERROR_DISK,       /* it could not read or write, for no reason of ours */
  ATTEST_STORE_ERROR_READ_ONLY,  /* the file or its file system may not be written */
  ATTEST_STORE_ERROR_PERMISSION, /* may not be opened at all */
  ATTEST_STORE_ERROR_DAMAGED,    /* no database, or one with broken pages */
  ATTEST_STORE_ERROR_BUSY,       /* another program held it for too long */
  ATTEST_STORE_ERROR_NEWER,      /* written by a newer Attest; left as it is */
  ATTEST_STORE_ERROR_GONE,       /* moved, deleted or replaced while it is open */
  ATTEST_STORE_ERROR_CLOSED,     /* asked for after closing, or before opening */
  ATTEST_STORE_ERROR_NOT_FOUND,  /* no such row */
  ATTEST_STORE_ERROR_OUTDATED,   /* decided upon when it stood otherwise */
} AttestStoreError;

G_END_DECLS
