/* The application's own: for the files attest-application….c alone. Main thread. */
#pragma once

#include "application/attest-application-private.h"

G_BEGIN_DECLS

struct _AttestApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  AttestWorkspace *workspace;
  AttestPractice *practice;     /* (nullable): runs from its first use on */
  AttestDraftTrash *trash;      /* (nullable): once the workspace is open */
  AttestQueueWatch *queue;      /* (nullable): likewise */
  AttestBackground *background; /* (nullable): likewise */
  AttestEnvironment environment;
  gboolean opening; /* the workspace; one of these three at a time */
  gboolean ready;
  gboolean closing;
  gboolean ending;      /* the main loop is over */
  gboolean quitting;    /* the user does not want it to go on without a window */
  guint session_cookie; /* 0: the session may end */
  GError *failure;
  GPtrArray *files; /* of GFile: to be opened once the workspace is */
};

/* attest-application-workspace.c */
void attest_application_ensure_practice (AttestApplication *self);
void attest_application_close_workspace (AttestApplication *self);

G_END_DECLS
