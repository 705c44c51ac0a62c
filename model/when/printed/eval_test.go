package printed_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"

	"dateline/model/when/printed"
)

// TestPrintedDates reads dates as sixty languages print them, each language alike, where
// they are beside the repository; it fails when fewer are read than once were, or when
// one is read as another day.
func TestPrintedDates(t *testing.T) {
	const least, rows = 0.99, "../../../../shared/eval/dates-printed.jsonl"
	data, err := os.ReadFile(rows)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no printed dates beside the repository: ", rows)
	}
	if err != nil {
		t.Fatal(err)
	}
	right, all := map[string]float64{}, map[string]float64{}
	for line := range strings.Lines(string(data)) {
		var row struct{ Text, Lang, ISO string }
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		all[row.Lang]++
		m, ok := printed.Parse(row.Text, printed.DayFirst)
		switch day := m.Date.String(); {
		case !ok:
			t.Logf("%s: %q is not read", row.Lang, row.Text)
		case strings.HasPrefix(day, row.ISO):
			right[row.Lang]++
		default:
			t.Errorf("%s: %q is read as %s, want %s", row.Lang, row.Text, day, row.ISO)
		}
	}
	sum := 0.0
	for lang, n := range all {
		sum += right[lang] / n
	}
	if share := sum / float64(len(all)); share < least {
		t.Errorf("%.4f of the dates are read, want %.4f", share, least)
	} else {
		t.Logf("%.4f of the dates are read", share)
	}
}
