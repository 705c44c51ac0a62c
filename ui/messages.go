package ui

import (
	"time"

	"dateline/model"
	"dateline/ui/article"
	"dateline/ui/config"
	"dateline/ui/picture"
	"dateline/ui/session"
	"dateline/ui/sidebar"
	"dateline/ui/timeline"
)

// Messages are facts: what has been found, counted, read, changed. Each
// carries the generation of the work it answers, where older answers must be
// dropped.

// foundMsg: a part of the list has been read.
type foundMsg struct {
	gen     int
	ask     ask
	page    model.Page
	article ready // at the place that was asked for, where it is shown
	err     error
}

// talliedMsg: the articles of the filter have been counted.
type talliedMsg struct {
	gen    int
	counts session.Counts
	err    error
}

// headingsMsg: in an epoch the days [from, to) under the headings of the window have been
// counted.
type headingsMsg struct {
	gen      int
	epoch    int
	from, to model.Day
	days     []model.Bucket
	err      error
}

// timesMsg: what the timeline shows has been counted.
type timesMsg struct {
	gen  int
	data timeline.Data
	err  error
}

// daysMsg: the days [from, to) of the calendar have been counted.
type daysMsg struct {
	gen      int
	from, to model.Day
	days     []model.Bucket
	err      error
}

// roamedMsg: the sources have been read, to go to one.
type roamedMsg struct {
	gen     int
	sources []model.Source
	err     error
}

// sourcesMsg: the sources have been read.
type sourcesMsg struct {
	gen     int
	sources []model.Source
	err     error
}

// weighedMsg: the views have been counted.
type weighedMsg struct {
	gen   int
	items []sidebar.Item
	took  time.Duration
	err   error
}

// sideDueMsg: the column of sources should be counted again.
type sideDueMsg struct{}

// unreadMsg: the next unread article beyond the window has been looked for.
type unreadMsg struct {
	gen int
	dir int // where it was looked for
	id  model.ID
	err error
}

// articleMsg: an article has been read from the library.
type articleMsg struct {
	gen int
	ready
}

// renderedMsg: a part of an article has been rendered; more is awaited on the
// channel unless it was the last.
type renderedMsg struct {
	gen   int
	chunk article.Chunk
	more  <-chan article.Chunk
	ok    bool
}

// pictureMsg: a picture has been read, or why it has not.
type pictureMsg struct {
	gen     int
	address string
	picture article.Picture
	graphic picture.Graphic // where the terminal draws it
	send    string          // what gives it the picture
}

// markedMsg: state has been changed, undone or redone.
type markedMsg struct {
	act  model.Act
	verb verb
	said string // of one that was undone or redone
	err  error
}

// verb is what has become of an act, where it is to be said.
type verb uint8

const (
	verbNone verb = iota
	verbDone
	verbUndone
	verbRedone
)

// pickedMsg: what lies between the ends of a selection has been found; nothing
// when it is too much.
type pickedMsg struct {
	gen   int
	items []model.Headline
	err   error
}

// tagsMsg: the tags of the library have been read.
type tagsMsg struct {
	gen  int
	tags []model.TagCount
	err  error
}

// infoMsg: all that is known of an article has been read.
type infoMsg struct {
	gen    int
	record model.Record
	err    error
}

// visitMsg: the visit has been noted.
type visitMsg struct {
	ended time.Time // the last one
	err   error
}

// plannedMsg: what a change of many articles would come to has been counted.
type plannedMsg struct {
	gen  int
	plan session.Plan
	err  error
}

// viewsMsg: the saved views have been read.
type viewsMsg struct {
	gen   int
	views []model.View
	err   error
}

// rulesMsg: the rules have been read.
type rulesMsg struct {
	gen   int
	rules []model.Rule
	err   error
}

// storyMsg: the story of an article has been gathered.
type storyMsg struct {
	gen   int
	story session.Story
	err   error
}

// openedMsg: the browser has been asked to show an address.
type openedMsg struct {
	url string
	err error
}

// movedMsg: something in the library moved.
type movedMsg struct {
	of   <-chan struct{} // the library's
	open bool
}

// settingsMsg: the reader's settings have changed, or could not be read.
type settingsMsg struct {
	gen int
	c   config.Config
	err error
}

// progressMsg: the documents named at the start are being read.
type progressMsg struct {
	p    Progress
	from <-chan Progress
	open bool
}

// restedMsg: a key has rested so long that the work it asked for should begin.
type restedMsg struct {
	gen  int
	work work
}

// work is what waits for a key to rest.
type work uint8

// The works.
const (
	workFollow   work = iota // show the selected article
	workPlace                // keep the place in the article
	workPictures             // show the pictures of the article
	workCount                // count what a filter that is being typed finds
	workAwait                // say how keys that were begun can go on
	works
)

// midnightMsg: the day has changed.
type midnightMsg struct{}
