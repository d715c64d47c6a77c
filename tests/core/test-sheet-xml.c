/* XML of spreadsheets: what is plain is read by a scanner, all else by a parser. A comment before
 * the first element makes all of a part the parser's, so that both ways can be compared. */
#include "sheet/attest-xml.h"
#include "zip.h"

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define PIECE 65536 /* of a part, as it is unpacked */

static const char sample[] =
    "<w:s a:b=\"r &#49; > \xea\xb0\x80\"><c r=\"A1\" s='2' t=\"s\"><v>0</v></c>\n<c r=\"B1\"/>"
    "<t x=\"1\" >R&amp;D &lt;&#x41; ]] \xed\x95\x9c</t><e /><!-- - --><![CDATA[<]]><?p i?><a><b>"
    "\r\n</b></a ></w:s>\n";

static const char plain[] =
    "<w:s a:b=\"r > \xea\xb0\x80\"><c r=\"A1\" s=\"2\" t=\"s\"><v>0</v></c>\n<c r=\"B1\"/>"
    "<t x=\"1\" >R&amp;D &lt;&quot;&apos;&gt; \xed\x95\x9c</t><e /><a><b>\n</b></a ></w:s>\n";

typedef struct
{
  GString *seen;
  guint n_texts;
} Told;

static void
start_cb (AttestXml *xml, const char *name, const char **attributes, gpointer data)
{
  Told *told = data;

  g_string_append_printf (told->seen, "\x01%s", name);
  for (; *attributes != NULL; attributes++)
    g_string_append_printf (told->seen, "\x02%s", *attributes);
  g_string_append_c (told->seen, '\x03');
}

static void
end_cb (AttestXml *xml, const char *name, gpointer data)
{
  g_string_append_printf (((Told *) data)->seen, "\x04%s\x03", name);
}

static void
text_cb (AttestXml *xml, const char *text, gsize length, gpointer data)
{
  Told *told = data;

  g_string_append_len (told->seen, text, (gssize) length);
  told->n_texts++;
}

/* Returns: (transfer full) (nullable): all that was told of @text; %NULL if it was refused */
static char *
read_xml (const char *before, const char *text, gsize length, guint *n_texts)
{
  static const AttestXmlHandler handler = { start_cb, end_cb, text_cb };
  static const ZipPart parts[] = { { "a.xml", "" }, { NULL } };
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) zip = NULL;
  g_autoptr (AttestContainer) container = NULL;
  g_autoptr (GError) error = NULL;
  AttestXmlSource source = { .part = "a.xml" };
  Told told = { g_string_new (NULL) };
  gboolean read = FALSE;

  g_byte_array_append (whole, (const guint8 *) before, (guint) strlen (before));
  g_byte_array_append (whole, (const guint8 *) text, (guint) length);
  bytes = g_bytes_new (whole->data, whole->len);
  zip = zip_make (parts, 0, bytes);
  source.container = container = attest_container_open (zip, &error);
  g_assert_no_error (error);
  read = attest_xml_read (&source, &handler, &told, &error);
  g_assert_true (read == (error == NULL));
  if (n_texts != NULL)
    *n_texts = told.n_texts;
  return g_string_free (told.seen, !read);
}

/* Returns: whether it was read, both ways alike */
static gboolean
check_both (const char *text, gsize length)
{
  g_autofree char *seen = read_xml (DECLARATION, text, length, NULL);
  g_autofree char *parsed = read_xml (DECLARATION "<!---->", text, length, NULL);

  if (g_strcmp0 (seen, parsed) != 0)
    g_test_message ("%.*s", (int) MIN (length, 1000), text);
  g_assert_cmpstr (seen, ==, parsed);
  return seen != NULL;
}

static void
test_plain (void)
{
  static const char text[] = "<a><b>one\ntwo\nthree</b></a>";
  guint n_texts = 0;
  g_autofree char *seen = read_xml ("", text, strlen (text), &n_texts);

  g_assert_cmpstr (seen, ==, "\1a\3\1b\3one\ntwo\nthree\4b\3\4a\3");
  g_assert_cmpuint (n_texts, ==, 1);
  g_assert_true (check_both (plain, strlen (plain)));
  g_assert_true (check_both (sample, strlen (sample)));
}

static void
try_every_byte (const char *text)
{
  static const char bytes[] = "<>&;]\"'=/!?-: a1\n\r\t\x01\x7f\x80\xbf\xc2\xef\xed\xf4\xff";
  gsize length = strlen (text);
  g_autofree char *changed = g_strdup (text);

  for (gsize i = 0; i < length; i++)
    {
      check_both (text, i);
      for (gsize k = 0; k < sizeof bytes; k++)
        {
          changed[i] = bytes[k];
          check_both (changed, length);
        }
      changed[i] = text[i];
    }
}

static void
test_every_byte (void)
{
  try_every_byte (plain);
  try_every_byte (sample);
}

static void
try_cut (const char *text, gsize place)
{
  gsize length = PIECE - place - strlen (DECLARATION) - strlen ("<z><y></y>");
  g_autoptr (GString) whole = g_string_new ("<z><y>");

  while (whole->len < length)
    g_string_append_c (whole, 'y');
  g_string_append_printf (whole, "</y>%s</z>", text);
  g_assert_true (check_both (whole->str, whole->len));
}

static void
test_cut_anywhere (void)
{
  for (gsize place = 0; place < strlen (plain) + 16; place++)
    try_cut (plain, place);
  for (gsize place = 0; place < strlen (sample) + 16; place++)
    try_cut (sample, place);
}

static void
test_odd (void)
{
  static const struct
  {
    const char *text;
    gboolean good;
  } documents[] = {
    { "", FALSE },
    { " \n", FALSE },
    { "<a/>", TRUE },
    { "<a></a>", TRUE },
    { "<a/><!-- behind --><?p?> \n", TRUE },
    { "<a/>&amp;", FALSE },
    { "&amp;<a/>", FALSE },
    { "x<a/>", FALSE },
    { "<a/>x", FALSE },
    { "<a/><a/>", FALSE },
    { "<a></b>", FALSE },
    { "<a><b></a></b>", FALSE },
    { "<a><b/></a", FALSE },
    { "<a><bb></b></a>", FALSE },
    { "<a><b></bb></a>", FALSE },
    { "<a b=\"1\" b=\"1\"/>", FALSE },
    { "<a b=\"1\" bb=\"1\" B=\"2\"/>", TRUE },
    { "<a b=\"1\"c=\"1\"/>", FALSE },
    { "<a b=\"1&#10;2&unknown;\"/>", FALSE },
    { "<a b=\"1\n2\"/>", TRUE },
    { "<a>]]></a>", FALSE },
    { "<a>\xef\xbf\xbe</a>", FALSE },
    { "<a>\xef\xbf\xbd</a>", TRUE },
    { "<a>\xed\xa0\x80</a>", FALSE },
    { "<a b=\"\xef\xbf\xbf\"/>", FALSE },
    { "<!DOCTYPE a><a/>", FALSE },
    { "<a><!DOCTYPE a></a>", FALSE },
    { "<?xml version=\"1.0\"?><a/>", FALSE },
    { "<a><?xml version=\"1.0\"?></a>", FALSE },
    { "<\xea\xb0\x80 \xea\xb0\x80=\"1\"><b/></\xea\xb0\x80>", TRUE },
    { "<a b1=\"\" b2=\"\" b3=\"\" b4=\"\" b5=\"\" b6=\"\" b7=\"\" b8=\"\" b9=\"\" c1=\"\" c2=\"\" "
      "c3=\"\" c4=\"\" c5=\"\" c6=\"\" c7=\"\" c8=\"\" c9=\"\" c7=\"\"/>",
      FALSE },
    { "<an.element-whose_name.is-longer_than.any-other_in.a-spreadsheet/>", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    g_assert_cmpint (
        check_both (documents[i].text, strlen (documents[i].text)), ==, documents[i].good);
}

/* More elements in each other than any spreadsheet has, with and without something odd in them. */
static void
test_deep (void)
{
  for (guint depth = 62; depth < 67; depth++)
    for (guint odd = 0; odd < 2; odd++)
      {
        g_autoptr (GString) text = g_string_new (NULL);

        for (guint i = 0; i < depth; i++)
          g_string_append (text, "<a>");
        g_string_append (text, odd ? "<!-- odd -->" : "plain");
        for (guint i = 0; i < depth; i++)
          g_string_append (text, "</a>");
        g_assert_cmpint (check_both (text->str, text->len), ==, depth <= 64);
      }
}

/* What a part says of its encoding counts, and no text is too long. */
static void
test_encodings (void)
{
  static const char latin[] = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xe9</a>";
  static const char marked[] = "\xef\xbb\xbf<a>\xc3\xa9</a>";
  g_autofree char *of_latin = read_xml ("", latin, strlen (latin), NULL);
  g_autofree char *of_marked = read_xml ("", marked, strlen (marked), NULL);
  g_autofree char *long_text = g_strnfill (3 * 1024 * 1024, 'x');
  g_autofree char *whole = g_strdup_printf ("<a><b c=\"%s\">%s</b></a>", long_text, long_text);

  g_assert_cmpstr (of_latin, ==, "\1a\3\xc3\xa9\4a\3");
  g_assert_cmpstr (of_marked, ==, "\1a\3\xc3\xa9\4a\3");
  g_assert_true (check_both (whole, strlen (whole)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-xml/plain", test_plain);
  g_test_add_func ("/sheet-xml/odd", test_odd);
  g_test_add_func ("/sheet-xml/every-byte", test_every_byte);
  g_test_add_func ("/sheet-xml/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/sheet-xml/deep", test_deep);
  g_test_add_func ("/sheet-xml/encodings", test_encodings);
  return g_test_run ();
}
