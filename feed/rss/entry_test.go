package rss_test

import (
	"strings"
	"testing"

	"dateline/feed/document"
)

func TestTitles(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", `<title>Fish &amp; chips</title>`, "Fish & chips"},
		{"escaped twice", `<title>Fish &amp;amp; chips &amp;#8211; now</title>`, "Fish & chips – now"},
		{"signs escaped thrice", `<title>Ann&amp;amp;#8217;s &amp;amp;ldquo;x&amp;amp;rdquo; &amp;amp;amp; y</title>`, "Ann’s “x” &amp; y"},
		{"what it is about, escaped thrice", `<title>Write &amp;amp;lt; for it</title>`, "Write &lt; for it"},
		{"markup", `<title>A &lt;i&gt;new&lt;/i&gt; ship</title>`, "A new ship"},
		{"markup without end", `<title>A&lt;br&gt;B</title>`, "A B"},
		{"what only looks like markup", `<title>List&lt;String&gt; in Java</title>`, "List<String> in Java"},
		{"a tag that is meant", `<title>The &lt;b&gt; tag</title>`, "The <b> tag"},
		{"signs", `<title>1 &lt; 2 &amp; 3 &gt; 2</title>`, "1 < 2 & 3 > 2"},
		{"not escaped", `<title>AT&T < you & me &copy; &bogus;</title>`, "AT&T < you & me © &bogus;"},
		{"a section", `<title><![CDATA[A &amp; <b>B</b>]]> and C</title>`, "A & B and C"},
		{"naked markup", `<title>A <b>bold</b> &lt;one&gt;</title>`, "A bold <one>"},
		{"said to be text", `<title type="text">A &lt;b&gt;B&lt;/b&gt; &amp;amp;</title>`, "A <b>B</b> &amp;"},
		{"said to be HTML", `<title type="html">A &lt;x&gt;B&lt;/x&gt;&lt;script&gt;no&lt;/script&gt; C&lt;!-- no --&gt;</title>`, "A B C"},
		{"a comment that is not closed", `<title type="html">A&lt;!-- x &gt; B</title>`, "A B"},
		{"lines", "<title>\n A\n\tB </title>", "A B"},
		{"empty", `<title/>`, "Untitled"},
		{"a section, escaped", `<title>&lt;![CDATA[A &amp;amp; B]]&gt;</title>`, "A & B"},
		{"the outer one", `<media:group><media:title>M</media:title><x><title>X</title></x></media:group><title>T</title>`, "T"},
		{"of the entry, not of a picture in it", `<image><title>P</title></image><title>T</title><source><title>S</title></source>`, "T"},
		{"of Media RSS where there is no other", `<media:title type="plain">M &amp; N</media:title>`, "M & N"},
		{"of Dublin Core", `<dc:title>D</dc:title>`, "D"},
		{"the first", `<title>A</title><title>B</title>`, "A"},
		{"in another case", `<TITLE>A</Title>`, "A"},
		{"broken tag", `<title<b>A</b></title>`, "A"},
		{"nothing at all", ``, "Untitled"},
		{"an author", `<author>me@example.org (Ann)</author>`, "Ann"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := read(t, document.New("x", strings.NewReader("<rss><channel><title>F</title><item>"+tt.in+"</item></channel></rss>")))
			if err != nil || len(got) != 1 || got[0].Title != tt.want {
				t.Errorf("got %+v, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestTexts(t *testing.T) {
	tests := []struct{ name, in, body, summary string }{
		{"a description", `<description>A &lt;b&gt;b&lt;/b&gt;</description>`, "A **b**", ""},
		{"plain, in lines", "<description>one\ntwo * three</description>", "one\n\ntwo * three", ""},
		// newsboat#1010, and what YouTube writes into media:description.
		{"verse", "<description>Roses are red,\n  violets blue.\n\nEnd.</description>", "Roses are red,\\\nviolets blue.\n\nEnd.", ""},
		{"lines in media:description", "<media:group><media:description>0:00 Start\n1:20 The pier\n\nMore</media:description></media:group>", "0:00 Start\\\n1:20 The pier\n\nMore", ""},
		{"plain, in paragraphs", "<description>one\n\ntwo</description>", "one\n\ntwo", ""},
		{"content and description", `<description>short</description><content:encoded>&lt;p&gt;long&lt;/p&gt;</content:encoded>`, "long", "short"},
		{"content before description", `<content:encoded>&lt;p&gt;long&lt;/p&gt;</content:encoded><description>short</description>`, "long", "short"},
		{"the same twice", `<description>the same</description><content:encoded>&lt;p&gt;the same&lt;/p&gt;</content:encoded>`, "the same", ""},
		{"empty content", `<description>short</description><content:encoded>&lt;p&gt;&lt;/p&gt;</content:encoded>`, "short", ""},
		{"two descriptions", `<summary>short</summary><description>somewhat longer</description>`, "somewhat longer", "short"},
		{"for players", `<description>d</description><itunes:summary>what is in it</itunes:summary>`, "what is in it", "d"},
		{"XHTML in the item", `<body xmlns="http://www.w3.org/1999/xhtml"><p>x &lt; <i>y</i></p></body>`, "x < *y*", ""},
		{"naked markup, never closed", `<description><p>one<p>two<br>three &amp; <i>four</description>`, "one\n\ntwo\\\nthree & *four*", ""},
		{"an end tag is missing", `<description>text<guid>1</guid>`, "text", ""},
		{"a section in a section", `<description><![CDATA[a <![CDATA[b]]> c]]&gt;</description>`, "a b c", ""},
		{"escaped markup within markup that is not", `<content type="html"><div>A &lt;b&gt;b&lt;/b&gt;</div></content>`, "A **b**", ""},
		{"base64", `<content mode="base64" type="text/html">PGI+YjwvYj4=</content>`, "**b**", ""},
		{"base64 by its type", `<content type="application/octet-stream">aGVsbG8=</content>`, "hello", ""},
		{"no base64 after all", `<content type="image/png">hello!</content>`, "hello!", ""},
		{"other XML", `<content type="application/xml"><a><b>x</b></a></content>`, "**x**", ""},
		{"scripts", `<description>a&lt;script&gt;b()&lt;/script&gt;c&lt;style&gt;d&lt;/style&gt;</description>`, "ac", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := read(t, document.New("x", strings.NewReader("<rss><channel><title>F</title><item>"+tt.in+"</item></channel></rss>")))
			if err != nil || len(got) != 1 || got[0].Body != tt.body || got[0].Summary != tt.summary {
				t.Errorf("got %+v, %v, want %q and %q", got, err, tt.body, tt.summary)
			}
		})
	}
}

func TestAuthors(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"a name", `<author>Ann Lee</author>`, "Ann Lee"},
		{"address and name", `<author>me@example.org (Ann Lee)</author>`, "Ann Lee"},
		{"name and address", `<author>Ann Lee &lt;me@example.org&gt;</author>`, "Ann Lee"},
		{"an address alone", `<author>mailto:me@example.org?subject=x</author>`, "me@example.org"},
		{"in parts", `<author><name>Ann</name><email>a@example.org</email><uri>/x</uri></author><author><name>Bob</name></author>`, "Ann|Bob"},
		{"in parts of another vocabulary", `<author><foaf:Person><foaf:name>Ann</foaf:name></foaf:Person></author>`, "Ann"},
		{"several", `<dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator><dc:creator>ann</dc:creator>`, "Ann|Bob"},
		{"names before addresses", `<author>x@example.org</author><dc:creator>Ann</dc:creator>`, "Ann"},
		{"of the podcast", `<itunes:author>The Show</itunes:author>`, "The Show"},
		{"not contributors", `<contributor><name>Carl</name></contributor><author>Ann</author>`, "Ann"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := read(t, document.New("x", strings.NewReader("<rss><channel><title>F</title><item><title>T</title>"+tt.in+"</item></channel></rss>")))
			if err != nil || len(got) != 1 || strings.Join(got[0].Authors, "|") != tt.want {
				t.Errorf("got %+v, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestLinks(t *testing.T) {
	tests := []struct{ name, in, id, url string }{
		{"text", `<link>http://a.example/</link>`, "", "http://a.example/"},
		{"an attribute", `<link href="http://a.example/?x=1&amp;y=2"/>`, "", "http://a.example/?x=1&y=2"},
		{"the page rather than another form", `<link rel="alternate" type="application/json" href="http://a.example/j"/><link rel="alternate" type="text/html" href="http://a.example/h"/>`, "", "http://a.example/h"},
		{"not the comments", `<link rel="replies" href="http://a.example/c"/><link href="http://a.example/"/>`, "", "http://a.example/"},
		{"an id that is one", `<guid>http://a.example/1</guid>`, "http://a.example/1", "http://a.example/1"},
		{"an id that is none", `<guid isPermaLink="false">http://a.example/1</guid>`, "http://a.example/1", ""},
		{"an id that is a number", `<guid>17</guid>`, "17", ""},
		{"an id that is called an address", `<guid isPermaLink="true">post-17</guid>`, "post-17", ""},
		{"an id that looks like a path", `<guid>/2020/post.html</guid>`, "/2020/post.html", ""},
		{"an id of another scheme", `<guid>urn:uuid:1</guid>`, "urn:uuid:1", ""},
		{"an id in Atom that is one", `<id>https://a.example/1</id>`, "https://a.example/1", "https://a.example/1"},
		{"an id in Atom that is none", `<id>entries/1</id>`, "entries/1", ""},
		{"a link rather than an id", `<guid isPermaLink="true">http://a.example/1</guid><link>http://a.example/2</link>`, "http://a.example/1", "http://a.example/2"},
		{"the original", `<link>http://feeds.example/~r/1</link><feedburner:origLink>http://a.example/1</feedburner:origLink>`, "", "http://a.example/1"},
		{"over two lines", "<link>http://a.example/\n  1</link>", "", "http://a.example/%20%201"},
		{"unsafe", `<link>javascript:alert(1)</link>`, "", ""},
		{"an id, unresolved", `<id>tag:a.example,2020:1</id>`, "tag:a.example,2020:1", ""},
		{"the outer id", `<x><id>2</id></x><id>1</id>`, "1", ""},
		{"of the text", `<content src="http://a.example/full"/>`, "", "http://a.example/full"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := read(t, document.New("x", strings.NewReader("<rss><channel><title>F</title><link>http://a.example/</link><item><title>T</title>"+tt.in+"</item></channel></rss>")))
			if err != nil || len(got) != 1 || got[0].ID != tt.id || got[0].URL != tt.url {
				t.Errorf("got %+v, %v, want %q and %q", got, err, tt.id, tt.url)
			}
		})
	}
}

func TestAnIDIsAnAddressOnlyWhereItIsOne(t *testing.T) {
	json := func(item string) string {
		return `{"version":"https://jsonfeed.org/version/1.1","title":"F","home_page_url":"http://a.example/","items":[` + item + `]}`
	}
	rdf := func(about string) string {
		return `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>F</title>` +
			`<link>http://a.example/</link></channel><item rdf:about="` + about + `"><title>T</title></item></rdf:RDF>`
	}
	tests := []struct{ name, in, id, url string }{
		{"JSON Feed, an address", json(`{"id":"http://a.example/1","title":"T"}`), "http://a.example/1", "http://a.example/1"},
		{"JSON Feed, a number", json(`{"id":17,"title":"T"}`), "17", ""},
		{"JSON Feed, a name", json(`{"id":"post-17","title":"T"}`), "post-17", ""},
		{"JSON Feed, a relative address", json(`{"id":"17","url":"posts/17","title":"T"}`), "17", "http://a.example/posts/17"},
		{"RSS 1.0, an address", rdf("http://a.example/1"), "http://a.example/1", "http://a.example/1"},
		{"RSS 1.0, a name", rdf("post-17"), "post-17", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := read(t, document.New("x", strings.NewReader(tt.in)))
			if err != nil || len(got) != 1 || got[0].ID != tt.id || got[0].URL != tt.url {
				t.Errorf("got %+v, %v, want %q and %q", got, err, tt.id, tt.url)
			}
		})
	}
}
