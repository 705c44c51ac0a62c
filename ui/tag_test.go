package ui_test

import (
	"strings"
	"testing"

	"dateline/ui/uitest"
)

func TestTagging(t *testing.T) {
	d := open(t, news(), 120, 40)
	wantSelected(t, d, "Harbour")
	d.Press("t")
	d.See("tags with spaces between")
	d.Type(`politics "climate change" #sea`)
	d.Press("enter")
	d.See("#climate\u00a0change", "#politics", "#sea", `Tagged #politics #"climate change" #sea; u undoes.`)
	d.Settle()

	t.Run("completes", func(t *testing.T) {
		d.Press("j", "t")
		d.See("climate change", "on 1 article")
		d.Type("x cli")
		d.Gone("politics")
		d.Press("tab", "enter")
		wantSelected(t, d, "Council")
		d.See(`Tagged #x #"climate change"; u undoes.`, "#climate\u00a0change #x")
		d.Settle()
	})
	t.Run("one spelling", func(t *testing.T) {
		d.Press("t")
		d.See("on 2 articles")
		d.Type("POLITICS")
		d.Press("enter")
		d.See("Tagged #politics; u undoes.")
		d.Settle()
	})
	t.Run("takes away", func(t *testing.T) {
		d.Press("t", "-")
		d.See("already on this article")
		d.Gone("sea")
		d.Type("nothing")
		d.Press("enter")
		d.See("Nothing changed.")
		d.Press("t", "-")
		d.Type("X more")
		d.Press("enter")
		d.See("Tagged #more, tag #x removed; u undoes.")
		d.Settle()
		d.Gone("#politics #x")
		d.Press("u") // one act
		d.See("Undone: tagged #more, tag #x removed “Council", "#politics #x")
		d.Settle()
		d.Gone("#more #politics")
	})
	t.Run("the filter finds them", func(t *testing.T) {
		command(d, "filter #politics")
		d.See("2 of 12")
		d.Press("c")
		d.Gone("2 of 12")
	})
	t.Run("a selection, as one act", func(t *testing.T) {
		d.Press("g", "g")
		wantSelected(t, d, "Harbour")
		d.Press("v", "j", "j", "j")
		command(d, "tag later")
		d.See("Tagged #later (4 articles); u undoes.")
		d.Press("u")
		d.See("Undone: tagged #later, 4 articles")
	})
	t.Run("without a name", func(t *testing.T) {
		d.Press("esc", "t")
		d.Type("-")
		d.Press("enter")
		d.See("a tag needs a name")
		d.Press("esc")
		d.Until("the line to go", func(d *uitest.Driver) bool { return !strings.Contains(d.Screen(), "tag: -") })
	})
}
