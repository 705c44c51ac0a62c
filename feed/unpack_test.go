package feed

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"dateline/feed/document"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func gz(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, s)
	_ = w.Close()
	return b.String()
}

func zst(s string) string {
	w, err := zstd.NewWriter(nil)
	if err != nil {
		panic(err)
	}
	return string(w.EncodeAll([]byte(s), nil))
}

// bz2 is the object B, compressed: the standard library only decompresses.
const bz2 = "QlpoOTFBWSZTWcMl0UoAAAZdgAAQEAAAEBAAAiQECiAAMQAwGgB6hdGYuFAR4u5IpwoSGGS6KUA="

func unbase64(s string) string {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// member names and texts alternate.
func zipOf(members ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		f, err := w.Create(members[i])
		if err != nil {
			panic(err)
		}
		_, _ = io.WriteString(f, members[i+1])
	}
	_ = w.Close()
	return b.String()
}

func tarOf(members ...string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		if err := w.WriteHeader(&tar.Header{Name: members[i], Mode: 0o644, Size: int64(len(members[i+1]))}); err != nil {
			panic(err)
		}
		_, _ = io.WriteString(w, members[i+1])
	}
	_ = w.Close()
	return b.String()
}

func TestUnpack(t *testing.T) {
	a, b := object("A"), object("B")
	members := []string{"x/a.jsonl", a, ".hidden", object("H"), "__MACOSX/a.jsonl", object("H"), "y.png", png, "b.jsonl", b}
	for _, tt := range []struct{ name, content, want, err string }{
		{"gzip", gz(a), "A", ""},
		{"gzip of two members", gz(a) + gz(b), "A,B", ""},
		{"zstd", zst(a), "A", ""},
		{"zstd after a frame to skip", "\x50\x2a\x4d\x18\x04\x00\x00\x00abcd" + zst(a), "A", ""},
		{"bzip2", unbase64(bz2), "B", ""},
		{"zip", zipOf(members...), "A,B", ""},
		{"tar", tarOf(members...), "A,B", ""},
		{"tar.gz", gz(tarOf(members...)), "A,B", ""},
		{"zip of gz", zipOf("a.jsonl.gz", gz(a), "b.jsonl", b), "A,B", ""},
		{"gz of zip", gz(zipOf(members...)), "A,B", ""},
		{"gz in tar.gz", gz(tarOf("a.jsonl.gz", gz(a), "b.jsonl", b)), "A,B", ""},
		{"gz in zip in tar.gz", gz(tarOf("a.zip", zipOf("a.jsonl.gz", gz(a)), "b.jsonl", b)), "A,B", ""},
		{"five layers", gz(gz(gz(gz(gz(a))))), "", "f: the nesting of archives is over the limit of 4"},
		{"an empty zip", zipOf(), "", "f: the archive holds no files: no article found in it"},
		{"an office document", zipOf("[Content_Types].xml", "x"), "", "f: is an office document, not a document that can be read"},
		{"a broken gzip", gz(a)[:20], "", "f: read line 1: unexpected EOF"},
		{"a broken zip", zipOf(members...)[:60], "", "f: read zip archive: zip: not a valid zip file"},
		{"xz", "\xfd7zXZ\x00\x00", "", "f: is compressed with xz, which is not read: decompress it first"},
		{"7z", "7z\xbc\xaf\x27\x1c\x00", "", "f: is a 7z archive, which is not read: unpack it first"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tree(t, map[string]string{"f": tt.content})
			got := load(t, Options{}, "f")
			if got.titles() != tt.want {
				t.Errorf("got %q, want %q", got.titles(), tt.want)
			}
			var want []string
			if tt.err != "" {
				want = []string{tt.err}
			}
			if !slices.Equal(got.errs, want) {
				t.Errorf("got errors %q, want %q", got.errs, want)
			}
			piped := load(t, Options{Stdin: strings.NewReader(tt.content)}, "-")
			if piped.titles() != tt.want || len(piped.errs) != len(want) {
				t.Errorf("piped: got %q, errors %q", piped.titles(), piped.errs)
			}
		})
	}
}

// TestUnpackIdentity checks that compressing documents changes no ID.
func TestUnpackIdentity(t *testing.T) {
	tree(t, map[string]string{"a.jsonl": object("A"), "a.jsonl.gz": gz(object("A")), "a.jsonl.zst": zst(object("A"))})
	got := load(t, Options{}, "a.jsonl", "a.jsonl.gz", "a.jsonl.zst")
	if len(got.articles) != 3 || got.articles[0].ID != got.articles[1].ID || got.articles[0].ID != got.articles[2].ID {
		t.Errorf("got %+v, %q", got.articles, got.errs)
	}
}

func TestUnpackBombs(t *testing.T) {
	zeros := strings.Repeat("\x00", 34<<20)
	blanks := "{\"title\":\"A\"}\n" + strings.Repeat(" ", 34<<20)
	squeezed := gz(blanks)
	const over = "expansion is over the limit of 100 to 1"
	limits := document.DefaultLimits
	limits.Expand = 100
	for _, tt := range []struct{ name, content, want string }{
		{"gzip", squeezed, "f: "},
		{"zstd", zst(blanks), "f: "},
		{"zip", zipOf("a.jsonl", blanks), "f/a.jsonl: "},
		{"gzip in zip", zipOf("a.gz", squeezed), "f/a.gz: "},
		{"tar.gz", gz(tarOf("a", blanks)), "f/a: "},
		{"many members of a zip", zipOf("1.jsonl", blanks[:17<<20], "2.jsonl", blanks[:17<<20]), "f/2.jsonl: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tree(t, map[string]string{"f": tt.content})
			got := load(t, Options{Limits: limits}, "f")
			if len(got.errs) == 0 || !strings.HasPrefix(got.errs[0], tt.want) || !strings.HasSuffix(got.errs[0], over) {
				t.Errorf("got %q, want %s...%s", got.errs, tt.want, over)
			}
		})
	}
	t.Run("nothing but zeros", func(t *testing.T) {
		tree(t, map[string]string{"f": gz(zeros)})
		if got := load(t, Options{}, "f"); len(got.errs) != 1 {
			t.Errorf("got %q", got.errs)
		}
	})
}

func TestUnpackManyMembers(t *testing.T) {
	var members []string
	var want []string
	for i := range 300 {
		title := fmt.Sprintf("%03d", i)
		members, want = append(members, title+".jsonl", object(title)), append(want, title)
	}
	tree(t, map[string]string{"f.zip": zipOf(members...)})
	if got := load(t, Options{}, "f.zip"); got.titles() != strings.Join(want, ",") {
		t.Errorf("got %q", got.titles())
	}
}
