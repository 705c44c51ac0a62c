package corpus

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"dateline/feed/document"
	"dateline/model"
)

func read(t testing.TB, r document.Reader, text string, limits ...func(*document.Document)) ([]model.Article, error) {
	t.Helper()
	d := document.New("test", strings.NewReader(text))
	for _, f := range limits {
		f(d)
	}
	var out []model.Article
	err := r(context.Background(), d, func(a *model.Article) error {
		out = append(out, *a)
		return nil
	})
	return out, err
}

func TestReadJSONShapes(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{
			"news-please",
			`{"authors": ["A. Writer"], "date_download": "2020-01-01", "date_publish": "2018-11-06 10:00:00", "date_modify": null, "description": "The lead.", "filename": "x", "image_url": null, "language": "en", "maintext": "First.\nSecond.", "source_domain": "a.example", "title": "A title", "title_page": "A title | A", "url": "https://a.example/1"}`,
			"A title|2018-11-06|https://a.example/1|A. Writer|a.example|First.\n\nSecond.",
		},
		{
			"trafilatura",
			`{"title":"B","author":"X; Y","hostname":"b.example","date":"2019-02-03","categories":"","tags":"t1;t2","sitename":"B Site","source":"https://b.example/2","text":"Body","url":"https://b.example/2"}`,
			"B|2019-02-03|https://b.example/2|X,Y|B Site|Body",
		},
		{
			"C4",
			`{"text":"Only text.\nMore \u00e9\ud83d\ude00 \"q\"","timestamp":"2019-04-25T12:57:54Z","url":"http://c.example"}`,
			"|2019-04-25T12:57:54Z|http://c.example|||Only text.\n\nMore é😀 \"q\"",
		},
		{"seconds", `{"title":"T","timestamp":1541462400}`, "T|2018-11-06T00:00:00Z||||"},
		{"milliseconds", `{"title":"T","published":"1541462400000"}`, "T|2018-11-06T00:00:00Z||||"},
		{"an author object", `{"title":"T","author":{"@type":"Person","name":"P. Q."}}`, "T|||P. Q.||"},
		{
			"Feedly", `{"id":"feed/https://a.example/feed","title":"A feed","items":[{"title":"T","published":1541462400000,"origin":{"title":"O"},"alternate":[{"href":"https://a.example/1","type":"text/html"}],"summary":{"direction":"ltr","content":"<p>Text.</p>"}}]}`,
			"T|2018-11-06T00:00:00Z|https://a.example/1||O|",
		},
		{"unwanted nesting", `{"x":{"title":"no","y":[1,{"z":"}"}]},"title":"T"}`, "T|||||"},
	} {
		t.Run(c.name, func(t *testing.T) {
			as, err := read(t, ReadJSON, c.in+"\n")
			if err != nil || len(as) != 1 {
				t.Fatalf("got %d articles, %v", len(as), err)
			}
			a := as[0]
			got := strings.Join([]string{a.Title, a.Published.String(), a.URL, strings.Join(a.Authors, ","), a.Source, a.Body}, "|")
			if got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestReadJSONStreams(t *testing.T) {
	good := `{"title":"One"}`
	for _, c := range []struct {
		name, in string
		want     int
		lines    string
		bad      bool
	}{
		{"lines", good + "\n" + good + "\n", 2, "1 2", false},
		{"no newline at the end", good + "\n" + good, 2, "1 2", false},
		{"an array", "[" + good + ",\n" + good + "]", 2, "1 2", false},
		{"pretty", "[\n {\n \"title\": \"One\"\n },\n {\"title\": \"Two\"}\n]", 2, "2 5", false},
		{"a broken line between", good + "\n{\"title\": \"unclosed\n" + good + "\n", 2, "1 3", true},
		{"junk between", good + "\nno json\n" + good, 2, "1 3", true},
		{"cut off", good + "\n{\"title\":\"cut", 1, "1", true},
		{"nothing", "[]", 0, "", false},
		{"no articles", `{"a":1}`, 0, "", true},
		{"a list within", `{"status":"ok","articles":[{"title":"One"},{"title":"Two"}]}`, 2, "1 1", false},
		{"a list deeper within", `{"response":{"docs":[{"headline":{"main":"x"},"web_url":"https://a.example/"}]}}`, 1, "1", false},
		// Feedly's streams, Google Reader's, and what scripts make of feeds.
		{"a list under a title", `{"title":"Feed","updated":1,"items":[{"title":"One"},{"title":"Two"}]}`, 2, "1 1", false},
		{"a list of pictures under a title", `{"title":"One","items":[{"url":"https://a.example/i.jpg"}]}`, 1, "1", false},
		{"a list under a title with a text", `{"title":"One","text":"Body","items":[{"title":"related"}]}`, 1, "1", false},
		// Lines that a writer was killed in, of logs and scrapers.
		{"a brace that does not close", good + "\n{\"title\":\"x\",\"a\":{\"b\":1}\n" + good + "\n" + good, 3, "1 3 4", true},
		{"a bracket that does not close", good + "\n{\"title\":\"x\",\"a\":[1\n" + good + "\n" + good, 3, "1 3 4", true},
		{"cut off after a comma", good + "\n{\"title\":\"x\",\n" + good + "\n" + good, 3, "1 3 4", true},
		{"cut off after a colon", good + "\n{\"title\":\"x\",\"a\":\n" + good + "\n" + good, 3, "1 3 4", true},
		{"cut off within a list", good + "\n{\"title\":\"x\",\"a\":[\n" + good + "\n" + good, 3, "1 3 4", true},
		{"objects of an array on lines of their own", "{\"articles\":[\n" + good + ",\n" + good + "\n,\n" + good + "\n]}", 3, "1 1 1", false},
		{"an object on the line after its name", "{\"title\":\"One\",\"a\":\n{\"b\":1}}", 1, "1", false},
		{"byte order mark", "\ufeff" + good, 1, "1", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			as, err := read(t, ReadJSON, c.in)
			var lines []string
			for _, a := range as {
				lines = append(lines, fmt.Sprint(a.Line))
			}
			if len(as) != c.want || strings.Join(lines, " ") != c.lines || (err != nil) != c.bad {
				t.Errorf("got %d articles on lines %v, %v", len(as), lines, err)
			}
		})
	}
}

func TestReadJSONLimits(t *testing.T) {
	var limit *document.LimitError
	_, err := read(t, ReadJSON, `{"title":"`+strings.Repeat("x", 1<<20)+`"}`, func(d *document.Document) { d.Limits.Line = 1 << 18 })
	if !errors.As(err, &limit) {
		t.Errorf("a large object: %v", err)
	}
	_, err = read(t, ReadJSON, `{"a":`+strings.Repeat("[", 100_000), nil...)
	if !errors.As(err, &limit) {
		t.Errorf("deep nesting: %v", err)
	}
}

func TestReadTable(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"commas", "title,date,content,url\n\"A, one\",2018-11-06,\"Line\nmore\",https://a.example\nB,,text,\n", "A, one|2018-11-06|2;B||4"},
		{"tabs", "Headline\tPublished\tText\nA\t6 Nov 2018\tbody\n", "A|2018-11-06|2"},
		{"semicolons", "title;publish_date\r\nA;2018-11-06\r\n", "A|2018-11-06|2"},
		{"a table of Excel", "sep=;\r\nTitle;Date\r\nA;2018-11-06\r\n", "A|2018-11-06|3"},
		{"a German spreadsheet", "Datum;Titel;Text\n6.11.2018;A;\"Text; mit\nZeilen\"\n", "A|2018-11-06|2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !LooksTable([]byte(c.in)) {
				t.Error("not recognised")
			}
			as, err := read(t, ReadTable, c.in)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, a := range as {
				got = append(got, fmt.Sprintf("%s|%s|%d", a.Title, a.Published, a.Line))
			}
			if s := strings.Join(got, ";"); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
	for _, in := range []string{"", "no,columns,here\n1,2,3\n", "A sentence, with commas, and a title.\n"} {
		if LooksTable([]byte(in)) {
			t.Errorf("%q was taken for a table", in)
		}
	}
}

func FuzzReadJSON(f *testing.F) {
	for _, s := range []string{`{"title":"a"}`, `[{"text":"\u00e9\ud83d"}]`, `{"a":[{"b":"}"}],"title":"x"}`, "{\"title\":\"\x1b[2J\"}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		as, _ := read(t, ReadJSON, s)
		clean(t, as)
	})
}

func FuzzReadTable(f *testing.F) {
	for _, s := range []string{"title,date\na,b\n", "title\ttext\n\"a\nb\tc"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		as, _ := read(t, ReadTable, s)
		clean(t, as)
	})
}

// clean checks that articles hold nothing a terminal would obey.
func clean(t *testing.T, as []model.Article) {
	t.Helper()
	for _, a := range as {
		if a.Title != model.CleanLine(a.Title) || a.Body != model.CleanText(a.Body) || a.Source != model.CleanLine(a.Source) {
			t.Fatalf("not clean: %+v", a)
		}
	}
}

func BenchmarkReadJSON(b *testing.B) {
	var s strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&s, `{"title":"Headline %d about the harbour","date_publish":"2018-11-06 10:00:00","maintext":%q,"url":"https://a.example/%d","language":"en","authors":["A. Writer"],"image_url":null}`+"\n", i, strings.Repeat("The harbour was quiet in the morning, and those who had come early stood about.\n", 28), i)
	}
	text := s.String()
	b.SetBytes(int64(len(text)))
	n := 0
	for b.Loop() {
		d := document.New("bench", strings.NewReader(text))
		if err := ReadJSON(context.Background(), d, func(*model.Article) error { n++; return nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
}
