/* One picture: see the header. By the rules of sending, but without a key: no redirects, nothing
 * unencrypted but to this computer, the network's proxy, and a reply that is capped. What came is
 * told from its own first bytes, and its size from its head, so that nothing large is unpacked. */
#include "attest-config.h"
#include "http/attest-picture.h"

#include "http/attest-post.h"
#include "service/attest-service.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define IDLE_TIMEOUT_MS (15 * 1000)
#define TOTAL_TIMEOUT_MS (30 * 1000)

static guint
read_number (const guint8 *at, guint n_bytes)
{
  guint number = 0;

  for (guint i = 0; i < n_bytes; i++)
    number = number << 8 | at[i];
  return number;
}

static gboolean
is_fit (guint width, guint height)
{
  return width > 0 && height > 0 && width <= ATTEST_PICTURE_WIDEST
         && height <= ATTEST_PICTURE_WIDEST;
}

/* ISO/IEC 15948: the signature, and the first chunk, which is IHDR. */
static gboolean
check_png (const guint8 *data, gsize size)
{
  static const guint8 begin[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n',
                                  0,    0,   0,   13,  'I',  'H',  'D',  'R' };

  return size >= sizeof begin + 8 && memcmp (data, begin, sizeof begin) == 0
         && is_fit (read_number (data + sizeof begin, 4), read_number (data + sizeof begin + 4, 4));
}

/* ISO/IEC 10918-1: segments up to the frame's head, of which there is one. */
static gboolean
check_jpeg (const guint8 *data, gsize size)
{
  gsize at = 2;

  if (size < 4 || data[0] != 0xff || data[1] != 0xd8)
    return FALSE;
  while (at + 9 < size && data[at] == 0xff)
    {
      const guint8 marker = data[at + 1];
      const gboolean is_frame =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;

      if (is_frame)
        return is_fit (read_number (data + at + 7, 2), read_number (data + at + 5, 2));
      at += 2 + read_number (data + at + 2, 2);
    }
  return FALSE;
}

/**
 * attest_picture_check:
 * @bytes: what is said to be a picture
 *
 * Returns: whether it is a PNG or a JPEG by its own head, and not too wide or high to be unpacked.
 *   Thread: any.
 */
gboolean
attest_picture_check (GBytes *bytes)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return check_png (data, size) || check_jpeg (data, size);
}

/* Returns: (nullable): why there is no picture */
static const char *
find_fault (const AttestResponse *response)
{
  if (response->status == 0 || response->body == NULL)
    return _ ("The host of the pictures cannot be reached. Try again later.");
  if (response->status != 200)
    return _ ("The host did not answer with a picture.");
  if (response->is_cut && response->error != NULL)
    return response->error;
  if (response->is_cut)
    return _ ("The picture is too large.");
  if (!attest_picture_check (response->body))
    return _ ("What the host sent is not a picture that can be shown.");
  return NULL;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (AttestResponse) response = attest_post_finish (result);
  const char *fault = find_fault (response);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (fault != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", fault);
  else
    g_task_return_pointer (task, g_bytes_ref (response->body), (GDestroyNotify) g_bytes_unref);
}

static gboolean
may_be_asked_for (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);

  return uri != NULL && attest_uri_is_private (uri);
}

/**
 * attest_picture_read_async:
 * @route: (nullable): how its host is reached; outlives the reading
 * @address: where it is: a host that somebody agreed to ask
 * @cancellable: (nullable): gives up
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_picture_read_async (const AttestRoute *route,
                           const char *address,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  const AttestRequest request = {
    .url = address,
    .idle_timeout = IDLE_TIMEOUT_MS,
    .total_timeout = TOTAL_TIMEOUT_MS,
    .accept = "image/png, image/jpeg",
    .max_reply = ATTEST_PICTURE_MOST,
    .route = route,
  };

  g_task_set_source_tag (task, attest_picture_read_async);
  if (may_be_asked_for (address))
    {
      attest_post_async (&request, cancellable, answered_cb, task);
      return;
    }
  g_task_return_new_error (task,
                           G_IO_ERROR,
                           G_IO_ERROR_FAILED,
                           "%s",
                           _ ("Pictures are read only over an encrypted connection."));
  g_object_unref (task);
}

/**
 * attest_picture_read_finish:
 * @result: what the callback was given
 * @error: return location for why there is none, in words; cancelled
 *
 * Returns: (transfer full) (nullable): a picture that passed attest_picture_check()
 */
GBytes *
attest_picture_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_picture_read_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
