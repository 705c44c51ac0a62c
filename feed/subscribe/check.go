package subscribe

import (
	"errors"
	"time"

	"dateline/feed"
	"dateline/feed/document"
	"dateline/feed/fetch"
	"dateline/model"
)

// checkOf returns what a check came to.
func checkOf(got feed.Fetched, articles []model.Article, saved model.Saved) check {
	c := check{fresh: got.Fresh, hints: got.Hints, unread: got.Unchanged, news: saved.Added > 0, moved: got.Moved}
	for i := range articles {
		if d := articles[i].Published; d.Dated() && d.From != model.FromSeen {
			c.entries = append(c.entries, d.Start(time.UTC))
		}
	}
	if got.Err == nil {
		return c
	}
	c.failed, c.fault = model.CleanLine(got.Err.Error()), faultOf(got.Err)
	var source *feed.SourceError
	if errors.As(got.Err, &source) {
		c.failed = model.CleanLine(source.Err.Error())
	}
	var status *fetch.StatusError
	if errors.As(got.Err, &status) {
		c.gone, c.busy = status.Code == gone, status.Code == tooManyRequests
		c.wait = status.RetryAfter
	}
	return c
}

// coolDown returns the host that asks for nothing to be asked of it before a time; "" none.
func coolDown(err error, s model.Schedule) (host string, until time.Time) {
	var status *fetch.StatusError
	if !errors.As(err, &status) || s.NotBefore.IsZero() {
		return "", time.Time{}
	}
	switch status.Code {
	case tooManyRequests, unavailable:
		return hostOf("//" + status.Host), s.NotBefore
	}
	return "", time.Time{}
}

// faultOf says of which kind an error is.
func faultOf(err error) model.CheckFault {
	var status *fetch.StatusError
	if errors.As(err, &status) {
		if fault, ok := statusFaults[status.Code]; ok {
			return fault
		}
		return model.FaultServer
	}
	for _, f := range errorFaults {
		if errors.Is(err, f.err) {
			return f.fault
		}
	}
	var limit *document.LimitError
	if errors.As(err, &limit) {
		return model.FaultSize
	}
	return model.FaultFormat
}

// Answers that mean something here (RFC 9110, 15; RFC 6585, 4).
const (
	unauthorized      = 401
	forbidden         = 403
	notFound          = 404
	proxyUnauthorized = 407
	gone              = 410
	tooManyRequests   = 429
	unavailable       = 503
)

// statusFaults are the answers that say what to do.
var statusFaults = map[int]model.CheckFault{
	unauthorized: model.FaultLogin, proxyUnauthorized: model.FaultLogin, forbidden: model.FaultForbidden,
	notFound: model.FaultNotFound, gone: model.FaultGone, tooManyRequests: model.FaultBusy, unavailable: model.FaultBusy,
}

// errorFaults are the errors that do.
var errorFaults = []struct {
	err   error
	fault model.CheckFault
}{
	{fetch.ErrNoHost, model.FaultName},
	{fetch.ErrUnreachable, model.FaultUnreachable},
	{fetch.ErrBroken, model.FaultUnreachable},
	{fetch.ErrTimeout, model.FaultTimeout},
	{fetch.ErrSilent, model.FaultTimeout},
	{fetch.ErrSlow, model.FaultTimeout},
	{fetch.ErrTLS, model.FaultTLS},
	{fetch.ErrTooLarge, model.FaultSize},
	{fetch.ErrPrivate, model.FaultPrivate},
	{fetch.ErrLogin, model.FaultLogin},
	{fetch.ErrCoding, model.FaultFormat},
}
