package corpus

// field is what a column or member of a corpus states about an article.
type field uint8

const (
	none field = iota
	fieldID
	fieldTitle
	fieldURL
	fieldText
	fieldMarkdown
	fieldHTML
	fieldSummary
	fieldDate
	fieldUpdated
	fieldAuthor
	fieldLanguage
	fieldSource
	fieldHost
	fieldTag
	fieldEnclosure
	fields
)

// names are the names that fields go by, in lower case without "_", "-" and
// blanks, the better of two before the worse: those of news-please,
// newspaper4k, trafilatura, C4 and the Common Crawl corpora, NewsAPI,
// schema.org, the All the News and Signal sets, of feeds turned into JSON, of
// this program's own `list --format json`, and the plainest in languages whose
// spreadsheets write tables with semicolons.
var names = [fields][]string{
	fieldID:       {"entryid", "guid", "articleid", "id", "uuid", "docid", "documentid"},
	fieldTitle:    {"title", "headline", "articletitle", "heading", "titlepage", "webtitle", "subject", "titel", "titre", "título", "titulo", "titolo"},
	fieldURL:      {"url", "link", "canonicalurl", "canonicallink", "articleurl", "permalink", "weburl", "uri", "requestedurl", "warctargeturi", "canonical", "alternate"},
	fieldMarkdown: {"markdown", "contentmarkdown", "bodymarkdown"},
	fieldText: {
		"maintext", "text", "articletext", "fulltext", "articlebody", "content", "body", "contenttext", "article",
		"plaintext", "cleanedtext", "storytext", "story", "rawtext", "paragraphs", "selftext", "bodytext",
		"texte", "texto", "testo", "inhalt",
	},
	fieldHTML:    {"contenthtml", "bodyhtml", "articlehtml", "html"},
	fieldSummary: {"summary", "description", "abstract", "excerpt", "lead", "leadparagraph", "standfirst", "teaser", "snippet", "subtitle", "shortdescription", "metadescription"},
	fieldDate: {
		"published", "datepublish", "datepublished", "publishdate", "publisheddate", "publishedat", "publicationdate",
		"pubdate", "webpublicationdate", "publicationdatetime", "publishtime", "publishedtime", "releasedate",
		"date", "datetime", "created", "createdat", "createdutc", "datecreated", "posted", "time", "timestamp", "datum", "fecha",
	},
	fieldUpdated:   {"updated", "datemodify", "datemodified", "modified", "updatedat", "modifiedat", "lastmodified", "lastmod", "updatedate"},
	fieldAuthor:    {"authors", "author", "byline", "creator", "writer", "writers", "by", "autor", "auteur", "autore"},
	fieldLanguage:  {"language", "lang", "languages", "metalang", "inlanguage"},
	fieldSource:    {"sitename", "source", "publication", "publisher", "newspaper", "outlet", "sourcename", "newssource", "site", "feed", "mediumname", "quelle", "fuente", "origin"},
	fieldHost:      {"sourcedomain", "hostname", "domain", "host", "netloc"},
	fieldTag:       {"tags", "categories", "category", "keywords", "section", "topics", "topic", "metakeywords", "sectionname"},
	fieldEnclosure: {"enclosures", "attachments"},
}

// rank says how good a name is for its field: 0 is the best.
type rank struct {
	field field
	order uint8
}

var byName = func() map[string]rank {
	m := make(map[string]rank)
	for f, list := range names {
		for i, name := range list {
			m[name] = rank{field(f), uint8(i)}
		}
	}
	return m
}()

// rankOf returns what a member or column of this name states. raw is as it is
// written; the common case needs no memory.
func rankOf(raw []byte) rank {
	const longest = 24
	if len(raw) > longest {
		return rank{}
	}
	var key [longest]byte
	n := 0
	for _, c := range raw {
		switch {
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case c == '_', c == '-', c == ' ', c == '.':
			continue
		}
		key[n] = c
		n++
	}
	return byName[string(key[:n])]
}
