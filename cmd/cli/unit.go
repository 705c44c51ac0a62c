package cli

import (
	"fmt"
	"path/filepath"
	"strings"
)

// UnitProgram returns the path of a program as a word of a unit of systemd.
func UnitProgram(executable func() (string, error)) (string, error) {
	path, err := executable()
	if err == nil {
		path, err = filepath.EvalSymlinks(path)
	}
	if err != nil {
		return "", fmt.Errorf("find the program: %w", err)
	}
	return UnitWord(path), nil
}

// UnitWord writes a path as a word of a unit (systemd.unit, "Quoting"; systemd.syntax).
func UnitWord(path string) string {
	path = strings.NewReplacer("%", "%%", `\`, `\\`, `"`, `\"`, "$", "$$").Replace(path)
	if strings.ContainsAny(path, " '\"\\;") {
		return `"` + path + `"`
	}
	return path
}
