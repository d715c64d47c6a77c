/* A strict JSON reader (RFC 8259) for files of unknown origin. Outside of this folder, texts are
 * written with it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ATTEST_JSON_MAX_DEPTH 32
#define ATTEST_JSON_MAX_VALUES 1000000
#define ATTEST_JSON_SHOWN 80 /* bytes of a value that messages show */

typedef enum
{
  ATTEST_JSON_NULL,
  ATTEST_JSON_BOOLEAN,
  ATTEST_JSON_NUMBER,
  ATTEST_JSON_STRING,
  ATTEST_JSON_ARRAY,
  ATTEST_JSON_OBJECT,
  ATTEST_JSON_SKIPPED, /* nested too deeply to be read */
  ATTEST_JSON_BROKEN,  /* what should be a value and is none */
  ATTEST_JSON_REST,    /* text that follows a value */
} AttestJsonKind;

/* What was mended in a text and in its key, so that they can be shown at all. */
typedef enum
{
  ATTEST_JSON_BAD_BYTES = 1 << 0,      /* bytes that are not UTF-8 became U+FFFD */
  ATTEST_JSON_BAD_CHARACTERS = 1 << 1, /* so did half a surrogate pair and NUL */
  ATTEST_JSON_KEY_BAD_BYTES = 1 << 2,
  ATTEST_JSON_KEY_BAD_CHARACTERS = 1 << 3,
} AttestJsonDamage;

typedef struct
{
  AttestJsonKind kind;
  AttestJsonDamage damage;
  char *text;        /* of a string: its content; of a number: exactly as it stands; true, false;
                      * of what is broken or no value: what is to be said of it */
  char *replaced;    /* (nullable): the value before that had the same key, as it is shown */
  GPtrArray *values; /* of an array or object; owned AttestJson */
  GPtrArray *keys;   /* of an object: owned strings, one for each value */
} AttestJson;

AttestJson *attest_json_parse (const char *data, gssize length, GError **error);
GPtrArray *attest_json_parse_all (const char *data, gssize length, GError **error);
char *attest_json_print (const AttestJson *json, gsize max_length);
void attest_json_free (AttestJson *json);
void attest_json_append_string (GString *out, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestJson, attest_json_free)

G_END_DECLS
