// Package when reads dates: those that people type, as spans of time in their
// zone, and those that documents print. It never asks the system for the time.
package when
