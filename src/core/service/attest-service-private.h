/* The entries of the service table; each is defined in the file that is named after it. */
#pragma once

#include "codec/attest-json.h"
#include "service/attest-service.h"

G_BEGIN_DECLS

extern const AttestService attest_certsearch_service;
extern const AttestService attest_kolleges_service;

/* The words of CertSearch, and uploading many at once; the rest of it is in attest-certsearch.c. */
AttestReply *attest_certsearch_read_reply (guint status, const char *content_type, GBytes *body);
gboolean attest_certsearch_take_errors (AttestReply *reply, const AttestJson *errors);
extern const AttestServiceBulk attest_certsearch_bulk;

/* Reading one certificate back; the rest of it is in attest-certsearch.c. */
gboolean attest_certsearch_read_one (GBytes *body, GPtrArray *stored, guint *n_pages);
extern const guint attest_certsearch_told[];

/* Reading what kolleges lists; the rest of it is in attest-kolleges.c. */
gboolean attest_kolleges_read_list (GBytes *body, GPtrArray *stored, guint *n_pages);
extern const AttestDesignKind attest_kolleges_designs[];
gboolean attest_kolleges_is_like (AttestRecord *sent, AttestRecord *stored);

G_END_DECLS
