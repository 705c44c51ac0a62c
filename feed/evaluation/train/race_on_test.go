//go:build race

package main

// race says that the race detector runs, which makes fitting take ten times as long.
const race = true
