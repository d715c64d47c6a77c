/* One thread and its queue. The thread sleeps while the queue is empty. */
#include "attest-config.h"
#include "store/sqlite/attest-worker.h"

typedef struct
{
  AttestWorkerFunc func; /* NULL: the last one */
  gpointer data;
} Work;

struct _AttestWorker
{
  GAsyncQueue *queue;
  GThread *thread;
};

static gpointer
work (gpointer data)
{
  g_autoptr (GAsyncQueue) queue = data;

  while (TRUE)
    {
      g_autofree Work *next = g_async_queue_pop (queue);

      if (next->func == NULL)
        return NULL;
      next->func (next->data);
    }
}

/**
 * attest_worker_new:
 * @name: of the thread, for debuggers; 15 characters at most
 *
 * Returns: (transfer full): a running thread
 */
AttestWorker *
attest_worker_new (const char *name)
{
  AttestWorker *self = g_new0 (AttestWorker, 1);

  self->queue = g_async_queue_new ();
  self->thread = g_thread_new (name, work, g_async_queue_ref (self->queue));
  return self;
}

/**
 * attest_worker_push:
 * @self: a worker
 * @func: called on its thread, after everything that was pushed before
 * @data: for @func, which owns it then
 *
 * Thread: any.
 */
void
attest_worker_push (AttestWorker *self, AttestWorkerFunc func, gpointer data)
{
  Work *next = g_new (Work, 1);

  *next = (Work){ func, data };
  g_async_queue_push (self->queue, next);
}

/**
 * attest_worker_free:
 * @self: (transfer full) (nullable): a worker
 *
 * Waits until everything pushed so far is done. Called on the worker's own thread, it does not
 * wait; the thread ends by itself then.
 */
void
attest_worker_free (AttestWorker *self)
{
  if (self == NULL)
    return;
  attest_worker_push (self, NULL, NULL);
  if (g_thread_self () == self->thread)
    g_thread_unref (self->thread);
  else
    g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_free (self);
}
