package feed

import "time"

// Progress tells how far a Load has come.
type Progress struct {
	Path     string // the document being read
	Articles int    // handed on so far
	Bytes    int64  // read so far, as stored: compressed where it is compressed
	Total    int64  // of how many, 0 while unknown
	Done     int    // documents finished
}

// reportProgress reports progress, unless it has just done so.
func (l *loader) reportProgress() {
	if l.Progress == nil {
		return
	}
	// The pace of reports follows the machine's clock, not the reader's.
	if now := time.Now(); now.Sub(l.reported) >= progressEvery/2 {
		l.reported = now
		l.Progress(l.progress())
	}
}

func (l *loader) progress() Progress {
	p := Progress{Path: l.path, Articles: l.articles, Bytes: l.bytes.Load(), Done: l.done}
	if l.known.Load() && !l.sizeUnknown.Load() {
		p.Total = l.total.Load()
	}
	return p
}
