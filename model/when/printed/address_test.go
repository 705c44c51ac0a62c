package printed_test

import (
	"testing"

	"dateline/model/when/printed"
)

func TestAddress(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://a.example/2018/11/06/title", "2018-11-06"},
		{"https://a.example/news/2018-11-06-title", "2018-11-06"},
		{"https://a.example/news/2018-11-06", "2018-11-06"},
		{"https://a.example/2018/13/06/title", ""},
		{"https://a.example/1066/10/14/battle", ""},
		{"https://a.example/2018/11/title", "2018-11"},
		{"https://a.example/2018/11/06/title/2019/01/", "2018-11-06"},
		{"https://a.example/x?d=/2018/11/06/", ""},
		{"https://a.example/", ""},
		{"", ""},
	} {
		d, _ := printed.Address(c.in)
		if got := d.String(); got != c.want {
			t.Errorf("%s: got %q, want %q", c.in, got, c.want)
		}
	}
}
