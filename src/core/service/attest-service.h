/* AttestService: everything Attest knows about one API, in one const table entry and one file. */
#pragma once

#include "model/attest-record.h"
#include "service/attest-reply.h"
#include "service/attest-stored.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_ENVIRONMENT_PRACTICE,
  ATTEST_ENVIRONMENT_TEST,
  ATTEST_ENVIRONMENT_PRODUCTION,
  ATTEST_N_ENVIRONMENTS
} AttestEnvironment;

typedef struct _AttestService AttestService;

/* Something that a service lists page by page. */
typedef struct
{
  const char *path; /* added to the base URL, for GET; NULL: there is no such list */
  const char *none; /* the error by which it says that it is empty; NULL: it lists nothing then */
  /* What stands on one page, appended to @entries, and how many pages there are, 0 if it does not
   * say. FALSE: it is no such page. */
  gboolean (*read_page) (GBytes *body, GPtrArray *entries, guint *n_pages);
  GDestroyNotify free_entry;
  gboolean is_single; /* one entry without pages: its id goes behind @path */
} AttestServiceList;

/* Designs that one field of a record names by their ids. */
typedef struct
{
  const char *id;         /* a word for files and the command line */
  const char *title;      /* with N_() */
  guint field;            /* of the service's schema */
  AttestServiceList list; /* of AttestDesign */
} AttestDesignKind;

/* What people call its records: all but the last with N_(), and translated where they are shown. */
typedef struct
{
  const char *one;                     /* "Certificate": over a column of them */
  const char *many;                    /* "Certificates" */
  const char *create;                  /* "New _Certificate": in menus */
  const char *untitled;                /* "New Certificate": one that is entered, still nameless */
  const char *nameless;                /* "Certificate without a number" */
  const char *search;                  /* "Search certificates" */
  const char *none;                    /* "No Certificates" */
  const char *empty;                   /* a sentence under it */
  const char *entity;                  /* over a column of entities; NULL: they have none */
  const char *ends;                    /* over until when they hold; likewise */
  const char *example;                 /* the way to it, with a mnemonic; NULL: there is none */
  const char *example_text;            /* what it is an example of */
  char *(*count) (guint n);            /* "3 certificates": in a sentence */
  char *(*count_in_heading) (guint n); /* "3 Certificates" */
} AttestNouns;

/* Something that sending a record does. */
typedef struct
{
  char *sentence;           /* translated */
  char *(*count) (guint n); /* of several at once: "24 replace their sites"; NULL: goes without
                               saying */
} AttestEffect;

/* Many records in one request. */
typedef struct
{
  const char *path; /* added to the base URL */
  guint most;       /* records in one */
  guint first;      /* likewise, as long as none was accepted there */
  guint n_pauses;   /* those between single records that there are before and after one */
  char *(*make_body) (GPtrArray *bodies); /* of those of single requests */
  /* @sent (nullable): the body; a record the reply names has to fit it. Of those that are not named
   * the outcome is told. */
  AttestReply *(*read_reply) (guint status,
                              const char *content_type,
                              GBytes *body,
                              const char *sent);
} AttestServiceBulk;

struct _AttestService
{
  const char *id;   /* a word for files and the command line */
  const char *name; /* a proper name, the same in every language */
  const AttestSchema *schema;
  AttestNouns nouns;
  const char *icon;                         /* of its records, by the name in the theme */
  const char *new_key;                      /* that makes one, whatever is shown; NULL: none */
  const char *path;                         /* added to the base URL */
  const char *hosts[ATTEST_N_ENVIRONMENTS]; /* base URLs; NULL: built in (practice) or unset */
  const char *key_header;
  const char *key_prefix;   /* in front of the key in its header: "", "Bearer " */
  AttestServiceList stored; /* of AttestStored: what was sent there before */
  AttestServiceList one;    /* of AttestStored: what stands there under an id */
  const guint *told;        /* what of the schema's fields @one tells; ends with their number */
  const AttestDesignKind *designs; /* ends with one without an id; NULL: its fields name none */
  const AttestServiceBulk *bulk;   /* NULL: each record is a request of its own */
  guint pause_seconds;             /* recommended between two sends */
  gboolean sending_again_updates;  /* FALSE: it makes a second one */
  /* What sending @record will do, by attest_effects_add(). */
  void (*add_effects) (AttestRecord *record, GPtrArray *effects);
  AttestReply *(*read_reply) (guint status, const char *content_type, GBytes *body);
  /* Whether @stored, as far as it was read, can be what became of @sent. */
  gboolean (*is_like) (AttestRecord *sent, AttestRecord *stored);
};

const AttestService *attest_service_get (const char *id);
const AttestService *attest_service_for_schema (const AttestSchema *schema);
const AttestService *const *attest_service_list (guint *n);
void attest_service_register (const AttestService *service);
char *attest_service_make_url (const AttestService *self, const char *host);
char *attest_service_make_bulk_url (const AttestService *self, const char *host);
char *attest_service_list_make_url (const AttestServiceList *self, const char *host, guint page);
char *attest_service_list_make_path (const AttestServiceList *self, const char *id);
const AttestDesignKind *
attest_service_get_designs_of (const AttestService *self, const AttestField *field);
gboolean attest_uri_is_loopback (GUri *uri);
gboolean attest_uri_is_private (GUri *uri);
gboolean attest_service_check_host (const char *host, GError **error);
char *attest_service_normalise_host (const char *host, GError **error);
gboolean attest_service_check_place (const AttestService *self,
                                     AttestEnvironment environment,
                                     const char *host,
                                     GError **error);
char *attest_service_find_base (const AttestService *self,
                                AttestEnvironment environment,
                                const char *address,
                                gboolean *is_whole,
                                GError **error);

const char *attest_environment_get_id (AttestEnvironment environment);
gboolean attest_environment_from_id (const char *id, AttestEnvironment *environment);
const char *attest_environment_get_label (AttestEnvironment environment);

GPtrArray *attest_effects_new (void); /* of AttestEffect */
void attest_effects_add (GPtrArray *effects, const char *sentence, char *(*count) (guint n));

G_END_DECLS
