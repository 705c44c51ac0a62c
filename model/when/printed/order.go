package printed

import (
	"net/url"
	"strings"
)

// OrderIn says how a document writes numeric dates whose order depends on the
// country: one in a language (BCP 47, or ""), at an address, of a locale
// ("en_US", or "").
func OrderIn(lang, address, locale string) Order {
	lang = strings.ToLower(strings.ReplaceAll(lang, "_", "-"))
	locale = strings.ToLower(strings.ReplaceAll(locale, "_", "-"))
	if lang == "en" || lang == "" {
		if locale != "" {
			lang = locale
		}
	}
	switch {
	case lang == "en-us", lang == "en-ph", strings.HasPrefix(lang, "en-us-"):
		return MonthFirst
	case lang != "en" && lang != "":
		return DayFirst
	}
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		host := u.Hostname()
		tld := host[strings.LastIndexByte(host, '.')+1:]
		switch tld {
		case "com", "org", "net", "edu", "gov", "us", "mil":
			if lang == "en" {
				return MonthFirst
			}
		}
	}
	return DayFirst
}
