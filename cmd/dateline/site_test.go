package main

import (
	"crypto/sha256"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// serveSite serves the files of a folder, as servers that know what has changed,
// and returns its address. What is asked goes to the file log, if it has a name.
// Below /private/ only ada is answered, who knows her password.
func serveSite(t testing.TB, folder, log string) (address string, stop func()) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		content, err := os.ReadFile(filepath.Join(folder, filepath.Base(r.URL.Path)))
		status := http.StatusOK
		tag := fmt.Sprintf(`"%x"`, sha256.Sum256(content))
		user, password, _ := r.BasicAuth()
		switch {
		case strings.HasPrefix(r.URL.Path, "/private/") && (user != "ada" || password != sitePassword(folder)):
			w.Header().Set("WWW-Authenticate", `Basic realm="private"`)
			status = http.StatusUnauthorized
		case err != nil:
			status = http.StatusNotFound
		case r.Header.Get("If-None-Match") == tag:
			status = http.StatusNotModified
		}
		if f, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600); log != "" && err == nil {
			fmt.Fprintln(f, status, r.URL.Path, user)
			_ = f.Close()
		}
		w.Header().Set("ETag", tag)
		w.WriteHeader(status)
		if status == http.StatusOK {
			_, _ = w.Write(content)
		}
	})}
	go func() { _ = server.Serve(listener) }()
	return "http://" + listener.Addr().String(), func() { _ = server.Close() }
}

// sitePassword is ada's: "c0mpass", unless the folder has a file that says another.
func sitePassword(folder string) string {
	if text, err := os.ReadFile(filepath.Join(folder, "password")); err == nil {
		return strings.TrimSpace(string(text))
	}
	return "c0mpass"
}
