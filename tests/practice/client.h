/* What the tests of the practice service share: a running service and a plain HTTP client. */
#pragma once

#include "attest-practice.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#define UPLOAD "/api/client/v1/mncb/upload-cert"
#define BULK "/api/client/v1/mncb/bulk-upload-cert"
#define CERT "/api/client/v1/mncb/cert/"
#define FORMS "/achievements/forms"

typedef struct
{
  AttestPractice *practice;
  SoupSession *session;
  /* about the last request */
  guint status; /* 0 when nothing came back */
  GError *error;
  char *text;
  JsonNode *json; /* (nullable) */
  SoupMessageHeaders *headers;
} Client;

void client_set_up (Client *client, gconstpointer data);
void client_tear_down (Client *client, gconstpointer data);
guint client_send (Client *client,
                   const char *method,
                   const char *service,
                   const char *path,
                   const char *body);
guint client_send_with (Client *client,
                        const char *method,
                        const char *service,
                        const char *path,
                        const char *body,
                        const char *content_type,
                        const char *header,
                        const char *value);
const char *client_get (Client *client, const char *path);
JsonNode *client_find (Client *client, const char *path);
char *client_read_example (const char *name);
char *client_edit (const char *body, const char *key, const char *json);

#define client_add(path, function)                                                                 \
  g_test_add (path, Client, NULL, client_set_up, function, client_tear_down)
