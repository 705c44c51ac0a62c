// Command given writes feed/byline/givennames.txt from lists of given names by locale,
// as JSON on its standard input:
//
//	go run ./feed/byline/given < names.json > feed/byline/givennames.txt
//
// The lists are those of the npm package @faker-js/faker 10.6.0 (MIT licence):
//
//	node -e 'import("@faker-js/faker").then(({allLocales: all}) => console.log(JSON.stringify(
//	  Object.fromEntries(Object.entries(all).map(([k, l]) => [k, Object.values(l.person?.first_name ?? {}).flat()])))))'
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"slices"
	"strings"
	"unicode"

	"dateline/model/when/lexicon"
)

func main() {
	log.SetFlags(0)
	var lists map[string][]string
	if err := json.NewDecoder(os.Stdin).Decode(&lists); err != nil {
		log.Fatal(err)
	}
	var all []string
	for locale, names := range lists {
		if skipped[locale[:2]] || strings.HasSuffix(locale, "_ocker") {
			continue
		}
		for _, name := range names {
			all = append(all, wordsOf(name)...)
		}
	}
	slices.Sort(all)
	for _, name := range slices.Compact(all) {
		fmt.Println(name)
	}
}

// skipped are the languages whose given names are no words by themselves, or made up.
var skipped = map[string]bool{"zh": true, "ja": true, "ko": true, "th": true, "eo": true, "dv": true}

// common are names that are words of English far more often.
var common = map[string]bool{"the": true, "that": true, "art": true, "price": true}

// wordsOf returns the folded words of a name.
func wordsOf(name string) []string {
	words := strings.FieldsFunc(lexicon.Fold(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	return slices.DeleteFunc(words, func(w string) bool { return len(w) < 3 || common[w] })
}
