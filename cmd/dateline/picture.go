package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"dateline/feed/fetch"
)

// pictureOptions bound what is fetched without a look at its address: no article
// makes the program ask the reader's own network.
var pictureOptions = fetch.Options{Timeout: 20 * time.Second, MaxBytes: 8 << 20, MaxRedirects: 5, PublicOnly: true}

// pictureReader returns what reads a picture from its address.
func pictureReader() func(context.Context, string) ([]byte, error) {
	client := fetch.New(pictureOptions)
	return func(ctx context.Context, address string) ([]byte, error) {
		r, err := client.Get(ctx, fetch.Request{URL: address})
		var status *fetch.StatusError
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
