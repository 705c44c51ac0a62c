package fetch

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"
)

// Pictures returns what reads a picture from its address. Nobody has looked at that
// before: unless private, no article makes the program ask the reader's own network.
func Pictures(private bool) func(ctx context.Context, address string) ([]byte, error) {
	client := New(Options{Timeout: 20 * time.Second, MaxBytes: 8 << 20, MaxRedirects: 5, PublicOnly: !private})
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
