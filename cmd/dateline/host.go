package main

import (
	"context"
	"errors"
	"fmt"

	"dateline/cmd/task"
	"dateline/feed"
	"dateline/feed/fetch"
	"dateline/model"
	"dateline/ui/host"
)

// localHost returns the host of a reader at this machine, who may do all of it; what can
// be done in the library that is open is left to be added.
func (p *program) localHost() *host.Funcs {
	m := p.machine()
	return &host.Funcs{
		OnBrowse: m.Browse, OnPage: p.openPage, OnPicture: fetch.Pictures(p.fetchOptions(), p.privatePictures),
		OnSave: m.Save, OnFolder: m.MakeFolder, OnPipe: m.Pipe, OnPager: m.Pager,
	}
}

// openPage reads what is at an address, for the screen.
func (p *program) openPage(ctx context.Context, address string) (model.Article, error) {
	a, err := task.Page(ctx, address, p.feedOptions())
	if errors.Is(err, feed.ErrSeveral) {
		err = fmt.Errorf("%w; 'dateline %s' opens it", err, model.WithoutLogin(address))
	}
	return a, err
}
