/* What the parts of the practice service share. Everything here is used with the lock of the
 * AttestPractice held, whichever thread that is. */
#pragma once

#include "attest-practice.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* One request, as far as a service looks at it. */
typedef struct
{
  const char *method;
  const char *path;            /* after the service's base path */
  const char *token;           /* what stands before that */
  GHashTable *query;           /* (nullable): name → value */
  SoupMessageHeaders *headers; /* of the request */
  GBytes *body;
  gboolean require_key;
} PracticeCall;

/* What goes back. */
typedef struct
{
  guint status;
  const char *content_type; /* (nullable): not owned */
  char *body;               /* (nullable) */
  gsize n_body;             /* bytes of it; 0: it is a text */
  const char *allow;        /* (nullable): not owned, the methods of a 405 */
  guint retry_after;        /* seconds, 0 for no such header */
  guint n_taken;            /* records that were stored */
} PracticeReply;

PracticeReply *practice_reply_new (guint status, const char *content_type, char *body);
PracticeReply *practice_reply_json (guint status, JsonObject *object);
char *practice_png_paint (const char *const colours[2], gsize *size);
PracticeReply *practice_reply_nonsense (guint status);
void practice_reply_free (PracticeReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PracticeReply, practice_reply_free)

/* Everything stored, of all services. */
typedef struct
{
  GPtrArray *certificates; /* JsonObject: id, created_at, updated_at, upload */
  GHashTable *by_id;       /* id → its place in @certificates, not owned */
  GHashTable *by_number;   /* body and number → the same */
  GHashTable *companies;   /* unique id → the name sent last */
  GPtrArray *forms;        /* JsonObject: id, created_at, form; oldest first */
} PracticeRecords;

PracticeRecords *practice_records_new (void);
void practice_records_free (PracticeRecords *records);
JsonObject *practice_records_put (PracticeRecords *records, JsonObject *upload);
void practice_records_remove (PracticeRecords *records, JsonObject *certificate);
JsonObject *practice_records_add_form (PracticeRecords *records, JsonObject *form);
char *practice_records_load (PracticeRecords *records, const char *path);
gboolean practice_records_save (PracticeRecords *records, const char *path, GError **error);

/* One of the services that are practised with. */
typedef struct
{
  const char *id;
  const char *base;       /* what its paths begin with, here on the practice host */
  const char *prefix;     /* how much of @base is part of its base URL: "" or all of it */
  const char *upload;     /* the path after @base that takes records by POST */
  const char *bulk;       /* (nullable): the one that takes many at once */
  const char *key_header; /* what a key comes in */
  guint success;          /* the status of a taken record */
  PracticeReply *(*answer) (PracticeRecords *records, const PracticeCall *call);
  PracticeReply *(*refuse) (void);
  /* A bulk upload of which one record is wrong; (nullable) without @bulk. */
  PracticeReply *(*refuse_one) (PracticeRecords *records, const PracticeCall *call, gboolean part);
  PracticeReply *(*busy) (void);
} PracticeService;

/* What is known of one of them. */
typedef struct
{
  char *url; /* (nullable): while it runs */
  guint n_requests;
  guint n_taken;
} PracticeTally;

#define PRACTICE_MAX_SERVICES 8

extern const PracticeService practice_certsearch;
extern const PracticeService practice_kolleges;

/* How many requests are remembered for whoever wants to look at them, and how much of them. */
#define PRACTICE_N_REMEMBERED 32
#define PRACTICE_MAX_REMEMBERED ((gsize) 16 * 1024 * 1024)

struct _AttestPractice
{
  GObject parent_instance;

  /* What answering has the object do; on the practice thread, the first with the lock held. */
  void (*save_soon) (AttestPractice *self);
  void (*tell_handled) (AttestPractice *self, const char *method, const char *path, guint status);

  /* From start to stop */
  SoupServer *server;    /* used by the thread alone while it runs */
  GThread *thread;       /* (nullable) */
  GMainContext *context; /* of the thread */
  GMainLoop *loop;       /* of the thread */
  GPtrArray *held;       /* GIOStream: connections that get no answer; the thread's */
  GMainContext *home;    /* where the object was made and emits its signal */

  GMutex lock; /* guards all that follows */
  PracticeRecords *records;
  GSource *save_source; /* (nullable): a save that is due */
  char *state_path;     /* (nullable) */
  gboolean is_dirty;    /* records that are not in the file yet */
  guint port;
  char *token;     /* (nullable): of this run; the first part of every path */
  char *kept_path; /* (nullable): where a damaged state file is kept */
  AttestMishap mishap;
  guint delay;       /* milliseconds */
  guint retry_after; /* seconds */
  gboolean require_key;
  guint n_requests;
  PracticeTally tallies[PRACTICE_MAX_SERVICES]; /* in the order of practice_services */
  GQueue remembered;                            /* PracticeRemembered, the last first */
  gsize n_remembered_bytes;
};

typedef struct
{
  char *text;       /* request line, headers with the key replaced, blank line, body */
  const char *body; /* within @text */
} PracticeRemembered;

extern const PracticeService *const practice_services[]; /* ends with NULL */

void practice_http_admit (SoupServer *server,
                          SoupServerMessage *message,
                          const char *path,
                          GHashTable *query,
                          gpointer self);
void practice_http_handle (SoupServer *server,
                           SoupServerMessage *message,
                           const char *path,
                           GHashTable *query,
                           gpointer self);
void practice_http_let_go (AttestPractice *self);
void practice_remembered_free (PracticeRemembered *remembered);

/* CertSearch in its parts */
JsonObject *practice_upload_check (JsonObject *upload);

/* kolleges in its parts */
PracticeReply *practice_kolleges_error (guint status, const char *error, const char *message);
PracticeReply *practice_designs_answer (const PracticeCall *call);
PracticeReply *practice_designs_paint (const PracticeCall *call);
JsonObject *practice_designs_certificate (gint64 id);
JsonObject *practice_designs_badge (gint64 id);
PracticeReply *practice_form_check (JsonObject *form);
gboolean practice_paging_read (const PracticeCall *call,
                               guint *page,
                               guint *page_size,
                               PracticeReply **refusal);
JsonArray *
practice_paging_cut (GPtrArray *objects, guint page, guint page_size, gint64 *total_pages);

/* Reading what came */
JsonNode *practice_read_json (GBytes *body);
gboolean practice_sends_json (const PracticeCall *call);
gboolean practice_takes_json (const PracticeCall *call);
gboolean practice_key_is_good (const char *key);
const char *practice_get_text (JsonObject *object, const char *key);
gboolean practice_is_text (JsonNode *node);
gboolean practice_is_blank (const char *text);
gboolean practice_is_one_of (const char *text, const char *const *values);
gboolean practice_is_date (const char *text);
gboolean practice_is_moment (const char *text);
gboolean practice_get_whole (JsonNode *node, gint64 *value);
char *practice_now (void);

G_END_DECLS
