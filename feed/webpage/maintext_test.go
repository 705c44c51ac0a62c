package webpage

import (
	"fmt"
	"strings"
	"testing"
)

// A page of products is no article: all of them are its text, and what surrounds them is not.
func TestMainText(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<html lang="en"><head><title>Bread boxes | The Box Shop</title><link rel="canonical" href="https://box.example/shop/bread-boxes">
<meta property="og:type" content="website"></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/shop">Shop</a></li><li><a href="/cart">Cart</a></li></ul></nav></header>
<main><h1>Bread boxes</h1><p>Boxes of beech, maple and tin, made in our own workshop, for every kitchen and every loaf.</p><ul class="products">`)
	for i, wood := range []string{"Beech", "Maple", "Cherry", "Walnut", "Oak", "Tin", "Ash", "Pine"} {
		fmt.Fprintf(&b, `<li class="product"><a href="/shop/%d"><img src="/%d.jpg" alt=""><h3>%s box with a lid</h3></a>
<p>A box of %s with a lid that closes well, for loaves of up to a kilogram.</p><span class="price">$%d.00</span></li>`, i, i, wood, strings.ToLower(wood), 30+i)
	}
	b.WriteString(`</ul></main><footer><p>Copyright The Box Shop</p><a href="/terms">Terms</a><a href="/privacy">Privacy</a></footer></body></html>`)
	all, err := read(t, documentOf([]byte(b.String())))
	if err != nil || len(all) != 1 {
		t.Fatalf("%d articles, %v", len(all), err)
	}
	for _, want := range []string{"made in our own workshop", "Beech box with a lid", "A box of cherry", "Pine box with a lid"} {
		if !strings.Contains(all[0].Body, want) {
			t.Errorf("%q is missing in %q", want, all[0].Body)
		}
	}
	if strings.Contains(all[0].Body, "Privacy") || strings.Contains(all[0].Body, "Cart") {
		t.Errorf("got %q", all[0].Body)
	}
}
