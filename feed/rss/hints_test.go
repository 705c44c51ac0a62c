package rss_test

import (
	"bufio"
	"strings"
	"testing"
	"time"

	"dateline/feed/document"
	"dateline/feed/rss"
	"dateline/model"
)

// TestHints: a feed says how often it is worth asking for; its entries do not.
func TestHints(t *testing.T) {
	const sy = ` xmlns:s="http://purl.org/rss/1.0/modules/syndication/"`
	for _, c := range []struct {
		name, attrs, text string
		want              document.Hints
	}{
		{"nothing", "", "", document.Hints{}},
		{"ttl in minutes", "", "<ttl> 90 </ttl>", document.Hints{TTL: 90 * time.Minute}},
		{"ttl that is none", "", "<ttl>soon</ttl><ttl/>", document.Hints{}},
		{"negative", "", "<ttl>-5</ttl>", document.Hints{}},
		{"hours, also as 24", "", "<skipHours><hour>0</hour><hour>05</hour><hour>24</hour><hour>25</hour><hour>x</hour></skipHours>", document.Hints{Hours: 1 | 1<<5}},
		{"days", "", "<skipDays><day>Saturday</day><day>SUNDAY</day><day>Holiday</day></skipDays>", document.Hints{Days: 1 | 1<<6}},
		{"period", sy, "<s:updatePeriod>hourly</s:updatePeriod>", document.Hints{Period: time.Hour}},
		{"period and frequency", sy, "<s:updateFrequency>4</s:updateFrequency><s:updatePeriod>daily</s:updatePeriod>", document.Hints{Period: 6 * time.Hour}},
		{"frequency alone", sy, "<s:updateFrequency>2</s:updateFrequency>", document.Hints{Period: 12 * time.Hour}},
		{"no frequency", sy, "<s:updatePeriod>weekly</s:updatePeriod><s:updateFrequency>0</s:updateFrequency>", document.Hints{Period: 7 * 24 * time.Hour}},
		{"no period", sy, "<s:updatePeriod>fortnightly</s:updatePeriod>", document.Hints{}},
		{"base", sy, "<s:updateBase>2000-01-01T12:00+00:00</s:updateBase>", document.Hints{Base: time.Date(2000, 1, 1, 12, 0, 0, 0, time.UTC)}},
		{"without a declaration", "", "<sy:updatePeriod>hourly</sy:updatePeriod>", document.Hints{Period: time.Hour}},
		{"in an entry", "", "<item><title>x</title><ttl>7</ttl><hour>3</hour></item>", document.Hints{}},
		{"behind the entries", "", "<item><title>x</title></item><ttl>7</ttl>", document.Hints{TTL: 7 * time.Minute}},
	} {
		d := &document.Document{Body: bufio.NewReader(strings.NewReader(`<rss version="2.0"` + c.attrs + `><channel><title>T</title>` + c.text + `</channel></rss>`))}
		if err := rss.Read(t.Context(), d, func(*model.Article) error { return nil }); err != nil || d.Hints != c.want {
			t.Errorf("%s: got %+v, %v, want %+v", c.name, d.Hints, err, c.want)
		}
	}
}
