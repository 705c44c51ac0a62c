package serve

import (
	"context"
	"strings"
	"time"

	"dateline/cmd/remote"
	"dateline/feed"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/ui/config"
	"dateline/ui/sshd"
	"dateline/ui/sshd/access"
)

// screen says what a visitor reads, and how he has set it.
func (s *server) screen(ctx context.Context, v access.Visitor, lib *access.Library, t sshd.Terminal) (sshd.Screen, error) {
	cfg, err := s.configFor(ctx, lib, t.Environ)
	if err != nil {
		return sshd.Screen{}, err
	}
	var screen sshd.Screen
	screen.Config = cfg
	screen.Library, screen.Host = lib, &visitorHost{s: s, lib: lib, store: s.store(v, lib), guest: v.Guest}
	screen.Now, screen.Title, screen.Filter = clockIn(s.now, t.Environ), s.settings.Load().title, cfg.Query
	if !v.Guest {
		screen.Remember = lib.SetSetting
	} else {
		screen.Notice = "You read as a guest: nothing that you mark is kept."
	}
	return screen, nil
}

// store returns the catalogue as a visitor may change it, and his library.
func (s *server) store(v access.Visitor, lib *access.Library) model.Store {
	return model.Join(&shared{Catalog: s.catalog, lib: lib, log: s.log.With("reader", v.Name), added: s.additionsOf(v.Name)}, lib)
}

// additionsOf returns what counts the additions of an editor of a name.
func (s *server) additionsOf(name string) *additions {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.added[name]
	if a == nil {
		a = &additions{limits: func() (sources, articles int) { now := s.settings.Load(); return now.sources, now.articles }}
		s.added[name] = a
	}
	return a
}

// subscriber returns what adds sources for a visitor.
func (s *server) subscriber(store model.Store) *subscribe.Service {
	return &subscribe.Service{Library: store, Logins: remote.NoLogins{}, Now: s.now, Feeds: feed.Options{Now: s.now(), Client: s.adding, NoFiles: true, Log: s.log}}
}

// configFor returns the settings of a reader: those that he has made, over those of the
// server's file, over the locale of his machine.
func (s *server) configFor(ctx context.Context, lib model.SettingStore, environ []string) (config.Config, error) {
	sources := *s.sources.Load()
	sources.Getenv, sources.Library = localeOf(environ), ""
	cfg, _ := config.Read(sources) // what is wrong with the file is for the log
	made, err := lib.Settings(ctx)
	if err != nil {
		return cfg, err
	}
	rows := config.OnScreen()
	for i := range rows {
		if text, ok := made[rows[i].Name]; ok {
			_, _ = cfg.Set(&rows[i], text) // one that there is no more has its default
		}
	}
	return cfg, nil
}

// localeOf returns the variables of the client's environment that settings look at.
func localeOf(environ []string) func(string) string {
	return func(name string) string {
		if name == "LANG" || strings.HasPrefix(name, "LC_") {
			return variable(environ, name)
		}
		return ""
	}
}

// variable returns a variable of an environment, or "".
func variable(environ []string, name string) string {
	for _, v := range environ {
		if value, ok := strings.CutPrefix(v, name+"="); ok {
			return value
		}
	}
	return ""
}

// maxZone bounds the name of a zone.
const maxZone = 64

// clockIn returns the clock in the zone of the client, or in the server's where it does
// not name one.
func clockIn(now func() time.Time, environ []string) func() time.Time {
	name := variable(environ, "TZ")
	if name == "" || len(name) > maxZone || name == "Local" {
		return now
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return now
	}
	return func() time.Time { return now().In(zone) }
}

// exec runs a command line of a visitor.
func (s *server) exec(ctx context.Context, c sshd.Command) int {
	cfg, err := s.configFor(ctx, c.Library, c.Environ)
	if err != nil {
		s.log.Error("settings cannot be read", "reader", c.Visitor.Name, "error", err.Error())
	}
	store := s.store(c.Visitor, c.Library)
	return s.p.Exec(ctx, remote.Call{
		Asker: remote.Asker{Role: c.Library.Role(), Guest: c.Visitor.Guest},
		Args:  c.Args, Environ: c.Environ, Stdin: c.Stdin, Stdout: c.Stdout, Stderr: c.Stderr,
		Terminal: c.Terminal, Width: c.Width,
		Store: store, Config: cfg, Subscriber: s.subscriber(store), Refresh: s.refresher.refresh,
	})
}
