package ui_test

import (
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
)

// FuzzDecode: no bytes of a client make the decoder of keys panic, which would end the
// sessions of all.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{"j", "\x1b[<65;100;20M", "\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1b[200~text\x1b[201~", "\x1bP+q524742\x1b\\", "\x1b_Gi=1;OK\x1b\\", "\x1b[?2026;2$y", "\x1b[97;5:2u", "\x1bOA", "\x1b[M !!", "\xff\xfe\x9b1;2H\x90q\x9c", "\x1b[1;2;3;4;5_"} {
		f.Add([]byte(s))
	}
	f.Add([]byte("\x1b[8;1000;1000t\x1b[48;50;120;0;0t"))
	f.Fuzz(func(t *testing.T, typed []byte) {
		var d uv.EventDecoder
		for len(typed) > 0 {
			n, _ := d.Decode(typed)
			if n <= 0 {
				t.Fatalf("stays at %q", typed)
			}
			typed = typed[n:]
		}
	})
}
