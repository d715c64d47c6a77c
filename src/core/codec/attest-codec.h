/* The codec: records to JSON and back, by the field tables alone. */
#pragma once

#include "check/attest-problem.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_CODEC_WIRE =
      0, /* what is sent: empty fields left out, dates and integers as the API wants */
  ATTEST_CODEC_PRETTY = 1 << 0, /* indented, for people */
  ATTEST_CODEC_DRAFT = 1 << 1,  /* what is kept: every text exactly as typed, key-less fields too */
} AttestCodecFlags;

#define ATTEST_CODEC_ERROR (attest_codec_error_quark ())
GQuark attest_codec_error_quark (void);
typedef enum
{
  ATTEST_CODEC_ERROR_SYNTAX,   /* no JSON, and so nothing could be read */
  ATTEST_CODEC_ERROR_NO_OBJECT /* JSON, but not an object */
} AttestCodecError;

char *attest_codec_write (AttestRecord *record, AttestCodecFlags flags);
AttestRecord *attest_codec_read (const AttestSchema *schema,
                                 const char *data,
                                 gssize length,
                                 AttestCodecFlags flags,
                                 GPtrArray **problems,
                                 GError **error);

/* One of several records in a text. */
typedef struct
{
  AttestRecord *record; /* (nullable): nothing could be taken over */
  GPtrArray *problems;  /* of AttestProblem: what was not taken over as it stands, with its path */
} AttestCodecItem;

GPtrArray *
attest_codec_read_any (const AttestSchema *schema, const char *data, gssize length, GError **error);
void attest_codec_item_free (AttestCodecItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestCodecItem, attest_codec_item_free)

char *attest_codec_write_field (AttestRecord *record, const AttestField *field /* (nullable) */);
char *attest_codec_format_date (AttestRecord *record, guint index);

G_END_DECLS
