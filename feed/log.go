package feed

import (
	"log/slog"
	"regexp"
	"strings"

	"dateline/model"
)

// LogAttr returns an attribute of a log as it may be written: of addresses neither
// name, password nor query. It is a slog.HandlerOptions.ReplaceAttr; the handler quotes
// controls.
func LogAttr(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() != slog.KindString {
		return a
	}
	s := model.StripUserinfo(a.Value.String(), nil)
	if _, ok := Address(s); ok { // all of it, whatever stands in its query
		s = s[:strings.IndexAny(s+"?", "?#")]
	}
	a.Value = slog.StringValue(addressQuery.ReplaceAllString(s, "$1"))
	return a
}

// addressQuery finds an address, and its query and fragment.
var addressQuery = regexp.MustCompile(`([A-Za-z][A-Za-z0-9+.-]*://[^\s?#"<>]*)[?#][^\s"<>]*`)
