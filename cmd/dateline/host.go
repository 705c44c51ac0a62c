package main

import (
	"dateline/feed/fetch"
	"dateline/ui/host"
)

// localHost returns the host of a reader at this machine, who may do all of it; what can
// be done in the library that is open is left to be added.
func (p *program) localHost() *host.Funcs {
	m := p.machine()
	return &host.Funcs{
		OnBrowse: m.Browse, OnPage: p.openPage, OnPicture: fetch.Pictures(p.privatePictures),
		OnSave: m.Save, OnFolder: m.MakeFolder, OnPipe: m.Pipe, OnPager: m.Pager,
	}
}
