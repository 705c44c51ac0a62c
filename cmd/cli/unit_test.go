package cli_test

import (
	"testing"

	"dateline/cmd/cli"
)

// TestUnitWord: a path stands in a unit for itself.
func TestUnitWord(t *testing.T) {
	for path, want := range map[string]string{
		"/usr/bin/dateline": "/usr/bin/dateline",
		"/opt/my news/d":    `"/opt/my news/d"`,
		"/opt/100%/d":       "/opt/100%%/d",
		"/opt/$HOME/d":      "/opt/$$HOME/d",
		`/opt/"a"/d`:        `"/opt/\"a\"/d"`,
	} {
		if got := cli.UnitWord(path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}
