package model

import "testing"

func TestAddressPlace(t *testing.T) {
	for _, tt := range []struct{ address, want string }{
		{"http://a.example", "http://a.example/"},
		{"HTTPS://A.Example:443/Feed?X=1&y=%2f#top", "https://a.example/Feed?X=1&y=%2F"},
		{"http://a.example:80/", "http://a.example/"},
		{"http://a.example:/x", "http://a.example/x"},
		{"http://a.example:8080/x/", "http://a.example:8080/x/"},
		{"https://a.example:80/", "https://a.example:80/"},
		{"http://ada:secret@a.example/feed", "http://a.example/feed"},
		{"http://a.example/a/./b/../c", "http://a.example/a/c"},
		{"http://a.example/a/%2e%2e/c", "http://a.example/c"},
		{"http://a.example/%7euser/%e6%9d%b1%2F", "http://a.example/~user/%E6%9D%B1%2F"},
		{"http://a.example/東京?q=x y", "http://a.example/%E6%9D%B1%E4%BA%AC?q=x y"},
		{"http://[::1]:80/x", "http://[::1]/x"},
		{"http://a.example/a//b", "http://a.example/a//b"},
		{" http://a.example/x ", "http://a.example/x"},
		{"http:///x", ""},
		{"http:a.example", ""},
		{"ftp://a.example/", ""},
		{"mailto:a@a.example", ""},
		{"/etc/passwd", ""},
		{"http://a.example/%zz", ""},
		{"", ""},
	} {
		got, ok := AddressPlace(tt.address)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("%q: got %q, %t, want %q", tt.address, got, ok, tt.want)
		}
		if again, _ := AddressPlace(got); ok && again != got {
			t.Errorf("%q: the place of a place is %q, not %q", tt.address, again, got)
		}
	}
}

func FuzzAddressPlace(f *testing.F) {
	for _, s := range []string{"http://a.example", "https://u:p@a.example:443/a/../b/%7e?q#f", "http://[::1]:80/x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := AddressPlace(s)
		if again, still := AddressPlace(got); ok && (!still || again != got) {
			t.Errorf("%q: the place of the place %q is %q, %t", s, got, again, still)
		}
	})
}

func TestFormerSources(t *testing.T) {
	for _, tt := range []struct {
		recorded, place string
		inner           int
		want            []string // name, root
	}{
		{"arch/txt/a.txt", "/x/arch/txt/a.txt", 1, []string{"arch/txt/a.txt", "/x", "txt/a.txt", "/x/arch", "a.txt", "/x/arch/txt"}},
		{"../a/../b.md.gz", "/x/b.md.gz", 1, []string{"b.md", "/x"}},
		{"./p.tgz/n/i.md", "/x/p.tgz/n/i.md", 3, []string{"p.tar/n/i.md", "/x", "n/i.md", "/x/p.tgz", "i.md", "/x/p.tgz/n"}},
		{"HTTP://u:p@A.example:80/f#x", "http://a.example/f", 0, []string{"http://A.example:80/f", ""}},
		{"-", "-", 0, []string{"-", "."}},
	} {
		var got []string
		for _, s := range FormerSources(tt.recorded, tt.place, tt.inner) {
			got = append(got, s.Name, s.Root)
		}
		if len(got) != len(tt.want) {
			t.Errorf("%s: got %q, want %q", tt.recorded, got, tt.want)
			continue
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("%s: got %q, want %q", tt.recorded, got, tt.want)
				break
			}
		}
	}
}

// TestPlaceKeys: what was recorded of a place is among what it is looked for by, and
// what was recorded of another is not.
func TestPlaceKeys(t *testing.T) {
	keys := make(map[string]bool)
	for _, k := range PlaceKeys("/x/arch/txt/a.txt") {
		keys[k] = true
	}
	for recorded, want := range map[string]bool{
		"/x/arch/txt/a.txt": true, "/x/./arch/txt/../txt/a.txt": true, "arch/txt/a.txt": true, "./txt/a.txt": true, "../../a.txt": true,
		"a.txt": true, "b.txt": false, "t/a.txt": false, "/y/arch/txt/a.txt": false, "other/txt/a.txt": false, "a.txt/b": false,
	} {
		if keys[SpellingKey(recorded)] != want {
			t.Errorf("%s: %t", recorded, !want)
		}
	}
}
