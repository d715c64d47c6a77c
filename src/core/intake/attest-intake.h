/* The one door for what a person brings: a file, a pipe, or bytes become records. */
#pragma once

#include "codec/attest-codec.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ATTEST_INTAKE_MAX_SIZE (32 * 1000 * 1000) /* bytes of a file */

GBytes *attest_intake_load (const char *path, int fd, goffset limit, GError **error);
GBytes *
attest_intake_load_file (GFile *file, goffset limit, GCancellable *cancellable, GError **error);

/* Each gives the records (of AttestCodecItem) in their order, with what is wrong with them. */
GPtrArray *attest_intake_read_bytes (const AttestSchema *schema, GBytes *bytes, GError **error);
GPtrArray *attest_intake_read_path (const AttestSchema *schema, const char *path, GError **error);
GPtrArray *attest_intake_read_pipe (const AttestSchema *schema, int fd, GError **error);

typedef enum
{
  ATTEST_INTAKE_RECORDS, /* JSON, or nothing that can be told */
  ATTEST_INTAKE_SHEET,
} AttestIntakeKind;

void attest_intake_peek_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data);
AttestIntakeKind attest_intake_peek_finish (GFile *file, GAsyncResult *result);

void attest_intake_read_file_async (GFile *file,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *attest_intake_read_file_finish (GFile *file, GAsyncResult *result, GError **error);

char *attest_intake_dup_name (const char *path);

G_END_DECLS
