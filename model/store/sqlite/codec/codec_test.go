package codec

import (
	"errors"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"dateline/model"
)

// TestRoundTrip: what was encoded comes back, with a dictionary and without, and a
// dictionary pays.
func TestRoundTrip(t *testing.T) {
	shared := strings.Repeat("the harbour council met on the pier and found nothing amiss; ", 40)
	with, err := use(1<<20, []byte(shared))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"b": shared[:600] + "but the tram was late"}
	sizes := make(map[*Encoder]int)
	for _, e := range []*Encoder{nil, with} {
		z, err := e.Encode(want)
		if err != nil {
			t.Fatal(err)
		}
		var got map[string]string
		if err := Decode(z, &got); err != nil || got["b"] != want["b"] {
			t.Errorf("got %q, %v", got, err)
		}
		sizes[e] = len(z)
	}
	if sizes[with] >= sizes[nil] {
		t.Errorf("%d bytes with a dictionary, %d without", sizes[with], sizes[nil])
	}
}

// TestDamaged: a text that cannot be read is damaged, and one whose dictionary is not
// known is told apart.
func TestDamaged(t *testing.T) {
	e, err := newEncoder(zstd.WithEncoderDictRaw(1<<21, []byte("a dictionary that nobody has loaded")))
	if err != nil {
		t.Fatal(err)
	}
	for name, z := range map[string][]byte{"none": {1, 2, 3}, "no JSON": (&Encoder{e}).Compress([]byte("no JSON")), "empty": nil} {
		var v any
		if err := Decode(z, &v); !errors.Is(err, model.ErrDamaged) || IsUnknown(err) != (name == "no JSON") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
