package serve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/crypto/ssh"

	"dateline/cmd/remote"
	"dateline/cmd/task"
	"dateline/feed"
	"dateline/feed/fetch"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/ui/article"
	"dateline/ui/config"
	"dateline/ui/config/file"
	"dateline/ui/sshd"
	"dateline/ui/sshd/access"
)

// server is a server that is running, or about to.
type server struct {
	p     Program
	flags *flags
	now   func() time.Time
	log   *slog.Logger
	level *slog.LevelVar

	settings atomic.Pointer[settings]
	sources  atomic.Pointer[config.Sources] // of every reader's settings

	catalog   model.Catalog
	control   *access.Control
	ssh       *sshd.Server
	refresher *refresher
	adding    *fetch.Client // for what editors add
	pages     *fetch.Client
	pictures  func(context.Context, string) ([]byte, error)
	turns     chan struct{} // holds one for each that fetches
	works     works

	mu    sync.Mutex
	added map[string]*additions // by the name of the editor
	again chan struct{}         // is closed when settings have been read again
}

// drain is how long sessions may take to end, settle what they have begun. Grace is how
// long the command takes at most once it has been told to end.
const (
	drain  = 10 * time.Second
	settle = 2 * time.Second
	Grace  = drain + settle + time.Second
)

// readSettings reads the settings and what those of readers begin with.
func (s *server) readSettings() (settings, []error) {
	sources, err := s.p.Settings()
	if err != nil {
		return settings{}, []error{err}
	}
	cfg, err := config.Read(sources)
	var problems []error
	if err != nil {
		problems = append(problems, err)
	}
	read, wrong := s.flags.read(cfg.Serve, placer(s.p.Getenv("HOME"), sources.File))
	read.program = cfg.Settings
	s.sources.Store(&sources)
	return read, append(problems, wrong...)
}

// serve runs the server until ctx ends.
func (c *command) serve(ctx context.Context, f *flags) error {
	s := &server{p: c.p, flags: f, now: c.p.Now, level: new(slog.LevelVar), turns: make(chan struct{}, maxFetches), added: make(map[string]*additions), again: make(chan struct{})}
	set, problems := s.readSettings()
	if len(problems) > 0 {
		return usage(fmt.Errorf("serve: %w", errors.Join(problems...)))
	}
	s.settings.Store(&set)
	s.level.Set(set.logLevel)
	s.log = newLog(c.p.Stderr, set.logFormat, s.level)
	slog.SetDefault(s.log) // the library that speaks SSH reports rare things there

	listener, err := listen("listen", set.listen)
	if err != nil {
		return err
	}
	defer listener.Close()
	var watched net.Listener
	if set.monitor != "" {
		if watched, err = listen("monitor", set.monitor); err != nil {
			return err
		}
		defer watched.Close()
	}
	return s.run(ctx, listener, watched)
}

// listen listens on an address.
func listen(what, address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("--%s %s: another program listens there already, perhaps another dateline serve", what, address)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("--%s %s: only root may listen on a port below 1024", what, address)
	case err != nil:
		return nil, fmt.Errorf("--%s %s: %w", what, address, err)
	}
	return l, nil
}

// run serves what comes to the listener, and answers on watched unless that is nil.
func (s *server) run(ctx context.Context, listener, watched net.Listener) (err error) {
	set := s.settings.Load()
	path := cmp.Or(set.hostKey, file.Place(s.p.Getenv, "XDG_STATE_HOME", ".local/state", "ssh_host_ed25519_key"))
	if path == "" {
		return errors.New("neither HOME nor XDG_STATE_HOME says where the host key is; name it with --host-key")
	}
	key, made, err := sshd.HostKey(path)
	if err != nil {
		return err
	}
	if s.catalog, err = s.p.Open(ctx, true); err != nil {
		return err
	}
	// What ends with ctx may still write; the library is closed when all has ended.
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer func() { stop(); err = cmp.Or(err, s.catalog.Close()) }()
	if err := s.wire(running, key); err != nil {
		return err
	}
	if err := s.greet(listener.Addr(), key, path, made); err != nil {
		return err
	}
	if watched != nil {
		m := monitor{healthy: s.healthy, numbers: s.ssh.Metrics, debug: set.debug}
		go m.serve(running, watched, s.log)
	}
	return s.until(ctx, running, listener)
}

// wire makes what the server needs, which ends with ctx.
func (s *server) wire(ctx context.Context, key ssh.Signer) (err error) {
	set := s.settings.Load()
	s.control, err = access.New(ctx, access.Options{
		Catalog: s.catalog, Now: s.now, Log: s.log, Settings: set.access(),
	})
	if err != nil {
		return err
	}
	secrets := s.p.Credentials()
	public := task.FetchOptions(set.program, s.log)
	public.PublicOnly, public.MaxBytes = true, maxFeed
	withLogins := public // of feeds that the administrator follows
	withLogins.Credentials = secrets.Find
	due := fetch.New(withLogins)
	public.NoLogins = true
	s.adding = fetch.New(public)
	public.MaxBytes, public.Log = maxPage, nil // what is read is in no log
	s.pages, s.pictures = fetch.New(public), fetch.Pictures(public, false)
	s.refresher = &refresher{&subscribe.Service{Library: s.catalog, Logins: secrets, Now: s.now, Feeds: feed.Options{Now: s.now(), Client: due, NoFiles: true}}, s.log}
	s.ssh, err = sshd.New(sshd.Options{
		Access: s.control, HostKeys: []ssh.Signer{key}, Limits: set.limits, Log: s.log,
		Session: s.screen, Exec: s.exec, Renderer: article.NewRenderer(),
		Offer: func(v access.Visitor) string { return remote.Asker{Role: v.Role, Guest: v.Guest}.Offer() },
	})
	return err
}

// until serves until ctx ends; then sessions are told, and may end.
func (s *server) until(ctx, running context.Context, listener net.Listener) error {
	again := make(chan os.Signal, 1)
	signal.Notify(again, syscall.SIGHUP)
	defer signal.Stop(again)
	ended := make(chan error, 1)
	go func() { ended <- s.ssh.Serve(listener) }()
	s.follow(ctx)
	s.p.Began()
	s.log.Info("serving", "address", listener.Addr().String())
	for {
		select {
		case <-again:
			s.reload(running)
		case err := <-ended:
			return fmt.Errorf("serve: %w", err)
		case <-ctx.Done():
			s.log.Info("stopping")
			patience, cancel := context.WithTimeout(running, drain)
			defer cancel()
			if err := s.ssh.Shutdown(patience); err != nil {
				s.log.Warn("sessions were cut", "error", err.Error())
			}
			last, done := context.WithTimeout(running, settle)
			defer done()
			s.works.wait(last)
			s.log.Info("stopped")
			return nil
		}
	}
}

// reload reads keys and settings again. Nobody is dropped but who is let in no longer.
func (s *server) reload(ctx context.Context) {
	next, problems := s.readSettings()
	for _, err := range problems {
		s.log.Error("the setting stays as it was", "error", err.Error())
	}
	if len(problems) == 0 {
		was := *s.settings.Load()
		s.settings.Store(&next)
		s.level.Set(next.logLevel)
		s.ssh.SetLimits(next.limits)
		s.mu.Lock()
		close(s.again)
		s.again = make(chan struct{})
		s.mu.Unlock()
		if late := s.atStart(&was, &next); late != "" {
			s.log.Warn("these settings count at the next start", "settings", late)
		}
	}
	if err := s.control.Reload(ctx, s.settings.Load().access()); err != nil {
		s.log.Error("the keys stay as they were", "error", err.Error())
	}
	s.log.Info("keys and settings read again")
}

// reloaded returns a channel that is closed when the settings have been read again.
func (s *server) reloaded() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.again
}

// atStart names the settings that have changed and count at the next start.
func (s *server) atStart(was, next *settings) string {
	var names []string
	for _, c := range [...]struct {
		name    string
		changed bool
	}{
		{"listen", was.listen != next.listen},
		{"host-key", was.hostKey != next.hostKey},
		{"log-format", was.logFormat != next.logFormat},
		{"monitor", was.monitor != next.monitor},
		{"debug", was.debug != next.debug},
	} {
		if c.changed {
			names = append(names, c.name)
		}
	}
	return strings.Join(names, ", ")
}

// healthy returns why the server does not work: its library does not answer.
func (s *server) healthy(ctx context.Context) error {
	if _, err := s.catalog.Subscriptions(ctx); err != nil {
		s.log.Error("the library does not answer", "error", err.Error())
		return errors.New("the library does not answer")
	}
	return nil
}

// greet says where the server is, how to come in and how to let others in.
func (s *server) greet(at net.Addr, key ssh.Signer, path string, made bool) error {
	host, port, _ := net.SplitHostPort(at.String())
	ip := net.ParseIP(host)
	said := "Its key was made now, in " + model.CleanLine(path)
	if !made {
		said = "Its key is in " + model.CleanLine(path)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "dateline listens on %s.\n%s:\n  %s\n", at, said, ssh.FingerprintSHA256(key.PublicKey()))
	switch {
	case ip.IsLoopback():
		fmt.Fprintf(&b, "Type, on this machine:\n  ssh -p %s localhost\nOther machines can come in with --listen :%[1]s.\n", port)
	case ip.IsUnspecified():
		name, err := os.Hostname()
		if err != nil {
			name = "HOST"
		}
		fmt.Fprintf(&b, "Type, with the name by which others know this machine:\n  ssh -p %s %s\n", port, model.CleanLine(name))
	default:
		fmt.Fprintf(&b, "Type:\n  ssh -p %s %s\n", port, host)
	}
	set := s.settings.Load()
	if !set.guest && !s.control.KeysPossible() {
		fmt.Fprintf(&b, "Nobody can come in yet. In another terminal, this lets you in as yourself:\n"+
			"  %[1]s serve readers add me ~/.ssh/id_ed25519.pub --local\nand this somebody else:\n"+
			"  %[1]s serve readers add NAME 'ssh-ed25519 AAAA...'\n"+
			"--authorized-keys FILE lets in all keys of a file, --open every key, and --guest everybody, to read.\n", s.p.Name)
	}
	fmt.Fprintf(&b, "'%s guide serving' has the rest.\n", s.p.Name)
	_, err := fmt.Fprint(s.p.Stdout, b.String())
	return err
}
