package serve

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"dateline/model"
	"dateline/model/suggest"
	"dateline/ui/config"
	"dateline/ui/sshd"
	"dateline/ui/sshd/access"
)

// settings are what an administrator has set: in the table [serve] of the configuration,
// or by flags, which win.
type settings struct {
	listen, monitor     string
	keys, hostKey       string // files
	open, guest, debug  bool
	logFormat           string
	logLevel            slog.Level
	title               string
	limits              sshd.Limits
	newReaders, readers int // that come in without having been added: an hour, in all
	sources, articles   int // that an editor may add in a day

	program config.Settings // those that are not of the server alone
}

// access returns those that say who may come in.
func (s *settings) access() access.Settings {
	return access.Settings{AuthorizedKeys: s.keys, Open: s.open, Guest: s.guest, NewPerHour: s.newReaders, MaxReaders: s.readers}
}

// setting is a row of table.
type setting struct {
	name     string // in the file, and as a flag or behind --limit
	what     string // help of the flag
	limit    bool
	file     bool // it names one
	fallback string
	set      func(s *settings, text string) error
	live     bool // a change counts with SIGHUP
}

// table has all settings of [serve].
var table = slices.Concat([]setting{
	{
		name: "listen", what: "`ADDRESS` to listen on: HOST:PORT, or :PORT for all of this machine's", fallback: "127.0.0.1:2222",
		set: func(s *settings, text string) error { s.listen = text; return checkAddress(text) },
	},
	{
		name: "authorized-keys", what: "let in who has a key of `FILE`, which is read again when it changes", file: true,
		set: func(s *settings, text string) error { s.keys = text; return nil },
	},
	{
		name: "open", what: "let in everybody with a key, as a reader", fallback: "false",
		set: func(s *settings, text string) error { return setTruth(&s.open, text) },
	},
	{
		name: "guest", what: "let in everybody without a key, who changes nothing", fallback: "false",
		set: func(s *settings, text string) error { return setTruth(&s.guest, text) },
	},
	{
		name: "host-key", what: "`FILE` of the server's private key, made where there is none", file: true,
		set: func(s *settings, text string) error { s.hostKey = text; return nil },
	},
	{
		name: "title", what: "what the first line of the screen calls the library", fallback: "library",
		set: func(s *settings, text string) error { s.title = model.CleanLine(text); return nil },
	},
	{
		name: "log-format", what: "`FORMAT` of the log on standard error: text or json", fallback: "text",
		set: func(s *settings, text string) error { s.logFormat = text; return oneOf(text, "text", "json") },
	},
	{
		name: "log-level", what: "how much is logged: `LEVEL` debug, info, warn or error", fallback: "info", live: true,
		set: func(s *settings, text string) error {
			_ = s.logLevel.UnmarshalText([]byte(text))
			return oneOf(text, "debug", "info", "warn", "error")
		},
	},
	{
		name: "monitor", what: "answer /healthz and /metrics over HTTP on `ADDRESS`, of this machine alone",
		set: func(s *settings, text string) error { s.monitor = text; return checkLoopback(text) },
	},
	{
		name: "debug", what: "have the monitor answer /debug/pprof, too", fallback: "false",
		set: func(s *settings, text string) error { return setTruth(&s.debug, text) },
	},
}, limits)

// limits have their own rows: in the file by name, on the command line with --limit.
var limits = []setting{
	count("connections", "connections at once", func(s *settings) *int { return &s.limits.Connections }),
	count("connections-per-address", "of them, those of one address that have not come in yet", func(s *settings) *int { return &s.limits.ConnectionsPerAddress }),
	count("handshakes", "connections that come in at the same time; others wait", func(s *settings) *int { return &s.limits.Handshakes }),
	count("handshakes-per-second", "connections that one address may begin a second", func(s *settings) *int { return &s.limits.HandshakesPerSecond }),
	count("handshake-burst", "connections that one address may begin at once", func(s *settings) *int { return &s.limits.HandshakeBurst }),
	span("login-time", "time to come in", func(s *settings) *time.Duration { return &s.limits.LoginTime }),
	count("sessions", "sessions at once", func(s *settings) *int { return &s.limits.Sessions }),
	count("sessions-per-reader", "sessions of one reader", func(s *settings) *int { return &s.limits.SessionsPerReader }),
	count("sessions-per-address", "sessions from one address", func(s *settings) *int { return &s.limits.SessionsPerAddress }),
	count("sessions-per-connection", "sessions of one connection", func(s *settings) *int { return &s.limits.SessionsPerConnection }),
	span("idle", "time without a key after which a session ends", func(s *settings) *time.Duration { return &s.limits.Idle }),
	span("unused", "time after which a connection without a session ends", func(s *settings) *time.Duration { return &s.limits.Unused }),
	span("stalled", "time after which a client that reads nothing is cut", func(s *settings) *time.Duration { return &s.limits.Stalled }),
	size("unread", "bytes that wait for a slow client; beyond them frames are skipped", func(s *settings, n int64) { s.limits.Unread = int(min(n, math.MaxInt32)) }),
	{name: "window", what: "columns and rows of a window; a larger one counts as this large", limit: true, live: true, set: setWindow},
	size("memory", "memory of the server above which no session begins", func(s *settings, n int64) { s.limits.Memory = n }),
	count("new-readers", "readers that come in for the first time, an hour", func(s *settings) *int { return &s.newReaders }),
	count("readers", "readers that have come in without having been added, in all", func(s *settings) *int { return &s.readers }),
	by("50", count("editor-sources", "sources that an editor may add a day", func(s *settings) *int { return &s.sources })),
	by("20000", count("editor-articles", "articles that an editor may add a day", func(s *settings) *int { return &s.articles })),
}

// by gives a setting a default; other limits have that of the package that keeps to them.
func by(fallback string, s setting) setting {
	s.fallback = fallback
	return s
}

func count(name, what string, field func(*settings) *int) setting {
	return setting{name: name, what: what, limit: true, live: true, set: func(s *settings, text string) error {
		n, err := number(text, func(text string) (int64, error) { return strconv.ParseInt(text, 10, 32) })
		*field(s) = int(n)
		return err
	}}
}

func span(name, what string, field func(*settings) *time.Duration) setting {
	return setting{name: name, what: what, limit: true, live: true, set: func(s *settings, text string) error {
		n, err := number(text, func(text string) (int64, error) {
			d, err := time.ParseDuration(text)
			return int64(d), err
		})
		if *field(s) = time.Duration(n); err != nil {
			return errors.New("want a time, such as 90s, 10m or 2h, or none")
		}
		return nil
	}}
}

func size(name, what string, set func(*settings, int64)) setting {
	return setting{name: name, what: what, limit: true, live: true, set: func(s *settings, text string) error {
		n, err := number(text, parseBytes)
		if set(s, n); err != nil {
			return errors.New("want a size, such as 64KiB, 512MiB or 2GiB, or none")
		}
		return nil
	}}
}

// none is how a limit is taken away; in sshd.Limits that is a negative number.
const none = "none"

// number reads what a limit allows, at least 1, or none.
func number(text string, parse func(string) (int64, error)) (int64, error) {
	if text == none {
		return -1, nil
	}
	n, err := parse(text)
	if err != nil || n < 1 {
		return 0, errors.New("want a number, 1 at least, or none")
	}
	return n, nil
}

// parseBytes reads a number of bytes with a unit.
func parseBytes(text string) (int64, error) {
	n, unit := text, int64(1)
	for i, suffix := range [...]string{"KiB", "MiB", "GiB"} {
		if rest, ok := strings.CutSuffix(text, suffix); ok {
			n, unit = strings.TrimSpace(rest), 1<<(10*(i+1))
		}
	}
	i, err := strconv.ParseInt(n, 10, 64)
	if err == nil && i > math.MaxInt64/unit {
		err = strconv.ErrRange
	}
	return i * unit, err
}

func setWindow(s *settings, text string) error {
	w, h, ok := strings.Cut(text, "x")
	width, err := strconv.ParseUint(w, 10, 12)
	height, errHeight := strconv.ParseUint(h, 10, 12)
	if !ok || cmp.Or(err, errHeight) != nil || width < minWidth || height < minHeight {
		return fmt.Errorf("want columns and rows, such as 500x200, %dx%d at least", minWidth, minHeight)
	}
	s.limits.Width, s.limits.Height = int(width), int(height)
	return nil
}

// The smallest largest window.
const minWidth, minHeight = 80, 24

func setTruth(at *bool, text string) (err error) {
	if *at, err = strconv.ParseBool(text); err != nil {
		return errors.New("want true or false")
	}
	return nil
}

func oneOf(text string, words ...string) error {
	if slices.Contains(words, text) {
		return nil
	}
	return fmt.Errorf("want one of %s%s", strings.Join(words, ", "), suggest.DidYouMean(text, words))
}

// checkAddress says why nothing can listen on an address.
func checkAddress(text string) error {
	_, port, err := net.SplitHostPort(text)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return errors.New("want an address and a port, such as 127.0.0.1:2222 or [::1]:2222, or :2222 for all addresses")
	}
	return nil
}

// checkLoopback says why an address is not one of this machine alone.
func checkLoopback(text string) error {
	if err := checkAddress(text); err != nil {
		return err
	}
	host, _, _ := net.SplitHostPort(text)
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return errors.New("the monitor asks for no key, so it answers this machine alone: want 127.0.0.1:PORT or [::1]:PORT")
	}
	return nil
}

// flags are those of the command line.
type flags struct {
	set    *pflag.FlagSet
	limits []string
	unit   bool
}

func (f *flags) register(set *pflag.FlagSet) {
	f.set = set
	for _, s := range table {
		switch {
		case s.limit:
		case s.fallback == "false":
			set.Bool(s.name, false, s.what)
		default:
			set.String(s.name, s.fallback, s.what)
		}
	}
	set.StringArrayVar(&f.limits, "limit", nil, "change a limit: `NAME=VALUE`; 'dateline guide serving' lists them")
	set.BoolVar(&f.unit, "print-unit", false, "print a unit for systemd that protects the machine, and end")
}

// read makes the settings of a table of the configuration, in which files are named as
// place finds them, and of the flags. Where something is wrong the rest counts, and
// problems say what.
func (f *flags) read(tree map[string]any, place func(string) string) (settings, []error) {
	var s settings
	var problems []error
	set := func(row *setting, origin, text string) {
		try := s
		if err := row.set(&try, text); err != nil {
			problems = append(problems, fmt.Errorf("%s %s: %w", origin, model.CleanLine(text), err))
			return
		}
		s = try
	}
	for i := range table {
		if row := &table[i]; row.fallback != "" {
			set(row, row.name, row.fallback)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		row := rowNamed(name)
		if row == nil {
			problems = append(problems, fmt.Errorf("[serve] has no setting %q%s", model.CleanLine(name), suggest.DidYouMean(name, names(false))))
			continue
		}
		switch v := tree[name].(type) {
		case string, bool, int64:
			text := fmt.Sprint(v)
			if row.file {
				text = place(text)
			}
			set(row, "[serve] "+name, text)
		default:
			problems = append(problems, fmt.Errorf("[serve] %s: want a text in quotes, a number, or true or false", name))
		}
	}
	f.set.Visit(func(flag *pflag.Flag) {
		if row := rowNamed(flag.Name); row != nil && !row.limit {
			set(row, "--"+flag.Name, flag.Value.String())
		}
	})
	for _, l := range f.limits {
		name, value, ok := strings.Cut(l, "=")
		row := rowNamed(strings.TrimSpace(name))
		switch {
		case !ok:
			problems = append(problems, fmt.Errorf("--limit %s: want NAME=VALUE", model.CleanLine(l)))
		case row == nil || !row.limit:
			problems = append(problems, fmt.Errorf("--limit %s: there is no limit %q%s", model.CleanLine(l), model.CleanLine(name),
				cmp.Or(suggest.DidYouMean(name, names(true)), "; 'dateline guide serving' lists them")))
		default:
			set(row, "--limit "+row.name, strings.TrimSpace(value))
		}
	}
	if s.debug && s.monitor == "" {
		problems = append(problems, errors.New("--debug needs --monitor, which answers it"))
	}
	return s, problems
}

// rowNamed returns the setting of a name, or nil.
func rowNamed(name string) *setting {
	for i := range table {
		if table[i].name == name {
			return &table[i]
		}
	}
	return nil
}

// names returns the names of all settings, or of the limits.
func names(limits bool) []string {
	var all []string
	for _, s := range table {
		if s.limit || !limits {
			all = append(all, s.name)
		}
	}
	return all
}

// placer returns how a configuration of a path finds the files that it names: from the
// home where they begin with ~/, else from its own folder.
func placer(home, config string) func(string) string {
	return func(path string) string {
		if rest, ok := strings.CutPrefix(path, "~/"); ok && home != "" {
			return filepath.Join(home, rest)
		}
		if path == "" || filepath.IsAbs(path) {
			return path
		}
		return filepath.Join(filepath.Dir(config), path)
	}
}
