//go:build unix && !linux

package sqlite

import (
	"errors"
	"os/exec"
)

// ownMounts gives a process mounts of its own, which end with it.
func ownMounts(*exec.Cmd) bool { return false }

// mountSmall mounts a small disk on dir.
func mountSmall(string) error { return errors.ErrUnsupported }
