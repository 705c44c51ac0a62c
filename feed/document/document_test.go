package document

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

const (
	russian  = "Правительство объявило о новых мерах поддержки. По словам министра, деньги получат все регионы страны уже в этом месяце, и это не предел."
	japanese = "政府は木曜日、新しい支援策を発表した。首相は記者会見で、来月から全国で実施すると述べた。野党はこれに反対している。"
	german   = "Die Bundesregierung hat am Donnerstag neue Maßnahmen angekündigt. Über die Höhe der Förderung wird später entschieden, größere Städte müssen warten."
	korean   = "정부는 목요일 새로운 지원책을 발표했다. 총리는 기자회견에서 다음 달부터 전국에서 시행한다고 말했다."
	chinese  = "政府星期四宣布了新的支持措施。总理在记者会上说,下个月起在全国实施。反对党对此表示反对,认为资金不足。"
)

func encode(t *testing.T, name, text string) []byte {
	t.Helper()
	var enc encoding.Encoding
	switch name {
	case "utf-16le":
		enc = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case "utf-16be":
		enc = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case "utf-32le":
		enc = utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	default:
		enc, _ = charset.Lookup(name)
	}
	b, err := enc.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("encode %s: %v", name, err)
	}
	return b
}

func TestToUTF8(t *testing.T) {
	tests := []struct {
		name, enc, text, hint, prefix string
	}{
		{"plain", "utf-8", "Plain text", "", ""},
		{"valid UTF-8 beats the hint", "utf-8", german, "iso-8859-1", ""},
		{"byte order mark", "utf-8", german, "", "\xef\xbb\xbf"},
		{"byte order mark beats the hint", "utf-16le", german, "utf-8", "\xff\xfe"},
		{"UTF-16 big endian", "utf-16be", german, "", "\xfe\xff"},
		{"UTF-16 without a mark", "utf-16le", german, "", ""},
		{"UTF-16 without a mark, big endian", "utf-16be", german, "utf-8", ""},
		{"UTF-32", "utf-32le", german, "", ""},
		{"hinted", "iso-8859-2", "Zażółć gęślą jaźń", "ISO-8859-2", ""},
		{"KOI8-R", "koi8-r", russian, "", ""},
		{"windows-1251", "windows-1251", russian, "", ""},
		{"Shift-JIS", "shift_jis", japanese, "", ""},
		{"EUC-JP", "euc-jp", japanese, "", ""},
		{"ISO-2022-JP", "iso-2022-jp", japanese, "", ""},
		{"EUC-KR", "euc-kr", korean, "", ""},
		{"GBK", "gbk", chinese, "", ""},
		{"windows-1252", "windows-1252", german + " “Später”, sagte er – 5 €.", "", ""},
		{"ISO-8859-5", "iso-8859-5", russian, "", ""},
		{"IBM866", "ibm866", russian, "", ""},
		{"Big5", "big5", "政府星期四宣布了新的支持措施。總理在記者會上說,下個月起在全國實施。反對黨對此表示反對。", "", ""},
		{"Polish", "windows-1250", "Rząd ogłosił w czwartek nowe środki wsparcia. Premier powiedział, że będą obowiązywać od przyszłego miesiąca.", "", ""},
		{"Czech", "windows-1250", "Vláda ve čtvrtek oznámila nová opatření. Předseda vlády řekl, že začnou platit příští měsíc.", "", ""},
		{"French", "windows-1252", "Le gouvernement a annoncé jeudi de nouvelles mesures. « Elles entreront en vigueur dès le mois prochain », a déclaré le ministre, à Paris.", "", ""},
		{"Spanish", "windows-1252", "El Gobierno anunció el jueves nuevas medidas. Según el ministro, entrarán en vigor el próximo año.", "", ""},
		{"Danish", "windows-1252", "Regeringen præsenterede torsdag nye støttetiltag. Ifølge ministeren træder de i kraft næste måned, også på øerne.", "", ""},
		{"Turkish", "windows-1254", "Hükümet perşembe günü yeni destek önlemlerini açıkladı. Başbakan, gelecek aydan itibaren uygulanacağını söyledi.", "", ""},
		{"Greek", "windows-1253", "Η κυβέρνηση ανακοίνωσε την Πέμπτη νέα μέτρα στήριξης. Ο πρωθυπουργός δήλωσε ότι θα ισχύσουν από τον επόμενο μήνα.", "", ""},
		{"Hebrew", "windows-1255", "הממשלה הודיעה ביום חמישי על צעדי תמיכה חדשים. ראש הממשלה אמר שהם ייכנסו לתוקף בחודש הבא.", "", ""},
		{"Arabic", "windows-1256", "أعلنت الحكومة يوم الخميس عن إجراءات دعم جديدة. وقال رئيس الوزراء إنها ستدخل حيز التنفيذ الشهر المقبل.", "", ""},
		{"one accent", "windows-1252", "The café on the corner", "", ""},
		{"quotes", "windows-1252", "It’s “done” – at last…", "", ""},
		{"an unknown hint", "windows-1252", german, "klingon", ""},
		{"a wrong hint of UTF-8", "koi8-r", russian, "utf-8", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := append([]byte(tt.prefix), encode(t, tt.enc, tt.text)...)
			got, name := ToUTF8(in, tt.hint)
			if string(got) != tt.text {
				t.Errorf("got %q (as %s), want %q", got, name, tt.text)
			}
			r, _ := UTF8Reader(New("x", bytes.NewReader(in)).Body, tt.hint)
			streamed, err := io.ReadAll(r)
			if err != nil || string(streamed) != tt.text {
				t.Errorf("streamed: got %q, %v, want %q", streamed, err, tt.text)
			}
		})
	}
}

func TestToUTF8Damaged(t *testing.T) {
	in := strings.Repeat("Größe ", 30) + "\xff" + " Ende"
	got, name := ToUTF8([]byte(in), "")
	if want := strings.ReplaceAll(in, "\xff", "\uFFFD"); string(got) != want || name != "utf-8" {
		t.Errorf("got %q as %s, want %q", got, name, want)
	}
}

func TestReadAll(t *testing.T) {
	tests := []struct {
		name      string
		limit     int64
		in        string
		want, err string
	}{
		{"within", 5, "12345", "12345", ""},
		{"over", 4, "12345", "1234", "size is over the limit of 4 bytes"},
		{"no limit", 0, "12345", "12345", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := New("x", strings.NewReader(tt.in))
			d.Limits.Bytes = tt.limit
			got, err := d.ReadAll()
			if string(got) != tt.want || (err == nil) != (tt.err == "") || err != nil && err.Error() != tt.err {
				t.Errorf("got %q, %v, want %q, %s", got, err, tt.want, tt.err)
			}
			var limit *LimitError
			if tt.err != "" && !errors.As(err, &limit) {
				t.Errorf("%v is no LimitError", err)
			}
		})
	}
}

func TestSize(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 1023: "1023 bytes", 64 << 20: "64 MiB", 3 << 29: "1.5 GiB", 1 << 40: "1 TiB"} {
		if got := Size(n); got != want {
			t.Errorf("Size(%d): got %s, want %s", n, got, want)
		}
	}
}

func TestLines(t *testing.T) {
	wide := strings.Repeat("x", 3*Sniff)
	umlauts := strings.Repeat("äöüß", 10)
	tests := []struct {
		name, in string
		limit    int
		want     []string
		note     string
	}{
		{"empty", "", 0, nil, ""},
		{"one without an ending", "a", 0, []string{"a"}, ""},
		{"LF", "a\n\nb\n", 0, []string{"a", "", "b"}, ""},
		{"CR LF", "a\r\nb\r\n", 0, []string{"a", "b"}, ""},
		{"CR", "a\rb\r", 0, []string{"a", "b"}, ""},
		{"a long line", "a\n" + wide + "\nb", 0, []string{"a", wide, "b"}, ""},
		{"a line over the limit", wide + "\nb", Sniff + 10, []string{wide[:Sniff+10], "b"}, "what follows the first 64.0 KiB of the line"},
		{"UTF-16", "\xff\xfea\x00\n\x00b\x00", 0, []string{"a", "b"}, ""},
		{"a line in another encoding", umlauts + "\nGr\xf6\xdfe\n", 0, []string{umlauts, "Größe"}, ""},
		{"colours", "\x1b[1;31mRed\x1b[0m and \x1b[38:5:1mred\x1b[m\x1b[K\n", 0, []string{"Red and red"}, ""},
		{"other sequences", "a\x1b[2Jb\x1b]0;x\ac\x1b", 0, []string{"a\x1b[2Jb\x1b]0;x\ac\x1b"}, ""},
		{"struck over", "N\bNÄ\bÄ _\bx", 0, []string{"NÄ x"}, ""},
		{"a damaged line", umlauts + "\xff\n", 0, []string{umlauts + "\uFFFD"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := New("x", strings.NewReader(tt.in))
			d.Limits.Line = tt.limit
			var note string
			d.Explain = func(n Note) {
				if n.About == "dropped" {
					note = n.Text
				}
			}
			l := NewLines(d)
			var got []string
			for l.Next() {
				got = append(got, string(l.Text()))
				if l.Number() != len(got) {
					t.Errorf("line %d is numbered %d", len(got), l.Number())
				}
			}
			if l.Err() != nil {
				t.Fatal(l.Err())
			}
			if strings.Join(got, "|") != strings.Join(tt.want, "|") || len(got) != len(tt.want) {
				t.Errorf("got %d lines, want %d: %.80q", len(got), len(tt.want), got)
			}
			if note != tt.note {
				t.Errorf("noted %q, want %q", note, tt.note)
			}
		})
	}
}

func TestLinesError(t *testing.T) {
	broken := errors.New("the cable was cut")
	l := NewLines(New("x", io.MultiReader(strings.NewReader("a\nb"), errReader{broken})))
	n := 0
	for l.Next() {
		n++
	}
	if n != 2 || !errors.Is(l.Err(), broken) {
		t.Errorf("got %d lines and %v, want 2 and %v", n, l.Err(), broken)
	}
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }

func FuzzToUTF8(f *testing.F) {
	f.Add([]byte("plain"), "")
	f.Add([]byte("\xff\xfea\x00b"), "utf-8")
	f.Add([]byte("\x1b$B\x46|"), "iso-2022-jp")
	f.Add([]byte("\x83\x65\x83\x58\x83\x67"), "shift_jis")
	f.Fuzz(func(t *testing.T, b []byte, hint string) {
		text, name := ToUTF8(b, hint)
		if !utf8.Valid(text) || name == "" {
			t.Errorf("%q as %q gave %q as %q", b, hint, text, name)
		}
		l := NewLines(New("x", bytes.NewReader(b)))
		for l.Next() {
			if !utf8.Valid(l.Text()) {
				t.Errorf("line %q is not UTF-8", l.Text())
			}
		}
	})
}

func BenchmarkLines(b *testing.B) {
	text := strings.Repeat(german+"\n"+strings.Repeat("The quick brown fox. ", 20)+"\n", 2000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		l := NewLines(New("x", strings.NewReader(text)))
		for l.Next() {
			_ = l.Text()
		}
	}
}
