/* A database file as the bytes that stand there (https://www.sqlite.org/fileformat2.html).
 *
 * SQLite gives up a whole table for one broken page above its rows, and the newest part of its log
 * for one wrong byte. Here every page that looks like a leaf of a table is read, whatever leads to
 * it, and every frame of the log is believed. Nothing that stands in the file is: each length is
 * looked at before it is used. Thread: any. */
#include "attest-config.h"
#include "store/sqlite/attest-pages.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC "SQLite format 3"
#define HEADER_SIZE 100
#define LOG_HEADER_SIZE 32
#define FRAME_HEADER_SIZE 24
#define USUAL_PAGE_SIZE 4096
#define BLOCK 4096 /* as much is lost where the disk cannot read */
#define TRIES 3
#define LEAF_OF_TABLE 0x0d
#define MAX_PAYLOAD (256 * 1024 * 1024)
/* Above this a number in place of the version is no version. */
#define MAX_VERSION 1000000

/* Reading. */

static guint32
get16 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 8 | bytes[1];
}

static guint32
get32 (const guint8 *bytes)
{
  return get16 (bytes) << 16 | get16 (bytes + 2);
}

static void
put32 (guint8 *bytes, guint32 value)
{
  value = GUINT32_TO_BE (value);
  memcpy (bytes, &value, sizeof value);
}

/* A disk that reports an error once may read it the next time. */
static gssize
read_some (int file, guint8 *bytes, gsize wanted, gsize at)
{
  gssize n = -1;

  for (guint i = 0; i < TRIES && n < 0; i++)
    n = pread (file, bytes, wanted, (off_t) at);
  return n;
}

/* All of a file, with zeros where the disk cannot read. Returns NULL if there is nothing. */
static guint8 *
read_file (const char *path, gsize *size)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  struct stat status = { 0 };
  guint8 *bytes = NULL;

  *size = 0;
  if (file >= 0 && fstat (file, &status) == 0 && S_ISREG (status.st_mode) && status.st_size > 0)
    bytes = g_try_malloc0 ((gsize) status.st_size);
  while (bytes != NULL && *size < (gsize) status.st_size)
    {
      gsize wanted = (gsize) status.st_size - *size;
      gssize n = read_some (file, bytes + *size, wanted, *size);

      if (n == 0)
        break;
      *size += n > 0 ? (gsize) n : MIN (wanted, BLOCK);
    }
  if (file >= 0)
    close (file);
  return bytes;
}

static gboolean
is_page_size (gsize size)
{
  return size >= 512 && size <= 65536 && (size & (size - 1)) == 0;
}

static gsize
get_page_size (const guint8 *header)
{
  gsize size = get16 (header + 16);

  return size == 1 ? 65536 : size;
}

/* The log. */

typedef struct
{
  guint8 *bytes;
  gsize size;
  gsize page_size;
  guint n_frames;
  const guint8 *salt;
} Log;

static const guint8 *
log_get_frame (const Log *self, guint i)
{
  return self->bytes + LOG_HEADER_SIZE + i * (FRAME_HEADER_SIZE + self->page_size);
}

/* What an earlier use of the file left behind has another salt than its beginning. That stands in
 * the header and in each frame: which of them is the damaged one, the next one says. */
static const guint8 *
find_salt (const Log *self)
{
  const guint8 *first = self->bytes + LOG_HEADER_SIZE + 8;
  const guint8 *second = self->n_frames > 1 ? log_get_frame (self, 1) + 8 : first;
  const guint8 *header = self->bytes + 16;

  return memcmp (header, second, 8) == 0 ? header : first;
}

static gboolean
log_read (Log *self, const char *path)
{
  g_autofree char *name = g_strconcat (path, "-wal", NULL);

  *self = (Log){ 0 };
  self->bytes = read_file (name, &self->size);
  if (self->size < LOG_HEADER_SIZE + FRAME_HEADER_SIZE)
    return FALSE;
  self->page_size = get32 (self->bytes + 8);
  if (!is_page_size (self->page_size))
    self->page_size = USUAL_PAGE_SIZE;
  self->n_frames = (guint) ((self->size - LOG_HEADER_SIZE) / (FRAME_HEADER_SIZE + self->page_size));
  self->salt = find_salt (self);
  return self->n_frames > 0;
}

static gboolean
log_is_current (const Log *self, guint i)
{
  return memcmp (log_get_frame (self, i) + 8, self->salt, 8) == 0;
}

/* Whether a transaction ends with this frame. */
static gboolean
log_is_commit (const Log *self, guint i)
{
  return get32 (log_get_frame (self, i) + 4) != 0;
}

/* How many frames the last transaction ends with. One before that which seems to be of an earlier
 * use is damaged: those are overwritten from the beginning on. */
static guint
log_find_end (const Log *self)
{
  guint end = self->n_frames;

  while (end > 0 && !(log_is_current (self, end - 1) && log_is_commit (self, end - 1)))
    end--;
  return end;
}

static void
add_up (const guint8 *bytes, gsize size, gboolean big_endian, guint32 *sums)
{
  for (gsize i = 0; i + 8 <= size; i += 8)
    {
      guint32 first = get32 (bytes + i);
      guint32 second = get32 (bytes + i + 4);

      sums[0] += (big_endian ? first : GUINT32_SWAP_LE_BE (first)) + sums[1];
      sums[1] += (big_endian ? second : GUINT32_SWAP_LE_BE (second)) + sums[0];
    }
}

/* How many frames SQLite will believe. */
static guint
log_count_whole (const Log *self)
{
  gboolean big_endian = (self->bytes[3] & 1) != 0;
  guint32 sums[2] = { 0, 0 };

  add_up (self->bytes, 24, big_endian, sums);
  if (get32 (self->bytes + 24) != sums[0] || get32 (self->bytes + 28) != sums[1]
      || memcmp (self->bytes + 16, self->salt, 8) != 0)
    return 0;
  for (guint i = 0; i < self->n_frames; i++)
    {
      const guint8 *frame = log_get_frame (self, i);

      add_up (frame, 8, big_endian, sums);
      add_up (frame + FRAME_HEADER_SIZE, self->page_size, big_endian, sums);
      if (!log_is_current (self, i) || get32 (frame + 16) != sums[0]
          || get32 (frame + 20) != sums[1])
        return i;
    }
  return self->n_frames;
}

/**
 * attest_pages_check_log:
 * @path: of a database that nobody has open
 *
 * Each transaction is on the disk before the next one is begun: after a loss of power the last one
 * may be broken, and was never said to be done. Where two or more follow what SQLite believes,
 * something else happened to the log.
 *
 * Returns: what there is of a write-ahead log
 */
AttestLogState
attest_pages_check_log (const char *path)
{
  Log log = { 0 };
  AttestLogState state = ATTEST_LOG_NONE;
  guint n_lost = 0;

  if (log_read (&log, path))
    {
      for (guint i = log_count_whole (&log); i < log_find_end (&log); i++)
        n_lost += log_is_commit (&log, i);
      state = n_lost > 1 ? ATTEST_LOG_TORN : ATTEST_LOG_WHOLE;
    }
  g_free (log.bytes);
  return state;
}

/* Puts the pages of the log where they belong, up to its last transaction. */
static void
apply_log (AttestPages *self, const char *path)
{
  Log log = { 0 };
  guint end = log_read (&log, path) ? log_find_end (&log) : 0;
  gsize last = 0;

  for (guint i = 0; i < end; i++)
    last = MAX (last, get32 (log_get_frame (&log, i)));
  /* No page is further away than all that is there. */
  last = MIN (last, self->size / MAX (log.page_size, 1) + log.n_frames);
  if (end > 0 && last * log.page_size > self->size)
    {
      self->bytes = g_realloc (self->bytes, last * log.page_size);
      memset (self->bytes + self->size, 0, last * log.page_size - self->size);
      self->size = last * log.page_size;
    }
  for (guint i = 0; i < end; i++)
    {
      guint32 page = get32 (log_get_frame (&log, i));

      if (page >= 1 && page <= last)
        memcpy (self->bytes + (page - 1) * log.page_size,
                log_get_frame (&log, i) + FRAME_HEADER_SIZE,
                log.page_size);
    }
  if (end > 0)
    self->page_size = log.page_size;
  g_free (log.bytes);
}

static void
find_page_size (AttestPages *self)
{
  gsize page_size = get_page_size (self->bytes);

  if (is_page_size (page_size))
    self->page_size = page_size;
  else if (self->page_size == 0)
    self->page_size = USUAL_PAGE_SIZE;
}

/* Zeros stand for what is missing of the last page. */
static void
complete_last_page (AttestPages *self)
{
  gsize missing = (self->page_size - self->size % self->page_size) % self->page_size;

  self->end = self->size;
  if (missing == 0)
    return;
  self->bytes = g_realloc (self->bytes, self->size + missing);
  memset (self->bytes + self->size, 0, missing);
  self->size += missing;
}

/* The header: what must stand there for SQLite to read on, as this program writes it. */
static void
repair_header (AttestPages *self)
{
  guint8 *header = self->bytes;

  memcpy (header, MAGIC, sizeof MAGIC);
  header[16] = (guint8) (self->page_size >> 8);
  header[17] = (guint8) (self->page_size >> 16);
  header[18] = header[19] = 1; /* no log any more */
  header[20] = 0;
  header[21] = 64;
  header[22] = header[23] = 32;
  put32 (header + 28, (guint32) (self->end / self->page_size));
  memcpy (header + 92, header + 24, 4); /* so that the line above is believed */
  if (get32 (header + 44) < 1 || get32 (header + 44) > 4)
    put32 (header + 44, 4);
  put32 (header + 56, 1); /* UTF-8 */
  self->version = (gint32) get32 (header + 60);
}

/**
 * attest_pages_load:
 * @path: of a database, whatever became of it, and its log
 *
 * Returns: (transfer full) (nullable): what stands there; %NULL: nothing, or more than there is
 *   memory for
 */
AttestPages *
attest_pages_load (const char *path)
{
  g_autoptr (AttestPages) self = g_new0 (AttestPages, 1);

  self->bytes = read_file (path, &self->size);
  if (self->bytes == NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    self->size = 0;
  apply_log (self, path);
  if (self->size < HEADER_SIZE)
    return NULL;
  find_page_size (self);
  complete_last_page (self);
  repair_header (self);
  return g_steal_pointer (&self);
}

/**
 * attest_pages_free:
 * @self: (nullable): pages
 */
void
attest_pages_free (AttestPages *self)
{
  if (self == NULL)
    return;
  g_free (self->bytes);
  g_free (self);
}

/* Most of what makes it a database has to stand there. */
static gint64
get_version (const guint8 *header)
{
  gint32 version = (gint32) get32 (header + 60);
  guint n_same = 0;

  for (guint i = 0; i < sizeof MAGIC; i++)
    n_same += header[i] == (guint8) MAGIC[i];
  return n_same + 4 >= sizeof MAGIC && version > 0 && version < MAX_VERSION ? version : 0;
}

/**
 * attest_pages_peek_version:
 * @path: a file, perhaps of a newer version of the program or of none
 *
 * Looks at the first bytes alone, and at those that its log has for their place, as another version
 * of SQLite may have written the rest.
 *
 * Returns: the newest version the file says it has; 0: none
 */
gint64
attest_pages_peek_version (const char *path)
{
  guint8 header[HEADER_SIZE] = { 0 };
  int file = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  gint64 version = 0;
  Log log = { 0 };

  if (file >= 0 && pread (file, header, sizeof header, 0) == HEADER_SIZE)
    version = get_version (header);
  if (file >= 0)
    close (file);
  if (log_read (&log, path))
    for (guint i = 0; i < log.n_frames; i++)
      if (log_is_current (&log, i) && get32 (log_get_frame (&log, i)) == 1)
        version = MAX (version, get_version (log_get_frame (&log, i) + FRAME_HEADER_SIZE));
  g_free (log.bytes);
  return version;
}

/**
 * attest_pages_is_of_future:
 * @path: a database
 *
 * SQLite only reads what may be written by newer versions of it alone, and says that writing is not
 * allowed. Attest never made one: a byte of the header went wrong.
 *
 * Returns: whether the header says that
 */
gboolean
attest_pages_is_of_future (const char *path)
{
  guint8 header[HEADER_SIZE] = { 0 };
  int file = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  gboolean whole = file >= 0 && pread (file, header, sizeof header, 0) == HEADER_SIZE;

  if (file >= 0)
    close (file);
  return whole && header[18] > 2;
}

/**
 * attest_pages_is_cut:
 * @path: a database without a log
 *
 * SQLite reads zeros where less than a page is missing, and says nothing.
 *
 * Returns: whether there is less of it than its header says
 */
gboolean
attest_pages_is_cut (const char *path)
{
  guint8 header[HEADER_SIZE] = { 0 };
  struct stat status = { 0 };
  int file = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  gboolean whole = file >= 0 && fstat (file, &status) == 0
                   && pread (file, header, sizeof header, 0) == HEADER_SIZE;

  if (file >= 0)
    close (file);
  /* An older program may have left the number of pages as it was; then these differ. */
  return whole && memcmp (header + 92, header + 24, 4) == 0 && is_page_size (get_page_size (header))
         && (guint64) status.st_size < (guint64) get32 (header + 28) * get_page_size (header);
}

/* Rows. */

/* Returns: how many bytes it takes; 0: it goes beyond the end */
static gsize
read_varint (const guint8 *bytes, gsize size, guint64 *value)
{
  *value = 0;
  for (gsize i = 0; i < MIN (size, 9); i++)
    {
      if (i == 8)
        {
          *value = *value << 8 | bytes[i];
          return 9;
        }
      *value = *value << 7 | (bytes[i] & 0x7f);
      if ((bytes[i] & 0x80) == 0)
        return i + 1;
    }
  return 0;
}

static gsize
read_value (guint64 serial, const guint8 *bytes, gsize size, AttestPagesValue *value)
{
  static const gsize lengths[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0 };
  gsize length = serial < G_N_ELEMENTS (lengths) ? lengths[serial] : (gsize) (serial - 12) / 2;

  *value = (AttestPagesValue){ .type = SQLITE_NULL };
  if (serial == 10 || serial == 11 || length > size)
    return G_MAXSIZE;
  if (serial >= 12)
    *value = (AttestPagesValue){ .type = serial % 2 == 0 ? SQLITE_BLOB : SQLITE_TEXT,
                                 .bytes = bytes,
                                 .length = length };
  else if (serial == 7)
    {
      guint64 raw = (guint64) get32 (bytes) << 32 | get32 (bytes + 4);

      value->type = SQLITE_FLOAT;
      memcpy (&value->real, &raw, sizeof raw);
    }
  else if (serial != 0)
    {
      guint64 number = serial == 9 ? 1 : 0;

      if (length > 0 && (bytes[0] & 0x80) != 0)
        number = G_MAXUINT64;
      for (gsize i = 0; i < length; i++)
        number = number << 8 | bytes[i];
      value->type = SQLITE_INTEGER;
      value->number = (gint64) number;
    }
  return length;
}

static void
read_record (const guint8 *bytes, gsize size, AttestPagesFunc func, gpointer data)
{
  AttestPagesValue values[ATTEST_PAGES_MAX_COLUMNS];
  guint64 header = 0;
  gsize at = read_varint (bytes, size, &header);
  gsize body = (gsize) header;
  guint n = 0;

  if (at == 0 || header > size)
    return;
  while (at < header && n < G_N_ELEMENTS (values))
    {
      guint64 serial = 0;
      gsize used = read_varint (bytes + at, (gsize) header - at, &serial);
      gsize length =
          used > 0 ? read_value (serial, bytes + body, size - body, &values[n]) : G_MAXSIZE;

      if (length == G_MAXSIZE)
        return;
      at += used;
      body += length;
      n++;
    }
  func (values, n, data);
}

/* How much of a row of @size bytes stands on its leaf; the rest is in pages of its own. */
static gsize
get_local_size (const AttestPages *self, gsize size)
{
  gsize least = (self->page_size - 12) * 32 / 255 - 23;
  gsize local = 0;

  if (size <= self->page_size - 35)
    return size;
  local = least + (size - least) % (self->page_size - 4);
  return local <= self->page_size - 35 ? local : least;
}

/* Of a row that was cut nobody knows the rest. */
static gboolean
has_all (const AttestPages *self, const guint8 *bytes, gsize length)
{
  return (gsize) (bytes - self->bytes) + length <= self->end;
}

static void
read_cell (const AttestPages *self,
           const guint8 *page,
           gsize at,
           AttestPagesFunc func,
           gpointer data)
{
  guint64 size = 0;
  guint64 rowid = 0;
  gsize used = read_varint (page + at, self->page_size - at, &size);
  gsize local = 0;
  g_autoptr (GByteArray) all = NULL;
  guint32 next = 0;

  at += used;
  if (used == 0 || size == 0 || size > MIN (self->size, MAX_PAYLOAD))
    return;
  used = read_varint (page + at, self->page_size - at, &rowid);
  at += used;
  local = get_local_size (self, (gsize) size);
  if (used == 0 || at + local + (local < size ? 4 : 0) > self->page_size
      || !has_all (self, page + at, local + (local < size ? 4 : 0)))
    return;
  if (local == size)
    {
      read_record (page + at, local, func, data);
      return;
    }
  all = g_byte_array_sized_new ((guint) size);
  g_byte_array_append (all, page + at, (guint) local);
  for (next = get32 (page + at + local); all->len < size; next = get32 (page))
    {
      gsize n = MIN ((gsize) size - all->len, self->page_size - 4);

      if (next < 2 || (gsize) next * self->page_size > self->size)
        return;
      page = self->bytes + (gsize) (next - 1) * self->page_size;
      if (!has_all (self, page, n + 4))
        return;
      g_byte_array_append (all, page + 4, (guint) n);
    }
  read_record (all->data, all->len, func, data);
}

/**
 * attest_pages_foreach_row:
 * @self: pages
 * @func: (scope call): called for each row of any table that has row numbers
 * @data: for @func
 *
 * In the order of the file. Pages that are not used any more are read as well: what they hold may
 * be older than what is elsewhere.
 */
void
attest_pages_foreach_row (const AttestPages *self, AttestPagesFunc func, gpointer data)
{
  for (gsize start = 0; start + self->page_size <= self->size; start += self->page_size)
    {
      const guint8 *page = self->bytes + start;
      gsize head = start == 0 ? HEADER_SIZE : 0;
      guint n_cells = get16 (page + head + 3);

      if (page[head] != LEAF_OF_TABLE || head + 8 + n_cells * 2 > self->page_size)
        continue;
      for (guint i = 0; i < n_cells; i++)
        {
          gsize at = get16 (page + head + 8 + i * 2);

          if (at >= head + 8 + n_cells * 2 && at < self->page_size)
            read_cell (self, page, at, func, data);
        }
    }
}
