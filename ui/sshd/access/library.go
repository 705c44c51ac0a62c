package access

import (
	"sync/atomic"

	"dateline/model"
)

// Library is the library of a visitor. It refuses with model.ErrNotAllowed what his role
// does not allow, and everything that changes something to a guest.
type Library struct {
	model.Library
	role atomic.Uint32
}

// SetRole sets the role from now on.
func (l *Library) SetRole(r model.Role) { l.role.Store(uint32(r)) }

// Role returns the role.
func (l *Library) Role() model.Role { return model.Role(l.role.Load()) }
