/* Descriptors of what can be entered: one const table of fields for each kind of record.
 *
 * Everything generic reads these tables: properties, JSON, checks, editor rows. Adding a field to
 * an API is one line in one table. Labels are marked with NC_() and translated at the place of use
 * with the schema's name as context, see attest_field_get_label(). */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _AttestField AttestField;
typedef struct _AttestSchema AttestSchema;
typedef struct _AttestRecord AttestRecord;

/* What a field holds, and so how it is entered and written. */
typedef enum
{
  ATTEST_FIELD_TEXT,
  ATTEST_FIELD_LONG_TEXT,
  ATTEST_FIELD_CHOICE,
  ATTEST_FIELD_DATE,      /* on the wire: YYYYMMDD */
  ATTEST_FIELD_DATE_TIME, /* on the wire: ISO 8601 in UTC, 2025-04-03T00:00:00.000Z */
  ATTEST_FIELD_FLAG,
  ATTEST_FIELD_INTEGER,
  ATTEST_FIELD_URL,
  ATTEST_FIELD_TAGS,    /* a list of AttestTag; on the wire an array of strings */
  ATTEST_FIELD_RECORDS, /* a list of records of the child schema */
} AttestFieldKind;

/* Whose rule it is that a check enforces. */
typedef enum
{
  ATTEST_SOURCE_DOCUMENT, /* the API's own document */
  ATTEST_SOURCE_GLOSSARY, /* the service's field glossaries and file templates */
  ATTEST_SOURCE_SENSE,    /* meaning of the words; the server's view is not documented */
  ATTEST_SOURCE_REPLY,    /* what the service said when it refused the record */
} AttestSource;

/* A flag that was never touched is not the same as one answered "no". */
typedef enum
{
  ATTEST_FLAG_UNSET,
  ATTEST_FLAG_YES,
  ATTEST_FLAG_NO,
} AttestFlag;

#define ATTEST_TYPE_FLAG (attest_flag_get_type ())
GType attest_flag_get_type (void);

/* What a field has to do with whoever issues the record: those details are set once, and new
 * records begin with them. */
typedef enum
{
  ATTEST_DETAIL_NONE,  /* nothing */
  ATTEST_DETAIL_USUAL, /* mostly the same */
  ATTEST_DETAIL_FIXED, /* says who they are: another text is worth a remark */
} AttestDetail;

/* What a list looks like on the wire. */
typedef enum
{
  ATTEST_PRESENCE_OMITTED, /* the key is left out */
  ATTEST_PRESENCE_LIST,    /* the array of its records */
  ATTEST_PRESENCE_EMPTY,   /* an empty array, whatever the list holds */
} AttestPresence;

typedef struct
{
  const char *wire;        /* exactly as sent, always English */
  const char *label;       /* NC_(); %NULL: shown as on the wire */
  const char *explanation; /* NC_(); %NULL where the label says it all */
} AttestChoice;

struct _AttestField
{
  const char *name; /* GObject property, kebab-case */
  const char *key;  /* wire key; %NULL: kept in drafts under its name and never sent */
  AttestFieldKind kind;
  const char *label;   /* NC_() */
  const char *caption; /* NC_(): its name within its section; %NULL: the label */
  const char *help;    /* NC_(); %NULL where the label says it all */
  const char *section; /* NC_() title of the group it stands in */
  guint width; /* expected length in characters, a hint for rows; 0: as wide as there is room */

  gboolean required;
  AttestSource required_source;
  guint max_length; /* in characters; 0: no limit is known */
  AttestSource max_length_source;
  gint64 minimum; /* of an integer */
  gboolean own;   /* of this record alone: the next one of the same kind begins without it */
  AttestDetail detail;
  const char *pool; /* of a text: under which name it is kept for completing others of the same
                       name, one of several lines by its phrases; %NULL: it is not */
  gboolean code;    /* of a text: a number or an acronym, so full-width characters are slips */

  const AttestChoice *choices; /* ends with a NULL wire; for text: suggestions */
  const AttestSchema *child;   /* of tags and records */

  /* For lists: what goes on the wire, and what was found there (a list of @n_items). %NULL: a list
   * that is empty is left out, and nothing is done on reading. */
  AttestPresence (*presence) (AttestRecord *record);
  void (*was_read) (AttestRecord *record, guint n_items);
};

struct _AttestSchema
{
  const char *name;  /* also the gettext context of its labels */
  const char *title; /* NC_(): one such record, in words */
  GType (*get_type) (void);
  const AttestField *fields; /* in the order of the service's document */
  guint n_fields;

  /* Which fields lists, searches and comparisons are about; %NULL: it has none such. */
  guint title_field;            /* its text names a record to people */
  const AttestField *entity;    /* whom or what it is about */
  const AttestField *entity_id; /* what tells one such from another; records are compared by it */
  const AttestField *status;    /* a choice */
  const AttestField *begins;    /* a date or a moment: from when on it holds, */
  const AttestField *ends;      /* and until when */
  const AttestField *first;     /* the day of the very first such */
  const AttestField *confidential; /* a flag: whom it is about is not shown to everybody */
  const AttestField *key_with[3];  /* by which, beside the title, the service knows it again; ends
                                      with %NULL */
  const AttestField *standards[4]; /* what it is held against: a list, a list in it, … and the text;
                                      ends with %NULL */
  const AttestField *searched[6]; /* ends with %NULL */

  /* What it does there that @field of what was stored as @before is now sent as in @after, in a
   * translated sentence; %NULL where old and new text say it all. %NULL: always so. */
  char *(*explain_change) (AttestRecord *before, AttestRecord *after, guint field);
};

const char *attest_field_get_label (const AttestSchema *schema, const AttestField *field);
const char *attest_field_get_caption (const AttestSchema *schema, const AttestField *field);
const char *attest_field_get_help (const AttestSchema *schema, const AttestField *field);
const char *attest_field_get_section (const AttestSchema *schema, const AttestField *field);
const char *attest_schema_get_title (const AttestSchema *schema);
const char *attest_choice_get_label (const AttestSchema *schema, const AttestChoice *choice);
const char *attest_choice_get_explanation (const AttestSchema *schema, const AttestChoice *choice);
const AttestChoice *attest_field_find_choice (const AttestField *field, const char *wire);
gboolean attest_field_is_list (const AttestField *field);
const char *attest_field_get_path_name (const AttestField *field);

const AttestField *attest_schema_find_key (const AttestSchema *schema, const char *key);
const AttestField *attest_schema_find_name (const AttestSchema *schema, const char *name);
gboolean attest_schema_has_details (const AttestSchema *schema);
guint attest_schema_index (const AttestSchema *schema, const AttestField *field);

const char *attest_source_get_id (AttestSource source);
const char *attest_source_get_label (AttestSource source);

G_END_DECLS
