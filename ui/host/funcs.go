package host

import (
	"context"
	"io"

	"dateline/model"
)

// Funcs is a host that allows what its fields do. The zero Funcs allows nothing.
type Funcs struct {
	OnBrowse   func(ctx context.Context, address string) error
	OnPage     func(ctx context.Context, address string) (model.Article, error)
	OnFullText func(ctx context.Context, ids []model.ID) (string, error)
	OnPicture  func(ctx context.Context, address string) ([]byte, error)
	OnSave     func(ctx context.Context, a model.Article, name string) (string, error)
	OnFolder   func(ctx context.Context, name string) (string, error)
	OnExport   func(ctx context.Context, q model.Query, name string, replace bool, report func(Progress)) (string, error)
	OnPipe     func(ctx context.Context, a model.Article, markdown bool, command string) (string, error)
	OnPager    func(ctx context.Context, a model.Article, stdin io.Reader, stdout, stderr io.Writer) error
	OnMerge    func(ctx context.Context, keep, drop string) error
	OnRefresh  func(ctx context.Context, source string, report func(Progress)) (string, error)
	OnAdd      func(ctx context.Context, place string, report func(Progress)) (string, error)
}

// Browse implements Host.
func (f Funcs) Browse() func(context.Context, string) error { return f.OnBrowse }

// Page implements Host.
func (f Funcs) Page() func(context.Context, string) (model.Article, error) { return f.OnPage }

// FullText implements Host.
func (f Funcs) FullText() func(context.Context, []model.ID) (string, error) { return f.OnFullText }

// Picture implements Host.
func (f Funcs) Picture() func(context.Context, string) ([]byte, error) { return f.OnPicture }

// Save implements Host.
func (f Funcs) Save() func(context.Context, model.Article, string) (string, error) { return f.OnSave }

// Folder implements Host.
func (f Funcs) Folder() func(context.Context, string) (string, error) { return f.OnFolder }

// Export implements Host.
func (f Funcs) Export() func(context.Context, model.Query, string, bool, func(Progress)) (string, error) {
	return f.OnExport
}

// Pipe implements Host.
func (f Funcs) Pipe() func(context.Context, model.Article, bool, string) (string, error) {
	return f.OnPipe
}

// Pager implements Host.
func (f Funcs) Pager() func(context.Context, model.Article, io.Reader, io.Writer, io.Writer) error {
	return f.OnPager
}

// Refresh implements Host.
func (f Funcs) Refresh() func(context.Context, string, func(Progress)) (string, error) {
	return f.OnRefresh
}

// Add implements Host.
func (f Funcs) Add() func(context.Context, string, func(Progress)) (string, error) {
	return f.OnAdd
}

// Merge implements Host.
func (f Funcs) Merge() func(context.Context, string, string) error { return f.OnMerge }
