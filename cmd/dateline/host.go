package main

import (
	"context"
	"io"

	"dateline/feed/fetch"
	"dateline/model"
	"dateline/ui/handoff"
	"dateline/ui/host"
)

// localHost is the host of a reader at this machine, who may do all of it.
type localHost struct {
	p       *program
	machine handoff.Machine
	picture func(ctx context.Context, address string) ([]byte, error)

	// What can be done in the library that is open; nil: nothing.
	refresh, add func(ctx context.Context, what string, report func(host.Progress)) (string, error)
	export       func(ctx context.Context, q model.Query, name string, replace bool, report func(host.Progress)) (string, error)
}

// localHost returns the host of a session without a library.
func (p *program) localHost() *localHost {
	return &localHost{p: p, machine: p.machine(), picture: fetch.Pictures(p.privatePictures)}
}

// Browse implements host.Host.
func (h *localHost) Browse() func(context.Context, string) error { return h.machine.Browse }

// Page implements host.Host.
func (h *localHost) Page() func(context.Context, string) (model.Article, error) { return h.p.openPage }

// Picture implements host.Host.
func (h *localHost) Picture() func(context.Context, string) ([]byte, error) { return h.picture }

// Save implements host.Host.
func (h *localHost) Save() func(context.Context, model.Article, string) (string, error) {
	return h.machine.Save
}

// Folder implements host.Host.
func (h *localHost) Folder() func(context.Context, string) (string, error) {
	return h.machine.MakeFolder
}

// Export implements host.Host.
func (h *localHost) Export() func(context.Context, model.Query, string, bool, func(host.Progress)) (string, error) {
	return h.export
}

// Pipe implements host.Host.
func (h *localHost) Pipe() func(context.Context, model.Article, bool, string) (string, error) {
	return h.machine.Pipe
}

// Pager implements host.Host.
func (h *localHost) Pager() func(context.Context, model.Article, io.Reader, io.Writer, io.Writer) error {
	return h.machine.Pager
}

// Refresh implements host.Host.
func (h *localHost) Refresh() func(context.Context, string, func(host.Progress)) (string, error) {
	return h.refresh
}

// Add implements host.Host.
func (h *localHost) Add() func(context.Context, string, func(host.Progress)) (string, error) {
	return h.add
}
