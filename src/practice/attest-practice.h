/* The practice service: both services' upload calls on a loopback port, behaving as their
 * documents say, with a made-up set of kolleges designs.
 *
 * It is for who was told its address: the first part of each path is a token of this run, and
 * everybody else gets 403. Below the token the paths are those of the documents.
 *
 * It runs on a thread of its own from start to stop, so that a busy window does not hold it up and
 * it never holds up a window. Start, stop and the state path belong to one thread; every other
 * function may be called from any. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_PRACTICE (attest_practice_get_type ())
G_DECLARE_FINAL_TYPE (AttestPractice, attest_practice, ATTEST, PRACTICE, GObject)

/* What happens to the next upload, once. */
typedef enum
{
  ATTEST_MISHAP_NONE,
  ATTEST_MISHAP_REFUSE,      /* a documented refusal, nothing is taken */
  ATTEST_MISHAP_FAIL,        /* 500 with nothing readable, nothing is taken */
  ATTEST_MISHAP_DROP_BEFORE, /* the connection is closed, nothing is taken */
  ATTEST_MISHAP_DROP_AFTER,  /* the record is taken, then the connection is reset */
  ATTEST_MISHAP_NO_ANSWER,   /* the record is taken, nothing ever comes back */
  ATTEST_MISHAP_NONSENSE,    /* the record is taken, back comes 200/201 with a page of HTML */
  ATTEST_MISHAP_BUSY,        /* 429 with Retry-After, nothing is taken */
  ATTEST_MISHAP_PART, /* of a bulk upload the first half is taken, and the next one refused */
} AttestMishap;

AttestPractice *attest_practice_new (void);
gboolean attest_practice_start (AttestPractice *self, guint port, GError **error);
void attest_practice_stop (AttestPractice *self);
const char *attest_practice_get_url (AttestPractice *self, const char *service);
guint attest_practice_get_port (AttestPractice *self);
const char *attest_practice_get_kept_path (AttestPractice *self);

void attest_practice_set_mishap (AttestPractice *self, AttestMishap mishap);
AttestMishap attest_practice_get_mishap (AttestPractice *self);
void attest_practice_set_delay (AttestPractice *self, guint milliseconds);
void attest_practice_set_retry_after (AttestPractice *self, guint seconds);
void attest_practice_set_require_key (AttestPractice *self, gboolean require_key);
gboolean attest_practice_get_require_key (AttestPractice *self);
void attest_practice_set_state_path (AttestPractice *self, const char *path);

guint attest_practice_get_n_taken (AttestPractice *self, const char *service);
guint attest_practice_get_n_requests (AttestPractice *self);
guint attest_practice_get_n_requests_of (AttestPractice *self, const char *service);
char *attest_practice_dup_last_body (AttestPractice *self);
char *attest_practice_dup_request (AttestPractice *self, guint back);

const char *attest_mishap_get_id (AttestMishap mishap);
gboolean attest_mishap_from_id (const char *id, AttestMishap *mishap);

G_END_DECLS
