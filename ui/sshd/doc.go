// Package sshd serves the screen, line mode and command lines to readers over SSH.
package sshd
