package fetch

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"
)

// Pictures returns what reads a picture from its address, with the connections and the
// introduction of o. Nobody has looked at that address before: unless private, no article
// makes the program ask the reader's own network, and it has no name and password.
func Pictures(o Options, private bool) func(ctx context.Context, address string) ([]byte, error) {
	o.Timeout, o.MaxBytes, o.MaxRedirects = 20*time.Second, 8<<20, 5
	o.PublicOnly, o.Credentials, o.Log = !private, nil, nil
	client := New(o)
	return func(ctx context.Context, address string) ([]byte, error) {
		r, err := client.Get(ctx, Request{URL: address})
		var status *StatusError
		if errors.As(err, &status) { // there is little room in a caption
			return nil, errors.New(strings.TrimPrefix(status.Error(), "the server answered "))
		}
		if err != nil {
			return nil, err
		}
		defer func() { _ = r.Body.Close() }()
		return io.ReadAll(r.Body)
	}
}
