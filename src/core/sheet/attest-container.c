/* The parts of a ZIP file, by name, through minizip, from memory.
 *
 * Names of parts are compared without case, as the formats say, and however their folders are
 * parted; the first of two that are alike counts. How large a part becomes is counted while it is
 * unpacked and not believed before. Thread: any; a container belongs to whoever opened it. */
#include "attest-config.h"
#include "sheet/attest-container.h"

#include <glib/gi18n-lib.h>
#include <minizip/unzip.h>
#include <string.h>

#define PIECE (1 << 16)
#define MAX_NAME 512 /* bytes; no part of a spreadsheet has a longer one */

struct _AttestContainer
{
  GBytes *bytes;
  const char *begin; /* of them */
  const char *next;  /* the next one that minizip reads */
  const char *end;   /* behind the last */
  unzFile zip;
  GHashTable *parts; /* name in lower case → unz64_file_pos */
  char *piece;       /* (nullable): room for what is unpacked at once */
  gsize n_unpacked;
};

/* The file that minizip reads is @opaque, a container; it is neither opened nor written. What a ZIP
 * file says of its parts minizip reads byte by byte. */

static voidpf ZCALLBACK
open_cb (voidpf opaque, const void *path, int mode)
{
  return opaque;
}

static uLong ZCALLBACK
read_cb (voidpf opaque, voidpf stream, void *buffer, uLong size)
{
  AttestContainer *self = opaque;
  const char *next = self->next;
  const gsize left = (gsize) (self->end - next);
  const gsize n = MIN (size, left);

  memcpy (buffer, next, n);
  self->next = next + n;
  return n;
}

static ZPOS64_T ZCALLBACK
tell_cb (voidpf opaque, voidpf stream)
{
  const AttestContainer *self = opaque;

  return (ZPOS64_T) (self->next - self->begin);
}

static long ZCALLBACK
seek_cb (voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
  AttestContainer *self = opaque;
  const char *from = origin == ZLIB_FILEFUNC_SEEK_CUR ? self->next : self->begin;

  if (origin == ZLIB_FILEFUNC_SEEK_END)
    from = self->end;
  if (offset > (gsize) (self->end - from))
    return -1;
  self->next = from + offset;
  return 0;
}

static int ZCALLBACK
close_cb (voidpf opaque, voidpf stream)
{
  return 0;
}

static gboolean
fail_damaged (GError **error)
{
  g_set_error_literal (error,
                       G_IO_ERROR,
                       G_IO_ERROR_INVALID_DATA,
                       _ ("The file is damaged: it cannot be unpacked. Open and save it in the "
                          "program it came from."));
  return FALSE;
}

/* Some programs write the names as paths of Windows. */
static char *
fold_name (const char *name)
{
  const gboolean is_from_root = *name == '/' || *name == '\\';

  return g_strdelimit (g_ascii_strdown (name + is_from_root, -1), "\\", '/');
}

static gboolean
list_parts (AttestContainer *self)
{
  char name[MAX_NAME] = "";
  int code = unzGoToFirstFile (self->zip);

  for (; code == UNZ_OK; code = unzGoToNextFile (self->zip))
    {
      unz64_file_pos place;
      g_autofree char *key = NULL;

      if (unzGetCurrentFileInfo64 (self->zip, NULL, name, sizeof name - 1, NULL, 0, NULL, 0)
              != UNZ_OK
          || unzGetFilePos64 (self->zip, &place) != UNZ_OK)
        return FALSE;
      key = fold_name (name);
      if (!g_hash_table_contains (self->parts, key))
        g_hash_table_insert (self->parts, g_steal_pointer (&key), g_memdup2 (&place, sizeof place));
    }
  return code == UNZ_END_OF_LIST_OF_FILE;
}

/**
 * attest_container_open:
 * @bytes: a ZIP file
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: (transfer full): its parts, none of them unpacked; %NULL if it is none, or damaged
 */
AttestContainer *
attest_container_open (GBytes *bytes, GError **error)
{
  zlib_filefunc64_def functions = { open_cb, read_cb, NULL, tell_cb, seek_cb, close_cb, close_cb };
  g_autoptr (AttestContainer) self = NULL;
  const char *data = NULL;
  gsize length = 0;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = g_new0 (AttestContainer, 1);
  self->bytes = g_bytes_ref (bytes);
  data = g_bytes_get_data (bytes, &length);
  self->begin = self->next = length > 0 ? data : "";
  self->end = self->begin + length;
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  functions.opaque = self;
  self->zip = unzOpen2_64 ("", &functions);
  if (self->zip != NULL && list_parts (self))
    return g_steal_pointer (&self);
  fail_damaged (error);
  return NULL;
}

/* Frees @self. */
void
attest_container_free (AttestContainer *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->zip, unzClose);
  g_hash_table_unref (self->parts);
  g_free (self->piece);
  g_bytes_unref (self->bytes);
  g_free (self);
}

static unz64_file_pos *
find_part (AttestContainer *self, const char *name)
{
  g_autofree char *key = fold_name (name);

  return g_hash_table_lookup (self->parts, key);
}

/* Returns: whether there is a part @part; case does not count */
gboolean
attest_container_has (AttestContainer *self, const char *part)
{
  g_return_val_if_fail (self != NULL && part != NULL, FALSE);

  return find_part (self, part) != NULL;
}

/* Returns: whether there is a part whose name ends in @ending, which is in lower case */
gboolean
attest_container_has_ending (AttestContainer *self, const char *ending)
{
  GHashTableIter iter;
  gpointer name = NULL;

  g_return_val_if_fail (self != NULL && ending != NULL, FALSE);

  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_str_has_suffix (name, ending))
      return TRUE;
  return FALSE;
}

static gboolean
check_unpacked (AttestContainer *self, gsize n, GError **error)
{
  self->n_unpacked += n;
  if (self->n_unpacked <= ATTEST_CONTAINER_MAX_SIZE)
    return TRUE;
  g_set_error_literal (error,
                       G_IO_ERROR,
                       G_IO_ERROR_NOT_SUPPORTED,
                       _ ("The file is too large when it is unpacked. Split it into several "
                          "files."));
  return FALSE;
}

/* Its checksum is looked at when all of it was read. */
static gboolean
read_open_part (AttestContainer *self, AttestPieceFunc func, gpointer user_data, GError **error)
{
  int n = 0;

  if (self->piece == NULL)
    self->piece = g_malloc (PIECE);
  while ((n = unzReadCurrentFile (self->zip, self->piece, PIECE)) > 0)
    {
      if (!check_unpacked (self, (gsize) n, error))
        return FALSE;
      if (!func (self->piece, (gsize) n, user_data))
        return TRUE;
    }
  return (n == 0 && unzCloseCurrentFile (self->zip) == UNZ_OK) || fail_damaged (error);
}

/**
 * attest_container_read:
 * @part: the name of a part; case does not count
 * @func: gets the part piece by piece, and may stop
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: %FALSE if there is no such part, or it is damaged or too large; that @func stopped is no
 *   failure
 */
gboolean
attest_container_read (AttestContainer *self,
                       const char *part,
                       AttestPieceFunc func,
                       gpointer user_data,
                       GError **error)
{
  unz64_file_pos *place = NULL;
  gboolean read = FALSE;

  g_return_val_if_fail (self != NULL && part != NULL && func != NULL, FALSE);

  place = find_part (self, part);
  if (place == NULL || unzGoToFilePos64 (self->zip, place) != UNZ_OK
      || unzOpenCurrentFile (self->zip) != UNZ_OK)
    return fail_damaged (error);
  read = read_open_part (self, func, user_data, error);
  unzCloseCurrentFile (self->zip);
  return read;
}
