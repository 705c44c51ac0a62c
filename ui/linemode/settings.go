package linemode

import (
	"cmp"

	"dateline/ui/action"
	"dateline/ui/config"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// look returns the theme for what is known of the terminal and for the settings.
func (s *Session) look() *theme.Theme {
	t := theme.Options{Profile: theme.Mono, ASCII: s.o.ASCII, Lines: true, LinkNumbers: s.o.LinkNumbers}
	if s.o.Colour {
		t.Profile = theme.Sixteen
	}
	return theme.New(t)
}

// set changes a setting and keeps it.
func (f front) set(c action.Call) error {
	change, err := f.o.SetTo(c.Arg)
	if err != nil {
		return err
	}
	f.Say(change.Said)
	if change.Follows&config.Restyle != 0 {
		f.Theme = f.look()
	}
	if change.Follows&config.Rebind != 0 {
		f.keys = cmp.Or(f.o.Keys, action.Keys())
	}
	if change.Name == "" || f.o.Remember == nil {
		return nil
	}
	if err := f.o.Remember(f.ctx, change.Name, change.Value); err != nil {
		return action.Failure{Doing: message.KeepSetting, Err: err}
	}
	return nil
}
