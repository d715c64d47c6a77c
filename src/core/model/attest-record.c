/* AttestRecord: properties from a field table, and the way to the value of each field. What is done
 * with whole records stands in attest-record-whole.c.
 *
 * A record owns its texts and its lists, a list owns its records; the way up is a weak pointer.
 * `changed` is emitted once for each edit on the record itself and on every record above it, with
 * the path as seen from there. Main thread. */
#include "attest-config.h"
#include "model/attest-record-private.h"

#include "base/attest-str.h"

typedef union
{
  char *text;
  AttestFlag flag;
  AttestRecordList *list;
} Slot;

typedef struct
{
  Slot *slots;            /* one per field of the schema */
  AttestRecordList *list; /* not owned: the list this record is in */
  AttestRecordTell tell;  /* what to call there after an edit */
} AttestRecordPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AttestRecord, attest_record, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static Slot *
get_slot (AttestRecord *self, guint field)
{
  AttestRecordPrivate *priv = attest_record_get_instance_private (self);

  g_assert (field < ATTEST_RECORD_GET_CLASS (self)->schema->n_fields);
  return &priv->slots[field];
}

static const AttestField *
get_field (AttestRecord *self, guint field)
{
  return &ATTEST_RECORD_GET_CLASS (self)->schema->fields[field];
}

static void
attest_record_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestRecord *self = ATTEST_RECORD (object);
  const AttestField *field = get_field (self, id - 1);

  if (attest_field_is_list (field))
    g_value_set_object (value, get_slot (self, id - 1)->list);
  else if (field->kind == ATTEST_FIELD_FLAG)
    g_value_set_enum (value, attest_record_get_flag (self, id - 1));
  else
    g_value_set_string (value, attest_record_get_text (self, id - 1));
}

static void
attest_record_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestRecord *self = ATTEST_RECORD (object);

  if (get_field (self, id - 1)->kind == ATTEST_FIELD_FLAG)
    attest_record_set_flag (self, id - 1, (AttestFlag) g_value_get_enum (value));
  else
    attest_record_set_text (self, id - 1, g_value_get_string (value));
}

/* Lists are made with the record; texts stay NULL until something is typed. */
static void
attest_record_constructed (GObject *object)
{
  AttestRecord *self = ATTEST_RECORD (object);
  AttestRecordPrivate *priv = attest_record_get_instance_private (self);
  const AttestSchema *schema = ATTEST_RECORD_GET_CLASS (self)->schema;

  priv->slots = g_new0 (Slot, schema->n_fields);
  for (guint i = 0; i < schema->n_fields; i++)
    if (attest_field_is_list (&schema->fields[i]))
      priv->slots[i].list =
          g_object_new (ATTEST_TYPE_RECORD_LIST, "owner", self, "field", &schema->fields[i], NULL);
  G_OBJECT_CLASS (attest_record_parent_class)->constructed (object);
}

static void
attest_record_finalize (GObject *object)
{
  AttestRecord *self = ATTEST_RECORD (object);
  AttestRecordPrivate *priv = attest_record_get_instance_private (self);
  const AttestSchema *schema = ATTEST_RECORD_GET_CLASS (self)->schema;

  for (guint i = 0; i < schema->n_fields; i++)
    {
      if (attest_field_is_list (&schema->fields[i]))
        g_object_unref (priv->slots[i].list);
      else if (schema->fields[i].kind != ATTEST_FIELD_FLAG)
        g_free (priv->slots[i].text);
    }
  g_free (priv->slots);
  G_OBJECT_CLASS (attest_record_parent_class)->finalize (object);
}

static void
attest_record_class_init (AttestRecordClass *klass)
{
  /**
   * AttestRecord::changed:
   * @self: a record
   * @path: what was edited, seen from @self: `sites[1].city`, or `sites` for the list itself
   */
  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
}

/* Nothing to do: the table, and so the number of slots, is known in constructed only. */
static void
attest_record_init (AttestRecord *self)
{
}

static GParamSpec *
make_property (const AttestField *field)
{
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  if (attest_field_is_list (field))
    return g_param_spec_object (field->name,
                                NULL,
                                NULL,
                                ATTEST_TYPE_RECORD_LIST,
                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  if (field->kind == ATTEST_FIELD_FLAG)
    return g_param_spec_enum (field->name, NULL, NULL, ATTEST_TYPE_FLAG, ATTEST_FLAG_UNSET, both);
  return g_param_spec_string (field->name, NULL, NULL, NULL, both);
}

/**
 * attest_record_class_install:
 * @klass: the class being initialised
 * @schema: (transfer none): its table, which must live for ever
 *
 * To be called from the class_init of every subclass: installs a property for each field.
 */
void
attest_record_class_install (AttestRecordClass *klass, const AttestSchema *schema)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  /* GObject clears both accessors in every derived class, so each subclass gets them here. */
  object_class->get_property = attest_record_get_property;
  object_class->set_property = attest_record_set_property;
  object_class->constructed = attest_record_constructed;
  object_class->finalize = attest_record_finalize;

  klass->schema = schema;
  klass->properties = g_new0 (GParamSpec *, schema->n_fields + 1);
  for (guint i = 0; i < schema->n_fields; i++)
    klass->properties[i + 1] = make_property (&schema->fields[i]);
  g_object_class_install_properties (object_class, schema->n_fields + 1, klass->properties);
}

/**
 * attest_record_new:
 * @schema: which kind of record
 *
 * Returns: (transfer full): an empty record of that kind
 */
AttestRecord *
attest_record_new (const AttestSchema *schema)
{
  g_return_val_if_fail (schema != NULL, NULL);
  return g_object_new (schema->get_type (), NULL);
}

/**
 * attest_record_get_schema:
 * @self: a record
 *
 * Returns: (transfer none): its table
 */
const AttestSchema *
attest_record_get_schema (AttestRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_RECORD (self), NULL);
  return ATTEST_RECORD_GET_CLASS (self)->schema;
}

/**
 * attest_record_get_list_of:
 * @self: a record
 *
 * Returns: (transfer none) (nullable): the list this record is in
 */
AttestRecordList *
attest_record_get_list_of (AttestRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_RECORD (self), NULL);
  return ((AttestRecordPrivate *) attest_record_get_instance_private (self))->list;
}

/* For the list alone, which takes records in and lets them go. @list, @tell: (nullable) */
void
attest_record_set_list (AttestRecord *self, AttestRecordList *list, AttestRecordTell tell)
{
  AttestRecordPrivate *priv = attest_record_get_instance_private (self);

  priv->list = list;
  priv->tell = tell;
}

/* Returns: whether anybody listens to `changed` of @self */
gboolean
attest_record_is_heard (AttestRecord *self)
{
  return g_signal_has_handler_pending (self, signals[CHANGED], 0, TRUE);
}

/* Emits `changed` here, then has the list tell its owner unless a handler took the record out. */
void
attest_record_emit_changed (AttestRecord *self, const char *path)
{
  AttestRecordPrivate *priv = attest_record_get_instance_private (self);
  AttestRecordList *list = priv->list;
  g_autoptr (AttestRecord) keep = g_object_ref (self);

  if (attest_record_is_heard (self))
    g_signal_emit (self, signals[CHANGED], 0, path);
  if (list != NULL && list == priv->list)
    priv->tell (list, self, path);
}

static void
edited (AttestRecord *self, guint field)
{
  g_object_notify_by_pspec (G_OBJECT (self), ATTEST_RECORD_GET_CLASS (self)->properties[field + 1]);
  attest_record_emit_changed (self, attest_field_get_path_name (get_field (self, field)));
}

/**
 * attest_record_get_text:
 * @self: a record
 * @field: index of a field that is neither a flag nor a list
 *
 * Returns: (transfer none): the text exactly as typed, "" where nothing was
 */
const char *
attest_record_get_text (AttestRecord *self, guint field)
{
  const char *text = NULL;

  g_return_val_if_fail (ATTEST_IS_RECORD (self), "");
  g_return_val_if_fail (!attest_field_is_list (get_field (self, field)), "");
  g_return_val_if_fail (get_field (self, field)->kind != ATTEST_FIELD_FLAG, "");

  text = get_slot (self, field)->text;
  return text != NULL ? text : "";
}

/**
 * attest_record_set_text:
 * @self: a record
 * @field: index of a field that is neither a flag nor a list
 * @text: (nullable): valid UTF-8, kept as it is; %NULL is the same as ""
 *
 * Notifies and emits `changed` once if the text differs.
 */
void
attest_record_set_text (AttestRecord *self, guint field, const char *text)
{
  g_return_if_fail (ATTEST_IS_RECORD (self));
  g_return_if_fail (!attest_field_is_list (get_field (self, field)));
  g_return_if_fail (get_field (self, field)->kind != ATTEST_FIELD_FLAG);

  if (text != NULL && *text == '\0')
    text = NULL;
  if (attest_str_set (&get_slot (self, field)->text, text))
    edited (self, field);
}

/**
 * attest_record_get_flag:
 * @self: a record
 * @field: index of a flag
 *
 * Returns: yes, no, or unset when it was never answered
 */
AttestFlag
attest_record_get_flag (AttestRecord *self, guint field)
{
  g_return_val_if_fail (ATTEST_IS_RECORD (self), ATTEST_FLAG_UNSET);
  g_return_val_if_fail (get_field (self, field)->kind == ATTEST_FIELD_FLAG, ATTEST_FLAG_UNSET);
  return get_slot (self, field)->flag;
}

/**
 * attest_record_set_flag:
 * @self: a record
 * @field: index of a flag
 * @flag: its new state
 */
void
attest_record_set_flag (AttestRecord *self, guint field, AttestFlag flag)
{
  Slot *slot = NULL;

  g_return_if_fail (ATTEST_IS_RECORD (self));
  g_return_if_fail (get_field (self, field)->kind == ATTEST_FIELD_FLAG);

  slot = get_slot (self, field);
  if (slot->flag == flag)
    return;
  slot->flag = flag;
  edited (self, field);
}

/**
 * attest_record_get_list:
 * @self: a record
 * @field: index of a list
 *
 * Returns: (transfer none): the list, the same object for the record's whole life
 */
AttestRecordList *
attest_record_get_list (AttestRecord *self, guint field)
{
  g_return_val_if_fail (ATTEST_IS_RECORD (self), NULL);
  g_return_val_if_fail (attest_field_is_list (get_field (self, field)), NULL);
  return get_slot (self, field)->list;
}

/**
 * attest_record_get_presence:
 * @self: a record
 * @field: index of a list
 *
 * Returns: what of the list goes on the wire; without a rule of the field's own an empty list is
 *   left out
 */
AttestPresence
attest_record_get_presence (AttestRecord *self, guint field)
{
  const AttestField *descriptor = NULL;

  g_return_val_if_fail (ATTEST_IS_RECORD (self), ATTEST_PRESENCE_OMITTED);
  descriptor = get_field (self, field);
  if (descriptor->presence != NULL)
    return descriptor->presence (self);
  return g_list_model_get_n_items (G_LIST_MODEL (attest_record_get_list (self, field))) > 0
             ? ATTEST_PRESENCE_LIST
             : ATTEST_PRESENCE_OMITTED;
}

/**
 * attest_record_get_role:
 * @self: a record
 * @role: (nullable): one of its schema's fields with a text, such as `schema->entity`
 *
 * Returns: (transfer none): that text; "" where its kind has no such field
 */
const char *
attest_record_get_role (AttestRecord *self, const AttestField *role)
{
  g_return_val_if_fail (ATTEST_IS_RECORD (self), "");

  if (role == NULL)
    return "";
  return attest_record_get_text (self, attest_schema_index (attest_record_get_schema (self), role));
}

/**
 * attest_record_get_title:
 * @self: a record
 *
 * Returns: (transfer none): the text that names this record to people; "" while there is none
 */
const char *
attest_record_get_title (AttestRecord *self)
{
  g_return_val_if_fail (ATTEST_IS_RECORD (self), "");
  return attest_record_get_text (self, attest_record_get_schema (self)->title_field);
}
