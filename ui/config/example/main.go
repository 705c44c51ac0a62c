// Command example puts the example of all settings in the place of the first example in
// a page of the handbook.
package main

import (
	"fmt"
	"os"
	"strings"

	"dateline/ui/config"
)

func main() {
	if err := rewrite(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func rewrite(page string) error {
	const begins, ends = "```toml\n", "```\n"
	text, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(text), begins)
	_, after, closed := strings.Cut(rest, ends)
	if !ok || !closed {
		return fmt.Errorf("%s has no example", page)
	}
	return os.WriteFile(page, []byte(before+begins+config.Example()+ends+after), 0o644)
}
