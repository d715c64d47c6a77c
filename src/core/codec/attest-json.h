/* A strict JSON reader (RFC 8259) for files of unknown origin. Private to this folder. */
#pragma once

#include "check/attest-problem.h"

G_BEGIN_DECLS

#define ATTEST_JSON_MAX_DEPTH 32
#define ATTEST_JSON_MAX_SIZE (64 * 1024 * 1024)
#define ATTEST_JSON_MAX_VALUES 1000000

typedef enum
{
  ATTEST_JSON_NULL,
  ATTEST_JSON_BOOLEAN,
  ATTEST_JSON_NUMBER,
  ATTEST_JSON_STRING,
  ATTEST_JSON_ARRAY,
  ATTEST_JSON_OBJECT,
  ATTEST_JSON_SKIPPED, /* nested too deeply, and reported as such */
} AttestJsonKind;

typedef struct
{
  AttestJsonKind kind;
  char *text;        /* of a string: its content; of a number: exactly as it stands; true, false */
  GPtrArray *values; /* of an array or object; owned AttestJson */
  GPtrArray *keys;   /* of an object: owned strings, one for each value */
} AttestJson;

AttestJson *
attest_json_parse (const char *data, gssize length, GPtrArray *problems, GError **error);
char *attest_json_print (const AttestJson *json, gsize max_length);
void attest_json_free (AttestJson *json);
void attest_json_append_string (GString *out, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestJson, attest_json_free)

G_END_DECLS
