//go:build !race

package main

import (
	"bytes"
	"os"
	"testing"
)

// evaluationPages is where the pages lie that the model is fitted to.
const evaluationPages = "../../../../shared/eval"

// TestModelIsWhatThisMakes fits the model anew.
func TestModelIsWhatThisMakes(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes most of a minute")
	}
	if _, err := os.Stat(evaluationPages); err != nil {
		t.Skip("the pages are absent: ", err)
	}
	want, err := os.ReadFile("../lines.gbdt")
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := run(&got, evaluationPages, ""); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Error("feed/text/lines.gbdt is not what go run ./feed/text/train makes of the pages")
	}
}
