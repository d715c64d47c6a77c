/* The practice service: both services' upload calls on a loopback port, behaving as their
 * documents say, with a made-up set of kolleges designs. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_PRACTICE (attest_practice_get_type ())
G_DECLARE_FINAL_TYPE (AttestPractice, attest_practice, ATTEST, PRACTICE, GObject)

/* What happens to the next request, once. */
typedef enum
{
  ATTEST_MISHAP_NONE,
  ATTEST_MISHAP_REFUSE,      /* a documented refusal, nothing is taken */
  ATTEST_MISHAP_FAIL,        /* 500 with nothing readable */
  ATTEST_MISHAP_DROP_BEFORE, /* the connection is cut, nothing is taken */
  ATTEST_MISHAP_DROP_AFTER,  /* the record is taken, then the connection is cut */
  ATTEST_MISHAP_NO_ANSWER,   /* the record is taken, nothing ever comes back */
  ATTEST_MISHAP_NONSENSE,    /* 200/201 with a page of HTML */
  ATTEST_MISHAP_BUSY,        /* 429 with Retry-After */
} AttestMishap;

AttestPractice *attest_practice_new (void);
gboolean attest_practice_start (AttestPractice *self, guint port, GError **error);
void attest_practice_stop (AttestPractice *self);
const char *attest_practice_get_url (AttestPractice *self, const char *service);
void attest_practice_set_mishap (AttestPractice *self, AttestMishap mishap);
guint attest_practice_get_n_taken (AttestPractice *self, const char *service);
guint attest_practice_get_n_requests (AttestPractice *self);

const char *attest_mishap_get_id (AttestMishap mishap);
gboolean attest_mishap_from_id (const char *id, AttestMishap *mishap);

G_END_DECLS
