/* Between finding records in a text and reading them: what is wrong with them, bounded. Private to
 * this folder. */
#pragma once

#include "codec/attest-codec.h"
#include "codec/attest-json.h"

G_BEGIN_DECLS

typedef struct
{
  AttestCodecFlags flags;
  GPtrArray *problems; /* of the record being read */
  GString *path;       /* seen from it */
  guint n_left_out;    /* problems of it that are not listed */
  guint n_listed;      /* of all records */
} AttestCodecReader;

void attest_codec_reader_init (AttestCodecReader *r, AttestCodecFlags flags);
void attest_codec_reader_clear (AttestCodecReader *r);
void attest_codec_reader_report (AttestCodecReader *r,
                                 AttestSeverity severity,
                                 const char *rule,
                                 const char *format,
                                 const char *shown);
void attest_codec_reader_report_value (AttestCodecReader *r,
                                       AttestSeverity severity,
                                       const char *rule,
                                       const char *format,
                                       const AttestJson *found);
AttestCodecItem *attest_codec_reader_finish (AttestCodecReader *r, AttestRecord *record);
AttestCodecItem *attest_codec_reader_read (AttestCodecReader *r,
                                           const AttestSchema *schema,
                                           const AttestJson *object);

G_END_DECLS
