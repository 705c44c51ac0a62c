package uitest

import (
	"context"
	"io"

	"dateline/model"
	"dateline/ui/host"
)

// Host is a host.Host that allows only what its fields implement.
type Host struct {
	OnBrowse  func(ctx context.Context, address string) error
	OnPage    func(ctx context.Context, address string) (model.Article, error)
	OnPicture func(ctx context.Context, address string) ([]byte, error)
	OnSave    func(ctx context.Context, a model.Article, name string) (string, error)
	OnFolder  func(ctx context.Context, name string) (string, error)
	OnExport  func(ctx context.Context, q model.Query, name string, replace bool, report func(host.Progress)) (string, error)
	OnPipe    func(ctx context.Context, a model.Article, markdown bool, command string) (string, error)
	OnPager   func(ctx context.Context, a model.Article, stdin io.Reader, stdout, stderr io.Writer) error
	OnRefresh func(ctx context.Context, source string, report func(host.Progress)) (string, error)
	OnAdd     func(ctx context.Context, place string, report func(host.Progress)) (string, error)
}

// Allow returns the Host of a session, which it creates if necessary.
func Allow(s *host.Session) *Host {
	h, ok := s.Host.(*Host)
	if !ok {
		h = new(Host)
		s.Host = h
	}
	return h
}

// Browse implements host.Host.
func (h *Host) Browse() func(context.Context, string) error { return h.OnBrowse }

// Page implements host.Host.
func (h *Host) Page() func(context.Context, string) (model.Article, error) { return h.OnPage }

// Picture implements host.Host.
func (h *Host) Picture() func(context.Context, string) ([]byte, error) { return h.OnPicture }

// Save implements host.Host.
func (h *Host) Save() func(context.Context, model.Article, string) (string, error) { return h.OnSave }

// Folder implements host.Host.
func (h *Host) Folder() func(context.Context, string) (string, error) { return h.OnFolder }

// Export implements host.Host.
func (h *Host) Export() func(context.Context, model.Query, string, bool, func(host.Progress)) (string, error) {
	return h.OnExport
}

// Pipe implements host.Host.
func (h *Host) Pipe() func(context.Context, model.Article, bool, string) (string, error) {
	return h.OnPipe
}

// Pager implements host.Host.
func (h *Host) Pager() func(context.Context, model.Article, io.Reader, io.Writer, io.Writer) error {
	return h.OnPager
}

// Refresh implements host.Host.
func (h *Host) Refresh() func(context.Context, string, func(host.Progress)) (string, error) {
	return h.OnRefresh
}

// Add implements host.Host.
func (h *Host) Add() func(context.Context, string, func(host.Progress)) (string, error) {
	return h.OnAdd
}
