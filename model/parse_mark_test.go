package model_test

import (
	"strings"
	"testing"

	"dateline/model"
)

// TestParseMark: the words of each action, with the tag or the date that it takes.
func TestParseMark(t *testing.T) {
	day, err := model.ParseDate("2018-11-06", model.FromHand)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]model.Mark{
		"read": {Do: model.MarkRead}, "unread": {Do: model.MarkUnread}, "star": {Do: model.Star}, "unstar": {Do: model.Unstar},
		"hide": {Do: model.Hide}, "unhide": {Do: model.Unhide}, "tag later": {Do: model.AddTag, Tag: "later"}, "untag later": {Do: model.DropTag, Tag: "later"},
		"date 2018-11-06": {Do: model.SetDate, Date: day}, "date none": {Do: model.SetDate}, "date stated": {Do: model.ResetDate},
	} {
		if got, err := model.ParseMark(strings.Fields(text)); err != nil || got != want {
			t.Errorf("%q: got %+v, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"": "mark: say what to do: read, ", "frobnicate": "mark frobnicate: want read, ", "tag": "mark tag: name one tag", "tag a b": "mark tag: name one tag",
		"star it": "mark star: nothing may follow", "date": "mark date: want 2018-11-06, ", "date gestern": "mark date gestern: want 2018-11-06, ",
	} {
		if _, err := model.ParseMark(strings.Fields(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v", text, err)
		}
	}
}
