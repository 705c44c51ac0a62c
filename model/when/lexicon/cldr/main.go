// Command cldr makes the table of package lexicon: the names of months and weekdays and
// the particles of dates of all languages of the Unicode CLDR.
//
//	go run ./model/when/lexicon/cldr -coverage cldr-core/coverageLevels.json -persian cldr-cal-persian-full cldr-dates-full...
//
// It takes the folders of packages of CLDR's JSON, of as many versions of
// cldr-dates-full as there are: languages write names in the ways of former versions,
// too. What languages have in common it keeps once. Languages that the CLDR does not
// have in full give long names and those in other scripts than Latin, since their short
// ones are words of other languages.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"dateline/model/when/lexicon"
)

func main() {
	log.SetFlags(0)
	out := flag.String("o", "model/when/lexicon/names.txt", "the file that is written")
	coverage := flag.String("coverage", "", "coverageLevels.json of cldr-core")
	persian := flag.String("persian", "", "folder of cldr-cal-persian-full")
	flag.Parse()
	m := maker{names: map[string]lexicon.Name{}, full: fullLanguages(*coverage)}
	for _, m.rest = range []bool{false, true} {
		m.known = maps.Clone(m.names)
		for _, folder := range flag.Args() {
			m.each(folder, "gregorian", lexicon.Month)
		}
	}
	for _, w := range particles {
		m.put(w, lexicon.Particle, true)
	}
	if *persian != "" {
		m.each(*persian, "persian", lexicon.Solar)
	}
	if err := os.WriteFile(*out, []byte(m.table()), 0o644); err != nil {
		log.Fatal(err)
	}
}

// maker collects names.
type maker struct {
	names map[string]lexicon.Name
	full  map[string]bool         // languages
	rest  bool                    // those that are not full are read
	known map[string]lexicon.Name // of those that are
}

// calendar is what is read of a file of a calendar.
type calendar struct {
	Months map[string]map[string]map[string]string
	Days   map[string]map[string]map[string]string
	Parts  map[string]map[string]map[string]string `json:"dayPeriods"`
	Dates  map[string]any                          `json:"dateFormats"`
	Times  struct {
		Available map[string]any `json:"availableFormats"`
	} `json:"dateTimeFormats"`
}

// fullLanguages reads which languages the CLDR has more of than the basics.
func fullLanguages(path string) map[string]bool {
	var levels struct {
		Levels map[string]string `json:"effectiveCoverageLevels"`
	}
	read(path, &levels)
	full := map[string]bool{}
	for locale, level := range levels.Levels {
		if level != "basic" {
			full[language(locale)] = true
		}
	}
	return full
}

func language(locale string) string { return strings.SplitN(locale, "-", 2)[0] }

func read(path string, into any) {
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		log.Fatal(path, ": ", err)
	}
}

// each adds the names of all locales in a package.
func (m *maker) each(folder, name string, month lexicon.Name) {
	files, err := filepath.Glob(filepath.Join(folder, "main", "*", "ca-"+name+".json"))
	if err != nil || len(files) == 0 {
		log.Fatal(folder, ": no such calendars ", err)
	}
	for _, file := range files {
		locale := filepath.Base(filepath.Dir(file))
		var data struct {
			Main map[string]struct {
				Dates struct{ Calendars map[string]calendar }
			}
		}
		read(file, &data)
		m.locale(locale, data.Main[locale].Dates.Calendars[name], month)
	}
}

// locale adds the names of one.
func (m *maker) locale(locale string, c calendar, month lexicon.Name) {
	if month == lexicon.Solar && !slices.Contains([]string{"fa", "ps", "ckb", "uz", "mzn", "lrc"}, language(locale)) {
		return
	}
	full := m.full[language(locale)]
	if full == m.rest && month == lexicon.Month {
		return
	}
	affixes := c.affixes()
	for _, use := range []string{"format", "stand-alone"} {
		for _, width := range []string{"wide", "abbreviated"} {
			for k, name := range c.Months[use][width] {
				if n, err := strconv.Atoi(k); err == nil && n <= 12 {
					m.add(name, month<<(n-1), full, affixes["M"])
				}
			}
		}
		for _, width := range []string{"wide", "abbreviated", "short"} {
			for i, k := range []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} {
				if month == lexicon.Month {
					m.add(c.Days[use][width][k], lexicon.Weekday<<i, full, affixes["E"])
				}
			}
		}
	}
	for k, half := range map[string]lexicon.Name{"am": lexicon.AM, "pm": lexicon.PM} {
		for _, width := range []string{"wide", "abbreviated"} {
			if name := c.Parts["format"][width][k]; strings.IndexFunc(name, func(r rune) bool { return r >= 0x250 }) >= 0 {
				m.add(name, half, full, nil)
			}
		}
	}
	for _, pattern := range c.patterns() {
		for _, word := range literals(pattern) {
			m.add(word, lexicon.Particle, full, nil)
		}
	}
}

// patterns returns those of dates with a year and a day.
func (c calendar) patterns() []string {
	var all []string
	for _, p := range []map[string]any{c.Dates, c.Times.Available} {
		for k, v := range p {
			s, ok := v.(string)
			if o, is := v.(map[string]any); is {
				s, ok = o["_value"].(string)
			}
			if fields := quoted.ReplaceAllString(s, ""); ok && strings.ContainsAny(fields, "yUr") && strings.Contains(fields, "d") && !strings.Contains(k, "G") {
				all = append(all, s)
			}
		}
	}
	return all
}

var (
	quoted = regexp.MustCompile(`'[^']*'`)
	field  = regexp.MustCompile(`[A-Za-z]+`)
	sticks = regexp.MustCompile(`(^|[^\pL\pM'])((?:'[^']*'|[^\x00-\x7f])*)(M{3,4}|L{3,4}|E{1,4}|c{3,4})((?:'[^']*'|[^\x00-\x7f])*)`)
	glued  = regexp.MustCompile(`^[\pL\pM]*$`)
)

// particles are words that stand in dates beside those of the patterns: "month", "year"
// and "of our time" in Thai, "year" in Bengali and Hindi.
var particles = strings.Fields("เดือน ปี พ.ศ. ค.ศ. พุทธศักราช คริสต์ศักราช সাল साल")

// literals returns the words of a pattern that stand by themselves.
func literals(pattern string) []string {
	s := quoted.ReplaceAllStringFunc(pattern, func(q string) string { return strings.Map(shifted, strings.Trim(q, "'")) })
	s = strings.Map(back, field.ReplaceAllString(s, " "))
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
}

// shifted takes letters that are quoted out of the way of fields, which back brings back.
func shifted(r rune) rune {
	if r < 0x80 {
		return r + 0xf0000
	}
	return r
}

func back(r rune) rune {
	if r >= 0xf0000 {
		return r - 0xf0000
	}
	return r
}

// affixes returns what patterns write right before and behind names of months (M) and
// weekdays (E).
func (c calendar) affixes() map[string][][2]string {
	all := map[string][][2]string{}
	for _, p := range c.patterns() {
		for _, m := range sticks.FindAllStringSubmatch(p, -1) {
			before, after := strings.ReplaceAll(m[2], "'", ""), strings.ReplaceAll(m[4], "'", "")
			if before+after == "" || !glued.MatchString(before) || !glued.MatchString(after) {
				continue
			}
			k := "M"
			if m[3][0] == 'E' || m[3][0] == 'c' {
				k = "E"
			}
			if affix := [2]string{before, after}; !slices.Contains(all[k], affix) {
				all[k] = append(all[k], affix)
			}
		}
	}
	return all
}

// add adds a name, also with what sticks to it.
func (m *maker) add(name string, meaning lexicon.Name, full bool, affixes [][2]string) {
	m.put(name, meaning, full)
	for _, a := range affixes {
		m.put(a[0]+name+a[1], meaning, full)
	}
}

// put adds a name. Words of several are known by themselves, too.
func (m *maker) put(name string, meaning lexicon.Name, full bool) {
	s := lexicon.FoldName(strings.TrimRight(name, " .:"))
	if strings.IndexFunc(s, unicode.IsLetter) < 0 || !full && latin(s, 4) && (latin(s, 1) || meaning != lexicon.Particle && (latin(s, 2) || m.known[s] != 0)) || meaning < lexicon.Weekday && (latin(s, 2) || latin(s, 3) && strings.Contains(s, "-")) || unnamed.MatchString(s) {
		return
	}
	m.names[s] |= meaning
	if words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }); len(words) > 1 {
		for _, w := range words {
			if len(w) > 2 {
				m.names[w] |= lexicon.Part
			}
		}
	}
}

// unnamed are the months of languages for which nobody gave names.
var unnamed = regexp.MustCompile(`^m\d+$`)

// latin reports whether a name is of at most so many letters, all Latin.
func latin(s string, most int) bool {
	return len(s) <= most && strings.IndexFunc(s, func(r rune) bool { return r >= 0x250 }) < 0
}

// table returns the names in order.
func (m *maker) table() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(m.names)) {
		fmt.Fprintf(&b, "%s\t%x\n", name, uint64(m.names[name]))
	}
	return b.String()
}
