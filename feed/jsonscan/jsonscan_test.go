package jsonscan

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"dateline/feed/document"
)

// dump writes what a value holds, as it was read.
func dump(b *strings.Builder, v Value) error {
	var err error
	inner := func(v Value) bool {
		err = dump(b, v)
		b.WriteByte(' ')
		return err == nil
	}
	end := err
	switch v.Kind {
	case Object:
		b.WriteString("{ ")
		end = v.Members(func(key []byte, v Value) bool {
			fmt.Fprintf(b, "%s=", key)
			return inner(v)
		})
		b.WriteByte('}')
	case Array:
		b.WriteString("[ ")
		end = v.Elements(inner)
		b.WriteByte(']')
	case Word:
		b.Write(v.Raw)
	default:
		fmt.Fprintf(b, "%q", v.Text())
	}
	return errors.Join(err, end)
}

// read reads text as a value in memory, or, forgiving, on a stream.
func read(r io.Reader, text string, depth int) (string, error) {
	var v Value
	var err error
	if r == nil {
		s := scanner{b: []byte(text), depth: depth}
		v, err = s.next()
	} else {
		v, err = NewStream(r, depth).Value()
	}
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = dump(&b, v)
	return b.String(), err
}

func TestValues(t *testing.T) {
	for _, c := range []struct{ name, in, memory, stream string }{
		{"an object", `{"a": 1, "b":[true ,null,-2.5e3], "c":{}}`, `{ a="1" b=[ true null "-2.5e3" ] c={ } }`, ""},
		{"escapes", `["\n\t\"\\\/", "\u00e9\ud83d\ude00\ud83d", "\u00"]`, `[ "\n\t\"\\/" "é😀�" "�00" ]`, ""},
		{"what is no escape", `["it\'s", "a\bb"]`, `[ "it\\'s" "a b" ]`, `[ "it's" "ab" ]`},
		{"brackets in strings", `{"a":"}]","b":"\\"}`, `{ a="}]" b="\\" }`, ""},
		{"no commas", `{"a":1 "b":[2 3]}`, "not valid JSON", `{ a="1" b=[ "2" "3" ] }`},
		{"commas too many", `{,"a":1,,"b":[2,],}`, "not valid JSON", `{ a="1" b=[ "2" ] }`},
		{"a line break in a string", "[\"a\nb\"]", `[ "a\nb" ]`, ""},
		{"no colon", `{"a" 1}`, "not valid JSON", "not valid JSON"},
		{"no name", `{1:2}`, "not valid JSON", "not valid JSON"},
		{"another bracket", `[1}`, "not valid JSON", "not valid JSON"},
		{"cut off", `{"a":"b`, "not valid JSON", "unexpected EOF"},
		{"a number at the end", `12`, `"12"`, ""},
		{"too deep", `[[[[1]]]]`, "over the limit of 3", "over the limit of 3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := map[string]string{"memory": c.memory, "stream": c.stream, "stream by bytes": c.stream}
			for name, r := range map[string]io.Reader{"memory": nil, "stream": strings.NewReader(c.in), "stream by bytes": iotest.OneByteReader(strings.NewReader(c.in))} {
				got, err := read(r, c.in, 3)
				if err != nil {
					got = err.Error()
				}
				w := want[name]
				if w == "" {
					w = c.memory
				}
				if !strings.Contains(got, w) {
					t.Errorf("%s: got %s, want %s", name, got, w)
				}
			}
		})
	}
	var limit *document.LimitError
	if _, err := read(nil, "[[[[1]]]]", 3); !errors.As(err, &limit) {
		t.Errorf("too deep: got %v", err)
	}
}

// TestStream reads a large array element by element, whatever it is read in.
func TestStream(t *testing.T) {
	long := strings.Repeat("x", 3*chunk)
	in := "{\"title\": \"T\",\n\"items\": [\n {\"id\": 1}\n {\"id\": \"" + long + "\"},\n\n 3]}"
	for name, r := range map[string]io.Reader{"whole": strings.NewReader(in), "by halves": iotest.HalfReader(strings.NewReader(in)), "by bytes": iotest.OneByteReader(strings.NewReader(in))} {
		t.Run(name, func(t *testing.T) {
			st := NewStream(r, 0)
			var got []string
			if ok, err := st.Skip('{'); !ok || err != nil {
				t.Fatal(ok, err)
			}
			for {
				key, ok, err := st.Key()
				if err != nil {
					t.Fatal(err)
				}
				if !ok {
					break
				}
				if array, _ := st.Skip('['); !array {
					v, _ := st.Value()
					got = append(got, key+" "+v.Text())
					continue
				}
				for {
					if end, err := st.Skip(']'); end || err != nil {
						break
					}
					line := st.Line()
					v, err := st.Value()
					if err != nil {
						t.Fatal(err)
					}
					got = append(got, fmt.Sprint(line, " ", len(v.Raw)))
				}
			}
			if s, want := strings.Join(got, ", "), fmt.Sprintf("title T, 3 9, 4 %d, 6 1", len(long)+10); s != want {
				t.Errorf("got %s, want %s", s, want)
			}
			if _, err := st.Peek(); !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("at the end: got %v", err)
			}
		})
	}
}

// FuzzStream: what a stream gives does not depend on the pieces it comes in, and
// valid JSON is read on a stream as in memory.
func FuzzStream(f *testing.F) {
	f.Add(`{"a":[1,"b\u0000",{"c":null}]}`)
	f.Add("[[,1 2]\n,{\"a\"\n:\"\\\"\"}")
	f.Fuzz(func(t *testing.T, text string) {
		whole, errWhole := read(strings.NewReader(text), "", MaxDepth)
		pieces, errPieces := read(iotest.OneByteReader(strings.NewReader(text)), "", MaxDepth)
		if whole != pieces || (errWhole == nil) != (errPieces == nil) {
			t.Fatalf("%q: got %s (%v) whole, %s (%v) in pieces", text, whole, errWhole, pieces, errPieces)
		}
		if !json.Valid([]byte(text)) || strings.Contains(text, `\b`) || strings.Contains(text, `\f`) {
			return
		}
		if strict, err := read(nil, text, MaxDepth); err != nil || errWhole != nil || strict != whole {
			t.Fatalf("%q: got %s (%v) on a stream, %s (%v) in memory", text, whole, errWhole, strict, err)
		}
	})
}
