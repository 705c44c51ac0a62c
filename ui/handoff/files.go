package handoff

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"dateline/model"
	"dateline/model/listing"
)

// Path expands ~/ in the typed name of a file, as no shell does it here.
func (m Machine) Path(name string) string {
	if rest, ok := strings.CutPrefix(name, "~/"); ok && m.Getenv("HOME") != "" {
		return filepath.Join(m.Getenv("HOME"), rest)
	}
	return name
}

// maxCopies bounds the number that Save adds to a name.
const maxCopies = 999

// Save writes an article to a file: as text if the name ends in .txt, otherwise as
// Markdown with front matter. If the file exists, Save adds a number to the name. It
// returns the name used.
func (m Machine) Save(_ context.Context, a model.Article, name string) (string, error) {
	name = m.Path(name)
	if info, err := os.Stat(name); err == nil && info.IsDir() || strings.HasSuffix(name, "/") {
		return "", fmt.Errorf("%s is a folder; name a file in it", name)
	}
	text := listing.ArticleMarkdown(&a)
	ext := filepath.Ext(name)
	if ext == ".txt" {
		text = listing.ArticleText(&a, m.Zone)
	}
	stem := strings.TrimSuffix(name, ext)
	for n := 1; n <= maxCopies; n++ {
		if n > 1 {
			name = stem + "-" + strconv.Itoa(n) + ext
		}
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", model.FileReason(err)
		}
		_, err = f.WriteString(text)
		if err = cmp.Or(err, f.Close()); err != nil {
			_ = os.Remove(name)
			return "", model.FileReason(err)
		}
		return name, nil
	}
	return "", fmt.Errorf("%s: there are %d of that name", stem+ext, maxCopies)
}

// MakeFolder makes a folder unless it exists, and returns its name for Save.
func (m Machine) MakeFolder(_ context.Context, name string) (string, error) {
	name = m.Path(name)
	if err := os.MkdirAll(name, 0o755); err != nil {
		return "", fmt.Errorf("%s: %w", name, model.FileReason(err))
	}
	return name, nil
}
