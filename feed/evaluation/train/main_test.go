package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// models are where the model of each task is built in.
var models = map[string]string{
	"title": "feed/webpage/title.gbdt", "author": "feed/webpage/author.gbdt", "date": "feed/webpage/date.gbdt", "text-title": "feed/text/title.gbdt", "text-author": "feed/text/author.gbdt",
	"body": "feed/webpage/body.gbdt", "main": "feed/webpage/main.gbdt", "kind": "feed/webpage/kind.gbdt",
}

// The models that are built in are those that this program makes of the pages.
func TestModelsAreThese(t *testing.T) {
	const dir = "../../../../shared/eval"
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the pages with known answers are absent: %v", err)
	}
	if testing.Short() || race {
		t.Skip("fitting takes a while")
	}
	fits := map[string]func(io.Writer) error{}
	for name, task := range tasks {
		fits[name] = func(w io.Writer) error { return run(w, task, dir, false) }
	}
	fits["kind"] = func(w io.Writer) error { return kind(w, dir) }
	for name, task := range blockTasks {
		fits[name] = func(w io.Writer) error { return task.run(w, dir) }
	}
	for name, fit := range fits {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			if err := fit(&got); err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(filepath.Join("../../..", models[name]))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("%s is not what is fitted today: go run ./feed/evaluation/train %s DIR", models[name], name)
			}
		})
	}
}
