package mail

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"dateline/feed/document"
	"dateline/feed/parallel"
	"dateline/model"
)

const mailHead = "From: \"The Daily\" <news@a.example>\r\nTo: me@b.example\r\nSubject: Morning news\r\nDate: Fri, 6 Nov 2020 07:30:00 +0100\r\nMessage-ID: <1@a.example>\r\n"

func read(t testing.TB, r document.Reader, text string, limits ...func(*document.Document)) ([]model.Article, error) {
	t.Helper()
	d := document.New("test", strings.NewReader(text))
	for _, f := range limits {
		f(d)
	}
	var out []model.Article
	err := r(context.Background(), d, func(a *model.Article) error {
		out = append(out, *a)
		return nil
	})
	return out, err
}

func TestRead(t *testing.T) {
	long := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("Grüße. ", 40)))
	multi := func(kind string, parts ...string) string {
		return mailHead + "MIME-Version: 1.0\r\nContent-Type: multipart/" + kind + "; boundary=\"=b\"\r\n\r\npreamble\r\n--=b\r\n" +
			strings.Join(parts, "\r\n--=b\r\n") + "\r\n--=b--\r\n"
	}
	const plain = "Content-Type: text/plain; charset=utf-8\r\n\r\nPlain text."
	const rich = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Rich <b>t=\r\next</b> =C3=A9</p>"
	for _, c := range []struct{ name, in, title, body string }{
		{"plain", mailHead + "\r\nOne\r\ntwo\r\n\r\nThree\r\n", "Morning news", "One\\\ntwo\n\nThree"},
		{"bare line feeds", strings.ReplaceAll(mailHead, "\r", "") + "\nOne\n", "Morning news", "One"},
		{"quoted-printable", mailHead + "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe =3D=\r\n x\r\n", "Morning news", "Grüße = x"},
		{"base64", mailHead + "Content-Transfer-Encoding: base64\r\n\r\n" + long[:60] + "\r\n" + long[60:] + "\r\n", "Morning news", strings.TrimSpace(strings.Repeat("Grüße. ", 40))},
		{"flowed", mailHead + "Content-Type: text/plain; format=flowed\r\n\r\nOne \r\nline.\r\n", "Morning news", "One line."},
		// RFC 3676, 4.5: the marks of quotations go before lines are joined.
		{"flowed quotation", mailHead + "Content-Type: text/plain; format=flowed\r\n\r\n> Who wants the \r\n> green chair?\r\n>> An older \r\n>> line.\r\nNobody.\r\n", "Morning news", "> Who wants the green chair?\n\n> > An older line.\n\nNobody."},
		// RFC 3676, 4.4: a line that begins with a blank, "From " or ">" is stuffed.
		{"flowed and stuffed", mailHead + "Content-Type: text/plain; format=flowed\r\n\r\n From here \r\non.\r\n", "Morning news", "From here on."},
		// RFC 3676, 4.1, libmime#8.
		{"DelSp", mailHead + "Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\none lo \r\nng word \r\n\r\nfixed\r\n", "Morning news", "one long word\n\nfixed"},
		{"quotation in lines", mailHead + "\r\n> One\r\n> two\r\n>\r\n> > Three\r\nFour\r\n", "Morning news", "> One\n> \n> two\n\n> > Three\n\nFour"},
		{"lines of verse", mailHead + "\r\nRoses are red,\r\nviolets blue.\r\n\r\nEnd.\r\n", "Morning news", "Roses are red,\\\nviolets blue.\n\nEnd."},
		{"broken lines", mailHead + "\r\nA sentence that was broken by the mailer at some seventy\r\ncolumns.\r\n- one\r\n- two\r\n", "Morning news", "A sentence that was broken by the mailer at some seventy\ncolumns.\n\n\\- one\n\n\\- two"},
		{"signature", mailHead + "\r\nText\r\n\r\n-- \r\nThe Daily\r\n", "Morning news", "Text"},
		{"HTML", mailHead + rich, "Morning news", "Rich **text** é"},
		{"alternatives", multi("alternative", plain, rich), "Morning news", "Rich **text** é"},
		{"alternatives, empty HTML", multi("alternative", plain, "Content-Type: text/html\r\n\r\n<br>"), "Morning news", "Plain text."},
		{"attachment", multi("mixed", plain, "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=x.txt\r\n\r\nnot this"), "Morning news", "Plain text."},
		{"related", multi("related", rich, "Content-Type: image/png\r\n\r\nx"), "Morning news", "Rich **text** é"},
		{"cut off", strings.TrimSuffix(multi("alternative", plain), "\r\n--=b--\r\n"), "Morning news", "Plain text."},
		{"encoded subject", strings.Replace(mailHead, "Morning news", "=?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n =?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", 1) + "\r\nx\r\n", "Grüße日本", "x"},
		{"raw subject", strings.Replace(mailHead, "Morning news", "Gr\xfc\xdfe aus K\xf6ln", 1) + "\r\nx\r\n", "Grüße aus Köln", "x"},
		{"no subject", strings.Replace(mailHead, "Subject: Morning news\r\n", "", 1) + "\r\nx\r\n", "", "x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !Looks([]byte(c.in)) {
				t.Error("not recognised")
			}
			as, err := read(t, Read, c.in)
			if err != nil || len(as) != 1 {
				t.Fatalf("got %d articles, %v", len(as), err)
			}
			a := as[0]
			if a.Title != c.title || strings.TrimSpace(a.Body) != c.body {
				t.Errorf("got %q, %q, want %q, %q", a.Title, a.Body, c.title, c.body)
			}
			if a.Source != "The Daily" || a.EntryID != "1@a.example" || a.Published.String() != "2020-11-06T07:30:00+01:00" {
				t.Errorf("got %+v", a)
			}
		})
	}
}

func TestReadMbox(t *testing.T) {
	message := func(subject, text string) string {
		return "From x@a.example Fri Nov  6 10:00:00 2020\n" + strings.Replace(strings.ReplaceAll(mailHead, "\r", ""), "Morning news", subject, 1) + "\n" + text + "\n\n"
	}
	in := message("One", "First\n>From here on\nFrom within a paragraph") + message("Two", "Second") + strings.TrimRight(message("Three", "Third"), "\n")
	if !LooksMbox([]byte(in)) {
		t.Error("not recognised")
	}
	as, err := read(t, ReadMbox, in)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range as {
		got = append(got, fmt.Sprintf("%s@%d:%s", a.Title, a.Line, a.Body))
	}
	want := "One@1:First\n\nFrom here on\n\nFrom within a paragraph Two@12:Second Three@21:Third"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %q\nwant %q", s, want)
	}
}

// What separates messages: mboxshell#16, node-mbox#12 (lines of a text that begin
// with "From "), Thunderbird's "From - ", git format-patch, and mailers that leave
// out the empty line (RFC 4155 asks for one).
func TestMboxSeparators(t *testing.T) {
	const head = "From: a@b.example\nSubject: "
	for _, c := range []struct{ name, in, want string }{
		{"a sentence", "From x\n" + head + "One\n\nText.\n\nFrom the cellar there came forty.\n>From the attic none.\n", "One: Text.\n\nFrom the cellar there came forty.\\\nFrom the attic none."},
		{"a sentence before a colon", "From x\n" + head + "One\n\nText.\n\nFrom Monday on\nMind: it rains.\n", "One: Text.\n\nFrom Monday on\\\nMind: it rains."},
		{"a sentence at the end", "From x\n" + head + "One\n\nText.\n\nFrom here on", "One: Text.\n\nFrom here on"},
		{"a dash for a sender", "From - Tue Jan 22 11:48:21 2019\n" + head + "One\n\nText.\n\nFrom - Tue Jan 22 11:49:21 2019\nX-Mozilla-Status: 0001\n" + head + "Two\n\nMore.\n", "One: Text. | Two: More."},
		{"a patch", "From 0123456789abcdef Mon Sep 17 00:00:00 2001\n" + head + "One\n\nText.\n\nFrom 1123456789abcdef Mon Sep 17 00:00:00 2001\n" + head + "Two\n\nMore.\n", "One: Text. | Two: More."},
		{"no empty line", "From x Fri Nov  6 10:00:00 2020\n" + head + "One\n\nText.\nFrom y Fri Nov  6 11:00:00 2020\n" + head + "Two\n\nMore.\n", "One: Text. | Two: More."},
		{"an address alone", "From x\n" + head + "One\n\nText.\n\nFrom y@b.example\n" + head + "Two\n\nMore.\n", "One: Text. | Two: More."},
	} {
		t.Run(c.name, func(t *testing.T) {
			as, err := read(t, ReadMbox, c.in)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, a := range as {
				got = append(got, a.Title+": "+strings.TrimSpace(a.Body))
			}
			if s := strings.Join(got, " | "); s != c.want {
				t.Errorf("got  %q\nwant %q", s, c.want)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	var deep strings.Builder
	deep.WriteString(mailHead)
	for range 2000 {
		deep.WriteString("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n")
	}
	deep.WriteString("\r\nx\r\n")
	if _, err := read(t, Read, deep.String()); err != nil {
		t.Errorf("deep: %v", err)
	}
	parts := mailHead + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + strings.Repeat("--b\r\n\r\nx\r\n", 10_000)
	as, err := read(t, Read, parts)
	if err != nil || strings.Count(as[0].Body, "x") > maxParts {
		t.Errorf("many parts: %v", err)
	}
	var notes []string
	_, err = read(t, ReadMbox, "From x\n"+mailHead+"\n"+strings.Repeat("long ", parallel.MaxPiece/4)+"\n", func(d *document.Document) {
		d.Explain = func(n document.Note) { notes = append(notes, n.Text) }
	})
	if err != nil || len(notes) != 1 {
		t.Errorf("a large message: %v, noted %q", err, notes)
	}
}

// A mail over the limit is read as far as that, and says so.
func TestReadTooLong(t *testing.T) {
	as, err := read(t, Read, mailHead+"\n"+strings.Repeat("Some words.\n", 10_000), func(d *document.Document) { d.Limits.Bytes = 4000 })
	var limit *document.LimitError
	if !errors.As(err, &limit) || len(as) != 1 || !strings.HasPrefix(as[0].Body, "Some words.") {
		t.Errorf("got %d articles, %v", len(as), err)
	}
}

func TestLooksNot(t *testing.T) {
	for name, in := range map[string]string{
		"prose":        "Dear all: this is it\nand more\n",
		"front matter": "title: x\ndate: 2018-11-06\nauthor: y\n\ntext",
		"scraped":      "From: the archive\nBy: A. Writer\n\nText",
		"empty":        "",
	} {
		if Looks([]byte(in)) {
			t.Errorf("%s was taken for a mail", name)
		}
	}
}

func FuzzReadMbox(f *testing.F) {
	f.Add("From x\n" + mailHead + "\nbody\n\nFrom y\n" + mailHead + "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\neA==\n--b--\n")
	f.Add("From x\nSubject: =?utf-8?B?xx?=\nContent-Type: text/html\n\n<p>x")
	f.Fuzz(func(t *testing.T, s string) {
		as, _ := read(t, ReadMbox, s)
		for _, a := range as {
			if a.Title != model.CleanLine(a.Title) || a.Body != model.CleanText(a.Body) || a.Source != model.CleanLine(a.Source) {
				t.Fatalf("not clean: %+v", a)
			}
		}
	})
}

func BenchmarkReadMbox(b *testing.B) {
	text := strings.Repeat("From x@a.example\n"+mailHead+"\n"+strings.Repeat("A line of the newsletter, of the usual length.\n", 60)+"\n", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		d := document.New("bench", strings.NewReader(text))
		if err := ReadMbox(context.Background(), d, func(*model.Article) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
