package ui_test

import (
	"testing"

	"dateline/ui"
	"dateline/ui/action"
	"dateline/ui/keys"
)

// TestHeldMacro: what is typed after a macro is done after all of it, also where
// both wait for a list on its way.
func TestHeldMacro(t *testing.T) {
	m, _ := action.Keys().WithMacros([]keys.Macro{{Name: "keep-senate", Line: "filter senate; star; clear-filter"}})
	m, err := m.Rebind([]keys.Rebinding{{Name: "keep-senate", Keys: []string{"g k"}}})
	if err != nil {
		t.Fatal(err)
	}
	lib := &stalling{stall: make(chan struct{})}
	d := open(t, news(), 120, 40, func(o *ui.Options) { lib.Library, o.Library, o.Keys = o.Library, lib, m })
	d.See("Harbour", "12 unread")
	d.Settle()
	lib.on.Store(true)
	d.Press("U", "c", "f", "g", "k", "G", "f")
	close(lib.stall)
	d.See("★ The senate", "★ Another undated note")
}

// TestMacros: a line of commands has a name that is typed and bound, stands in
// the help, waits for the article it means, and ends with what goes wrong.
func TestMacros(t *testing.T) {
	m, errs := action.Keys().WithMacros([]keys.Macro{
		{Name: "keep-senate", Line: "filter senate; star; clear-filter"},
		{Name: "stray", Line: "filter is:unread; goto-date someday; star"},
	})
	if errs[0] != nil || errs[1] != nil {
		t.Fatal(errs)
	}
	m, err := m.Rebind([]keys.Rebinding{{Name: "keep-senate", Keys: []string{"g k"}}})
	if err != nil {
		t.Fatal(err)
	}
	d := open(t, news(), 120, 40, func(o *ui.Options) { o.Keys = m })
	d.See("Harbour", "12 unread")
	d.Press("g", "k")
	d.See("★ The senate", "Harbour")
	d.Press("u")
	d.See("Undone: ", "● The senate")
	d.Press(":")
	d.Type("stray")
	d.Press("enter")
	d.See("is:unread", `"someday"`)
	d.Settle()
	d.Press("?")
	d.See("Keys")
	d.Press("G")
	d.See("Macros", "gk", "filter senate; star; clear-filter", ":stray")
}
