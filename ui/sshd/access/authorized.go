package access

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/model"
)

// line is what a line of the file says of its key (AUTHORIZED_KEYS FILE FORMAT in
// sshd(8)).
type line struct {
	number  int
	comment string // one line
	name    string // DATELINE_NAME; "" none
	role    model.Role
	hasRole bool // DATELINE_ROLE is there
	from    []addressPattern
	until   time.Time // zero: for good
	// noTerminal: no-pty, or restrict without pty.
	noTerminal bool
	refused    error // why it lets nobody in
}

// admits says why a line does not let its key in from an address at a time, or nothing.
func (l *line) admits(from netip.Addr, now time.Time) error {
	switch {
	case l.refused != nil:
		return fmt.Errorf("line %d: %w", l.number, l.refused)
	case !l.until.IsZero() && !now.Before(l.until):
		return fmt.Errorf("line %d: the key has expired", l.number)
	case l.from != nil && !matchesAny(l.from, from):
		return fmt.Errorf("line %d: the key does not come from there", l.number)
	}
	return nil
}

// keyList is what the file says: of each key, as KeyLine has it, its lines in their order.
type keyList map[string][]*line

// problem is something in the file that whoever keeps it should know.
type problem struct {
	line int
	err  error
}

// maxLine bounds a line of the file, in bytes.
const maxLine = 64 << 10

// parseKeys reads the text of the file. Dates without a zone are of a location. A line
// that cannot be read is a problem, and the others count.
func parseKeys(text string, location *time.Location) (keyList, []problem) {
	keys := make(keyList)
	var problems []problem
	number := 0
	for s := range strings.SplitSeq(text, "\n") {
		number++
		s = strings.Trim(strings.TrimSuffix(s, "\r"), blanks)
		if s == "" || s[0] == '#' {
			continue
		}
		key, l, err := parseLine(s, location)
		if key != "" {
			l.number = number
			if first := alwaysFirst(keys[key]); first != nil {
				err = errors.Join(err, fmt.Errorf("the key stands in line %d already, which counts", first.number))
			}
			keys[key] = append(keys[key], l)
		}
		if err != nil {
			problems = append(problems, problem{number, err})
		}
	}
	return keys, problems
}

// alwaysFirst returns the line that decides whatever stands in those after it, or nil.
func alwaysFirst(lines []*line) *line {
	for _, l := range lines {
		if l.refused == nil && l.from == nil && l.until.IsZero() {
			return l
		}
	}
	return nil
}

// parseLine reads a line. The error is for whoever keeps the file; where the key can be
// read, a line that lets nobody in is returned, too: then nothing else lets it in.
func parseLine(s string, location *time.Location) (key string, l *line, err error) {
	switch {
	case len(s) > maxLine:
		return "", nil, fmt.Errorf("the line is longer than %d bytes", maxLine)
	case !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r != '\t' && unicode.IsControl(r) }):
		return "", nil, errors.New("the line holds control characters, or is not UTF-8")
	}
	var options []option
	k, comment, err := ParseKey(s)
	if kind, _ := cutField(s); k == nil && slices.Contains(keyTypes, kind) {
		return "", nil, err
	}
	if k == nil {
		var optErr error
		var rest string
		if options, rest, optErr = splitOptions(s); optErr != nil {
			return "", nil, optErr
		}
		if k, comment, err = ParseKey(rest); k == nil {
			return "", nil, err
		}
	}
	l = &line{comment: comment}
	if err == nil {
		err = l.take(options, location)
		l.refused = err
		if err == nil {
			err = l.warning(options)
		}
		return KeyLine(k), l, err
	}
	l.refused = err
	return KeyLine(k), l, err
}

// option is an option of a line.
type option struct {
	name   string // in lower case
	value  string
	quoted bool // it has a value, in quotes
	bare   bool // it has none
}

// splitOptions returns the options that a line begins with, and what follows them.
func splitOptions(s string) (options []option, rest string, err error) {
	for {
		i := 0
		for i < len(s) && (s[i] == '-' || s[i] >= '0' && s[i] <= '9' || s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z') {
			i++
		}
		if i == 0 {
			return nil, "", errors.New("neither a key nor an option stands at its beginning")
		}
		o := option{name: strings.ToLower(s[:i]), bare: true}
		if s = s[i:]; strings.HasPrefix(s, "=") {
			o.bare = false
			if o.value, o.quoted, s, err = optionValue(s[1:]); err != nil {
				return nil, "", fmt.Errorf("option %s: %w", clip(o.name), err)
			}
		}
		options = append(options, o)
		switch {
		case s == "":
			return nil, "", errors.New("no key stands there")
		case strings.ContainsRune(blanks, rune(s[0])):
			return options, strings.TrimLeft(s, blanks), nil
		case s[0] != ',':
			return nil, "", fmt.Errorf("option %s: something follows it that is no comma", clip(o.name))
		}
		s = s[1:]
	}
}

// optionValue returns the value that a text begins with, without its quotes, and the rest.
func optionValue(s string) (value string, quoted bool, rest string, err error) {
	if !strings.HasPrefix(s, `"`) {
		i := strings.IndexAny(s, ","+blanks)
		if i < 0 {
			i = len(s)
		}
		return s[:i], false, s[i:], nil
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && strings.HasPrefix(s[i+1:], `"`):
			i++
			b.WriteByte('"')
		case s[i] == '"':
			return b.String(), true, s[i+1:], nil
		default:
			b.WriteByte(s[i])
		}
	}
	return "", false, "", errors.New("its quote is not closed")
}

// harmless are options that give or take away what nobody has here.
var harmless = map[string]bool{
	"agent-forwarding": true, "no-agent-forwarding": true, "port-forwarding": true, "no-port-forwarding": true,
	"x11-forwarding": true, "no-x11-forwarding": true, "user-rc": true, "no-user-rc": true, "no-touch-required": true,
}

// harmlessWithValue are likewise.
var harmlessWithValue = map[string]bool{"permitopen": true, "permitlisten": true, "tunnel": true}

// take takes the options of a line. One that is not known may restrict the key in a way
// that would be lost here: the error says so, and the line lets nobody in.
func (l *line) take(options []option, location *time.Location) error {
	for _, o := range options {
		var err error
		switch {
		case o.bare && o.name == "restrict", o.bare && o.name == "no-pty":
			l.noTerminal = true
		case o.bare && o.name == "pty":
			l.noTerminal = false
		case o.bare && harmless[o.name], o.quoted && harmlessWithValue[o.name]:
		case o.quoted && o.name == "environment":
			err = l.setEnvironment(o.value)
		case o.quoted && o.name == "from":
			if l.from != nil {
				return errors.New("it has from= twice")
			}
			l.from, err = parsePatterns(o.value)
		case o.quoted && o.name == "expiry-time":
			var until time.Time
			if until, err = parseExpiry(o.value, location); l.until.IsZero() || until.Before(l.until) {
				l.until = until
			}
		case !o.quoted && !o.bare:
			err = fmt.Errorf("the value of option %s is not in quotes", clip(o.name))
		default:
			err = fmt.Errorf("option %s has no effect here, and might restrict the key", clip(o.name))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// The variables that an environment= option sets.
const (
	nameVariable = "DATELINE_NAME"
	roleVariable = "DATELINE_ROLE"
)

// setEnvironment takes a variable of the form NAME=VALUE. Others than ours do nothing.
func (l *line) setEnvironment(s string) error {
	name, value, ok := strings.Cut(s, "=")
	switch {
	case !ok:
		return errors.New("environment= is not of the form NAME=VALUE")
	case name == nameVariable:
		if err := checkName(value); err != nil {
			return err
		}
		if l.name != "" && l.name != value {
			return errors.New("it has two names")
		}
		l.name = value
	case name == roleVariable:
		role, ok := map[string]model.Role{"reader": model.RoleReader, "editor": model.RoleEditor, "admin": model.RoleEditor}[value]
		if !ok {
			return fmt.Errorf("%s is reader or editor, not %q", roleVariable, clip(value))
		}
		if l.hasRole && l.role != role {
			return errors.New("it has two roles")
		}
		l.role, l.hasRole = role, true
	}
	return nil
}

// maxName bounds the name of a reader that the file gives, in characters.
const maxName = 64

// checkName says why a reader cannot have a name, or nothing.
func checkName(s string) error {
	switch {
	case s == "" || s != model.CleanLine(s):
		return fmt.Errorf("%s is one line, without control characters and blanks around it", nameVariable)
	case utf8.RuneCountInString(s) > maxName:
		return fmt.Errorf("%s has at most %d characters", nameVariable, maxName)
	}
	return nil
}

// warning says what of the options does not count as it may be meant, or nothing.
func (l *line) warning(options []option) error {
	for _, o := range options {
		if o.name == "environment" && o.value == roleVariable+"=admin" {
			return errors.New("a file makes nobody an admin: the key is an editor's ('dateline serve readers add' makes admins)")
		}
	}
	return nil
}

// parseExpiry reads the time of expiry-time=.
func parseExpiry(s string, location *time.Location) (time.Time, error) {
	text, utc := strings.CutSuffix(s, "Z")
	if utc {
		location = time.UTC
	}
	for _, layout := range []string{"20060102", "200601021504", "20060102150405"} {
		if len(text) == len(layout) {
			if at, err := time.ParseInLocation(layout, text, location); err == nil {
				return at, nil
			}
		}
	}
	return time.Time{}, errors.New("expiry-time= is not of the form YYYYMMDD[HHMM[SS]][Z]")
}
