package webpage

import (
	"strings"
	"testing"

	"dateline/feed/dom"

	"golang.org/x/net/html/atom"
)

// A page is read as blocks of text in its order: paragraphs, items, cells, runs of text
// between blocks, and lines that two line breaks part. Scripts and blanks are none.
func TestLayoutBlocks(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"paragraphs", "<p>One <b>two</b> three.</p><p>Four.</p>", "One two three.|Four."},
		{"text beside blocks", "<div>One <i>two</i><p>Three</p>four</div>", "One two|Three|four"},
		{"a line break", "<p>One<br> two</p>", "One two"},
		{"two line breaks", "<div>One<br><br>two<br> <br>three</div>", "One|two|three"},
		{"a list and a table", "<ul><li>One<li>Two</ul><table><tr><td>Three<td>Four</table>", "One|Two|Three|Four"},
		{"an inline element around blocks", "<span>One<div>Two</div>three</span>", "One|Two|three"},
		{"no text", "<script>x()</script><style>p{}</style><p> &nbsp; </p><!-- c --><svg><text>x</text></svg>", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			root, _, err := dom.Parse("<html><head><title>T</title></head><body>" + c.body)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			l := newLayout(root)
			for i := range l.blocks {
				got = append(got, strings.Join(strings.Fields(l.blocks[i].text()), " "))
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// What is chosen is copied with the elements around it, and with pictures that stand
// between; the page stays as it was.
func TestBuild(t *testing.T) {
	page := "<html><head></head><body><nav>Menu</nav><article><h1>Title</h1><p>First <a href=/x>link</a>.</p><figure><img src=/i.jpg><figcaption>A gate</figcaption></figure>" +
		"<aside>Buy</aside><p>Second.</p></article><footer>End</footer></body></html>"
	root, _, err := dom.Parse(page)
	if err != nil {
		t.Fatal(err)
	}
	before := dom.Text(root)
	l := newLayout(root)
	chosen := make([]bool, len(l.blocks))
	for i := range l.blocks {
		text := l.blocks[i].text()
		chosen[i] = strings.HasPrefix(text, "First") || text == "Second."
	}
	var b strings.Builder
	body := l.build(chosen, nil)
	dom.WriteText(&b, body)
	if got := strings.Join(strings.Fields(b.String()), " "); got != "First link. Second." {
		t.Errorf("got %q", got)
	}
	if image := dom.First(body, atom.Img); image == nil || dom.Attr(image, "alt") != "A gate" {
		t.Errorf("the picture has gone, or its caption: %v", image)
	}
	if dom.Text(root) != before {
		t.Error("the page was changed")
	}
}
