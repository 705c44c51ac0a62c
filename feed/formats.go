package feed

import (
	"bytes"

	"dateline/feed/corpus"
)

// formats are the kinds of documents, the more particular first. To read
// another kind, add a row.
var formats = []format{
	{
		kind: "a web archive (WARC)", names: []string{".warc", ".wet"}, types: []string{"application/warc"},
		looks: when(certain, beginsWith("WARC/")), nested: corpus.WARC,
	},
	{
		kind: "JSON", names: []string{".jsonl", ".ndjson", ".json"},
		types: []string{"application/json", "application/x-ndjson", "application/jsonl"},
		looks: when(likely, corpus.LooksJSON), read: corpus.ReadJSON,
	},
	{
		kind: "a table", names: []string{".csv", ".tsv", ".tab"},
		types: []string{"text/csv", "text/tab-separated-values"},
		looks: when(certain, corpus.LooksTable), read: corpus.ReadTable,
	},
}

// when returns a test that is as sure as said where the beginning of the text
// passes.
func when(sure sureness, passes func(head []byte) bool) func(sample) sureness {
	return func(s sample) sureness {
		if passes(s.text) {
			return sure
		}
		return no
	}
}

func beginsWith(s string) func([]byte) bool {
	return func(head []byte) bool { return bytes.HasPrefix(head, []byte(s)) }
}
