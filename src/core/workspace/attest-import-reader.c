/* One reading after the other: see the header. */
#include "attest-config.h"
#include "workspace/attest-import-reader.h"

struct _AttestImportReader
{
  const AttestImportReaderFuncs *funcs;
  GObject *owner; /* not owned, but while something is read */

  GTask *opening; /* (nullable): until it was read once */
  GFile *file;    /* (nullable): while it is still to be loaded */
  GBytes *bytes;  /* (nullable) */
  AttestWorkbook *workbook;
  AttestImportRecords *records;
  GError *error;

  AttestImportWork *work;    /* (nullable): the reading that runs */
  GCancellable *cancellable; /* (nullable): of that */
  gboolean is_again;         /* something was decided since that began */
};

/**
 * attest_import_reader_new:
 * @funcs: outlives it
 * @owner: (transfer none): what they are called with; has the reader
 *
 * Returns: (transfer full): a reader of nothing yet
 */
AttestImportReader *
attest_import_reader_new (const AttestImportReaderFuncs *funcs, GObject *owner)
{
  AttestImportReader *self = g_new0 (AttestImportReader, 1);

  self->funcs = funcs;
  self->owner = owner;
  self->records = attest_import_records_new ();
  return self;
}

/**
 * attest_import_reader_free:
 * @self: a reader that is not reading
 */
void
attest_import_reader_free (AttestImportReader *self)
{
  g_object_unref (self->records);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_error (&self->error);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  attest_import_let_go (self->workbook, (GDestroyNotify) attest_workbook_free);
  g_free (self);
}

/**
 * attest_import_reader_set_file:
 * @self: a reader of nothing yet
 * @file: what to load when it starts
 */
void
attest_import_reader_set_file (AttestImportReader *self, GFile *file)
{
  self->file = g_object_ref (file);
}

static void
take (AttestImportReader *self, AttestImportWork *work)
{
  if (work->is_new)
    {
      attest_import_let_go (self->workbook, (GDestroyNotify) attest_workbook_free);
      self->workbook = g_steal_pointer (&work->workbook);
      work->is_new = FALSE;
    }
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&work->error);
  self->funcs->take (self->owner, work);
  attest_import_records_take (self->records, work);
}

/* What is told, and when it is. */
typedef struct
{
  AttestImportReader *reader;
  GObject *owner;
  GError *error; /* (nullable) */
} Telling;

/* Takes @error, which is (nullable): why it cannot be read at all. */
static void
finish_opening (AttestImportReader *self, GError *error)
{
  g_autoptr (GTask) opening = g_steal_pointer (&self->opening);

  if (opening == NULL)
    g_clear_error (&error);
  else if (error != NULL)
    g_task_return_error (opening, error);
  else
    g_task_return_boolean (opening, TRUE);
}

static gboolean
tell_cb (gpointer data)
{
  g_autofree Telling *telling = data;
  g_autoptr (GObject) owner = telling->owner;

  telling->reader->funcs->set_busy (owner, FALSE);
  telling->reader->funcs->done (owner);
  finish_opening (telling->reader, telling->error);
  return G_SOURCE_REMOVE;
}

static gboolean
tell_records_cb (gpointer data)
{
  const Telling *telling = data;

  attest_import_records_tell (telling->reader->records);
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_cb, data, NULL);
  return G_SOURCE_REMOVE;
}

/* Takes @error. Taking thousands of records is a turn of its own, before those that show them and
 * what is said of all. */
static void
tell (AttestImportReader *self, GError *error)
{
  Telling *telling = g_new (Telling, 1);

  *telling = (Telling){ self, g_object_ref (self->owner), error };
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_records_cb, telling, NULL);
}

static void start (AttestImportReader *self);

/* Takes @error. Of what was stopped because something was decided meanwhile nothing is left. */
static void
finish (AttestImportReader *self, GError *error)
{
  g_autoptr (AttestImportWork) work = g_steal_pointer (&self->work);
  gboolean is_again = self->is_again && (self->bytes != NULL || work->bytes != NULL);

  if (self->bytes == NULL && work->bytes != NULL)
    self->bytes = g_bytes_ref (work->bytes);
  g_clear_object (&self->cancellable);
  self->is_again = FALSE;
  if (is_again)
    {
      g_clear_error (&error);
      start (self);
      self->funcs->set_busy (self->owner, FALSE);
      return;
    }
  if (error == NULL)
    take (self, work);
  else
    {
      g_clear_error (&self->error);
      self->error = g_error_copy (error);
    }
  tell (self, error);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestImportReader *self = user_data;
  g_autoptr (GObject) owner = self->owner;
  GError *error = NULL;

  attest_import_work_finish (result, &error);
  finish (self, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestImportReader *self = user_data;
  g_autoptr (GObject) owner = self->owner;
  GError *error = NULL;

  if (!attest_import_work_finish (result, &error) || self->work->reading == NULL
      || !self->work->is_compared || self->is_again)
    {
      finish (self, error);
      return;
    }
  g_object_ref (owner);
  attest_import_work_compare_async (
      self->work, self->funcs->compare (owner, self->work), self->cancellable, compared_cb, self);
}

/* Returns: whether the sheets themselves are to be read otherwise */
static gboolean
is_other_text (AttestImportReader *self, const AttestDecisions *decisions)
{
  static const AttestImportDecision both[] = { ATTEST_DECIDE_ENCODING, ATTEST_DECIDE_SEPARATOR };

  const AttestSheetImport *reading = attest_import_records_get_reading (self->records);

  for (guint i = 0; reading != NULL && i < G_N_ELEMENTS (both); i++)
    if (g_strcmp0 (attest_decisions_get (decisions, both[i], ""),
                   attest_decisions_get (reading->decisions, both[i], ""))
        != 0)
      return TRUE;
  return reading == NULL;
}

/* Reads it as is decided now, if it is not reading. */
static void
start (AttestImportReader *self)
{
  AttestImportWork *work = g_new0 (AttestImportWork, 1);

  work->file = self->file != NULL ? g_object_ref (self->file) : NULL;
  work->bytes = self->bytes != NULL ? g_bytes_ref (self->bytes) : NULL;
  self->funcs->begin (self->owner, work);
  work->workbook = is_other_text (self, work->decisions) ? NULL : self->workbook;
  work->shown = attest_import_records_ref_all (self->records);
  self->cancellable = g_cancellable_new ();
  self->is_again = FALSE;
  self->funcs->set_busy (self->owner, TRUE);
  self->work = work;
  g_object_ref (self->owner);
  attest_import_work_read_async (work, self->cancellable, read_cb, self);
}

/**
 * attest_import_reader_begin_opening:
 * @self: a reader of nothing yet, or of what could not be read
 * @opening: returns once attest_import_reader_open() was called and it was read for the first time
 *
 * It is busy from now on.
 */
void
attest_import_reader_begin_opening (AttestImportReader *self, GTask *opening)
{
  self->opening = g_object_ref (opening);
  self->funcs->set_busy (self->owner, TRUE);
}

/**
 * attest_import_reader_open:
 * @self: a reader that is opening
 * @bytes: (nullable): what to read; %NULL: what it has, or is in its file
 * @error: (transfer full) (nullable): why nothing is to be read
 *
 * Reads it as is decided now, or ends the opening with @error.
 */
void
attest_import_reader_open (AttestImportReader *self, GBytes *bytes, GError *error)
{
  if (bytes != NULL)
    {
      g_clear_pointer (&self->bytes, g_bytes_unref);
      self->bytes = g_bytes_ref (bytes);
    }
  if (error != NULL)
    finish_opening (self, error);
  else
    start (self);
  self->funcs->set_busy (self->owner, FALSE);
}

/**
 * attest_import_reader_read_anew:
 * @self: a reader
 *
 * What was decided is another: what is there is read at once, or as soon as what runs has stopped.
 * A file is loaded to its end first, and what is still to be opened is read as is decided then.
 */
void
attest_import_reader_read_anew (AttestImportReader *self)
{
  if (self->cancellable == NULL)
    {
      if (self->bytes != NULL)
        start (self);
      return;
    }
  self->is_again = TRUE;
  if (self->bytes != NULL)
    g_cancellable_cancel (self->cancellable);
}

/* Gives up what is being read, if anything is. */
void
attest_import_reader_cancel (AttestImportReader *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/* Returns: whether it was not read for the first time yet, and is going to be */
gboolean
attest_import_reader_is_opening (const AttestImportReader *self)
{
  return self->opening != NULL;
}

/* Returns: whether something is being read */
gboolean
attest_import_reader_is_reading (const AttestImportReader *self)
{
  return self->cancellable != NULL;
}

/* Returns: (transfer none) (nullable): the file, once it is loaded */
GBytes *
attest_import_reader_get_bytes (const AttestImportReader *self)
{
  return self->bytes;
}

/* Returns: (transfer none) (nullable): the sheets as they were read last */
AttestWorkbook *
attest_import_reader_get_workbook (const AttestImportReader *self)
{
  return self->workbook;
}

/* Returns: (transfer none): the same object always; what is in it is of the last reading */
AttestImportRecords *
attest_import_reader_get_records (const AttestImportReader *self)
{
  return self->records;
}

/* Returns: (transfer none) (nullable): why there are no records */
const GError *
attest_import_reader_get_error (const AttestImportReader *self)
{
  return self->error;
}
