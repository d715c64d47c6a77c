/* Memory that is given back is emptied first.
 *
 * An API key passes through memory that is not ours: header texts of libsoup, what is written to
 * and read from the connection, records of TLS, what a server echoes.  All of it is freed in the
 * end, and free() leaves what stood there, for a core file to carry away.  Nobody but the
 * allocator's callers could clear it, and they do not; so the programs bring their own free() and
 * realloc(), which every library uses as well, and which empty a block before the one below them
 * gets it.  What is ours is cleared where it is used all the same.  Stacks, and a key while it is
 * in use, are out of their reach.
 *
 * This file is part of the programs, not of the library, so that tests and whatever else may link
 * that keep the allocator they chose.  Thread: any. */
#define _GNU_SOURCE /* RTLD_NEXT */

#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* AddressSanitizer has an allocator of its own, and does the same when asked to. */
#if !defined(__SANITIZE_ADDRESS__)

typedef void (*Free) (void *block);

/* The free() below this one: the C library's, or that of whoever was loaded in front of it. Several
 * threads may look at once; they find the same. */
static _Atomic (Free) give_back;

static Free
find_below (void)
{
  static __thread int is_looking;
  Free found = atomic_load_explicit (&give_back, memory_order_relaxed);

  if (found != NULL || is_looking)
    return found;
  is_looking = 1;
  *(void **) &found = dlsym (RTLD_NEXT, "free");
  is_looking = 0;
  atomic_store_explicit (&give_back, found, memory_order_relaxed);
  return found;
}

/* The C library's, for the whole program: what is given back is emptied first. Any thread. */
void
free (void *block)
{
  Free below = block != NULL ? find_below () : NULL;

  if (block == NULL)
    return;
  explicit_bzero (block, malloc_usable_size (block));
  /* NULL only while it is looked for: a block of the loader's own, which is then left lying. */
  if (below != NULL)
    below (block);
}

/* A block that is a little too large stays; any other is copied, as the allocator would leave the
 * old one, or its end, as it was. Whoever lets a buffer grow has it grow by doubling, so that the
 * copies add up to no more than the buffer. */
void *
realloc (void *block, size_t size)
{
  size_t usable = block != NULL ? malloc_usable_size (block) : 0;
  void *larger = NULL;

  if (block != NULL && size == 0)
    {
      free (block);
      return NULL;
    }
  if (size <= usable && size >= usable / 2)
    return block;
  larger = malloc (size);
  if (larger == NULL || block == NULL)
    return larger;
  memcpy (larger, block, size < usable ? size : usable);
  free (block);
  return larger;
}

/* The C library's own would not come by here. */
void *
reallocarray (void *block, size_t n, size_t size)
{
  if (size != 0 && n > SIZE_MAX / size)
    {
      errno = ENOMEM;
      return NULL;
    }
  return realloc (block, n * size);
}

#endif
